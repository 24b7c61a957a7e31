/** docs/contributing.md speaks of the house as it is. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;
const page = readFileSync(`${ROOT}docs/contributing.md`, "utf8");
const map = /^## The map\n[^]*?^```\n([^]*?)^```$/m.exec(page)![1]!;

/** Rooms that are named before they are built. The list only gets shorter; empty, it goes. */
const TO_BE_BUILT: readonly string[] = [];

test("every file and folder that is named exists", () => {
  const named = [...page.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(20);
  const missing = [...new Set(named)].filter((path) => !existsSync(ROOT + path));
  expect(missing.filter((path) => !TO_BE_BUILT.includes(path))).toEqual([]);
});

test("every room of src/ is on the map", () => {
  const rooms = readdirSync(`${ROOT}src`, { withFileTypes: true }).map((entry) =>
    entry.isDirectory() ? `${entry.name}/` : entry.name,
  );
  expect(rooms.filter((room) => !map.includes(room))).toEqual([]);
});

test("every npm script that is named exists", () => {
  const { scripts } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { scripts: Record<string, string> };
  const named = [...page.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name!);
  expect([...new Set(named)].filter((name) => !(name in scripts))).toEqual([]);
});

test("every area of requirements is listed with numbers that are its own", async () => {
  const listed = [...page.matchAll(/^\| [^|]+\| `(\w+\.ts)` +\| (\d+-\d+(?:, \d+-\d+)*)/gm)].map(
    ([, file, ranges]) => ({
      file: file!,
      ranges: ranges!.split(", ").map((range) => range.split("-").map(Number) as [number, number]),
    }),
  );
  const folder = `${ROOT}test/support/requirements/`;
  const files = readdirSync(folder);
  expect(
    listed
      .map(({ file }) => file)
      .filter((file) => !TO_BE_BUILT.includes(file))
      .sort(),
  ).toEqual(files.sort());
  for (const { file, ranges } of listed.filter((area) => files.includes(area.file))) {
    const { RULES } = (await import(`${folder}${file}`)) as { RULES: Record<number, string> };
    const isOwn = (number: number): boolean => ranges.some(([from, to]) => from <= number && number <= to);
    expect(Object.keys(RULES).filter((number) => !isOwn(Number(number)))).toEqual([]);
  }
});

test("what was to be built is not there yet: a line of the list can go", () => {
  const paths = TO_BE_BUILT.map((path) => (path.includes("/") ? path : `test/support/requirements/${path}`));
  expect(paths.filter((path) => existsSync(ROOT + path))).toEqual([]);
});
