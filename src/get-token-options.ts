/**
 * How a caller wants its token.
 *
 * @module
 */

/** How a caller wants its token. */
export interface GetTokenOptions {
  /**
   * At least this much life left, in ms, or the best there is after one refresh: at once, where the interval after the
   * last fetch, a server's `Retry-After` or a failed refresh lets none begin just now.
   *
   * @defaultValue 0
   */
  minValidityMs?: number | undefined;
  /**
   * A token that is fetched after this call, whatever is in hand or on its way; or one that the app hands over meanwhile,
   * by `setToken()`.
   *
   * @defaultValue false
   */
  forceRefresh?: boolean | undefined;
  /**
   * "A server has just refused me this token": `invalidate()` and the wait for another one in one go. Where
   * there is no other one, because the token after it was refused as well, the caller gets `ERR_TOKEN_REJECTED`.
   *
   * @defaultValue none: any valid token will do
   */
  rejectedValue?: string | undefined;
  /**
   * Who had accepted `rejectedValue` before. `true`: the endpoint that has refused it now; it is believed when the token is
   * a minute, or half its life, old. `"elsewhere"`: not this endpoint, but another one; the token is handed out to others
   * until another token is there.
   *
   * @defaultValue nobody knows
   */
  wasAccepted?: boolean | "elsewhere" | undefined;
  /** Ends the wait of this caller only; the promise rejects with the signal's reason. @defaultValue none */
  signal?: AbortSignal | undefined;
  /**
   * How long this caller waits at most, in ms. Then it gets the token in hand if that is valid, else an error. A caller
   * who says it also waits where the last attempts have failed, instead of hearing that error at once, and brings the next
   * attempt forward: to 3.5 times `cooldown.minMs` after the last request, but never before a server's `Retry-After`.
   *
   * @defaultValue `fetchTimeoutMs`; with `forceRefresh` the length of a whole cycle. A caller without a limit of its own
   * who comes during a cooldown gets the last error at once
   */
  timeoutMs?: number | undefined;
}
