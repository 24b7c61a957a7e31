/**
 * What takes minutes or needs a download, after `npm test` has built and counted: `.ci/run` calls it.
 *
 * Its last line counts the tests of both. A further step is one line here, or a file `*.long.test.ts`.
 */
import { finish, isReady, step, tests } from "./steps.mjs";

if (isReady()) {
  step("documentation site", "npm", "run", "-s", "docs"); // the long tests look at it
  // Nuxt brings some six hundred packages: it is left to `npm run examples` by itself.
  const examples = ["vite-ts", "react", "vue", "next", "script-tag", "service-worker", "node-cli"];
  step("examples", "npm", "run", "-s", "examples", "--", ...examples);
  tests("long tests", "--project=long", "--passWithNoTests");
  tests("frameworks", "--project=frameworks");
  tests("other runtimes and runners", "--project=elsewhere");
  tests("recipes and React of the vendors", "--project=recipes");
  for (const folder of ["recipes", "vendor-react/agora", "vendor-react/livekit"])
    step(`types of ${folder}`, "tsc", "-p", `test/${folder}`);
}
finish();
