/** What an answer says, field by field, with a table that is made for it. */
import { describe, expect, test } from "vitest";
import { diagnoseWith, type Diagnosis, type DiagnoseErrorOptions } from "../../../src/diagnose/error/diagnosis.ts";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import { ACTION_REMEDIES } from "../../../src/diagnose/error/rule.ts";
import { alternativeOf, diagnosisOf, undecided } from "../../../src/diagnose/error/sentences.ts";
import { keysOf, type Table } from "../../../src/diagnose/error/table.ts";
import { NOW } from "./cases/case.ts";
import { table } from "./made.ts";

const SECRET = "s3cr3t-of-the-user-1";
const standard = table(
  [
    ["a", "refresh>fixClock", "It is a.", "First name|second", { remedy: "Do a.", source: "page a" }],
    ["b/77", "none!", "It is b."],
    ["st:c", "signIn", "It is c."],
    ["Bearer:d", "none", "It is d."],
    ["~", "retryLater", "It is e.", "Name of e", { says: /is e/ }],
    ["f/78901 ~", "retryLater", "It is f.", { says: /is f/ }],
  ],
  { rank: "standard", at: "code st:state", remedies: { refresh: "Fetch.", fixClock: "Set it." } },
);
const own: Table = { ...standard, id: "ably", rank: undefined as never, is: (view) => view.name === "Own" };
const ask = (error: unknown, options?: DiagnoseErrorOptions): Diagnosis =>
  diagnoseWith([standard, own], () => NOW, error, options);

describe("R94 a row's answer", () => {
  test("its words, its remedy for the usual action, its source; the server is quoted", () => {
    expect(ask({ code: "a", message: `no ${SECRET}` }, { token: SECRET })).toEqual({
      provider: "twilio",
      code: "a",
      name: "First name",
      action: "refresh",
      thenAction: "fixClock",
      recognised: true,
      cause: 'It is a. It said: "no [redacted]"',
      remedy: "Do a.",
      userMustAct: false,
      source: "page a",
    });
  });

  test("for another action the table's remedy, or the general one", () => {
    const fresh = { expiresAt: NOW + 3_600_000, receivedAt: NOW };
    expect(ask({ code: "a" }, { token: fresh })).toMatchObject({
      action: "fixClock",
      remedy: "Set it.",
      cause: "It is a. Yet the token in hand is fresh.",
    });
    expect(ask({ state: "c" })).toMatchObject({
      code: "c",
      name: "c",
      remedy: ACTION_REMEDIES.signIn,
      userMustAct: true,
      source: "its page",
    });
  });

  test("a second code, a code with a colon of its own, and a saying's name in place of a code", () => {
    expect(ask({ code: "B", subCode: 77 })).toMatchObject({ code: "B", subCode: 77, name: "B", userMustAct: true });
    expect(ask({ code: "bearer:D" })).toMatchObject({ code: "bearer:D" });
    expect(ask(new Error("it is e"))).toMatchObject({ code: "Name of e", name: "Name of e" });
    expect(ask({ code: "x", message: "it is f" })).toMatchObject({ code: "x", name: "x" });
  });

  test("a vendor's own words are not quoted: its row says them", () => {
    expect(ask({ name: "Own", code: "a", message: "said" })).toMatchObject({ provider: "ably", cause: "It is a." });
  });
});

describe("R94 no row", () => {
  test.each<[error: unknown, expected: Partial<Diagnosis>]>([
    [{}, { code: "unknown", name: "unknown", cause: "The catalog has no row for this error." }],
    [{ code: "" }, { code: "unknown" }],
    [{ code: 0 }, { code: 0 }],
    [
      { code: "odd", name: "N" },
      { code: "odd", name: "N", provider: "unknown", source: "evertoken" },
    ],
    [{ message: "odd\nmore" }, { cause: 'The catalog has no row for this error. It said: "odd"' }],
    [
      { name: "Own", code: "odd" },
      { provider: "ably", source: "its page", code: "odd" },
    ],
  ])("%o", (error, expected) => {
    expect(ask(error)).toMatchObject({ action: "none", recognised: false, userMustAct: false, ...expected });
  });

  test("nothing secret is shown", () => {
    const { code, name, cause } = ask({ code: SECRET, name: SECRET, message: SECRET }, { token: { value: SECRET } });
    expect([code, name, cause].join()).not.toContain("s3cr3t");
  });
});

describe("R94 the manager's own error says it all itself", () => {
  const error = { name: "TokenError", code: "ERR_X", action: "signIn", remedy: "Sign in.", message: `it ${SECRET}` };
  const answer = {
    provider: "evertoken",
    code: "ERR_X",
    name: "ERR_X",
    action: "signIn",
    recognised: true,
    cause: "it [redacted]",
    remedy: "Sign in.",
    userMustAct: true,
    source: "evertoken",
  };

  test("at once, and inside a wrapper", () => {
    expect(ask(error, { token: SECRET })).toEqual(answer);
    expect(ask({ message: "outer", cause: error }, { token: SECRET })).toEqual(answer);
    expect(ask({ ...error, message: 5, remedy: "" })).toMatchObject({ cause: "ERR_X", remedy: ACTION_REMEDIES.signIn });
    expect(ask({ ...error, action: "refresh", remedy: 5 })).toMatchObject({
      remedy: ACTION_REMEDIES.refresh,
      userMustAct: false,
    });
  });

  test.each([{ name: "OtherError" }, { action: "dance" }, { code: "X" }, { code: 5 }])("but not with %o", (changed) => {
    expect(ask({ ...error, ...changed }).provider).not.toBe("evertoken");
  });
});

describe("R187 what a challenge asks for", () => {
  const demands = (fields: object): unknown => ask({ code: "a", error: "insufficient", ...fields }).demands;
  test.each<[fields: object, expected: unknown]>([
    [{}, undefined],
    [{ scope: "calls" }, { scope: "calls" }],
    [{ claims: "eyJ".repeat(1_000) }, { claims: "eyJ".repeat(1_000).slice(0, 1_000) }],
    [{ claims: "{}" }, { claims: "{}" }],
    [{ acr_values: "mfa" }, { acrValues: "mfa" }],
    [{ max_age: "60" }, { maxAgeMs: 60_000 }],
    [{ scope: "calls", error: "" }, undefined],
  ])("%o", (fields, expected) => {
    expect(demands(fields)).toEqual(expected);
  });
});

test("R92 the clock is asked only where no instant is given", () => {
  const token = { expiresAt: NOW };
  const at = (now: unknown): string =>
    diagnoseWith([table([["1", "refresh?none", "x"]], { rank: "standard" })], () => NOW - 1, 1, {
      token,
      now,
    } as DiagnoseErrorOptions).action;
  expect([at(undefined), at(NaN), at("later"), at(NOW)]).toEqual(["none", "none", "none", "refresh"]);
});

describe("R94 the code that is shown", () => {
  const shown = (code: string, at?: string): unknown => {
    const of = table([[code, "refresh", "x", "A name"]], at === undefined ? {} : { at });
    return alternativeOf({ table: of, row: of.rows[0]!, key: keysOf(of.rows[0]!)[0]!, code: undefined }, undefined)
      .code;
  };

  test.each<[code: string, at: string | undefined, expected: unknown]>([
    ["5", "code", 5],
    ["-5", "code", -5],
    ["5a", "code", "5a"],
    ["gone", undefined, "gone"],
    ["st:gone", "code st:state", "gone"],
    ["st:gone", "code", "st:gone"],
    ["st:gone", undefined, "st:gone"],
    ["~", "code", "A name"],
  ])("%s, looked for at %s: %o", (code, at, expected) => {
    expect(shown(code, at)).toBe(expected);
  });

  test("never holds the token", () => {
    const row = standard.rows[0]!;
    const match = { table: standard, row, key: keysOf(row)[0]!, code: SECRET };
    expect(diagnosisOf(match, new ErrorView("x"), undefined, [SECRET]).code).toBe("[redacted]");
    expect(diagnosisOf({ ...match, code: "" }, new ErrorView("x"), undefined, [SECRET]).code).toBe("unknown");
    expect(diagnosisOf({ ...match, code: 7 }, new ErrorView("x"), undefined, [SECRET]).code).toBe(7);
  });

  test("one provider, or several, of a code that is somebody's", () => {
    const of = (provider: string, action: "refresh" | "none") => ({ provider, action, name: "x", code: 5 }) as const;
    expect(undecided([of("ably", "none")], true)).toMatchObject({
      recognised: false,
      cause: "This code means something to one provider: x (ably).",
    });
    expect(undecided([of("ably", "none"), of("zoom", "none")], true)).toMatchObject({
      recognised: true,
      cause: "This code means different things: x (ably), x (zoom).",
    });
  });
});
