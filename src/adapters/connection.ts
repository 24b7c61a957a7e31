/**
 * `evertoken/connection`: for every SDK, socket or gateway that has no adapter of its own. `keepConnection` keeps one
 * connection supplied with tokens; `freshConnect` is for SDKs that look at a token only when they connect.
 *
 * @module
 */
export { freshConnect, type FreshConnectOptions } from "./connection/fresh.ts";
export {
  type ConnectionAttempt,
  keepConnection,
  type KeepConnectionOptions,
  type KeptConnectionHandle,
} from "./connection/keep.ts";
export { isUnauthorized } from "./connection/refusal.ts";
export type { ProblemOptions } from "./common/app-callbacks.ts";
export type { AdapterClock, ClockOptions } from "./common/clock.ts";
export type { TokenFeed } from "./common/feed.ts";
