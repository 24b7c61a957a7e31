/**
 * A token's dates are the server's; the local clock may differ by hours. This translates them, and takes the earliest
 * of all ends that are stated.
 *
 * Only evidence moves a date later: a server time, as far as it is proven that no cache has kept it, or a token that was
 * dead before anybody asked for it. A token that is merely old on arrival may come from a cache and gains nothing.
 *
 * @module
 */
import type { TokenClaims } from "./read/jwt.ts";
import { elapsedMs, type Instant } from "./schedule.ts";

/** What the answers until some instant prove of the server's time then. */
export interface ServerStamp {
  readonly at: Instant;
  /** Of the last answer: header `Date` (whole seconds, cut off) plus `Age`. */
  readonly said: number;
  /** The earliest that the server's time can be. */
  readonly serverNow: number;
  /** The latest that it can be. */
  readonly latestNow: number;
}

/** When a token was asked for (absent: the app handed it in), when it came, and what its answer says of the time. */
export interface Arrival extends Partial<Omit<ServerStamp, "at">> {
  readonly startedAt?: number | undefined;
  readonly receivedAt: number;
  /** When the token in hand was issued, by its own word: whatever is as old comes from a store. */
  readonly heldIssuedAt?: number | undefined;
  /** When the newest token that was fetched until now was issued, and the skew that was noticed then. */
  readonly newest?: { readonly issuedAt: number; readonly aheadMs: number } | undefined;
  /** Header `Age`: how long a cache has had the answer. */
  readonly ageMs?: number | undefined;
}

/** What stands beside a token about its life: an instant on the server's clock, or a time from the answer on. */
export type Statement = { readonly name: string } & ({ readonly at: number } | { readonly inMs: number });

/** A token's dates on the local clock, epoch ms. */
export interface LocalDates extends TokenClaims {
  /** How far the local clock runs ahead of the server's, as far as that was noticed. */
  readonly skewMs: number;
  /** When the server wants the token to be renewed. */
  readonly refreshAt?: number | undefined;
  /** Whose word the end is. */
  readonly endsBy?: "token" | "answer" | undefined;
  /** Two statements of the end that are more than a minute apart. */
  readonly conflict?: Conflict | undefined;
}

/** The earlier end is believed. */
export interface Conflict {
  readonly earlier: string;
  readonly later: string;
  readonly byMs: number;
}

/** How far the clocks of a back end's machines, or two statements of one end, may differ. */
export const TOLERANCE_MS = 60_000;

/** Two answers of a live server are as far apart there as here, give or take their ways. */
const WAY_MS = 5_000;

/** `Date` has whole seconds: what follows was cut off. */
const CUT_OFF_MS = 1_000;

/** No token was fetched before. */
const NONE = { issuedAt: 0, aheadMs: 0 };

/** The name of the end that the token states itself. */
const OWN = 'the token itself ("exp")';

/**
 * What an answer adds to what is known of the server's time. An answer that is newer than the last one was not stored
 * yet when that one was asked for, so it is no older than that. One that is not newer has aged since.
 *
 * `said` is the time that the answer states; `isUnstored`: no cache may have it, which is believed until earlier answers
 * prove it old.
 */
export function stampOf(
  { said, isUnstored }: Pick<ServerStamp, "said"> & { readonly isUnstored: boolean },
  at: Instant,
  last?: ServerStamp,
): ServerStamp {
  const passedMs = last ? elapsedMs(last.at, at) : 0;
  // A leap shows that the last answer was an old one, whatever it said of caches.
  if (!last || said > last.serverNow + passedMs + WAY_MS)
    return { at, said, serverNow: said, latestNow: isUnstored && !last ? said : Infinity };
  // The clock by which less has passed: the other one may have been set forward.
  const leastNow = last.serverNow - elapsedMs(at, last.at);
  const isSameSecond = isUnstored && said === last.said && leastNow < said + CUT_OFF_MS;
  const isNewer = said > last.said || isSameSecond;
  const knownNow = isNewer ? leastNow : last.serverNow + passedMs;
  const isExact = isUnstored && said > knownNow - CUT_OFF_MS;
  const bound = isExact ? Math.max(said, knownNow) : isNewer ? said + passedMs : Infinity;
  const latestNow = Math.min(last.latestNow + passedMs, bound);
  return { at, said, serverNow: Math.max(said, Math.min(knownNow, bound)), latestNow };
}

/** Moves all dates to the local clock. The earliest end counts, and no token outlives `exp - iat` from its request on. */
export function toLocalDates(
  own: TokenClaims,
  beside: readonly Statement[],
  advice: readonly Statement[],
  arrival: Arrival,
): LocalDates {
  const { startedAt, receivedAt, said, ageMs: keptMs = 0, newest = NONE } = arrival;
  const { issuedAt, expiresAt } = own;
  const origin = startedAt ?? receivedAt;
  const measuredMs = measuredSkewMs(own, arrival);

  const instant = expiresAt ?? beside.find((end) => "at" in end)?.at;
  // Compared with the start: a token that died during a slow fetch is dead, whatever the clock.
  const isDead = measuredMs === undefined && instant! <= startedAt!;
  // And no evidence of a wrong clock where an earlier answer brought a token that was issued later.
  const wasDead = isDead && !(issuedAt! <= arrival.heldIssuedAt!) && !(issuedAt! < newest.issuedAt);
  // The newest one that comes again, after a sign-out for instance, and one before it have aged since.
  const againMs = issuedAt! <= newest.issuedAt ? newest.aheadMs : undefined;
  // Nothing is issued in the future. Moving the dates back is the safe direction, so no tolerance is needed.
  const isWrong = wasDead || issuedAt! > receivedAt || againMs! < 0;
  const impliedMs = instant && issuedAt && isWrong ? (againMs ?? origin - issuedAt) : 0;
  const skewMs = measuredMs ?? impliedMs;
  // RFC 9111 4.2.3, by the server's clock. The answer is no older than the token in it.
  const ageMs = Math.max(keptMs, origin - measuredMs! - Math.max(said! - keptMs, issuedAt ?? 0) || 0);

  const localAt = (end: Statement): number => ("at" in end ? end.at + skewMs : origin + end.inMs - ageMs);
  const durations = beside.filter((end) => "inMs" in end);
  // Where an instant was over before the request and a duration is not, the local clock is wrong: the duration counts.
  const isVoid = !issuedAt && wasDead && durations.length > 0;
  const ends = (isVoid ? durations : beside).map((end) => ({ name: end.name, at: localAt(end) }));
  if (expiresAt !== undefined && !isVoid) {
    const latestAt = origin + expiresAt - (issuedAt ?? -Infinity) - ageMs;
    ends.push({ name: OWN, at: Math.min(expiresAt + skewMs, latestAt) });
  }
  ends.sort((a, b) => a.at - b.at);
  const [first, last] = [ends[0], ends.at(-1)];
  const byMs = first ? last!.at - first.at : 0;
  return {
    issuedAt: issuedAt === undefined ? (durations.length ? origin : undefined) : Math.min(issuedAt + skewMs, origin),
    expiresAt: first?.at,
    refreshAt: advice.length ? Math.min(...advice.map(localAt)) : undefined,
    skewMs,
    // An end that is counted from each request moves without anybody's word: the same token has gained nothing by it.
    endsBy: first && (impliedMs || first.name === OWN ? "token" : "answer"),
    conflict: byMs > TOLERANCE_MS ? { earlier: first!.name, later: last!.name, byMs } : undefined,
  };
}

// Between the earliest and the latest that the server's time can be the local clock is right. The skew is taken from the
// start of the fetch less the second that was cut off: the earliest of the possible expiries, so that a token never
// outlives its `exp`. Zero where both clocks can be right.
function measuredSkewMs(
  { issuedAt = 0 }: TokenClaims,
  { startedAt, receivedAt, serverNow = NaN, latestNow = Infinity }: Arrival,
): number | undefined {
  // A server time well before the token was issued is proven wrong by it.
  if (startedAt === undefined || !(issuedAt - serverNow < TOLERANCE_MS)) return undefined;
  const now = Math.max(serverNow, issuedAt, Math.min(latestNow, startedAt));
  return now >= startedAt - CUT_OFF_MS && now <= receivedAt ? 0 : startedAt - now - CUT_OFF_MS;
}
