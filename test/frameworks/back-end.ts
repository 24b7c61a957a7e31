/**
 * The back end of the apps: a token endpoint, an API that takes its tokens, and the built files.
 *
 * @module
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { onTestFinished } from "vitest";

const TYPES: Readonly<Record<string, string>> = { ".css": "text/css", ".html": "text/html", ".js": "text/javascript" };

export interface BackEnd {
  readonly url: string;
  /** How many tokens have been asked for. */
  readonly requests: number;
  /** Whether the user's session has ended: no token any more. */
  isSignedOut: boolean;
  /** From now on the API refuses the token that was given out last. */
  refuse(): void;
}

/** @param folder - where the built files lie; files elsewhere are a dev server's, which hands on what begins with `/api` */
export async function startBackEnd(folder = ""): Promise<BackEnd> {
  let requests = 0;
  const refused = new Set<string>();
  const tokens = (): object | null =>
    backEnd.isSignedOut ? null : { token: `opaque-${requests}`, expiresIn: 600, name: `t${requests}` };

  const server = createServer((request, response) => {
    const path = new URL(request.url!, "http://host").pathname;
    const send = (type: string, body: string | Buffer, status = 200): void => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    };
    if (path === "/api/token") {
      requests++;
      return send("application/json", JSON.stringify(tokens()));
    }
    if (path === "/api/orders") {
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      const isAccepted = token.startsWith("opaque-") && !refused.has(token);
      return send("application/json", JSON.stringify({ asked: requests, isAccepted }), isAccepted ? 200 : 401);
    }
    const file = join(folder, path === "/" ? "index.html" : path);
    if (folder && existsSync(file) && statSync(file).isFile())
      return send(TYPES[extname(file)] ?? "", readFileSync(file));
    return send("text/plain", "", 404);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const backEnd: BackEnd = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    isSignedOut: false,
    refuse: () => void refused.add(`opaque-${requests}`),
  };
  return backEnd;
}
