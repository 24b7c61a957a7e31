/**
 * The imperative shell around `decide`: holds the state, sets the alarm, answers callers, performs effects.
 *
 * @module
 */
import { heldMs } from "../core/adopt.ts";
import { answerTo, type CallerWant, livingToken, wishOf } from "../core/answer.ts";
import { candidateOf } from "../core/candidate.ts";
import { type Decision, decide } from "../core/decide.ts";
import type { TokenInput } from "../core/read/input.ts";
import { isOutOfLine, isPerishable } from "../core/single-use.ts";
import { snapshotOf } from "../core/snapshot.ts";
import { type Candidate, type Context, type Effect, INITIAL_STATE, type Input, type State } from "../core/state.ts";
import { STEP } from "../core/step.ts";
import { isWorking, nextWakeMs } from "../core/timetable.ts";
import type { TokenError } from "../errors.ts";
import type { TokenState } from "../events.ts";
import type { Settings } from "../settings.ts";
import type { Token } from "../token.ts";
import { Alarm } from "./alarm.ts";
import { Flights } from "./flights.ts";
import { Herald, type Speaker } from "./herald.ts";
import { contextOf } from "./host.ts";
import { Lull } from "./lull.ts";
import { TabLink } from "./tab-link.ts";
import { Waiters } from "./waiters.ts";
import { WakeWatch } from "./wake-watch.ts";

export class Loop {
  readonly #settings: Settings;
  readonly #alarm: Alarm;
  readonly #flights: Flights;
  readonly #herald: Herald;
  readonly #waiters = new Waiters();
  readonly #lull = new Lull();
  #state: State = INITIAL_STATE;
  #snapshot: TokenState = Object.freeze({ phase: "idle", freshness: "none" }); // construction reads neither clock nor page
  #deeds: (Effect | undefined)[] | undefined; // there only while something is to be done
  #isBusy = false;
  #watch: WakeWatch | undefined;
  readonly #tabs: TabLink | undefined;

  constructor(settings: Settings, speaker: Speaker) {
    this.#settings = settings;
    this.#herald = new Herald(speaker, settings, this.#snapshot);
    this.#alarm = new Alarm(settings.environment, this);
    this.#tabs = settings.tabs && new TabLink(settings, this, (warning) => this.#herald.warn(warning));
    this.#flights = new Flights(settings, this, this.#tabs);
  }

  get state(): State {
    return this.#state;
  }

  /** As the clocks stand now; the same object while nothing changes. */
  get snapshot(): TokenState {
    return (this.#snapshot = snapshotOf(this.#state, this.#look(), this.#settings, this.#snapshot));
  }

  /** The token in hand while it lives, unless the next caller alone is to have it. */
  get token(): Token | undefined {
    return this.#settings.singleUse ? undefined : livingToken(this.#state, this.#look());
  }

  /** The token in hand, where nothing that happens to it can be due yet: the quick way. */
  get calmToken(): Token | undefined {
    return this.#lull.holds(this.#settings.environment) ? this.#state.held?.token : undefined;
  }

  /** @param what - the name of the input in an error */
  candidate(input: TokenInput, what?: string): Candidate {
    const { environment, readToken } = this.#settings;
    return candidateOf(input, readToken, { receivedAt: Math.floor(environment.now()) }, what);
  }

  /** Takes the token that the app begins with. What is wrong with it is told when somebody can hear it. */
  hold(input: TokenInput): void {
    try {
      const candidate = this.candidate(input, "initialToken");
      this.#tabs?.keep(candidate.token); // a token that came with an old page is no news to other tabs
      this.step({ type: "set", candidate });
    } catch (error) {
      this.#herald.blame(error as TokenError);
    }
  }

  /** Makes a step for a caller, and gives what the caller wants as soon as there is an answer. */
  ask(type: "ask" | "start" | "refresh", want: CallerWant, signal?: AbortSignal): Promise<Token> {
    if (type !== "ask") this.#tabs?.turn();
    const wish = wishOf(this.#state, type, want, this.#context().now, this.#settings);
    const answered = this.#waiters.add(wish, signal);
    const isBegun = ["holding", "waiting"].includes(this.#state.phase); // then start() is a caller like any other
    this.step(type === "ask" || (type === "start" && isBegun) ? { type: "ask", wish } : { type });
    // Nothing is planned for a caller who has gone; nobody need wait for start() either: `refreshFailed` tells of failures.
    answered.catch(() => signal?.aborted && this.step({ type: "wake" }));
    return signal?.aborted ? Promise.reject(signal.reason as Error) : answered; // a listener may have aborted it just now
  }

  /** Commits the new state, arms the alarm and answers callers, and only then lets anybody else run. */
  step(input: Input): Decision {
    const context = this.#context();
    const before = this.#state;
    const decision = decide(before, input, context, this.#settings);
    const { state } = decision;
    const seen = this.#tabs?.seen(state) ?? state;
    const whom = input.type === "ask" && seen === before ? "newcomers" : "all";
    const isGiven = this.#waiters.review((wish) => answerTo(seen, wish, context), whom, this.#settings);
    // The decision itself may end somebody's wait, or let it begin: the next cycle is planned for those who wait now.
    if (context.isAwaited !== this.#waiters.isAwaited && !isGiven) return this.step(input);
    this.#state = state;
    // Another token is a change, even where nothing but its value differs: who shows it must hear of it.
    const shown = state.held?.token === before.held?.token ? this.#snapshot : undefined;
    this.#snapshot = snapshotOf(state, context, this.#settings, shown);
    this.#herald.tell(STEP, { input, context, before, after: this.#snapshot, policy: this.#settings } as never);
    this.#listen();
    const delayMs = this.rearm(context);
    // A token that was told to be dead and lives again, because the clock was set back, has no alarm for its end.
    const isShared = this.#watch && seen === state && !this.#settings.singleUse;
    this.#lull.begin(context.now, isShared ? Math.min(delayMs, heldMs(state, context)) : 0);
    if (state.phase === "disposed") this.#flights.dispose();
    /^/.test(""); // engines keep the text of the last match, which may be a token
    this.#tabs?.follow(before, input);
    (this.#deeds ??= []).push(...decision.effects, undefined);
    // Before anybody else runs: a token goes to one caller.
    const line = { isTaken: isGiven || isPerishable(input, state), isAwaited: this.#waiters.isAnyone };
    if (this.#settings.singleUse && (line.isTaken || isOutOfLine(state, line))) this.step({ type: "line", ...line });
    this.#doAll();
    // What a server has refused to a caller comes all the same, from a cache or another tab.
    const refuser = shown ? undefined : this.#waiters.refuser(state.held?.token);
    if (refuser) this.step({ type: "invalidate", value: refuser.rejectedValue!, wasAccepted: refuser.wasAccepted });
    return decision;
  }

  /** For the alarm. */
  ring(lateMs: number): void {
    this.step({ type: "wake", hint: this.#watch?.take(), lateMs });
  }

  /** A reader sees what is due by now, as after a jump of the clock; listeners are told a moment later. */
  #look(): Context {
    const context = this.#context();
    if (nextWakeMs(this.#state, context, this.#settings) === 1) this.#alarm.hurry();
    return context;
  }

  #context(): Context {
    return contextOf(this.#settings.environment, this.#waiters);
  }

  /** Sets the alarm; for the signs of page and network too. */
  rearm(context: Context = this.#context()): number {
    const delayMs = nextWakeMs(this.#state, context, this.#settings) ?? Infinity;
    const limitMs = this.#waiters.nextLimitMs(context.now);
    const nextMs = Math.min(delayMs, limitMs, this.#watch?.delayMs ?? Infinity);
    this.#alarm.set(nextMs < Infinity ? nextMs : undefined, limitMs < Infinity ? "callers" : "schedule");
    return delayMs;
  }

  // Listens to page and network only while there is something to do with what they say.
  #listen(): void {
    const isActive = isWorking(this.#state);
    if (isActive === !!this.#watch) return;
    this.#watch?.close();
    this.#watch = isActive ? new WakeWatch(this.#settings.environment, this) : undefined;
  }

  // After the effects of a step, `undefined`, comes the picture of the state.
  #doAll(): void {
    if (this.#isBusy) return; // a listener called us: its effects come after those that are being performed
    this.#isBusy = true;
    try {
      while (this.#deeds?.length) this.#perform(this.#deeds.shift());
      this.#deeds = undefined;
    } finally {
      this.#isBusy = false; // a foreign port that throws must not silence the manager
    }
  }

  #perform(deed: Effect | undefined): void {
    switch (deed?.do) {
      case undefined:
        return this.#herald.show(this.#snapshot);
      case "fetch":
        return this.#flights.begin(deed.flight);
      case "resume":
        return this.#flights.resume();
      case "abort":
        return this.#flights.abort(deed.flightId);
      case "warn":
        return this.#herald.warn(deed.warning);
      case "tell": {
        // A listener of the event before may have ended the token of this one; with `singleUse` a caller has it by now.
        const isOld = "token" in deed.payload && deed.payload.token !== this.#state.held?.token;
        if (!isOld || (deed.event === "refreshed" && this.#settings.singleUse))
          this.#herald.tell(deed.event, deed.payload);
      }
    }
  }
}
