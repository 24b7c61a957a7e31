/**
 * Gives new tokens to a live connection: one at a time, each within a limit. Tells where a token's end is its end.
 *
 * @module
 */
import { TokenError } from "../../../errors.ts";
import type { Outage } from "../app-callbacks.ts";
import type { AdapterClock } from "../clock.ts";
import { within } from "../deadline.ts";
import type { TokenFeed } from "../feed.ts";
import type { Turn } from "../open.ts";
import { serial } from "../serial.ts";
import { isCurable, orTriedAgain } from "../vendor-error.ts";
import { EndWatch } from "./end-watch.ts";
import { type ConnectionPort, type TokenInUse, tokenInUse } from "./port.ts";

/** What a hand-over needs to know of the connection, and to tell it. */
export interface HandOverHost {
  /** Whether the connection can be given a token now. */
  isUp(): boolean;
  /** Whether the connection tries to come back by itself. */
  isDown(): boolean;
  /** The connection has the current token. */
  onWell(): void;
  /** The connection could not be given the current token: that is tried again after a while. */
  onLater(): void;
  /** The connection does not answer, or does not come back, and its token has ended. */
  onDead(): void;
}

/** The token of one connection. */
export class HandOver<Opened> {
  /** What the connection was opened with, or has taken since. */
  token: TokenInUse | undefined;
  readonly #port: ConnectionPort<Opened>;
  readonly #tokens: TokenFeed;
  readonly #clock: AdapterClock;
  readonly #outage: Outage;
  readonly #host: HandOverHost;
  readonly #ended: AbortSignal;
  /** Of the next token: the one before may have been refused. */
  #turn: Turn = "first";
  /** Openings and hand-overs, in the order in which they began; and which of them `token` comes from. */
  #begun = 0;
  #inUse = 0;
  readonly #endWatch: EndWatch;
  readonly #run = serial<undefined>(() => this.#handOver());

  constructor(
    port: ConnectionPort<Opened>,
    tokens: TokenFeed,
    clock: AdapterClock,
    outage: Outage,
    host: HandOverHost,
    ended: AbortSignal,
  ) {
    [this.#port, this.#tokens, this.#clock, this.#outage] = [port, tokens, clock, outage];
    [this.#host, this.#ended] = [host, ended];
    // The token is fetched first: where that fails there is no network, and the SDK may yet come back by itself.
    this.#endWatch = new EndWatch(clock, () => {
      if (host.isDown()) tokens.getToken().then(() => host.isDown() && host.onDead(), outage.noToken);
      else this.run();
    });
  }

  /**
   * There is another connection, which was opened with this token, or the connection has taken it. An answer that comes so
   * late that a newer token is in use counts for nothing.
   */
  opened(token: TokenInUse, begun: number = ++this.#begun): void {
    if (begun < this.#inUse) return;
    [this.token, this.#turn, this.#inUse] = [token, "first", begun];
    this.#endWatch.clear(); // it waited for the end of the token before
    this.down();
  }

  /** Hands the current token over, unless the connection has it or cannot take it now. */
  run(): void {
    void this.#run(undefined);
  }

  /** The SDK wants a new token: the manager's, or where the connection has that one, another. */
  hint(): void {
    const token = this.#tokens.peek();
    if (token && token.value !== this.token?.value) this.run();
    // Several warnings share one flight, and the manager's interval and cooldown hold.
    else this.#tokens.getToken({ forceRefresh: true }).catch(this.#outage.noToken);
  }

  /** The connection tries to come back by itself. With a token that has run out, some try for ever. */
  down(): void {
    // Without a hand-over the token in use is not known: the SDK's server may send its own.
    if (this.#port.handOver && this.#host.isDown() && this.token?.expiresAt !== undefined)
      this.#endWatch.until(this.token.leftMs);
  }

  stop(): void {
    this.#endWatch.clear();
  }

  /** The token in use was refused. The turn of the token that comes next. */
  invalidate(): Turn {
    const current = this.#tokens.peek();
    if (this.token) this.#tokens.invalidate(this.token.value);
    // A single-use token is not to be seen any more; neither is one that has ended, but that was no refusal.
    const isCurrent = current ? current.value === this.token?.value : !this.#hasEnded();
    return isCurrent ? "second" : "first";
  }

  #hasEnded(): boolean {
    return !!this.token && this.token.leftMs() <= 0;
  }

  async #handOver(): Promise<void> {
    const token = this.#tokens.peek();
    if (!token) return;
    const isNews = !!this.#port.handOver && token.value !== this.token?.value;
    const isUp = this.#host.isUp();
    if (isNews && isUp) await this.#give(token.value);
    else if (isNews) this.#later();
    else if (isUp) this.#host.onWell();
  }

  /** Not every connection tells when it is back. */
  #later(): void {
    if (this.#host.isDown()) this.#host.onLater();
  }

  async #give(value: string): Promise<void> {
    const foreign = this.#port.owner.refusal(value);
    if (foreign) {
      this.#outage.problem(foreign);
      return;
    }
    if (this.#ended.aborted) return; // the app is asked whose token it is
    const next = tokenInUse(value, this.#turn, this.#tokens, this.#clock, this.#port);
    const { handsOver = "the hand-over", handOverTimeoutMs = 10_000 } = this.#port;
    const begun = ++this.#begun;
    try {
      const give = async (): Promise<void> => {
        await this.#port.handOver!(next.value);
        this.opened(next, begun); // also where the SDK's answer comes after the limit
      };
      await within(handOverTimeoutMs, handsOver, this.#clock, give, this.#ended);
      if (this.#host.isUp()) this.#host.onWell(); // else it was lost meanwhile
    } catch (error) {
      if (begun < this.#inUse) return; // there is another connection, with a newer token
      if (this.#host.isUp()) this.#notTaken(handsOver, error, next);
      else this.#later(); // nothing was refused: the connection went away under it
    }
  }

  #notTaken(handsOver: string, error: unknown, next: TokenInUse): void {
    const problem = orTriedAgain(this.#port.explain(handsOver, error, next));
    if (this.#ended.aborted) return; // the app is asked what the error means
    const isCured = isCurable(problem);
    if (!isCured || next.turn === "second") this.#outage.problem(problem);
    if (isCured) {
      this.#turn = "second";
      this.#tokens.invalidate(next.value);
    }
    if (problem.retryable) this.#host.onLater();
    // Silence after the end of the token in use: after a long sleep, the SDK may notice half a minute later.
    if (error instanceof TokenError && this.#hasEnded()) this.#host.onDead();
  }
}
