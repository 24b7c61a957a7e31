/**
 * What each recipe is driven over: one manager in virtual time, and a server on this machine that notes which token it
 * was shown, and refuses one that has run out.
 *
 * @module
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { TokenManager } from "../../src/manager.ts";
import type { TokenManagerOptions } from "../../src/options.ts";
import { virtualEnvironment } from "../../src/testing.ts";

const LIFETIME_MS = 600_000;

export interface Expiry {
  readonly tokens: TokenManager;
  /** What the server was shown, in this order: `t1 accepted`, `t1 expired`. */
  readonly shown: string[];
  /** Notes a token; whether a server takes it. */
  takes(value: string | null | undefined): boolean;
  /** `takes` for a header `authorization`. */
  takesHeader(header: string | undefined): boolean;
  /** Time passes, for the manager and for `Date`. */
  pass(ms: number): Promise<void>;
  /** The token runs out, and the manager has the next. */
  runOut(): Promise<void>;
}

/** A manager with its first token. `Date` goes with its clock, since some SDKs look at it; timers are real. */
export async function expiry(claims: object = {}, options: Partial<TokenManagerOptions> = {}): Promise<Expiry> {
  vi.useFakeTimers({ toFake: ["Date"] });
  const env = virtualEnvironment({ startAt: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  let minted = 0;
  const fetchToken = async (): Promise<string> => {
    const iat = Math.floor(env.now() / 1_000);
    const payload = { ...claims, iat, exp: iat + LIFETIME_MS / 1_000, jti: `t${++minted}` };
    return [{ alg: "HS256", typ: "JWT" }, payload, {}].map(encode).join(".");
  };
  const tokens = new TokenManager({ fetchToken, environment: env, ...options });
  onTestFinished(() => tokens.dispose());
  await tokens.start();

  const shown: string[] = [];
  const takes = (value: string | null | undefined): boolean => {
    if (!value) {
      shown.push("none");
      return false;
    }
    const read = JSON.parse(Buffer.from(value.split(".")[1]!, "base64url").toString()) as { jti: string; exp: number };
    const isTaken = env.now() < read.exp * 1_000;
    shown.push(`${read.jti} ${isTaken ? "accepted" : "expired"}`);
    return isTaken;
  };
  const pass = async (ms: number): Promise<void> => {
    await env.pass(ms);
    vi.setSystemTime(env.now());
  };
  return {
    tokens,
    shown,
    takes,
    takesHeader: (header) => takes(header?.replace(/^Bearer /, "")),
    pass,
    runOut: () => pass(LIFETIME_MS + 1_000),
  };
}

/** An HTTP server on this machine, until the end of the test; returns its address. */
export async function serve(listener: RequestListener): Promise<{ url: string; port: number }> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port };
}

export interface Sockets {
  readonly url: string;
  readonly port: number;
  /** Breaks every connection. */
  drop(): void;
}

/** A web socket server on this machine, until the end of the test. Plain requests go to `listener`. */
export async function serveSockets(
  connected: (socket: WebSocket, request: IncomingMessage) => void,
  listener: RequestListener = (_, response) => response.writeHead(404).end(),
): Promise<Sockets> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => [...offered][0] ?? false });
  sockets.on("connection", connected);
  const drop = (): void => sockets.clients.forEach((socket) => socket.terminate());
  onTestFinished(async () => {
    drop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, port, drop };
}

/** What was sent with a request. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
}
