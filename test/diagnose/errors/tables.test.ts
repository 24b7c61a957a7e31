import { describe, expect, test } from "vitest";
import { CATALOG, diagnoseError } from "../../../src/diagnose.ts";
import { ACTION_REMEDIES } from "../../../src/diagnose/error/rule.ts";
import { extrasOf, keysOf } from "../../../src/diagnose/error/table.ts";
import { LEFT_OUT } from "../../support/left-out.ts";
import { inWords, NOW } from "./cases/case.ts";
import { CASES } from "./cases/index.ts";

for (const [file, cases] of Object.entries(CASES)) {
  describe(`R91 R92 R93 R95 ${file}: what an error means`, () => {
    test.each(cases.map(([error, expected, options]) => ({ error, expected, options })))(
      "$expected",
      ({ error, expected, options }) => {
        const words = inWords(diagnoseError(error, { now: NOW, ...options }));
        // A text has no code of its own: `*` stands for whatever name the row has.
        expect(expected.includes("*") ? words.replace(/^(\S+) .*(?= \S+$)/, "$1 *") : words).toBe(expected);
      },
    );
  });
}

test("R91 every row of the catalog is met by a hand-written case", () => {
  const met = new Set<string>();
  for (const [error, , options] of Object.values(CASES).flat()) {
    const { provider, code, subCode, cause } = diagnoseError(error, { now: NOW, ...options });
    for (const table of CATALOG) {
      if (table.id !== provider && !provider.startsWith(`${table.id}-`)) continue;
      for (const row of table.rows.filter((each) => cause.startsWith(each[2]))) {
        for (const key of keysOf(row)) {
          const sub = key.sub === undefined || Number(key.sub) === subCode;
          const shown = String(code).toLowerCase();
          const classOf = /xx$/.test(key.code) && shown.startsWith(key.code.slice(0, -2).toLowerCase());
          if (
            sub &&
            (classOf || ["~", shown].includes(key.code.replace(/^(?!deadline|watchdog)\w+:/, "").toLowerCase()))
          ) {
            met.add(`${table.id} ${row[0]} ${key.code}/${key.sub}`);
          }
        }
      }
    }
  }
  const rows = CATALOG.flatMap(({ id, rows }) =>
    rows.flatMap((row) => keysOf(row).map((key) => `${id} ${row[0]} ${key.code}/${key.sub}`)),
  );
  expect(rows.filter((row) => !met.has(row))).toEqual([]);
});

test("R94 every answer says what happened, what to do, who must act, and where this is written", () => {
  for (const [error, , options] of Object.values(CASES).flat()) {
    const diagnosis = diagnoseError(error, { now: NOW, ...options });
    expect(diagnosis.cause).toMatch(/^[A-Za-z].{15,}[.:"]/);
    expect(diagnosis.remedy).toMatch(/^[A-Z].{10,}[.`)]$/);
    expect(diagnosis.userMustAct).toBeTypeOf("boolean");
    expect(diagnosis.name).not.toBe("");
    expect(diagnosis.source).not.toBe("");
    if (diagnosis.action === "signIn") expect(diagnosis.userMustAct).toBe(true);
  }
});

test("R92 no row asks for a refresh or a rejoin without saying what to do if the new token fails too", () => {
  const endless = CATALOG.flatMap(({ id, rows }) =>
    rows.filter(([, rule]) => /^(?:refresh|rejoin)[!^]?$/.test(rule)).map(([keys]) => `${id} ${keys}`),
  );
  expect(endless).toEqual([]);
});

test("R94 every action has a remedy of its own", () => {
  expect(Object.keys(ACTION_REMEDIES).sort()).toEqual([
    "fixClock",
    "fixConfig",
    "none",
    "refresh",
    "rejoin",
    "renew",
    "retryLater",
    "signIn",
  ]);
});

test("every table names its source and the day it was read, and no code is both listed and left out", () => {
  for (const { id, title, source, checked, rows } of CATALOG) {
    expect([id, title, source].every(Boolean)).toBe(true);
    expect(checked).toMatch(/^2026-\d\d-\d\d$/);
    // A row that asks for a text leaves the other texts of its code out.
    const listed = new Set(rows.filter((row) => !extrasOf(row).says).flatMap((row) => row[0].split(" ")));
    for (const [codes, reason] of LEFT_OUT[id] ?? []) {
      expect(reason.length, `${id} ${codes}`).toBeGreaterThan(5);
      expect(codes.split(" ").filter((code) => listed.has(code))).toEqual([]);
    }
  }
  expect(new Set(CATALOG.map(({ id }) => id)).size).toBe(CATALOG.length);
});
