/**
 * The whole manager under virtual time and random histories: clocks that jump, machines that sleep, pages that hide,
 * networks and back ends that fail in every way, and an app that calls whatever it likes.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readJwt } from "../../src/core/read/jwt.ts";
import { elapsedMs, type Instant, intervalMs, SELDOM_MS } from "../../src/core/schedule.ts";
import { TokenError } from "../../src/errors.ts";
import { EVENT_NAMES } from "../../src/events.ts";
import { DEFAULTS, type Token, TokenManager, type TokenManagerOptions, type TokenRequest } from "../../src/index.ts";
import { fakeTokens, type FakeTokens, virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";

const HISTORIES = process.env["HISTORIES"];
/** 3,000 histories that are always the same, or as many others as the variable says. */
const RUNS = HISTORIES === undefined ? { numRuns: 3_000, seed: 20_261_125 } : { numRuns: Number(HISTORIES) };
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** All is well for so long at the end: the longest life, the longest wait that a server asked for, and one cooldown. */
const RECOVERY_MS = 10 * MINUTE + 2.2 * MINUTE + SELDOM_MS + MINUTE;

/** As long as a whole cycle may take by the default options: five attempts of 10 s, four pauses of at most 8 s. */
const CYCLE_MS = 5 * 10 * SECOND + 4 * 8 * SECOND;

const MOODS = ["ok", "down", "hang", "deaf", "late", "cached", "signedOut", "401", "400", "503", "429"] as const;
type Mood = (typeof MOODS)[number];

type Command =
  | { readonly do: "tick"; readonly ms: number }
  | { readonly do: "sleep"; readonly ms: number; readonly monotonicRuns: boolean }
  | { readonly do: "jumpClock"; readonly byMs: number }
  | { readonly do: "hide" | "show" | "online" | "offline" | "focus" }
  | { readonly do: "start" | "stop" | "clear" | "refresh" | "abort" | "dispose" }
  | { readonly do: "mood"; readonly mood: Mood }
  | { readonly do: "life"; readonly lifetimeMs: number }
  | { readonly do: "setToken"; readonly ageMs: number }
  | { readonly do: "invalidate"; readonly back: number }
  /** From now on a listener, or the fetcher itself, calls the manager back: once. */
  | { readonly do: "listen"; readonly on: EventName | "fetch"; readonly deed: Deed }
  | {
      readonly do: "getToken";
      readonly minValidityMs?: number;
      readonly forceRefresh?: boolean;
      readonly timeoutMs?: number;
    };

type EventName = (typeof EVENT_NAMES)[number];
const DEEDS = [
  "start",
  "stop",
  "clear",
  "refresh",
  "setToken",
  "invalidate",
  "getToken",
  "force",
  "reject",
  "abort",
] as const;
type Deed = (typeof DEEDS)[number];

const just = <T extends string>(...names: T[]): fc.Arbitrary<{ do: T }> => fc.record({ do: fc.constantFrom(...names) });
const ms = (max: number): fc.Arbitrary<number> => fc.integer({ min: 0, max });
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("tick" as const), ms: fc.oneof(ms(15 * SECOND), ms(3 * MINUTE)) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("sleep" as const), ms: ms(9 * HOUR), monotonicRuns: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("jumpClock" as const),
      byMs: fc.integer({ min: -10 * HOUR, max: 10 * HOUR }),
    }),
  },
  { weight: 4, arbitrary: just("hide", "show", "online", "offline", "focus") },
  { weight: 3, arbitrary: just("start", "start", "start", "stop", "refresh", "refresh", "abort", "clear") },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("mood" as const), mood: fc.constantFrom("ok", "ok", ...MOODS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("life" as const),
      lifetimeMs: fc.constantFrom(20, 60, 600).map((s) => s * SECOND),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("setToken" as const),
      ageMs: fc.constantFrom(0, 0, 30, 900).map((s) => s * SECOND),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("listen" as const),
      on: fc.constantFrom(...EVENT_NAMES, "fetch" as const),
      deed: fc.constantFrom(...DEEDS),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("invalidate" as const), back: fc.constantFrom(0, 0, 0, 1) }) },
  {
    weight: 5,
    arbitrary: fc.record(
      {
        do: fc.constant("getToken" as const),
        minValidityMs: ms(20 * MINUTE),
        forceRefresh: fc.boolean(),
        timeoutMs: ms(20 * SECOND),
      },
      { requiredKeys: ["do"] },
    ),
  },
);
const history = fc.tuple(
  fc.array(command, { minLength: 5, maxLength: 45 }),
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.array(command, { maxLength: 6 }) },
  ),
);

type Chosen = Pick<TokenManagerOptions, "refreshLeadMs" | "autoRefresh" | "overlap" | "hiddenPolicy">;
const options: fc.Arbitrary<Chosen> = fc.record({
  refreshLeadMs: fc.constantFrom(DEFAULTS.refreshLeadMs, "spread" as const, { min: 40_000, max: 120_000 }, 0),
  autoRefresh: fc.constantFrom(true, true, true, false),
  overlap: fc.constantFrom("allow" as const, "allow" as const, "never" as const),
  hiddenPolicy: fc.constantFrom("refresh" as const, "refresh" as const, "pause" as const),
});

/** A back end that can fail in every way, and that counts. */
class BackEnd {
  mood: Mood = "ok";
  /** Its own timers, which are not the manager's. */
  timers = 0;
  readonly #environment: VirtualEnvironment;
  readonly #source: FakeTokens;
  readonly #unsettled = new Set<AbortSignal>();
  #release: (() => void)[] = [];
  #last: string | undefined;

  constructor(environment: VirtualEnvironment, source: FakeTokens) {
    this.#environment = environment;
    this.#source = source;
  }

  /** Requests that somebody still waits for. */
  get live(): number {
    return [...this.#unsettled].filter((signal) => !signal.aborted).length;
  }

  async answer({ signal }: TokenRequest): Promise<string | null> {
    this.#unsettled.add(signal);
    try {
      return await this.#answer(signal);
    } finally {
      this.#unsettled.delete(signal);
    }
  }

  /** Ends the calls that would hang for ever. */
  release(): void {
    for (const release of this.#release.splice(0)) release();
  }

  #wait(waitMs: number): Promise<void> {
    this.timers++;
    return new Promise((resolve) => {
      this.#environment.setTimer(() => {
        this.timers--;
        resolve();
      }, waitMs);
    });
  }

  async #answer(signal: AbortSignal): Promise<string | null> {
    const { mood } = this;
    const fail = (status: number, more?: object): never => {
      throw Object.assign(new Error(`status ${String(status)}`), { status, ...more });
    };
    switch (mood) {
      case "ok":
        break;
      case "late": // after the timeout of 10 s, and during the attempt that follows
        await this.#wait(12.5 * SECOND);
        break;
      case "cached":
        if (this.#last) return this.#last;
        break;
      case "deaf":
        await new Promise<void>((resolve) => this.#release.push(resolve));
        return fail(503);
      case "hang":
        return new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
          this.#release.push(() => reject(new TypeError("connection lost")));
        });
      case "down":
        throw new TypeError("Failed to fetch");
      case "signedOut":
        return null;
      case "429":
        return fail(429, { retryAfter: "120" });
      default:
        return fail(Number(mood));
    }
    return (this.#last = this.#source.mint());
  }
}

/** One manager, its world, and the books that its behaviour is checked against. */
class Model {
  readonly environment: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly backEnd: BackEnd;
  readonly tokens: TokenManager;
  /** Promises of callers, and whether each has come to its end. */
  readonly calls: { readonly promise: Promise<unknown>; isSettled: boolean; readonly dueMonoMs: number }[] = [];
  #controller = new AbortController();
  #isDisposed = false;
  readonly #values: string[] = [];
  readonly #refused = new Set<string>();
  /** Tokens that were fetched because the one before was refused: a refusal of theirs does not end them. */
  readonly #replacements = new Set<string>();
  #isRefusalOpen = false;
  #invalidating: string | undefined;
  #wasPast = false;
  #disputedAt: Instant | undefined;
  /** What the events have said to be current; `unknown` after a `setToken` that nobody was told of. */
  #current: Token | "unknown" | undefined;
  #told: string[] = [];
  #askedAt: Instant | undefined;
  readonly #inFetch: Deed[] = [];
  readonly #undos: (() => void)[] = [];
  #failedAttempts = 0; // of the cycle; with overlap: never not each has a request of its own
  #pace: { readonly at: Instant; readonly intervalMs: number } | undefined;
  /** Assertions that failed where nobody could catch them. */
  readonly #failures: unknown[] = [];

  readonly #overlap: Chosen["overlap"];

  constructor(seed: number, chosen: Chosen) {
    this.#overlap = chosen.overlap;
    this.environment = virtualEnvironment({ seed });
    this.source = fakeTokens(this.environment, { lifetimeMs: 10 * MINUTE });
    this.backEnd = new BackEnd(this.environment, this.source);
    this.tokens = new TokenManager({
      ...chosen,
      environment: this.environment,
      quiet: true,
      fetchToken: (request) => this.#fetch(request),
      onListenerError: (error) => this.#failures.push(error),
    });
    this.#watch();
  }

  get #now(): Instant {
    return { wallMs: this.environment.now(), monoMs: this.environment.monotonicNow() };
  }

  async run(next: Command): Promise<void> {
    this.#do(next);
    await this.environment.pass(next.do === "tick" ? next.ms : 0);
    this.check();
  }

  /** What must hold at every moment. */
  check(): void {
    expect(this.#failures, "assertions in listeners and callbacks").toEqual([]);
    expect(this.backEnd.live, "(a) one live fetch").toBeLessThanOrEqual(1);
    const own = this.environment.timers - this.backEnd.timers;
    expect(own, "(g) one alarm, and one timer of the attempt").toBeLessThanOrEqual(2);
    const value = this.tokens.peek()?.value;
    if (value !== undefined) expect(this.#refused, "(e) a refused token is not shown").not.toContain(value);
    const { monoMs } = this.#now;
    const overdue = this.calls.filter(({ isSettled, dueMonoMs }) => !isSettled && dueMonoMs < monoMs);
    expect(overdue, "(i) every caller hears within its limit").toEqual([]);
    if (!this.#isDisposed) return;
    expect(own, "(c) no timer after dispose").toBe(0);
    expect(this.environment.listeners, "(c) no listener after dispose").toBe(0);
    expect(this.backEnd.live, "(c) no fetch after dispose").toBe(0);
    expect(this.#stillWaiting(), "(c) nobody waits after dispose").toBe(0);
    expect(value, "(c) no token after dispose").toBeUndefined();
  }

  /** (f): with everybody well, the manager holds a token that the server takes, and answers all who wait. */
  async recover(): Promise<void> {
    this.#undos.forEach((undo) => undo());
    this.#inFetch.length = 0;
    this.backEnd.mood = "ok";
    this.source.lifetimeMs = 10 * MINUTE;
    this.backEnd.release();
    this.environment.show();
    this.environment.goOnline();
    await this.environment.pass(SECOND);
    const { phase } = this.tokens.state;
    if (phase === "idle" || phase === "stopped" || phase === "halted") this.#call(this.tokens.start(), CYCLE_MS);
    await this.environment.pass(RECOVERY_MS);
    const value = await this.tokens.getToken();
    expect(this.source.accepts(value), "(f) the server takes the token").toBe(true);
    expect(this.tokens.state, "(f) a valid state").toMatchObject({ phase: "holding" });
    expect(this.#stillWaiting(), "(f) nobody waits for ever").toBe(0);
    this.check();
  }

  #do(next: Command): void {
    const { tokens, environment } = this;
    switch (next.do) {
      case "tick":
        return;
      case "sleep":
        return environment.sleep(next.ms, { monotonicRuns: next.monotonicRuns });
      case "jumpClock":
        return environment.setClock(next.byMs);
      case "hide":
        return environment.hide();
      case "show":
        return environment.show();
      case "focus":
        return environment.wake();
      case "online":
        return environment.goOnline();
      case "offline":
        return environment.goOffline();
      case "mood":
        this.backEnd.mood = next.mood;
        return;
      case "life":
        this.source.lifetimeMs = next.lifetimeMs;
        return;
      case "listen":
        if (next.on === "fetch") this.#inFetch.push(next.deed);
        else this.#undos.push(tokens.once(next.on, () => this.#act(next.deed)));
        return;
      case "start":
        return this.#call(tokens.start(), CYCLE_MS);
      case "refresh":
        return this.#call(tokens.refresh(), CYCLE_MS);
      case "stop":
        if (this.#overlap === "never") this.#current = "unknown"; // a call in the air may still bring a token, in silence
        return tokens.stop();
      case "clear":
        this.#current = this.#pace = undefined;
        return tokens.clear();
      case "dispose":
        tokens.dispose(); // says so itself, once
        this.#isDisposed = true;
        return;
      case "abort":
        this.#controller.abort(new RangeError("the caller's own reason"));
        this.#controller = new AbortController();
        return;
      case "setToken": {
        const token = this.source.mint({ ageMs: next.ageMs });
        // Nobody is told of a token that comes while the manager is stopped, nor of one that has ended.
        const isDead = readJwt(token)!.expiresAt! <= environment.now();
        if (isDead || tokens.state.phase === "stopped") this.#current = "unknown";
        return tokens.setToken(token);
      }
      case "invalidate": {
        const value = this.#values.at(-1 - next.back);
        return value === undefined ? undefined : this.#invalidate(value);
      }
      case "getToken": {
        const { do: _, timeoutMs, ...wish } = next;
        const limitMs = timeoutMs ?? (wish.forceRefresh === true ? CYCLE_MS : 10 * SECOND);
        const call = tokens.getToken({ ...wish, timeoutMs, signal: this.#controller.signal });
        return this.#call(call, limitMs);
      }
    }
  }

  /** What a listener, or the fetcher, does with the manager. */
  #act(deed: Deed): void {
    if (this.#isDisposed) return;
    if (deed === "reject") {
      const value = this.tokens.peek()?.value;
      if (value === undefined) return;
      this.#invalidate(value);
      if (this.#current === "unknown") this.#pace = undefined; // the manager knows better
      return this.#call(this.tokens.getToken({ rejectedValue: value }), 10 * SECOND, value);
    }
    if (deed === "setToken") return this.#do({ do: deed, ageMs: 0 });
    if (deed === "invalidate") return this.#do({ do: deed, back: 0 });
    this.#do(deed === "force" ? { do: "getToken", forceRefresh: true } : { do: deed });
  }

  #invalidate(value: string): void {
    const { tokens } = this;
    if (this.#current === "unknown") return; // whether it is the current one cannot be told from outside
    const before = tokens.peek()?.value;
    const isCurrent = this.#current?.value === value;
    this.#invalidating = value;
    tokens.invalidate(value);
    this.#invalidating = undefined;
    if (before === value && tokens.peek()?.value !== value) this.#pace = undefined;
    // A listener may be told of a token later than another listener has replaced it.
    if (!isCurrent || (before !== undefined && before !== value)) return;
    const mayStay =
      this.#replacements.has(value) || (this.#disputedAt && elapsedMs(this.#disputedAt, this.#now) < SELDOM_MS);
    const isKept = before === value ? tokens.peek()?.value === value : tokens.state.freshness === "expired";
    if (isKept) {
      expect(mayStay, "(e) only a token that replaced a refused one stays in use").toBe(true);
      this.#disputedAt = this.#now;
      this.#isRefusalOpen = true; // the next one may be fetched for it
    } else {
      this.#pace = undefined;
      if (this.#current?.value === value) {
        this.#current = undefined;
        this.#isRefusalOpen = true;
      }
      void this.#refuse(value);
    }
  }

  // A promise that was resolved before the refusal takes some microtasks to be heard.
  async #refuse(value: string): Promise<void> {
    for (let i = 0; i < 10; i++) await Promise.resolve();
    this.#refused.add(value);
  }

  #call(promise: Promise<Token | string>, limitMs: number, rejected?: string): void {
    const call = { promise, isSettled: false, dueMonoMs: this.#now.monoMs + limitMs };
    this.calls.push(call);
    const settle = (look: () => void): void => {
      call.isSettled = true;
      this.#expecting(look);
    };
    promise.then(
      (token) =>
        settle(() => {
          const value = typeof token === "string" ? token : token.value;
          expect(this.#refused, "(e) a refused token is not returned").not.toContain(value);
          expect(value, "(e) nor to whom it was refused").not.toBe(rejected);
        }),
      (error: unknown) =>
        settle(() => {
          if (!(error instanceof TokenError)) expect(error).toEqual(new RangeError("the caller's own reason"));
        }),
    );
  }

  #stillWaiting(): number {
    return this.calls.filter(({ isSettled }) => !isSettled).length;
  }

  #fetch(request: TokenRequest): Promise<string | null> {
    const now = this.#now;
    this.#expecting(() => {
      expect(this.#isDisposed, "(c) no fetch after dispose").toBe(false);
      expect(this.backEnd.live, "(a) one live fetch").toBe(0);
      expect(request.signal.aborted).toBe(false);
      if (request.attempt === 1 && this.#pace)
        expect(elapsedMs(this.#pace.at, now), "(b) the interval").toBeGreaterThanOrEqual(this.#pace.intervalMs);
      expect([1, this.#failedAttempts + 1], "(d) attempts are counted").toContain(request.attempt);
    });
    this.#askedAt = now;
    if (request.attempt === 1) {
      this.#pace = undefined; // what has passed once has passed, even if the clock is set back now
    }
    for (const deed of this.#inFetch.splice(0)) this.#act(deed);
    return this.backEnd.answer(request);
  }

  // (d): per token willExpire before expired, each once; and nothing about a token that is not in hand.
  #watch(): void {
    const { tokens } = this;
    const say = (name: "willExpire" | "expired", token: Token): void => {
      if (this.#current === "unknown") {
        this.#current = token;
        this.#told = [];
      }
      expect(token, "(d) of the token in hand").toBe(this.#current);
      expect(this.#told, "(d) once, and in order").not.toContain(name);
      expect(this.#told, "(d) once, and in order").not.toContain("expired");
      this.#told.push(name);
    };
    tokens.on("willExpire", ({ token, remainingMs }) => {
      say("willExpire", token);
      expect(remainingMs).toBeGreaterThan(0);
    });
    tokens.on("expired", ({ token, lateByMs }) => {
      say("expired", token);
      expect(lateByMs).toBeGreaterThanOrEqual(0);
      expect(tokens.peek()?.value).not.toBe(token.value);
    });
    tokens.on("refreshed", ({ token, previous, source, attempts }) => {
      const isBeingRefused = this.#current !== "unknown" && this.#current?.value === this.#invalidating;
      // Told later than another listener of the same step has ended it.
      const isPast = !!token.expiresAt && token.expiresAt > this.#now.wallMs && tokens.peek()?.value !== token.value;
      if (this.#current !== "unknown" && !isPast && !this.#wasPast && !(isBeingRefused && !previous))
        expect(previous, "(d) replaces the token in hand").toBe(this.#current);
      expect(this.#refused, "(e) a refused token is not adopted").not.toContain(token.value);
      this.#wasPast = isPast;
      this.#current = isPast ? undefined : token;
      this.#told = [];
      this.#values.push(token.value);
      if (this.#isRefusalOpen && source === "fetcher") this.#replacements.add(token.value);
      this.#isRefusalOpen = false;
      if (source === "fetcher" && attempts > 0 && this.#askedAt)
        this.#pace = { at: this.#askedAt, intervalMs: intervalMs(DEFAULTS.minRefreshIntervalMs, token) };
    });
    tokens.on("attemptFailed", ({ attempt, retryInMs }) => {
      expect(tokens.state.phase, "(d) attempts belong to a cycle").toBe("refreshing");
      expect([1, this.#failedAttempts + 1], "(d) attempts are counted").toContain(attempt);
      this.#failedAttempts = attempt;
      expect(retryInMs).toBeGreaterThanOrEqual(DEFAULTS.retry.minDelayMs / 2);
    });
    tokens.on("refreshFailed", ({ willRetry, retryAt, error }) => {
      expect(error).toBeInstanceOf(TokenError);
      expect(willRetry).toBe(retryAt !== undefined);
      expect(["waiting", "halted"], "(d) the cycle has ended").toContain(tokens.state.phase);
    });
    tokens.on("stateChange", (state) => expect(Object.isFrozen(state)).toBe(true));
    for (const name of EVENT_NAMES)
      tokens.on(name, () => expect(this.#isDisposed, "(c) no event after dispose").toBe(false));
  }

  #expecting(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.#failures.push(error); // check() throws it where the property sees it
    }
  }
}

describe("the whole manager under random histories", () => {
  test("R7 R33 R38 R59 R60 R67 R69 R96 keeps the invariants (a) to (h)", async () => {
    const unhandled: unknown[] = [];
    const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", onUnhandled);
    try {
      await fc.assert(
        fc.asyncProperty(fc.integer(), options, history, async (seed, chosen, [life, afterlife]) => {
          const model = new Model(seed, chosen);
          for (const next of life) await model.run(next);
          if (afterlife) for (const next of [{ do: "dispose" } as const, ...afterlife]) await model.run(next);
          else await model.recover();
          model.tokens.dispose();
          await model.environment.pass(0);
          expect(unhandled, "(h) no unhandled rejection").toEqual([]);
        }),
        RUNS,
      );
    } finally {
      process.off("unhandledRejection", onUnhandled);
    }
  });
});
