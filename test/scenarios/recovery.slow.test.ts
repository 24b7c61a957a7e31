/**
 * How soon a token comes after an outage, while somebody waits for it.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { type FakeMood, virtualEnvironment } from "../../src/testing.ts";
import { MINUTE, SECOND, stage } from "../support/stage.ts";

describe("R301 after an outage", () => {
  /** Seconds from the end of an outage to the next token, while an app asks again whenever it is told no. */
  async function recovery(mood: FakeMood, outageMs: number, seed: number): Promise<number> {
    const env = virtualEnvironment({ seed });
    const { source, tokens } = stage({ env, latencyMs: 200, environment: { random: () => env.random() } });
    void tokens.start();
    await env.pass(9 * MINUTE);
    source.mood = mood;
    let servedAt: number | undefined;
    const serve = (value: string): void => {
      if (source.accepts(value) && source.mood === "up") servedAt ??= env.trueNow();
      else env.setTimer(ask, SECOND);
    };
    const ask = (): void => void tokens.getToken({ timeoutMs: 30 * SECOND }).then(serve, ask);
    await env.pass(outageMs);
    ask();
    await env.pass(MINUTE);
    source.mood = "up";
    const end = env.trueNow();
    await env.pass(MINUTE);
    tokens.dispose();
    return (servedAt! - end) / SECOND;
  }

  test.each(["down", "hang", { status: 503 }] as const)(
    "(%j) the next token comes within 10 s in the mean",
    async (mood) => {
      const times: number[] = [];
      for (let turn = 0; turn < 24; turn++) times.push(await recovery(mood, 3 * MINUTE + turn * 7_300, turn + 1));
      expect(times.reduce((sum, s) => sum + s) / times.length).toBeLessThan(10);
      expect(Math.max(...times)).toBeLessThan(30);
    },
  );
});
