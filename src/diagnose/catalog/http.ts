/**
 * HTTP statuses, and requests that got no answer, in the words of each browser and library.
 *
 * @module
 */
import type { ErrorView } from "../error/error-view.ts";
import { headerAt } from "../error/field-at.ts";
import { statusOf } from "../error/status.ts";
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";
const lastResort = { source: "RFC 9110", checked, rank: "last resort", at: "" } as const;

/** What Chromium and Firefox say; a request that did not succeed at all is one of the network. */
const CORS = /blocked by cors policy|cors header .{0,40}(?:missing|does not match)/i;

/** What parsers of JSON say of HTML, in each engine, and HTML itself. */
const A_PAGE =
  /unexpected token '?<|JSON\.parse: unexpected character at line 1 column 1|unrecognized token '<'|^\s*<(?:!doctype|html)\b/i;

/** The status, and whether a page came where data was wanted. */
function statusesOf(view: ErrorView): readonly (string | number)[] {
  const [status, ...wide] = statusOf(view);
  if (typeof status !== "number" || status >= 300) return status === undefined ? [] : [status, ...wide];
  const isPage = headerAt(view.error, "content-type").includes("text/html");
  return [status, ...(isPage ? [view.field("redirected") === true ? "html-redirected" : "html"] : []), ...wide];
}

/** The app's token endpoint: what it answers decides whether a fetch is tried again. */
export const httpTokenEndpoint: Table = {
  ...lastResort,
  id: "http-token-endpoint",
  title: "HTTP, the app's token endpoint",
  endpoint: "token",
  codesIn: statusesOf,
  rows: [
    ["401 403", "signIn", "The token endpoint does not accept the session of this user.", "Unauthorized|Forbidden"],
    [
      "404 405 410 415 501",
      "fixConfig",
      "There is no token endpoint at this address, or it wants another method.",
      "Not Found|Method Not Allowed|Gone",
      { remedy: "Compare address and method of the request with the route of the token endpoint." },
    ],
    [
      "3xx",
      "fixConfig",
      "The token endpoint points elsewhere.",
      "Redirection",
      { remedy: "Ask for the final address, and let the endpoint answer 401 instead of a redirect to a sign-in page." },
    ],
    [
      "400 413 414 422 431",
      "fixConfig",
      "The token endpoint does not understand the request.",
      "Bad Request",
      { remedy: "Compare body and headers of the request with what the token endpoint expects." },
    ],
    [
      "~",
      "fixConfig",
      "The browser may not read the answer: the token endpoint does not allow this origin, or a header of the request.",
      "CORS",
      {
        says: CORS,
        remedy:
          "Let the token endpoint allow the app's origin, method and headers, also where it answers with an error.",
      },
    ],
    [
      "~",
      "fixConfig",
      "A page came from the token endpoint, not JSON: a fallback route, a proxy or a sign-in page answered.",
      "SyntaxError",
      { says: A_PAGE, remedy: "Look at the body of the answer, and compare the address with the token endpoint's." },
    ],
  ],
};

/** By `status`, wherever a library keeps it. */
export const http: Table = {
  ...lastResort,
  id: "http",
  title: "HTTP",
  codesIn: statusesOf,
  rows: [
    ["401", "refresh>signIn", "The server does not accept the token, or got none.", "Unauthorized"],
    [
      "403",
      "none",
      "The server knows the caller and refuses; a new token of the same kind changes nothing.",
      "Forbidden",
      { remedy: "Check what this user, and this token, are allowed to do." },
    ],
    [
      "407",
      "fixConfig",
      "A proxy wants credentials.",
      "Proxy Authentication Required",
      { remedy: "Give the proxy its credentials, or go around it." },
    ],
    ["440", "signIn", "The login has timed out.", "Login Timeout", { source: "Microsoft IIS" }],
    ["498", "refresh>fixConfig", "The token is invalid or has expired.", "Invalid Token", { source: "Esri ArcGIS" }],
    ["408 425", "retryLater", "The server asks to try again.", "Request Timeout|Too Early"],
    ["429", "retryLater", "Too many requests.", "Too Many Requests", { source: "RFC 6585" }],
    ["503", "retryLater", "The server is not available for the moment.", "Service Unavailable"],
    ["501 505 511", "none", "The server cannot do this; the token has no part in it.", "Not Implemented"],
    ["5xx", "retryLater", "The server has a problem.", "Server Error"],
    ["404 410", "none", "What was asked for is not there; the token has no part in it.", "Not Found|Gone"],
    ["4xx", "none", "The server refuses the request for what it asks, not for its token.", "Client Error"],
    ["3xx", "none", "The server points elsewhere.", "Redirection"],
    [
      "html-redirected",
      "signIn",
      "A page came instead of data, after a redirect: most likely the sign-in page.",
      "HTML after a redirect",
    ],
    [
      "html",
      "fixConfig",
      "A page came instead of data: a proxy or a wrong address answered.",
      "HTML",
      { remedy: "Open the address: a fallback route, a proxy or a captive portal answers in its place." },
    ],
    ["2xx", "none", "This is a success.", "Success"],
  ],
};

/** Requests without an answer. */
export const network: Table = {
  id: "network",
  title: "Network",
  source: "Fetch standard; messages of browsers, Node, axios and ky",
  checked,
  at: "code errno name .",
  rank: "last resort",
  rows: [
    [
      "ERR_CANCELED AbortError ABORT_ERR CanceledError UND_ERR_ABORTED",
      "none",
      "The request was cancelled on purpose.",
      "AbortError|CanceledError|CancelError",
    ],
    ["NotAllowedError", "none", "The user, or the browser, did not allow this.", "NotAllowedError"],
    [
      "~",
      "none",
      "The user, or the browser, did not allow this.",
      "NotAllowedError",
      { says: /timed out or was not allowed/i },
    ],
    [
      "TimeoutError ECONNABORTED ETIMEDOUT ETIMEOUT CONNECTION_TIMEOUT ESOCKETTIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ErrorTimeout TIMEOUT_ERR",
      "retryLater",
      "There was no answer in time.",
      "TimeoutError|RequestTimeoutError",
    ],
    [
      "ERR_NETWORK NetworkError CONNECTION_ERROR CONNECTION_REFUSED CONNECTION_CLOSED CONNECTION_LOST ECONNREFUSED ECONNRESET ENOTFOUND EAI_AGAIN EPIPE ENETUNREACH EHOSTUNREACH ENETDOWN UND_ERR_SOCKET ERR_INTERNET_DISCONNECTED ERR_NETWORK_CHANGED ERR_CONNECTION_REFUSED ERR_CONNECTION_RESET ERR_NAME_NOT_RESOLVED NETWORK_ERR",
      "retryLater",
      "The server could not be reached: offline, blocked, or refused by CORS.",
      "NetworkError",
    ],
    [
      "DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN",
      "fixConfig",
      "The server's certificate is not trusted.",
      { remedy: "Let this machine trust the authority of the server's certificate." },
    ],
    [
      "~",
      "signIn",
      "The request was sent on to a page for signing in, which the browser may not read.",
      "sign-in page",
      {
        says: /'[^' ]*(?:log-?in|sign-?in|authorize|\bauth\b|\bsso\b|saml)[^' ]*' \(redirected from [^\n]*cors policy/i,
      },
    ],
    [
      "~",
      "none",
      "The browser may not read the answer: the server does not allow this origin, or a header of the request.",
      "CORS",
      {
        says: CORS,
        remedy: "Let the server allow the app's origin, method and headers, also where it answers with an error.",
      },
    ],
    [
      "~",
      "retryLater",
      "The server could not be reached: offline, blocked, or refused by CORS.",
      "NetworkError",
      // Chromium | Firefox | Safari | Node | axios, ky 2 | React Native | Safari, older | Angular | sockets
      {
        says: /failed to fetch(?! dyn| jwt)|(?:^|error\]?: )(?:load|fetch) failed|\bnetwork ?error|network request failed|xmlhttprequest error|internet connection appears to be offline|\bno internet\b|stream has been aborted|premature close|other side closed|: 0 unknown error|socket hang up|failed host lookup|unable to fetch|getaddrinfo|\bresolve (?:the )?host|no such host|name resolution|net::err_(?!cert|aborted)|max retries exceeded|\b(?:failed to|unable to|could not|cannot) (?:connect|reach)\b|xhr poll error|websocket error|\blost connection|can.t establish a connection|\bconnection (?:to \S+ )?(?:was |is )?(?:interrupted|lost|refused|reset|terminated|closed unexpectedly)|\b(?:econnrefused|econnreset|enotfound|eai_again)\b/im,
        unless: /\bx509\b|certificate/i,
      },
    ],
    [
      "~",
      "retryLater",
      "The connection could not be made, or it broke.",
      "ConnectionError",
      {
        says: /\b(?:re)?(?:connect(?:ion)?|socket)\b(?:(?!\bif\b)[^.\n,;]){0,30}\b(?:lost|closed?|fail(?:ed|s|ure)|dropped|aborted|interrupted|severed|broken|errors?|disconnected|unavailable|trouble|problem|no hosts|not been established)\b|\b(?:bad|closed|clos\w+ the|aborted|broken|trouble) (?:web ?socket |network )?connect(?:ion|ing)\b|\b(?:no|not have) (?:(?:an?|idle|active|valid|living|usable|network|internet|signal|data) )*connect(?:ions?|ivity)\b|\b(?:fail\w*|unable|could ?n.t|could not|cannot|error) (?:to )?(?:establish|open|reopen|creat|initiali[sz]|acquir|retriev)\w* (?:[\w-]+ ){0,4}(?:connection|socket)\b|\bconnection (?:could|can) ?not be|\bnetwork (?:\w+ )?(?:is )?(?:failure|issues?|problems?|down|unreachable|unavailable)\b|\b(?:host|url|server|destination|address) (?:is |was )?(?:unreachable|not reachable)|\b(?:check|lost) (?:your |the )?(?:internet|network)\b|\bnetwork response was not ok/i,
        unless:
          /\bx509\b|certificate|\bconnection (?:string|option|param|id\b|name|type|url)|\bclosed (?:normally|by (?:the )?(?:client|user|app\w*|caller))|\balready (?:closed|connected|open|exists)\b|\bice\b|session id|client disconnect|receiving end|\bno connection provided/i,
      },
    ],
    [
      "~",
      "retryLater",
      "There was no answer in time.",
      "TimeoutError",
      {
        says: /\btimed out\b|^timeout\b|\btimeout (?:when|while|during) |: timeout$|\be(?:socket)?timedout\b|\btimeout (?:has )?(?:occurred|expired|exceeded|reached)|\bdeadline exceeded\b|\b(?:keep-?alive|connect|connack|network|request|response|socket|gateway|handshake|ping|heartbeat|xmlhttp ?request|client|idle|polling|query|read|reply|operation|gathering|api|pool|connection|server|session|rpc|call|ack|write|login|auth\w*) ?time-?out\b|\b(?:call|request) time out\b|^(?:[\w-]+ ){1,3}time-?out\b(?=$| \[)|\bstream timeout\b|\b(?:received|reported) (?:a )?timeout\b|(?:no|not|did.?n.t) (?:\w+ )?(?:response|respond|answer|repl(?:y|ied))\b.{0,20}\b(?:in time|within)\b|\btimeout (?:of \w+ )?exceeded\b/im,
        unless:
          /\b(?:cypress\w*|locator|geolocation|option|argument|parameter|must|invalid|greater|larger|value|unsupported|is not an?|cannot be)\b/i,
      },
    ],
    [
      "~",
      "none",
      "The answer is a page, not JSON: a fallback route, a proxy or a sign-in page answered.",
      "SyntaxError",
      {
        says: A_PAGE,
        remedy: "Look at the body of the answer, and compare the address with the API's.",
      },
    ],
  ],
};
