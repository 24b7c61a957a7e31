/**
 * A token's dates are the server's; the local clock may differ by hours. This translates them, and takes the earliest
 * of all ends that are stated.
 *
 * Only evidence moves a date later: a server time that moves on, or a token that was dead before anybody asked
 * for it. A token that is merely old on arrival may come from a cache and gains nothing.
 *
 * @module
 */
import type { TokenClaims } from "./read/jwt.ts";
import type { Instant } from "./schedule.ts";

/** The server's time in an answer, and when the answer came. */
export interface ServerStamp {
  readonly at: Instant;
  readonly serverNow: number;
}

/** When a token was asked for (absent: the app handed it in), when it came, and what its answer says of the time. */
export interface Arrival {
  readonly startedAt?: number | undefined;
  readonly receivedAt: number;
  /** When the token in hand was issued, by its own word: whatever is as old comes from a store. */
  readonly heldIssuedAt?: number | undefined;
  /** Header `Date` (whole seconds, cut off, stamped between `startedAt` and `receivedAt`) plus `Age`. */
  readonly serverNow?: number | undefined;
  /** Whether `serverNow` is proven to be the time of this very answer, and not of one that was stored. */
  readonly isLive?: boolean | undefined;
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

/** Two answers of a live server are as far apart there as here, give or take the ways of the answers. */
const TICK_TOLERANCE_MS = 5_000;

/** Two answers with one `Date` are a live server's only within its second, give or take their ways. */
const ONE_SECOND_MS = 2_000;

/** `Date` has whole seconds: what follows was cut off. */
const CUT_OFF_MS = 1_000;

/** The name of the end that the token states itself. */
const OWN = 'the token itself ("exp")';

/**
 * Whether the server's time has moved on as our clocks have since an earlier answer: a cache repeats a time, or
 * gives that of whenever it was filled. Either clock will do, for one may have been set and the other have slept.
 */
export const hasTicked = (before: ServerStamp, after: ServerStamp): boolean =>
  (["wallMs", "monoMs"] as const).some(
    (clock) =>
      Math.abs(after.serverNow - before.serverNow - (after.at[clock] - before.at[clock])) <
      (after.serverNow > before.serverNow ? TICK_TOLERANCE_MS : ONE_SECOND_MS),
  );

/** Moves all dates to the local clock. The earliest end counts, and no token outlives `exp - iat` from its request on. */
export function toLocalDates(
  own: TokenClaims,
  beside: readonly Statement[],
  advice: readonly Statement[],
  arrival: Arrival,
): LocalDates {
  const { startedAt, receivedAt, isLive } = arrival;
  const { issuedAt, expiresAt } = own;
  const origin = startedAt ?? receivedAt;
  const measuredMs = measuredSkewMs(own, arrival);
  // A server time that lies back is the age of a stored answer (RFC 9111 4.2.3), until it is proven to be a live one.
  const isStale = measuredMs! > 0 && !isLive;
  const ageMs = (arrival.ageMs ?? 0) + (isStale ? measuredMs! + CUT_OFF_MS : 0);

  const instant = expiresAt ?? beside.find((end) => "at" in end)?.at;
  // Compared with the start: a token that died during a slow fetch is dead, whatever the clock.
  const isDead = measuredMs === undefined && instant! <= startedAt!;
  // And no evidence of a wrong clock where an earlier answer brought a token that was issued later.
  const wasDead = isDead && !(issuedAt! <= arrival.heldIssuedAt!);
  // Nothing is issued in the future. Moving the dates back is the safe direction, so no tolerance is needed.
  const impliedMs = instant && issuedAt && (wasDead || issuedAt > receivedAt) ? origin - issuedAt : 0;
  const skewMs = isStale ? 0 : (measuredMs ?? impliedMs);

  const localAt = (said: Statement): number => ("at" in said ? said.at + skewMs : origin + said.inMs - ageMs);
  const durations = beside.filter((end) => "inMs" in end);
  // Where an instant was over before the request and a duration is not, the local clock is wrong: the duration counts.
  const isVoid = wasDead && !impliedMs && durations.length > 0;
  const ends = (isVoid ? durations : beside).map((end) => ({ name: end.name, at: localAt(end) }));
  if (expiresAt !== undefined && !isVoid) {
    const latestAt = origin + expiresAt - (issuedAt ?? -Infinity) - ageMs;
    ends.push({ name: OWN, at: Math.min(expiresAt + skewMs, latestAt) });
  }
  ends.sort((a, b) => a.at - b.at);
  const [first, last] = [ends[0], ends.at(-1)];
  return {
    issuedAt: issuedAt === undefined ? (durations.length ? origin : undefined) : Math.min(issuedAt + skewMs, origin),
    expiresAt: first?.at,
    refreshAt: advice.length ? Math.min(...advice.map(localAt)) : undefined,
    skewMs,
    endsBy: first && (first.name === OWN ? "token" : "answer"),
    conflict:
      first && last!.at - first.at > TOLERANCE_MS
        ? { earlier: first.name, later: last!.name, byMs: last!.at - first.at }
        : undefined,
  };
}

// Taken from the start of the fetch less the second that was cut off: the earliest of the possible
// expiries, so that a token never outlives its `exp`. Zero where both clocks can be right.
function measuredSkewMs(
  { issuedAt = 0 }: TokenClaims,
  { startedAt, receivedAt, serverNow = NaN }: Arrival,
): number | undefined {
  // A server time well before the token was issued is proven wrong by it.
  if (startedAt === undefined || !(issuedAt - serverNow < TOLERANCE_MS)) return undefined;
  const atLeast = Math.max(serverNow, issuedAt);
  return atLeast >= startedAt - CUT_OFF_MS && atLeast <= receivedAt ? 0 : startedAt - atLeast - CUT_OFF_MS;
}
