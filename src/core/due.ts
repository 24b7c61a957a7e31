/**
 * What time alone makes due, and when to look at the clock again.
 *
 * @module
 */
import type { RefreshReason } from "../events.ts";
import { launch } from "./cycle.ts";
import {
  cappedLeadMs,
  elapsedMs,
  HEARTBEAT_MS,
  HIDDEN_SLACK_MS,
  MAX_TIMER_MS,
  type Policy,
  remainingMs,
} from "./schedule.ts";
import type { Context, Effect, Held, Input, State } from "./state.ts";
import type { Freshness } from "../token.ts";

/** Does what time alone has made due: announces, and starts a cycle. */
export function due(state: State, input: Input, context: Context, policy: Policy, effects: Effect[]): State {
  // What adoption makes due comes a moment later: no event is dispatched inside a call of setToken().
  if (input.type === "set" || input.type === "fetched") return state;
  const { held } = state;
  const news = announcement(state, context, policy);
  let next: State = news && held ? { ...state, held: { ...held, told: news } } : state;
  const expiresAt = held?.token.expiresAt;
  const leftMs = held ? remainingMs(held.token, held.at, context.now) : 0;
  // First, and before the fetch: a listener that calls setToken() now replaces it.
  if (news === 1 && held && expiresAt !== undefined)
    effects.push({ do: "tell", event: "willExpire", payload: { token: held.token, expiresAt, remainingMs: leftMs } });
  if (untilStartMs(next, context, policy) === 0) next = launch(next, reasonOf(next, input, context), context, effects);
  if (news === 2 && held && expiresAt !== undefined)
    effects.push({ do: "tell", event: "expired", payload: { token: held.token, expiresAt, lateByMs: -leftMs } });
  return next;
}

function reasonOf(state: State, input: Input, { now }: Context): RefreshReason {
  if (state.phase === "waiting") return "retry";
  if (state.wanted) return state.wanted;
  if (input.type === "wake" && input.hint) return "wake";
  return state.held && remainingMs(state.held.token, state.held.at, now) > 0 ? "willExpire" : "expired";
}

// Disposed of, there is no token to be quiet about.
const isQuiet = ({ phase }: State): boolean => phase === "idle" || phase === "stopped";

/** 1: `willExpire` is due and untold; 2: `expired` is. */
function announcement(state: State, { now }: Context, policy: Policy): 0 | 1 | 2 {
  const { held } = state;
  if (!held || isQuiet(state)) return 0;
  const leftMs = remainingMs(held.token, held.at, now);
  if (leftMs <= 0) return held.told < 2 ? 2 : 0;
  return leftMs <= cappedLeadMs(policy.willExpireLeadMs, held.token) && !held.told ? 1 : 0;
}

/** Whether a cooldown has run out. */
export const isOver = (state: Extract<State, { phase: "waiting" }>, { now }: Context): boolean =>
  elapsedMs(state.since, now) >= state.waitMs;

/** The lead that counts now: drawn, widened while hidden, cut to half the life; a server's advice is not cut. */
export const leadNowMs = (held: Held, { hidden }: Pick<Context, "hidden">): number =>
  Math.max(held.adviceMs, cappedLeadMs(held.leadMs + (hidden ? HIDDEN_SLACK_MS : 0), held.token));

/** How long until a cycle should begin: 0 is now, `Infinity` never. */
export function untilStartMs(state: State, context: Context, policy: Policy): number {
  const { held, wanted, pace } = state;
  const { now } = context;
  const unasked = policy.autoRefresh && !(context.hidden && policy.hiddenPolicy === "pause");
  if (state.phase === "waiting")
    return unasked || wanted ? Math.max(0, state.waitMs - elapsedMs(state.since, now)) : Infinity;
  if (state.phase !== "holding") return Infinity;
  const dueMs = wanted
    ? 0
    : unasked && held
      ? remainingMs(held.token, held.at, now) - leadNowMs(held, context)
      : Infinity;
  return Math.max(0, dueMs, pace ? pace.intervalMs - elapsedMs(pace.at, now) : 0);
}

/**
 * The delay after which the clock must be looked at again: whole ms, at least 1, at most a
 * minute while visible. `undefined`: nothing that time could change.
 */
export function nextWakeMs(state: State, context: Context, policy: Policy): number | undefined {
  if (isQuiet(state)) return undefined;
  const { held } = state;
  let delayMs = untilStartMs(state, context, policy);
  if (held && held.told < 2) {
    const leftMs = remainingMs(held.token, held.at, context.now);
    delayMs = Math.min(delayMs, leftMs - (held.told ? 0 : cappedLeadMs(policy.willExpireLeadMs, held.token)));
  }
  if (delayMs === Infinity) return undefined;
  return Math.min(Math.max(1, Math.ceil(delayMs)), context.hidden ? MAX_TIMER_MS : HEARTBEAT_MS);
}

/** How fresh the token in hand is now. */
export function freshnessOf({ held }: State, context: Context, policy: Policy): Freshness {
  if (!held) return "none";
  const leftMs = remainingMs(held.token, held.at, context.now);
  if (leftMs <= 0) return "expired";
  return leftMs <= Math.max(cappedLeadMs(policy.willExpireLeadMs, held.token), leadNowMs(held, context))
    ? "expiring"
    : "fresh";
}
