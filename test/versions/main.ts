/**
 * `npm run versions`: the adapters against the oldest, a middle and the newest version of each SDK in matrix.json.
 * Prints the matrix; fails where types or a scenario do not hold, and where an SDK that is too old is not refused.
 *
 * `npm run versions -- livekit-client` takes one SDK, `-- types`, `-- scenarios`, `-- too-old`, `-- typescript` or `-- react` one part.
 *
 * @module
 */
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { communicationReact } from "./communication-react.ts";
import { compile, prepare, type Row, runTests } from "./cell.ts";
import { compilers } from "./typescript.ts";

const HERE = new URL("./", import.meta.url).pathname;
const words = process.argv.slice(2);
const rows = (JSON.parse(readFileSync(`${HERE}matrix.json`, "utf8")) as Row[]).filter(
  ({ sdk }, _, all) => words.includes(sdk) || !all.some((row) => words.includes(row.sdk)),
);
let isGood = true;

const tell = (sdk: string, version: string, isFine: boolean, what: string, details: readonly string[] = []): void => {
  isGood &&= isFine;
  console.log(`${isFine ? "holds" : "FAILS"}  ${`${sdk}@${version}`.padEnd(38)} ${what}`);
  for (const detail of details) console.log(`         ${detail}`);
};

const PARTS: Readonly<Record<string, (row: Row) => void>> = {
  types(row) {
    for (const version of row.versions) {
      const said = compile(prepare(row.sdk, version), row).split("\n").filter(Boolean);
      tell(row.sdk, version, said.length === 0, "types", said.slice(0, 3));
    }
  },
  "too-old"({ sdk, tooOld }) {
    if (!tooOld) return;
    const cell = prepare(sdk, tooOld);
    const file = "test/browser/adapters/too-old.test.ts";
    cpSync(`${HERE}too-old/${sdk.replace("/", "+")}.test.ts`, join(cell, file));
    const { passed, failed } = runTests(cell, "chromium", [file]);
    tell(sdk, tooOld, passed > 0 && failed.length === 0, "too old: refused with a TypeError", failed);
  },
  scenarios(row) {
    const { sdk, project, scenarios, holds = {} } = row;
    if (!project || !scenarios) return;
    for (const version of row.versions) {
      const { passed, failed, otherTraps } = runTests(prepare(sdk, version), project, scenarios);
      const all = passed + failed.length + otherTraps.length;
      const details = [...failed, ...otherTraps.map((title) => `other: ${title}`)];
      const isFine = passed >= parseInt(holds[version] ?? `${Math.max(1, all - otherTraps.length)}`);
      tell(sdk, version, isFine, `${passed} of ${all} scenarios`, details);
    }
  },
};

/** Parts that are not about one SDK. */
const WHOLE: Readonly<Record<string, () => void>> = {
  typescript() {
    for (const { version, said } of compilers())
      tell("typescript", version, said.length === 0, "all entry points", said);
  },
  react() {
    for (const { what, said } of communicationReact())
      tell("@azure/communication-react", "1.34.0", said.length === 0, what, said);
  },
};

const parts = [...Object.keys(PARTS), ...Object.keys(WHOLE)];
const isOfOneSdk = rows.some(({ sdk }) => words.includes(sdk));
for (const part of parts.filter((name) => words.includes(name) || !parts.some((other) => words.includes(other)))) {
  for (const row of rows) PARTS[part]?.(row);
  if (!isOfOneSdk) WHOLE[part]?.();
}
process.exit(isGood ? 0 : 1);
