/**
 * `npm test`: everything that must hold, in the order in which it fails fastest.
 *
 * A failed step does not stop the others (the tests need a build, that apart), so one run shows all
 * there is to mend. The last line is `N passed, N failed`, counted from vitest's report.
 */
import { beginCount, finish, isReady, nameSlowFiles, step, stepBeside, tests } from "./steps.mjs";

beginCount();
if (isReady()) {
  // As long as all the others up to the tests, and on one core.
  const lint = stepBeside("lint", "npm", "run", "-s", "lint");
  step("format (npm run format -- --write mends it)", "npm", "run", "-s", "format");
  step("types", "npm", "run", "-s", "types");
  const isBuilt = step("build", "npm", "run", "-s", "build");
  if (isBuilt) step("package", "npm", "run", "-s", "package");
  await lint;
  if (isBuilt) {
    const later = ["long", "elsewhere", "frameworks", "recipes", "versions"].map((project) => `--project=!${project}`);
    tests("tests", ...later);
    nameSlowFiles();
  }
}
finish();
