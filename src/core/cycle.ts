/**
 * How a refresh cycle begins, goes on after a failed attempt, and ends badly.
 *
 * @module
 */
import type { TokenError } from "../errors.ts";
import type { RefreshReason } from "../events.ts";
import {
  elapsedMs,
  jitteredMs,
  lifeMs,
  type Policy,
  remainingMs,
  SELDOM_MS,
  serverWaitMs,
  slowestMs,
  untilLightMs,
} from "./schedule.ts";
import { commonOf, type Context, type Effect, type Held, type Input, type State, type Want } from "./state.ts";
import { untilStartMs } from "./timetable.ts";

type Failed = Extract<Input, { type: "attemptFailed" | "failed" }>;

/** Whether only a token will do that is fetched from now on. After a refusal another tab's newer one will do as well. */
export const isForcing = (wanted: Want | undefined): boolean => wanted?.reason === "requested" && wanted.after >= 0;

/** Commands a fetch and enters `refreshing`; there is no other way in. */
export function launch(state: State, reason: RefreshReason, { now }: Context, effects: Effect[]): State {
  const isForced = isForcing(state.wanted);
  // The endpoint has failed a whole cycle, and nothing says that it works again: one attempt will find out.
  const isProbe = state.phase === "waiting" ? state.cooldown.ms > 0 : !!state.wanted?.isProbe;
  const flight = { id: state.lastFlight + 1, reason, at: now, isForced, isProbe, failed: 0 };
  effects.push({ do: "fetch", flight });
  return { ...commonOf(state), phase: "refreshing", flight, lastFlight: flight.id, wanted: undefined };
}

/** No pause is longer than a third of the latest token's life: the endpoint bears that many requests when it is well. */
const longestPauseMs = (held: Held | undefined, minMs: number, maxMs: number): number =>
  held ? Math.min(maxMs, Math.max(minMs, lifeMs(held.token) / 3)) : maxMs;

/** No healthy endpoint takes longer; an attempt is given this much however short the tokens are. */
const SHORTEST_ATTEMPT_MS = 5_000;

/** How long an attempt may take: not more than half of a short token's life, so that there is one more before its end. */
export const attemptMs = ({ held }: State, { fetchTimeoutMs }: { readonly fetchTimeoutMs: number }): number =>
  Math.min(fetchTimeoutMs, held ? Math.max(SHORTEST_ATTEMPT_MS, lifeMs(held.token) / 2) : Infinity);

/** One attempt failed, and another one follows after a pause. */
export function retry(
  state: Extract<State, { phase: "refreshing" }>,
  { error, attempts, retryAfterMs = 0 }: Failed,
  { now, chance }: Context,
  { retry: { minDelayMs, factor, maxDelayMs } }: Policy,
  effects: Effect[],
): State {
  const longestMs = longestPauseMs(state.held, minDelayMs, maxDelayMs);
  const backoffMs = jitteredMs(minDelayMs, factor, longestMs, attempts, chance);
  const ms = Math.ceil(Math.max(backoffMs, retryAfterMs, untilLightMs(state.load, now)));
  effects.push({ do: "tell", event: "attemptFailed", payload: { error, attempt: attempts, retryInMs: ms } });
  const pause = { since: now, ms };
  return {
    ...state,
    flight: { ...state.flight, failed: attempts, error, pause },
    ...(retryAfterMs && { embargo: { since: now, ms: retryAfterMs } }),
  };
}

/** A cycle ended without a token: cool down, or halt where only the user can help. */
export function fail(
  state: Extract<State, { phase: "refreshing" }>,
  input: Failed,
  context: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { error, attempts, retryAfterMs } = input;
  const { now, online, chance } = context;
  if (!error.retryable && error.action === "signIn") return halt(state, error, attempts, effects);
  const { held } = state;
  const isBridged = !online && held && remainingMs(held.token, held.at, now) > 0;
  const failures = state.failures + (isBridged ? 0 : 1);
  const { minMs, maxMs } = policy.cooldown;
  // What a developer must mend is mended by a deployment, and nobody tells the page of it.
  const longestMs = error.retryable ? longestPauseMs(held, minMs, maxMs) : Math.max(maxMs, SELDOM_MS);
  const serverMs = retryAfterMs === undefined ? 0 : serverWaitMs(retryAfterMs, chance);
  const ownMs = jitteredMs(minMs, 2, longestMs, Math.max(1, failures), chance);
  // A rate limit knows when it ends; one that has said "soon" this often does not. Of a server that is down a proxy says the
  // same each time, however long: it is believed once.
  const believed = error.status !== 429 ? 1 : serverMs < minMs ? 10 : Infinity;
  const isExact = serverMs && failures <= believed;
  const ms = Math.max(serverMs, isExact ? 0 : ownMs);
  const next: State = {
    ...commonOf(state),
    phase: "waiting",
    error,
    cooldown: { since: now, ms },
    failures,
    tookMs: slowestMs(elapsedMs(state.flight.at, now), state.tookMs),
    wanted: undefined,
    ...(serverMs && { embargo: { since: now, ms: serverMs } }),
  };
  const retryInMs = untilStartMs(next, { ...context, hidden: false }, policy);
  tellFailure(error, attempts, effects, Math.round(now.wallMs + retryInMs));
  return next;
}

/** Nothing more is fetched until a person has acted, and what is still in the air is not wanted any more. */
export function halt(state: State, error: TokenError, attempts: number, effects: Effect[]): State {
  tellFailure(error, attempts, effects);
  return { ...commonOf(state), phase: "halted", error, wanted: undefined, validFrom: state.serial + 1 };
}

function tellFailure(error: TokenError, attempts: number, effects: Effect[], retryAt = Infinity): void {
  const willRetry = retryAt < Infinity;
  const payload = { error, action: error.action, attempts, willRetry, ...(willRetry && { retryAt }) };
  effects.push({ do: "tell", event: "refreshFailed", payload });
}
