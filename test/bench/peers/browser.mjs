/**
 * What a page has and Node has not, for the clients that bring a browser's sign-in with them: `window`, a visible
 * `document`, storages, an address, locks. And those clients as a bundler for browsers makes them of their packages.
 */
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { build } from "esbuild";

const ADDRESS = "https://app.example/";

/** `localStorage` and `sessionStorage`: one page alone, so nothing is ever told to another one. */
class FakeStorage {
  #kept = new Map();
  get length() {
    return this.#kept.size;
  }
  key = (index) => [...this.#kept.keys()][index] ?? null;
  getItem = (key) => this.#kept.get(String(key)) ?? null;
  setItem = (key, value) => void this.#kept.set(String(key), String(value));
  removeItem = (key) => void this.#kept.delete(String(key));
  clear = () => this.#kept.clear();
}

/** Some clients read a storage's entries as properties of it. */
const storage = () =>
  new Proxy(new FakeStorage(), {
    ownKeys: (kept) => Array.from({ length: kept.length }, (_, index) => kept.key(index)),
    getOwnPropertyDescriptor: (kept, key) => ({ value: kept.getItem(key), enumerable: true, configurable: true }),
    get: (kept, key) => (key in kept ? Reflect.get(kept, key, kept) : (kept.getItem(key) ?? undefined)),
  });

/** Web Locks among the callers of one page. */
export function locks() {
  const last = new Map();
  return {
    async request(name, ...rest) {
      const run = rest.pop();
      const { signal, ifAvailable } = rest[0] ?? {};
      if (ifAvailable && last.has(name)) return run(null);
      const before = last.get(name);
      let release;
      const mine = new Promise((resolve) => (release = resolve));
      last.set(name, mine);
      const end = () => {
        release();
        if (last.get(name) === mine) last.delete(name);
      };
      const aborted = new Promise((_, reject) =>
        signal?.addEventListener("abort", () => reject(new DOMException("The request was aborted.", "AbortError"))),
      );
      try {
        await Promise.race([before, aborted]);
      } catch (error) {
        void before.then(end); // those behind still wait for the one in front
        throw error;
      }
      try {
        return await run({ name, mode: "exclusive" });
      } finally {
        end();
      }
    },
  };
}

function documentOf(page) {
  const target = new EventTarget();
  return Object.assign(target, {
    hidden: false,
    visibilityState: "visible",
    readyState: "complete",
    cookie: "",
    title: "app",
    referrer: "",
    defaultView: page,
    location: page.location,
    hasFocus: () => true,
    querySelector: () => null,
    querySelectorAll: () => [],
    getElementsByTagName: () => [],
    getElementById: () => null,
  });
}

/** Node digests on a thread of its own, which knows nothing of a clock that stands still. */
async function digest(algorithm, data) {
  const name = (algorithm.name ?? algorithm).toLowerCase().replace("-", "");
  return new Uint8Array(
    createHash(name)
      .update(new Uint8Array(data.buffer ?? data))
      .digest(),
  ).buffer;
}

/** Makes of this process a page; returns what undoes it. The world's own clock, network and events stay as they are. */
export function asPage() {
  const parts = { isSecureContext: true, origin: new URL(ADDRESS).origin, name: "" };
  parts.location = Object.assign(new URL(ADDRESS), { assign() {}, replace() {}, reload() {} });
  parts.history = { state: null, replaceState() {}, pushState() {} };
  parts.localStorage = storage();
  parts.sessionStorage = storage();
  parts.window = parts.self = parts.parent = parts.top = globalThis;
  parts.document = documentOf(parts);
  const before = Object.keys(parts).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(parts))
    Object.defineProperty(globalThis, name, { configurable: true, writable: true, value });
  Object.defineProperty(crypto.subtle, "digest", { configurable: true, value: digest });
  return () => {
    delete crypto.subtle.digest;
    for (const [name, descriptor] of before)
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else delete globalThis[name];
  };
}

const FOLDER = new URL("bundles/", import.meta.url);
const bundles = new Map();
let loads = 0;

async function bundled(source, name) {
  mkdirSync(FOLDER, { recursive: true });
  const outfile = new URL(`${name}.mjs`, FOLDER);
  await build({
    stdin: { contents: source, resolveDir: new URL(".", import.meta.url).pathname },
    outfile: outfile.pathname,
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  return outfile.href;
}

/** The exports that an app would import, evaluated anew: what a client keeps for the page ends with it. */
export async function loadForBrowser(name, source) {
  if (!bundles.has(name)) bundles.set(name, bundled(source, name));
  return import(`${await bundles.get(name)}?${++loads}`);
}
