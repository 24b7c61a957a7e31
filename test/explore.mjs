/**
 * `npm run explore`: the long form of `test/core/explore.slow.test.ts`. Follows every history of the pure core, deeper and
 * deeper, until so many states have been reached (10,000,000, or the argument), and prints how many there were.
 */
import { explore } from "./support/explore.ts";

const GOAL = Number(process.argv[2] ?? 10_000_000);
for (let depth = 1, reached = 0; reached < GOAL; depth++) {
  const found = explore(depth);
  ({ reached } = found);
  const count = (value) => value.toLocaleString("en").padStart(12);
  console.log(`${depth} steps: ${count(reached)} states reached, ${count(found.distinct)} that behave differently`);
}
