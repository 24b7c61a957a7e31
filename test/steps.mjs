/**
 * What `npm test` (run.mjs) and its long continuation (long.mjs) share: steps that do not stop each other, what they
 * need of the machine, and one count over all of vitest's reports.
 *
 * Plain JavaScript, because its first duty is to say that Node is too old.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** What a step that runs beside others has printed: shown in one piece when it has ended. */
const OUTPUT = "reports/output";
/** Each run of vitest writes one file in it. */
const REPORTS = "reports/vitest";
/** Where `npm test` leaves what failed besides tests, for the count at the end. */
const FAILED_STEPS = "reports/failed-steps.json";

/** Command that the browser tests start -> Debian package that brings it. */
const BROWSERS = {
  chromium: "chromium",
  "firefox-esr": "firefox-esr",
  WebKitWebDriver: "webkit2gtk-driver",
  "xvfb-run": "xvfb",
  xauth: "xauth",
  turnserver: "coturn", // not a browser: the server of a relayed call between two
};

const failed = [];

const headline = (name) => console.log(`\n== [${Math.round(performance.now() / 1000)}s] ${name}`);

function isWell(name, { status, error }) {
  if (status === 0) return true;
  if (error) console.error(error.message);
  console.error(`== ${name} FAILED`);
  failed.push(name);
  return false;
}

/** Runs one step; says so if it fails. Returns whether it succeeded. */
export function step(name, command, ...args) {
  headline(name);
  return isWell(name, spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }));
}

/** The same beside other steps. To be awaited; only then it is counted, and what it printed is shown. */
export async function stepBeside(name, command, ...args) {
  mkdirSync(OUTPUT, { recursive: true });
  const file = `${OUTPUT}/${name.replaceAll(/\W+/g, "-")}.txt`;
  const output = openSync(file, "w");
  const child = spawn(command, args, { stdio: ["ignore", output, output] });
  const [status, error] = await Promise.race([once(child, "close"), once(child, "error").then(([e]) => [1, e])]);
  closeSync(output);
  headline(name);
  console.log(readFileSync(file, "utf8"));
  return isWell(name, { status, error });
}

const fileOf = (name) => `${REPORTS}/${name}.json`;
const vitestOf = (name, options) => {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${fileOf(name)}`];
  return ["xvfb-run", "-a", "vitest", "run", "--config", "test/vitest.config.ts", ...options, ...reporters];
};

/** Failed tests are counted, and named above: not as a step as well. */
function countOnce(name, isWell) {
  if (isWell || !existsSync(fileOf(name)) || failuresIn(read(fileOf(name))).length === 0) return;
  failed.splice(failed.lastIndexOf(name), 1);
}

/** Runs vitest and keeps its report under this name. Options: those of `vitest run`. */
export const tests = (name, ...options) => countOnce(name, step(name, ...vitestOf(name, options)));

/** The same beside other steps. */
export const testsBeside = async (name, ...options) =>
  countOnce(name, await stepBeside(name, ...vitestOf(name, options)));

const read = (file) => JSON.parse(readFileSync(file, "utf8"));

/** As much of what was wrong as tells what it was about: a failed wait's first line may be a bracket. */
const LINE_LENGTH = 1_000;

/** The failures of a report, a line each. A file that failed without a test is one. */
function failuresIn(report) {
  return report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const line = (title, text) =>
      `${name.slice(name.indexOf("/test/") + 1)}${title}: ${text.replace(/\s+/g, " ").slice(0, LINE_LENGTH)}`;
    const tests = assertionResults.filter((test) => test.status === "failed");
    if (status === "failed" && tests.length === 0) return line("", message);
    return tests.map((test) => line(` > ${test.fullName}`, test.failureMessages.join("\n")));
  });
}

const onPath = (command) => process.env.PATH.split(delimiter).some((dir) => existsSync(join(dir, command)));

/** The names of the Debian packages that are missing. */
const missingBrowsers = () =>
  Object.entries(BROWSERS).flatMap(([command, debianPackage]) => (onPath(command) ? [] : debianPackage));

function installBrowsers() {
  const packages = missingBrowsers();
  if (packages.length === 0) return true;
  if (process.getuid?.() !== 0 || !onPath("apt-get")) {
    console.error(`The browser tests need ${packages.join(", ")} (Debian names). Install them and try again; as root
on Debian they are installed for you. Without browsers: npm run check`);
    failed.push("browsers");
    return false;
  }
  process.env.DEBIAN_FRONTEND = "noninteractive";
  const aptGet = (...args) =>
    step(`browsers: ${args.join(" ")}`, "apt-get", "-qq", "-o", "Acquire::Retries=3", ...args);
  return aptGet("update") && aptGet("install", "-y", "--no-install-recommends", ...packages);
}

function nodeIsNew() {
  if (Number(process.versions.node.split(".")[0]) >= 22) return true;
  console.error(
    `Node >= 22 is needed, this is ${process.version}. "npm ci" (without --ignore-scripts) brings Node 24.`,
  );
  failed.push("node");
  return false;
}

/** Whether this machine has what the steps need; installs what it can. */
export const isReady = () => nodeIsNew() && installBrowsers();

/** Forgets the reports of an earlier run. */
export function beginCount() {
  rmSync(REPORTS, { recursive: true, force: true });
  rmSync(FAILED_STEPS, { force: true });
}

const reports = () => (existsSync(REPORTS) ? readdirSync(REPORTS).map((name) => read(join(REPORTS, name))) : []);

/** Files of the quick project that took as long as a slow one. On a busy machine that proves nothing, so it is no failure. */
export function nameSlowFiles() {
  const isQuick = ({ name }) => !/\.(?:slow|long)\.test\.ts$|\/test\/(?:browser|package\/packed)\//.test(name);
  const slow = reports()
    .flatMap((report) => report.testResults)
    .filter((file) => isQuick(file) && file.endTime - file.startTime >= 2_000)
    .map(({ name }) => name.slice(name.indexOf("/test/") + 1));
  if (slow.length > 0)
    console.log(
      `\nTook 2 s or more: ${slow.join(", ")}. Where an idle machine needs as long, name them *.slow.test.ts`,
    );
}

/**
 * Says what failed, sets the exit code, and ends with the one line `N passed, N failed`, unless more is to come.
 *
 * Whatever failed besides tests (lint, types, the build) is one failure each, so that the line alone tells the truth.
 */
export function finish() {
  const all = reports();
  const sum = (of) => all.reduce((total, report) => total + of(report), 0);
  const passed = sum((report) => report.numPassedTests);
  const skipped = sum((report) => report.numPendingTests + report.numTodoTests);
  const failedTests = all.flatMap(failuresIn);
  if (skipped > 0) failed.push(`${skipped} skipped tests`);
  if (passed === 0 && failed.length === 0) failed.push("no test ran");

  const steps = [...new Set([...(existsSync(FAILED_STEPS) ? read(FAILED_STEPS) : []), ...failed])];
  mkdirSync("reports", { recursive: true });
  writeFileSync(FAILED_STEPS, JSON.stringify(steps));
  const failures = [...steps, ...failedTests];
  // Last, and before the count: of a long log often only the end is kept.
  for (const failure of failures) console.log(`FAILED: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
  if (!process.env.MORE_TO_COME) console.log(`\n${passed} passed, ${failures.length} failed`);
}
