/**
 * A local TaskRouter event bridge: as much as `twilio-taskrouter@2.1.1` needs to open a socket, time its token and lose
 * the connection. The token comes in the address; `init` carries `token_lifetime` in ms. REST calls are answered for
 * a worker without tasks, or refused.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { jwtDecode } from "jwt-decode";
import { onTestFinished } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";

export interface EventBridge {
  readonly wsServer: string;
  readonly ebServer: string;
  /** Tokens of the connections so far; a dead one gets none. */
  readonly tokens: string[];
  /** Connections that were refused because of a dead token. */
  refused: number;
  /** Sockets that are open now. */
  readonly open: number;
  /** Greets every connection with this lifetime; `undefined`: not at all. */
  lifetimeMs: number | undefined;
  /** Refuses REST calls, as it does with a dead token. */
  refuses: boolean;
  /** Refuses connections, as a network that is gone. */
  isDown: boolean;
  /** Cuts every connection. */
  cut(): void;
  /** Lets sockets do their work: later messages of its own come back only after what was on its way. */
  settle(): Promise<void>;
}

const base = { account_sid: "account", workspace_sid: "workspace", date_created: 0, date_updated: 0 };
const activity = { ...base, sid: "activity", friendly_name: "Idle", available: true };
/** A worker, and a page of a list: of its one activity, or of nothing. */
const rest = (url: string): object => ({
  ...{ ...base, sid: "worker", friendly_name: "alice", attributes: "{}", version: "1", available: true },
  ...{ activity_sid: activity.sid, activity_name: "Idle", date_status_changed: 0, date_activity_changed: 0 },
  contents: /Activities/.test(url) ? [activity] : [],
});

export async function eventBridge(): Promise<EventBridge> {
  const http = createServer((request, response) => {
    void text(request).then((body) => {
      const { url } = JSON.parse(body) as { url: string };
      const answer = self.refuses ? { message: "refused" } : { payload: rest(url) };
      response.writeHead(self.refuses ? 401 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(answer));
    });
  });
  const tokenOf = (url: string): string => new URL(url, "ws://here").searchParams.get("token") ?? "";
  const isAlive = (token: string): boolean => !token || jwtDecode(token).exp! * 1000 > Date.now();
  const verifyClient = ({ req }: { req: IncomingMessage }): boolean => {
    const isWelcome = isAlive(tokenOf(req.url!)); // else 401
    if (!isWelcome && !self.isDown) self.refused++;
    return isWelcome && !self.isDown;
  };
  const server = new WebSocketServer({ server: http, verifyClient });
  const sockets = new Set<WebSocket>();
  const self: EventBridge = {
    wsServer: "",
    ebServer: "",
    tokens: [],
    refused: 0,
    get open() {
      return sockets.size;
    },
    lifetimeMs: undefined,
    refuses: false,
    isDown: false,
    cut: () => sockets.forEach((socket) => socket.terminate()),
    async settle() {
      for (let trip = 0; trip < 5; trip++)
        await (await fetch(self.ebServer, { method: "POST", body: '{"url":""}' })).arrayBuffer();
    },
  };
  server.on("connection", (socket, { url }) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    self.tokens.push(tokenOf(url!));
    socket.on("message", (data: Buffer) => {
      if (data.includes("connection_init")) socket.send('{"type":"connection_ack","payload":{}}'); // graphql-ws
    });
    if (self.lifetimeMs === undefined) return;
    const ids = { channel_id: "worker", account_sid: "account", workspace_sid: "workspace" };
    const payload = { ...ids, token_lifetime: self.lifetimeMs };
    socket.send(JSON.stringify({ event_type: "init", payload }));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    sockets.forEach((socket) => socket.close(1000));
    http.close();
  });
  const { port } = http.address() as AddressInfo;
  return Object.assign(self, { wsServer: `ws://127.0.0.1:${port}`, ebServer: `http://127.0.0.1:${port}` });
}
