/**
 * Keeps short-lived access tokens fresh.
 *
 * @module
 */
export type { TokenInput, TokenDates } from "./core/read/input.ts";
export type { InstantInput } from "./core/read/instant.ts";
export { readJwt, type TokenClaims } from "./core/read/jwt.ts";
export { readUrlToken } from "./core/read/url.ts";
export type { ClassifyError, ErrorClass } from "./core/classify.ts";
export { Token, type Freshness, type TokenFormat, type TokenLife } from "./token.ts";
export { TokenError, type Action, type TokenErrorCode, type TokenErrorInit } from "./errors.ts";
export type { Phase, RefreshReason, TokenEvents, TokenSource, TokenState, WarningCode } from "./events.ts";
export { explain } from "./explain.ts";
export {
  keepJournal,
  type Journal,
  type JournalEntry,
  type JournalOptions,
  type SavedError,
  type SavedJournal,
  type SavedState,
  type SavedStep,
} from "./journal.ts";
export type { GetTokenOptions } from "./get-token-options.ts";
export { TokenManager, type TokenListener } from "./manager.ts";
export { DEFAULTS, type Defaults, type ReadAnswer, type TokenManagerOptions, type TokenRequest } from "./options.ts";
export type { CooldownOptions, RetryOptions } from "./retry-options.ts";
export type { Environment, WakeHint } from "./environment.ts";
export type { SharedToken, TabCall, TabConnection, TabCoordinator, TabHost, TabNews } from "./tab-port.ts";
