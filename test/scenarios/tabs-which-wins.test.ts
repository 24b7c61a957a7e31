/**
 * A token that another tab brings, and whether it becomes the current one here.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../src/core/read/input.ts";
import type { SharedToken } from "../../src/tab-port.ts";
import { beside } from "../support/neighbour.ts";
import { HOUR, MINUTE, SECOND } from "../support/stage.ts";

describe("R170 the token in hand once more", () => {
  test.each([
    ["half a second later", 500, false],
    ["a second later", 1_000, false],
    ["more than a second later", 1_001, true],
    ["earlier", -1_001, false],
  ])("is taken only where its end has moved: %s", async (_, byMs, isTaken) => {
    const { env, host, tokens } = await beside();
    await env.pass(MINUTE);
    const mine = host.current()!;
    expect(host.adopt({ ...mine, expiresAt: mine.expiresAt! + byMs })).toBe(isTaken);
    expect(tokens.peek()?.expiresAt).toBe(mine.expiresAt! + (isTaken ? byMs : 0));
  });
});

describe("R170 where nobody knows when a token was issued", () => {
  const BEGIN = Date.UTC(2026, 0, 1);
  // An instant beside it tells the end and no beginning.
  const undated = (value: string, expiresAt: number): SharedToken => ({ value, expiresAt });

  test.each([
    ["later than the refused one is taken", 1, true],
    ["with it is taken", 0, true],
    ["before it is not", -1, false],
  ])("after a refusal one that ends %s", async (_, byMs, isTaken) => {
    const end = BEGIN + HOUR;
    const fetchToken = (): TokenInput => ({ token: "mine", expiresAt: end });
    const { host, tokens } = await beside({ fetchToken, autoRefresh: false });
    tokens.invalidate("mine");
    expect(host.adopt(undated("theirs", end + byMs))).toBe(isTaken);
    expect(tokens.peek()?.value).toBe(isTaken ? "theirs" : undefined);
  });

  test.each([
    ["longer", 550 * SECOND, true],
    ["shorter", 450 * SECOND, false],
  ])("lives are compared, not dates that a clock was set between: %s", async (_, lifeMs, isTaken) => {
    const { env, host, tokens } = await beside({
      fetchToken: () => ({ token: "mine", expiresAt: BEGIN + 600 * SECOND }),
    });
    await env.pass(100 * SECOND); // 500 s are left
    env.setClock(-HOUR);
    expect(host.adopt(undated("theirs", env.now() + lifeMs))).toBe(isTaken);
    expect(tokens.peek()?.value).toBe(isTaken ? "theirs" : "mine");
  });
});

describe("R175 nonsense beside good dates is no token", () => {
  test.each([
    ["a number", { value: 5 }],
    ["a list", { value: ["of-another-tab"] }],
    ["an end that is no number", { expiresAt: "soon" }],
    ["an endless arrival", { receivedAt: Infinity }],
    ["an arrival that is no number", { receivedAt: NaN }],
    ["advice that is no number", { refreshAt: NaN }],
    ["an issue that is no number", { issuedAt: {} }],
  ])("%s", async (_, wrong) => {
    const { env, host, theirs, tokens } = await beside();
    await env.pass(SECOND);
    const mine = tokens.peek();
    expect(host.adopt({ ...theirs(), ...(wrong as object) })).toBe(false);
    expect(tokens.peek()).toBe(mine);
    expect(host.adopt(theirs())).toBe(true);
  });
});

describe("R178 a server's advice crosses tabs with the token", () => {
  test("and is not there where there was none", async () => {
    let advice: object = { refreshIn: 100 };
    const { env, host, tokens } = await beside({ fetchToken: () => ({ token: "t", expiresIn: 600, ...advice }) });
    const begin = env.now();
    expect(host.current()).toMatchObject({ value: "t", refreshAt: begin + 100 * SECOND });
    advice = {};
    void tokens.refresh();
    await env.pass(20 * SECOND);
    expect(host.current()).toMatchObject({ value: "t", expiresAt: begin + 610 * SECOND });
    expect(Object.keys(host.current()!)).not.toContain("refreshAt");
  });
});

describe("R171 a manager that is halted", () => {
  test("by a refusal of its endpoint goes on with another tab's token", async () => {
    const on = await beside();
    on.source.mood = { status: 400, error: "invalid_grant" };
    await on.env.pass(20 * SECOND);
    await expect(on.tokens.refresh()).rejects.toMatchObject({ action: "signIn" });
    expect(on.tokens.state.phase).toBe("halted");
    expect(on.host.adopt(on.theirs())).toBe(true);
    expect(on.tokens.state).toMatchObject({ phase: "holding", freshness: "fresh" });
  });

  test("by a refusal, with nothing in hand, and is signed out then, takes none", async () => {
    const on = await beside();
    on.source.mood = { status: 400, error: "invalid_grant" };
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(MINUTE);
    expect(on.tokens.state).toMatchObject({ phase: "halted", freshness: "none" });
    on.tokens.clear();
    expect(on.tokens.state.error?.message).toBe("Signed out");
    expect([on.host.adopt(on.theirs()), on.tokens.peek()]).toEqual([false, undefined]);
  });
});
