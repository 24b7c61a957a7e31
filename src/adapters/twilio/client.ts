/**
 * Conversations and Sync: hands every new token to a client, and brings back one whose token was refused.
 *
 * @module
 */
import type { ProblemOptions } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import { ClientKeeper } from "./client-keeper.ts";

/** The part of `Client` (`@twilio/conversations` 3.x) and `SyncClient` (`twilio-sync` 4.x) that is touched. */
export interface ClientLike {
  readonly connectionState: string;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  off(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): Promise<unknown>;
  /** Wrapped while the client is kept: nothing else tells the app's own end from a connection that was lost. */
  shutdown(): Promise<void>;
}

/** Options of {@link keepClient}. */
export interface KeepClientOptions extends ClockOptions, ProblemOptions {
  /**
   * Limit of one `updateToken()`, in ms: the SDK sets none.
   *
   * @defaultValue 20_000, as long as the SDK keeps a queued request (twilsock\@1.0.2)
   */
  deadlineMs?: number | undefined;
}

/**
 * Keeps `client` supplied until the undo is called or the app shuts it down. Make it with `await tokens.getToken()`.
 *
 * `onProblem` gets a refusal that a new token did not or cannot cure, or a hand-over without an answer. The client is
 * offline until the next new token, except where `action` is `retryLater`: then the SDK goes on by itself. `rejoin`:
 * make a new client.
 *
 * @throws TypeError for a manager with `singleUse`, or an unknown option; RangeError for a limit that no timer can keep
 * @returns the undo; it does not shut down
 */
export function keepClient(client: ClientLike, tokens: TokenFeed, options: KeepClientOptions = {}): () => void {
  checkOptions(options, ["deadlineMs", "onProblem", "onRecovered", "environment"]);
  refuseSingleUse(tokens, "A Twilio client");
  const keeper = new ClientKeeper(client, tokens, options, clockOf(options));
  return () => keeper.stop();
}
