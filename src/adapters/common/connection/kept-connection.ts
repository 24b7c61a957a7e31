/**
 * One connection that needs a token: opened with a valid one, given each new one while it is up, and opened again when
 * its token or the network has ended it. The manager alone schedules tokens; what an SDK says comes in as a hint.
 *
 * @module
 */
import type { TokenError } from "../../../errors.ts";
import { Outage, tellApp } from "../app-callbacks.ts";
import type { AdapterClock } from "../clock.ts";
import type { TokenFeed } from "../feed.ts";
import type { Turn } from "../open.ts";
import { HandOver } from "./hand-over.ts";
import { ConnectionOpener } from "./opening.ts";
import { afterFailure, type ConnectionPhase, endedAgain, givenUp } from "./phase.ts";
import type { ConnectionPort, TokenInUse } from "./port.ts";
import { Recovery } from "./recovery.ts";
import { hearOf } from "./token-news.ts";

const ignore = (): void => undefined;

/** One connection: its phase, and what each event does to it. */
export class KeptConnection<Opened> {
  #phase: ConnectionPhase = "opening";
  /** The opening that is under way, for all who want one. */
  #opening: Promise<Opened> | undefined;
  readonly #ended = new AbortController();
  readonly #port: ConnectionPort<Opened>;
  readonly #tokens: TokenFeed;
  readonly #opener: ConnectionOpener<Opened>;
  readonly #handOver: HandOver<Opened>;
  readonly #recovery: Recovery;
  readonly #unsubscribe: () => void;

  constructor(port: ConnectionPort<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    [this.#port, this.#tokens] = [port, tokens];
    const outage = new Outage(port.app, clock);
    this.#recovery = new Recovery(clock, outage, () => this.#reopenIfDue("first"));
    this.#opener = new ConnectionOpener(port, tokens, clock);
    this.#handOver = new HandOver(port, tokens, clock, outage, {
      isUp: () => this.#is("up") && port.isUp(),
      isDown: () => this.#is("up") && !port.isUp(),
      onWell: () => this.#isReplaced() || this.#recovery.well(),
      onDead: () => this.#abandon(),
    });
    this.#unsubscribe = hearOf(tokens, (what) => (what === "start" ? this.#reopenIfDue("first") : this.#onNews()));
  }

  /** The token that it was opened with, or has taken since. One that has served for a while was not refused fresh. */
  get token(): TokenInUse | undefined {
    const { token } = this.#handOver;
    return token && this.#recovery.isSteady ? { ...token, turn: "first" } : token;
  }

  /** Opens. Rejects with a `TokenError` that says why it is not open; the keeping has ended then. */
  async start(): Promise<Opened> {
    try {
      return await this.#open("first");
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Takes over an open connection. Rejects where there is no token yet: `refreshed` makes up for it. */
  async adopt(): Promise<void> {
    this.#phase = "up";
    await this.#tokens.getToken();
    this.up();
  }

  reopen(): Promise<Opened> {
    return this.#is("ended") ? Promise.reject(this.#ended.signal.reason as Error) : this.#reopen("first");
  }

  /** The SDK says that the connection works, or is asked: the current token is handed over where it is a new one. */
  up(): void {
    this.#handOver.run();
  }

  /** The SDK says that the token ends soon. It may say so several times. */
  hint(): void {
    if (this.#is("up")) this.#handOver.hint();
  }

  /** The SDK says that the connection is down and tries to come back. */
  down(): void {
    this.#handOver.down();
  }

  /** The token has ended the connection. A second word of it, and that of an open() which was refused, are ignored. */
  tokenEnded(): void {
    if (!this.#is("up")) return;
    const isAgain = this.token?.turn === "second";
    this.#leave("lost");
    const turn = this.#handOver.invalidate();
    if (isAgain) this.#failed(endedAgain());
    else this.#reopenIfDue(turn);
  }

  /** The SDK has given the connection up, and not because of its token. */
  lost(problem: TokenError): void {
    if (this.#is("up")) this.#failed(problem);
  }

  /** The connection has ended, and is not to be opened again: by the app itself, or for a reason that must be told. */
  closed(problem?: TokenError): void {
    if (!this.#is("up")) return;
    this.#leave("refused");
    if (this.#port.afterRefusal === "end") this.stop();
    if (problem) this.#recovery.problem(problem);
  }

  /** The end. An opening that is under way rejects with the reason. */
  stop(reason: unknown = givenUp(this.#port.opens)): void {
    if (this.#is("ended")) return;
    this.#phase = "ended";
    this.#unsubscribe();
    this.#recovery.stop();
    this.#handOver.stop();
    this.#port.release();
    this.#ended.abort(reason);
  }

  // A method: the compiler would take a comparison of the field for settled, also after an `await`.
  #is(phase: ConnectionPhase): boolean {
    return this.#phase === phase;
  }
  /** Another connection must replace the one that is up. Not for a single-use token, which is not to be seen. */
  #isReplaced(): boolean {
    const next = this.#port.onNewToken === "reopen" && this.#tokens.peek();
    return this.#is("up") && (this.#recovery.isDue || (!!next && next.value !== this.token?.value));
  }

  #onNews(): void {
    if (this.#tokens.peek()) this.#reopenIfDue("first");
    // A single-use token is another caller's, but there are tokens again; or the manager has tried for the last time.
    else if (this.#is("lost") && !this.#recovery.isWaiting) this.#recovery.wait();
    this.up();
    if (this.#port.handOver) this.down(); // without a hand-over the token in use is not known: the SDK's server may send its own
  }

  async #open(turn: Turn): Promise<Opened> {
    this.#phase = "opening";
    this.#recovery.tries();
    const { opened, token } = await this.#opener.open(turn, this.#ended.signal);
    this.#handOver.token = token;
    this.#phase = "up";
    this.#recovery.opened();
    this.up(); // the next token may have come meanwhile
    if (this.#isReplaced()) this.#recovery.wait();
    return opened;
  }

  #reopenIfDue(turn: Turn): void {
    if (this.#is("lost") || this.#isReplaced()) this.#reopen(turn).catch(ignore); // `#failed` tells the app
  }

  #reopen(turn: Turn): Promise<Opened> {
    return (this.#opening ??= this.#openAgain(turn).finally(() => (this.#opening = undefined)));
  }

  async #openAgain(turn: Turn): Promise<Opened> {
    const wasUp = this.#is("up");
    try {
      if (this.#is("closing")) await this.#opener.close();
      this.#ended.signal.throwIfAborted();
      const opened = await this.#open(turn);
      tellApp(() => this.#port.onReopened(opened));
      return opened;
    } catch (error) {
      if (!this.#is("ended")) this.#failed(error as TokenError, wasUp && this.#port.isUp() ? "stays" : "is lost");
      throw error;
    }
  }

  /** @param previous - what becomes of the connection before */
  #failed(error: TokenError, previous: "stays" | "is lost" = "is lost"): void {
    const next = afterFailure(error, this.#port);
    const staysUp = previous === "stays";
    if (staysUp) this.#phase = "up";
    else this.#leave(next === "refused" ? next : "lost");
    this.#recovery.isDue = staysUp && (next === "retry" || next === "lost");
    if (next === "retry") this.#recovery.wait();
    else if (next === "ended" && !staysUp) this.stop();
    this.#recovery.problem(error);
    if (this.#recovery.isDue) this.up(); // a token may have come meanwhile
  }

  /** Closes a connection that does not come back, and opens it again after that. */
  #abandon(): void {
    if (!this.#is("up")) return;
    this.#leave("closing");
    this.#reopen("first").catch(ignore); // `#failed` tells the app
  }

  #leave(next: ConnectionPhase): void {
    this.#phase = next;
    this.#recovery.lost();
  }
}
