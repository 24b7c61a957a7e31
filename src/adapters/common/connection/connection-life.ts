/**
 * A connection that needs a token: opened with a valid one, given each new one while it is up, and opened again when its
 * token or the network has ended it.
 *
 * @module
 */
import type { TokenError } from "../../../errors.ts";
import { Outage, tellApp } from "../app-callbacks.ts";
import type { AdapterClock } from "../clock.ts";
import type { TokenFeed } from "../feed.ts";
import type { Turn } from "../open.ts";
import { orTriedAgain } from "../vendor-error.ts";
import { HandOver } from "./hand-over.ts";
import { ConnectionOpener } from "./opening.ts";
import { afterFailure, type ConnectionPhase, givenUp } from "./phase.ts";
import type { ConnectionPort, TokenInUse } from "./port.ts";
import { Recovery } from "./recovery.ts";
import { hearOf } from "./token-news.ts";

const ignore = (): void => undefined;

/** One connection: its phase, and how it gets from one to the next. */
export class ConnectionLife<Opened> {
  protected phase: ConnectionPhase = "opening";
  /** The opening that is under way, for all who want one. */
  #opening: Promise<Opened> | undefined;
  protected readonly ended: AbortController = new AbortController();
  protected readonly port: ConnectionPort<Opened>;
  protected readonly tokens: TokenFeed;
  protected readonly opener: ConnectionOpener<Opened>;
  protected readonly handOver: HandOver<Opened>;
  protected readonly recovery: Recovery;
  readonly #unsubscribe: () => void;

  constructor(port: ConnectionPort<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    [this.port, this.tokens] = [port, tokens];
    const outage = new Outage(port.app, clock, () => port.isUp());
    this.recovery = new Recovery(clock, outage, () => {
      this.reopenIfDue("first");
      this.up();
    });
    this.opener = new ConnectionOpener(port, tokens, clock);
    const host = {
      isUp: () => this.is("up") && port.isUp() && this.is("up"), // the app is asked, and may end it
      isDown: () => this.is("up") && !port.isUp(),
      onWell: () => this.#isReplaced() || this.recovery.well(),
      onLater: () => this.recovery.wait(),
      onDead: () => this.#abandon(),
    };
    this.handOver = new HandOver(port, tokens, clock, outage, host, this.ended.signal);
    this.#unsubscribe = hearOf(tokens, (what) => (what === "start" ? this.reopenIfDue("first") : this.#onNews()));
  }

  /** The token that it was opened with, or has taken since. One that has served for a while was not refused fresh. */
  get token(): TokenInUse | undefined {
    const { token } = this.handOver;
    return token && this.recovery.isSteady ? { ...token, turn: "first" } : token;
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

  reopen(): Promise<Opened> {
    return this.is("ended") ? Promise.reject(this.ended.signal.reason as Error) : this.#reopen("first");
  }

  /** The SDK says that the connection works, or is asked: the current token is handed over where it is a new one. */
  up(): void {
    this.handOver.run();
  }

  /** The end. An opening that is under way rejects with the reason. */
  stop(reason: unknown = givenUp(this.port.opens)): void {
    if (this.is("ended")) return;
    this.phase = "ended";
    this.#unsubscribe();
    this.recovery.stop();
    this.handOver.stop();
    this.port.release();
    this.ended.abort(reason);
  }

  // A method: the compiler would take a comparison of the field for settled, also after an `await`.
  protected is(phase: ConnectionPhase): boolean {
    return this.phase === phase;
  }
  /** Whether another connection must replace the one that is up. A single-use token does not count: `peek()` hides it. */
  #isReplaced(): boolean {
    const next = this.port.onNewToken === "reopen" && this.tokens.peek();
    return this.is("up") && (this.recovery.isDue || (!!next && next.value !== this.token?.value));
  }

  #onNews(): void {
    if (this.tokens.peek()) this.reopenIfDue("first");
    // A single-use token is another caller's, but there are tokens again; or the manager has tried for the last time.
    else if (this.is("lost") && !this.recovery.isWaiting) this.recovery.wait();
    this.up();
    this.handOver.down();
  }

  async #open(turn: Turn): Promise<Opened> {
    this.phase = "opening";
    this.recovery.tries();
    const { opened, token } = await this.opener.open(turn, this.ended.signal);
    this.ended.signal.throwIfAborted(); // the app may end it as it opens
    this.#opening = undefined; // from now on another one may be needed
    this.handOver.opened(token);
    this.phase = "up";
    this.recovery.opened();
    if (!this.port.isUp()) this.opener.missed?.();
    this.up(); // the next token may have come meanwhile
    this.handOver.down();
    if (this.#isReplaced()) this.recovery.wait();
    return opened;
  }

  protected reopenIfDue(turn: Turn): void {
    if (this.is("lost") || this.#isReplaced()) this.#reopen(turn).catch(ignore); // `failed` tells the app
  }

  #reopen(turn: Turn): Promise<Opened> {
    return (this.#opening ??= this.#openAgain(turn));
  }

  async #openAgain(turn: Turn): Promise<Opened> {
    const wasUp = this.is("up");
    try {
      if (this.is("closing")) await this.opener.close();
      this.ended.signal.throwIfAborted();
      const opened = await this.#open(turn);
      tellApp(() => this.is("ended") || this.port.onReopened(opened));
      return opened;
    } catch (thrown) {
      const error = orTriedAgain(thrown as TokenError);
      this.#opening = undefined;
      if (!this.is("ended")) this.failed(error, wasUp && this.port.isUp() ? "stays" : "is lost");
      throw error;
    }
  }

  /** @param previous - what becomes of the connection before */
  protected failed(error: TokenError, previous: "stays" | "is lost" = "is lost"): void {
    const next = afterFailure(error, this.port);
    const staysUp = previous === "stays";
    if (staysUp) this.phase = "up";
    else this.leave(next === "refused" ? next : "lost");
    this.recovery.isDue = staysUp && (next === "retry" || next === "lost");
    if (next === "retry") this.recovery.wait();
    const isEnd = next === "ended" && !staysUp;
    this.recovery.problem(error, isEnd ? "end" : next === "refused" || next === "ended" ? "last" : "another");
    if (isEnd) this.stop();
    if (this.recovery.isDue) this.up(); // a token may have come meanwhile
  }

  /** Closes a connection that does not come back, and opens it again after that. */
  #abandon(): void {
    if (!this.is("up")) return;
    this.leave("closing");
    this.#reopen("first").catch(ignore); // `failed` tells the app
  }

  protected leave(next: ConnectionPhase): void {
    this.phase = next;
    this.recovery.lost();
  }
}
