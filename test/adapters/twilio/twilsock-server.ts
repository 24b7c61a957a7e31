/**
 * A server that speaks as much of Twilio's socket protocol as Sync and Conversations need to live, and to lose
 * their token. It looks at real tokens as a server would, and closes the connection when one ends.
 *
 * Imitates what twilsock@1.0.2 sends and parses: frames of `TWILSOCK V3.0 <bytes of the header>`, a JSON header and a
 * JSON payload; the methods init, update, message, close and client_update. Nothing of Twilio's own server is copied.
 *
 * @module
 */
import { onTestFinished } from "vitest";
import { type LocalSocket, localSockets } from "./local-sockets.ts";
import { nameOf, verdictOn } from "./tokens.ts";

interface Header {
  readonly id: string;
  readonly method: string;
  readonly token: string;
  readonly http_request?: { readonly path: string };
}
interface Status {
  readonly code: number;
  readonly status: string;
  readonly errorCode?: number;
}

export interface TwilsockServer {
  readonly uri: string;
  /** Every token that came, and what was said: `init t1 ok`, `update t2 20104`. */
  readonly journal: string[];
  /** Resolves when a line of the journal has this part. */
  saw(part: string): Promise<void>;
  /** Tells the clients that their token ends in three minutes. */
  warn(): void;
  /** Closes every connection: 410 because the token has ended, 401 for another reason. */
  close(code: 410 | 401): void;
  /** The network is gone; or back. */
  down(isDown: boolean): void;
  /** What is said to the next token, or to each. `held`: nothing until {@link release}. */
  next: Status | "held" | undefined;
  always: Status | undefined;
  /** Says what was held back: yes. */
  release(): void;
}

const OK: Status = { code: 200, status: "OK" };
export const EXPIRED: Status = { code: 401, status: "UNAUTHORIZED", errorCode: 20104 };
export const THROTTLED: Status = { code: 429, status: "TOO MANY REQUESTS" };

function frame(header: object, payload?: object): Buffer {
  const body = payload ? JSON.stringify(payload) : "";
  const head = JSON.stringify({ ...header, payload_size: Buffer.byteLength(body), payload_type: "application/json" });
  return Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(head)}\r\n${head}\r\n${body}`);
}

const LINKS = ["my_conversations", "conversations", "users", "typing", "media_service", "media_set_service"];

/** As much as Conversations reads before it calls itself initialised: a user without data, in no conversation. */
function resource(path: string): object {
  if (path.endsWith("/Configuration"))
    return {
      identity: "alice",
      links: Object.fromEntries(LINKS.map((name) => [name, `https://aim.us1.twilio.com/${name}`])),
      options: {},
      sync_objects: { my_user_info: "", my_conversations: "mine" },
    };
  return path.endsWith("/my_conversations")
    ? { conversations: [], meta: {} }
    : { sid: `MP${"8".repeat(32)}`, unique_name: "mine", url: path, links: {}, revision: "0", items: [], meta: {} };
}

export function twilsockServer(): TwilsockServer {
  let isDown = false;
  const looks = new Set<() => void>();
  const ends = new Map<LocalSocket, NodeJS.Timeout>();
  const held: (() => void)[] = [];
  const { url, open } = localSockets({
    isReachable: () => !isDown,
    onMessage(socket, data) {
      const [, length, rest] = /^TWILSOCK V3\.0 (\d+)\r\n([^]*)$/.exec(data.toString())!;
      answer(socket, JSON.parse(rest!.slice(0, Number(length))) as Header);
    },
    onClose: (socket) => clearTimeout(ends.get(socket)),
  });

  const closing = (code: number): object => ({ method: "close", id: "S1", status: { code, status: "closed" } });
  const toAll = (header: object): void => open.forEach((socket) => socket.receive(frame(header)));
  const drop = (): void => open.forEach((socket) => socket.cut());

  const server: TwilsockServer = {
    uri: url,
    journal: [],
    saw: (part) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (server.journal.some((line) => line.includes(part))) resolve();
        };
        looks.add(look);
        look();
      }),
    warn: () => toAll({ method: "client_update", id: "S2", client_update_type: "token_about_to_expire" }),
    close: (code) => toAll(closing(code)),
    down(value) {
      isDown = value;
      if (isDown) drop();
    },
    next: undefined,
    always: undefined,
    release: () => held.splice(0).forEach((say) => say()),
  };

  const judge = (token: string): Status | "held" => {
    const { next, always } = server;
    server.next = undefined;
    const { errorCode } = verdictOn(token);
    return always ?? next ?? (errorCode ? { ...EXPIRED, errorCode } : OK);
  };

  const answer = (socket: LocalSocket, { id, method, token, http_request }: Header): void => {
    if (method === "reply" || method === "close") return;
    if (method !== "init" && method !== "update") {
      const body = http_request && resource(http_request.path);
      return socket.receive(frame({ method: "reply", id, status: OK, http_status: OK, http_headers: {} }, body));
    }
    const status = judge(token);
    const said = typeof status === "string" ? status : status.code === 200 ? "ok" : (status.errorCode ?? status.code);
    server.journal.push(`${method} ${nameOf(token)} ${said}`);
    looks.forEach((look) => look());
    const say = (status: Status): void => {
      clearTimeout(ends.get(socket));
      const end = (): void => socket.receive(frame(closing(410)));
      if (status === OK) ends.set(socket, setTimeout(end, verdictOn(token).endsInMs).unref());
      socket.receive(frame({ method: "reply", id, status, capabilities: [], continuation_token: "c" }));
    };
    if (status === "held") held.push(() => say(OK));
    else say(status);
  };

  onTestFinished(() => server.down(true));
  return server;
}
