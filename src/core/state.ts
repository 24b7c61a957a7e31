/**
 * What a manager knows, what can happen to it, and what it may do: the vocabulary of `decide`.
 *
 * @module
 */
import type { WakeHint } from "../environment.ts";
import type { TokenError } from "../errors.ts";
import type { RefreshReason, TokenEvents, TokenSource, WarningCode } from "../events.ts";
import type { Instant } from "./schedule.ts";
import type { Token } from "../token.ts";

/** The current token and what was decided about it when it was adopted. */
export interface Held {
  readonly token: Token;
  readonly at: Instant;
  /** Drawn once per token; not yet capped, not yet widened. */
  readonly leadMs: number;
  /** How long before expiry the server wants the refresh; 0 if it did not say. */
  readonly adviceMs: number;
  /** The highest freshness already told: nothing, `willExpire`, `expired`. */
  readonly told: 0 | 1 | 2;
  /** Fetched after the token before it was refused. */
  readonly forced: boolean;
}

/** One cycle in the air. */
export interface Flight {
  readonly id: number;
  readonly reason: RefreshReason;
  readonly at: Instant;
  /** The token in hand was refused after this fetch had started: its result is worth nothing. */
  readonly stale: boolean;
}

interface Common {
  readonly held: Held | undefined;
  /** Grows whenever a result that is still in the air must not be adopted any more. */
  readonly epoch: number;
  /** Somebody wants a token as soon as the interval allows. */
  readonly wanted: RefreshReason | undefined;
  /** Failed cycles since the last success. */
  readonly failures: number;
  readonly lastFlight: number;
  /** Start of the last fetch that succeeded, and how long after it the next one may start. */
  readonly pace: { readonly at: Instant; readonly intervalMs: number } | undefined;
  /** Values that a server has refused; never handed out again. */
  readonly rejected: readonly string[];
  /** The last token was refused and no other has come since. */
  readonly distrust: boolean;
}

/** Stored state: each phase carries exactly the data it needs. Freshness is never stored. */
export type State = Common &
  (
    | { readonly phase: "idle" | "holding" | "stopped" | "disposed" }
    | { readonly phase: "refreshing"; readonly flight: Flight }
    | {
        readonly phase: "waiting";
        readonly error: TokenError;
        readonly since: Instant;
        readonly waitMs: number;
        readonly firm: boolean;
      }
    | { readonly phase: "halted"; readonly error: TokenError }
  );

/** What goes with into another phase: a flight or an error of the last one is let go. */
export const commonOf = (state: State): Common => {
  const { held, epoch, wanted, failures, lastFlight, pace, rejected, distrust } = state;
  return { held, epoch, wanted, failures, lastFlight, pace, rejected, distrust };
};

/** A token that has arrived, from wherever. */
export interface Candidate {
  readonly token: Token;
  readonly refreshAt?: number | undefined;
  readonly skewMs?: number | undefined;
}

export type Input =
  | { readonly type: "start" | "stop" | "dispose" | "clear" | "refresh" }
  | { readonly type: "wake"; readonly hint?: WakeHint | undefined }
  | { readonly type: "demand"; readonly reason: RefreshReason }
  | { readonly type: "invalidate"; readonly value: string }
  | { readonly type: "set"; readonly candidate: Candidate }
  | {
      readonly type: "fetched";
      readonly candidate: Candidate;
      readonly flight: Pick<Flight, "id" | "reason">;
      readonly epoch: number;
      readonly source: TokenSource;
      readonly attempts: number;
      readonly durationMs: number;
      /** When our last request was sent, whoever the token is from. */
      readonly askedAt: Instant | undefined;
    }
  | {
      readonly type: "failed";
      readonly flightId: number;
      readonly error: TokenError;
      readonly attempts: number;
      readonly retryAfterMs?: number | undefined;
    };

/** What the world looks like at the moment of a decision. */
export interface Context {
  readonly now: Instant;
  readonly hidden: boolean;
  readonly online: boolean;
  /** A random number in [0, 1), fresh for each decision. */
  readonly chance: number;
}

type Tell = {
  [Name in keyof TokenEvents]: { readonly do: "tell"; readonly event: Name; readonly payload: TokenEvents[Name] };
}[keyof TokenEvents];

export type Effect =
  | Tell
  | { readonly do: "fetch"; readonly flight: Flight }
  | { readonly do: "abort"; readonly flightId: number }
  /** To everybody who waits for a token. */
  | { readonly do: "answer"; readonly token: Token }
  | { readonly do: "answer"; readonly error: TokenError }
  | { readonly do: "warn"; readonly code: WarningCode; readonly token: Token; readonly skewMs: number };

export const INITIAL_STATE: State = {
  phase: "idle",
  held: undefined,
  epoch: 0,
  wanted: undefined,
  failures: 0,
  lastFlight: 0,
  pace: undefined,
  rejected: [],
  distrust: false,
};
