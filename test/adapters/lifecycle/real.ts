/**
 * The SDKs that run in Node, each with a server of this machine: twilio-sync, @twilio/conversations, twilio-taskrouter.
 *
 * @module
 */
import "./local-ws.ts";
import { Client } from "@twilio/conversations";
import { Worker } from "twilio-taskrouter";
import { SyncClient } from "twilio-sync";
import twilio from "twilio";
import { onTestFinished } from "vitest";
import { type ClientLike, keepClient } from "../../../src/adapters/twilio/client.ts";
import { keepWorker } from "../../../src/adapters/twilio/worker.ts";
import { eventBridge } from "../twilio/event-bridge.ts";
import { localSockets } from "../twilio/local-sockets.ts";
import { mint, nameOf } from "../twilio/tokens.ts";
import { twilsockServer } from "../twilio/twilsock-server.ts";
import type { Subject } from "./life.ts";
import { LIFE_MS, type Mint, world, type World } from "./world.ts";

const ttl = LIFE_MS / 1_000;
const mintChat: Mint = (identity) => mint({ ttl, identity });
const sid = (prefix: string): string => prefix + "0".repeat(32);
const mintWorker: Mint = (identity) => {
  const token = new twilio.jwt.AccessToken(sid("AC"), sid("SK"), "s".repeat(32), { identity, ttl });
  const grant = { workspaceSid: sid("WS"), workerSid: sid("WK"), role: "worker" };
  token.addGrant(new twilio.jwt.AccessToken.TaskRouterGrant(grant));
  return token.toJwt();
};

/** How many listeners an SDK's object has beside those that it had. */
function listenersOf(object: unknown, events: readonly string[]): () => number {
  const emitter = object as { listenerCount(event: string): number };
  const count = (): number => events.reduce((sum, event) => sum + emitter.listenerCount(event), 0);
  const before = count();
  return () => count() - before;
}

const CLIENT_EVENTS = [
  "connectionStateChanged",
  "connectionError",
  "tokenExpired",
  "tokenAboutToExpire",
  "stateChanged",
];

const chat = (name: string, make: (token: string, options: object) => ClientLike): Subject => ({
  name,
  sdk: "real package",
  keptTwice: "is the same connection",
  async begin() {
    const here = world(mintChat);
    const server = twilsockServer();
    const client = make(await here.tokens.getToken(), { Twilsock: { uri: server.uri } });
    onTestFinished(() => void client.shutdown()); // waits for time that does not pass any more
    const listeners = listenersOf(client, CLIENT_EVENTS);
    const keep = (options = here.options): (() => void) => keepClient(client, here.tokens, options);
    const taken = (): string[] => server.journal.filter((line) => line.endsWith(" ok"));
    const isAlive = (): boolean => here.accepts(here.named(taken().at(-1)?.split(" ")[1] ?? "", nameOf));
    return {
      ...{ world: here, stop: keep(), listeners },
      accepted: () => taken().filter((line) => line.startsWith("init")).length,
      isServed: () => client.connectionState === "connected" && isAlive(),
      timers: () => undefined,
      cut() {
        server.down(true);
        server.down(!here.isOnline);
      },
      restore: () => server.down(false),
      leave: () => client.shutdown(),
      keepAgain: keep,
    };
  },
});

export const sync: Subject = chat("keepClient: Twilio Sync", (token, options) => new SyncClient(token, options));
export const conversations: Subject = chat(
  "keepClient: Twilio Conversations",
  (token, options) => new Client(token, options),
);

const WORKER_EVENTS = ["tokenExpired", "disconnected", "ready", "error"];
/** The SDK takes a service for gone that says nothing for 30 s. */
const BEAT_MS = 10_000;

/** TaskRouter's sockets, in this process: the token comes in the address. */
function bridgeOf(here: World) {
  const tokenOf = (url: string): string => new URL(url).searchParams.get("token") ?? "";
  const taken: string[] = [];
  const ids = { channel_id: "worker", account_sid: "account", workspace_sid: "workspace" };
  const init = JSON.stringify({ event_type: "init", payload: { ...ids, token_lifetime: LIFE_MS } });
  const { url, open } = localSockets({
    isReachable(socket) {
      const isWelcome = here.isOnline && here.accepts(tokenOf(socket.url));
      if (isWelcome) taken.push(tokenOf(socket.url));
      if (isWelcome) queueMicrotask(() => socket.receive(init));
      return isWelcome;
    },
    onMessage: () => undefined,
    onClose: () => undefined,
  });
  const beat = setInterval(() => open.forEach((socket) => socket.receive(" ")), BEAT_MS);
  onTestFinished(() => clearInterval(beat));
  return { url, open, taken, cut: () => open.forEach((socket) => socket.cut()) };
}

export const taskrouter: Subject = {
  name: "keepWorker: Twilio TaskRouter",
  sdk: "real package",
  keptTwice: "is the same connection",
  outlivesToken: true,
  async begin() {
    const here = world(mintWorker);
    const { ebServer, settle } = await eventBridge(); // for its HTTP calls
    const { url, open, taken, cut } = bridgeOf(here);
    const worker = new Worker(await here.tokens.getToken(), { wsServer: url, ebServer });
    onTestFinished(() => worker.disconnect());
    for (const event of ["error", "ready"] as const) worker.on(event, () => undefined); // the app's own
    const listeners = listenersOf(worker, WORKER_EVENTS);
    while (open.size === 0) await settle();
    const keep = (options = here.options): (() => void) => keepWorker(worker, here.tokens, options);
    return {
      ...{ world: here, stop: keep(), listeners, cut, settle },
      accepted: () => taken.length,
      isServed: () => open.size > 0,
      timers: () => undefined,
      leave: () => worker.disconnect(),
      keepAgain: keep,
    };
  },
};
