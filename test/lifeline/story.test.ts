/** What a lifeline draws, before it is drawn. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lifeline } from "../../src/lifeline.ts";
import { Lane } from "../../src/lifeline/spans.ts";
import { Story } from "../../src/lifeline/story.ts";
import { bandWords, clockTime, detailsOf, eventWords, nextWords, shortWords, span } from "../../src/lifeline/words.ts";
import { eventfulLife } from "../support/long-life.ts";

const kindsOf = (story: Story, lane: Lane): string[] => [
  ...new Set(lane.bars(story.begin, story.end, story.end, (at) => at / 10).map(({ kind }) => kind)),
];

describe("a story", () => {
  test("R282 R286 has every part of a life, from a saved journal", async () => {
    const story = Story.of(await eventfulLife());
    expect(kindsOf(story, story.token).sort()).toEqual(["expired", "expiring", "fresh"]);
    expect(kindsOf(story, story.work).sort()).toEqual(["attempt", "backoff", "cooldown", "halted"]);
    expect(kindsOf(story, story.serverWait)).toEqual(["serverWait"]);
    expect(kindsOf(story, story.hidden)).toEqual(["hidden"]);
    expect(kindsOf(story, story.offline)).toEqual(["offline"]);
    expect(kindsOf(story, story.asleep)).toEqual(["asleep"]);
    const told = new Set(story.marks(story.begin, story.end).map(({ entry }) => eventWords(entry)));
    expect([...told].sort()).toEqual([
      "Attempt failed",
      "Expired",
      "New token",
      "Refresh failed",
      "Token from another tab",
      "Will expire",
    ]);
  });

  test("R282 a span is where it was: a sleep of 40 minutes, a wait of 40 s", async () => {
    const story = Story.of(await eventfulLife());
    const [asleep] = story.asleep.bars(story.begin, story.end, story.end, (at) => at);
    expect(asleep!.width / 60_000).toBeGreaterThanOrEqual(40);
    expect(asleep!.width / 60_000).toBeLessThan(42);
    const waits = story.serverWait.bars(story.begin, story.end, story.end, (at) => at);
    expect(waits.map(({ width }) => width)).toContain(40_000);
  });

  test("R282 goes forward where the clock is set back", () => {
    const story = new Story(100);
    const step = (at: number, monoMs: number): void => story.step({ wallMs: at, monoMs, input: { type: "wake" } });
    step(1_000_000, 0);
    step(1_060_000, 60_000);
    step(460_000, 60_000); // ten minutes back
    step(470_000, 70_000);
    expect(story.end).toBe(1_070_000);
    expect(story.shift).toBe(600_000);
    story.tell({ writtenAt: 470_000, event: "refreshed" });
    expect(story.latest(Infinity, 1)[0]!.at).toBe(1_070_000);
  });

  test("R282 knows what the manager was doing at any moment", async () => {
    const saved = await eventfulLife();
    const story = Story.of(saved);
    for (const step of saved.steps.filter(({ state }) => state).slice(0, -1)) {
      const known = story.stateAt(step.wallMs + story.stateAt(step.wallMs)!.shift)!;
      expect(known.at).toBe(step.wallMs);
    }
    expect(story.stateAt(story.end)!.state.phase).toBe("disposed");
    expect(story.stateAt(story.begin - 1)).toBeUndefined();
  });

  test("R285 keeps the latest events and spans of a life that goes on", () => {
    const story = new Story(50);
    for (let i = 0; i < 1_000; i++) {
      story.step({
        wallMs: i,
        monoMs: i,
        input: { type: "wake" },
        state: { phase: i % 2 ? "waiting" : "holding", freshness: "fresh" },
      });
      story.tell({ writtenAt: i, event: "refreshed" });
    }
    const marks = story.marks(0, 1_000);
    expect(marks.length).toBeLessThan(100);
    expect(marks.at(-1)!.at).toBe(999);
    expect(story.work.bars(0, 1_000, 1_000, (at) => at).length).toBeLessThan(100);
  });
});

describe("a lane", () => {
  const spans = fc.array(
    fc.record({ kind: fc.constantFrom("a", "b", undefined), ms: fc.integer({ min: 0, max: 50 }) }),
    {
      maxLength: 3_000,
    },
  );

  test("R285 gives no more bars than there are pixels, in order, inside the window", () => {
    fc.assert(
      fc.property(spans, fc.integer({ min: 20, max: 300 }), (life, width) => {
        const lane = new Lane(10_000);
        let now = 0;
        for (const { kind, ms } of life) lane.become(kind, (now += ms));
        const scale = (at: number): number => (at / Math.max(1, now)) * width;
        const bars = lane.bars(0, now, now, scale);
        expect(bars.length).toBeLessThanOrEqual(1.5 * width + 1);
        for (const [i, bar] of bars.entries()) {
          expect(bar.x).toBeGreaterThanOrEqual(bars[i - 1]?.x ?? 0);
          expect(bar.x + bar.width).toBeLessThanOrEqual(width + 1);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("R282 shows spans as they were where there is room", () => {
    const lane = new Lane(10);
    lane.become("a", 0);
    lane.become("b", 10);
    lane.become(undefined, 20);
    lane.become("a", 30);
    expect(lane.bars(5, 40, 35, (at) => at)).toEqual([
      { kind: "a", x: 5, width: 5 },
      { kind: "b", x: 10, width: 10 },
      { kind: "a", x: 30, width: 5 },
    ]);
    expect(lane.at(15)?.kind).toBe("b");
    expect(lane.at(25)).toBeUndefined();
  });
});

describe("words", () => {
  const now = new Date(2026, 0, 1, 14, 3, 20).getTime();
  const state = {
    phase: "holding",
    freshness: "fresh",
    receivedAt: now - 10_000,
    expiresAt: now + 600_000,
    refreshAt: now + 570_000,
  } as const;

  test("R282 R284 say what explain() says, by the reader's clock, and the band without its picture", () => {
    expect(nextWords(state, now)).toBe("Holding a token (fresh); the next refresh is at 14:12:50 (in 10 min).");
    expect(shortWords({ phase: "waiting", freshness: "expired" })).toBe("expired, waiting to try again");
    expect(bandWords(state, now, ["offline"])).toBe(
      "Token: fresh; received at 14:03:10; next refresh at 14:12:50; expires at 14:13:20; offline.",
    );
    expect([400, 12_000, 300_000, 7_200_000].map(span)).toEqual(["400 ms", "12 s", "5 min", "2 h"]);
    expect(clockTime(now)).toBe("14:03:20");
  });

  test("R284 name every fact of an event", () => {
    const facts = { action: "retryLater", retryInMs: 500, willRetry: true, retryAt: now, attempts: 2 };
    expect(detailsOf({ writtenAt: now, event: "refreshFailed", detail: "ERR_FETCH_FAILED", facts })).toEqual([
      ["Detail", "ERR_FETCH_FAILED"],
      ["Who must act", "retryLater"],
      ["Next attempt in", "500 ms"],
      ["Tried again by itself", "yes"],
      ["Next try at", "14:03:20"],
      ["Attempts", "2"],
    ]);
  });
});

test.for([undefined, null, {}, { version: 2, steps: [], entries: [] }, "text"])(
  "R286 %j is refused before anything is shown",
  (given) => {
    expect(() => lifeline(given as never, {} as never)).toThrow(/^A lifeline needs a TokenManager/);
  },
);
