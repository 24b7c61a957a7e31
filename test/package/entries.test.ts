/** "exports" and "bin" of package.json, the table in rollup.config.mjs, and src/ say the same. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ENTRIES } from "../../rollup.config.mjs";

const ROOT = new URL("../../", import.meta.url);

interface Manifest {
  exports: Record<string, string | { types: string; default: string }>;
  bin?: Record<string, string>;
}

const manifest = JSON.parse(readFileSync(new URL("package.json", ROOT), "utf8")) as Manifest;
const { "./package.json": ownManifest, ...subpaths } = manifest.exports;

/** `index` is `.`; `cli` is a command and not a subpath. */
const modules = Object.keys(ENTRIES).filter((name) => name !== "cli");

describe("R89 entry points", () => {
  test("package.json exports each one with its types first, and nothing else", () => {
    const expected = modules.map((name) => [
      name === "index" ? "." : `./${name}`,
      { types: `./dist/${name}.d.ts`, default: `./dist/${name}.js` },
    ]);
    expect(subpaths).toEqual(Object.fromEntries(expected));
    expect(ownManifest).toBe("./package.json");
    for (const target of Object.values(subpaths)) expect(Object.keys(target)[0]).toBe("types");
  });

  test("the command is listed exactly when it exists", () => {
    expect(manifest.bin).toEqual("cli" in ENTRIES ? { evertoken: "./dist/cli.js" } : undefined);
  });

  test.each(Object.entries(ENTRIES))("%s has its room, src/%s.ts", (_name, room) => {
    expect(existsSync(new URL(`src/${room}.ts`, ROOT))).toBe(true);
  });
});
