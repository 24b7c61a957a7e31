/**
 * The manager's end of the line to other tabs: what it tells, what it takes, and that no port can harm it.
 *
 * @module
 */
import { refusal } from "../core/adopt.ts";
import { livingToken } from "../core/answer.ts";
import { describe } from "../core/fields.ts";
import { elapsedMs } from "../core/schedule.ts";
import { candidateOfShared, sharedOf } from "../core/shared.ts";
import type { Context, Input, State } from "../core/state.ts";
import { isWorking } from "../core/timetable.ts";
import type { Warning } from "../core/warnings.ts";
import type { Settings } from "../settings.ts";
import type { SharedToken, TabConnection, TabHost, TabNews } from "../tab-port.ts";
import type { Token } from "../token.ts";
import type { Delivery, CallRequest } from "./calls.ts";
import { type FlightHost, heldValues } from "./flights.ts";
import { contextOf } from "./host.ts";
import { SharedCall } from "./shared-call.ts";

/** The longest that a port may keep a token back: `evertoken/tabs` needs 1.1 s. */
const CATCH_UP_MS = 2_000;

export class TabLink {
  readonly #settings: Settings;
  readonly #manager: FlightHost;
  readonly #warn: (warning: Warning) => void;
  readonly #host: TabHost;
  #connection: TabConnection | undefined;
  #isConnected = false;
  #isCalling = false;
  // Need not be told: the others have this token, or were not meant to get it; and they have said this.
  #known: Token | undefined;
  #heard: Input | undefined;
  // A sign-out may have been missed.
  #isUnsure = false;
  #timer: unknown;
  readonly #complain = (error: unknown): void => {
    const message = `The option tabs failed: ${describe(error, heldValues(this.#manager.state))}`;
    queueMicrotask(() => this.#warn({ code: "tabs", message, detail: {} }));
  };

  constructor(settings: Settings, manager: FlightHost, warn: (warning: Warning) => void) {
    this.#settings = settings;
    this.#manager = manager;
    this.#warn = warn;
    this.#host = {
      adopt: (shared) => {
        const candidate = candidateOfShared(shared, settings.environment.now());
        if (!candidate) return false;
        this.#known = candidate.token;
        return this.#hear({ type: "shared", candidate }) && manager.state.held?.token === candidate.token;
      },
      clear: (when) => void this.#hear({ type: "clear", isPast: when === "past" }),
      current: () => this.#current(),
      complain: this.#complain,
    };
  }

  /** The others are not told of this token. */
  keep(token: Token): void {
    this.#known = token;
  }

  /** Connects while the manager works, and tells what the app has done: before its listeners do something else. */
  follow(before: State, input: Input): void {
    const { state } = this.#manager;
    const isActive = isWorking(state);
    if (isActive && !this.#isConnected) this.#connect();
    if (input.type === "clear" && input !== this.#heard) this.#tell({ cleared: true });
    const { held } = state;
    if (held && held.token !== before.held?.token && held.token !== this.#known) this.#tell({ token: sharedOf(held) });
    if (!isActive) this.#disconnect();
  }

  /** The app begins again: perhaps as another user than the one whose token is in hand. */
  turn(): void {
    try {
      this.#connection?.turn?.();
    } catch (error) {
      this.#complain(error);
    }
  }

  /** What callers may know of `state`: a token whose session may have ended meanwhile is given to nobody. */
  seen(state: State): State {
    return this.#isUnsure && isWorking(state) ? { ...state, held: undefined } : state;
  }

  /** Another tab's token where there is one that will do, else what `send` brings. */
  run(send: () => Promise<Delivery>, request: CallRequest): Promise<Delivery> {
    const connection = this.#connection;
    if (!connection) return send();
    return new SharedCall({
      settings: this.#settings,
      manager: this.#manager,
      connection,
      request,
      send,
      accepts: (candidate) => !refusal(this.#manager.state, candidate, this.#context, this.#settings),
      onKnown: ({ token }) => this.keep(token),
      onFault: this.#complain,
    }).run();
  }

  get #context(): Context {
    return contextOf(this.#settings.environment);
  }

  #current(): SharedToken | undefined {
    const { state } = this.#manager;
    const { held, refusals } = state;
    const { disputedAt } = refusals;
    const context = this.#context;
    const { now } = context;
    const isDisputed = disputedAt && held && elapsedMs(disputedAt, now) <= elapsedMs(held.at, now);
    return held && !isDisputed && livingToken(state, context) ? sharedOf(held) : undefined;
  }

  /** Not while the port is called, nor after the end: what comes of it would be in nobody's order. */
  #hear(input: Extract<Input, { type: "shared" | "clear" }>): boolean {
    if (this.#isCalling || !this.#connection) return false;
    this.#heard = input;
    this.#manager.step(input);
    return true;
  }

  #connect(): void {
    this.#isConnected = true;
    this.#call(() => {
      const connection = this.#settings.tabs!.connect(this.#host);
      if (typeof connection?.run !== "function") throw new Error("connect() gave no connection");
      this.#connection = connection;
    });
    if (this.#isUnsure) this.#catchUp();
  }

  #catchUp(): void {
    const connection = this.#connection;
    const { environment } = this.#settings;
    const end = (): void => {
      if (connection !== this.#connection) return;
      environment.clearTimer(this.#timer);
      this.#isUnsure = false;
      this.#manager.step({ type: "wake" });
    };
    this.#timer = environment.setTimer(end, CATCH_UP_MS);
    void Promise.resolve()
      .then(() => connection?.catchUp?.())
      .catch(this.#complain)
      .then(end);
  }

  #disconnect(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#isConnected = false;
    this.#settings.environment.clearTimer(this.#timer);
    this.#isUnsure = this.#manager.state.phase === "stopped";
    this.#call(() => connection?.close());
  }

  #tell(news: TabNews): void {
    if (!this.#isConnected) this.#connect();
    this.#call(() => this.#connection?.tell(news));
  }

  /** What goes wrong at once, or later where the port is written with `async`, is told of and harms nobody. */
  #call(work: () => unknown): void {
    this.#isCalling = true;
    const done = new Promise((resolve) => resolve(work())); // calls at once; what is thrown is a rejection
    this.#isCalling = false;
    done.catch(this.#complain);
  }
}
