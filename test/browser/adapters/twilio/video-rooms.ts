/**
 * The signalling of Video rooms, as much as it takes to connect, to reconnect, and to be turned away. Imitates what
 * `twilio-video@2.32.0` sends and parses: `hello` -> `welcome`, `ice` -> `iced`, `connect` -> `connected`, `sync` ->
 * `synced`, or an error by number. No media; nothing of Twilio's own server is copied.
 *
 * @module
 */
import type { WebSocketRoute } from "playwright";
import { nameOf, verdictOn } from "../../../adapters/twilio/tokens.ts";

export interface VideoRooms {
  /** What came with a token, and what was said: `connect t1 ok`, `sync t1 20104`. */
  readonly journal: string[];
  /** Tokens that count as ended, whatever they say of themselves; `all` are. */
  readonly ended: Set<string>;
  /** Says nothing at all. */
  isSilent: boolean;
  /** Connections that are open now. */
  readonly open: number;
  /** Cuts the signalling of everybody; the SDK connects again by itself. */
  cut(): void;
  /** For `page.routeWebSocket(...)`. */
  accept(socket: WebSocketRoute): void;
}

interface Body {
  readonly type: string;
  readonly token: string;
  readonly session?: string;
}
interface Message {
  readonly type: string;
  readonly body?: Body;
}

export function videoRooms(): VideoRooms {
  const sockets = new Map<WebSocketRoute, string>(); // -> session
  let sessions = 0;

  const answer = (socket: WebSocketRoute, { type, token, session }: Body): object | undefined => {
    const name = nameOf(token);
    const { errorCode = self.ended.has(name) || self.ended.has("all") ? 20104 : undefined } = verdictOn(token);
    self.journal.push(`${type} ${name} ${errorCode ?? "ok"}`);
    if (errorCode) return { type: "error", code: errorCode, message: "refused" };
    if (type === "ice") return { type: "iced", version: 1, ice_servers: [] };
    const mine = session ?? `session${++sessions}`;
    // There is one Alice: whoever had this identity before is sent away.
    for (const [other, its] of sockets)
      if (its !== mine && its) other.send(inFrame({ type: "error", code: 53205, message: "duplicate identity" }));
    sockets.set(socket, mine);
    return {
      type: type === "sync" ? "synced" : "connected",
      version: 2,
      session: mine,
      sid: `RM${"9".repeat(32)}`,
      name: "daily",
      participant: { sid: `PA${mine}`, identity: "alice", state: "connected", tracks: [], revision: 1 },
      participants: [],
      options: { session_timeout: 30 },
      published: { revision: 0, tracks: [] },
    };
  };
  const inFrame = (body: object): string => JSON.stringify({ type: "msg", body });

  const self: VideoRooms = {
    journal: [],
    ended: new Set(),
    isSilent: false,
    get open() {
      return sockets.size;
    },
    cut() {
      for (const socket of sockets.keys()) void socket.close({ code: 4000, reason: "cut" });
      sockets.clear();
    },
    accept(socket) {
      sockets.set(socket, "");
      socket.onClose(() => sockets.delete(socket));
      socket.onMessage((data) => {
        if (self.isSilent) return;
        const { type, body } = JSON.parse(String(data)) as Message;
        if (type === "hello") socket.send(JSON.stringify({ type: "welcome", negotiatedTimeout: 5000 }));
        if (!body || !["ice", "connect", "sync"].includes(body.type)) return;
        const reply = answer(socket, body);
        if (reply) socket.send(inFrame(reply));
      });
    },
  };
  return self;
}
