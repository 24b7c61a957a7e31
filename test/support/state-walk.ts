/**
 * Every change of phase that `decide` makes: found by walking it from the beginning through every input, at several
 * moments of a token's life, until no state comes up that differs in anything that matters.
 *
 * @module
 */
import { DEFAULTS } from "../../src/options.ts";
import { signedOut } from "../../src/core/classify.ts";
import { decide } from "../../src/core/decide.ts";
import { unusable } from "../../src/core/read/input.ts";
import { type Instant, leftMs, type Policy } from "../../src/core/schedule.ts";
import { type Candidate, type Context, INITIAL_STATE, type Input, type State } from "../../src/core/state.ts";
import { freshnessOf } from "../../src/core/timetable.ts";
import { Token } from "../../src/token.ts";

export type Phase = State["phase"];

/** A change of phase, and what makes it, in the words of a user. */
export interface Transition {
  readonly from: Phase;
  readonly to: Phase;
  readonly by: readonly string[];
}

/** A state at a moment. */
interface Spot {
  readonly state: State;
  readonly now: Instant;
}

const SECOND = 1_000;
const LIFE_MS = 600 * SECOND;
const POLICY: Policy = { ...DEFAULTS };
const STEPS_MS = [0, 2 * SECOND, 15 * SECOND, LIFE_MS - 20 * SECOND, LIFE_MS + SECOND];

const contextAt = (now: Instant): Context => ({ now, hidden: false, online: true, chance: 0.5 });

let minted = 0;
function candidateAt({ wallMs }: Instant): Candidate {
  const times = { receivedAt: wallMs, issuedAt: wallMs, expiresAt: wallMs + LIFE_MS };
  return { token: new Token(`token ${String((minted += 1))}`, times) };
}

const wishAt = ({ state, now }: Spot, isForced: boolean): Input => ({
  type: "ask",
  wish: { isForced, minValidityMs: 0, since: state.serial, at: now, limitMs: 10 * SECOND },
});

const flightOf = ({ state }: Spot): number => (state.phase === "refreshing" ? state.flight.id : 0);

/** What can happen, by what a user calls it. */
const INPUTS: Readonly<Record<string, (spot: Spot) => Input>> = {
  "start()": () => ({ type: "start" }),
  "getToken()": (spot) => wishAt(spot, false),
  forceRefresh: (spot) => wishAt(spot, true),
  "refresh()": () => ({ type: "refresh" }),
  "setToken()": ({ now }) => ({ type: "set", candidate: candidateAt(now) }),
  "invalidate()": ({ state }) => ({ type: "invalidate", value: state.held?.token.value ?? "" }),
  "clear()": () => ({ type: "clear" }),
  "stop()": () => ({ type: "stop" }),
  "dispose()": () => ({ type: "dispose" }),
  "online or shown": () => ({ type: "wake", hint: "online" }),
  "another tab's token": ({ now }) => ({ type: "shared", candidate: { ...candidateAt(now), isShared: true } }),
  "a new token": ({ state, now }) => ({
    type: "fetched",
    candidate: candidateAt(now),
    serial: state.serial,
    reason: "initial",
    source: "fetcher",
    attempt: 1,
    flightId: state.lastFlight,
  }),
  "a failed attempt": (spot) => ({
    type: "attemptFailed",
    flightId: flightOf(spot),
    error: unusable("a test"),
    attempts: 1,
  }),
  "every attempt failed": (spot) => ({
    type: "failed",
    flightId: flightOf(spot),
    error: unusable("a test"),
    attempts: 5,
  }),
  "the user must sign in": (spot) => ({ type: "failed", flightId: flightOf(spot), error: signedOut(), attempts: 1 }),
};

/** Takes an input, and what follows at the same moment: a request that is sent, what an adopted token makes due. */
function take({ state, now }: Spot, input: Input): State {
  const decision = decide(state, input, contextAt(now), POLICY);
  const isSent = decision.effects.some((effect) => effect.do === "fetch");
  return isSent ? decide(decision.state, { type: "asked" }, contextAt(now), POLICY).state : decision.state;
}

/** Two states with the same key behave alike. */
function keyOf({ state, now }: Spot): string {
  const runs = (wait: State["pace"]): boolean => leftMs(wait, now) > 0;
  const { phase, held, wanted, refusals } = state;
  const inPhase =
    state.phase === "refreshing"
      ? [state.flight.failed > 0, runs(state.flight.pause), state.flight.isForced]
      : state.phase === "waiting"
        ? [runs(state.cooldown)]
        : [];
  const freshness = freshnessOf(state, contextAt(now), POLICY);
  const waits = [runs(state.pace), runs(state.embargo), runs(state.load)];
  return JSON.stringify([phase, freshness, held?.told, held?.forced, wanted?.reason, waits, inPhase, refusals.isOpen]);
}

/** Walks until nothing new comes up. */
export function transitions(): readonly Transition[] {
  const found = new Map<string, Set<string>>();
  const note = (from: Phase, to: Phase, by: string): void => {
    if (from === to) return;
    const pair = `${from} ${to}`;
    found.set(pair, (found.get(pair) ?? new Set()).add(by));
  };
  const seen = new Set<string>();
  const queue: Spot[] = [{ state: INITIAL_STATE, now: { wallMs: Date.UTC(2026, 0, 1), monoMs: 0 } }];
  const visit = (spot: Spot): void => {
    const key = keyOf(spot);
    if (!seen.has(key)) queue.push(spot);
    seen.add(key);
  };
  for (let spot = queue.shift(); spot; spot = queue.shift()) {
    for (const ms of STEPS_MS) {
      const now = { wallMs: spot.now.wallMs + ms, monoMs: spot.now.monoMs + ms };
      // First what time alone does, so that it is not put down to the input that comes at the same moment.
      const state = take({ state: spot.state, now }, { type: "wake" });
      note(spot.state.phase, state.phase, "time");
      const later = { state, now };
      visit(later);
      for (const [name, inputOf] of Object.entries(INPUTS)) {
        const next = { state: take(later, inputOf(later)), now };
        note(state.phase, next.state.phase, name);
        visit(next);
      }
    }
  }
  return [...found].map(([pair, by]) => {
    const [from, to] = pair.split(" ") as [Phase, Phase];
    return { from, to, by: [...by].sort() };
  });
}
