/** What is known of a table, and which tables are asked: with tables made for it. */
import { describe, expect, test } from "vitest";
import { diagnoseWithTable } from "../../../src/diagnose/error/diagnosis.ts";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import { byCode, byName, byUnrelated } from "../../../src/diagnose/error/find-row.ts";
import { likelyOf } from "../../../src/diagnose/error/likely.ts";
import { indexOf } from "../../../src/diagnose/error/row-index.ts";
import type { Table } from "../../../src/diagnose/error/table.ts";
import { tellingWordsOf } from "../../../src/diagnose/error/telling-words.ts";
import { NOW } from "./cases/case.ts";
import { by, table } from "./made.ts";

describe("R188 codes that were left out", () => {
  test.each<[error: unknown, expected: number | string | undefined]>([
    [{ code: 5 }, 5],
    [{ code: "BUSY" }, "BUSY"],
    [{ code: 6 }, undefined],
    [{ code: 6, subCode: 7 }, 6],
    [{ code: 1 }, undefined],
    [{}, undefined],
  ])("%o", (error, code) => {
    const vendor = table([["1", "refresh", "one"]], { unrelated: "5 6/7 Busy" });
    const match = byUnrelated(new ErrorView(error), vendor);
    expect(match?.code).toBe(code);
    if (match) expect(match.row.slice(1)).toEqual(["none", "This code is known, and is not about tokens."]);
  });
});

describe("R192 what a table knows", () => {
  const parent = table([["1 2", "refresh", "parent", "ParentName", { source: "there" }]], {
    remedies: { refresh: "p", none: "n" },
  });
  const child = table([["1", "none", "child", "ChildName"]], {
    id: "twilio-voice",
    inherits: parent,
    remedies: { none: "c" },
  });

  test("its own rows, then those that it inherits, under its own name and with its own remedies", () => {
    const [own, inherited] = indexOf(child).codes.get("1")!;
    expect([own!.row[2], inherited!.row[2]]).toEqual(["child", "parent"]);
    expect(inherited!.table).toMatchObject({ id: "twilio-voice", remedies: { refresh: "p", none: "c" } });
    expect([...indexOf(child).names.keys()]).toEqual(["childname", "parentname"]);
    expect(indexOf(child)).toBe(indexOf(child));
    expect(indexOf(child).sayings).toBeUndefined();
  });

  test("a name is its first row's, and a row that asks for words is found by no second code alone", () => {
    const named = table([
      ["1", "none", "first", "SAME_NAME"],
      ["2", "none", "second", "Same_Name"],
      ["3/88888", "none", "said", { says: /gone/ }],
    ]);
    expect(by(byName, { name: "SAME_NAME" }, named)).toBe("first undefined");
    expect(by(byCode, { subCode: 88888 }, named)).toBeUndefined();
    expect(by(byCode, { code: 3, subCode: 88888, message: "gone" }, named)).toBe("said 3");
  });

  test("words that no sentence holds by chance, and no other library has", () => {
    const words =
      "ERR_ONE auth/two three.four AccessTokenExpired JWTExpired TransportError TooManyRequests refreshToken Expired short a_b SERVER_ERROR NOT_FOUND TimeoutError has blank";
    const told = table([
      [words, "none", "x", "NAME_OF|plain"],
      ["5/6 PAIR_OF", "none", "y"],
      ["~", "none", "z", "SAYS_IT", { says: /x/ }],
    ]);
    expect([...tellingWordsOf(told).keys()]).toEqual([
      "err_one",
      "name_of",
      "auth/two",
      "accesstokenexpired",
      "jwtexpired",
      "pair_of",
    ]);
    expect(tellingWordsOf(told)).toBe(tellingWordsOf(told));
  });
});

describe("R192 which words are telling", () => {
  test.each([
    ["ab_cde", "ab_cd"],
    ["ab_cde", "a_b=cde"],
    ["ABC12345", "ABC1234"],
    ["ABC12345", "1ABC12345"],
    ["JWTexpired", "Jwtexpired1"],
    ["MY_SERVER_ERROR", "SERVER_ERROR"],
    ["SERVER_ERROR_2", "SERVER_ERROR"],
    ["NOT_FOUND_HERE", "NOT_FOUND"],
    ["A_NOT_FOUND", "BAD_REQUEST"],
    ["TOKEN_EXPIRED_BY", "TOKEN_EXPIRED"],
    ["MY_TOKEN_EXPIRED", "AuthenticationFailed"],
  ])("%s is, and %s is not", (telling, other) => {
    const told = table([[`${telling} ${other}`, "none", "x"]]);
    expect([...tellingWordsOf(told).keys()]).toEqual([telling.toLowerCase()]);
  });
});

describe("R194 which tables may know an error", () => {
  const coded = table([["5", "none", "five", "FIVE_NAME"]], { unrelated: "6", at: "a" });
  const saying = table([
    ["~", "none", "a", { says: /^gone/ }],
    ["~", "none", "b", { says: /^over/ }],
  ]);
  const reading = table(
    [
      ["9", "none", "nine"],
      ["1/54321", "none", "sub"],
    ],
    {
      at: "",
      codesIn: ({ own }) => [/n(\d)/.exec(own)?.[1]],
      subIn: ({ own }) => /s(\d{5})/.exec(own)?.[1],
    },
  );
  const all = [saying, coded, reading];

  test.each<[error: unknown, expected: readonly Table[]]>([
    [{ a: 5 }, [coded]],
    [{ a: 6 }, [coded]],
    [{ name: "five_NAME" }, [coded]],
    [{ b: 5 }, []],
    [new Error("x\nGone"), [saying]],
    [new Error("overt"), [saying]],
    [new Error("n9"), [reading]],
    [new Error("n8"), []],
    [new Error("s54321"), [reading]],
    [{ a: 5, message: "over n9" }, all],
    [{}, []],
  ])("%o", (error, expected) => {
    expect(likelyOf(new ErrorView(error), all)).toEqual(expected);
  });
});

describe("R192 an adapter looks into the error, three deep", () => {
  const vendor = table([["5", "refresh", "five"]]);
  const wrapped = (depth: number): object => (depth === 0 ? { code: 5 } : { cause: wrapped(depth - 1) });
  test.each([0, 1, 2, 3])("%i deep", (depth) => {
    expect(diagnoseWithTable(vendor, wrapped(depth), { now: NOW })).toMatchObject({ cause: "five", recognised: true });
  });

  test("and no deeper; what it does not know it says", () => {
    expect(diagnoseWithTable(vendor, wrapped(4), { now: NOW }).recognised).toBe(false);
    expect(diagnoseWithTable(vendor, { originalError: "text" }, { now: NOW })).toMatchObject({
      provider: "twilio",
      source: "its page",
      action: "none",
    });
    for (const name of ["originalError", "error", "reason", "detail", "data"])
      expect(diagnoseWithTable(vendor, { [name]: { code: 5 } }, { now: NOW }).recognised).toBe(true);
  });
});
