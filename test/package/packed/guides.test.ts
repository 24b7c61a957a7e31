/** Blocks of the guides, each in the small app around it that `guide-uses.ts` has, do what the guide says. */
import { execFile } from "node:child_process";
import { stripTypeScriptTypes } from "node:module";
import { promisify } from "node:util";
import { beforeAll, expect, test } from "vitest";
import { place } from "./consumer.ts";
import { blockOf } from "./guide-blocks.ts";
import { type Use, USES } from "./guide-uses.ts";
import { linkVendors } from "./vendors.ts";

const run = promisify(execFile);

/** Every address answers with a token, the next one at each request, in all the words that vendors use for it. */
const BACK_END = `
  let count = 0;
  globalThis.asked = [];
  globalThis.fetch = async (input, init) => {
    const request = new Request(typeof input === "string" ? new URL(input, "https://app.example.com") : input, init);
    const { pathname } = new URL(request.url);
    asked.push([request.method, request.url, await request.text()].join(" "));
    if (pathname === "/orders") return new Response("asked with " + request.headers.get("authorization"));
    if (pathname.includes(".well-known")) {
      const issuer = new URL(request.url).origin;
      return Response.json({ issuer, token_endpoint: issuer + "/token" });
    }
    if (pathname === "/upload-url") return Response.json({ url: "https://store.example.com/upload" });
    count += 1;
    const user = { id: "ann", aud: "authenticated", app_metadata: {}, user_metadata: {}, created_at: "" };
    return Response.json({ access_token: "token-" + count, refresh_token: "r" + count, token_type: request.headers.has("dpop") ? "DPoP" : "bearer", expires_in: 3600, user });
  };`;

beforeAll(() => linkVendors("jose"));

test.each(USES)("R293 $page: $block", async (use) => expect(await outputOf(use)).toBe(use.prints));

test("R462 coming-from: a session of Supabase that has been ended elsewhere ends in signIn", async () => {
  const recipe = USES.find(({ block }) => block === "@supabase/supabase-js")!;
  const after = `await supabase.auth.signInWithPassword({ email: "ann@example.com", password: "a" });
    const first = await tokens.getToken();
    globalThis.fetch = async () =>
      Response.json({ code: "refresh_token_not_found", message: "Invalid Refresh Token: Refresh Token Not Found" }, { status: 400 });
    const { action } = await tokens.getToken({ rejectedValue: first }).catch((error) => error);
    console.log(action, tokens.state.phase, (await supabase.auth.getSession()).data.session !== null);
    process.exit();`;
  expect(await outputOf({ ...recipe, after })).toBe("signIn halted true"); // auth-js still has its session
});

/** What the block prints in its app. */
async function outputOf({ page, block, before = "", after, beside = {}, hosts = {} }: Use): Promise<string> {
  const files: Record<string, string> = {
    "package.json": JSON.stringify({ type: "module" }),
    "app.ts": [before, blockOf(page, block), after].join("\n"),
  };
  for (const [name, text] of Object.entries(beside)) files[name] = stripTypeScriptTypes(blockOf(page, text));
  for (const [name, code] of Object.entries(hosts)) {
    files[`node_modules/${name}/package.json`] = JSON.stringify({ name, type: "module", exports: "./index.js" });
    files[`node_modules/${name}/index.js`] = code;
  }
  const preload = `data:text/javascript,${encodeURIComponent(BACK_END)}`;
  const { stdout } = await run(process.execPath, ["--import", preload, "app.ts"], { cwd: place(files) });
  return stdout.trimEnd();
}
