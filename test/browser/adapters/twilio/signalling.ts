/**
 * A Voice gateway that knows as much as the tests need. Imitates what `@twilio/voice-sdk@2.18.5` sends and parses: JSON
 * frames `{ type, payload }`; `listen` -> `connected` with the token's `ttl`, `register` -> `ready` or `offline`, errors
 * by number, a heartbeat of one newline. What Twilio's own gateway does beyond that is not known here.
 */
import type { WebSocketRoute } from "playwright";

export interface Gateway {
  /** What arrived, in order and by the server's clock: `30s listen t2`, `32s unregister t2`. */
  readonly journal: string[];
  /** How many messages and connections so far, and how many connections were cut. */
  received: number;
  /** Its answer to a token that it does not accept. 31205: expired; 31202: what a token gets that expired long ago. */
  refuseWith: number;
  /** Refuses these too, whatever their age; `all` refuses every token. */
  readonly revoked: Set<string>;
  /** Refuses this many valid requests by mistake. */
  mistakes: number;
  /** Closes this many connections at their first word, instead of an answer. */
  hangUps: number;
  /** Closes the connection after a refusal. */
  hangsUpOnRefusal: boolean;
  /** Takes no connection, and cuts the one it has. */
  isDown: boolean;
  /** Without a heartbeat for 15 s the SDK connects anew. */
  beat(): void;
  /** For `page.routeWebSocket(/signal/, gateway.accept)`. */
  accept(socket: WebSocketRoute): void;
}

interface Message {
  readonly type: string;
  readonly payload: { readonly token?: string; readonly media?: { readonly audio: boolean } };
}

/** The server's side of every token. */
export interface TokenBook {
  now(): number;
  nameOf(token: string): string;
  expiresAt(token: string): number;
}

export function gateway(startAt: number, book: TokenBook): Gateway {
  let open: WebSocketRoute | undefined;
  const self: Gateway = {
    journal: [],
    received: 0,
    refuseWith: 31205,
    revoked: new Set(),
    mistakes: 0,
    hangUps: 0,
    hangsUpOnRefusal: false,
    isDown: false,
    beat() {
      if (!self.isDown) open?.send("\n");
      else if (open) {
        self.received++;
        void open.close({ code: 1012 });
      }
    },
    accept(socket) {
      self.received++;
      if (self.isDown) return void socket.close({ code: 1012 });
      open = socket;
      socket.onClose(() => {
        if (open === socket) open = undefined;
      });
      let token = "";
      const send = (type: string, payload: object): void =>
        socket.send(JSON.stringify({ type, payload, version: "1.6" }));

      socket.onMessage((data) => {
        if (String(data).trim() === "") return; // the answer to a heartbeat
        const { type, payload } = JSON.parse(String(data)) as Message;
        self.received++;
        token = payload.token ?? token;
        const name = book.nameOf(token);
        const leftMs = book.expiresAt(token) - book.now();
        const what = payload.media?.audio === false ? "unregister" : type;
        self.journal.push(`${(book.now() - startAt) / 1000}s ${what} ${name}`);
        if (self.hangUps > 0) {
          self.hangUps--;
          return void socket.close({ code: 1011 });
        }
        const isMistake = self.mistakes > 0;
        if (isMistake) self.mistakes--;
        const isRefused = isMistake || leftMs <= 0 || self.revoked.has(name) || self.revoked.has("all");
        if (isRefused) {
          send("error", { error: { code: self.refuseWith, message: "refused" } });
          if (self.hangsUpOnRefusal) void socket.close({ code: 1011 });
        } else if (type === "listen")
          send("connected", {
            region: "us1",
            edge: "ashburn",
            home: "us1",
            token: { identity: "alice", ttl: Math.floor(leftMs / 1000) },
          });
        else if (type === "register") send(payload.media?.audio === true ? "ready" : "offline", {});
      });
    },
  };
  return self;
}
