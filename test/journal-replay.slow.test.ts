/** Random lives, recorded and played again: the real manager's states, one by one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STEP, type Step } from "../src/core/step.ts";
import { keepJournal, type SavedJournal, type TabHost, TokenManager, type TokenState } from "../src/index.ts";
import { savedState } from "../src/journal/plain.ts";
import { fakeTokens, replayJournal, virtualEnvironment } from "../src/testing.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const MOODS = [
  "up",
  "up",
  "up",
  "down",
  "hang",
  "late",
  { status: 401 },
  { status: 400, error: "invalid_grant" },
  { status: 503 },
  { status: 429, retryAfter: "90" },
] as const;

const deed = <T extends string>(...names: T[]): fc.Arbitrary<{ do: T }> => fc.record({ do: fc.constantFrom(...names) });
const deedFor = <T extends string>(name: T, ms: fc.Arbitrary<number>): fc.Arbitrary<{ do: T; ms: number }> =>
  fc.record({ do: fc.constant(name), ms });
const upTo = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });

const command = fc.oneof(
  { weight: 8, arbitrary: deedFor("pass", fc.oneof(upTo(15 * SECOND), upTo(5 * MINUTE))) },
  { weight: 2, arbitrary: deedFor("sleep", upTo(9 * HOUR)) },
  { weight: 2, arbitrary: deedFor("setClock", fc.integer({ min: -3 * HOUR, max: 3 * HOUR })) },
  { weight: 5, arbitrary: deed("hide", "show", "offline", "online", "focus") },
  { weight: 5, arbitrary: deed("start", "stop", "refresh", "clear", "invalidate", "setToken", "force", "handOver") },
  { weight: 3, arbitrary: deed("actInListener") },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("mood" as const), mood: fc.constantFrom(...MOODS) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const options = fc.record({
  refreshLeadMs: fc.constantFrom(30_000, "spread" as const, { min: 40_000, max: 120_000 }),
  autoRefresh: fc.constantFrom(true, true, true, false),
  singleUse: fc.constantFrom(false, false, false, true),
  overlap: fc.constantFrom("allow" as const, "never" as const),
  hiddenPolicy: fc.constantFrom("refresh" as const, "pause" as const),
});

interface Life {
  /** As they came, the real manager's own. */
  readonly states: readonly TokenState[];
  readonly saved: SavedJournal;
  readonly values: readonly string[];
}

/** @param joinAfter - commands before the journal is opened */
async function live(
  seed: number,
  chosen: typeof options extends fc.Arbitrary<infer T> ? T : never,
  life: readonly Command[],
  size: number,
  joinAfter: number,
): Promise<Life> {
  const environment = virtualEnvironment({ seed });
  const source = fakeTokens(environment, { lifetimeMs: 10 * MINUTE, latencyMs: 300 });
  const values: string[] = [];
  const mint = (): string => (values.push(source.mint()), values.at(-1)!);
  let host: TabHost | undefined;
  const tokens = new TokenManager({
    ...chosen,
    environment,
    quiet: true,
    ...(chosen.singleUse
      ? { autoRefresh: false }
      : {
          tabs: {
            connect: (given) => ((host = given), { run: (call) => call(), tell() {}, close() {} }),
          },
        }),
    fetchToken: async (request) => {
      const value = await source.fetchToken(request);
      values.push(value);
      return value;
    },
  });
  const states: TokenState[] = [];
  const acts: Readonly<Partial<Record<Command["do"], () => unknown>>> = {
    hide: environment.hide,
    show: environment.show,
    offline: environment.goOffline,
    online: environment.goOnline,
    focus: () => environment.wake(),
    start: () => tokens.start(),
    stop: tokens.stop,
    clear: tokens.clear,
    refresh: () => tokens.refresh(),
    invalidate: () => tokens.invalidate(tokens.peek()?.value ?? ""),
    setToken: () => tokens.setToken(mint()),
    force: () => tokens.getToken({ forceRefresh: true, rejectedValue: values.at(-1) }).catch(() => undefined),
    handOver: () => host?.adopt({ value: mint(), expiresAt: environment.now() + 8 * MINUTE }),
    actInListener: () => tokens.once("stateChange", () => tokens.setToken(mint())),
  };
  let journal: ReturnType<typeof keepJournal> | undefined;
  for (const [i, next] of [{ do: "start" } as const, ...life].entries()) {
    if (i === joinAfter) {
      journal = keepJournal(tokens, { size, now: environment.now });
      tokens.on(STEP, (step) => void states.push((step as unknown as Step).after));
    }
    if (next.do === "mood") source.mood = next.mood;
    else if (next.do === "sleep") environment.sleep(next.ms);
    else if (next.do === "setClock") environment.setClock(next.ms);
    else if (next.do !== "pass") acts[next.do]!();
    await environment.pass(next.do === "pass" ? next.ms : 0);
  }
  tokens.dispose();
  return { states, saved: JSON.parse(JSON.stringify(journal)) as SavedJournal, values };
}

describe("a saved journal", () => {
  test("R280 R281 is played again to the same states, and holds no token", async () => {
    const arbitrary = fc.array(command, { minLength: 5, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        options,
        arbitrary,
        fc.constantFrom(1, 7, 100_000),
        fc.constantFrom(0, 3),
        async (seed, chosen, life, size, joinAfter) => {
          const { states, saved, values } = await live(seed, chosen, life, size, joinAfter);
          const replay = replayJournal(saved);
          const replayedStates: TokenState[] = [];
          const clocks: boolean[] = [];
          for (const { wallMs, hidden, offline } of saved.steps) {
            await replay.step();
            replayedStates.push(replay.state);
            const { environment } = replay;
            clocks.push(
              environment.now() === wallMs &&
                environment.isHidden() === !!hidden &&
                environment.isOnline() === !offline,
            );
          }
          expect(await replay.step()).toBe(false);
          const kept = size === 100_000 ? states : states.slice(-size);
          expect(replayedStates.map(savedState)).toEqual(kept.map(savedState));
          expect(replay.differences).toEqual([]);
          expect(clocks).not.toContain(false);
          const text = JSON.stringify(saved);
          for (const value of values)
            for (const part of value.split(".")) if (part.length > 8) expect(text).not.toContain(part);
        },
      ),
      { numRuns: 500, seed: 20_261_126 },
    );
  });
});
