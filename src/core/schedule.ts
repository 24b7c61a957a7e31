/**
 * When things are due: arithmetic only.
 *
 * Time is read from two clocks. Of two answers the later one counts for "how much time has
 * passed": the wall clock can be set back, the monotonic one can stand still while a machine sleeps.
 *
 * @module
 */
import type { Token } from "../token.ts";

/** One reading of both clocks. */
export interface Instant {
  readonly wallMs: number;
  readonly monoMs: number;
}

/** A wait that began at some instant. */
export interface Wait {
  readonly since: Instant;
  readonly ms: number;
}

/** The options that decide when something is due; see `TokenManagerOptions`. */
export interface Policy {
  readonly willExpireLeadMs: number;
  readonly refreshLeadMs: number | { readonly min: number; readonly max: number } | "spread";
  /** The app has named no lead: that of the refresh follows what fetches take. */
  readonly isLeadOpen?: boolean;
  readonly autoRefresh: boolean;
  readonly singleUse: boolean;
  readonly minRefreshIntervalMs: number;
  readonly cooldown: { readonly minMs: number; readonly maxMs: number };
  readonly hiddenPolicy: "refresh" | "pause";
  readonly overlap: "allow" | "never";
  readonly retry: {
    readonly retries: number;
    readonly minDelayMs: number;
    readonly factor: number;
    readonly maxDelayMs: number;
  };
}

/** Throttled timers of a hidden page ring once a minute (Chromium 156, measured): room for one, a fetch, and a margin. */
export const HIDDEN_SLACK_MS = 90_000;

/** A timer of a hidden page that rings later than this is throttled; a second is the usual tick. */
export const PUNCTUAL_MS = 5_000;

/** Longest delay while visible: a sleeping laptop fires no event at all, so somebody has to look at the clock. */
export const HEARTBEAT_MS = 60_000;

/** The same while hidden: a minute less the tick of a hidden page's timers and a fetch. Throttled, it shows that it is late. */
export const HIDDEN_HEARTBEAT_MS = 50_000;

/** A longer platform timer fires at once. */
export const MAX_TIMER_MS = 2_147_483_647; // 2^31-1

/** Below this the minimum interval is never cut, however short the token. */
const SHORTEST_INTERVAL_MS = 1_000;

/** The longest wait that a server is granted. */
export const RETRY_AFTER_MAX_MS = 3_600_000;

/**
 * The pace of what only a person or a deployment can change: a token that is refused again and again, a back end that
 * answers nothing usable. Six requests an hour burden nobody, and nobody waits longer than a coffee break for the cure.
 */
export const SELDOM_MS = 600_000;

/** Requests in a row that need no distance: a start, a refusal, a component that mounts twice. */
const BURST = 5;

/** The distance of all further requests: with the burst 599 in any ten minutes, whatever an app calls. */
const SPACING_MS = 1_010;

export const elapsedMs = (since: Instant, now: Instant): number =>
  Math.max(now.wallMs - since.wallMs, now.monoMs - since.monoMs);

/** What is left of a wait; 0 where there is none. */
export const leftMs = (wait: Wait | undefined, now: Instant): number =>
  wait ? Math.max(0, wait.ms - elapsedMs(wait.since, now)) : 0;

// By the monotonic clock alone: a wall clock that is set forward again and again would open the gate each time.
const weightMs = (load: Wait | undefined, { monoMs }: Instant): number =>
  load ? Math.max(0, load.ms - (monoMs - load.since.monoMs)) : 0;

/** What the latest requests weigh, as a wait until they weigh nothing: with one request more. */
export const loaded = (load: Wait | undefined, now: Instant): Wait => ({
  since: now,
  ms: weightMs(load, now) + SPACING_MS,
});

/** How long the next request has to wait because of those before it. */
export const untilLightMs = (load: Wait | undefined, now: Instant): number =>
  Math.max(0, weightMs(load, now) - (BURST - 1) * SPACING_MS);

/**
 * How long a token held since `at` is still good; `Infinity` if it does not say, negative after its end. A token that was
 * received later than it is held since is dated by a clock that has been set back meanwhile: it gains nothing from that.
 */
export const remainingMs = (token: Token, at: Instant, now: Instant): number =>
  (token.expiresAt ?? Infinity) - Math.max(at.wallMs, token.receivedAt) - elapsedMs(at, now);

/** From issue to expiry; from receipt where the issue is unknown. */
export const lifeMs = (token: Token): number => (token.expiresAt ?? Infinity) - (token.issuedAt ?? token.receivedAt);

/** Both leads end at half the life: a token of 20 s is renewed every 10 s, not for ever. */
export const cappedLeadMs = (leadMs: number, token: Token): number => Math.min(leadMs, lifeMs(token) / 2);

/** A refresh lead has room for this many fetches: for retries, and for a clock that is slightly wrong. */
const FETCHES_PER_LEAD = 5;
const SHORTEST_LEAD_MS = 5_000;

/** The most that an open lead may be: a fifth of the life, or five times what fetches took lately. Unknown: no limit. */
const openLeadMs = (token: Token, tookMs: number | undefined): number =>
  tookMs === undefined ? Infinity : Math.max(SHORTEST_LEAD_MS, lifeMs(token) / 5, FETCHES_PER_LEAD * tookMs);

/** What fetches took lately: the slowest counts, and half as much with each one after it. */
export const slowestMs = (tookMs: number, earlierMs = 0): number => Math.max(tookMs, earlierMs / 2);

/**
 * The refresh lead for one token. A range is cut to half the life *before* the draw, so that
 * the clients of a fleet spread over what is left of it instead of meeting at the cap.
 *
 * @param chance - in [0, 1)
 * @param tookMs - how long fetches took lately, where it is known
 */
export function drawLeadMs(
  { refreshLeadMs, willExpireLeadMs, isLeadOpen }: Policy,
  token: Token,
  chance: number,
  tookMs?: number,
): number {
  if (typeof refreshLeadMs === "number")
    return isLeadOpen ? Math.min(refreshLeadMs, openLeadMs(token, tookMs)) : refreshLeadMs;
  if (token.expiresAt === undefined) return 0; // without an end no lead counts, and half of Infinity is still Infinity
  const range = refreshLeadMs === "spread" ? { min: willExpireLeadMs, max: Infinity } : refreshLeadMs;
  const min = cappedLeadMs(range.min, token);
  return min + chance * Math.max(0, cappedLeadMs(range.max, token) - min);
}

/** Shortest time between a fetch that succeeded and the next one: half of what a short token had left. */
export function intervalMs(minRefreshIntervalMs: number, token: Token): number {
  const hadMs = Math.min(lifeMs(token), (token.expiresAt ?? Infinity) - token.receivedAt);
  return Math.max(SHORTEST_INTERVAL_MS, Math.min(minRefreshIntervalMs, hadMs / 2));
}

/** Half to all of `minMs`, doubled (or `factor`ed) for each earlier failure, up to `maxMs`. */
export function jitteredMs(minMs: number, factor: number, maxMs: number, failures: number, chance: number): number {
  return Math.round(Math.min(maxMs, minMs * factor ** (failures - 1)) * (0.5 + chance / 2));
}

/** A server's `Retry-After`, clamped to 1 s - 1 h; up to a tenth is added so that its clients do not return together. */
export const serverWaitMs = (retryAfterMs: number, chance: number): number =>
  Math.round(Math.min(RETRY_AFTER_MAX_MS, Math.max(1_000, retryAfterMs)) * (1 + chance / 10));
