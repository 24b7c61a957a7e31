/**
 * `npm test`: everything that must hold, in the order in which it fails fastest.
 *
 * A failed step does not stop the others (the tests need a build, that apart), so one run shows all
 * there is to mend. The last line is `N passed, N failed`, counted from vitest's report.
 * Plain JavaScript, because its first duty is to say that Node is too old.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";

const REPORT = "reports/vitest.json";
/** Command that the browser tests start -> Debian package that brings it. */
const BROWSERS = {
  chromium: "chromium",
  "firefox-esr": "firefox-esr",
  WebKitWebDriver: "webkit2gtk-driver",
  "xvfb-run": "xvfb",
  xauth: "xauth",
};

const failed = [];

/** Runs one step; says so if it fails. Returns whether it succeeded. */
function step(name, command, ...args) {
  console.log(`\n== [${Math.round(performance.now() / 1000)}s] ${name}`);
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return true;
  if (error) console.error(error.message);
  console.error(`== ${name} FAILED`);
  failed.push(name);
  return false;
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
on Debian they are installed for you. Without browsers: npx vitest run --config test/vitest.config.ts --project node`);
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

/** Counts tests, and a file that could not even be loaded as one failure. */
function countTests() {
  if (!existsSync(REPORT)) return { passed: 0, notPassed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(REPORT, "utf8"));
  const broken = report.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0).length;
  return {
    passed: report.numPassedTests,
    notPassed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

rmSync(REPORT, { force: true });
if (nodeIsNew() && installBrowsers()) {
  step("lint", "npm", "run", "-s", "lint");
  step("format (npm run format -- --write mends it)", "npm", "run", "-s", "format");
  step("types", "npm", "run", "-s", "types");
  if (step("build", "npm", "run", "-s", "build")) {
    step("package", "npm", "run", "-s", "package");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`];
    step("tests", "xvfb-run", "-a", "vitest", "run", "--config", "test/vitest.config.ts", ...reporters);
  }
}

const { passed, notPassed, skipped } = countTests();
if (skipped > 0) failed.push(`${skipped} skipped tests`);
if (passed === 0 && failed.length === 0) failed.push("no test ran");
if (failed.length > 0) console.error(`\nFAILED: ${failed.join(", ")}`);
process.exitCode = failed.length > 0 ? 1 : 0;
console.log(`\n${passed} passed, ${notPassed} failed`);
