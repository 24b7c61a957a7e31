/**
 * `npm run mutation`: how many small changes of the sources the tests find, folder by folder.
 *
 * `npm run mutation core adapters/acs` takes these alone, `npm run mutation -- --table` prints what is known. Each folder
 * is a run of its own, and its report is kept below `reports/mutation/`. A folder whose sources and tests are as they were
 * is not run again, so the command can be ended at any time and goes on where it was; where a folder has changed, only
 * mutants that the change may touch are tried again.
 *
 * `--sample 8` tries what stands in one line of eight, always the same ones, and keeps that apart: the whole takes hours.
 * `--draw 3`, of 0 to 7, takes other lines: who has mended what one sample has shown sees by another one what that is worth.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { matchesGlob } from "node:path";
import { parseArgs } from "node:util";

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: "boolean" },
    sample: { type: "string", default: "1" },
    draw: { type: "string", default: "0" },
  },
});
const SAMPLE = Number(options.sample);
const DRAW = Number(options.draw);
if (!Number.isInteger(DRAW) || DRAW < 0 || DRAW >= SAMPLE) throw new RangeError(`There is no draw ${options.draw}`);
const REPORTS = ["reports/mutation", SAMPLE > 1 ? `/one-in-${SAMPLE}` : "", DRAW > 0 ? `-draw-${DRAW}` : ""].join("");
const HARNESS = ["test/stryker.*.ts", "package-lock.json"];
const CORE_TESTS = [
  "test/{core,runtime,scenarios,single-use}/**/*.test.ts",
  "test/{options,hooks,testing,explain,journal}.test.ts",
];

/** Whose tokens other tabs have is a matter of the core, too, and what comes of a refusal. */
const LOOP_TESTS = [...CORE_TESTS, "test/adapters/{tabs,fetch}/**/*.test.ts"];

/** Agora's tokens are read for the adapter and the diagnosis too. */
const READER_TESTS = [...CORE_TESTS, "test/{diagnose/token,adapters/agora}/**/*.test.ts"];

/** Most mutants of a scheduler make a promise wait for ever; the slowest of the tests that are run takes half a second. */
const WAIT_MS = 3_000;

/** The diagnosis waits for nothing: thousands of errors take their time. */
const NO_WAIT_MS = 60_000;

/** What looks at these folders takes seconds, and little else does. */
const SLOW_TESTS = {
  read: ["test/core/read/*.slow.test.ts"],
  token: ["test/diagnose/token/*.slow.test.ts"],
  tabs: ["test/adapters/tabs/{rotations,managers}.slow.test.ts"],
  twilio: ["test/adapters/twilio/worker.slow.test.ts"],
  oauth: ["test/adapters/oauth/stop.slow.test.ts"],
  bindings: ["test/adapters/fetch/abort.slow.test.ts"],
};

/** How an error is read and its row found; the rest of that folder is what words mean. */
const ENGINE =
  "src/diagnose/error/{diagnose-error,diagnosis,error-view,field-at,find-by-word,find-provider,find-row,provider,row-index,rule,table,walk}.ts";

const ofDiagnosis = (room) => ({
  goal: 90,
  tests: [`test/diagnose/{${room},${room}s}/**/*.test.ts`, "test/diagnose/*.test.ts"],
  slowTests: SLOW_TESTS[room],
  limitMs: NO_WAIT_MS,
});

/** What each run mutates, with which tests, and how many of the mutants must be found. */
const FOLDERS = [
  { name: "core", goal: 90, sources: ["src/core/*.ts"], tests: LOOP_TESTS },
  { name: "core/read", goal: 90, sources: ["src/core/read/*.ts"], tests: READER_TESTS, slowTests: SLOW_TESTS.read },
  { name: "manager", goal: 90, sources: ["src/{manager,settings,token,errors}.ts"], tests: CORE_TESTS },
  { name: "runtime", goal: 90, sources: ["src/runtime/*.ts"], tests: LOOP_TESTS },
  { name: "diagnose/error", sources: [ENGINE], ...ofDiagnosis("error") },
  {
    name: "diagnose/error-words",
    sources: globSync("src/diagnose/error/*.ts").filter((file) => !matchesGlob(file, ENGINE)),
    ...ofDiagnosis("error"),
  },
  { name: "diagnose/token", sources: ["src/diagnose/token/**/*.ts"], ...ofDiagnosis("token") },
  ...["acs", "agora", "common", "connection", "livekit", "oauth", "processes", "tabs", "twilio", "webrtc"].map(
    (room) => ({
      name: `adapters/${room}`,
      goal: 80,
      sources: [`src/adapters/${room}/**/*.ts`, `src/adapters/${room}.ts`],
      tests: ["test/adapters/**/*.test.ts"],
      slowTests: SLOW_TESTS[room],
    }),
  ),
  {
    name: "adapters/bindings",
    goal: 80,
    sources: ["src/adapters/{angular,fetch,react,solid,svelte,vue}.ts", "src/adapters/angular/*.ts"],
    tests: ["test/adapters/**/*.test.ts"],
    slowTests: SLOW_TESTS.bindings,
  },
];

const FOUND = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];

const pathOf = ({ name }, what) => `${REPORTS}/${name.replaceAll("/", "-")}.${what}`;

/** Without those that take seconds for every mutant, but for a few. */
const testsOf = ({ tests, slowTests = [] }) => [
  ...globSync(tests).filter((file) => !/\.(?:slow|long)\.test\.ts$/.test(file)),
  ...globSync(slowTests),
];

/** What a result rests on: the whole of src/, because a mutant is found through everything that uses it, and the tests. */
function fingerprint(folder) {
  const hash = createHash("sha256");
  for (const file of globSync(["src/**/*.ts", "test/support/**/*.ts", ...folder.tests, ...HARNESS]).sort())
    hash.update(file).update("\0").update(readFileSync(file));
  return hash.digest("hex");
}

const isOf = (folder, what, print) =>
  existsSync(pathOf(folder, what)) && readFileSync(pathOf(folder, what), "utf8") === print;

const isDone = (folder) => isOf(folder, "done", fingerprint(folder));

/** Stryker 10.1 loses a pattern that has a computed key, so such lines are left out. */
const COMPUTED_KEY = /(?:const|let) \{ \[/;

const isDrawn = (file, line) => createHash("sha256").update(`${file}:${line}`).digest()[0] % SAMPLE === DRAW;

/** A file, or its lines without those that Stryker breaks and those that are not drawn, as ranges. */
function rangesOf(file) {
  const lines = readFileSync(file, "utf8").split("\n");
  const left = lines.map((line, index) => !COMPUTED_KEY.test(line) && isDrawn(file, index + 1));
  if (left.every(Boolean)) return [file];
  const starts = left.flatMap((isIn, at) => (isIn && !left[at - 1] ? [at] : []));
  return starts.map((start) => {
    const end = left.indexOf(false, start);
    return `${file}:${start + 1}-${end < 0 ? lines.length : end}`;
  });
}

/** Stryker keeps what it knows of a mutant that is made when a module is read, whatever tests have come since. */
function forgetMissed(file) {
  if (!existsSync(file)) return;
  const report = JSON.parse(readFileSync(file, "utf8"));
  for (const each of Object.values(report.files))
    each.mutants = each.mutants.filter(({ status }) => !MISSED.includes(status));
  writeFileSync(file, JSON.stringify(report));
}

/** One run of Stryker. Its report counts only once it is whole. */
function run(folder) {
  const before = fingerprint(folder);
  const unfinished = pathOf(folder, "unfinished.json");
  const config = {
    mutate: globSync(folder.sources).flatMap(rangesOf),
    testRunner: "vitest",
    vitest: { configFile: "test/stryker.vitest.config.ts" },
    concurrency: 2,
    incremental: true,
    incrementalFile: pathOf(folder, "incremental.json"),
    reporters: ["progress", "html", "json"],
    htmlReporter: { fileName: pathOf(folder, "html") },
    jsonReporter: { fileName: unfinished },
    ignorePatterns: ["build", "dist", "docs/{site,demo,examples}", "coverage", "reports"], // tests read the pages of docs/
    tempDirName: ".stryker-tmp",
  };
  mkdirSync(REPORTS, { recursive: true });
  // Where a run of these sources and tests was ended, what it has missed is known.
  if (!isOf(folder, "begun", before)) forgetMissed(pathOf(folder, "incremental.json"));
  writeFileSync(pathOf(folder, "begun"), before);
  writeFileSync(pathOf(folder, "config.json"), JSON.stringify(config, undefined, 2));
  const limitMs = folder.limitMs ?? WAIT_MS;
  const env = { ...process.env, MUTATION_TESTS: JSON.stringify(testsOf(folder)), MUTATION_LIMIT_MS: String(limitMs) };
  const { status } = spawnSync("node_modules/.bin/stryker", ["run", pathOf(folder, "config.json")], {
    env,
    stdio: "inherit",
  });
  if (status !== 0) return false;
  renameSync(unfinished, pathOf(folder, "json"));
  writeFileSync(pathOf(folder, "done"), before);
  return true;
}

/** The counts of a report, or nothing where there is none. */
function countsOf(folder) {
  if (!existsSync(pathOf(folder, "json"))) return undefined;
  const { files } = JSON.parse(readFileSync(pathOf(folder, "json"), "utf8"));
  const mutants = Object.values(files).flatMap((file) => file.mutants);
  const count = (statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const missed = mutants.filter(({ status }) => MISSED.includes(status));
  const kinds = Object.entries(Object.groupBy(missed, ({ mutatorName }) => mutatorName))
    .map(([kind, { length }]) => [kind, length])
    .sort(([, a], [, b]) => b - a);
  return { found: count(FOUND), survived: count(["Survived"]), uncovered: count(["NoCoverage"]), kinds };
}

function row(folder) {
  const counts = countsOf(folder);
  if (!counts) return [folder.name, "not run", "", "", "", `${folder.goal} %`, ""];
  const { found, survived, uncovered, kinds } = counts;
  const share = (100 * found) / (found + survived + uncovered);
  const state = isDone(folder) ? "" : " (of earlier sources)";
  const survivors = kinds.map(([kind, count]) => `${kind} ${count}`).join(", ");
  return [folder.name, `${share.toFixed(1)} %${state}`, found, survived, uncovered, `${folder.goal} %`, survivors];
}

/** As Markdown, kept beside the reports. */
function table() {
  const head = ["folder", "found", "mutants found", "survived", "no test", "goal", "what was not found, by kind"];
  const rows = FOLDERS.map(row);
  const text = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  mkdirSync(REPORTS, { recursive: true });
  writeFileSync(`${REPORTS}/table.md`, `${text}\n`);
  return text;
}

const isBelow = (folder) => {
  const { found = 0, survived = 0, uncovered = 0 } = countsOf(folder) ?? {};
  return found / (found + survived + uncovered) < folder.goal / 100;
};

const unknown = wanted.filter((name) => !FOLDERS.some((folder) => folder.name === name));
if (unknown.length > 0) {
  console.error(`No such folder: ${unknown.join(", ")}. There are ${FOLDERS.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
const chosen = wanted.length > 0 ? FOLDERS.filter(({ name }) => wanted.includes(name)) : FOLDERS;
if (!options.table)
  for (const folder of chosen) {
    if (isDone(folder)) console.log(`${folder.name}: done before, nothing has changed`);
    else if (!run(folder)) {
      console.error(`${folder.name}: Stryker failed`);
      process.exitCode = 1;
    }
    table(); // what is known so far outlives an end of this process
  }
console.log(`\n${table()}`);
const below = chosen.filter(isBelow).map(({ name }) => name);
if (below.length > 0) {
  console.log(`\nBelow its goal: ${below.join(", ")}`);
  process.exitCode = 1;
}
