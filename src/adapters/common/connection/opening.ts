/**
 * Opening a kept connection: the vendor's call under a deadline, and a second try where that can help.
 *
 * @module
 */
import { fault, TokenError } from "../../../errors.ts";
import type { AdapterClock } from "../clock.ts";
import { within } from "../deadline.ts";
import type { TokenFeed } from "../feed.ts";
import { openWithToken, type Turn } from "../open.ts";
import { isCurable } from "../vendor-error.ts";
import { type ConnectionPort, type TokenInUse, tokenInUse } from "./port.ts";

/** As long as a close may take before it is not waited for any longer; Agora's own limit is 3 s. */
const CLOSE_TIMEOUT_MS = 5_000;

/** Closes, whatever comes of it: the next `open()` will tell. */
export async function closePort<Opened>(port: ConnectionPort<Opened>, clock: AdapterClock): Promise<void> {
  await within(CLOSE_TIMEOUT_MS, "close", clock, () => port.close()).catch(() => undefined);
  await new Promise<void>((resolve) => void clock.setTimer(resolve, port.settleMs));
}

/** An opened connection, and the token it has. */
export interface OpenedConnection<Opened> {
  readonly opened: Opened;
  readonly token: TokenInUse;
}

/** Opens one connection, as often as it has to be opened. */
export class ConnectionOpener<Opened> {
  /** Fetched only because an `open()` had hung: if that hangs again, the token is not to blame. */
  #forced: string | undefined;
  readonly #port: ConnectionPort<Opened>;
  readonly #tokens: TokenFeed;
  readonly #clock: AdapterClock;

  constructor(port: ConnectionPort<Opened>, tokens: TokenFeed, clock: AdapterClock) {
    [this.#port, this.#tokens, this.#clock] = [port, tokens, clock];
  }

  /**
   * Opens with a valid token. One that is refused as expired, or met with silence, is replaced once; a fresh one is not.
   *
   * @param isOver - whether the app has ended the connection meanwhile
   * @throws TokenError why it is not open
   */
  open(turn: Turn, isOver: () => boolean): Promise<OpenedConnection<Opened>> {
    const [port, tokens, begunAt] = [this.#port, this.#tokens, this.#clock.now()];
    let token: TokenInUse;
    let wasSilent = false;
    return openWithToken(
      {
        getToken: () => tokens.getToken(wasSilent ? { forceRefresh: true } : { minValidityMs: port.minValidityMs }),
        open: async (value) => {
          token = tokenInUse(value, tokens, this.#clock, port.readToken);
          if (wasSilent) this.#forced = value;
          try {
            return { token, opened: await within(port.openTimeoutMs, port.opens, this.#clock, () => port.open(value)) };
          } catch (error) {
            wasSilent = error instanceof TokenError;
            if (wasSilent && !isOver()) await closePort(port, this.#clock);
            throw error;
          }
        },
        explain: (error, _value, now) => port.explain(port.opens, error, token, now),
        cure: (problem, value) => {
          // Silence may be the network's: it costs one fetch at most, and the token is not called refused.
          if (wasSilent) return token.receivedAt < begunAt && value !== this.#forced;
          if (isCurable(problem)) tokens.invalidate(value);
          return isCurable(problem);
        },
        check() {
          const remedy = "The app has ended it itself.";
          if (isOver()) throw fault("ERR_HANDOVER_FAILED", `${port.opens} was given up`, "none", remedy);
        },
      },
      turn,
    );
  }
}
