/**
 * What a kept connection is doing, and what comes after a failure. Pure.
 *
 * @module
 */
import { fault, type TokenError } from "../../../errors.ts";
import type { ConnectionPort } from "./port.ts";

/**
 * - `opening`: what events say of the connection before is old news
 * - `up`: opened; the SDK may be reconnecting by itself
 * - `closing`: nothing may be opened before that has ended
 * - `lost`: opened again with the next token, or when the alarm rings; `refused`: by the app alone
 */
export type ConnectionPhase = "opening" | "up" | "closing" | "lost" | "refused" | "ended";

/**
 * Where a failure to open, or a loss, leads: the network is waited for (`retry`), the manager's next token (`lost`), the
 * app (`refused`), or nothing.
 */
export function afterFailure<Opened>(
  error: TokenError,
  { owner, afterRefusal }: Pick<ConnectionPort<Opened>, "owner" | "afterRefusal">,
): "retry" | "lost" | "refused" | "ended" {
  if (error.action === "retryLater") return "retry";
  if (error.code === "ERR_DISPOSED") return "ended";
  // Of the manager's other failures, and of another user's token, the next token is the end.
  if (error.code !== "ERR_HANDOVER_FAILED" || owner.isRefusal(error)) return "lost";
  if (error.retryable) return "retry";
  return afterRefusal === "end" ? "ended" : "refused";
}

/** What an opening rejects with that the app has ended. */
export const givenUp = (opens: string): TokenError =>
  fault("ERR_HANDOVER_FAILED", `${opens} was given up`, "none", "The app has ended it itself.");

/** What is told where a server accepts one token after another, and ends the connection for each of them. */
export const endedAgain = (): TokenError =>
  fault(
    "ERR_HANDOVER_FAILED",
    "The connection was ended because of its token, which had replaced a refused one",
    "retryLater",
    "Nothing: it is tried again. If it goes on, check the clocks of the servers and the tokens' privileges.",
  );
