/**
 * How a refresh cycle begins and how it ends badly.
 *
 * @module
 */
import type { TokenError } from "../errors.ts";
import type { RefreshReason } from "../events.ts";
import { jitteredMs, type Policy, serverWaitMs } from "./schedule.ts";
import { commonOf, type Context, type Effect, type Input, type State } from "./state.ts";

/** While offline one attempt is made this often, because `onLine` lies. */
const PROBE_MS = 60_000;

/** Commands a fetch and enters `refreshing`; there is no other way in. */
export function launch(state: State, reason: RefreshReason, { now }: Context, effects: Effect[]): State {
  const flight = { id: state.lastFlight + 1, reason, at: now, stale: false };
  effects.push({ do: "fetch", flight });
  return { ...commonOf(state), phase: "refreshing", flight, lastFlight: flight.id, wanted: undefined };
}

/** A cycle ended without a token: cool down, or halt where only a person can help. */
export function fail(
  state: State,
  input: Extract<Input, { type: "failed" }>,
  { now, online, chance }: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { error, attempts, retryAfterMs } = input;
  if (!error.retryable) return halt(state, error, attempts, effects);
  const failures = state.failures + (online ? 1 : 0);
  const { minMs, maxMs } = policy.cooldown;
  const waitMs =
    retryAfterMs !== undefined
      ? serverWaitMs(retryAfterMs, chance)
      : online
        ? jitteredMs(minMs, 2, maxMs, failures, chance)
        : PROBE_MS;
  const retryAt = now.wallMs + waitMs;
  effects.push({ do: "answer", error });
  effects.push({
    do: "tell",
    event: "refreshFailed",
    payload: {
      error,
      action: error.action,
      attempts,
      willRetry: policy.autoRefresh,
      ...(policy.autoRefresh && { retryAt }),
    },
  });
  return {
    ...commonOf(state),
    phase: "waiting",
    error,
    since: now,
    waitMs,
    firm: retryAfterMs !== undefined,
    failures,
  };
}

/** Nothing more is fetched until a person has acted. */
export function halt(state: State, error: TokenError, attempts: number, effects: Effect[]): State {
  effects.push({ do: "answer", error });
  effects.push({
    do: "tell",
    event: "refreshFailed",
    payload: { error, action: error.action, attempts, willRetry: false },
  });
  return { ...commonOf(state), phase: "halted", error, wanted: undefined };
}
