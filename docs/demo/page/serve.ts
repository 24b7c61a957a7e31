/**
 * Serves the demo's page from memory: esbuild bundles it when it is first asked for, so there is nothing to build.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { build } from "esbuild";

/** How the demo is doing, for the page. */
export interface Status {
  readonly health: string;
  readonly sdks: readonly {
    readonly provider: string;
    readonly sdk: string;
    readonly isWell: boolean;
    readonly answers: number | undefined;
    readonly failures: number;
  }[];
}

/** What the page is given by the demo. */
export interface Page {
  /** The same in plain text, for who asks without a browser. */
  text(): string;
  status(): Status;
  /** A key is pressed, as on the terminal. */
  press(key: string): Promise<void>;
  /** The user signs in on the page: its refresh token. */
  signIn(): Promise<string>;
}

const HERE = import.meta.dirname;

const file = (name: string): string => readFileSync(`${HERE}/${name}`, "utf8");

let script: Promise<string> | undefined;

/** Everything that the page runs: its own lines, evertoken from src/, and what that uses. */
async function bundled(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [`${HERE}/main.ts`],
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

/** Nothing but this server is talked to: what is pasted into the inspector stays in the page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; base-uri 'none'; form-action 'none'";

function send(response: ServerResponse, type: string, body: string): true {
  response.writeHead(200, { "content-type": `${type}; charset=utf-8`, "cache-control": "no-store" }).end(body);
  return true;
}

/** Whether it was the page's business. */
export async function servePage(
  page: Page,
  { method, headers, url }: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<boolean> {
  if (method === "POST" && path.startsWith("/demo/")) {
    // Another site's page must not press anything here.
    if (!["same-origin", undefined].includes(headers["sec-fetch-site"])) {
      response.writeHead(403).end();
      return true;
    }
    if (path === "/demo/sign-in")
      return send(response, "application/json", JSON.stringify({ refresh_token: await page.signIn() }));
    await page.press(new URL(url ?? "/", "http://localhost").searchParams.get("key") ?? "");
    return send(response, "application/json", JSON.stringify(page.status()));
  }
  switch (path) {
    case "/":
      if (!headers.accept?.includes("text/html")) return send(response, "text/plain", page.text());
      response.setHeader("content-security-policy", POLICY);
      return send(response, "text/html", file("index.html"));
    case "/page.css":
      return send(response, "text/css", file("page.css"));
    case "/page.js":
      return send(response, "text/javascript", await (script ??= bundled()));
    case "/favicon.ico":
      response.writeHead(204).end();
      return true;
    case "/demo/status":
      return send(response, "application/json", JSON.stringify(page.status()));
    default:
      return false;
  }
}
