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
  // As long as a sign-out may have been missed: by the clock that nobody sets.
  #unsureUntil = 0;

  constructor(settings: Settings, manager: FlightHost, warn: (warning: Warning) => void) {
    this.#settings = settings;
    this.#manager = manager;
    this.#warn = warn;
    this.#host = {
      adopt: (shared) => {
        const candidate = candidateOfShared(shared, settings.environment.now());
        if (!candidate || !this.#hear({ type: "shared", candidate })) return false;
        return manager.state.held?.token === candidate.token;
      },
      clear: (when) => {
        const input = { type: "clear", isPast: when === "past" } as const;
        this.#hear(input);
      },
      current: () => this.#current(),
      complain: (error) => this.#complain(error),
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

  /** What callers may know of `state`: a token whose session may have ended meanwhile is given to nobody. */
  seen(state: State): State {
    const isUnsure = isWorking(state) && this.#context.now.monoMs < this.#unsureUntil;
    return isUnsure ? { ...state, held: undefined } : state;
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
      onFault: (error) => this.#complain(error),
    }).run();
  }

  get #context(): Context {
    return contextOf(this.#settings.environment);
  }

  #current(): SharedToken | undefined {
    const { state } = this.#manager;
    const { held, refusals } = state;
    const { disputedAt } = refusals;
    const { now } = this.#context;
    if (!held || !livingToken(state, this.#context)) return undefined;
    const isDisputed = disputedAt && elapsedMs(disputedAt, now) <= elapsedMs(held.at, now);
    return isDisputed ? undefined : sharedOf(held);
  }

  /** Not while the port is called, nor after the end: what comes of it would be in nobody's order. */
  #hear(input: Extract<Input, { type: "shared" | "clear" }>): boolean {
    if (this.#isCalling || !this.#connection) return false;
    this.#heard = input;
    if (input.type === "shared") this.#known = input.candidate.token;
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
    if (this.#unsureUntil) this.#catchUp();
  }

  #catchUp(): void {
    const connection = this.#connection;
    const end = (): void => {
      if (connection !== this.#connection) return;
      this.#unsureUntil = 0;
      this.#manager.step({ type: "wake" });
    };
    this.#unsureUntil = this.#context.now.monoMs + CATCH_UP_MS;
    void Promise.resolve()
      .then(() => connection?.catchUp?.())
      .catch((error: unknown) => this.#complain(error))
      .then(end);
  }

  #disconnect(): void {
    const connection = this.#connection;
    this.#connection = undefined;
    this.#isConnected = false;
    this.#unsureUntil = this.#manager.state.phase === "stopped" ? Infinity : 0;
    if (connection) this.#call(() => connection.close());
  }

  #tell(news: TabNews): void {
    if (!this.#isConnected) this.#connect();
    this.#call(() => this.#connection?.tell(news));
  }

  #call(work: () => void): void {
    this.#isCalling = true;
    try {
      work();
    } catch (error) {
      this.#complain(error);
    } finally {
      this.#isCalling = false;
    }
  }

  #complain(error: unknown): void {
    const message = `The option tabs failed: ${describe(error, heldValues(this.#manager.state))}`;
    queueMicrotask(() => this.#warn({ code: "tabs", message, detail: {} }));
  }
}
