/**
 * One step of a manager as a journal needs it: everything that the decision depended on, and the picture after it.
 *
 * @module
 */
import type { TokenState } from "../events.ts";
import type { Policy } from "./schedule.ts";
import type { Context, Input, State } from "./state.ts";

/** The event of each step, typed as if it were public. It is not: what a manager is made to do is a journal's business alone. */
export const STEP = "\0step" as "stateChange";

export interface Step {
  readonly input: Input;
  readonly context: Context;
  readonly before: State;
  readonly after: TokenState;
  readonly policy: Policy;
}
