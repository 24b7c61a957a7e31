/**
 * How many attempts a cycle took: what the events, the errors and a journal say of it.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { TokenError } from "../../src/errors.ts";
import type { TokenEvents } from "../../src/events.ts";
import { keepJournal } from "../../src/journal.ts";
import { replayJournal } from "../../src/testing.ts";
import { MINUTE, SECOND, stage, type Stage } from "../support/stage.ts";

const failuresOf = ({ tokens }: Stage): [told: number, inError: number | undefined][] => {
  const told: [number, number | undefined][] = [];
  tokens.on("refreshFailed", ({ attempts, error }) => void told.push([attempts, error.attempts]));
  return told;
};

describe("R478 an error that ended a cycle says how many attempts the cycle took", () => {
  test("in refreshFailed, in the state, to whoever waited, and played again", async () => {
    const on = stage();
    const told = failuresOf(on);
    const journal = keepJournal(on.tokens);
    on.source.mood = "down";
    const rejected: unknown[] = [];
    on.tokens.start().catch((error: unknown) => rejected.push((error as TokenError).attempts));
    await on.env.pass(8 * SECOND);
    expect([told, rejected, on.tokens.state.error?.attempts]).toEqual([[[5, 5]], [5], 5]);
    await on.env.pass(3 * SECOND);
    expect([told, on.tokens.state.error?.attempts]).toEqual([
      [
        [5, 5],
        [1, 1],
      ],
      1,
    ]);
    const saved = JSON.parse(JSON.stringify(journal)) as ReturnType<typeof journal.toJSON>;
    expect(replayJournal(saved).differences).toEqual([]);
    expect(saved.steps.flatMap(({ state }) => state?.error?.attempts ?? [])).toEqual([5, 1]);
  });

  test.each([
    ["an answer without a token", () => ""],
    ["the end of the session", () => null],
    [
      "a TokenError of the app's own",
      (): never => {
        throw new TokenError({ code: "ERR_REAUTH_REQUIRED", message: "Gone", action: "signIn", remedy: "Sign in." });
      },
    ],
  ])("%s", async (_what, fetchToken) => {
    const on = stage({ fetchToken, retry: { retries: 0 } });
    const told = failuresOf(on);
    on.tokens.start().catch(() => undefined);
    await on.env.pass(SECOND);
    expect(told).toEqual([[1, 1]]);
  });

  test("one that the app has frozen stays as it is, and ends its cycle like any other", async () => {
    const error = Object.freeze(
      new TokenError({ code: "ERR_FETCH_FAILED", message: "Down", action: "retryLater", remedy: "Wait." }),
    );
    const on = stage({ fetchToken: () => Promise.reject(error), retry: { retries: 0 } });
    const told = failuresOf(on);
    on.tokens.start().catch(() => undefined);
    await on.env.pass(SECOND);
    expect([told, on.tokens.state.phase]).toEqual([[[1, undefined]], "waiting"]);
  });
});

describe("R501 an error of the app's own ends its cycle whatever it is, and is not changed where it has a number of attempts", () => {
  const own = (): TokenError =>
    new TokenError({ code: "ERR_FETCH_FAILED", message: "Down", action: "retryLater", remedy: "Wait." });

  test("one whose attempts cannot be set", async () => {
    const error = Object.defineProperty(own(), "attempts", {
      get: () => undefined,
      set() {
        throw new Error("read only");
      },
    });
    const on = stage({ fetchToken: () => Promise.reject(error), retry: { retries: 0 } });
    const told = failuresOf(on);
    on.tokens.start().catch(() => undefined);
    await on.env.pass(SECOND);
    expect([told, on.tokens.state.phase]).toEqual([[[1, undefined]], "waiting"]);
  });

  test("one that is thrown again and again: what an event has said of it stays true", async () => {
    const error = own();
    const on = stage({ fetchToken: () => Promise.reject(error) });
    const kept: TokenEvents["refreshFailed"][] = [];
    on.tokens.on("refreshFailed", (payload) => void kept.push(payload));
    on.tokens.start().catch(() => undefined);
    await on.env.pass(11 * SECOND);
    expect(kept.map(({ attempts, error }) => [attempts, error.attempts])).toEqual([
      [5, 5],
      [1, 5],
    ]);
  });
});

describe("R478 attempts are counted, not calls of the fetcher", () => {
  const late = async (options: Parameters<typeof stage>[0], answerAtS: number): Promise<unknown[]> => {
    let calls = 0;
    const on: Stage = stage({
      ...options,
      fetchToken: async () => {
        calls++;
        await new Promise<void>((resolve) => void on.env.setTimer(resolve, answerAtS * SECOND));
        return { token: "late-for-its-attempt", expiresIn: 600 };
      },
    });
    const failed = failuresOf(on);
    const refreshed: Pick<TokenEvents["refreshed"], "source" | "attempts">[] = [];
    on.tokens.on("refreshed", ({ source, attempts }) => void refreshed.push({ source, attempts }));
    on.tokens.start().catch(() => undefined);
    await on.env.pass(2 * MINUTE);
    return [calls, failed, refreshed];
  };

  test("those that wait for one call, with overlap never, are five", async () => {
    expect(await late({ overlap: "never" }, 58)).toEqual([1, [[5, 5]], [{ source: "fetcher", attempts: 0 }]]);
  });

  test("a token that came too late for its attempt has none", async () => {
    expect(await late({ retry: { retries: 0 } }, 12)).toEqual([1, [[1, 1]], [{ source: "fetcher", attempts: 0 }]]);
  });
});
