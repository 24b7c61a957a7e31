import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVENT_NAMES, type TokenEvents } from "../src/events.ts";
import { keepJournal, type SavedJournal } from "../src/index.ts";
import { replayJournal } from "../src/testing.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "./support/stage.ts";

const BEGINNING = Date.UTC(2026, 0, 1);

describe("keepJournal()", () => {
  test("R84 remembers what happened and when, without tokens", async () => {
    const { env, source, tokens } = stage({ retry: { retries: 1 } });
    const journal = keepJournal(tokens, { now: env.now });
    void tokens.start();
    await env.pass(570 * SECOND - 1);
    source.mood = "down";
    await env.pass(SECOND + 1);
    expect(journal.entries()).toEqual([
      { writtenAt: BEGINNING, event: "stateChange", detail: "refreshing" },
      {
        writtenAt: BEGINNING,
        event: "refreshed",
        detail: "initial",
        facts: { source: "fetcher", attempts: 1, durationMs: 0, expiresAt: BEGINNING + 600_000 },
      },
      { writtenAt: BEGINNING, event: "stateChange", detail: "holding" },
      {
        writtenAt: BEGINNING + 570_000,
        event: "willExpire",
        facts: { expiresAt: BEGINNING + 600_000, remainingMs: 30_000 },
      },
      { writtenAt: BEGINNING + 570_000, event: "stateChange", detail: "refreshing" },
      {
        writtenAt: BEGINNING + 570_000,
        event: "attemptFailed",
        detail: "ERR_FETCH_FAILED",
        facts: { action: "retryLater", attempt: 1, retryInMs: 500 },
      },
      { writtenAt: BEGINNING + 570_000, event: "stateChange", detail: "refreshing" },
      { writtenAt: BEGINNING + 570_500, event: "stateChange", detail: "refreshing" },
      {
        writtenAt: BEGINNING + 570_500,
        event: "refreshFailed",
        detail: "ERR_FETCH_FAILED",
        facts: { action: "retryLater", attempts: 2, willRetry: true, retryAt: BEGINNING + 573_000 },
      },
      { writtenAt: BEGINNING + 570_500, event: "stateChange", detail: "waiting" },
    ]);
    expect(journal.counts()).toEqual({
      stateChange: 6,
      refreshed: 1,
      willExpire: 1,
      attemptFailed: 1,
      refreshFailed: 1,
      expired: 0,
      warning: 0,
    });
  });

  test("R84 a warning is kept by its code", async () => {
    const { env, tokens } = stage({ fetchToken: () => "opaque" });
    const journal = keepJournal(tokens, { now: env.now });
    await tokens.start();
    await env.pass(0);
    expect(journal.entries().find(({ event }) => event === "warning")?.detail).toBe("noExpiry");
  });

  test("R84 is a ring: the latest entries, in order, however many there were", () => {
    const names = fc.array(fc.constantFrom(...EVENT_NAMES), { maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), names, (size, told) => {
        const listeners = new Map<string, (payload: TokenEvents["warning"]) => void>();
        let now = 0;
        const journal = keepJournal(
          { on: (event, listener) => (listeners.set(event, listener as never), () => listeners.delete(event)) },
          { size, now: () => now },
        );
        for (const event of told) {
          now++;
          listeners.get(event)!({ code: "noExpiry", message: "", detail: {} });
        }
        const all = told.map((event, i) => ({ writtenAt: i + 1, event, detail: "noExpiry" }));
        expect(journal.entries()).toEqual(all.slice(-size));
        for (const name of EVENT_NAMES)
          expect(journal.counts()[name]).toBe(told.filter((event) => event === name).length);
      }),
      { numRuns: 100 },
    );
  });

  test("R84 keeps 100 entries unless told otherwise, and can be turned off", async () => {
    const { env, tokens } = await started({ lifetimeMs: 20 * SECOND, refreshLeadMs: 10 * SECOND });
    const journal = keepJournal(tokens);
    await env.pass(10 * MINUTE);
    expect(journal.entries()).toHaveLength(100);
    const { refreshed } = journal.counts();
    expect(refreshed).toBe(60); // every 10 s
    journal.close();
    await env.pass(MINUTE);
    expect(journal.counts().refreshed).toBe(60);
    expect(journal.entries()).toHaveLength(100);
  });

  test.for([0, -1, 100_001, NaN])("R84 a size of %d is refused", (size) => {
    expect(() => keepJournal(stage().tokens, { size })).toThrow(
      new RangeError(`Option "size" must be from 1 to 100000, got ${String(size)}.`),
    );
  });

  test.for([1.5, 99.999])("R435 a size of %d, which is not whole, is refused", (size) => {
    expect(() => keepJournal(stage().tokens, { size })).toThrow(
      new RangeError(`Option "size" must be a whole number, got ${String(size)}.`),
    );
  });

  test("R281 a wait without end, as a server may ask for it, is saved and played again", async () => {
    const { env, source, tokens } = await started();
    const journal = keepJournal(tokens, { size: 3 });
    source.mood = { status: 503, retryAfter: "9".repeat(400) };
    await env.pass(HOUR);
    const saved = JSON.stringify(journal);
    expect(saved).not.toContain("null");
    const replay = replayJournal(JSON.parse(saved) as SavedJournal);
    await replay.play();
    expect(replay.differences).toEqual([]);
    expect(replay.state).toEqual({ ...tokens.state, error: replay.state.error });
  });

  test("R84 gives its entries away as copies", async () => {
    const { tokens } = stage();
    const journal = keepJournal(tokens);
    await tokens.start();
    (journal.entries() as unknown[]).length = 0;
    (journal.counts() as Record<string, number>)["refreshed"] = 99;
    expect(journal.entries()).toHaveLength(3);
    expect(journal.counts().refreshed).toBe(1);
    expect(Object.isFrozen(journal.entries()[0])).toBe(true);
  });
});
