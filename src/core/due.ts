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
  const news = announcement(state, context, policy);
  const isEarly = news?.event === "willExpire";
  let next: State = news ? { ...state, held: { ...state.held!, told: isEarly ? 1 : 2 } } : state;
  // Before the fetch: a listener that calls setToken() now replaces it.
  if (news && isEarly) effects.push(news);
  if (next.phase === "refreshing") next = resume(next, context, effects);
  else if (untilStartMs(next, context, policy) === 0)
    next = launch(next, reasonOf(next, input, context), context, effects);
  if (news && !isEarly) effects.push(news);
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

/** What is to be told of the token's end, and has not been told. Nothing, where the end is unknown. */
function announcement(state: State, { now }: Context, policy: Policy): Extract<Effect, { do: "tell" }> | undefined {
  const { held } = state;
  if (!held || isQuiet(state)) return undefined;
  const { token, told } = held;
  const expiresAt = token.expiresAt!;
  const lifeLeftMs = remainingMs(token, held.at, now);
  if (lifeLeftMs <= 0 && told < 2)
    return { do: "tell", event: "expired", payload: { token, expiresAt, lateByMs: Math.round(-lifeLeftMs) } };
  if (!told && lifeLeftMs <= cappedLeadMs(policy.willExpireLeadMs, token))
    return { do: "tell", event: "willExpire", payload: { token, expiresAt, remainingMs: Math.round(lifeLeftMs) } };
  return undefined;
}
