/**
 * A server of the protocol that Twilio's Sync client speaks: as much of it as a connection needs to begin, to get new
 * tokens, and to be closed when its token is no longer good.
 *
 * Frames as twilsock@1.0.2 sends and parses them: `TWILSOCK V3.0 <bytes of the header>`, a JSON header, a payload.
 *
 * @module
 */
import type { Server } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";
import type { Verdict } from "./backend.ts";

const LOOK_INTERVAL_MS = 250;

interface Header {
  readonly id: string;
  readonly method: string;
  readonly token: string;
}

const OK = { code: 200, status: "OK" };
const UNAUTHORIZED = { code: 401, status: "UNAUTHORIZED", errorCode: 20104 };

/** Listens on `server`; returns the end of every connection. */
export function serveTwilsock(server: Server, check: (token: string) => Verdict): () => void {
  const sockets = new WebSocketServer({ server });
  sockets.on("connection", (socket) => serveOne(socket, check));
  return () => sockets.clients.forEach((socket) => socket.terminate());
}

function serveOne(socket: WebSocket, check: (token: string) => Verdict): void {
  let current: string | undefined;
  const send = (header: object): void => socket.send(frame(header));

  // A connection lives as long as its token.
  const timer = setInterval(() => {
    const verdict = current === undefined ? "accepted" : check(current);
    if (verdict === "accepted") return;
    current = undefined;
    send({ method: "close", id: "close", status: { code: verdict === "invalid" ? 410 : 401, status: "closed" } });
  }, LOOK_INTERVAL_MS);
  socket.on("close", () => clearInterval(timer));

  socket.on("message", (data: Buffer) => {
    const { id, method, token } = headerOf(data);
    if (method === "reply" || method === "close") return;
    if (method !== "init" && method !== "update") return send({ method: "reply", id, status: OK, http_status: OK });
    const isAccepted = check(token) === "accepted";
    if (isAccepted) current = token;
    const status = isAccepted ? OK : UNAUTHORIZED;
    send({ method: "reply", id, status, capabilities: [], continuation_token: "demo" });
  });
}

function headerOf(data: Buffer): Header {
  const [, length, rest] = /^TWILSOCK V3\.0 (\d+)\r\n([^]*)$/.exec(data.toString())!;
  return JSON.parse(rest!.slice(0, Number(length))) as Header;
}

function frame(header: object): Buffer {
  const head = JSON.stringify({ ...header, payload_size: 0, payload_type: "application/json" });
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(head)}\r\n${head}\r\n`);
}
