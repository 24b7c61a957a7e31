/**
 * Opening a connection with a token: `join()` and `login()` under a deadline, and a second try where it can help.
 *
 * @module
 */
import { fault, TokenError } from "../../errors.ts";
import { type AdapterClock, within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { type Held, heldOf, isCurable, type Port, problemOf } from "./port.ts";

/** As long as a close may take before it is not waited for any longer; Agora's own limit is 3 s. */
const CLOSE_TIMEOUT_MS = 5_000;

/** The RTC SDK's loop of reconnects outlives `leave()` by one of its waits, and takes a `join()` down that comes sooner. */
const SETTLE_MS = 1_000;

/** Whatever comes of it: the next `open()` will tell. */
export async function close<Opened>(port: Port<Opened>, clock: AdapterClock): Promise<void> {
  await within(CLOSE_TIMEOUT_MS, "close", clock, () => port.close()).catch(() => undefined);
  await new Promise<void>((resolve) => void clock.setTimer(resolve, SETTLE_MS));
}

/** What {@link opener} gives: opens, unless `isOver` says that the app has ended it meanwhile. */
export type Open<Opened> = (isOver: () => boolean) => Promise<{ opened: Opened; held: Held }>;

/**
 * Opens with a valid token. One that is refused as expired, or met with silence, is replaced once; a fresh one is not.
 * Rejects with a `TokenError` that says why it is not open.
 */
export function opener<Opened>(port: Port<Opened>, tokens: TokenFeed, clock: AdapterClock): Open<Opened> {
  const { opens, openTimeoutMs } = port;
  /** Fetched only because an `open()` had hung: if it hangs again, the token is not to blame. */
  let forced: string | undefined;

  return async (isOver) => {
    const check = (): void => {
      if (isOver()) throw fault("ERR_HANDOVER_FAILED", `${opens} was given up`, "none", "The app has ended it itself.");
    };
    let wasSilent = false;
    for (let isFirst = true; ; isFirst = false) {
      const begunAt = clock.now();
      const options = wasSilent ? { forceRefresh: true } : { minValidityMs: openTimeoutMs };
      const held = heldOf(await tokens.getToken(options), tokens, clock);
      if (wasSilent) forced = held.value;
      check();
      try {
        const opened = await within(openTimeoutMs, opens, clock, () => port.open(held.value));
        check();
        return { opened, held };
      } catch (error) {
        check();
        wasSilent = error instanceof TokenError;
        if (wasSilent) await close(port, clock);
        const problem = problemOf(opens, error, port, clock, held);
        // Silence may be the network's: it costs one fetch at most, and the token is not called refused.
        const isStale = held.receivedAt < begunAt && held.value !== forced;
        if (!isFirst || !(wasSilent ? isStale : isCurable(problem))) throw problem;
        if (!wasSilent) tokens.invalidate(held.value);
      }
    }
  };
}
