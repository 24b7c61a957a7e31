/** What a listener may do, and what it cannot do to others. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENT_NAMES, type TokenEvents } from "../../src/events.ts";
import type { TokenManager } from "../../src/index.ts";
import { requestsOf } from "../support/journal.ts";
import { MINUTE, SECOND, type Stage, stage, type StageOptions, started } from "../support/stage.ts";

type EventName = keyof TokenEvents;

describe("listeners that misbehave", () => {
  /** A token of 50 s, an outage, a refusal, a recovery: every event there is. */
  async function live(options: StageOptions, attach: (made: Stage) => void): Promise<Stage> {
    const made = stage({ lifetimeMs: 50 * SECOND, ...options });
    const { env, source, tokens } = made;
    attach(made);
    void tokens.start();
    await env.pass(30 * SECOND);
    source.mood = "down";
    await env.pass(50 * SECOND);
    source.mood = "up";
    await env.pass(2 * MINUTE);
    return made;
  }
  const failures = ["throws", "rejects", "throws nothing at all"] as const;

  test("R62 hurt nobody but themselves", async () => {
    const undisturbed = (await live({}, () => undefined)).journal;
    expect(new Set(undisturbed.map((line) => line.split(" ")[1]))).toEqual(
      new Set(["warning", "refreshed", "willExpire", "expired", "attemptFailed", "refreshFailed"]),
    );
    const culprit = fc.record({ event: fc.constantFrom(...EVENT_NAMES), how: fc.constantFrom(...failures) });
    await fc.assert(
      fc.asyncProperty(fc.array(culprit, { minLength: 1, maxLength: 8 }), async (culprits) => {
        const reported: unknown[] = [];
        let thrown = 0;
        const { journal, env, tokens } = await live({ onListenerError: (error) => reported.push(error) }, (made) => {
          for (const { event, how } of culprits)
            made.tokens.on(event, () => {
              if (how === "throws nothing at all") return undefined;
              const error = new Error(`thrown ${String(++thrown)}`);
              if (how === "rejects") return Promise.reject(error);
              throw error;
            });
        });
        expect(journal).toEqual(undisturbed);
        expect(new Set(reported.map((error) => (error as Error).message)).size).toBe(thrown);
        expect(reported).toHaveLength(thrown);
        tokens.dispose();
        await env.pass(0);
        expect(env.timers).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  test("R62 are reported as uncaught errors by default, once each, after the manager has done its work", () => {
    const script = `
      const { TokenManager } = await import(${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)});
      const seen = [];
      process.on("uncaughtException", (error) => seen.push("uncaught " + error.message));
      process.on("unhandledRejection", (error) => seen.push("unhandled " + error.message));
      const tokens = new TokenManager({ fetchToken: () => ({ token: "abc", expiresIn: 600 }) });
      tokens.on("refreshed", () => { throw new Error("one"); });
      tokens.on("refreshed", async () => { throw new Error("two"); });
      tokens.on("refreshed", () => seen.push("three"));
      const broken = new TokenManager({
        fetchToken: () => ({ token: "abc", expiresIn: 600 }),
        onListenerError() { throw new Error("reporter"); },
      });
      broken.on("refreshed", () => { throw new Error("four"); });
      await tokens.start();
      await broken.start();
      await new Promise((resolve) => setImmediate(resolve));
      console.log(JSON.stringify([...seen].sort()), await tokens.getToken(), await broken.getToken());
    `;
    const { stdout, stderr, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe('["three","uncaught one","uncaught reporter","uncaught two"] abc abc');
    expect(status).toBe(0);
  });

  const deeds: Record<string, (tokens: TokenManager, made: Stage) => unknown> = {
    getToken: (tokens) => tokens.getToken().catch(() => undefined),
    forcedGetToken: (tokens) => tokens.getToken({ forceRefresh: true }).catch(() => undefined),
    setToken: (tokens, { source }) => tokens.setToken(source.mint()),
    invalidate: (tokens) => tokens.invalidate(tokens.peek()?.value ?? ""),
    refresh: (tokens) => tokens.refresh().catch(() => undefined),
    stopAndStart: (tokens) => {
      tokens.stop();
      void tokens.start();
    },
    clearAndStart: (tokens) => {
      tokens.clear();
      void tokens.start();
    },
  };

  test.for(EVENT_NAMES)("R63 may call the manager back from %s", async (event) => {
    for (const [name, deed] of Object.entries(deeds)) {
      const heard: [string[], string[]] = [[], []];
      const { env, source, tokens } = await live({}, (made) => {
        const hear = (list: string[]) => (payload: TokenEvents[EventName]) => void list.push(JSON.stringify(payload));
        for (const each of EVENT_NAMES) made.tokens.on(each, hear(heard[0]));
        let calls = 0;
        made.tokens.on(event, () => {
          // Each time would be a storm of the listener's own making; refusing fresh tokens is halted by design.
          if (++calls <= (name === "invalidate" ? 1 : 3)) deed(made.tokens, made);
        });
        for (const each of EVENT_NAMES) made.tokens.on(each, hear(heard[1]));
      });
      await env.pass(2 * MINUTE);
      expect(heard[0].length, name).toBeGreaterThan(3);
      expect(heard[1], `${name}: those before and those after hear the same, in the same order`).toEqual(heard[0]);
      expect(source.accepts(await tokens.getToken()), name).toBe(true);
      expect(env.timers, name).toBe(1);
    }
  });

  test.for(EVENT_NAMES)("R63 may dispose of the manager from %s", async (event) => {
    const after: string[] = [];
    const { env, tokens } = await live({}, (made) => {
      made.tokens.on(event, () => made.tokens.dispose());
      for (const each of EVENT_NAMES)
        made.tokens.on(each, () => made.tokens.state.phase === "disposed" && after.push(each));
    });
    expect(tokens.state.phase).toBe("disposed");
    expect(after.filter((each) => each !== event && each !== "stateChange")).toEqual([]);
    expect(env.timers).toBe(0);
    expect(env.listeners).toBe(0);
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_DISPOSED" });
  });

  test("R64 setToken() inside willExpire replaces the fetch", async () => {
    const { env, source, tokens, journal } = await started();
    tokens.on("willExpire", () => tokens.setToken(source.mint()));
    await env.pass(20 * MINUTE);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "570s willExpire t1",
      "570s refreshed t2 (app)",
      "1140s willExpire t2",
      "1140s refreshed t3 (app)",
    ]);
    expect(requestsOf(source)).toEqual(["0s initial"]);
  });

  test("R64 a listener that sets its token a moment later only saves the next fetch", async () => {
    const { env, source, tokens, journal } = stage({ latencyMs: SECOND });
    void tokens.start();
    tokens.on("willExpire", async () => {
      for (let i = 0; i < 5; i++) await Promise.resolve(); // the request is sent one microtask after willExpire
      tokens.setToken(source.mint());
    });
    await env.pass(10 * MINUTE);
    expect(journal.slice(1)).toEqual(["570s willExpire t1", "570s refreshed t2 (app)"]);
    expect(requestsOf(source)).toEqual(["0s initial", "570s willExpire"]);
  });
});
