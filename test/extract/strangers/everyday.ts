/**
 * `node test/extract/strangers/everyday.ts`: what diagnoseError says of messages that nobody chose: every error with a
 * fixed text in the sources of installed packages that have no part in signing in, and every error of TypeScript.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { diagnoseError } from "../../../src/diagnose.ts";

/** Packages that carry tokens, or ask servers. */
const NOT_EVERYDAY =
  /^(?:@?(?:jose|json|jw|oauth|oidc|openid|passport|express-jwt|fast-jwt|auth|okta|clerk|firebase|google|gcp|gaxios|gtoken|aws|smithy|azure|microsoft|supabase|keycloak|amazon|twilio|twilsock|agora|livekit|ably|centrifuge|stream-chat|sendbird|pusher|pubnub|socket|mqtt|grpc|connectrpc|graphql-ws|trpc|daily|opentok|zoom|powerbi|openai|slack|octokit|mollie|braintree|ssh2|typespec|msw|http|cookie|tough|axios|ky|got|needle|undici|node-fetch|typed-rest|ts)|verkit)/;

const THROWN = /new ([A-Z]\w*Error)\(\s*(["'`])((?:\\.|(?!\2)[^\\\n]){12,160})\2/g;
const MAX_SOURCE = 6_000_000;

/** The messages of one package's sources, each with the name of its class. */
function messagesIn(folder: string, depth = 0): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" || depth > 5 ? [] : [...messagesIn(path, depth + 1)];
    const isSource = entry.isFile() && /\.[cm]?js$/.test(entry.name) && !/\.min\.|test|spec/.test(entry.name);
    if (!isSource || statSync(path).size > MAX_SOURCE) return [];
    return [...readFileSync(path, "utf8").matchAll(THROWN)].map(([, name, , text]) => {
      const said = text!.replace(/\$\{[^}]*\}/g, "x").replace(/\\(["'`])/g, "$1");
      return `${name!}: ${said.replaceAll("\\n", " ")}`;
    });
  });
}

function packagesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
    )
    .filter((name) => !NOT_EVERYDAY.test(name) && existsSync(join(folder, name, "package.json")))
    .map((name) => join(folder, name));
}

const folders = ["../../../node_modules", "./node_modules"].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const { Diagnostics } = ts as unknown as {
  Diagnostics: Record<string, { readonly code: number; readonly category: number; readonly message: string }>;
};
const compiled = Object.values(Diagnostics)
  .filter(({ category }) => category === 1)
  .map(({ code, message }) => `error TS${code}: ${message.replace(/\{\d\}/g, "x")}`);
const messages = new Set([...folders.flatMap(packagesIn).flatMap((folder) => messagesIn(folder)), ...compiled]);

const count: Record<string, number> = {};
for (const text of messages) {
  const [, name, message] = /^(\w+): (.*)$/.exec(text) ?? [];
  const { action, provider } = diagnoseError(name ? { name, message } : text, { now: 1 });
  count[action] = (count[action] ?? 0) + 1;
  if (action !== "none") console.log(`  ${action} by ${provider}: ${text}`);
}
console.log(`${messages.size} messages: ${JSON.stringify(count)}`);
