/**
 * When a cycle should begin, when to look at the clock again, and how fresh a token is: nothing here changes a state.
 *
 * @module
 */
import type { Freshness } from "../token.ts";
import {
  cappedLeadMs,
  elapsedMs,
  HEARTBEAT_MS,
  HIDDEN_HEARTBEAT_MS,
  HIDDEN_SLACK_MS,
  leftMs,
  type Policy,
  remainingMs,
  SELDOM_MS,
  untilLightMs,
  type Wait,
} from "./schedule.ts";
import type { Context, Held, State } from "./state.ts";

/** The lead that counts now: widened where a hidden page's timers are throttled, then cut to half the life. */
export const leadNowMs = (held: Held, { isThrottled }: State, { hidden }: Pick<Context, "hidden">): number =>
  cappedLeadMs(held.leadMs + (hidden && isThrottled ? HIDDEN_SLACK_MS : 0), held.token);

/** How long the interval after the last success, a server's `Retry-After` and the requests so far forbid another one. */
export const barredMs = ({ pace, embargo, load }: State, { now }: Context): number =>
  Math.max(leftMs(pace, now), leftMs(embargo, now), untilLightMs(load, now));

// `disposed` holds no token and starts nothing, so it needs no case here.
export const isQuiet = ({ phase }: State): boolean => phase === "idle" || phase === "stopped";

/** Whether page, network and other tabs are listened to. */
export const isWorking = (state: State): boolean => !isQuiet(state) && state.phase !== "disposed";

/** How long until a cycle should begin: 0 is now, `Infinity` never. */
export function untilStartMs(state: State, context: Context, policy: Policy): number {
  const { phase, held, wanted } = state;
  const { now } = context;
  if (phase !== "waiting" && phase !== "holding") return Infinity;
  const isUnasked = policy.autoRefresh && !(context.hidden && policy.hiddenPolicy === "pause");
  const isWanted = wanted || isAwaited(state, context);
  // With nothing in hand a cycle that has failed is followed by another one.
  if (!isWanted && (!isUnasked || (!held && phase === "holding"))) return Infinity;
  const neededInMs = isWanted || !held ? 0 : remainingMs(held.token, held.at, now) - leadNowMs(held, state, context);
  const cooldown = phase === "waiting" ? cooldownNow(state, context, policy) : undefined;
  return Math.max(0, neededInMs, barredMs(state, context), leftMs(cooldown, now));
}

/** Whether the next cycle should come soon, because somebody waits for it and time may help. */
const isAwaited = (state: State, context: Pick<Context, "isAwaited">): boolean =>
  !!context.isAwaited && state.phase === "waiting" && state.error.retryable;

/** While a caller waits, attempts begin this many times `cooldown.minMs` apart: in the mean a token comes within 10 s after an outage. */
const AWAITED_FACTOR = 3.5;

/** Offline, while the token in hand lives, attempts are at least this far apart; some are made, because `onLine` lies. */
const PROBE_MS = 60_000;

/**
 * The cooldown that counts now: shorter while somebody waits. Offline it is half of what the token in hand has left, for
 * the network's return is told. It is not fixed when it begins: the token may be refused, or the network be back without a word.
 */
export function cooldownNow(
  state: Extract<State, { phase: "waiting" }>,
  context: Pick<Context, "isAwaited" | "online">,
  { cooldown: { minMs } }: Pick<Policy, "cooldown">,
): Wait {
  const { cooldown, askedAt, held } = state;
  const { since, ms } = cooldown;
  if (!context.online && held && ms > 0) {
    const lifeLeftMs = remainingMs(held.token, held.at, since);
    return { since, ms: Math.max(ms, Math.min(lifeLeftMs, Math.max(PROBE_MS, lifeLeftMs / 2), SELDOM_MS)) };
  }
  if (!isAwaited(state, context) || !context.online) return cooldown;
  const tookMs = askedAt ? elapsedMs(askedAt, since) : 0;
  return { since, ms: Math.min(ms, Math.max(minMs, AWAITED_FACTOR * minMs - tookMs)) };
}

/**
 * The delay after which the clock must be looked at again: whole ms, at least 1, at most a
 * minute. `undefined`: nothing that time could change.
 */
export function nextWakeMs(state: State, context: Context, policy: Policy): number | undefined {
  if (isQuiet(state)) return undefined;
  const { held } = state;
  let delayMs = untilStartMs(state, context, policy);
  if (state.phase === "refreshing" && state.flight.pause) delayMs = leftMs(state.flight.pause, context.now);
  if (held && held.told < 2) {
    const lifeLeftMs = remainingMs(held.token, held.at, context.now);
    delayMs = Math.min(delayMs, lifeLeftMs - (held.told ? 0 : cappedLeadMs(policy.willExpireLeadMs, held.token)));
  }
  if (delayMs === Infinity) return undefined;
  return Math.min(Math.max(1, Math.ceil(delayMs)), context.hidden ? HIDDEN_HEARTBEAT_MS : HEARTBEAT_MS);
}

/** How fresh the token in hand is now. */
export function freshnessOf(state: State, context: Context, policy: Policy): Freshness {
  const { held } = state;
  if (!held) return "none";
  const lifeLeftMs = remainingMs(held.token, held.at, context.now);
  if (lifeLeftMs <= 0) return "expired";
  return lifeLeftMs <= Math.max(cappedLeadMs(policy.willExpireLeadMs, held.token), leadNowMs(held, state, context))
    ? "expiring"
    : "fresh";
}
