/**
 * One connection that needs a token: opened with a valid one, given each new one while it is up, and opened again once
 * its token has run out. What channels (RTC), logins (RTM) and rooms have in common.
 *
 * The manager alone schedules. What an SDK says (a warning, an expiry, a reconnect) comes in as a hint.
 *
 * @module
 */
import type { TokenError } from "../../../errors.ts";
import type { AdapterClock } from "../clock.ts";
import { within } from "../deadline.ts";
import type { TokenFeed } from "../feed.ts";
import type { Turn } from "../open.ts";
import { serial } from "../serial.ts";
import { isCurable, tellApp } from "../vendor-error.ts";
import { closePort, ConnectionOpener } from "./opening.ts";
import { type ConnectionPort, type TokenInUse, tokenInUse } from "./port.ts";

/** The clock is asked at least this often: a timer stands still while the machine sleeps. */
const WATCH_MS = 60_000;

/** Waits before a lost connection is opened again after a failure that is not the token's; then for the next token. */
const REOPEN_MS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000];

type ConnectionPhase = "opening" | "up" | "closing" | "lost" | "ended";

const ignore = (): void => undefined;

/** The state of one connection, and what each event does to it. */
export class KeptConnection<Opened> {
  #phase: ConnectionPhase = "opening";
  /** What the connection was opened with, or has taken since. */
  #token: TokenInUse | undefined;
  #openedAt = -Infinity;
  /** Failures to open since the connection was lost. */
  #failures = 0;
  #timer: unknown;
  readonly #handOver = serial<undefined>(() => this.#handOverCurrent());
  readonly #opener: ConnectionOpener<Opened>;
  readonly #port: ConnectionPort<Opened>;
  readonly #tokens: TokenFeed;
  readonly #clock: AdapterClock;
  readonly #unsubscribe: () => void;

  constructor(port: ConnectionPort<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    [this.#port, this.#tokens, this.#clock] = [port, tokens, clock];
    this.#opener = new ConnectionOpener(port, tokens, clock);
    this.#unsubscribe = tokens.on("refreshed", () => {
      void this.#reopen("first");
      void this.handOver();
      this.watch();
    });
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

  /** Takes over a connection that the app has opened. */
  adopt(): void {
    this.#phase = "up";
    this.#tokens.getToken().then(() => this.handOver(), ignore); // `refreshFailed` tells, `refreshed` makes up for it
  }

  /** Hands the current token over, unless the connection has it or cannot take it now. */
  handOver(): Promise<void> {
    return this.#handOver(undefined);
  }

  /** The SDK says that the token ends soon. It may say so several times. */
  hint(): void {
    const token = this.#tokens.peek();
    if (token && token.value !== this.#token?.value) void this.handOver();
    // Several warnings share one flight, and the manager's interval and cooldown hold; `refreshFailed` tells.
    else if (this.#is("up")) this.#tokens.getToken({ forceRefresh: true }).catch(ignore);
  }

  /** The token has ended the connection. A second word of it, and that of an open() which was refused, are ignored. */
  tokenEnded(): void {
    if (!this.#is("up")) return;
    this.#phase = "lost";
    this.#failures = 0;
    const isCurrent = this.#tokens.peek()?.value === this.#token?.value;
    if (this.#token) this.#tokens.invalidate(this.#token.value);
    void this.#reopen(isCurrent ? "second" : "first");
  }

  /** The connection is down. With a token that has run out, some SDKs try for ever to come back. */
  watch(): void {
    const endsAt = this.#token?.expiresAt;
    if (!this.#is("up") || this.#port.isUp() || endsAt === undefined) return;
    this.#clock.clearTimer(this.#timer);
    const leftMs = endsAt - this.#clock.now();
    if (leftMs > 0) this.#timer = this.#clock.setTimer(() => this.watch(), Math.min(leftMs, WATCH_MS));
    // First the token: where none is to be had there is no network, and the SDK may yet come back by itself.
    else this.#tokens.getToken().then(() => this.#abandon(), ignore);
  }

  /** The connection has ended, and not because of its token; without an error, the app itself has ended it. */
  closed(error?: unknown): void {
    if (!this.#is("up")) return;
    if (error === undefined) return this.stop();
    const problem = this.#port.explain("The connection", error, undefined, "first");
    if (this.#clock.now() - this.#openedAt < this.#port.echoMs) return this.#failed(problem);
    this.stop();
    this.#report(problem);
  }

  /** The end, whoever wants it. */
  stop(): void {
    if (this.#is("ended")) return;
    this.#phase = "ended";
    this.#unsubscribe();
    this.#clock.clearTimer(this.#timer);
    this.#port.release();
  }

  // Asked again after each `await`: a comparison of the field would be taken for settled by the compiler.
  #is(phase: ConnectionPhase): boolean {
    return this.#phase === phase;
  }

  async #open(turn: Turn): Promise<Opened> {
    this.#phase = "opening";
    const { opened, token } = await this.#opener.open(turn, () => this.#is("ended"));
    this.#token = token;
    this.#phase = "up";
    this.#openedAt = this.#clock.now();
    void this.handOver(); // the next token may have come meanwhile
    return opened;
  }

  async #reopen(turn: Turn): Promise<void> {
    if (!this.#is("lost")) return;
    this.#clock.clearTimer(this.#timer);
    try {
      const opened = await this.#open(turn);
      tellApp(() => this.#port.onReopened(opened));
    } catch (error) {
      if (!this.#is("ended")) this.#failed(error as TokenError);
    }
  }

  #failed(error: TokenError): void {
    this.#phase = "lost";
    // The manager's own failure asks for nothing: the manager goes on, and its next token comes in.
    if (error.code === "ERR_HANDOVER_FAILED") {
      const waitMs = REOPEN_MS[this.#failures++];
      if (error.action !== "retryLater") this.stop();
      else if (waitMs) this.#timer = this.#clock.setTimer(() => void this.#reopen("first"), waitMs);
    }
    this.#report(error);
  }

  #abandon(): void {
    if (!this.#is("up") || this.#port.isUp()) return;
    this.#phase = "closing";
    this.#failures = 0;
    void closePort(this.#port, this.#clock).then(() => {
      if (!this.#is("closing")) return;
      this.#phase = "lost";
      void this.#reopen("first");
    });
  }

  async #handOverCurrent(): Promise<void> {
    const isUp = (): boolean => this.#is("up") && this.#port.isUp();
    const token = this.#tokens.peek();
    if (!token || token.value === this.#token?.value || !isUp()) return;
    const next = tokenInUse(token.value, this.#tokens, this.#clock, this.#port.readToken);
    try {
      await within(this.#port.handOverTimeoutMs, "renewToken()", this.#clock, async () => {
        await this.#port.handOver(next.value);
        this.#token = next; // also where the answer comes too late
      });
    } catch (error) {
      if (!isUp()) return; // nothing was refused: the connection went away under it
      const problem = this.#port.explain("renewToken()", error, next, "first");
      if (isCurable(problem)) this.#tokens.invalidate(next.value);
      this.#report(problem);
    }
  }

  #report(error: TokenError): void {
    tellApp(() => this.#port.onProblem(error));
  }
}
