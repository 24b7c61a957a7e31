/**
 * A journal as JSON.
 *
 * @module
 */
import type { TokenError } from "../errors.ts";
import type { TokenEvents, TokenState } from "../events.ts";

/** One event, without its token. */
export interface JournalEntry {
  /** When the event came, epoch ms. */
  readonly writtenAt: number;
  /** Which event it was. */
  readonly event: keyof TokenEvents;
  /** The phase, the reason of a refresh, the code of an error or of a warning: what the event has. */
  readonly detail?: string;
  /** What else is known of it: figures, and words of this package such as `action` and `source`. */
  readonly facts?: Readonly<Record<string, number | string | boolean>>;
}

/** An error as a journal keeps it: without its message and its cause, which may quote anything. */
export type SavedError = Pick<TokenError, "code" | "action" | "remedy" | "retryable" | "status" | "attempts">;

/** A picture of a manager as a journal keeps it. `explain` reads it like any other. */
export interface SavedState extends Omit<TokenState, "error"> {
  /** Why there is no newer token, in `waiting` and `halted`. */
  readonly error?: SavedError;
}

/** One step of a manager: what it was made to do, what the world looked like, and what became of it. */
export interface SavedStep {
  /** The wall clock, epoch ms. */
  readonly wallMs: number;
  /** The monotonic clock, in ms: it stands still while some machines sleep. */
  readonly monoMs: number;
  /** Whether the page was hidden. */
  readonly hidden?: true;
  /** Whether the browser said that it was offline. */
  readonly offline?: true;
  /** Whether a caller waited who waits through cooldowns. */
  readonly awaited?: true;
  /** What came in: `wake`, `fetched`, `failed`, `invalidate` and so on, with what belongs to it. Tokens have names. */
  readonly input: Readonly<Record<string, unknown>> & {
    /** What kind of input it was. */
    readonly type: string;
  };
  /** The random numbers that were drawn. */
  readonly drawn?: readonly number[];
  /** The picture afterwards, where it is another one than before. */
  readonly state?: SavedState;
}

/** What `journal.toJSON()` gives: plain data, without tokens. `replayJournal` of `evertoken/testing` plays it again. */
export interface SavedJournal {
  /** The form of this data. */
  readonly version: 1;
  /** The latest events, oldest first. */
  readonly entries: readonly JournalEntry[];
  /** How often each event came since the journal was opened. */
  readonly counts: Readonly<Record<keyof TokenEvents, number>>;
  /** The latest steps, oldest first. */
  readonly steps: readonly SavedStep[];
  /** The options that decide when something is due; absent where there was no step. */
  readonly policy?: Readonly<Record<string, unknown>>;
  /** What the manager knew before the first of the steps. */
  readonly from?: Readonly<Record<string, unknown>>;
}
