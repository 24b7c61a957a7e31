/** The one error class, as docs/methods.md tells of it. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACTIONS, endOf, fault, isAction, TokenError } from "../../src/errors.ts";

const PAGE = readFileSync(new URL("../../docs/methods.md", import.meta.url), "utf8");

/** The words in the first column of the table with this heading. */
function column(heading: string): string[] {
  const rows = PAGE.split(`| ${heading}`)[1]!.split("\n\n")[0]!.split("\n").slice(2);
  return rows.flatMap((row) => [...row.split("|")[1]!.matchAll(/`(\w+)`/g)].map(([, word]) => word!));
}

test("the eight actions are those of the page", () => {
  expect(ACTIONS).toEqual(column("action"));
  expect(ACTIONS).toHaveLength(8);
  expect([...ACTIONS.filter(isAction), ...["", "toString", undefined].filter(isAction)]).toEqual(ACTIONS);
});

test("what an error does not know it does not have; only what passes by itself is worth another try", () => {
  const plain = fault("ERR_FETCH_FAILED", "It failed", "fixConfig", "Look at it.");
  expect(Object.keys(plain).sort()).toEqual(["action", "code", "name", "remedy", "retryable"]);
  expect([plain.name, "cause" in plain, plain.retryable]).toEqual(["TokenError", false, false]);
  expect(fault("ERR_FETCH_FAILED", "It failed", "retryLater", "Wait.").retryable).toBe(true);
  const cause = new Error("why");
  const full = new TokenError({
    ...{ code: "ERR_FETCH_FAILED", message: "It failed", action: "retryLater", remedy: "Wait." },
    ...{ retryable: false, attempts: 3, status: 503, cause },
  });
  expect(full).toMatchObject({ message: "It failed", retryable: false, attempts: 3, status: 503, cause });
});

test("a manager that was told to end says what to do for another token", () => {
  expect(column("code")).toEqual(expect.arrayContaining([endOf("stopped").code, endOf("disposed").code]));
  expect(endOf("stopped")).toMatchObject({ code: "ERR_STOPPED", action: "none" });
  expect(endOf("stopped").message).toMatch(/stopped/);
  expect(endOf("stopped").remedy).toMatch(/start\(\)/);
  expect(endOf("disposed")).toMatchObject({ code: "ERR_DISPOSED", action: "none" });
  expect(endOf("disposed").message).toMatch(/disposed/);
  expect(endOf("disposed").remedy).toMatch(/new one/);
});
