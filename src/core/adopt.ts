/**
 * Whether a token that arrives becomes the current one, and how one stops being it.
 *
 * @module
 */
import { fault, type TokenError, type TokenErrorCode } from "../errors.ts";
import { halt } from "./cycle.ts";
import { drawLeadMs, elapsedMs, intervalMs, lifeMs, type Policy, remainingMs } from "./schedule.ts";
import { type Candidate, commonOf, type Context, type Effect, type Held, type Input, type State } from "./state.ts";
import type { Token } from "../token.ts";

/** From here on a clock is called wrong; below, a correction is made without a word. */
const SKEW_TOLERANCE_MS = 60_000;

const CACHE = "The token endpoint must mint a token, not answer from a cache.";

/** A token that was used this long, or for half its life, has been good for something. */
const PROOF_MS = 60_000;

/**
 * Why a fetched token must not replace the one in hand, if there is a reason. Lives are compared,
 * not dates: the one in hand may have been dated by a clock that has been set right since.
 */
export function refusal(state: State, token: Token, { now }: Context): TokenError | undefined {
  const leftMs = remainingMs(token, now, now);
  const { held } = state;
  const refuse = (code: TokenErrorCode, what: string, remedy: string): TokenError =>
    fault(code, `The fetched token ${what}`, "fixConfig", remedy, { retryable: true });
  if (state.rejected.includes(token.value))
    return refuse("ERR_TOKEN_REJECTED", "was refused by a server before", CACHE);
  if (leftMs <= 0) return refuse("ERR_TOKEN_UNUSABLE", "had expired when it arrived", CACHE);
  const heldMs = held ? remainingMs(held.token, held.at, now) : 0;
  if (held && (held.token.value === token.value || (heldMs > 0 && leftMs <= heldMs && leftMs < Infinity)))
    return refuse("ERR_NO_PROGRESS", "does not expire later than the one in hand", CACHE);
  return undefined;
}

/** For tokens that the app hands over: the later issue wins, a shorter life may be meant. */
export function isOlder(token: Token, held: Held | undefined, { now }: Context): boolean {
  if (!held) return false;
  if (held.token.value === token.value) return true;
  const heldMs = remainingMs(held.token, held.at, now);
  if (heldMs <= 0) return false;
  const [before, after] = [held.token.issuedAt, token.issuedAt];
  return before !== undefined && after !== undefined && before !== after
    ? after < before
    : remainingMs(token, now, now) < heldMs;
}

/** Makes a token the current one. */
export function adopt(
  state: State,
  input: Extract<Input, { type: "set" | "fetched" }>,
  context: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { token, refreshAt } = input.candidate;
  const { now, chance } = context;
  const fetched = input.type === "fetched" ? input : undefined;
  if (state.phase === "refreshing" && fetched?.flight.id !== state.flight.id)
    effects.push({ do: "abort", flightId: state.flight.id });

  const leadMs = drawLeadMs(policy, token, chance);
  const adviceMs = refreshAt === undefined || token.expiresAt === undefined ? 0 : token.expiresAt - refreshAt;
  const next: State = {
    ...commonOf(state),
    // An app that has not called start() yet, or has called stop(), hands over a token and nothing else.
    phase: state.phase === "idle" || state.phase === "stopped" ? state.phase : "holding",
    held: { token, at: now, leadMs, adviceMs, told: 0, forced: state.distrust && !!fetched },
    distrust: false,
    wanted: undefined,
    failures: 0,
    pace: fetched?.askedAt
      ? { at: fetched.askedAt, intervalMs: intervalMs(policy.minRefreshIntervalMs, token) }
      : state.pace,
  };
  if (next.phase === "stopped") return next;
  effects.push({ do: "answer", token });
  effects.push({
    do: "tell",
    event: "refreshed",
    payload: {
      token,
      ...(state.held && { previous: state.held.token }),
      reason: fetched?.flight.reason ?? "requested",
      attempts: fetched?.attempts ?? 0,
      durationMs: fetched?.durationMs ?? 0,
      source: fetched?.source ?? "app",
    },
  });
  if (Math.abs(input.candidate.skewMs ?? 0) > SKEW_TOLERANCE_MS) effects.push(warn("clockSkew", input.candidate));
  if (token.expiresAt === undefined) effects.push(warn("noExpiry", input.candidate));
  else if (lifeMs(token) < 2 * policy.willExpireLeadMs) effects.push(warn("shortLived", input.candidate));
  return next;
}

export const warn = (
  code: "clockSkew" | "noExpiry" | "shortLived" | "staleToken",
  { token, skewMs = 0 }: Candidate,
): Effect => ({ do: "warn", code, token, skewMs });

/** A server has refused the token in hand: it is gone, and a new one is fetched without waiting for the interval, once. */
export function reject(state: State, held: Held, context: Context, policy: Policy, effects: Effect[]): State {
  const { token } = held;
  const next: State = {
    ...state,
    held: undefined,
    epoch: state.epoch + 1,
    rejected: [...state.rejected, token.value],
    distrust: true,
    pace: undefined,
  };
  // One forced refresh; if its token is refused too before it has proved itself, asking again is a loop.
  if (
    next.phase !== "stopped" &&
    held.forced &&
    elapsedMs(held.at, context.now) < Math.min(lifeMs(token) / 2, PROOF_MS)
  ) {
    if (next.phase === "refreshing") effects.push({ do: "abort", flightId: next.flight.id });
    const remedy = "Check what the token is for (audience, grants, account) and both clocks; refresh() tries again.";
    return halt(
      next,
      fault("ERR_TOKEN_REJECTED", "A fresh token was refused like the one before", "fixConfig", remedy),
      0,
      effects,
    );
  }
  if (next.phase === "refreshing") return { ...next, flight: { ...next.flight, stale: true } };
  return policy.autoRefresh ? { ...next, wanted: "rejected" } : next;
}
