/** Whose a word or a number is, where nothing else tells: each time of tables that nothing is known of yet. */
import { describe, expect, test } from "vitest";
import { diagnoseWith } from "../../../src/diagnose/error/diagnosis.ts";
import { guess, identified } from "../../../src/diagnose/error/find-by-word.ts";
import { byText } from "../../../src/diagnose/error/find-row.ts";
import type { Row, Table } from "../../../src/diagnose/error/table.ts";
import { viewsOf } from "../../../src/diagnose/error/walk.ts";
import { NOW } from "./cases/case.ts";
import { by, table } from "./made.ts";

const ably = (...rows: readonly Row[]): Table => table(rows, { id: "ably", title: "Ably" });
const pubnub = (...rows: readonly Row[]): Table => table(rows, { id: "pubnub", title: "PubNub" });

/** The cause of the row that a word or a number leads to, with the code that is shown. */
function told(error: unknown, ...tables: readonly Table[]): string | undefined {
  const { match } = identified(viewsOf(error), tables) ?? {};
  return match && `${match.row[2]} ${match.code}`;
}

describe("R180 a word that only one vendor uses", () => {
  const word: Row = ["ticket/too-old", "refresh", "old ticket", "TICKET_TOO_OLD"];

  test.each<[error: unknown, expected: string | undefined]>([
    [{ code: "Ticket/Too-Old" }, "old ticket Ticket/Too-Old"],
    [{ name: "TICKET_TOO_OLD" }, "old ticket undefined"],
    [{ code: "sdk.TICKET_TOO_OLD" }, "old ticket undefined"],
    ["gone: ticket/too-old", "old ticket undefined"],
    [{ code: "ticket" }, undefined],
  ])("%o: %s", (error, expected) => {
    expect(told(error, ably(word))).toBe(expected);
  });

  test("what is written as a code comes before a name", () => {
    const named: Row = ["7", "rejoin", "name", "NET_HAS_FAILED"];
    expect(told("NET_HAS_FAILED (ticket/too-old)", ably(word, named))).toBe("old ticket undefined");
  });
});

describe("R180 a small number with its name beside it", () => {
  const rows: readonly Row[] = [
    ["7", "refresh", "seven", "Too Old"],
    ["8", "rejoin", "eight", "Late Day"],
    ["nine_9", "signIn", "nine"],
  ];

  test.each<[error: unknown, expected: string | undefined]>([
    [{ code: 8, message: "It is Late day" }, "eight 8"],
    [{ code: 7, message: "It is too old" }, undefined],
    [{ code: 8, message: "It is odd" }, undefined],
  ])("%o: %s", (error, expected) => {
    expect(told(error, ably(...rows))).toBe(expected);
  });
});

describe("R180 a number in a text", () => {
  const pair = (cause: string): Row => ["401/77777", "refresh", cause];

  test.each(["sub code 77777", "sub-code: 77777", "subCode=77777", "sub_code 77777"])("%s", (text) => {
    expect(told(text, ably(pair("pair")))).toBe("pair undefined");
    expect(told(text, ably(pair("pair")), pubnub(pair("other pair")))).toBeUndefined();
  });

  test("needs the second code beside the first, and a row that asks for words needs these", () => {
    expect(told("gone: 401/77777", ably(pair("pair")))).toBe("pair undefined");
    expect(told("gone: (77777)", ably(pair("pair")))).toBeUndefined();
    const said = ably(["401/88888", "refresh", "said", { says: /too old/ }]);
    expect(told("sub_code 88888", said)).toBeUndefined();
  });

  test("a vendor's name before it decides, unless its products mean different things", () => {
    const rtc = (action: Row[1]): Table => table([["5", action, "rtc"]], { id: "agora-rtc", title: "Agora" });
    const rtm = table([["5", "refresh", "rtm"]], { id: "agora-rtm", title: "Agora" });
    expect(told("Agora error 5", rtc("refresh>fixClock"), rtm)).toBe("rtc undefined");
    expect(told("Agora error 5", rtc("fixConfig"), rtm)).toBeUndefined();
    expect(told("Shop error 5", rtc("refresh"))).toBeUndefined();
  });
});

describe("R185 a number alone", () => {
  const causesOf = (error: unknown, ...tables: readonly Table[]): readonly string[] | string | undefined => {
    const { match, candidates } = guess(viewsOf(error), tables);
    return match?.row[2] ?? candidates?.map(({ row }) => row[2]);
  };
  const row = (code: string): Row => [code, "refresh", "late ticket"];

  test.each<[error: unknown, code: string, expected: string | readonly string[]]>([
    [10_000, "10000", "late ticket"],
    [-10_000, "-10000", "late ticket"],
    [9_999, "9999", ["late ticket"]],
    [{ code: 10_000, errorCode: "none" }, "10000", "late ticket"],
    [{ code: 10_000, errorCode: "none", message: "your ticket" }, "10000", "late ticket"],
    [{ code: 1_000, message: "your ticket" }, "1000", "late ticket"],
    [{ code: 1_000, errorCode: "none", message: "your ticket" }, "1000", "late ticket"],
    [{ code: 999, message: "your ticket" }, "999", ["late ticket"]],
    [{ code: 1_000, message: "your order" }, "1000", ["late ticket"]],
  ])("%o of %s: %o", (error, code, expected) => {
    expect(causesOf(error, ably(row(code)))).toEqual(expected);
  });

  test("with words beside it needs one vendor alone to have it", () => {
    const error = { code: 1_000, message: "your ticket" };
    const unlike: Row = ["1000", "signIn", "full house"];
    expect(causesOf(error, ably(row("1000")), pubnub(unlike))).toEqual(["late ticket", "full house"]);
    expect(
      causesOf({ ...error, code: 10_000 }, ably(row("10000")), pubnub(["10000", ...unlike.slice(1)] as never)),
    ).toBe("late ticket");
  });

  test("is bare where nothing is said but the code itself", () => {
    const tables = [ably(row("late_5")), pubnub(["late_5", "refresh", "x"])];
    expect(guess(viewsOf("Late_5"), tables)).toMatchObject({ isBare: true });
    expect(guess(viewsOf({ code: "late_5", message: "said" }), tables)).toMatchObject({ isBare: false });
  });

  test("of a standard is looked for in errors of its kind alone", () => {
    expect(guess(viewsOf({ code: 31_337 }), [{ ...ably(row("31337")), rank: "standard" }])).toEqual({});
  });
});

describe("R180 what a connection was lost for", () => {
  const rows: readonly Row[] = [
    ["70001", "retryLater", "connection lost"],
    ["70002", "signIn", "blocked"],
    ["70003", "retryLater", "signalling lost"],
    ["7", "retryLater", "connection closed"],
  ];

  test.each<[text: string, expected: string]>([
    ["(70001): caused by (70002)", "blocked undefined"],
    ["(70002): then (70001)", "blocked undefined"],
    ["(70001): gone", "connection lost undefined"],
    ["(70001): then (70003)", "connection lost undefined"],
  ])("%s", (text, expected) => {
    expect(by(byText, text, ably(...rows))).toBe(expected);
  });

  test.each<[message: string, cause: string]>([
    ["caused by (70002)", "blocked"],
    ["after (70003)", "connection closed"],
    ["by itself", "connection closed"],
  ])("%s, beside the code of a named provider", (message, cause) => {
    const said = diagnoseWith([ably(...rows)], () => NOW, { code: 7, message }, { provider: "ably" }).cause;
    expect(said).toBe(cause);
  });
});
