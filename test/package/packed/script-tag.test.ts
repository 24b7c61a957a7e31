/** The scripts for a tag in a real Chromium, from a page without any other script. */
import { describe, expect, inject, test } from "vitest";
import { ENTRIES, SCRIPTS } from "../../../rollup.config.mjs";
import { budgetOf } from "../../bench/budgets.ts";
import { visit } from "./chromium.ts";
import { htmlBlocks, importable, readInstalled } from "./installed.ts";

const PAGE = "docs/script-tag.md";
const FOLDER = "/node_modules/evertoken/dist/";
const tag = (file: string): string => `<script src="${FOLDER}${file}"></script>`;

/** What a page sees of the largest script; the page has no types for it. */
declare const Evertoken: typeof import("../../../src/iife-diagnose.ts");

/** What the global holds: functions, classes and tables at the top, and each adapter as a namespace. */
async function contentsOf(file: string): Promise<{ top: string[]; namespaces: Record<string, string[]> }> {
  const { page } = await visit(tag(file));
  return page.evaluate(() => {
    const entries = Object.entries(Evertoken as unknown as Record<string, object>);
    const isNamespace = (value: object): boolean => Object.getPrototypeOf(value) === null;
    return {
      top: entries
        .filter(([, value]) => !isNamespace(value))
        .map(([name]) => name)
        .sort(),
      namespaces: Object.fromEntries(
        entries.filter(([, value]) => isNamespace(value)).map(([name, value]) => [name, Object.keys(value).sort()]),
      ),
    };
  });
}

/** The names of an entry point. */
const exportsOf = async (entry: string): Promise<string[]> =>
  Object.keys((await import(`${inject("consumer")}${FOLDER}${entry}.js`)) as object).sort();

describe.each(Object.keys(SCRIPTS))("R159 %s", (file) => {
  test("R264 builds no tables that nobody has asked for", async () => {
    const { page } = await visit("");
    const longest = await page.evaluate(async (src) => {
      let most = 0;
      for (const name of ["Uint16Array", "Int32Array"] as const)
        globalThis[name] = new Proxy(globalThis[name], {
          construct(target, args: [number]) {
            most = Math.max(most, args[0]);
            return new target(...args);
          },
        }) as never;
      await new Promise((onload) =>
        document.head.append(Object.assign(document.createElement("script"), { src, onload })),
      );
      const before = most;
      const adapters = Evertoken as Partial<typeof Evertoken>;
      // A token of Agora's that is damaged inside: the reader has to unpack it to see that.
      adapters.agora?.readAgoraToken(`007eJx${"A".repeat(60)}`);
      return { before, isUsed: !adapters.agora || most > 1_000 };
    }, FOLDER + file);
    expect(longest).toEqual({ before: 0, isUsed: true });
  });

  test("gives the global Evertoken, which hands out a token, and the console stays empty", async () => {
    const { page, complaints } = await visit(tag(file));
    const seen = await page.evaluate(async () => {
      const tokens = new Evertoken.TokenManager({ fetchToken: async () => ({ token: "opaque", expiresIn: 3600 }) });
      const refreshed: string[] = [];
      tokens.on("refreshed", ({ reason, source }) => refreshed.push(`${reason} ${source}`));
      const value = await tokens.getToken();
      const { freshness } = tokens.state;
      tokens.dispose();
      return { value, refreshed, freshness, phase: tokens.state.phase };
    });
    expect(seen).toEqual({ value: "opaque", refreshed: ["initial fetcher"], freshness: "fresh", phase: "disposed" });
    expect(complaints).toEqual([]);
  });

  test("adds one global and nothing else", async () => {
    const { page } = await visit("");
    const before = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
    await page.addScriptTag({ url: FOLDER + file });
    const after = await page.evaluate(() => Object.getOwnPropertyNames(globalThis));
    expect(after.filter((name) => !before.includes(name))).toEqual(["Evertoken"]);
  });
});

describe("R299 the hashes of the scripts", () => {
  const hashes = JSON.parse(readInstalled("dist/integrity.json")) as Record<string, string>;

  test("are there for each", () => {
    expect(Object.keys(hashes)).toEqual(Object.keys(SCRIPTS));
  });

  test.each(Object.keys(SCRIPTS))("let a browser load %s, and nothing that was altered", async (file) => {
    const pinned = (hash: string): string =>
      `<script src="${FOLDER}${file}" integrity="${hash}" crossorigin="anonymous"></script>`;
    const { page, complaints } = await visit(pinned(hashes[file]!));
    expect([await page.evaluate("typeof Evertoken"), complaints]).toEqual(["object", []]);
    const altered = await visit(pinned(`sha384-${"A".repeat(64)}`));
    expect(await altered.page.evaluate("typeof Evertoken")).toBe("undefined");
    expect(altered.complaints.join()).toContain("integrity");
  });
});

/** Adapter -> its names, of those that need no package of the app's. */
const adapters = Object.fromEntries(
  await Promise.all(
    importable
      .filter((name) => ENTRIES[name as keyof typeof ENTRIES].startsWith("adapters/"))
      .map(async (name) => [name, await exportsOf(name)] as const),
  ),
);
const names = Object.values(adapters).flat();
const isShared = (name: string): boolean => names.indexOf(name) !== names.lastIndexOf(name);
/** What adapters call alike. */
const shared = [...new Set(names.filter(isShared))].sort();

describe("R159 what the scripts hold", () => {
  test("is the core and the adapters, all of them but those that need a package of the app's; at the top, what one adapter alone has", async () => {
    const core = await exportsOf("index");
    const { fetch } = adapters;
    expect(await contentsOf("evertoken.core.iife.min.js")).toEqual({
      top: [...core, ...fetch!].sort(),
      namespaces: { fetch },
    });
    const top = [...core, ...names.filter((name) => !isShared(name))].sort();
    expect(await contentsOf("evertoken.iife.min.js")).toEqual({ top, namespaces: adapters });
    const all = [...top, ...(await exportsOf("diagnose"))].sort();
    expect(await contentsOf("evertoken-diagnose.iife.min.js")).toEqual({ top: all, namespaces: adapters });
  });

  test("is one thing under two names", async () => {
    const { page } = await visit(tag("evertoken.iife.min.js"));
    const differ = await page.evaluate((all: Record<string, string[]>) => {
      const held = Evertoken as unknown as Record<string, Record<string, unknown>>;
      return Object.entries(all).flatMap(([adapter, own]) =>
        own.filter((name) => name in held && (held[name] as unknown) !== held[adapter]![name]),
      );
    }, adapters);
    expect(differ).toEqual([]);
  });

  test("the larger one takes the place of the smaller one, with all that it had", async () => {
    const { page } = await visit(tag("evertoken.iife.min.js") + tag("evertoken-diagnose.iife.min.js"));
    const seen = await page.evaluate(() => [
      typeof Evertoken.acs.acsCredential,
      Evertoken.diagnoseError({ code: 401, subCode: 40235 }, { provider: "acs" }).action,
    ]);
    expect(seen).toEqual(["function", "refresh"]);
  });
});

describe("R159 what the documentation says of the scripts", () => {
  const rows = [...readInstalled(PAGE).matchAll(/^\| `(\S+\.js)` +\| (\S+) kB +\| (.*) \|$/gm)];

  test("is their sizes", () => {
    const said = rows.map(([, file, kilobytes]) => [file, Number(kilobytes) * 1000]);
    expect(said).toEqual(Object.keys(SCRIPTS).map((file) => [file, budgetOf(file)]));
  });

  test("is what each adds to the one before it", async () => {
    const known = new Set([...(await exportsOf("index")), ...names]);
    for (const [, file, , holds] of rows) {
      const { top, namespaces } = await contentsOf(file!);
      const added = [...top, ...Object.keys(namespaces)].filter((name) => !known.has(name));
      expect([...holds!.matchAll(/`Evertoken\.(\w+)`/g)].map(([, name]) => name).sort()).toEqual(added.sort());
      added.forEach((name) => known.add(name));
    }
  });

  test("is which names stand in namespaces alone", () => {
    const [, said] = /Only in their namespaces: (.*)\.$/m.exec(readInstalled(PAGE))!;
    expect([...said!.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(shared);
  });

  test("runs as it stands there", async () => {
    const example = htmlBlocks(PAGE).find((html) => html.includes("<script src="))!;
    const { page, complaints } = await visit(example.replace('src="', `src="${FOLDER}`), {
      "/token": { token: "opaque", expiresIn: 3600 },
      "/orders": [],
    });
    await page.waitForFunction(() => performance.getEntriesByName(`${location.origin}/orders`).length > 0);
    expect(await page.evaluate("tokens.state.phase")).toBe("holding");
    expect(complaints).toEqual(["200"]);
  });
});
