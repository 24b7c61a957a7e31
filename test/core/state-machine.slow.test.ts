/** The drawing and the table of the phases are what `decide` does. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DRAWING, drawing, PAGE, withTable } from "../support/state-machine.ts";
import { transitions } from "../support/state-walk.ts";

const all = transitions();

test("R297 the drawing in docs/how-it-works.md shows every change of phase (node test/support/state-machine.ts draws it)", () => {
  expect(readFileSync(DRAWING, "utf8")).toBe(drawing(all));
});

test("R297 the table beside it has them all", () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toBe(withTable(page, all));
});

test("R297 the walk comes to every phase, and finds what everybody relies on", () => {
  const pairs = all.map(({ from, to }) => `${from} ${to}`);
  expect(new Set(all.flatMap(({ from, to }) => [from, to]))).toEqual(
    new Set(["idle", "refreshing", "holding", "waiting", "halted", "stopped", "disposed"]),
  );
  expect(pairs).toEqual(
    expect.arrayContaining(["idle refreshing", "refreshing waiting", "waiting refreshing", "refreshing halted"]),
  );
  expect(all.filter(({ from }) => from === "disposed")).toEqual([]);
});
