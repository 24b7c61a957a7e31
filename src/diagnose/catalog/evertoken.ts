/**
 * This package's own errors. They carry their action; the rows are for those who look a code up.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

/** `TokenError` by its code. */
export const evertoken: Table = {
  id: "evertoken",
  title: "evertoken",
  source: "evertoken",
  checked: "2026-11-21",
  rows: [
    ["ERR_FETCH_FAILED", "retryLater", "The app's fetcher threw, rejected or answered with an error."],
    ["ERR_FETCH_TIMEOUT", "retryLater", "The app's fetcher did not answer in time."],
    [
      "ERR_TOKEN_UNUSABLE",
      "fixConfig",
      "The app's fetcher answered, but not with a token.",
      { remedy: "Correct what fetchToken returns; the message says what was wrong." },
    ],
    [
      "ERR_NO_PROGRESS",
      "fixConfig",
      "The fetched token does not live longer than the one in hand: a cache answers.",
      { remedy: "Do not cache tokens to the end of their life." },
    ],
    [
      "ERR_TOKEN_REJECTED",
      "fixConfig",
      "A server refused even the token that replaced a refused one.",
      {
        remedy:
          "Look at what the server says of the token: its audience, its scopes and its signature are refused, not its age.",
      },
    ],
    ["ERR_REAUTH_REQUIRED", "signIn", "The user's own credential is gone."],
    [
      "ERR_HANDOVER_FAILED",
      "retryLater",
      "A vendor's SDK did not take a token, or did not answer within an adapter's deadline.",
      { remedy: "Read the action and the remedy of the error itself: they depend on what the SDK said." },
    ],
    ["ERR_STOPPED", "none", "The manager has been stopped.", { remedy: "Call start() when tokens are needed again." }],
    ["ERR_DISPOSED", "none", "The manager has been disposed of.", { remedy: "Make a new manager." }],
  ],
};
