/**
 * A fleet of clients and one server, as events in slots of 100 ms: typed arrays, because a million objects would be slow.
 *
 * @module
 */

const CLIENTS = 1_000_000;
const SLOT_MS = 100;
const SLOTS_PER_S = 1_000 / SLOT_MS;
const HOUR_MS = 3_600_000;
const END_MS = 6 * HOUR_MS;
const BEGIN_WITHIN_MS = 600_000;
/** The first moment of the ten minutes in which clients with a fixed lead of 30 s renew for the third time. */
const OUTAGE_FROM_MS = 3 * (HOUR_MS - 30_000);
const OUTAGE_MS = 600_000;

/** When clients ask: all that a fleet's kinds of clients differ in. */
export interface Rules {
  /** How long before its end a new token is renewed. */
  leadMs(): number;
  /** How long after so many failed attempts in a row the next one comes; `leftMs`: what the token has left. */
  pauseMs(failed: number, leftMs: number): number;
}

export interface Outcome {
  /** The largest share of clients whose token had ended at one moment. */
  readonly down: number;
  /** Requests in the busiest second. */
  readonly peak: number;
  readonly rejected: number;
  /** From the end of the outage until every client has a token; absent: none was ever without. */
  readonly recoveredMs: number | undefined;
  readonly requests: number;
}

let seed = 1;
/** Chance that is the same in every run. */
export function chance(): number {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) / 4_294_967_296;
}

/** Six hours of a fleet whose server takes so many requests a second. */
export function simulate(rules: Rules, limitPerS: number, lifeMs: number): Outcome {
  seed = 1;
  const slots = Math.ceil(END_MS / SLOT_MS);
  // Who asks in a slot: a list through `next`, begun in `first`; 0 is nobody.
  const first = new Int32Array(slots);
  const next = new Int32Array(CLIENTS + 1);
  const endsAt = new Int32Array(CLIENTS + 1);
  const failed = new Uint8Array(CLIENTS + 1);
  const downSince = new Int32Array(slots + 1); // by slot: how many more clients are down
  const perSecond = new Int32Array(Math.ceil(END_MS / 1_000));
  let rejected = 0;

  const plan = (client: number, atMs: number): void => {
    const slot = Math.ceil(atMs / SLOT_MS);
    if (slot >= slots) return;
    next[client] = first[slot]!;
    first[slot] = client;
  };
  const serve = (client: number, nowMs: number): void => {
    const endedAt = endsAt[client]!;
    if (endedAt > 0 && endedAt < nowMs) {
      downSince[Math.ceil(endedAt / SLOT_MS)]!++;
      downSince[nowMs / SLOT_MS]!--;
    }
    failed[client] = 0;
    endsAt[client] = nowMs + lifeMs;
    plan(client, nowMs + lifeMs - rules.leadMs());
  };

  for (let client = 1; client <= CLIENTS; client++) plan(client, chance() * BEGIN_WITHIN_MS);
  for (let slot = 0; slot < slots; slot++) {
    const nowMs = slot * SLOT_MS;
    const second = Math.floor(slot / SLOTS_PER_S);
    const isOut = nowMs >= OUTAGE_FROM_MS && nowMs < OUTAGE_FROM_MS + OUTAGE_MS;
    for (let client = first[slot]!, after = 0; client !== 0; client = after) {
      after = next[client]!; // before the client is put into another slot's list
      const isRefused = ++perSecond[second]! > limitPerS;
      if (!isOut && isRefused) rejected++;
      if (!isOut && !isRefused) serve(client, nowMs);
      else {
        failed[client] = Math.min(255, failed[client]! + 1);
        plan(client, nowMs + Math.max(SLOT_MS, rules.pauseMs(failed[client]!, endsAt[client]! - nowMs)));
      }
    }
  }
  for (let client = 1; client <= CLIENTS; client++)
    if (endsAt[client]! < END_MS) downSince[Math.ceil(endsAt[client]! / SLOT_MS)]!++;
  return { ...downOf(downSince), ...loadOf(perSecond), rejected };
}

function downOf(downSince: Int32Array): Pick<Outcome, "down" | "recoveredMs"> {
  let down = 0;
  let worst = 0;
  let lastSlot = -1;
  downSince.forEach((more, slot) => {
    down += more;
    worst = Math.max(worst, down);
    if (down > 0) lastSlot = slot;
  });
  const recoveredMs = lastSlot < 0 ? undefined : Math.max(0, (lastSlot + 1) * SLOT_MS - OUTAGE_FROM_MS - OUTAGE_MS);
  return { down: worst / CLIENTS, recoveredMs };
}

function loadOf(perSecond: Int32Array): Pick<Outcome, "peak" | "requests"> {
  const requests = perSecond.reduce((sum, count) => sum + count, 0);
  return { peak: perSecond.reduce((most, count) => Math.max(most, count), 0), requests };
}
