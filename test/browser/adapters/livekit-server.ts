/**
 * The signalling of a LiveKit server, as far as livekit-client@2.23.0 needs it to connect: `/rtc/v1` over a web socket
 * with the messages of @livekit/protocol, `/rtc/v1/validate` for the reason of a refusal; and `/rtc` for older clients
 * (2.11), which say in the address what the others say in a message, and make their offer later. Tokens are verified with
 * livekit-server-sdk. The media side is a peer connection that the test makes in its page.
 *
 * @module
 */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { gunzipSync } from "node:zlib";
import {
  JoinRequest,
  JoinResponse,
  ParticipantInfo,
  ReconnectResponse,
  Room,
  SessionDescription,
  SignalRequest,
  SignalResponse,
  WrappedJoinRequest,
} from "@livekit/protocol";
import { AccessToken, TokenVerifier } from "livekit-server-sdk";
import { WebSocketServer, type WebSocket } from "ws";

const [KEY, SECRET] = ["key", "s".repeat(32)];

/** A token for the room "lobby"; a negative life is one that has run out. */
export function mint(lifetimeSeconds: number, secret = SECRET): Promise<string> {
  const token = new AccessToken(KEY, secret, { identity: "ann", ttl: lifetimeSeconds });
  token.addGrant({ roomJoin: true, room: "lobby" });
  return token.toJwt();
}

/** What the page does for the server: the other end of the peer connection. */
export interface Media {
  answer(sdp: string, isNew: boolean): Promise<string>;
  candidate(json: string): Promise<void>;
}

export interface LiveKitServer extends AsyncDisposable {
  readonly origin: string;
  /** `accepted`, or why not: one a handshake. */
  readonly handshakes: string[];
  /** The token of each handshake. */
  readonly tokens: string[];
  /** What `GET /token` answers next: the app's back end. */
  nextToken: () => Promise<string>;
  /** Takes connections and never answers the handshake. */
  isDeaf: boolean;
  /** Web sockets that are open now. */
  readonly open: number;
  media: Media | undefined;
  /** Takes no token that any more, whatever its dates. */
  revoked: string | undefined;
  /** Sends a new token to the room, as the server does ahead of expiry. */
  pushToken(token: string): void;
  /** Breaks the web socket: the room reconnects with the token that it holds. */
  drop(): void;
}

/** What a client wants when it connects: newer ones say it in a packed message. */
function joinRequestIn(query: URLSearchParams): JoinRequest {
  const wrapped = query.get("join_request");
  if (!wrapped) return new JoinRequest({ reconnect: query.has("reconnect") });
  const { joinRequest } = WrappedJoinRequest.fromBinary(Buffer.from(wrapped, "base64"));
  return JoinRequest.fromBinary(gunzipSync(joinRequest));
}

export async function startLiveKit(): Promise<LiveKitServer> {
  const tokenIn = ({ url }: IncomingMessage): string => new URL(url!, "http://x").searchParams.get("access_token")!;
  const verifier = new TokenVerifier(KEY, SECRET);
  // The texts are those of livekit-server, which wraps its JWT library's.
  const refusalOf = async (request: IncomingMessage): Promise<string | undefined> => {
    const token = tokenIn(request);
    if (token === server.revoked) return "invalid token: revoked";
    try {
      await verifier.verify(token);
      return undefined;
    } catch (error) {
      const isExpired = (error as { code?: string }).code === "ERR_JWT_EXPIRED";
      return `invalid token: ${isExpired ? "validation failed, token is expired (exp)" : "error in cryptographic primitive"}`;
    }
  };

  const http = createServer((request, response) => {
    void (async () => {
      const { pathname } = new URL(request.url!, "http://x");
      if (pathname === "/token") {
        const body = JSON.stringify({ token: await server.nextToken(), expiresIn: 600 });
        response.writeHead(200, { "content-type": "application/json" }).end(body);
      } else if (pathname.endsWith("/validate")) {
        const why = await refusalOf(request);
        response.writeHead(why ? 401 : 200).end(why ?? "success");
      } else response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
    })();
  });

  const sockets = new WebSocketServer({ noServer: true });
  let live: WebSocket | undefined;
  const send = (socket: WebSocket, message: SignalResponse["message"]): void =>
    socket.send(new SignalResponse({ message }).toBinary());

  // One after the other: a candidate is of no use before the offer. Disposal waits for the last.
  let work: Promise<void> = Promise.resolve();
  const answer = (socket: WebSocket, { sdp, id }: SessionDescription, isNew: boolean): void => {
    work = work.then(async () => {
      const answered = await server.media!.answer(sdp, isNew);
      send(socket, { case: "answer", value: new SessionDescription({ type: "answer", sdp: answered, id }) });
    });
  };

  const join = (socket: WebSocket, request: IncomingMessage): void => {
    live = socket;
    const asked = joinRequestIn(new URL(request.url!, "http://x").searchParams);
    let isNew = !asked.reconnect && !asked.publisherOffer;
    socket.on("message", (data: Buffer) => {
      const { message } = SignalRequest.fromBinary(data);
      if (message.case === "trickle") {
        const { candidateInit } = message.value;
        work = work.then(() => server.media!.candidate(candidateInit));
      }
      if (message.case === "offer") {
        answer(socket, message.value, isNew);
        isNew = false;
      }
    });
    if (asked.reconnect) {
      send(socket, { case: "reconnect", value: new ReconnectResponse() });
      return;
    }
    const participant = new ParticipantInfo({ sid: "PA_1", identity: "ann" });
    const room = new Room({ sid: "RM_1", name: "lobby" });
    const value = new JoinResponse({ room, participant, serverVersion: "1.9.0", pingInterval: 10, pingTimeout: 20 });
    send(socket, { case: "join", value });
    if (asked.publisherOffer) answer(socket, asked.publisherOffer, true);
  };

  const streams = new Set<Duplex>();
  http.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    void (async () => {
      streams.add(stream);
      if (server.isDeaf) {
        server.handshakes.push("deaf");
        return;
      }
      server.tokens.push(tokenIn(request));
      const why = await refusalOf(request);
      server.handshakes.push(why ?? "accepted");
      if (why) stream.end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
      else sockets.handleUpgrade(request, stream, head, (socket) => join(socket, request));
    })();
  });

  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const server: LiveKitServer = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    handshakes: [],
    tokens: [],
    nextToken: () => mint(600),
    isDeaf: false,
    get open() {
      return sockets.clients.size;
    },
    media: undefined,
    revoked: undefined,
    drop: () => live!.terminate(),
    pushToken: (value) => send(live!, { case: "refreshToken", value }),
    async [Symbol.asyncDispose]() {
      for (const stream of streams) stream.destroy();
      await work;
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
  return server;
}
