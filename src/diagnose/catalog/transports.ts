/**
 * Protocols that carry tokens: gRPC, WebSocket, MQTT, SignalR, tRPC, TURN.
 *
 * @module
 */
import type { ErrorView } from "../error/error-view.ts";
import type { Table } from "../error/table.ts";

const checked = "2026-11-25";
const RIGHTS = "Check what this user, and this token, are allowed to do.";

/** gRPC, gRPC-web and Connect: numbers and names of the status. */
export const grpc: Table = {
  id: "grpc",
  title: "gRPC and Connect",
  needsShape: true,
  source: "gRPC status codes; @grpc/grpc-js, grpc-web, @connectrpc/connect",
  checked,
  at: "code grpc-status status",
  codesIn: ({ own }) => [
    /^(?:Error: )?(?:\d{1,2} ([A-Z_]{5,}): |\[([a-z_]{5,})\] )|\bStatus(?:Runtime)?Exception: ([A-Z_]{5,})\b/m
      .exec(own)
      ?.slice(1)
      .find(Boolean),
  ],
  is: (view) =>
    /^(?:RpcError|ConnectError|StatusError|ServiceError)$/.test(view.name) ||
    (view.has("code", "number") && view.has("details", "string") && view.has("metadata", "object")) ||
    view.field("grpc-status") !== undefined ||
    /\bStatus(?:Runtime)?Exception: [A-Z_]{5,}|^(?:Error: )?(?:\d{1,2} [A-Z_]{5,}: |\[(?:unauthenticated|permission_denied|unavailable|deadline_exceeded|resource_exhausted)\] )/m.test(
      view.own,
    ),
  rows: [
    [
      "16 UNAUTHENTICATED",
      "refresh>signIn",
      "The server does not accept the token, or got none.",
      "UNAUTHENTICATED",
      { wide: true },
    ],
    [
      "7 PERMISSION_DENIED",
      "none",
      "The server knows the caller and refuses.",
      "PERMISSION_DENIED",
      { wide: true, remedy: RIGHTS },
    ],
    ["14 UNAVAILABLE", "retryLater", "The server is not available for the moment.", "UNAVAILABLE", { wide: true }],
    ["4 DEADLINE_EXCEEDED", "retryLater", "There was no answer in time.", "DEADLINE_EXCEEDED", { wide: true }],
    [
      "8",
      "none",
      "The message is larger than one side allows.",
      { says: /larger than max/i, remedy: "Send less at once, or raise the limit on both sides." },
    ],
    ["8", "retryLater", "A quota is used up, or there were too many requests.", "RESOURCE_EXHAUSTED", { wide: true }],
    ["10 13 ABORTED INTERNAL", "retryLater", "The server has a problem, or the request lost a race.", { wide: true }],
  ],
  unrelated: "0 1 2 3 5 6 9 11 12 15",
};

const isClose = (view: ErrorView): boolean =>
  view.has("code", "number") &&
  (view.field("type") === "close" ||
    (view.has("reason", "string") && view.field("wasClean") !== undefined) ||
    view.name === "CloseEvent");

/** `WebSocket closed with code 4401`, as logs say it. */
const CLOSED = /socket[^\n]{0,99}\b(?:on)?closed?\b[^\n]{0,60}?\b(1006|1008|101[1-4]|4[04]\d\d)\b/i;

/** WebSocket close codes, of RFC 6455, of IANA's registry, and the numbers that servers made out of HTTP's. */
export const webSocket: Table = {
  id: "websocket",
  title: "WebSocket",
  needsShape: true,
  source: "RFC 6455; IANA WebSocket Close Code Number Registry",
  checked,
  is: (view) => isClose(view) || CLOSED.test(view.own),
  codesIn: ({ own }) => [CLOSED.exec(own)?.[1]],
  rows: [
    [
      "1008 3000 4001 4003",
      "rejoin>signIn",
      "The server closed the connection because the token has expired.",
      "token expired",
      { says: /(?:token|jwt|auth\w+)\b(?! has not).{0,20}expired|expired \w*token/i },
    ],
    [
      "4006 4009",
      "rejoin>signIn",
      "The server has ended the session of this connection, as Discord does: it is opened again.",
      "Session timed out",
      { says: /session (?:has |is )?(?:timed out|invalid|no longer valid)/i },
    ],
    [
      "3000 4401 4001",
      "rejoin>signIn",
      "The server closed the connection as unauthorised.",
      "Unauthorized",
      { wide: true },
    ],
    [
      "3003 4403 4003",
      "none",
      "The server closed the connection as forbidden.",
      "Forbidden",
      { wide: true, remedy: RIGHTS },
    ],
    [
      "1008",
      "rejoin>fixConfig",
      "The server closed the connection because of a policy: often its way to refuse a token.",
      "Policy Violation",
      { wide: true },
    ],
    [
      "1001 1005 1006 1011 1012 1013 1014 3008 4408 4429",
      "retryLater",
      "The connection was lost, or the server asks to come back later.",
      "Abnormal Closure",
      { wide: true },
    ],
  ],
  unrelated: "1000 1002 1003 1007 1009 1010 1015",
};

/** MQTT 3.1.1 return codes and MQTT 5 reason codes. */
export const mqtt: Table = {
  id: "mqtt",
  title: "MQTT",
  needsShape: true,
  source: "MQTT 3.1.1 and 5.0; mqtt@5",
  checked,
  at: "code reasonCode",
  is: (view) =>
    view.name === "ErrorWithReasonCode" ||
    (view.has("cmd", "string") && view.has("reasonCode", "number")) ||
    /\bconnection refused ?[:-] (?:not auth|bad user|server un|identifier|unacc)/i.test(view.own),
  remedies: {
    rejoin: "Fetch a new token, set it as the client's password, and connect again.",
    fixConfig:
      "Compare the client's name, password and rights with the broker's; a token as password must be a live one.",
  },
  rows: [
    [
      "5 135",
      "rejoin?fixConfig",
      "The broker does not accept the token, or it does not allow this.",
      "Not authorized",
      { wide: true },
    ],
    [
      "4 134",
      "rejoin?fixConfig",
      "The broker does not accept user name and password; the token is one of them.",
      "Bad username or password",
      { wide: true },
    ],
    [
      "3 136 137 139 141 151 159",
      "retryLater",
      "The broker is busy, not available, or asks to slow down.",
      "Server unavailable",
      { wide: true },
    ],
    ["160", "rejoin>fixClock", "The connection has lasted as long as it may.", "Maximum connect time"],
    [
      "138 140",
      "fixConfig",
      "The client is banned, or its way to authenticate is not known.",
      "Banned|Bad authentication method",
      { remedy: "Check the client's rights and the broker's authentication method." },
    ],
    [
      "~",
      "rejoin?fixConfig",
      "The broker does not accept the token.",
      "Not authorized",
      { says: /connection refused ?[:-] (?:not authorized|bad user ?name or password)/i },
    ],
    [
      "~",
      "retryLater",
      "The broker is not available for the moment.",
      "Server unavailable",
      { says: /connection refused: server unavailable/i },
    ],
  ],
  unrelated: "1 2 128 129 130 131 132 133 142 143 144 145 146 147 148 149 150 152 153 154 155 156 157 158 161 162",
};

const ANEW =
  "Fetch a new credential, hand it over with setConfiguration() and restart ICE, as keepIceServers() does. If that one is refused as well, compare secret, realm and clock of the relay and of your endpoint.";

/** What a relay refuses, as the event `icecandidateerror` of a connection says it. */
export const turn: Table = {
  id: "turn",
  title: "TURN and STUN",
  needsShape: true,
  source: "W3C WebRTC, RTCPeerConnectionIceErrorEvent; RFC 8656; RFC 8489; Chromium 156 with coturn 4.6.1",
  checked: "2026-11-28",
  at: "errorCode",
  is: (view) =>
    view.field("type") === "icecandidateerror" ||
    (view.has("errorCode", "number") && /^(?:turn|stun)s?:/.test(view.textAt("url"))),
  rows: [
    [
      "401",
      "refresh>fixConfig",
      "The relay does not accept the credential: it has expired, or was made with another secret.",
      "Credential refused",
      { remedy: ANEW },
    ],
    [
      "441",
      "refresh>fixConfig",
      "The relay was opened with another credential.",
      "Wrong Credentials",
      { remedy: ANEW },
    ],
    [
      "403",
      "fixConfig",
      "The relay forbids this peer, or this user.",
      "Peer forbidden",
      { remedy: "Look at the relay's rules about addresses of peers, and about this user." },
    ],
    ["437", "retryLater", "The relay does not know the allocation any more.", "Allocation Mismatch"],
    ["438", "retryLater", "The relay wants another nonce; browsers ask again by themselves.", "Stale Nonce"],
    ["486", "retryLater", "This user has as many allocations as the relay allows.", "Allocation Quota Reached"],
    ["508", "retryLater", "The relay has no room for another allocation.", "Insufficient Capacity"],
    ["500", "retryLater", "The relay has a problem.", "Relay error"],
    [
      "701",
      "retryLater",
      "The server was not reached; another one, or a direct way, may still do.",
      "Relay unreachable",
    ],
  ],
  unrelated: "300 400 420 440 442 443 446 447 487",
};
