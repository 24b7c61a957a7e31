/**
 * What a channel (RTC) and a login (RTM) have in common: a connection that takes a new token while it is up, and
 * has to be opened again once its token has run out.
 *
 * The manager alone schedules. What the SDK says (a warning, an expiry, a reconnect) comes in as a hint.
 *
 * @module
 */
import type { TokenError } from "../../errors.ts";
import { type AdapterClock, within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { serial } from "../common/serial.ts";
import { close, opener } from "./opening.ts";
import { type Held, heldOf, isCurable, type Port, problemOf } from "./port.ts";

/** The clock is asked at least this often: a timer stands still while the machine sleeps. */
const WATCH_MS = 60_000;

/** A loop of reconnects that an earlier connection left behind ends this one no later: the RTC SDK waits 10 s at most. */
const ECHO_MS = 15_000;

/** Waits before a lost connection is opened again after a failure that is not the token's; then for the next token. */
const REOPEN_MS: readonly number[] = [5_000, 10_000, 20_000, 40_000, 60_000];

type Phase = "opening" | "up" | "lost" | "ended";

export interface Line<Opened> {
  /** Opens. Rejects with a `TokenError` that says why it is not open; the line has ended then. */
  start(): Promise<Opened>;
  /** Takes over a connection that the app has opened. */
  adopt(): void;
  /** Hands the current token over, unless the connection has it or cannot take it now. */
  handOver(): Promise<void>;
  /** The SDK says that the token ends soon. It may say so several times. */
  hint(): void;
  /** The token has ended the connection. A second word of it, and that of an open() which was refused, are ignored. */
  lost(): void;
  /** The connection is down. With a token that has run out, some try for ever to come back. */
  watch(): void;
  /** The connection has ended, and not because of its token. */
  closed(error?: unknown): void;
  /** The end, whoever wants it. */
  stop(): void;
}

export function lineOf<Opened>(port: Port<Opened>, tokens: TokenFeed, clock: AdapterClock): Line<Opened> {
  const openOnce = opener(port, tokens, clock);
  let phase: Phase = "opening";
  /** What the connection was opened with, or has taken since. */
  let held: Held | undefined;
  let openedAt = -Infinity;
  let failures = 0;
  let timer: unknown;

  // Asked again after each `await`.
  const is = (wanted: Phase): boolean => phase === wanted;
  const isUp = (): boolean => is("up") && port.isUp();
  const ignore = (): void => undefined;
  // What the app throws there is the app's.
  const report = (error: TokenError): void => void Promise.resolve(error).then((it) => port.onProblem(it));

  const handOver = serial<undefined>(async () => {
    const token = tokens.peek();
    if (!token || token.value === held?.value || !isUp()) return;
    const next = heldOf(token.value, tokens, clock);
    try {
      await within(port.renewTimeoutMs, "renewToken()", clock, async () => {
        await port.renew(next.value);
        held = next; // also where the answer comes too late
      });
    } catch (error) {
      if (!isUp()) return; // nothing was refused: the connection went away under it
      const problem = problemOf("renewToken()", error, port, clock, next);
      if (isCurable(problem)) tokens.invalidate(next.value);
      report(problem);
    }
  });

  const open = async (): Promise<Opened> => {
    phase = "opening";
    const result = await openOnce(() => is("ended"));
    held = result.held;
    phase = "up";
    openedAt = clock.now();
    void handOver(undefined); // the next token may have come meanwhile
    return result.opened;
  };

  const reopen = async (): Promise<void> => {
    if (!is("lost")) return;
    clock.clearTimer(timer);
    try {
      const opened = await open();
      void Promise.resolve(opened).then((it) => port.onReopened(it));
    } catch (error) {
      if (!is("ended")) failed(error as TokenError);
    }
  };

  const failed = (error: TokenError): void => {
    phase = "lost";
    // The manager's own failure asks for nothing: it goes on, and its next token comes in.
    if (error.code === "ERR_HANDOVER_FAILED") {
      const waitMs = REOPEN_MS[failures++];
      if (error.action !== "retryLater") stop();
      else if (waitMs) timer = clock.setTimer(() => void reopen(), waitMs);
    }
    report(error);
  };

  const abandon = (): void => {
    if (!is("up") || port.isUp()) return;
    phase = "lost";
    failures = 0;
    void close(port, clock).then(reopen);
  };

  const watch = (): void => {
    const endsAt = held?.expiresAt;
    if (!is("up") || port.isUp() || endsAt === undefined) return;
    clock.clearTimer(timer);
    const leftMs = endsAt - clock.now();
    if (leftMs > 0) timer = clock.setTimer(watch, Math.min(leftMs, WATCH_MS));
    // First the token: where none is to be had there is no network, and the SDK may yet come back by itself.
    else tokens.getToken().then(abandon, ignore);
  };

  const stop = (): void => {
    if (is("ended")) return;
    phase = "ended";
    unsubscribe();
    clock.clearTimer(timer);
    port.release();
  };

  const unsubscribe = tokens.on("refreshed", () => {
    void reopen();
    void handOver(undefined);
    watch();
  });

  return {
    async start() {
      try {
        return await open();
      } catch (error) {
        stop();
        throw error;
      }
    },
    adopt() {
      phase = "up";
      tokens.getToken().then(() => handOver(undefined), ignore); // `refreshFailed` tells, `refreshed` makes up for it
    },
    handOver: () => handOver(undefined),
    hint() {
      const token = tokens.peek();
      if (token && token.value !== held?.value) return void handOver(undefined);
      // Several warnings share one flight, and the manager's interval and cooldown hold; `refreshFailed` tells.
      if (is("up")) tokens.getToken({ forceRefresh: true }).catch(ignore);
    },
    lost() {
      if (!is("up")) return;
      phase = "lost";
      failures = 0;
      if (held) tokens.invalidate(held.value);
      void reopen();
    },
    watch,
    closed(error) {
      if (!is("up")) return;
      if (error === undefined) {
        stop();
        return;
      }
      const problem = problemOf("The connection", error, port, clock);
      if (clock.now() - openedAt >= ECHO_MS) {
        stop();
        report(problem);
      } else failed(problem);
    },
    stop,
  };
}
