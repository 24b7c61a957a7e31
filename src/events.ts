/**
 * What a manager tells the world: event names, payloads, and the `state` snapshot.
 *
 * Future tense warns, past tense states a fact. Every payload is one object; instants end in
 * `At` (epoch ms), durations in `Ms`.
 *
 * @module
 */
import type { Freshness, Token, TokenFormat } from "./token.ts";
import type { Action, TokenError } from "./errors.ts";

/** Why a token is being fetched. */
export type RefreshReason = "initial" | "willExpire" | "expired" | "rejected" | "requested" | "wake" | "retry";

/** Something the app's developer should know; each code is told at most once per manager. */
export type WarningCode =
  | "clockSkew"
  | "contradiction"
  | "noExpiry"
  | "shortLived"
  | "staleToken"
  | "tokenRefused" //  a token that had replaced a refused one was refused as well; told once per dispute
  | "initialToken"; //  the option `initialToken` held nothing usable

/** Payload by event name. */
export interface TokenEvents {
  /** Once per token, when `willExpireLeadMs` is left; dispatched before the refresh that it triggers. */
  willExpire: { readonly token: Token; readonly expiresAt: number; readonly remainingMs: number };
  /** Once per token, at expiry or at the first look at the clock after it. */
  expired: { readonly token: Token; readonly expiresAt: number; readonly lateByMs: number };
  /** A new token is current. */
  refreshed: {
    readonly token: Token;
    readonly previous?: Token;
    readonly reason: RefreshReason;
    readonly attempts: number;
    readonly durationMs: number;
    readonly source: TokenSource;
  };
  /** One call of the fetcher failed; the cycle goes on. */
  attemptFailed: { readonly error: TokenError; readonly attempt: number; readonly retryInMs: number };
  /** A cycle ended without a token. `willRetry: false` means that a person must act. */
  refreshFailed: {
    readonly error: TokenError;
    readonly action: Action;
    readonly attempts: number;
    readonly willRetry: boolean;
    readonly retryAt?: number;
  };
  /** `state` changed. */
  stateChange: TokenState;
  /** Not a failure, but worth a developer's look. */
  warning: { readonly code: WarningCode; readonly message: string; readonly detail: Readonly<Record<string, number>> };
}

/** Who supplied a token. */
export type TokenSource = "fetcher" | "app" | "tab";

/** What a manager is doing. `halted`: only a person can fix it, nothing is scheduled. */
export type Phase = "idle" | "refreshing" | "holding" | "waiting" | "halted" | "stopped" | "disposed";

/** A frozen picture of a manager, without the token's value. */
export interface TokenState {
  readonly phase: Phase;
  readonly freshness: Freshness;
  readonly format?: TokenFormat;
  readonly issuedAt?: number;
  readonly receivedAt?: number;
  readonly expiresAt?: number;
  /** When the next proactive refresh is due. */
  readonly refreshAt?: number;
  /** When a failed refresh, or in `refreshing` a failed attempt, is tried again. */
  readonly retryAt?: number;
  /** Which attempt of the cycle is in the air, or has failed last: in `refreshing`. */
  readonly attempt?: number;
  /** Why there is no newer token, in `waiting` and `halted`. */
  readonly error?: TokenError;
  /** What keeps a refresh from being scheduled or from succeeding: the option, the page, the network, the token. */
  readonly heldBackBy?: "autoRefresh" | "hidden" | "offline" | "noExpiry";
}

export const EVENT_NAMES: readonly (keyof TokenEvents)[] = [
  "willExpire",
  "expired",
  "refreshed",
  "attemptFailed",
  "refreshFailed",
  "stateChange",
  "warning",
];
