/**
 * What is told, in which order, and what listeners may do.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { EVENT_NAMES, type TokenEvents, type TokenState } from "../../src/events.ts";
import { type Token, TokenError } from "../../src/index.ts";
import { HOUR, MINUTE, SECOND, type Stage, stage, started } from "../support/stage.ts";

describe("the order of things", () => {
  test("R59 a whole life, with every event in its place", async () => {
    const { env, source, tokens } = stage();
    const told: string[] = [];
    for (const name of EVENT_NAMES)
      tokens.on(name, (payload) =>
        told.push(
          "phase" in payload
            ? `${name} ${payload.phase}${payload.attempt ? ` ${String(payload.attempt)}` : ""} ${payload.freshness}`
            : name,
        ),
      );
    void tokens.start();
    await env.pass(569 * SECOND);
    source.mood = "down";
    await env.pass(39 * SECOND);
    source.mood = "up";
    await env.pass(MINUTE);
    const cycle = (freshness: string): string[] => [
      `stateChange refreshing 1 ${freshness}`,
      ...[1, 2, 3, 4].flatMap((attempt) => [
        "attemptFailed",
        `stateChange refreshing ${String(attempt)} ${freshness}`, // pausing
        `stateChange refreshing ${String(attempt + 1)} ${freshness}`,
      ]),
    ];
    const probe = (freshness: string): string[] => [
      `stateChange refreshing 1 ${freshness}`,
      "refreshFailed",
      `stateChange waiting ${freshness}`,
    ];
    expect(told).toEqual([
      "stateChange refreshing 1 none",
      "refreshed",
      "stateChange holding fresh",
      "willExpire",
      ...cycle("expiring"),
      "refreshFailed",
      "stateChange waiting expiring",
      ...probe("expiring"), // 580 s
      ...probe("expiring"), // 585 s
      ...probe("expiring"), // 595 s
      "expired",
      "stateChange waiting expired",
      "stateChange refreshing 1 expired", // 615 s
      "refreshed",
      "stateChange holding fresh",
    ]);
  });

  test("R59 when an event is dispatched, what it tells is already so", async () => {
    const { env, source, tokens } = stage();
    const seen: string[] = [];
    const look = (name: string): void => {
      const { phase, freshness } = tokens.state;
      const held = tokens.peek();
      seen.push(
        `${name}: ${phase} ${freshness} ${held ? source.nameOf(held.value) : "-"} ${String(source.requests.length)}`,
      );
    };
    for (const name of ["willExpire", "expired", "refreshed", "refreshFailed"] as const)
      tokens.on(name, () => look(name));
    void tokens.start();
    await env.pass(569 * SECOND);
    source.mood = { status: 401 };
    await env.pass(40 * SECOND);
    expect(seen).toEqual([
      "refreshed: holding fresh t1 1",
      "willExpire: refreshing expiring t1 1", // told before the request is made
      "refreshFailed: halted expiring t1 2",
      "expired: halted expired - 2",
    ]);
  });

  test("R60 expired comes once, at the end of the life, and never for a token that is not in hand any more", async () => {
    const replaced = await started({ autoRefresh: false });
    await replaced.env.pass(599 * SECOND);
    replaced.tokens.setToken(replaced.source.mint());
    await replaced.env.pass(2 * SECOND);
    expect(replaced.journal.slice(1)).toEqual(["570s willExpire t1", "599s refreshed t2 (app)"]);

    const kept = await started({ autoRefresh: false });
    await kept.env.pass(HOUR);
    expect(kept.journal.slice(1)).toEqual(["570s willExpire t1", "600s expired t1"]);

    for (const departure of ["clear", "stop", "dispose"] as const) {
      const { env, tokens, journal } = await started();
      await env.pass(100 * SECOND);
      tokens[departure]();
      await env.pass(HOUR);
      env.wake();
      env.sleep(HOUR);
      await env.pass(HOUR);
      expect(journal, departure).toEqual(["0s refreshed t1 (initial)"]);
      expect(env.timers, departure).toBe(0);
    }
  });

  test("R61 every failed call of the fetcher is told once, with what happens next", async () => {
    const { env, source, tokens } = await started();
    const failures: (TokenEvents["attemptFailed"] | TokenEvents["refreshFailed"])[] = [];
    tokens.on("attemptFailed", (failure) => failures.push(failure));
    tokens.on("refreshFailed", (failure) => failures.push(failure));
    source.mood = "down";
    await env.pass(570 * SECOND + 8 * SECOND);
    expect(failures).toHaveLength(source.requests.length - 1);
    expect(failures[0]).toEqual({ error: failures[0]!.error, attempt: 1, retryInMs: 500 });
    const last = failures.at(-1)!;
    expect(last).toEqual({
      error: last.error,
      action: "retryLater",
      attempts: 5,
      willRetry: true,
      retryAt: Date.UTC(2026, 0, 1) + 580 * SECOND,
    });
    for (const { error } of failures) {
      expect(error).toBeInstanceOf(TokenError);
      expect(error).toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater", retryable: true });
      expect(error.message).toBe("fetchToken failed: Failed to fetch");
      expect(error.remedy).not.toBe("");
      expect(error.cause).toMatchObject({ name: "TypeError", message: "Failed to fetch" });
    }
    source.mood = { status: 403 };
    await env.pass(3 * SECOND);
    const { retryAt, ...halted } = failures.at(-1) as TokenEvents["refreshFailed"];
    expect(halted).toMatchObject({ action: "signIn", attempts: 1, willRetry: false });
    expect(retryAt).toBeUndefined();
  });
});

describe("subscriptions", () => {
  const renew = ({ tokens, source }: Stage): void => tokens.setToken(source.mint());

  test("R65 on() returns its undo, takes a signal, and counts the same function once", async () => {
    const made = await started({ autoRefresh: false });
    const { tokens, env } = made;
    const heard: string[] = [];
    const twice = (): void => void heard.push("twice");
    tokens.on("refreshed", twice);
    tokens.on("refreshed", twice);
    const undo = tokens.on("refreshed", () => heard.push("undone"));
    const controller = new AbortController();
    tokens.on("refreshed", () => heard.push("aborted"), { signal: controller.signal });
    tokens.on("refreshed", () => heard.push("never"), { signal: AbortSignal.abort() });
    tokens.once("refreshed", () => heard.push("once"));
    await env.pass(SECOND);
    renew(made);
    expect(heard.splice(0)).toEqual(["twice", "undone", "aborted", "once"]);
    undo();
    controller.abort();
    tokens.off("refreshed", twice);
    await env.pass(SECOND);
    renew(made);
    expect(heard).toEqual([]);
    tokens.off("refreshed", twice); // a second time: nothing
    undo();
  });

  test("R65 whoever is removed during an event does not hear it, whoever is added hears the next one", async () => {
    const made = await started({ autoRefresh: false });
    const { tokens, env } = made;
    const heard: string[] = [];
    const late = (): void => void heard.push("late");
    const removed = (): void => void heard.push("removed");
    tokens.on("refreshed", () => {
      tokens.off("refreshed", removed);
      tokens.on("refreshed", late);
    });
    tokens.on("refreshed", removed);
    tokens.on("refreshed", () => heard.push("last"));
    await env.pass(SECOND);
    renew(made);
    expect(heard.splice(0)).toEqual(["last"]);
    await env.pass(SECOND);
    renew(made);
    expect(heard).toEqual(["last", "late"]);
  });

  test("R65 an event that does not exist, and a listener that is no function, are refused by name", () => {
    const { tokens } = stage();
    expect(() => tokens.on("refresh" as "refreshed", () => undefined)).toThrow(
      new TypeError(
        'There is no event "refresh", only willExpire, expired, refreshed, attemptFailed, refreshFailed, stateChange, warning.',
      ),
    );
    expect(() => tokens.once("expired", undefined as never)).toThrow(
      new TypeError("A listener must be a function, got undefined."),
    );
  });

  test("R66 whoever comes late reads everything from state", async () => {
    const beginning = Date.UTC(2026, 0, 1);
    const { env, source, tokens } = stage();
    expect(tokens.state).toEqual({ phase: "idle", freshness: "none" });
    void tokens.start();
    await env.pass(SECOND);
    const life = { format: "jwt", issuedAt: beginning, receivedAt: beginning, expiresAt: beginning + 600 * SECOND };
    const fresh: TokenState = tokens.state;
    expect(fresh).toEqual({ phase: "holding", freshness: "fresh", ...life, refreshAt: beginning + 570 * SECOND });
    expect(tokens.state).toBe(fresh);
    expect(Object.isFrozen(fresh)).toBe(true);
    source.mood = "down";
    await env.pass(577 * SECOND);
    const { error, ...waiting } = tokens.state;
    expect(waiting).toEqual({ phase: "waiting", freshness: "expiring", ...life, retryAt: beginning + 580 * SECOND });
    expect(error).toMatchObject({ code: "ERR_FETCH_FAILED" });
    source.mood = { status: 401 };
    await env.pass(3 * SECOND);
    expect(tokens.state).toMatchObject({ phase: "halted", error: { action: "signIn" }, expiresAt: life.expiresAt });
  });

  test("R66 subscribe() calls exactly when state is another object", async () => {
    const { env, tokens } = stage();
    const states = new Set([tokens.state]);
    const undo = tokens.subscribe(() => {
      expect(states.has(tokens.state)).toBe(false);
      states.add(tokens.state);
    });
    const errors: unknown[] = [];
    void tokens.start();
    for (let second = 0; second < 1_200; second++) {
      await env.pass(SECOND);
      expect(states.has(tokens.state)).toBe(true);
      await tokens.getToken().catch((error: unknown) => errors.push(error));
    }
    undo();
    expect(errors).toEqual([]);
    // idle, and for each of three tokens: refreshing, holding; the next refresh begins with the token expiring.
    expect([...states].map(({ phase }) => phase)).toEqual([
      "idle",
      ...["refreshing", "holding"],
      ...["refreshing", "holding"],
      ...["refreshing", "holding"],
    ]);
  });

  test("the payload of refreshed names both tokens", async () => {
    const { env, tokens } = stage({ latencyMs: 2 * SECOND });
    void tokens.start();
    await env.pass(2 * SECOND);
    const told: TokenEvents["refreshed"][] = [];
    const first: Token = tokens.peek()!;
    tokens.on("refreshed", (payload) => told.push(payload));
    await env.pass(600 * SECOND);
    expect(told).toEqual([
      {
        token: tokens.peek(),
        previous: first,
        reason: "willExpire",
        attempts: 1,
        durationMs: 2 * SECOND,
        source: "fetcher",
      },
    ]);
  });
});
