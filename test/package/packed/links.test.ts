/** The documentation, as it lies in a user's node_modules. */
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { brokenLinks, targetsOf } from "../../support/links.ts";
import { readInstalled } from "./installed.ts";

const pages = inject("packedFiles").filter((file) => file.endsWith(".md"));

test("R154 every link works in the installed package, of the README and of all that goes with it", () => {
  expect(pages).toEqual(expect.arrayContaining(["README.md", "docs/errors.md", "docs/guides/acs.md"]));
  expect(brokenLinks(join(inject("consumer"), "node_modules/evertoken"), pages)).toEqual([]);
});

test("R154 the demo and the record of tests stay at home", () => {
  expect(inject("packedFiles").filter((file) => /demo|requirements/.test(file))).toEqual([]);
});

test("R154 no address of a public repository is invented", () => {
  const invented = (text: string): boolean => /\/\/(?:www\.)?(?:git\w+\.\w+|npmjs\.com)\/.*evertoken/i.test(text);
  expect(invented("https://github.com/somebody/evertoken")).toBe(true);
  expect(pages.flatMap((page) => targetsOf(readInstalled(page)).filter(invented))).toEqual([]);
  const manifest = JSON.parse(readInstalled("package.json")) as object;
  expect(Object.keys(manifest)).not.toEqual(expect.arrayContaining(["repository"]));
  for (const field of ["repository", "bugs", "homepage"]) expect(manifest).not.toHaveProperty(field);
});
