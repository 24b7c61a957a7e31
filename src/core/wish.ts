/**
 * What a caller wants: a part of what can happen to a manager, and what an answer depends on.
 *
 * @module
 */
import type { Instant } from "./schedule.ts";

/** What a caller wants, and since when. */
export interface Wish {
  readonly minValidityMs: number;
  /** `State.serial` when the caller asked. */
  readonly since: number;
  /** Only a token that is newer than `since`; else any will do, and a newer one that is still too short is the best there is. */
  readonly isForced: boolean;
  /** A value that a server has refused to this caller. */
  readonly rejectedValue?: string | undefined;
  /** Who had accepted that value: see `GetTokenOptions`. */
  readonly wasAccepted?: boolean | "elsewhere" | undefined;
  readonly at: Instant;
  /** How long the caller waits at most. */
  readonly limitMs: number;
  /** The caller has said how long to wait, and waits as long through a cooldown as well. */
  readonly isPatient?: boolean;
}
