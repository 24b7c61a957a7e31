/**
 * What a manager knows, what can happen to it, and what it may do: the vocabulary of `decide`.
 *
 * @module
 */
import type { WakeHint } from "../environment.ts";
import type { TokenError } from "../errors.ts";
import type { RefreshReason, TokenEvents, TokenSource } from "../events.ts";
import type { Token } from "../token.ts";
import type { Instant, Wait } from "./schedule.ts";
import type { Warning } from "./warnings.ts";
import type { Wish } from "./wish.ts";

/** The current token and what was decided about it when it was adopted. */
export interface Held {
  readonly token: Token;
  readonly refreshAt: Candidate["refreshAt"];
  /** What was noticed when it arrived. It is told when the manager works. */
  readonly warnings: Candidate["warnings"];
  readonly at: Instant;
  /** The number of the request that brought the token, or of its hand-over: see `State.serial`. */
  readonly serial: number;
  /** Drawn once per token; not yet capped, not yet widened. */
  readonly leadMs: number;
  /** The highest freshness already told: nothing, `willExpire`, `expired`. */
  readonly told: 0 | 1 | 2;
  /** Fetched after the token before it was refused. */
  readonly forced: boolean;
  /** What is to be told of it when the manager starts: it came while nothing is told. */
  readonly news?: TokenEvents["refreshed"] | undefined;
}

/** One cycle in the air. */
export interface Flight {
  readonly id: number;
  readonly reason: RefreshReason;
  readonly at: Instant;
  /** Somebody wants a token that is fetched from now on: another tab's older one will not do. */
  readonly isForced: boolean;
  /** One attempt within a cooldown, because somebody waits: it is not repeated. */
  readonly isProbe: boolean;
  /** Attempts that have failed so far. */
  readonly failed: number;
  /** Why the last attempt failed. */
  readonly error?: TokenError | undefined;
  /** The wait before the next attempt; absent while an attempt is in the air. */
  readonly pause?: Wait | undefined;
}

/** Somebody wants a token as soon as the interval allows. `isProbe`: see `Flight`. */
export interface Want {
  readonly reason: RefreshReason;
  /** A token of a request up to this number will not do. */
  readonly after: number;
  readonly isProbe?: boolean;
}

/** What the refusals of the manager's tokens say, whoever reported them. */
export interface Refusals {
  /** Tokens that a server has refused and that were given up for it, the latest last. Their values are not in the state. */
  readonly tokens: readonly Token[];
  /** A refused token has been given up and no other has come since. */
  readonly isOpen: boolean;
  /** When a token was last replaced because of a refusal. */
  readonly replacedAt?: Instant | undefined;
  /** When a token that had itself replaced a refused one was last refused: it stays in use. */
  readonly disputedAt?: Instant | undefined;
}

interface Common {
  readonly held: Held | undefined;
  /** Grows with each request and with each token that is handed over: of two tokens, the one with the higher number is newer. */
  readonly serial: number;
  /** What a request before this number brings must not be adopted any more. */
  readonly validFrom: number;
  readonly wanted: Want | undefined;
  /** Failed cycles since the last success. */
  readonly failures: number;
  readonly lastFlight: number;
  /** When the last request was sent. */
  readonly askedAt: Instant | undefined;
  /** After a success: no earlier than this is the next fetch. */
  readonly pace: Wait | undefined;
  /** After a `Retry-After`: no earlier than this is any request. */
  readonly embargo: Wait | undefined;
  /** What the latest requests weigh: see `schedule.ts`. */
  readonly load: Wait | undefined;
  readonly refusals: Refusals;
  /** How long it took to get a token, failed attempts included: see `slowestMs`. Unknown before the first one. */
  readonly tookMs: number | undefined;
  /** The page was hidden when its last timer rang, and that was late. */
  readonly isThrottled: boolean;
}

/** Stored state: each phase carries exactly the data it needs. Freshness is never stored. */
export type State = Common &
  (
    | { readonly phase: "idle" | "holding" | "stopped" | "disposed" }
    | { readonly phase: "refreshing"; readonly flight: Flight }
    | { readonly phase: "waiting"; readonly error: TokenError; readonly cooldown: Wait }
    | { readonly phase: "halted"; readonly error: TokenError; readonly isSignedOut?: boolean }
  );

/** The fields that survive a change of phase. `phase` holds a place that each caller overwrites: added later, the key would give the object a second hidden class. */
export const commonOf = (state: State): Common & { readonly phase: "holding" } => {
  const { held, serial, validFrom, wanted, failures, lastFlight, askedAt } = state;
  const { pace, embargo, load, refusals, tookMs, isThrottled } = state;
  return {
    phase: "holding",
    held,
    serial,
    validFrom,
    wanted,
    failures,
    lastFlight,
    askedAt,
    pace,
    embargo,
    load,
    refusals,
    tookMs,
    isThrottled,
  };
};

/** A token that has arrived, from wherever. */
export interface Candidate {
  readonly token: Token;
  readonly refreshAt?: number | undefined;
  /** Whose word its end is: the token's own, or that of the answer around it. */
  readonly endsBy?: "token" | "answer" | undefined;
  /** Another tab's: dated there, and fetched nobody knows when. */
  readonly isShared?: boolean;
  /** What was noticed while its dates were read. */
  readonly warnings?: readonly Warning[] | undefined;
}

export type Input =
  | { readonly type: "start" | "stop" | "dispose" | "refresh" | "asked" | "queued" }
  /** `isPast`: in another tab, before the app began again here. */
  | { readonly type: "clear"; readonly isPast?: boolean }
  /** With `singleUse`: somebody has taken the token in hand, or another number of callers waits for one. */
  | { readonly type: "line"; readonly isTaken: boolean; readonly isAwaited: boolean }
  /** `lateMs`: of the alarm, where it was the alarm that rang. */
  | { readonly type: "wake"; readonly hint?: WakeHint | undefined; readonly lateMs?: number }
  | { readonly type: "ask"; readonly wish: Wish }
  /** `wasAccepted`: see `GetTokenOptions`. */
  | { readonly type: "invalidate"; readonly value: string; readonly wasAccepted?: boolean | "elsewhere" | undefined }
  | { readonly type: "set"; readonly candidate: Candidate }
  | { readonly type: "shared"; readonly candidate: Candidate }
  | {
      readonly type: "fetched";
      readonly candidate: Candidate;
      /** The number of the request that brought it. */
      readonly serial: number;
      readonly reason: RefreshReason;
      readonly source: TokenSource;
      /** The attempt whose answer it is; 0 for an answer that comes after its attempt was given up. */
      readonly attempt: number;
      /** The cycle that this attempt is of: with `overlap: "never"` it may have joined the request of an earlier one. */
      readonly flightId: number;
    }
  | {
      readonly type: "attemptFailed" | "failed";
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
  /** Somebody waits who also waits through a cooldown: see `Wish.isPatient`. */
  readonly isAwaited?: boolean;
  /** A random number in [0, 1), fresh for each decision. */
  readonly chance: number;
  /** The numbers that were drawn, for a journal. */
  readonly drawn?: readonly number[];
}

type Tell = {
  [Name in keyof TokenEvents]: { readonly do: "tell"; readonly event: Name; readonly payload: TokenEvents[Name] };
}[keyof TokenEvents];

export type Effect =
  | Tell
  | { readonly do: "fetch"; readonly flight: Flight }
  /** The pause of this cycle is over: the next attempt may begin. */
  | { readonly do: "resume" }
  | { readonly do: "abort"; readonly flightId: number }
  | { readonly do: "warn"; readonly warning: Warning };

export const INITIAL_STATE: State = {
  ...commonOf({ serial: 0, validFrom: 0, failures: 0, lastFlight: 0, isThrottled: false } as State),
  phase: "idle",
  refusals: { tokens: [], isOpen: false },
};
