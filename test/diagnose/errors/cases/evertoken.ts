import { TokenError } from "../../../../src/errors.ts";
import type { Case } from "./case.ts";

const own = (code: TokenError["code"], action: TokenError["action"]): TokenError =>
  new TokenError({ code, message: "The token endpoint failed.", action, remedy: "Do something about it." });

export const evertoken: readonly Case[] = [
  [own("ERR_FETCH_FAILED", "retryLater"), "evertoken ERR_FETCH_FAILED retryLater"],
  [own("ERR_FETCH_FAILED", "fixConfig"), "evertoken ERR_FETCH_FAILED fixConfig"],
  // An error posted to a worker has lost its class.
  [
    Object.assign({}, own("ERR_REAUTH_REQUIRED", "signIn"), { message: "The token endpoint failed." }),
    "evertoken ERR_REAUTH_REQUIRED signIn!",
  ],
  ["ERR_FETCH_FAILED", "evertoken ERR_FETCH_FAILED retryLater"],
  ["ERR_FETCH_TIMEOUT", "evertoken ERR_FETCH_TIMEOUT retryLater"],
  ["ERR_TOKEN_UNUSABLE", "evertoken ERR_TOKEN_UNUSABLE fixConfig"],
  ["ERR_NO_PROGRESS", "evertoken ERR_NO_PROGRESS fixConfig"],
  ["ERR_TOKEN_REJECTED", "evertoken ERR_TOKEN_REJECTED fixConfig"],
  ["ERR_REAUTH_REQUIRED", "evertoken ERR_REAUTH_REQUIRED signIn!"],
  ["ERR_HANDOVER_FAILED", "evertoken ERR_HANDOVER_FAILED retryLater"],
  ["ERR_STOPPED", "evertoken ERR_STOPPED none"],
  ["ERR_DISPOSED", "evertoken ERR_DISPOSED none"],
];
