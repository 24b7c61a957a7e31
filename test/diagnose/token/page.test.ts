import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findings, FINDINGS_PAGE, findingsPage } from "../../support/findings-page.ts";

test("docs/findings.md is in step with the checks (node test/support/findings-page.ts writes it)", () => {
  expect(readFileSync(FINDINGS_PAGE, "utf8")).toBe(findingsPage());
});

test("R94 every finding says what was found and what to do", () => {
  expect(findings().length).toBeGreaterThan(50);
  for (const { message, remedy } of findings()) {
    expect(message).not.toBe("");
    expect(remedy).not.toBe("");
  }
});

test("R196 docs/findings.md lists every code, however its check is written", () => {
  const listed = new Set(findings().map(({ code }) => code));
  const wanted =
    "sidInstead keyInstead connectionStringInstead pageInstead notAToken timeInMilliseconds timeUnreadable noExpiry idToken urlEncoded signatureCut ttlTooShort ttlTooLong …Changed";
  expect(wanted.split(" ").filter((code) => !listed.has(code))).toEqual([]);
});
