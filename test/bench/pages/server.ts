/**
 * A token endpoint that remembers to whom it gave a token, and when: what a page had is read from there, for a page that
 * stands still cannot say.
 *
 * @module
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

interface Grant {
  readonly atMs: number;
  readonly lifeMs: number;
}

export interface TokenServer {
  readonly origin: string;
  /** Requests that arrived, by client. */
  requests(who: string): number;
  grants(who: string): readonly Grant[];
  /** Answers nobody any more, until it is false again. */
  isDeaf: boolean;
  /** What becomes of this request; `undefined`: it is answered. */
  fateOf?: ((seed: string) => string | undefined) | undefined;
  close(): void;
}

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

export async function tokenServer(lifeS: number): Promise<TokenServer> {
  const seen = new Map<string, { requests: number; grants: Grant[] }>();
  const of = (who: string): { requests: number; grants: Grant[] } => {
    if (!seen.has(who)) seen.set(who, { requests: 0, grants: [] });
    return seen.get(who)!;
  };
  const http = createServer(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname !== "/token") {
      response.writeHead(200, { "content-type": "text/html" }).end('<!doctype html><link rel="icon" href="data:,">');
      return;
    }
    const log = of(searchParams.get("who")!);
    log.requests++;
    const fate = server.isDeaf ? "hang" : server.fateOf?.(searchParams.get("seed")!);
    if (fate === "hang") return;
    if (fate === "drop") response.destroy();
    else if (fate === "down") response.writeHead(503).end();
    else if (fate === "limited") response.writeHead(429, { "retry-after": "2" }).end();
    else setTimeout(grant, fate === "slow" ? 3_000 : 0);

    function grant(): void {
      if (response.destroyed) return;
      const nowS = Math.floor(Date.now() / 1_000);
      const token = `${encoded({ alg: "none" })}.${encoded({ iat: nowS, exp: nowS + lifeS })}.x`;
      const body = { access_token: token, expires_in: lifeS, token_type: "Bearer", refresh_token: "r" };
      response
        .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
        .end(JSON.stringify(body));
      log.grants.push({ atMs: performance.now(), lifeMs: lifeS * 1_000 });
    }
  }).listen(0, "127.0.0.1");
  await once(http, "listening");
  const server: TokenServer = {
    origin: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: (who) => of(who).requests,
    grants: (who) => of(who).grants,
    isDeaf: false,
    close() {
      http.closeAllConnections();
      http.close();
    },
  };
  return server;
}

/** How many of these ms nobody had given a token for that still lived. */
export function withoutMs(grants: readonly Grant[], fromMs: number, toMs: number): number {
  let without = 0;
  let coveredTo = fromMs;
  for (const { atMs, lifeMs } of [...grants].sort((a, b) => a.atMs - b.atMs)) {
    if (atMs > toMs) break;
    without += Math.max(0, atMs - coveredTo);
    coveredTo = Math.max(coveredTo, Math.min(toMs, atMs + lifeMs));
  }
  return without + Math.max(0, toMs - coveredTo);
}
