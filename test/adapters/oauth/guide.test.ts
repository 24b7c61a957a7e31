/** The guide's complete front end, as it stands there, where signing in fails. Where it succeeds: test/browser/. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const guide = readFileSync(new URL("../../../docs/guides/oauth.md", import.meta.url), "utf8");
const [, frontEnd] = /## A complete front end\n\n```ts\n([^]*?)```/.exec(guide)!;

const ROOMS: Readonly<Record<string, string>> = {
  evertoken: new URL("../../../src/index.ts", import.meta.url).href,
  "evertoken/fetch": new URL("../../../src/adapters/fetch.ts", import.meta.url).href,
  "evertoken/oauth": new URL("../../../src/adapters/oauth.ts", import.meta.url).href,
  oauth4webapi: import.meta.resolve("oauth4webapi"),
};
const code = stripTypeScriptTypes(frontEnd!).replace(
  / from "([^"]+)"/g,
  (_, name: string) => ` from "${ROOMS[name]!}"`,
);

interface FrontEnd {
  readonly api: (url: string) => Promise<Response>;
  readonly tokens: { dispose(): void };
  readonly signInError: unknown;
  signIn(): Promise<void>;
}

const APP = "https://app.example.com/";
/** What becomes of the page. A sign-in begins with a new verifier, and ends in a redirect. */
const page = { search: "", signIns: 0, redirects: 0, loads: 0, exchanges: 0 };

/** Loads the page at the address at which it is. */
async function load(): Promise<FrontEnd> {
  page.loads++;
  return (await import(`data:text/javascript,${encodeURIComponent(`${code}// ${String(page.loads)}`)}`)) as FrontEnd;
}

/** Loads the page; what its first request makes of it. */
async function visit(): Promise<{ failed: string; front: FrontEnd }> {
  const front = await load();
  const failed = await front
    .api("https://api.example.com/orders")
    .then(String, (error: unknown) => (error as Error).message);
  front.tokens.dispose();
  return { failed, front };
}

beforeEach(() => {
  Object.assign(page, { search: "", signIns: 0, redirects: 0, exchanges: 0 });
  vi.stubGlobal("sessionStorage", {
    get verifier() {
      return "v".repeat(43);
    },
    set verifier(_) {
      page.signIns++;
    },
  });
  vi.stubGlobal("history", { replaceState: () => (page.search = "") });
  vi.stubGlobal("location", {
    origin: APP.slice(0, -1),
    pathname: "/",
    get href() {
      return APP + page.search;
    },
    get search() {
      return page.search;
    },
    assign: () => page.redirects++,
  });
  const issuer = "https://id.example.com";
  vi.stubGlobal("fetch", async (input: string | URL | Request) => {
    const { url } = new Request(input);
    if (url.includes("well-known"))
      return Response.json({ issuer, authorization_endpoint: `${issuer}/auth`, token_endpoint: `${issuer}/token` });
    page.exchanges++;
    return Response.json({ error: "invalid_grant" }, { status: 400 });
  });
});
afterEach(() => void vi.unstubAllGlobals());

test("R439 a user without a session is sent to the provider", async () => {
  const { failed } = await visit();
  expect([failed, page.signIns]).toEqual(["The store holds no refresh token", 1]);
  await expect.poll(() => page.redirects).toBe(1);
});

test.each([
  ["?error=invalid_scope&error_description=no+such+scope", { error: "invalid_scope" }, 0],
  ["?error=access_denied", { error: "access_denied" }, 0],
  ["?code=used-before", { error: "invalid_grant" }, 1],
])("R439 who comes back with %s stays, is told why, and may try again", async (search, signInError, exchanges) => {
  page.search = search;
  const { front } = await visit();
  expect(front.signInError).toMatchObject(signInError);
  expect(page).toMatchObject({ signIns: 0, exchanges, search: "" }); // a reload begins anew
  await front.signIn();
  expect(page.redirects).toBe(1);
});
