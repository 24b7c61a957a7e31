/**
 * What is told of the end of a manager, and to whom.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { STEP } from "../../src/core/step.ts";
import { EVENT_NAMES } from "../../src/events.ts";
import { keepJournal } from "../../src/index.ts";
import { SECOND, stage, started } from "../support/stage.ts";

describe("R430 the end is the last that is told", () => {
  const CALLS = ["dispose() once", "dispose() twice"];

  test.each(CALLS)("%s inside a listener of any event", async (call) => {
    for (const name of EVENT_NAMES) {
      const { env, source, tokens, journal } = stage({ quiet: true, lifetimeMs: 40 * SECOND, retry: { retries: 1 } });
      const phases: string[] = [];
      let linesAtEnd = 0;
      tokens.on("stateChange", ({ phase }) => phases.push(phase));
      tokens.on(name, () => {
        tokens.dispose();
        if (call === "dispose() twice") tokens.dispose();
        linesAtEnd = journal.length;
      });
      void tokens.start();
      await env.pass(15 * SECOND);
      source.mood = "down";
      await env.pass(60 * SECOND);
      expect(
        phases.filter((phase) => phase === "disposed"),
        name,
      ).toHaveLength(1);
      expect(phases.at(-1), name).toBe("disposed");
      expect(journal, name).toHaveLength(linesAtEnd);
    }
  });

  test("what waits behind the listener is not told any more", async () => {
    const { tokens } = stage({ quiet: true, fetchToken: () => "opaque" });
    const told: string[] = [];
    tokens.on("refreshed", () => {
      told.push("refreshed");
      tokens.dispose();
    });
    tokens.on("refreshed", () => told.push("refreshed, too"));
    tokens.on("warning", ({ code }) => told.push(code));
    tokens.subscribe(() => told.push(tokens.state.phase));
    await tokens.start().catch(() => undefined);
    expect(told).toEqual(["refreshing", "refreshed", "disposed"]);
  });

  test("a listener that is added afterwards, and a journal, hear nothing", async () => {
    const { source, tokens } = await started();
    const journal = keepJournal(tokens);
    let steps = 0;
    tokens.on(STEP, () => steps++);
    tokens.dispose();
    const { length } = journal.toJSON().steps;
    expect([steps, length]).toEqual([1, 1]); // the end itself
    tokens.setToken(source.mint());
    tokens.clear();
    expect([steps, journal.toJSON().steps.length]).toEqual([1, 1]);
  });

  test("off() with the name of no event takes nothing from a journal", async () => {
    const { tokens } = stage();
    let steps = 0;
    const listener = (): number => steps++;
    tokens.on(STEP, listener);
    tokens.off("stepped" as "expired", listener);
    await tokens.start();
    expect(steps).toBe(3); // start, the request, its answer
  });
});
