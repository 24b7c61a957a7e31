/**
 * Does what time alone makes due.
 *
 * @module
 */
import type { RefreshReason } from "../events.ts";
import { launch } from "./cycle.ts";
import { cappedLeadMs, leftMs, type Policy, remainingMs } from "./schedule.ts";
import type { Context, Effect, Input, State } from "./state.ts";
import { isQuiet, untilStartMs } from "./timetable.ts";

/** Does what time alone has made due: announces, starts a cycle, ends the pause of one. */
export function due(state: State, input: Input, context: Context, policy: Policy, effects: Effect[]): State {
  const { held } = state;
  const news = announcement(state, context, policy);
  let next: State = news && held ? { ...state, held: { ...held, told: news } } : state;
  const expiresAt = held?.token.expiresAt;
  const lifeLeftMs = held ? remainingMs(held.token, held.at, context.now) : 0;
  // First, and before the fetch: a listener that calls setToken() now replaces it.
  if (news === 1 && held && expiresAt !== undefined)
    effects.push({
      do: "tell",
      event: "willExpire",
      payload: { token: held.token, expiresAt, remainingMs: Math.round(lifeLeftMs) },
    });
  if (next.phase === "refreshing") next = resume(next, context, effects);
  else if (untilStartMs(next, context, policy) === 0)
    next = launch(next, reasonOf(next, input, context), context, effects);
  if (news === 2 && held && expiresAt !== undefined)
    effects.push({
      do: "tell",
      event: "expired",
      payload: { token: held.token, expiresAt, lateByMs: Math.round(-lifeLeftMs) },
    });
  return next;
}

function resume(state: Extract<State, { phase: "refreshing" }>, { now }: Context, effects: Effect[]): State {
  const { pause, ...flight } = state.flight;
  if (!pause || leftMs(pause, now) > 0) return state;
  effects.push({ do: "resume" });
  return { ...state, flight };
}

function reasonOf(state: State, input: Input, { now }: Context): RefreshReason {
  if (state.phase === "waiting") return "retry";
  if (state.wanted) return state.wanted.reason;
  if (input.type === "wake" && input.hint) return "wake";
  return state.held && remainingMs(state.held.token, state.held.at, now) > 0 ? "willExpire" : "expired";
}

/** 1: `willExpire` is due and untold; 2: `expired` is. */
function announcement(state: State, { now }: Context, policy: Policy): 0 | 1 | 2 {
  const { held } = state;
  if (!held || isQuiet(state)) return 0;
  const lifeLeftMs = remainingMs(held.token, held.at, now);
  if (lifeLeftMs <= 0) return held.told < 2 ? 2 : 0;
  return lifeLeftMs <= cappedLeadMs(policy.willExpireLeadMs, held.token) && !held.told ? 1 : 0;
}
