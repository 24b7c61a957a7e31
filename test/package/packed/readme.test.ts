/**
 * The code of the documentation is real: each `ts` block compiles against the packed package, and the
 * README's first one runs.
 *
 * What a block takes from the reader's app stands in an HTML comment right above it, which no reader sees:
 * `<!-- given: declare function showSignIn(): void; -->`. Vendors' packages may be imported; the real ones are used.
 */
import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { compile, runNode } from "./consumer.ts";
import { linkVendors } from "./vendors.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;

interface Block {
  /** Where it stands: `README.md:12`. */
  readonly at: string;
  readonly code: string;
  readonly given: string;
}

function blocksOf(file: string): Block[] {
  const text = readFileSync(ROOT + file, "utf8");
  return [...text.matchAll(/(?:<!--\s*given:\s*([^]*?)-->\s*)?^```ts\n([^]*?)^```$/gm)].map((match) => ({
    at: `${file}:${text.slice(0, match.index).split("\n").length}`,
    given: match[1] ?? "",
    code: match[2]!,
  }));
}

// pull-sdks.md is left out: its blocks are compiled in one piece, see test/adapters/pull-sdks.test.ts.
const pages = ["docs", "docs/guides", "docs/decisions"].flatMap((folder) =>
  readdirSync(ROOT + folder)
    .filter((name) => name.endsWith(".md") && !["pull-sdks.md", "single-use.md"].includes(name))
    .map((name) => `${folder}/${name}`),
);
const readme = blocksOf("README.md");
const blocks = [...readme, ...pages.flatMap(blocksOf)];

beforeAll(() => linkVendors());

describe("the documentation's code", () => {
  test("is found", () => {
    expect(readme.length).toBeGreaterThan(0);
  });

  test.each(blocks)("R291 $at compiles", async ({ code, given }) => {
    const files = { "block.ts": `${code}\nexport {};\n`, "given.d.ts": given };
    const options = {
      lib: ["es2022", "esnext.disposable", "dom"],
      skipLibCheck: true,
      module: "esnext",
      target: "es2022",
    };
    expect(await compile("bundler", files, options)).toBe("");
  });

  test("R291 of the README's first block runs, against a back end that answers every request with a token", async () => {
    const backEnd = `globalThis.fetch = async () => Response.json({ token: "opaque", expiresIn: 3600 });`;
    const preload = `data:text/javascript,${encodeURIComponent(backEnd)}`;
    await expect(runNode("first.ts", readme[0]!.code, "--import", preload)).resolves.toEqual(expect.any(String));
  });
});
