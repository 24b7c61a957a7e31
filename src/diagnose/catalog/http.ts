/**
 * HTTP statuses, and requests that got no answer, in the words of each browser and library.
 *
 * @module
 */
import type { Table } from "../error/table.ts";

const checked = "2026-11-21";

/** By `status`, wherever a library keeps it. */
export const http: Table = {
  id: "http",
  title: "HTTP",
  source: "RFC 9110",
  checked,
  at: "@status",
  general: true,
  rows: [
    ["401", "refresh>signIn", "The server does not accept the token, or got none.", "Unauthorized"],
    [
      "403",
      "none",
      "The server knows the caller and refuses; a new token of the same kind changes nothing.",
      "Forbidden",
      { remedy: "Check what this user, and this token, are allowed to do." },
    ],
    ["407", "fixConfig", "A proxy wants credentials.", "Proxy Authentication Required"],
    ["408 425", "retryLater", "The server asks to try again.", "Request Timeout|Too Early"],
    ["429", "retryLater", "Too many requests.", "Too Many Requests", { source: "RFC 6585" }],
    ["503", "retryLater", "The server is not available for the moment.", "Service Unavailable"],
    ["5xx", "retryLater", "The server has a problem.", "Server Error"],
    ["404 410", "fixConfig", "There is nothing at this address.", "Not Found|Gone"],
    ["4xx", "fixConfig", "The server does not understand the request.", "Client Error"],
    ["3xx", "fixConfig", "The server points elsewhere; a token endpoint should not.", "Redirection"],
    [
      "html-redirected",
      "signIn",
      "A page came instead of data, after a redirect: most likely the sign-in page.",
      "HTML after a redirect",
    ],
    ["html", "fixConfig", "A page came instead of data: a proxy or a wrong address answered.", "HTML"],
    ["2xx", "none", "This is a success.", "Success"],
  ],
};

/** Requests without an answer. */
export const network: Table = {
  id: "network",
  title: "Network",
  source: "Fetch standard; messages of Chromium, Firefox, Safari, Node; axios@1.21.1, ky@2.1.0",
  checked,
  at: "code name cause.code cause.name .",
  general: true,
  rows: [
    ["ERR_CANCELED AbortError", "none", "The request was cancelled on purpose.", "AbortError|CanceledError"],
    [
      "TimeoutError ECONNABORTED ETIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ErrorTimeout",
      "retryLater",
      "There was no answer in time.",
      "TimeoutError",
    ],
    [
      "ERR_NETWORK NetworkError ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EPIPE ENETUNREACH EHOSTUNREACH UND_ERR_SOCKET",
      "retryLater",
      "The server could not be reached: offline, blocked, or refused by CORS.",
      "NetworkError",
    ],
    [
      "~",
      "retryLater",
      "The server could not be reached: offline, blocked, or refused by CORS.",
      "NetworkError",
      // Chromium | Firefox | Safari | Node | axios, ky 2 | React Native | Safari, older
      {
        says: /failed to fetch|networkerror when attempting|^load failed|^fetch failed|^network ?error|network request failed|network connection was lost|internet connection appears to be offline/im,
      },
    ],
    [
      "~",
      "retryLater",
      "There was no answer in time.",
      "TimeoutError",
      { says: /\btimed out\b|^timeout\b|timeout of \d+ ?ms exceeded/im },
    ],
    [
      "~",
      "fixConfig",
      "The answer is a page, not JSON: a proxy or a sign-in page answered.",
      "SyntaxError",
      { says: /unexpected token '?<|JSON\.parse: unexpected character at line 1 column 1|unrecognized token '<'/i },
    ],
  ],
};
