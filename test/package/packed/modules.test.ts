/** The installed tarball as a module: what it holds, how it loads, and that loading does nothing. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { createContext, runInContext } from "node:vm";
import { describe, expect, inject, test } from "vitest";
import { ENTRIES, SCRIPTS } from "../../../rollup.config.mjs";
import { runNode } from "./consumer.ts";
import { importable } from "./installed.ts";

const installed = join(inject("consumer"), "node_modules/evertoken");
const specifier = (name: string): string => (name === "index" ? "evertoken" : `evertoken/${name}`);

describe("R89 the packed package", () => {
  test("holds what a user needs and nothing else", () => {
    const files = inject("packedFiles");
    const isPage = (file: string): boolean => /^docs\/(?:guides\/|decisions\/)?[\w-]+\.(?:md|svg)$/.test(file);
    expect(files.filter((file) => !file.startsWith("dist/") && !isPage(file))).toEqual([
      "CHANGELOG.md",
      "LICENSE",
      "README.md",
      "SECURITY.md",
      "package.json",
    ]);
    for (const name of Object.keys(ENTRIES)) {
      expect(files).toEqual(expect.arrayContaining([`dist/${name}.js`, `dist/${name}.js.map`, `dist/${name}.d.ts`]));
    }
    for (const script of Object.keys(SCRIPTS))
      expect(files).toEqual(expect.arrayContaining([`dist/${script}`, `dist/${script}.map`]));
    const isBuilt = (file: string): boolean => /^dist\/(?:shared\/)?[\w.-]+\.(?:js|js\.map|d\.ts)$/.test(file);
    expect(files.filter((file) => file.startsWith("dist/") && !isBuilt(file))).toEqual([
      "dist/LICENSES.txt",
      "dist/integrity.json",
    ]);
  });

  test.each(["shared/manager.js", ...Object.keys(SCRIPTS)])(
    "the source map of %s leads to src, with the text",
    (file) => {
      const map = JSON.parse(readFileSync(join(installed, `dist/${file}.map`), "utf8")) as {
        sources: string[];
        sourcesContent: string[];
      };
      const manager = map.sources.findIndex((source) => /^(?:\.\.\/)+src\/manager\.ts$/.test(source));
      expect(map.sourcesContent[manager]).toContain("export class TokenManager");
      expect(map.sources.filter((source) => source.includes("build/") && !source.includes("node_modules"))).toEqual([]);
    },
  );

  test("can be imported, hands out a token, and lets the process end", async () => {
    const printed = await runNode(
      "main.mjs",
      `import { TokenManager, TokenError, DEFAULTS } from "evertoken";
       const tokens = new TokenManager({ fetchToken: async () => ({ token: "opaque", expiresIn: 3600 }) });
       console.log(await tokens.getToken(), typeof TokenError, DEFAULTS.willExpireLeadMs);`,
    );
    expect(printed).toBe("opaque function 30000\n");
  });

  test("can be required", async () => {
    const printed = await runNode(
      "main.cjs",
      `const { TokenManager } = require("evertoken");
       const tokens = new TokenManager({ fetchToken: () => ({ token: "opaque", expiresIn: 3600 }) });
       tokens.getToken().then(console.log);`,
    );
    expect(printed).toBe("opaque\n");
  });

  test.each(importable)("%s can be both imported and required, with the same names", async (name) => {
    const printed = await runNode(
      "main.mjs",
      `import { createRequire } from "node:module";
       import * as imported from "${specifier(name)}";
       const required = createRequire(import.meta.url)("${specifier(name)}");
       console.log(Object.keys(imported).length > 0, Object.keys(required).join() === Object.keys(imported).join());`,
    );
    expect(printed).toBe("true true\n");
  });
});

describe("R89 the command", () => {
  test("is installed and runs", async () => {
    const command = join(inject("consumer"), "node_modules/.bin/evertoken");
    const { version } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as { version: string };
    expect(await promisify(execFile)(command, ["--version"])).toEqual({ stdout: `${version}\n`, stderr: "" });
  });
});

// Every global a library could reach for at import time. Reading one is recorded with the line that read it.
const TRAPS = `
  const touched = [];
  const names = ["window", "document", "navigator", "localStorage", "sessionStorage", "indexedDB", "location", "self",
    "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "requestAnimationFrame", "fetch", "XMLHttpRequest",
    "WebSocket", "BroadcastChannel", "Worker", "crypto", "performance", "Date", "console", "process", "addEventListener"];
  export const saved = { process, console };
  const spring = (holder, name, value) => Object.defineProperty(holder, name, { configurable: true, get() {
    const reader = new Error().stack.split("\\n")[2];
    // Node's own loader may; and fflate asks whether there is a queueMicrotask, no more.
    if (!/node:|\\/fflate\\//.test(reader)) touched.push(name + reader);
    return value;
  } });
  const random = Math.random;
  for (const name of names) spring(globalThis, name, globalThis[name]);
  spring(Math, "random", random);
  export const report = () => saved.console.log(JSON.stringify(touched));
`;

describe("R79 importing", () => {
  test("the traps do catch a module that looks at the world", async () => {
    const guilty = `data:text/javascript,${encodeURIComponent("globalThis.document?.title; Math.random(); new Date();")}`;
    const printed = await runNode("main.mjs", `${TRAPS} await import("${guilty}"); report();`);
    const touched = JSON.parse(printed) as string[];
    expect(touched.map((entry) => entry.split(" ")[0])).toEqual(["document", "random", "Date"]);
  });

  // Inlined there: d3-scale makes dates to reckon with.
  const TOUCHED: Readonly<Record<string, readonly string[]>> = { lifeline: ["Date"] };

  test.each(importable)("%s touches no global and leaves nothing running", async (name) => {
    const printed = await runNode(
      "main.mjs",
      `${TRAPS}
       const before = saved.process.getActiveResourcesInfo();
       await import("${specifier(name)}");
       const after = saved.process.getActiveResourcesInfo();
       report();
       saved.console.log(after.join() === before.join());`,
    );
    const [touched, isQuiet] = printed.split("\n");
    const names = (JSON.parse(touched!) as string[]).map((entry) => entry.split(" ")[0]);
    expect([...new Set(names)]).toEqual(TOUCHED[name] ?? []);
    expect(isQuiet).toBe("true");
  });

  test("R412 the lifeline makes its policy, and looks at the page, at its first call", async () => {
    const printed = await runNode(
      "main.mjs",
      `const seen = [];
       globalThis.trustedTypes = { createPolicy: (name, rules) => (seen.push(name), rules) };
       const names = Object.getOwnPropertyNames(globalThis).join();
       const { defineLifeline } = await import("evertoken/lifeline");
       console.log(seen.length, Object.getOwnPropertyNames(globalThis).join() === names);
       globalThis.document = { createTreeWalker: () => (seen.push("walker"), {}), createComment: () => ({}) };
       globalThis.customElements = { get() {}, define() {} };
       globalThis.HTMLElement = class {};
       globalThis.CSSStyleSheet = class { replaceSync() {} };
       defineLifeline();
       console.log(seen.join());`,
    );
    expect(printed).toBe("0 true\nlit-html,walker\n");
  });

  test("R412 a page that allows no policy hears of it where it calls, and before anything is shown", async () => {
    const printed = await runNode(
      "main.mjs",
      `globalThis.trustedTypes = { createPolicy() { throw new TypeError("disallowed"); } };
       const { lifeline } = await import("evertoken/lifeline");
       const asked = [];
       globalThis.customElements = { get() {}, define: (name) => asked.push(name) };
       const element = new Proxy({}, { get: (_, name) => asked.push(name) });
       try { lifeline({ version: 1, steps: [], entries: [], counts: {} }, element); }
       catch (error) { console.log(error.message, asked.length); }`,
    );
    expect(printed).toBe("disallowed 0\n");
  });

  test("R411 each script loads where the engine's own objects are frozen", () => {
    const FREEZE = `for (const name of Object.getOwnPropertyNames(globalThis)) {
      const value = globalThis[name];
      if (typeof value === "function" && value.prototype) Object.freeze(Object.freeze(value).prototype);
    }`;
    for (const script of Object.keys(SCRIPTS)) {
      const realm = createContext({});
      runInContext(FREEZE, realm);
      runInContext(readFileSync(join(installed, "dist", script), "utf8"), realm);
      expect(runInContext("typeof Evertoken.TokenManager", realm)).toBe("function");
    }
  });

  test("and a token's whole life work where there is no page", async () => {
    const printed = await runNode(
      "main.mjs",
      `for (const name of ["navigator", "localStorage", "window", "document"]) delete globalThis[name];
       const { TokenManager } = await import("evertoken");
       const tokens = new TokenManager({ fetchToken: () => "opaque" });
       console.log((await tokens.start()).value, await tokens.getToken());
       tokens.dispose();`,
    );
    expect(printed).toBe("opaque opaque\n");
  });
});
