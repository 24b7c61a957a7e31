/**
 * The blocks of the documentation that can run do what they say. A block is marked by `<!-- runs -->` above it; every
 * `console.log(…); // text` in it must print this text, `…` standing for anything.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { place, runNode } from "./consumer.ts";
import { readInstalled } from "./installed.ts";

const PAGES = ["docs", "docs/guides"].flatMap((folder) =>
  readdirSync(new URL(`../../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith(".md") && name !== "requirements.md")
    .map((name) => `${folder}/${name}`),
);

/** Every address answers with a token; nothing is refused. */
const BACK_END = `globalThis.fetch = async () => Response.json({ access_token: "opaque", expires_in: 3600 });`;

const blocks = PAGES.flatMap((page) => {
  const text = readInstalled(page);
  return [...text.matchAll(/^<!-- runs -->\n+(?:<!--\s*given:[^]*?-->\s*)?```ts\n([^]*?)^```$/gm)].map((match) => ({
    at: `${page}:${text.slice(0, match.index).split("\n").length}`,
    code: match[1]!,
  }));
});

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** What the comments say is printed, one pattern a line. */
const promised = (code: string): RegExp[] =>
  [...code.matchAll(/^\s*console\.log\(.*\); \/\/ (.*)$/gm)].map(
    ([, text]) => new RegExp(`^${text!.split("…").map(escaped).join(".*")}$`),
  );

test("R293 blocks that run are found, and a marked block prints something that it promises", () => {
  expect(blocks.length).toBeGreaterThan(2);
  expect(blocks.filter(({ code }) => promised(code).length === 0).map(({ at }) => at)).toEqual([]);
});

test.each(blocks)("R293 $at prints what it says", async ({ code }) => {
  const preload = `data:text/javascript,${encodeURIComponent(BACK_END)}`;
  const printed = (await runNode("block.ts", code, "--import", preload)).trimEnd().split("\n");
  const lines = promised(code);
  expect(printed).toHaveLength(lines.length);
  for (const [at, line] of lines.entries()) expect(printed[at]).toMatch(line);
});

test("R293 the test for Vitest passes in Vitest", () => {
  const code = /^```ts\n(\/\/ renewal\.test\.ts\n[^]*?)^```$/m.exec(readInstalled("docs/guides/testing.md"))![1]!;
  const vitest = new URL("../../../node_modules/vitest", import.meta.url).pathname;
  const link = join(inject("consumer"), "node_modules/vitest");
  if (!existsSync(link)) symlinkSync(vitest, link);
  const folder = place({ "renewal.test.ts": code });
  const env = { PATH: process.env["PATH"], NO_COLOR: "1" }; // not this run's own settings
  const printed = execFileSync(process.execPath, [`${vitest}/vitest.mjs`, "run", "--root", folder], {
    encoding: "utf8",
    env,
  });
  expect(printed).toMatch(/Tests +1 passed \(1\)/);
});
