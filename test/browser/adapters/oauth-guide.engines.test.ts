/** The guide's complete front end, as it stands there, against a real authorization server: from no session to an API's answer. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { expect, inject, onTestFinished, test } from "vitest";
import { inlineDependencies } from "../../../rollup.config.mjs";
import { startApi } from "../../adapters/fetch/api.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { openPage } from "../engines.ts";

const guide = readFileSync(new URL("../../../docs/guides/oauth.md", import.meta.url), "utf8");
const [, frontEnd] = /## A complete front end\n\n```ts\n([^]*?)```/.exec(guide)!;

/** The server of this test speaks plain http, which oauth4webapi takes only from those who say so. */
const PLAIN_HTTP = `
  import * as oauth from "oauth4webapi?real";
  export * from "oauth4webapi?real";
  const plain = { [oauth.allowInsecureRequests]: true };
  export const discoveryRequest = (issuer, options) => oauth.discoveryRequest(issuer, { ...options, ...plain });
  export const authorizationCodeGrantRequest = (as, client, auth, code, uri, verifier, options) =>
    oauth.authorizationCodeGrantRequest(as, client, auth, code, uri, verifier, { ...options, ...plain });`;

const ROOMS: Readonly<Record<string, string>> = {
  evertoken: "index.ts",
  "evertoken/fetch": "adapters/fetch.ts",
  "evertoken/oauth": "adapters/oauth.ts",
};
const pathOf = (room: string): string => fileURLToPath(new URL(`../../../src/${room}`, import.meta.url));
const real = fileURLToPath(import.meta.resolve("oauth4webapi"));

/** The guide's code and what it imports, as a module for a page. */
async function bundled(code: string): Promise<string> {
  const build = await rollup({
    input: "guide",
    plugins: [
      {
        name: "guide",
        resolveId: (id) =>
          id === "guide" || id === "oauth4webapi"
            ? id
            : id === "oauth4webapi?real"
              ? real
              : ROOMS[id]
                ? pathOf(ROOMS[id])
                : null,
        load: (id) =>
          id === "guide"
            ? stripTypeScriptTypes(code)
            : id === "oauth4webapi"
              ? PLAIN_HTTP
              : id.endsWith(".ts")
                ? stripTypeScriptTypes(readFileSync(id, "utf8"))
                : null,
      },
      inlineDependencies(),
    ],
    onwarn: () => {},
  });
  const { output } = await build.generate({ format: "es" });
  return output[0].code;
}

test(`R267 ${inject("engine")}: the guide's front end signs in, asks an API, and renews the token`, async () => {
  await using server = await authorizationServer();
  server.lifeS = 4;
  await using api = await startApi();
  api.accepts = (token) => token.split(".").length === 3;
  const code = frontEnd!
    .replaceAll("https://id.example.com", server.issuer)
    .replaceAll("https://api.example.com", api.origin)
    .replaceAll("my-app", CLIENT_ID);
  server.page = `<!doctype html><meta charset="utf-8"><title>page</title><script type="module">${(await bundled(code)).replaceAll("</script", "<\\/script")}
    Object.assign(globalThis, { app: { tokens, api, signIn } });</script>`;
  await server.signIn({ withSession: true });

  const page = await openPage(`${server.issuer}/favicon.ico`);
  onTestFinished(() => page.close());
  // The user has a session at the provider, so it sends them back at once.
  await page.run(`document.cookie = "_session=session; path=/"; location.href = "/page";`);
  // The first request has no refresh token, which sends the page away; the page that comes back has one.
  const start = `globalThis.app?.tokens.start(); return globalThis.app?.tokens.peek() !== undefined`;
  await expect.poll(() => page.run(start).catch(() => false), { interval: 200 }).toBe(true);
  const answer = await page.run(
    `return (await app.api("${api.origin}/orders", { method: "POST", body: "one" })).text()`,
  );
  expect(answer).toBe("one");
  await expect.poll(() => server.answers.length, { interval: 50 }).toBeGreaterThanOrEqual(3);
  expect(new Set(server.answers)).toEqual(new Set(["200"]));
  expect(await page.run(`return location.search`)).toBe("");
});
