/**
 * What a channel (RTC) and a login (RTM) have in common: a connection that takes a new token while it is up, and
 * has to be opened again once its token has run out.
 *
 * The manager alone schedules. What the SDK says (a warning, an expiry, a reconnect) comes in as a hint.
 *
 * @module
 */
import { explained } from "../../diagnose/explained.ts";
import type { TokenError } from "../../errors.ts";
import { type AdapterClock, within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { serial } from "../common/serial.ts";
import { close, Opener } from "./opening.ts";
import { type Held, heldOf, isCurable, type Port } from "./port.ts";

/** The clock is asked at least this often: a timer stands still while the machine sleeps. */
const WATCH_MS = 60_000;

/** Waits before a lost connection is opened again after a failure that is not the token's; then for the next token. */
const REOPEN_MS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000];

export class Line<Opened> {
  readonly #port: Port<Opened>;
  readonly #tokens: TokenFeed;
  readonly #clock: AdapterClock;
  readonly #opener: Opener<Opened>;
  readonly #unsubscribe: () => void;
  #phase: "opening" | "up" | "lost" | "ended" = "opening";
  /** What the connection was opened with, or has taken since. */
  #held: Held | undefined;
  #hinted: Held | undefined;
  #failures = 0;
  #timer: unknown;

  constructor(port: Port<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    this.#port = port;
    this.#tokens = tokens;
    this.#clock = clock;
    this.#opener = new Opener(port, tokens, clock);
    this.#unsubscribe = tokens.on("refreshed", () => {
      void this.#reopen();
      void this.handOver();
      this.watch();
    });
  }

  /** Takes over a connection that the app has opened. */
  adopt(): void {
    this.#phase = "up";
    this.#tokens.getToken().then(this.handOver, () => undefined); // `refreshFailed` tells, `refreshed` makes up for it
  }

  /** @throws TokenError why it is not open; the line has ended then */
  async start(): Promise<Opened> {
    try {
      return await this.#open();
    } catch (error) {
      this.stop();
      throw error;
    }
  }

  /** Hands the current token over, unless the connection has it or cannot take it now. */
  readonly handOver: () => Promise<void> = serial<void>(async () => {
    const { table, renewTimeoutMs } = this.#port;
    const token = this.#tokens.peek();
    if (!token || token.value === this.#held?.value || !this.#isUp()) return;
    const held = heldOf(token.value, this.#tokens, this.#clock);
    try {
      await within(renewTimeoutMs, "renewToken()", this.#clock, async () => {
        await this.#port.renew(held.value);
        this.#held = held; // also where the answer comes too late
      });
    } catch (error) {
      if (!this.#isUp()) return; // nothing was refused: the connection went away under it
      const problem = explained("renewToken()", error, [table], { provider: table.id, token: held });
      if (isCurable(problem)) this.#tokens.invalidate(held.value);
      this.#report(problem);
    }
  });

  /** The SDK says that the token ends soon. It may say so several times. */
  hint(): void {
    const token = this.#tokens.peek();
    if (token && token.value !== this.#held?.value) return void this.handOver();
    if (this.#phase !== "up" || this.#hinted === this.#held) return;
    this.#hinted = this.#held;
    this.#tokens.getToken({ forceRefresh: true }).catch(() => undefined); // `refreshFailed` tells
  }

  /** The token has ended the connection. A second word of it, and that of an open() which was refused, are ignored. */
  lost(): void {
    if (this.#phase !== "up") return;
    this.#phase = "lost";
    if (this.#held) this.#tokens.invalidate(this.#held.value);
    void this.#reopen();
  }

  /** Whether a connection that is down can come back: with a token that has run out, some try for ever. */
  watch(): void {
    const endsAt = this.#held?.expiresAt;
    if (this.#phase !== "up" || this.#port.isUp() || endsAt === undefined) return;
    this.#clock.clearTimer(this.#timer);
    const leftMs = endsAt - this.#clock.now();
    if (leftMs > 0) this.#timer = this.#clock.setTimer(() => this.watch(), Math.min(leftMs, WATCH_MS));
    // First the token: where none is to be had there is no network, and the SDK may yet come back by itself.
    else
      this.#tokens.getToken().then(
        () => this.#abandon(),
        () => undefined,
      );
  }

  /** The connection has ended, and not because of its token. */
  closed(error?: unknown): void {
    if (this.#phase !== "up") return;
    this.stop();
    const { table } = this.#port;
    if (error !== undefined) this.#report(explained("The connection", error, [table], { provider: table.id }));
  }

  stop(): void {
    if (this.#phase === "ended") return;
    this.#phase = "ended";
    this.#unsubscribe();
    this.#clock.clearTimer(this.#timer);
    this.#port.release();
  }

  #isUp(): boolean {
    return this.#phase === "up" && this.#port.isUp();
  }

  async #open(): Promise<Opened> {
    this.#phase = "opening";
    const { opened, held } = await this.#opener.open(() => this.#phase === "ended");
    this.#held = held;
    this.#phase = "up";
    this.#failures = 0;
    void this.handOver(); // the next token may have come meanwhile
    return opened;
  }

  #abandon(): void {
    if (this.#phase !== "up" || this.#port.isUp()) return;
    this.#phase = "lost";
    void close(this.#port, this.#clock).then(() => this.#reopen());
  }

  async #reopen(): Promise<void> {
    if (this.#phase !== "lost") return;
    this.#clock.clearTimer(this.#timer);
    await this.#open().then(
      (opened) => void Promise.resolve(opened).then((it) => this.#port.onReopened(it)), // what the app throws is the app's
      (error: TokenError) => this.#failed(error),
    );
  }

  #failed(error: TokenError): void {
    if (this.#phase === "ended") return;
    this.#phase = "lost";
    // The manager's own failure asks for nothing: it goes on, and its next token comes in.
    if (error.code === "ERR_HANDOVER_FAILED") {
      const waitMs = REOPEN_MS[this.#failures++];
      if (error.action !== "retryLater") this.stop();
      else if (waitMs) this.#timer = this.#clock.setTimer(() => void this.#reopen(), waitMs);
    }
    this.#report(error);
  }

  #report(error: TokenError): void {
    void Promise.resolve(error).then((it) => this.#port.onProblem(it));
  }
}
