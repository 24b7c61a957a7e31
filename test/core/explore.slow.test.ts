/**
 * Every history of the pure core up to five steps; `npm run explore` goes deeper.
 *
 * @module
 */
import { expect, test } from "vitest";
import { explore } from "../support/explore.ts";

test("R59 R60 R96 R304 every history of five steps keeps the properties of the state machine", () => {
  const { reached, distinct } = explore(5);
  expect(reached).toBeGreaterThan(50_000);
  expect(distinct).toBeGreaterThan(10_000);
});
