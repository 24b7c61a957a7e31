import { type Case, FRESH, OLD } from "./case.ts";

const html = (redirected: boolean): object => ({
  ok: true,
  status: 200,
  redirected,
  headers: new Headers({ "content-type": "text/html; charset=utf-8" }),
});
const errno =
  "ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EPIPE ENETUNREACH EHOSTUNREACH UND_ERR_SOCKET CONNECTION_ERROR CONNECTION_REFUSED CONNECTION_CLOSED CONNECTION_LOST";
const late =
  "ECONNABORTED ETIMEDOUT ETIMEOUT CONNECTION_TIMEOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT";

const statuses: readonly Case[] = [
  [{ status: 401 }, "http 401 refresh>signIn"],
  [{ status: 401 }, "http 401 signIn!", { token: FRESH }],
  [{ status: 401 }, "http 401 refresh>signIn", { token: OLD }],
  [{ statusCode: 401 }, "http 401 refresh>signIn"],
  [{ response: { status: 401 } }, "http 401 refresh>signIn"],
  [{ httpStatusCode: 503 }, "http 503 retryLater"],
  // Never a refresh.
  [{ status: 403 }, "http 403 none"],
  [{ status: 407 }, "http 407 fixConfig"],
  ...[408, 425, 429, 500, 502, 503, 504, 599].map((status): Case => [{ status }, `http ${status} retryLater`]),
  // What an API says of a request is not what a token endpoint says of a client.
  ...[301, 304, 400, 402, 404, 405, 409, 410, 413, 415, 422, 451, 501].map((status): Case => [
    { status },
    `http ${status} none`,
  ]),
  ...[404, 405, 410, 415, 501, 301, 400, 413, 414, 422, 431].map((status): Case => [
    { status },
    `http-token-endpoint ${status} fixConfig`,
    { endpoint: "token" },
  ]),
  ...[401, 403].map((status): Case => [{ status }, `http-token-endpoint ${status} signIn!`, { endpoint: "token" }]),
  [{ status: 503 }, "http 503 retryLater", { endpoint: "token" }],
  [html(true), "http html-redirected signIn!"],
  [html(false), "http html fixConfig"],
  [new Response("ok"), "http 200 none"],
  [
    new Response("", { status: 401, headers: { "www-authenticate": 'Bearer realm="x", error="invalid_token"' } }),
    "oauth invalid_token refresh>signIn",
  ],
  [
    new Response("", { status: 403, headers: { "www-authenticate": 'Bearer error="insufficient_scope"' } }),
    "oauth insufficient_scope signIn!",
  ],
  // A number that lost its field name may be anything.
  [401, "unknown 401 none"],
  [503, "unknown 503 none"],
];

/** As Chromium 156 says it of coturn 4.6.1, whatever is wrong with the credential. */
const refusedByTurn = { errorCode: 401, errorText: "Unauthorized.", url: "turn:127.0.0.1:3478?transport=udp" };

const wire: readonly Case[] = [
  [{ type: "close", code: 4009, reason: "Session timed out", wasClean: true }, "websocket 4009 rejoin>signIn"],
  [{ type: "close", code: 4006, reason: "Session is no longer valid." }, "websocket 4006 rejoin>signIn"],
  [{ type: "icecandidateerror", ...refusedByTurn }, "turn 401 refresh>fixConfig"],
  [refusedByTurn, "turn 401 refresh>fixConfig"],
  [{ ...refusedByTurn, url: "turns:relay.example" }, "turn 401 refresh>fixConfig"],
  [{ type: "icecandidateerror", errorCode: 701, errorText: "STUN host lookup received error." }, "turn 701 retryLater"],
  [{ type: "icecandidateerror", errorCode: 420 }, "turn 420 none"],
  [
    "Access to fetch at 'https://team.access.example/cdn-cgi/access/login/app.example?kid=1' (redirected from 'https://app.example/api/me') from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    "network sign-in page signIn!",
  ],
  [
    "Access to fetch at 'https://cdn.example/v2/me' (redirected from 'https://api.example/login-hints') from origin 'https://app.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    "network CORS none",
  ],
  [new TypeError("Failed to fetch"), "network NetworkError retryLater"],
  [new TypeError("NetworkError when attempting to fetch resource."), "network NetworkError retryLater"],
  [new TypeError("Load failed"), "network NetworkError retryLater"],
  [new TypeError("Load failed (api.example.com)"), "network NetworkError retryLater"],
  [new TypeError("fetch failed"), "network NetworkError retryLater"],
  [new TypeError("Network request failed"), "network NetworkError retryLater"],
  [new TypeError("The network connection was lost."), "network NetworkError retryLater"],
  [new TypeError("The Internet connection appears to be offline."), "network NetworkError retryLater"],
  ["Failed to fetch", "network NetworkError retryLater"],
  [new Error("WebSocket connection failed"), "network ConnectionError retryLater"],
  [new Error("Ice connection failed, add a TURN server"), "unknown unknown none"],
  [new Error("Connection closed by client"), "unknown unknown none"],
  [{ name: "NetworkError", message: "no" }, "network NetworkError retryLater"],
  [{ isAxiosError: true, code: "ERR_NETWORK", message: "Network Error" }, "network ERR_NETWORK retryLater"],
  ...errno
    .split(" ")
    .map((code): Case => [new TypeError("fetch failed", { cause: { code } }), `network ${code} retryLater`]),
  ...late.split(" ").map((code): Case => [{ code, message: "no" }, `network ${code} retryLater`]),
  [new DOMException("no", "TimeoutError"), "network TimeoutError retryLater"],
  [{ name: "ErrorTimeout", message: "no" }, "network ErrorTimeout retryLater"],
  [new Error("timeout of 5000ms exceeded"), "network TimeoutError retryLater"],
  [new Error("The operation timed out."), "network TimeoutError retryLater"],
  [new DOMException("no", "AbortError"), "network AbortError none"],
  [{ code: "ERR_CANCELED", message: "canceled" }, "network ERR_CANCELED none"],
  [new SyntaxError("Unexpected token '<', \"<!DOCTYPE \"... is not valid JSON"), "network SyntaxError none"],
  [new SyntaxError("JSON.parse: unexpected character at line 1 column 1 of the JSON data"), "network SyntaxError none"],
  [
    new SyntaxError("JSON Parse error: Unrecognized token '<'"),
    "http-token-endpoint SyntaxError fixConfig",
    { endpoint: "token" },
  ],
  [new SyntaxError("JSON Parse error: Unrecognized token '<'"), "network SyntaxError none"],
];

export const http: readonly Case[] = [...statuses, ...wire];
