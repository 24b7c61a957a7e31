/**
 * What a caller gets: a token, an error, or nothing yet. The one place that decides it, for whoever asks and whenever.
 *
 * @module
 */
import { endOf, fault, type TokenError } from "../errors.ts";
import type { Token } from "../token.ts";
import { heldMs } from "./adopt.ts";
import { timedOut } from "./classify.ts";
import { isDisputed } from "./refuse.ts";
import { cappedLeadMs, elapsedMs, type Instant, leftMs, type Policy } from "./schedule.ts";
import type { Context, State } from "./state.ts";
import type { Wish } from "./wish.ts";
import { barredMs } from "./timetable.ts";
import { DISPUTE, DISPUTE_REMEDY } from "./warnings.ts";

export type Answer = { readonly token: Token } | { readonly error: TokenError };

/** What a caller says. */
export type CallerWant = Pick<
  Wish,
  "minValidityMs" | "isForced" | "limitMs" | "rejectedValue" | "wasAccepted" | "isPatient"
>;

/** What a caller wants who asks at this moment. */
export function wishOf(
  state: State,
  type: "ask" | "start" | "refresh",
  want: CallerWant,
  at: Instant,
  { singleUse, willExpireLeadMs }: Policy,
): Wish {
  const { held } = state;
  // refresh() joins the cycle in the air, whose request may have been sent already, and before that cycle began.
  const since = type === "refresh" && state.phase === "refreshing" ? (held?.serial ?? -1) : state.serial;
  // Nobody connects with a token that is about to end, unless it is the best there is.
  const leastMs = singleUse && held ? cappedLeadMs(willExpireLeadMs, held.token) : 0;
  return { ...want, minValidityMs: Math.max(want.minValidityMs, leastMs), since, at };
}

/** The token in hand while it lives. */
export const livingToken = (state: State, context: Context): Token | undefined =>
  heldMs(state, context) > 0 ? state.held?.token : undefined;

/** The token in hand, unless the server that refused it is the caller's. */
const acceptable = (state: State, { rejectedValue }: Wish, context: Context): Token | undefined => {
  const token = livingToken(state, context);
  return token?.value === rejectedValue ? undefined : token;
};

/** The token in hand, if it is all that the caller wants. */
export function satisfying(state: State, wish: Wish, context: Context): Token | undefined {
  const isNewer = !!state.held && state.held.serial > wish.since;
  const isEnough = isNewer || (!wish.isForced && heldMs(state, context) >= wish.minValidityMs);
  return isEnough ? acceptable(state, wish, context) : undefined;
}

/** `undefined`: the caller has to wait. */
export function answerTo(state: State, wish: Wish, context: Context): Answer | undefined {
  const token = satisfying(state, wish, context);
  if (token) return { token };
  // What is in hand is the best there is, where nothing better can be had just now.
  const best = wish.isForced ? undefined : acceptable(state, wish, context);
  const error = refusalOf(state, wish, context);
  if (best && (error || (state.phase === "holding" && barredMs(state, context) > 0))) return { token: best };
  return error && !waitsOn(state, wish, context) ? { error } : undefined;
}

// Through a cooldown, where the wait can end before the caller's does: neither a deployment nor a `Retry-After` is waited for in vain.
function waitsOn(state: State, { isPatient, at, limitMs }: Wish, { now }: Context): boolean {
  const restMs = limitMs - elapsedMs(at, now);
  return !!isPatient && state.phase === "waiting" && state.error.retryable && leftMs(state.embargo, now) < restMs;
}

function refusalOf(state: State, wish: Wish, context: Context): TokenError | undefined {
  const { phase, held } = state;
  if (phase === "stopped" || phase === "disposed") return endOf(phase);
  if (phase === "waiting" || phase === "halted") return state.error;
  if (held && held.token.value === wish.rejectedValue && isDisputed(state, context))
    return fault("ERR_TOKEN_REJECTED", DISPUTE, "fixConfig", DISPUTE_REMEDY);
  const restMs = wish.limitMs - elapsedMs(wish.at, context.now);
  const isBarred = phase === "holding" && leftMs(state.embargo, context.now) > restMs;
  if (restMs > 0 && !isBarred) return undefined;
  const failed = phase === "refreshing" ? state.flight.error : undefined;
  return failed ?? timedOut(isBarred ? "The server's Retry-After lets no token come" : "No token came", wish.limitMs);
}
