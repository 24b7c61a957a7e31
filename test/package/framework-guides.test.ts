/** The guides to frameworks show the code of the apps in test/frameworks/, which are built and tried. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;
const read = (file: string): string => readFileSync(ROOT + file, "utf8");

/** The folders in which the code of a guide may stand. */
const APPS: Readonly<Record<string, readonly string[]>> = {
  angular: ["test/frameworks/angular/src"],
  react: ["test/frameworks/react/src", "docs/examples/next/app"],
  solid: ["test/frameworks/solid/src"],
  svelte: ["test/frameworks/svelte/src"],
  vue: ["test/frameworks/vue/src", "docs/examples/nuxt/app", "docs/examples/nuxt/app/utils"],
};

/** Further apps whose versions a guide may name. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  react: ["test/frameworks/react-18", "docs/examples/next"],
  vue: ["docs/examples/nuxt"],
};

const blocksOf = (guide: string): string[] =>
  [...read(`docs/guides/${guide}.md`).matchAll(/^```\w+\n([^]*?)^```$/gm)].map((match) => match[1]!);

test.each(Object.entries(APPS))("R252 every block of the guide %s is a file of an app", (guide, folders) => {
  const files = folders.flatMap((folder) =>
    readdirSync(ROOT + folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => read(`${folder}/${name}`)),
  );
  const blocks = blocksOf(guide);
  expect(blocks.length).toBeGreaterThan(1);
  expect(blocks.filter((block) => !files.includes(block))).toEqual([]);
});

test.each(Object.keys(APPS))("R252 the versions that the guide %s names are the ones of its app", (guide) => {
  const others = OTHERS[guide] ?? [];
  const locks = [`test/frameworks/${guide}`, ...others].map(
    (app) => JSON.parse(read(`${app}/package.json`)) as Record<string, Record<string, string>>,
  );
  const installed = locks.flatMap((lock) => Object.values({ ...lock["dependencies"], ...lock["devDependencies"] }));
  const named = [...read(`docs/guides/${guide}.md`).matchAll(/^\|.*$/gm)].flatMap(
    ([row]) => row.match(/\b\d+\.\d+\.\d+\b/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((version) => !installed.includes(version))).toEqual([]);
});
