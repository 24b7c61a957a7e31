/**
 * One manager on a virtual stage: its world, its token endpoint and what it said.
 *
 * @module
 */
import { TokenManager } from "../../src/manager.ts";
import type { TokenManagerOptions } from "../../src/options.ts";
import { fakeTokens, type FakeTokens, virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";
import { traceOf } from "./journal.ts";

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export interface Stage {
  readonly env: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
  readonly journal: string[];
}

export type StageOptions = Omit<TokenManagerOptions, "fetchToken"> & {
  /** Default: the source's. */
  fetchToken?: TokenManagerOptions["fetchToken"];
  env?: VirtualEnvironment;
  source?: FakeTokens;
  /** Of each token; default 10 minutes. */
  lifetimeMs?: number;
  latencyMs?: number;
};

/**
 * Chance is 0 on this stage, so that each wait can be worked out by hand: it is half of its nominal length.
 * The waits of one cycle are 0.5, 1, 2 and 4 s, the cooldowns 2.5, 5, 10, 20, 30, 30, ... s.
 */
export function stage({
  env = virtualEnvironment(),
  lifetimeMs = 10 * MINUTE,
  latencyMs = 0,
  source = fakeTokens(env, { lifetimeMs, latencyMs }),
  ...options
}: StageOptions = {}): Stage {
  const tokens = new TokenManager({
    fetchToken: source.fetchToken,
    ...options,
    environment: { ...env, random: () => 0, ...options.environment },
  });
  return { env, source, tokens, journal: traceOf(tokens, env, source) };
}

/** Starts, and lets the first token arrive. */
export async function started(options?: StageOptions): Promise<Stage> {
  const made = stage(options);
  await made.tokens.start();
  return made;
}

/** What is told of a cycle that begins at `startS` and fails five times, and of the cooldown after it. */
export function failedCycle(startS: number, cooldownS: number, what = "ERR_FETCH_FAILED retryLater"): string[] {
  const code = what.split(" ")[0]!;
  return [
    `${startS}s attemptFailed 1 ${code}, next in 0.5s`,
    `${startS + 0.5}s attemptFailed 2 ${code}, next in 1s`,
    `${startS + 1.5}s attemptFailed 3 ${code}, next in 2s`,
    `${startS + 3.5}s attemptFailed 4 ${code}, next in 4s`,
    failedProbe(startS + 7.5, cooldownS, what),
  ];
}

/** What is told of a single attempt after a failed cycle, and of the cooldown after it. */
export const failedProbe = (atS: number, cooldownS: number, what = "ERR_FETCH_FAILED retryLater"): string =>
  `${atS}s refreshFailed ${what}, next in ${cooldownS}s`;
