/**
 * What takes minutes or needs a download, after `npm test` has built and counted: `.ci/run` calls it.
 *
 * Its last line counts the tests of both. A further step is one line here, or a file `*.long.test.ts`.
 */
import { finish, isReady, step, tests } from "./steps.mjs";

if (isReady()) {
  step("documentation site", "npm", "run", "-s", "docs"); // the long tests look at it
  tests("long tests", "--project=long", "--passWithNoTests");
  tests("frameworks", "--project=frameworks");
  tests("other runtimes and runners", "--project=elsewhere");
  tests("recipes", "--project=recipes");
  step("types of the recipes", "tsc", "-p", "test/recipes");
}
finish();
