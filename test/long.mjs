/**
 * What takes minutes or needs a download, after `npm test` has built and counted: `.ci/run` calls it.
 *
 * Its last line counts the tests of both. A further step is one line here, or a file `*.long.test.ts`.
 */
import { finish, isReady, step, stepBeside, testsBeside } from "./steps.mjs";

/** Most of the long tests wait for real time to pass. */
async function waiting() {
  await testsBeside("long tests", "--project=long", "--passWithNoTests");
}

/** These build, install and compile. */
async function working() {
  // Nuxt brings some six hundred packages: it is left to `npm run examples` by itself.
  const examples = ["vite-ts", "react", "vue", "next", "script-tag", "service-worker", "node-cli"];
  await stepBeside("examples", "npm", "run", "-s", "examples", "--", ...examples);
  await testsBeside("frameworks", "--project=frameworks");
  await testsBeside("other runtimes and runners", "--project=elsewhere");
  await testsBeside("recipes and React of the vendors", "--project=recipes");
  for (const folder of ["recipes", "vendor-react/agora", "vendor-react/livekit"])
    await stepBeside(`types of ${folder}`, "tsc", "-p", `test/${folder}`);
}

if (isReady()) {
  step("documentation site", "npm", "run", "-s", "docs"); // the long tests look at it
  await Promise.all([waiting(), working()]);
}
finish();
