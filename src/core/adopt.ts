/**
 * Whether a token that arrives becomes the current one.
 *
 * @module
 */
import { fault, type TokenError, type TokenErrorCode } from "../errors.ts";
import type { Token } from "../token.ts";
import { drawLeadMs, elapsedMs, intervalMs, lifeMs, type Policy, remainingMs, slowestMs } from "./schedule.ts";
import { type Candidate, commonOf, type Context, type Effect, type Held, type Input, type State } from "./state.ts";
import { isForcing } from "./cycle.ts";
import { warningOf } from "./warnings.ts";

// The remedy names three suspects: the client cannot tell which one it is.
const CACHE =
  'Mint a token for each request; fetch it with cache: "no-store"; or, if it is fresh, set this device\'s clock right.';

/** Who reads one token's end twice, or in two tabs, may find it to differ by this much. */
const END_TOLERANCE_MS = 1_000;

/** How much life a token in hand has left; 0 where there is none, or it has ended. */
export const heldMs = ({ held }: State, { now }: Context): number =>
  held ? Math.max(0, remainingMs(held.token, held.at, now)) : 0;

const isSpent = ({ refusals }: State, { value }: Token): boolean =>
  refusals.tokens.some((refused) => refused.value === value);

/**
 * Why a fetched token must not replace the one in hand, if there is a reason. Lives are compared,
 * not dates: the one in hand may have been dated by a clock that has been set right since.
 */
export function refusal(
  state: State,
  candidate: Candidate,
  context: Context,
  { singleUse }: Pick<Policy, "singleUse">,
): TokenError | undefined {
  const { token } = candidate;
  const { now } = context;
  const leftMs = remainingMs(token, now, now);
  const refuse = (code: TokenErrorCode, what: string): TokenError =>
    fault(code, `The fetched token ${what}`, "fixConfig", CACHE, { retryable: true });
  if (isSpent(state, token))
    return singleUse
      ? refuse("ERR_NO_PROGRESS", "was given to a caller before")
      : refuse("ERR_TOKEN_REJECTED", "was refused by a server before");
  // Where each caller gets a token of its own, one that nobody has taken is nothing to outlive.
  const isOther = state.held?.token.value !== token.value;
  const isGained = (singleUse && isOther) || isGain(state, candidate, leftMs, heldMs(state, context));
  if (leftMs <= 0 && (isGained || isOther)) return refuse("ERR_TOKEN_UNUSABLE", "had expired when it arrived");
  return isGained ? undefined : refuse("ERR_NO_PROGRESS", "does not expire later than the one in hand");
}

// A life that nobody knows is not an endless one: any other token is a gain then. The same token is one only where its
// end stands beside it and has moved, as with sliding sessions: what a token says of itself does not change, nor does a
// `Token` that is handed over again. Another tab's token may be older than the one in hand, or than the one that was
// refused last; of two issued at once the one that is offered counts, since tabs offer them in one order everywhere.
function isGain({ held, refusals }: State, candidate: Candidate, leftMs: number, lastMs: number): boolean {
  const { token, endsBy, isShared } = candidate;
  if (held?.token.value === token.value)
    return isShared
      ? token.expiresAt! - held.token.expiresAt! > END_TOLERANCE_MS
      : endsBy === "answer" &&
          (lastMs === Infinity || leftMs - lastMs >= END_TOLERANCE_MS) &&
          !(token.receivedAt === held.token.receivedAt && token.expiresAt === held.token.expiresAt);
  const last = lastMs > 0 ? held?.token : refusals.isOpen ? refusals.tokens.at(-1) : undefined;
  const issueMs = isShared && last ? laterIssueMs(last, token) : NaN;
  // After a refusal there is nothing in hand to outlive. NaN where one of the ends is not known.
  const later = issueMs || (isShared && last && lastMs <= 0 ? token.expiresAt! - last.expiresAt! : 0);
  const slackMs = issueMs === 0 ? Infinity : isShared ? END_TOLERANCE_MS : 0;
  // A token that is to replace a refused one need not outlive it.
  return later ? later > 0 : lastMs === Infinity || leftMs > lastMs - slackMs || refusals.isOpen;
}

/** By how much the second one was issued after the first; NaN where that is not known. */
const laterIssueMs = ({ issuedAt: before }: Token, { issuedAt: after }: Token): number => after! - before!;

// For tokens that the app hands over: the later issue wins, a shorter life may be meant. Where the issue is not known the
// later end wins, unless nobody knows that of the token in hand. A dead token replaces nothing that lives or is on its way.
function isStale(state: State, candidate: Candidate, context: Context): boolean {
  const { held, phase } = state;
  const { token } = candidate;
  if (isSpent(state, token)) return true;
  const leftMs = remainingMs(token, context.now, context.now);
  const lastMs = heldMs(state, context);
  if (leftMs <= 0 && (lastMs > 0 || ["refreshing", "waiting", "halted"].includes(phase))) return true;
  if (held?.token.value === token.value) return !isGain(state, candidate, leftMs, lastMs);
  if (!held || lastMs <= 0) return false;
  return (laterIssueMs(held.token, token) || (lastMs === Infinity ? 0 : leftMs - lastMs)) < 0;
}

/** A token that the app hands over becomes the current one, or is ignored with a warning. */
export function handOver(
  state: State,
  input: Extract<Input, { type: "set" }>,
  context: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { candidate } = input;
  if (isStale(state, candidate, context)) {
    if (state.held?.token.value !== candidate.token.value)
      effects.push({ do: "warn", warning: warningOf("staleToken", candidate.token) });
    return state;
  }
  const serial = state.serial + 1;
  return adopt({ ...state, serial, validFrom: serial }, { ...input, serial }, context, policy, effects);
}

/** Another tab's token, which nobody here waits for. It answers none who want one that is fetched from now on. */
export function share(
  state: State,
  { candidate }: Extract<Input, { type: "shared" }>,
  context: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { phase, wanted } = state;
  const isDeaf = phase === "idle" || phase === "stopped" || (phase === "halted" && state.isSignedOut);
  if (isDeaf || refusal(state, candidate, context, policy)) return state;
  const flight = phase === "refreshing" ? state.flight : undefined;
  const reason = flight?.reason ?? "requested";
  const input = { type: "fetched", candidate, serial: 0, reason, source: "tab", attempt: 0, flightId: 0 } as const;
  const told: Effect[] = [];
  const next = adopt({ ...state, wanted: isForcing(wanted) ? wanted : undefined }, input, context, policy, told);
  const goesOn = flight?.isForced;
  effects.push(...(goesOn ? told.filter((effect) => effect.do !== "abort") : told));
  return goesOn ? { ...commonOf(next), phase: "refreshing", flight } : next;
}

/** Makes a token the current one. */
export function adopt(
  state: State,
  input: Extract<Input, { type: "fetched" }> | (Extract<Input, { type: "set" }> & { readonly serial: number }),
  { now, chance }: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { token, refreshAt, warnings, isShared } = input.candidate;
  const fetched = input.type === "fetched" ? input : undefined;
  const flight = state.phase === "refreshing" ? state.flight : undefined;
  if (flight && !fetched?.attempt) effects.push({ do: "abort", flightId: flight.id });

  const adviceMs = refreshAt === undefined || token.expiresAt === undefined ? 0 : token.expiresAt - refreshAt;
  const { wanted, refusals } = state;
  const isOwn = flight && fetched?.attempt && fetched.source === "fetcher";
  const tookMs = isOwn ? slowestMs(elapsedMs(flight.at, now), state.tookMs) : state.tookMs;
  const held: Held = {
    token,
    refreshAt,
    warnings,
    at: now,
    serial: input.serial,
    leadMs: Math.max(adviceMs, drawLeadMs(policy, token, chance, tookMs)),
    told: 0,
    forced: refusals.isOpen && !!fetched,
  };
  const next: State = {
    ...commonOf(state),
    // An app that has not called start() yet, or has called stop(), hands over a token and nothing else.
    phase: state.phase === "idle" || state.phase === "stopped" ? state.phase : "holding",
    held,
    refusals: refusals.isOpen ? { ...refusals, isOpen: false } : refusals,
    wanted: wanted && wanted.after >= input.serial ? wanted : undefined,
    failures: 0,
    tookMs,
    ...(fetched &&
      fetched.source === "fetcher" &&
      state.askedAt && {
        pace: policy.singleUse
          ? undefined
          : { since: state.askedAt, ms: intervalMs(policy.minRefreshIntervalMs, token) },
        // A late answer says nothing of what the server has asked for since.
        embargo: fetched.attempt ? undefined : state.embargo,
      }),
  };
  const payload = {
    token,
    ...(state.held && { previous: state.held.token }),
    reason: fetched?.reason ?? "requested",
    attempts: fetched && !isShared ? fetched.attempt : 0,
    durationMs: fetched && flight ? Math.round(now.monoMs - flight.at.monoMs) : 0,
    source: fetched?.source ?? "app",
  };
  if (next.phase === "stopped") return { ...next, held: { ...held, news: payload } };
  // Who hears of a token hands it on: of one that has ended `expired` is all there is to tell.
  if (remainingMs(token, now, now) > 0) effects.push({ do: "tell", event: "refreshed", payload });
  return next;
}

/** What is worth a developer's look in a token that has become the current one. */
export function warningsOf({ token, warnings = [] }: Held, policy: Policy): Effect[] {
  const life = lifeMs(token);
  const isShort = life > 0 && life < 2 * policy.willExpireLeadMs;
  const code = token.expiresAt === undefined ? "noExpiry" : isShort ? "shortLived" : undefined;
  return [...warnings, ...(code && !policy.singleUse ? [warningOf(code, token)] : [])].map((warning) => ({
    do: "warn",
    warning,
  }));
}
