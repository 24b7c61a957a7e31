import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CATALOG } from "../../../src/diagnose.ts";
import { keysOf } from "../../../src/diagnose/error/table.ts";
import { LEFT_OUT } from "../../support/left-out.ts";
import { ERRORS_PAGE, errorsPage } from "../../support/errors-page.ts";

const page = readFileSync(ERRORS_PAGE, "utf8");

test("docs/errors.md is in step with the catalog (node test/support/errors-page.ts writes it)", () => {
  expect(page).toBe(errorsPage());
});

test("docs/errors.md lists every code under its provider", () => {
  const sections = new Map(page.split('<a id="').map((part) => [part.slice(0, part.indexOf('"')), part]));
  for (const { id, rows } of CATALOG) {
    for (const { code, sub } of rows.flatMap(keysOf).filter((key) => key.code !== "~")) {
      expect(sections.get(id)).toContain(`\`${sub ? `${code}/${sub}` : code}\``);
    }
    for (const [, reason] of LEFT_OUT[id] ?? []) expect(sections.get(id)).toContain(reason);
  }
});
