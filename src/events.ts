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

/** Something the app's developer should know; each code but `tokenRefused` is told at most once per manager. */
export type WarningCode =
  | "clockSkew"
  | "contradiction"
  | "noExpiry"
  | "shortLived"
  | "staleToken"
  | "tokenRefused" //  a token that had replaced a refused one was refused as well; told once per dispute
  | "initialToken" //  the option `initialToken` held nothing usable
  | "tabs"; //  what was given as the option `tabs` failed; the manager goes on without its help

/** Payload by event name. */
export interface TokenEvents {
  /** Once per token, when `willExpireLeadMs` is left; dispatched before the refresh that it triggers. */
  willExpire: {
    /** The token that is about to expire. */
    readonly token: Token;
    /** When it expires, epoch ms. */
    readonly expiresAt: number;
    /** How long it is still good, in ms. */
    readonly remainingMs: number;
  };
  /** Once per token, at expiry or at the first look at the clock after it. */
  expired: {
    /** The token that has expired. */
    readonly token: Token;
    /** When it expired, epoch ms. */
    readonly expiresAt: number;
    /** How long ago that was, in ms: more than a moment after a sleep. */
    readonly lateByMs: number;
  };
  /** A new token is current. */
  refreshed: {
    /** The new token. */
    readonly token: Token;
    /** The token that it replaces, where there was one. */
    readonly previous?: Token;
    /** Why it was fetched. */
    readonly reason: RefreshReason;
    /** The attempt of its cycle that brought it; 0 where it came too late for its attempt, or not from the fetcher. */
    readonly attempts: number;
    /** From the beginning of the cycle to the token, in ms. */
    readonly durationMs: number;
    /** Who supplied it. */
    readonly source: TokenSource;
  };
  /** One call of the fetcher failed; the cycle goes on. */
  attemptFailed: {
    /** Why. */
    readonly error: TokenError;
    /** 1 for the first attempt of the cycle. */
    readonly attempt: number;
    /** When the next attempt begins, in ms from now. */
    readonly retryInMs: number;
  };
  /** A cycle ended without a token. */
  refreshFailed: {
    /** The last attempt's error. */
    readonly error: TokenError;
    /** Who must do what: the error's own. */
    readonly action: Action;
    /** Attempts of this cycle. With `overlap: "never"` several of them may have waited for one call of the fetcher. */
    readonly attempts: number;
    /**
     * Whether another cycle follows by itself. `false`: nothing is fetched until somebody acts. `true` says nothing of who
     * must act, `action` does: what a developer must mend is tried again as well, for a deployment mends it.
     */
    readonly willRetry: boolean;
    /** When the next cycle begins, epoch ms, where that is known. */
    readonly retryAt?: number;
  };
  /** `state` changed; the payload is the new one. */
  stateChange: TokenState;
  /** Not a failure, but worth a developer's look. */
  warning: {
    /** What was noticed. */
    readonly code: WarningCode;
    /** A sentence about it, without a token. */
    readonly message: string;
    /** The figures behind the sentence, named with their units. */
    readonly detail: Readonly<Record<string, number>>;
  };
}

/** Who supplied a token. */
export type TokenSource = "fetcher" | "app" | "tab";

/** What a manager is doing. `halted`: only a person can fix it, nothing is scheduled. */
export type Phase = "idle" | "refreshing" | "holding" | "waiting" | "halted" | "stopped" | "disposed";

/** A frozen picture of a manager, without the token's value. */
export interface TokenState {
  /** What the manager is doing. */
  readonly phase: Phase;
  /** How good the token in hand is. */
  readonly freshness: Freshness;
  /** What kind of token is in hand. */
  readonly format?: TokenFormat;
  /** When the token in hand was issued, epoch ms, as its issuer wrote it. */
  readonly issuedAt?: number;
  /** When the token in hand arrived, epoch ms. */
  readonly receivedAt?: number;
  /** When the token in hand expires, epoch ms. */
  readonly expiresAt?: number;
  /** When the next refresh ahead of its end is due, epoch ms. */
  readonly refreshAt?: number;
  /** When a failed refresh, or in `refreshing` a failed attempt, is tried again by itself, epoch ms. */
  readonly retryAt?: number;
  /** Which attempt of the cycle is in the air, or has failed last: in `refreshing`. */
  readonly attempt?: number;
  /** Why there is no newer token, in `waiting` and `halted`. */
  readonly error?: TokenError;
  /** What keeps a refresh from being scheduled or from succeeding: the option, the page, the network, the token. */
  readonly heldBackBy?: "autoRefresh" | "singleUse" | "hidden" | "offline" | "noExpiry";
}

/** Every name of {@link TokenEvents}. */
export const EVENT_NAMES: readonly (keyof TokenEvents)[] = [
  "willExpire",
  "expired",
  "refreshed",
  "attemptFailed",
  "refreshFailed",
  "stateChange",
  "warning",
];
