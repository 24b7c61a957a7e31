/**
 * Every history of the pure core up to a depth: each input after each other, at moments that matter, with states that
 * behave alike merged. The properties are checked in `explore-checks.ts`.
 *
 * @module
 */
import { signedOut } from "../../src/core/classify.ts";
import { decide } from "../../src/core/decide.ts";
import { unusable } from "../../src/core/read/input.ts";
import { nextWakeMs } from "../../src/core/timetable.ts";
import { type Candidate, INITIAL_STATE, type Input } from "../../src/core/state.ts";
import { Token } from "../../src/token.ts";
import { checkMoment, checkStep } from "./explore-checks.ts";
import { contextOf, keyOf, POLICY, type Spot } from "./explore-spot.ts";

/** What was looked at. */
export interface Exploration {
  readonly depth: number;
  /** Histories: states that were reached, each time that one was. */
  readonly reached: number;
  /** Of these, states that no other one behaves like. */
  readonly distinct: number;
}

const SECOND = 1_000;
const LIFE_MS = 600 * SECOND;

const mint = ({ now: { wallMs } }: Spot, lifeMs = LIFE_MS): Candidate => ({
  token: new Token(`token ${String((minted += 1))}`, {
    receivedAt: wallMs,
    issuedAt: wallMs,
    expiresAt: wallMs + lifeMs,
  }),
});
let minted = 0;

const flightId = ({ state }: Spot): number => (state.phase === "refreshing" ? state.flight.id : state.lastFlight);

const fetched = (spot: Spot, candidate: Candidate, serial = spot.state.serial): Input => {
  const attempt = spot.state.phase === "refreshing" && serial === spot.state.serial ? 1 : 0;
  return { type: "fetched", candidate, serial, reason: "retry", source: "fetcher", attempt, flightId: flightId(spot) };
};

/** The cycle in the air has joined a request that was sent before the token in hand was refused. */
const joined = (spot: Spot): Input =>
  Object.assign(fetched(spot, mint(spot), spot.state.validFrom - 1), { attempt: 1 });

const failed = (
  spot: Spot,
  type: "failed" | "attemptFailed",
  more: { isFinal?: boolean; retryAfterMs?: number } = {},
): Input => {
  const error = more.isFinal ? signedOut() : unusable("a test");
  return { type, flightId: flightId(spot), error, attempts: 1, retryAfterMs: more.retryAfterMs };
};

const ask = ({ state, now }: Spot, isForced: boolean, isPatient = false): Input => ({
  type: "ask",
  wish: { isForced, isPatient, minValidityMs: 0, since: state.serial, at: now, limitMs: 10 * SECOND },
});

const INPUTS: readonly ((spot: Spot) => Input)[] = [
  () => ({ type: "start" }),
  () => ({ type: "refresh" }),
  () => ({ type: "stop" }),
  () => ({ type: "clear" }),
  () => ({ type: "clear", isPast: true }),
  () => ({ type: "dispose" }),
  () => ({ type: "wake", hint: "resumed" }),
  () => ({ type: "wake", hint: "online" }),
  (spot) => ask(spot, false),
  (spot) => ask(spot, true),
  ({ state }) => ({ type: "invalidate", value: state.held?.token.value ?? "unheard of" }),
  ({ state }) => ({ type: "invalidate", value: state.held?.token.value ?? "unheard of", wasAccepted: "elsewhere" }),
  (spot) => ({ type: "set", candidate: mint(spot) }),
  (spot) => ({ type: "set", candidate: mint(spot, 20 * SECOND) }),
  (spot) => ({ type: "shared", candidate: { ...mint(spot), isShared: true } }),
  (spot) => fetched(spot, mint(spot)),
  (spot) => fetched(spot, mint(spot, 20 * SECOND)),
  (spot) => fetched(spot, mint(spot, -SECOND)),
  (spot) => fetched(spot, { token: spot.state.held?.token ?? mint(spot).token }), //     from a cache
  (spot) => fetched(spot, { token: spot.state.refusals.tokens.at(-1) ?? mint(spot).token }), // refused before
  (spot) => fetched(spot, mint(spot), spot.state.validFrom - 1), //                      too late
  joined,
  (spot) => failed(spot, "attemptFailed"),
  (spot) => failed(spot, "failed"),
  (spot) => failed(spot, "failed", { retryAfterMs: 45 * SECOND }),
  (spot) => failed(spot, "failed", { isFinal: true }),
];

const later = (spot: Spot, wallMs: number, monoMs = wallMs): Spot => ({
  ...spot,
  now: { wallMs: spot.now.wallMs + wallMs, monoMs: spot.now.monoMs + monoMs },
});

/** What happens around the manager; it looks at the clock then. */
const MOVES: readonly ((spot: Spot) => Spot)[] = [
  (spot) => later(spot, nextWakeMs(spot.state, contextOf(spot), POLICY) ?? 0), // its alarm rings
  (spot) => later(spot, 20 * SECOND),
  (spot) => later(spot, LIFE_MS - 10 * SECOND, 0), //                             sleeps
  (spot) => later(spot, -3_600 * SECOND, 0), //                                   its clock is set back
  (spot) => ({ ...spot, online: !spot.online }),
  (spot) => ({ ...spot, hidden: !spot.hidden }),
  (spot) => ({ ...spot, isAwaited: !spot.isAwaited }),
];

/** Makes a step, and what follows at the same moment: a request is sent as soon as it is commanded. */
function take(spot: Spot, input: Input): Spot {
  const context = contextOf(spot);
  const decision = decide(spot.state, input, context, POLICY);
  const next = { ...spot, ...checkStep(spot, input, context, decision) };
  return decision.effects.some((effect) => effect.do === "fetch")
    ? { ...next, state: decide(next.state, { type: "asked" }, context, POLICY).state }
    : next;
}

const followers = (spot: Spot): Spot[] => [
  ...INPUTS.map((inputOf) => take(spot, inputOf(spot))),
  ...MOVES.map((move) => take(move(spot), { type: "wake" })),
];

/** 53 bits: of ten million keys two have the same one with a chance of one in 180. Texts would fill the memory. */
function hashOf(key: string): number {
  let [low, high] = [0x811c9dc5, 0xcbf29ce4];
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x5bd1e995) ^ (high >>> 15);
  }
  return (high >>> 11) * 4_294_967_296 + (low >>> 0);
}

/** All histories of at most so many steps. */
export function explore(depth: number): Exploration {
  const begin: Spot = {
    state: INITIAL_STATE,
    now: { wallMs: Date.UTC(2026, 0, 1), monoMs: 0 },
    hidden: false,
    online: true,
    isAwaited: false,
    told: [],
  };
  // How many steps have been followed from a state, by the hash of its key: no history is followed twice.
  const seen = new Map<number, number>();
  let reached = 0;
  const visit = (spot: Spot, stepsLeft: number): void => {
    reached++;
    const key = hashOf(keyOf(spot));
    const before = seen.get(key);
    if (before !== undefined && before >= stepsLeft) return;
    if (before === undefined) checkMoment(spot);
    seen.set(key, stepsLeft);
    if (stepsLeft) for (const next of followers(spot)) visit(next, stepsLeft - 1);
  };
  visit(begin, depth);
  return { depth, reached, distinct: seen.size };
}
