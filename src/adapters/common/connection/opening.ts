/**
 * Opening a kept connection: the vendor's call under a deadline, and a second try where that can help.
 *
 * @module
 */
import { TokenError } from "../../../errors.ts";
import { unlessAborted } from "../aborted.ts";
import type { AdapterClock } from "../clock.ts";
import { within } from "../deadline.ts";
import type { TokenFeed } from "../feed.ts";
import { openWithToken, type Turn } from "../open.ts";
import { isCurable } from "../vendor-error.ts";
import { type ConnectionPort, type TokenInUse, tokenInUse } from "./port.ts";

/** As long as a close may take before it is not waited for any longer; Agora's own limit is 3 s. */
const CLOSE_TIMEOUT_MS = 5_000;

/** An opened connection, and the token it has. */
export interface OpenedConnection<Opened> {
  readonly opened: Opened;
  readonly token: TokenInUse;
}

/** Opens one connection, as often as it has to be opened. */
export class ConnectionOpener<Opened> {
  /** Fetched only because an `open()` had hung: if that hangs again, the token is not to blame. */
  #forced: string | undefined;
  /** What has to be done about an end that was told during the try that is under way, or was the last. */
  missed: (() => void) | undefined;
  readonly #port: ConnectionPort<Opened>;
  readonly #tokens: TokenFeed;
  readonly #clock: AdapterClock;

  constructor(port: ConnectionPort<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    [this.#port, this.#tokens, this.#clock] = [port, tokens, clock];
  }

  /**
   * Opens with a valid token. One that is refused as expired, or met with silence, is replaced once; a fresh one is not.
   *
   * @param ended - aborted when nobody wants the connection any more
   * @throws TokenError why it is not open; the reason of `ended`
   */
  open(turn: Turn, ended: AbortSignal): Promise<OpenedConnection<Opened>> {
    const [port, tokens, begunAt] = [this.#port, this.#tokens, this.#clock.now()];
    let token: TokenInUse;
    let wasSilent = false;
    // The token at hand was fetched because of silence: no other one has been refused.
    let isForced = false;
    // No opening takes so long: the machine has slept meanwhile.
    const hasSlept = (): boolean => this.#clock.now() - token.receivedAt > port.openTimeoutMs;
    const isStale = (): boolean => isForced || hasSlept();
    return openWithToken(
      {
        getToken: () =>
          unlessAborted(
            ended,
            tokens.getToken(wasSilent ? { forceRefresh: true } : { minValidityMs: port.minValidityMs }),
          ),
        open: async (value, now) => {
          [isForced, wasSilent] = [wasSilent, false];
          token = tokenInUse(value, isForced ? turn : now, tokens, this.#clock, port);
          this.missed = undefined;
          if (isForced) this.#forced = value;
          const refusal = port.owner.refusal(value);
          if (refusal) throw refusal;
          try {
            return { token, opened: await this.#bounded(value, ended) };
          } catch (error) {
            wasSilent = error instanceof TokenError && error.action === "retryLater" && !ended.aborted;
            if (wasSilent) await this.close();
            throw error;
          }
        },
        explain: (error) => port.explain(port.opens, error, isStale() ? { ...token, turn: "first" } : token),
        cure: (problem, value) => {
          // Silence may be the network's: it costs one fetch at most, and the token is not called refused.
          if (wasSilent) return token.receivedAt < begunAt && value !== this.#forced;
          if (isCurable(problem)) tokens.invalidate(value);
          return isCurable(problem);
        },
        isStale,
        check: () => ended.throwIfAborted(),
      },
      turn,
    );
  }

  /** Closes, whatever comes of it: the next `open()` will tell. */
  async close(): Promise<void> {
    await within(CLOSE_TIMEOUT_MS, "close", this.#clock, () => this.#port.close()).catch(() => undefined);
    await new Promise<void>((resolve) => void this.#clock.setTimer(resolve, this.#port.settleMs));
  }

  #bounded(value: string, ended: AbortSignal): Promise<Opened> {
    const { openTimeoutMs, opens } = this.#port;
    return within(openTimeoutMs, opens, this.#clock, () => this.#port.open(value, ended), ended);
  }
}
