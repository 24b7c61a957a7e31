/**
 * A small API on localhost that looks at bearer tokens, for Node and for pages.
 *
 * @module
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

export interface Api extends AsyncDisposable {
  /** `http://127.0.0.1:port`: each API has an origin of its own. */
  readonly origin: string;
  readonly seen: Seen[];
  /** Whether the server accepts what came after "Bearer ". */
  accepts: (token: string) => boolean;
  /** Answers wait for this promise; undefined: they do not. */
  gate: Promise<void> | undefined;
}

/** What a page of another origin needs to be let in. */
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization, content-type" };

/**
 * - `/forbidden` 403, `/closed` always 401, `/busy` 429 with `Retry-After`
 * - `/to?status=302&url=…` redirects
 * - `/endless` begins an answer that never ends
 * - `/page` an empty page
 * - anything else: 200 with the body echoed if the token is accepted, else 401
 */
export async function startApi(): Promise<Api> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method === "OPTIONS" || request.url === "/favicon.ico") {
      response.writeHead(204, CORS).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString("latin1");
    const { authorization, "content-type": type } = request.headers;
    const url = new URL(request.url!, api.origin);
    if (url.pathname === "/page") {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
      return;
    }
    api.seen.push({ method: request.method!, path: url.pathname, authorization, type, body });
    await api.gate;
    if (url.pathname === "/endless") {
      response.writeHead(200, CORS).write("first"); // and nothing more
      return;
    }
    const [status, text, headers] = reply(url, authorization?.replace(/^Bearer /, "") ?? "", body);
    response.writeHead(status, { ...CORS, ...headers }).end(text);
  };
  const reply = ({ pathname, searchParams }: URL, token: string, body: string): [number, string, object?] => {
    switch (pathname) {
      case "/forbidden":
        return [403, "forbidden"];
      case "/closed":
        return [401, "closed", { "www-authenticate": "Bearer" }];
      case "/busy":
        return [429, "busy", { "retry-after": "7" }];
      case "/to":
        return [Number(searchParams.get("status")), "", { location: searchParams.get("url") }];
      default:
        return api.accepts(token)
          ? [200, body]
          : [401, "refused", { "www-authenticate": 'Bearer error="invalid_token"' }];
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const api: Api = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen: [],
    accepts: () => true,
    gate: undefined,
    async [Symbol.asyncDispose]() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return api;
}
