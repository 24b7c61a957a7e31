import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { missing, REQUIREMENTS_PAGE, requirementsPage, unknown } from "../support/requirements-page.ts";

test("docs/requirements.md is in step with the tests (node test/support/requirements-page.ts writes it)", () => {
  expect(readFileSync(REQUIREMENTS_PAGE, "utf8")).toBe(requirementsPage());
});

test("every requirement that does not wait for later is carried by a test", () => {
  expect(missing()).toEqual([]);
});

test("no test carries a number that no rule has", () => {
  expect(unknown()).toEqual([]);
});
