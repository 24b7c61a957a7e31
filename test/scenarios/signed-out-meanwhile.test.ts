/**
 * What a listener hears of a token that another listener has taken away before it was told.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenManager } from "../../src/index.ts";
import { SECOND, type Stage, stage, started } from "../support/stage.ts";

const made = (value: string): { token: string; expiresIn: number } => ({ token: value, expiresIn: 600 });

/** One part of the app renews at `willExpire`, and another one does something else at the same moment. */
async function renewedAnd(then: (tokens: TokenManager) => void): Promise<Stage> {
  const on = await started({ quiet: true });
  on.tokens.on("willExpire", () => on.tokens.setToken(made("renewed-by-the-app")));
  on.tokens.once("willExpire", () => then(on.tokens));
  on.tokens.on(
    "refreshed",
    ({ token, source }) => source === "app" && on.journal.push(`${on.journal.pop()!} ${token.value}`),
  );
  on.tokens.on("stateChange", ({ phase }) => on.journal.push(`state ${phase}`));
  await on.env.pass(580 * SECOND);
  return on;
}

describe("R507 `refreshed` is told of a token that is current, and of no other", () => {
  test("not of one that clear() has taken away", async () => {
    const { journal } = await renewedAnd((tokens) => tokens.clear());
    expect(journal).toEqual(["0s refreshed t1 (initial)", "570s willExpire t1", "state halted"]);
  });

  test("nor where somebody else has signed in since", async () => {
    const { journal } = await renewedAnd((tokens) => {
      tokens.clear();
      tokens.setToken(made("of-the-next-user"));
    });
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "state holding",
      "570s refreshed t0 (app) of-the-next-user",
    ]);
  });

  test("nor of one that a server has refused meanwhile: its successor is told", async () => {
    const { journal } = await renewedAnd((tokens) => tokens.invalidate("renewed-by-the-app"));
    expect(journal.filter((line) => !line.startsWith("state"))).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshed t2 (rejected)",
    ]);
  });

  test("with singleUse of each, for its one caller has it by then", async () => {
    const { env, tokens, journal } = stage({ singleUse: true });
    void tokens.getToken();
    await env.pass(SECOND);
    expect(tokens.peek()).toBeUndefined();
    expect(journal).toEqual(["0s refreshed t1 (initial)"]);
  });
});
