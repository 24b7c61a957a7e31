/**
 * Serves the examples that need no tool: their files, the modules of this repository, and the back end behind `/api` and
 * `/chat`.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, request as send, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";

const ROOT = new URL("../../", import.meta.url).pathname;
const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** The file behind an address: the package's own files lie where an app's `node_modules` has them. */
function fileOf(folder: string, path: string): string | undefined {
  const own = "/node_modules/evertoken/";
  const file = path.startsWith(own)
    ? join(ROOT, path.slice(own.length))
    : join(path.startsWith("/node_modules/") ? ROOT : folder, path === "/" ? "index.html" : path);
  return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

/** `sha384 of /file` -> its hash, as `dist/integrity.json` has it for a version that is published. */
function withHashes(folder: string, html: string): string {
  return html.replace(/sha384 of (\/[\w./-]+)/g, (_, path: string) => {
    const hash = createHash("sha384").update(readFileSync(fileOf(folder, path)!));
    return `sha384-${hash.digest("base64")}`;
  });
}

function handOn(backEnd: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url } = request;
  const onward = send(backEnd + url!, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode!, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.writeHead(502).end());
  request.pipe(onward);
}

/** Serves one folder. */
export async function serveFolder(folder: string, backEnd: string): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url!, "http://host").pathname);
    if (/^\/(?:api|chat)\//.test(path)) return handOn(backEnd, request, response);
    const file = fileOf(folder, path);
    if (!file) return void response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    const body = type === "text/html" ? withHashes(folder, readFileSync(file, "utf8")) : readFileSync(file);
    response.writeHead(200, { "content-type": type }).end(body);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
