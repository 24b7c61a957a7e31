/**
 * Table 3, part of `npm run bench`: what a page pays in total to import what keeps a token fresh, all bundled by esbuild
 * with the same options. With `--write` the table is kept in `docs/benchmarks.md`.
 */
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { keep, made, peersFolder, tableOf, versions } from "./kept.ts";

const SOURCE = new URL("../../src/", import.meta.url).pathname;

/** What an app writes to import each. */
const IMPORTS: Readonly<Record<string, string>> = {
  "evertoken: `TokenManager`": `export { TokenManager } from "${SOURCE}index.ts";`,
  "evertoken with `refreshTokenFetcher`": `export { TokenManager } from "${SOURCE}index.ts"; export { refreshTokenFetcher } from "${SOURCE}adapters/oauth.ts";`,
  "ACS credential": `export { AzureCommunicationTokenCredential } from "@azure/communication-common";`,
  "Azure bearer policy": `export { bearerTokenAuthenticationPolicy } from "@azure/core-rest-pipeline";`,
  "axios-auth-refresh with axios": `export { default } from "axios-auth-refresh"; export { default as axios } from "axios";`,
  "oidc-client-ts: `UserManager`": `export { UserManager } from "oidc-client-ts";`,
  "supabase auth-js: `GoTrueClient`": `export { GoTrueClient } from "@supabase/auth-js";`,
  "keycloak-js": `export { default } from "keycloak-js";`,
  "okta-auth-js: `OktaAuth`": `export { OktaAuth } from "@okta/okta-auth-js";`,
  "auth0-spa-js: `Auth0Client`": `export { Auth0Client } from "@auth0/auth0-spa-js";`,
  "firebase: `initializeAuth` with local persistence": `export { initializeApp } from "firebase/app"; export { initializeAuth, browserLocalPersistence } from "firebase/auth";`,
  "msal-browser: `PublicClientApplication`": `export { PublicClientApplication } from "@azure/msal-browser";`,
  "clerk-js: `Clerk`": `export { Clerk } from "@clerk/clerk-js";`,
  "oidc-spa: `createOidc`, `oidcEarlyInit`": `export { createOidc } from "oidc-spa/core"; export { oidcEarlyInit } from "oidc-spa/entrypoint";`,
};

async function bytesOf(contents: string): Promise<{ minified: number; brotli: number }> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: peersFolder().pathname },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const code = outputFiles[0]!.contents;
  return { minified: code.length, brotli: brotliCompressSync(code).length };
}

const sizes = [];
for (const [name, source] of Object.entries(IMPORTS)) sizes.push({ name, ...(await bytesOf(source)) });
const kB = (bytes: number): string => (bytes / 1_000).toFixed(1);
const rows = sizes
  .sort((a, b) => a.brotli - b.brotli)
  .map(({ name, minified, brotli }) => [name, kB(minified), kB(brotli)]);
keep("table 3", `${made(versions())}\n\n${tableOf(["import", "minified, kB", "brotli, kB"], rows)}`);
