/**
 * Mints tokens as the six vendors answer, and opens a connection for each that it has minted: for all but Deepgram and
 * Azure Speech only once.
 *
 * @module
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";

/** The path of the app's endpoint -> what its vendor answers for a token. */
const ANSWERS: Readonly<Record<string, (token: string) => unknown>> = {
  "/openai-token": (value) => ({ value, expires_at: inSeconds(60), session: { type: "realtime" } }),
  "/gemini-token": (name) => ({ name, expireTime: inIso(1_800), newSessionExpireTime: inIso(60) }),
  "/elevenlabs-url": (token) => ({
    signed_url: `wss://api.elevenlabs.io/v1/convai/conversation?agent_id=a&conversation_signature=${token}`,
  }),
  "/assemblyai-token": (token) => ({ token, expires_in_seconds: 60 }),
  "/deepgram-token": (access_token) => ({ access_token, expires_in: 30 }),
  "/speech-token": (token) => token,
  "/aws-credentials": (SessionToken) => ({
    AccessKeyId: "key",
    SecretAccessKey: "not-so-secret",
    SessionToken,
    Expiration: inIso(3_600),
  }),
};

const inSeconds = (life: number): number => Math.floor(Date.now() / 1000) + life;
const inIso = (life: number): string => new Date(Date.now() + life * 1_000).toISOString();

// As the vendors' own look: Gemini's is a name, Azure Speech's a JWT.
function shaped(url: string | undefined, name: string): string {
  const id = `${name}${crypto.randomUUID()}`;
  if (url === "/gemini-token") return `auth_tokens/${id}`;
  return url === "/speech-token"
    ? [{ alg: "none" }, { exp: inSeconds(600), id }].map(encode).join(".") + "."
    : `ek_${id}`;
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** What a client has to hear before it takes a connection for open. */
const GREETINGS: Readonly<Record<string, object>> = {
  "api.openai.com": { type: "session.created", event_id: "e", session: { id: "s", type: "realtime" } },
  "generativelanguage.googleapis.com": { setupComplete: {} },
  "api.elevenlabs.io": {
    type: "conversation_initiation_metadata",
    conversation_initiation_metadata_event: { conversation_id: "c", agent_output_audio_format: "pcm_16000" },
  },
  "streaming.assemblyai.com": { type: "Begin", id: "s", expires_at: inSeconds(600) },
  "api.deepgram.com": { type: "Metadata" },
};

/** The stand-in for all of them. */
export interface StandIn {
  readonly port: number;
  /** What happened, in order: `api.openai.com: minted t1`, `... opened t1`, `... refused t1`. */
  readonly log: string[];
  close(): void;
}

/** Starts it on a free port. */
export async function standIn(): Promise<StandIn> {
  const log: string[] = [];
  const minted = new Map<string, { readonly name: string; opened: number }>();
  const tokenIn = ({ url = "", headers }: IncomingMessage): string | undefined => {
    const sent = decodeURIComponent(url) + JSON.stringify(headers);
    return [...minted.keys()].find((token) => sent.includes(token));
  };
  const server = createServer((request, response) => {
    const answer = ANSWERS[request.url ?? ""];
    if (!answer) {
      const entry = minted.get(tokenIn(request) ?? "");
      log.push(`${request.headers.host ?? ""} ${entry ? `opened ${entry.name}` : "refused what it has not minted"}`);
      return void response.writeHead(entry ? 200 : 403).end("hello");
    }
    const name = `t${String(minted.size + 1)}`;
    const token = shaped(request.url, name);
    minted.set(token, { name, opened: 0 });
    log.push(`minted ${name}`);
    const body = answer(token);
    response.writeHead(200, { "Content-Type": typeof body === "string" ? "text/plain" : "application/json" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: (names) => [...names][0] ?? false });
  server.on("upgrade", (request, socket, head) => {
    const host = request.headers.host ?? "";
    const entry = minted.get(tokenIn(request) ?? "");
    const isShared = /deepgram|speech/.test(host);
    if (!entry || (entry.opened > 0 && !isShared)) {
      log.push(`${host} refused ${entry?.name ?? "what it has not minted"}`);
      return void socket.end("HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n");
    }
    entry.opened++;
    log.push(`${host} opened ${entry.name}`);
    sockets.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => undefined);
      const greeting = GREETINGS[host];
      const greet = (): void => {
        if (greeting) client.send(JSON.stringify(greeting));
      };
      // Gemini's comes in answer to the client's first message; its package takes none before.
      if (host.includes("google")) client.once("message", greet);
      else greet();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    log,
    close() {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      server.close();
    },
  };
}
