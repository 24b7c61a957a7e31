/**
 * The eight properties of the pure core, under random histories: inputs in any order, two clocks that
 * drift, jump and stop, answers that come late, twice or never.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signedOut } from "../../src/core/classify.ts";
import { unusable } from "../../src/core/read/input.ts";
import { decide } from "../../src/core/decide.ts";
import {
  elapsedMs,
  HEARTBEAT_MS,
  intervalMs,
  HIDDEN_HEARTBEAT_MS,
  type Policy,
  untilLightMs,
} from "../../src/core/schedule.ts";
import { nextWakeMs } from "../../src/core/timetable.ts";
import { type Candidate, type Context, INITIAL_STATE, type Input, type State } from "../../src/core/state.ts";
import { Token } from "../../src/token.ts";
import type { RefreshReason } from "../../src/events.ts";
import { DEFAULTS } from "../../src/options.ts";

const HISTORIES = process.env["HISTORIES"];
/** 3,000 histories that are always the same, or as many others as the variable says. */
const RUNS = HISTORIES === undefined ? { numRuns: 3_000, seed: 20_261_125 } : { numRuns: Number(HISTORIES) };
const BEGINNING = Date.UTC(2026, 0, 1);

/** A token to come: how long it lives from its issue, and how old it is when it arrives. */
interface Mint {
  readonly lifeMs: number | undefined;
  readonly ageMs: number;
  readonly knowsIssue: boolean;
  readonly adviceMs: number | undefined;
  /** The value of an earlier token instead of a new one: a cache, or a wrong back end. */
  readonly copyOf: number | undefined;
}

type Command =
  | { readonly do: "simple"; readonly type: "start" | "stop" | "dispose" | "clear" | "refresh" }
  | { readonly do: "wake"; readonly hint: "online" | "resumed" | undefined; readonly lateMs: number }
  | { readonly do: "ask"; readonly isForced: boolean; readonly minValidityMs: number }
  /** 0: the token in hand; else one of the tokens before. */
  | { readonly do: "invalidate"; readonly back: number }
  | { readonly do: "set"; readonly mint: Mint }
  /** 0: the latest flight; else one of those before, whose request the latest one may have joined. */
  | { readonly do: "fetched"; readonly back: number; readonly hasJoined: boolean; readonly mint: Mint }
  | {
      readonly do: "failed" | "attemptFailed";
      readonly back: number;
      readonly terminal: boolean;
      readonly retryAfterMs?: number;
    }
  | { readonly do: "ring" }
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "sleep"; readonly ms: number }
  | { readonly do: "setClock"; readonly byMs: number }
  | { readonly do: "turn"; readonly hidden: boolean; readonly online: boolean; readonly awaited: boolean };

const SECOND = 1_000;
const DAY = 86_400 * SECOND;
const duration = fc.oneof(
  fc.integer({ min: 0, max: 5 * SECOND }),
  fc.integer({ min: 0, max: 120 * SECOND }),
  fc.integer({ min: 0, max: 40 * DAY }),
);
const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const mint: fc.Arbitrary<Mint> = fc.record({
  lifeMs: fc.option(
    fc.oneof(
      fc.constantFrom(5, 30, 60, 600, 3_600, 30 * 86_400).map((s) => s * SECOND),
      duration,
    ),
    {
      nil: undefined,
      freq: 12,
    },
  ),
  ageMs: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, duration),
  knowsIssue: fc.boolean(),
  adviceMs: seldom(duration),
  copyOf: seldom(fc.nat({ max: 3 })),
});
const back = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat({ max: 3 }));

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("ring" as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("fetched" as const), back, hasJoined: fc.boolean(), mint }) },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        do: fc.constantFrom("failed" as const, "attemptFailed" as const),
        back,
        terminal: fc.boolean(),
        retryAfterMs: duration,
      },
      { requiredKeys: ["do", "back", "terminal"] },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("simple" as const),
      type: fc.constantFrom("start" as const, "start" as const, "refresh" as const, "stop" as const, "clear" as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: duration }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sleep" as const), ms: duration }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("setClock" as const), byMs: fc.integer({ min: -DAY, max: DAY }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("turn" as const),
      hidden: fc.boolean(),
      online: fc.boolean(),
      awaited: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("wake" as const),
      hint: fc.constantFrom("online" as const, "resumed" as const, undefined),
      lateMs: fc.constantFrom(0, 1_000, 59_000),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("ask" as const), isForced: fc.boolean(), minValidityMs: duration }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("invalidate" as const), back }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("set" as const), mint }) },
);
// Rare, or no history would be long.
const history = fc
  .tuple(
    fc.array(command, { minLength: 1, maxLength: 60 }),
    fc.option(fc.array(command, { maxLength: 10 }), { freq: 3 }),
  )
  .map(([life, afterlife]): Command[] =>
    afterlife ? [...life, { do: "simple", type: "dispose" }, ...afterlife] : life,
  );

const policy: fc.Arbitrary<Policy> = fc.record({
  willExpireLeadMs: fc.constantFrom(DEFAULTS.willExpireLeadMs, 0, 120 * SECOND),
  refreshLeadMs: fc.constantFrom(30 * SECOND, 0, 300 * SECOND, "spread" as const, { min: 10_000, max: 90_000 }),
  autoRefresh: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  singleUse: fc.constant(false),
  minRefreshIntervalMs: fc.constantFrom(DEFAULTS.minRefreshIntervalMs, 1_000, 60 * SECOND),
  cooldown: fc.constantFrom(DEFAULTS.cooldown, { minMs: 1, maxMs: 1 }),
  hiddenPolicy: fc.constantFrom("refresh" as const, "refresh" as const, "pause" as const),
  overlap: fc.constantFrom("allow" as const, "never" as const),
  retry: fc.constantFrom(DEFAULTS.retry, { retries: 1, minDelayMs: 0, factor: 1, maxDelayMs: 0 }),
});

/** Drives `decide` through a history and, beside it, keeps the books that the properties are checked against. */
class Ledger {
  state: State = INITIAL_STATE;
  readonly #policy: Policy;
  readonly #chances: () => number;
  #wallMs = BEGINNING;
  #monoMs = 0;
  #hidden = false;
  #online = true;
  #awaited = false;
  readonly #minted: Token[] = [];
  /** The request of every flight so far: its number, and in which generation of the manager it was sent. */
  readonly #flights: { id: number; serial: number; generation: number; reason: RefreshReason }[] = [];
  /** The flight whose fetcher has neither answered nor been aborted. */
  #inTheAir: number | undefined;
  #generation = 0;
  #askedAt: Context["now"] | undefined;
  #pace: { at: Context["now"]; intervalMs: number } | undefined;
  readonly #told = new Map<Token, ("willExpire" | "expired")[]>();

  constructor(policy: Policy, chances: () => number) {
    this.#policy = policy;
    this.#chances = chances;
  }

  run(next: Command): void {
    switch (next.do) {
      case "pass":
        this.#wallMs += next.ms;
        this.#monoMs += next.ms;
        return;
      case "sleep":
        this.#wallMs += next.ms;
        return;
      case "setClock":
        this.#wallMs += next.byMs;
        return;
      case "turn":
        this.#hidden = next.hidden;
        this.#online = next.online;
        this.#awaited = next.awaited;
        return this.#step({ type: "wake", hint: "resumed" }); // as the page says it
      case "ring": {
        const delayMs = nextWakeMs(this.state, this.#context(0), this.#policy) ?? 0;
        this.#wallMs += delayMs;
        this.#monoMs += delayMs;
        return this.#step({ type: "wake" });
      }
      case "simple":
        return this.#step({ type: next.type });
      case "wake":
        return this.#step({ type: "wake", hint: next.hint, lateMs: next.lateMs });
      case "ask": {
        const { now } = this.#context(0);
        const { do: _, ...want } = next;
        return this.#step({ type: "ask", wish: { ...want, since: this.state.serial, at: now, limitMs: 10 * SECOND } });
      }
      case "invalidate": {
        const token = next.back === 0 ? this.state.held?.token : this.#minted.at(-next.back);
        return this.#step({ type: "invalidate", value: token?.value ?? "unheard of" });
      }
      case "set":
        return this.#step({ type: "set", candidate: this.#mint(next.mint) });
      case "fetched": {
        const flight = this.#flights.at(-1 - next.back);
        if (!flight) return;
        const { serial, reason } = flight;
        const isCurrent = this.state.phase === "refreshing" && (next.hasJoined || this.state.flight.id === flight.id);
        const flightId = isCurrent ? this.state.lastFlight : flight.id;
        const more = { serial, reason, source: "fetcher", attempt: isCurrent ? 1 : 0, flightId } as const;
        return this.#step({ type: "fetched", candidate: this.#mint(next.mint), ...more });
      }
      case "attemptFailed":
      case "failed": {
        const flight = this.#flights.at(-1 - next.back);
        if (!flight) return;
        const error = next.terminal ? signedOut() : unusable("a test");
        const { retryAfterMs } = next;
        return this.#step({ type: next.do, flightId: flight.id, error, attempts: 1, retryAfterMs });
      }
    }
  }

  #mint({ lifeMs, ageMs, knowsIssue, adviceMs, copyOf }: Mint): Candidate {
    const receivedAt = this.#wallMs;
    const value = (copyOf !== undefined && this.#minted.at(-1 - copyOf)?.value) || `token ${this.#minted.length + 1}`;
    const issuedAt = receivedAt - ageMs;
    const expiresAt = lifeMs === undefined ? undefined : issuedAt + lifeMs;
    const token = new Token(value, { receivedAt, expiresAt, issuedAt: knowsIssue ? issuedAt : undefined });
    this.#minted.push(token);
    return { token, refreshAt: adviceMs === undefined ? undefined : receivedAt + adviceMs };
  }

  #context(aheadMs: number): Context {
    return {
      now: { wallMs: this.#wallMs + aheadMs, monoMs: this.#monoMs + aheadMs },
      hidden: this.#hidden,
      online: this.#online,
      isAwaited: this.#awaited,
      chance: this.#chances(),
    };
  }

  #step(input: Input): void {
    const before = deepFreeze(this.state); // decide() must not write to it
    const context = this.#context(0);
    const decision = decide(before, input, context, this.#policy); // (1) whatever it throws fails the test
    const { state, effects } = decision;
    this.state = state;

    if (hasEnded(input, before) && !decision.refused) this.#inTheAir = undefined;
    // What makes results that are still in the air worthless.
    const isHit = input.type === "invalidate" && !!before.held && !state.held;
    const isSet = input.type === "set" && state.held?.token === input.candidate.token;
    const isStop = input.type === "stop" && this.#policy.overlap === "allow";
    const isLeft = (isStop || input.type === "dispose" || input.type === "clear") && isListening(before, input);
    const isHalt = before.phase !== "halted" && state.phase === "halted";
    if (isHalt && !isLeft) this.#generation++;
    if (isHit || isSet || isLeft) this.#generation++;
    if (isHit || input.type === "clear" || input.type === "dispose") this.#pace = undefined;

    for (const effect of effects) {
      switch (effect.do) {
        case "abort":
          expect(effect.flightId, "aborts what is in the air").toBe(this.#inTheAir);
          this.#inTheAir = undefined;
          break;
        case "fetch":
          expect(this.#inTheAir, "(2) one fetch in the air").toBeUndefined();
          expect(state, "(2) the fetch is the one of the state").toMatchObject({
            phase: "refreshing",
            flight: effect.flight,
          });
          if (this.#pace)
            expect(elapsedMs(this.#pace.at, context.now), "(8) the interval").toBeGreaterThanOrEqual(
              this.#pace.intervalMs,
            );
          this.#pace = undefined; // what has passed once has passed, even if the clock is set back now
          expect(untilLightMs(state.load, context.now), "requests are spaced").toBe(0);
          if (state.embargo)
            expect(elapsedMs(state.embargo.since, context.now), "Retry-After is law").toBeGreaterThanOrEqual(
              state.embargo.ms,
            );
          this.#inTheAir = effect.flight.id;
          break;
        case "tell":
          if (effect.event === "willExpire" || effect.event === "expired") {
            expect(effect.payload.token, "(3) of the token in hand").toBe(state.held?.token);
            const told = this.#told.get(effect.payload.token) ?? [];
            expect(told, "(3) once, and in order").not.toContain(effect.event);
            expect(told, "(3) once, and in order").not.toContain("expired");
            this.#told.set(effect.payload.token, [...told, effect.event]);
          }
          break;
        case "resume":
        case "warn":
          break;
      }
    }

    expect(this.#inTheAir, "(2) refreshing is having a fetch in the air").toBe(
      state.phase === "refreshing" ? state.flight.id : undefined,
    );
    const refused = state.refusals.tokens.map(({ value }) => value);
    if (state.held) expect(refused, "a refused token is never held").not.toContain(state.held.token.value);
    expect(refused.length, "nothing grows").toBeLessThanOrEqual(8);
    this.#checkResults(input, before, context);
    this.#checkSilence(input, before, effects);
    this.#checkWakes();
    // A cycle's request is sent as soon as its fetch is commanded.
    const launched = effects.find((effect) => effect.do === "fetch")?.flight;
    if (!launched || state.phase !== "refreshing") return;
    this.#askedAt = context.now;
    this.#step({ type: "asked" });
    const { id, reason } = launched;
    this.#flights.push({ id, reason, serial: this.state.serial, generation: this.#generation });
  }

  // (7), and the bookkeeping for (8).
  #checkResults(input: Input, before: State, context: Context): void {
    if (input.type !== "fetched") return;
    const flight = this.#flights.find(({ serial }) => serial === input.serial)!;
    const isAdopted = this.state.held?.token === input.candidate.token;
    if (flight.generation !== this.#generation)
      expect(this.state.held?.token, "(7) a result of an earlier generation").toBe(before.held?.token);
    if (isAdopted) {
      const at = this.#askedAt!;
      expect(elapsedMs(at, context.now)).toBeGreaterThanOrEqual(0);
      this.#pace = { at, intervalMs: intervalMs(this.#policy.minRefreshIntervalMs, input.candidate.token) };
    }
  }

  // (6); and `halted` is as quiet, but for what a person does.
  #checkSilence(input: Input, before: State, effects: readonly { readonly do: string }[]): void {
    const isOff = before.phase === "stopped" || before.phase === "disposed";
    const deeds = effects.map((effect) => effect.do);
    if (before.phase === "disposed") {
      expect(deeds, "(6) after dispose").toEqual([]);
      expect(this.state, "(6) after dispose").toBe(before);
    }
    // With `overlap: "never"` a call in the air runs to its end, in silence.
    if (isOff && input.type !== "start") {
      expect(deeds, "(6) after stop").not.toContain("fetch");
      expect(deeds, "(6) after stop").not.toContain("tell");
      expect(nextWakeMs(this.state, this.#context(0), this.#policy), "(6) no alarm after stop").toBeUndefined();
    }
    if (before.phase === "halted" && !["start", "refresh", "set"].includes(input.type))
      expect(deeds, "halted until a person acts").not.toContain("fetch");
  }

  // (4) and (5), at every state of the history.
  #checkWakes(): void {
    const { state } = this;
    const look = (from: State, aheadMs: number): ReturnType<typeof decide> =>
      decide(from, { type: "wake" }, this.#context(aheadMs), this.#policy);
    const once = look(state, 0);
    const twice = look(once.state, 0);
    expect(twice.effects, "(4) the second look").toEqual([]);
    expect(twice.state, "(4) the second look").toBe(once.state);

    const nextMs = nextWakeMs(state, this.#context(0), this.#policy);
    if (nextMs !== undefined) expect(nextMs, "(5) strictly in the future").toBeGreaterThanOrEqual(1);

    // What adoption makes due comes with the next look, 1 ms later: only then is all settled.
    const settled = once.state;
    const delayMs = nextWakeMs(settled, this.#context(0), this.#policy);
    const hasLife =
      settled.held?.token.expiresAt !== undefined ||
      settled.wanted !== undefined ||
      (settled.phase === "waiting" && !settled.held);
    const isFree = this.#policy.autoRefresh && !(this.#hidden && this.#policy.hiddenPolicy === "pause");
    if (isFree && (settled.phase === "waiting" || settled.phase === "holding") && hasLife)
      expect(delayMs, "(5) an alarm exists").toBeDefined();
    if (delayMs === undefined) {
      for (const laterMs of [1, 60 * SECOND, 400 * DAY])
        expect(look(settled, laterMs).effects, "(5) without an alarm, time changes nothing").toEqual([]);
      return;
    }
    expect(delayMs, "(5) strictly in the future").toBeGreaterThanOrEqual(1);
    expect(delayMs % 1, "(5) whole ms").toBe(0);
    const heartbeatMs = this.#hidden ? HIDDEN_HEARTBEAT_MS : HEARTBEAT_MS;
    expect(delayMs).toBeLessThanOrEqual(heartbeatMs);
    expect(look(settled, delayMs - 1).effects, "(5) nothing is due before the alarm").toEqual([]);
    if (delayMs < heartbeatMs)
      expect(look(settled, delayMs).effects, "(5) something is due at the alarm").not.toEqual([]);
  }
}

/** Whether the manager of this state takes notice of such an input at all. */
const isListening = ({ phase }: State, { type }: Input): boolean =>
  phase !== "disposed" &&
  (phase !== "stopped" ||
    ["start", "stop", "dispose", "set", "clear", "invalidate", "fetched", "asked"].includes(type));

/** Whether the input says that the fetch in the air has come to its end. */
const hasEnded = (input: Input, state: State): boolean =>
  state.phase === "refreshing" &&
  (input.type === "failed" || (input.type === "fetched" && input.attempt > 0)) &&
  input.flightId === state.flight.id;

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value && !(value instanceof Error)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe("decide() under random histories", () => {
  test("R59 R60 R96 keeps the eight properties of the state machine", () => {
    fc.assert(
      fc.property(policy, history, fc.infiniteStream(fc.constantFrom(0, 0.5, 0.999)), (rules, commands, luck) => {
        const ledger = new Ledger(rules, () => luck.next().value);
        for (const next of commands) ledger.run(next);
      }),
      RUNS,
    );
  });
});
