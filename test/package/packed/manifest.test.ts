/** What package.json promises, held against what the files of the package import. */
import { describe, expect, test } from "vitest";
import { compile } from "./consumer.ts";
import { imported, manifest, peers } from "./installed.ts";

const dependencies = Object.keys(manifest.dependencies);

describe("R152 what the package asks for", () => {
  test.each([...imported.keys()])("the entry point %s imports dependencies and peers alone", (name) => {
    const unknown = [...imported.get(name)!].filter((one) => !dependencies.includes(one) && !peers.includes(one));
    expect(unknown).toEqual([]);
  });

  test("every dependency and every peer is imported by some entry point", () => {
    const all = new Set([...imported.values()].flatMap((packages) => [...packages]));
    expect([...dependencies, ...peers].filter((name) => !all.has(name))).toEqual([]);
    expect(all.size).toBeGreaterThan(2);
  });

  test("no peer is forced on anybody, and the core needs none", () => {
    expect(peers.filter((name) => manifest.peerDependenciesMeta?.[name]?.optional !== true)).toEqual([]);
    expect(Object.keys(manifest.peerDependenciesMeta ?? {}).filter((name) => !peers.includes(name))).toEqual([]);
    for (const name of ["index", "diagnose", "testing"])
      expect([...imported.get(name)!].filter((one) => peers.includes(one))).toEqual([]);
  });
});

describe("R153 resolvers that do not know `exports`", () => {
  test("find the core by `main` and `types`", () => {
    expect({ types: manifest.types, default: manifest.main }).toEqual(manifest.exports["."]);
  });

  test("TypeScript's oldest one compiles a use of the core", async () => {
    const use = `import { TokenManager } from "evertoken";
      export const value: Promise<string> = new TokenManager({ fetchToken: () => "opaque" }).getToken();`;
    expect(await compile("node10", { "use.ts": use }, { lib: ["es2022", "dom"] })).toBe("");
    const wrong = use.replace("Promise<string>", "string");
    expect(await compile("node10", { "use.ts": wrong }, { lib: ["es2022", "dom"] })).toContain("TS2322");
  });
});
