/**
 * Runs the packages of `thrown-<set>.mjs` against servers on this machine, and writes the shapes of their errors to
 * `thrown-<set>.tsv`: what a reader of an error can see, without tokens, addresses and stacks.
 *
 * `npm install` in this folder, then `node strangers.mjs 1`.
 */
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";

const set = process.argv[2] ?? "1";
const b64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (claims, secret, header = {}) => {
  const body = `${b64({ alg: "HS256", typ: "JWT", ...header })}.${b64(claims)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
};

async function thrown(thunk) {
  try {
    return await thunk();
  } catch (error) {
    return error;
  }
}

const DROPPED =
  /^(?:stack|config|request|req|socket|url|input|init|options|_.*|agent|rawBody|client|parser|event_id|origin|domain|cwd|Symbol.*|connection|keep-alive|transfer-encoding|date|content-length|requestID?|workspaceID|x-elastic-product)$/i;

/** What a reader of an error can see: names, words, numbers and what is inside. */
function shapeOf(value, depth = 0, seen = new Set()) {
  if (typeof value === "string")
    return value
      .replace(/\beyJ[\w-]+(?:\.[\w-]*){1,4}/g, "eyJ")
      .replace(/ imported from \S+/, "")
      .replace(/'\/\S*?\/([\w-]+\.js)'/g, "'/app/$1'")
      .replace(/127\.0\.0\.1(?::\d+)?/g, "api.example")
      .slice(0, 600);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  if (typeof value !== "object" || depth > 5 || seen.has(value)) return undefined;
  seen.add(value);
  if (Array.isArray(value)) return value.slice(0, 4).map((each) => shapeOf(each, depth + 1, seen) ?? null);
  if (Buffer.isBuffer(value) || value instanceof Map || value instanceof Set) return undefined;
  const isStream = typeof value.pipe === "function";
  if (typeof value.get === "function" && typeof value.has === "function" && typeof value.entries === "function") {
    const kept = ["www-authenticate", "content-type", "retry-after"].filter((name) => value.has(name));
    return kept.length > 0 ? Object.fromEntries(kept.map((name) => [name, shapeOf(value.get(name))])) : undefined;
  }
  const found = {};
  const names = new Set(isStream ? ["status", "statusCode", "body", "text"] : Object.keys(value));
  const isNative = value instanceof Error || value instanceof Response || value instanceof Event;
  for (const name of isNative
    ? [
        "name",
        "message",
        "cause",
        "errors",
        "code",
        "status",
        "statusText",
        "type",
        "ok",
        "headers",
        "data",
        "response",
      ]
    : ["name", "message"])
    if (name in value) names.add(name);
  for (const name of names) {
    if (DROPPED.test(name)) continue;
    const inner = shapeOf(value[name], depth + 1, seen);
    if (
      inner !== undefined &&
      !(typeof inner === "object" && inner !== null && !Array.isArray(inner) && Object.keys(inner).length === 0)
    )
      found[name] = inner;
    if (Object.keys(found).length > 24) break;
  }
  return found;
}

const answers = [];
const server = createServer((request, response) => {
  const { status, body, headers } = answers[Number(/\/a(\d+)/.exec(request.url)?.[1])] ?? {
    status: 200,
    body: "",
    headers: {},
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (!response.hasHeader("content-type"))
    response.setHeader("content-type", /^[[{]/.test(body) ? "application/json" : "text/plain");
  request.resume();
  response.writeHead(status);
  response.end(body);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const base = `http://127.0.0.1:${server.address().port}`;
const textOf = (body) => (typeof body === "string" ? body : JSON.stringify(body));
const at = (status, body = {}, headers = {}) => `${base}/a${answers.push({ status, body: textOf(body), headers }) - 1}`;
const fetchOf = (status, body, headers) => async () =>
  new Response(textOf(body), { status, headers: { "content-type": "application/json", ...headers } });
const tcp = async (serve, use) => {
  const host = createTcpServer((socket) => (socket.on("error", () => undefined), serve(socket)));
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  const { port } = host.address();
  try {
    return await thrown(() => use(`127.0.0.1:${port}`, port));
  } finally {
    host.close();
  }
};

const rows = [];
const failed = [];
/** Whoever comes back with nothing, or does not come back, has not thrown what it should. */
const within = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 8_000, undefined))]);
const add = async (kind, id, provider, right, fine, thunk) => {
  const error = await within(thrown(thunk));
  const shape = shapeOf(error);
  const isBroken =
    error === undefined ||
    (kind !== "E" && error instanceof ReferenceError) ||
    (kind !== "E" &&
      error instanceof TypeError &&
      error.cause === undefined &&
      /is not a (?:function|constructor)|Cannot read properties|is not iterable|undefined/.test(error.message));
  if (isBroken) failed.push(`${id}: ${error?.stack?.split("\n").slice(0, 3).join(" | ")}`);
  else rows.push([kind, provider, right, fine, id, `=${JSON.stringify(shape)}`].join("\t"));
};

process.on("uncaughtException", (error) => failed.push(`late: ${error.message}`));
process.on("unhandledRejection", (error) => failed.push(`late: ${error?.message}`));
const { throwAll } = await import(`./thrown-${set}.mjs`);
/** A package that has moved its names fails alone. */
const tried = async (name, use) => {
  const end = await thrown(use);
  if (end instanceof Error) failed.push(`${name}: ${end.message}`);
};
const end = await thrown(() => throwAll({ add, at, fetchOf, sign, base, tcp, thrown, tried }));
if (end instanceof Error) failed.push(`the end: ${end.stack}`);
writeFileSync(
  new URL(`./thrown-${set}.tsv`, import.meta.url),
  `# kind\tprovider\tright\tacceptable\tsource\terror: a text, or = and an object as JSON\n${rows.join("\n")}\n`,
);
console.log(`${rows.length} errors`, failed);
process.exit(0);
