/**
 * Two tokens, and which one is kept: those that the app hands over, those that the endpoint gives, and while stopped.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenInput } from "../../src/core/read/input.ts";
import type { TokenManager } from "../../src/manager.ts";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage, started } from "../support/stage.ts";

const current = ({ tokens, source }: Stage): string => source.nameOf(tokens.peek()?.value ?? "");

describe("setToken() while a token is in hand", () => {
  // The one in hand: issued at 0 s, expires at 600 s; the other comes at 100 s.
  test.for([
    { title: "issued later, lives longer", ageMs: 0, lifetimeMs: HOUR, wins: true },
    { title: "issued later, lives shorter", ageMs: 0, lifetimeMs: MINUTE, wins: true },
    { title: "issued earlier, lives longer", ageMs: 101 * SECOND, lifetimeMs: HOUR, wins: false },
    { title: "issued in the same second, lives longer", ageMs: 100 * SECOND, lifetimeMs: HOUR, wins: true },
    { title: "issued in the same second, lives as long", ageMs: 100 * SECOND, lifetimeMs: 10 * MINUTE, wins: true },
    { title: "issued in the same second, lives shorter", ageMs: 100 * SECOND, lifetimeMs: 5 * MINUTE, wins: false },
  ])("R39 $title", async ({ ageMs, lifetimeMs, wins }) => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.setToken(on.source.mint({ ageMs, lifetimeMs }));
    expect(current(on)).toBe(wins ? "t2" : "t1");
    expect(on.journal.filter((line) => !line.endsWith("shortLived"))).toEqual([
      "0s refreshed t1 (initial)",
      wins ? "100s refreshed t2 (app)" : "100s warning staleToken",
    ]);
  });

  test.for([
    { title: "longer than the one in hand", leftS: 501, wins: true },
    { title: "as long", leftS: 500, wins: true },
    { title: "shorter", leftS: 499, wins: false },
  ])("R39 without a date of issue, one that lives $title", async ({ leftS, wins }) => {
    const { env, tokens } = await started();
    await env.pass(100 * SECOND);
    tokens.setToken({ token: "opaque", expiresAt: env.now() + leftS * SECOND });
    expect(tokens.peek()?.value === "opaque").toBe(wins);
    // And where the one in hand is the one without: only the lives are compared.
    const other = stage({ env, initialToken: { token: "opaque", expiresAt: env.now() + 500 * SECOND } });
    other.tokens.setToken(other.source.mint({ lifetimeMs: leftS * SECOND }));
    expect(other.tokens.peek()?.value !== "opaque").toBe(wins);
  });

  test("R39 the same token is no news, and no reason to warn", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.setToken(on.tokens.peek()!.value);
    await on.env.pass(MINUTE);
    expect(on.journal).toEqual(["0s refreshed t1 (initial)"]);
  });

  test("R59 is told as asked for, by the app, with no attempt", async () => {
    const { env, source, tokens } = await started();
    await env.pass(SECOND);
    const told = new Promise((resolve) => void tokens.once("refreshed", resolve));
    tokens.setToken(source.mint());
    expect(await told).toMatchObject({ reason: "requested", source: "app", attempts: 0, durationMs: 0 });
  });

  test("R39 once the one in hand is dead, any living token will do", async () => {
    const on = await started({ autoRefresh: false });
    await on.env.pass(600 * SECOND); // to the moment
    on.tokens.setToken(on.source.mint({ ageMs: 700 * SECOND, lifetimeMs: HOUR }));
    expect(current(on)).toBe("t2");
  });
});

describe("a fetched token that is no gain", () => {
  const messageOf = async (tokens: TokenManager): Promise<string> => {
    const failure = await tokens.refresh().catch((error: unknown) => error as Error);
    return (failure as Error).message;
  };

  test("R8 R9 R69 the message says why", async () => {
    let next: (on: Stage) => TokenInput = ({ source }) => source.mint();
    const on: Stage = stage({ retry: { retries: 0 }, fetchToken: () => next(on) });
    const first = await on.tokens.getToken();
    await on.env.pass(100 * SECOND);
    next = () => first;
    expect(await messageOf(on.tokens)).toMatch(/^The fetched token does not expire later than the one in hand$/);
    next = ({ env }) => ({ token: "opaque", expiresAt: env.now() - SECOND });
    expect(await messageOf(on.tokens)).toMatch(/^The fetched token had expired when it arrived$/);
    on.tokens.invalidate(first);
    next = () => first;
    expect(await messageOf(on.tokens)).toMatch(/^The fetched token was refused by a server before$/);
    expect(on.tokens.state.error?.remedy).toBe("The token endpoint must mint a token, not answer from a cache.");
  });
});

describe("R70 a forced token that is refused while the next one is being fetched", () => {
  test("ends that fetch too", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(20 * SECOND);
    on.source.mood = "hang";
    const call = on.tokens.refresh();
    await on.env.pass(SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await expect(call).rejects.toMatchObject({ code: "ERR_TOKEN_REJECTED", action: "fixConfig" });
    on.source.mood = "up";
    await on.env.pass(HOUR);
    expect(requestsOf(on.source)).toEqual(["0s initial", "100s rejected", "120s requested"]);
    expect(on.tokens.state.error?.message).toBe("A fresh token was refused like the one before");
    expect(on.tokens.state.error?.remedy).toContain("Check what the token is for");
  });
});

describe("R58 while stopped", () => {
  async function stopped(): Promise<Stage> {
    const on = await started();
    on.tokens.stop();
    await on.env.pass(20 * SECOND);
    return on;
  }

  test("refresh() fetches nothing and says so", async () => {
    const { env, source, tokens } = await stopped();
    await expect(tokens.refresh()).rejects.toMatchObject({ code: "ERR_STOPPED" });
    await env.pass(HOUR);
    expect(requestsOf(source)).toEqual(["0s initial"]);
    expect(tokens.state.phase).toBe("stopped");
  });

  test("a refused token is gone, and not handed out by start()", async () => {
    const on = await stopped();
    on.tokens.invalidate(on.tokens.peek()!.value);
    expect(on.tokens.peek()).toBeUndefined();
    await on.env.pass(HOUR);
    await on.tokens.start();
    expect(current(on)).toBe("t2");
  });

  test("a refused token that replaced a refused one is no end either: nobody asked", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.tokens.invalidate(on.tokens.peek()!.value);
    await on.env.pass(SECOND);
    on.tokens.stop();
    on.tokens.invalidate(on.tokens.peek()!.value);
    expect(on.tokens.state.phase).toBe("stopped");
    expect(on.journal).toEqual(["0s refreshed t1 (initial)", "100s refreshed t2 (rejected)"]);
  });

  test("clear() forgets the token, and start() fetches another", async () => {
    const on = await stopped();
    on.tokens.clear();
    expect([on.tokens.peek(), on.tokens.state.phase]).toEqual([undefined, "stopped"]);
    await on.tokens.start();
    expect(current(on)).toBe("t2");
  });
});
