/**
 * The world of a step that was made before.
 *
 * @module
 */
import type { Context } from "./state.ts";

/** What a decision depended on besides state and input. */
export interface World {
  readonly wallMs: number;
  readonly monoMs: number;
  readonly hidden?: true;
  readonly offline?: true;
  readonly awaited?: true;
  readonly drawn?: readonly number[];
}

/** The same world again: its random numbers come in the same order. */
export function replayed({ wallMs, monoMs, hidden, offline, awaited, drawn = [] }: World): Context {
  const left = [...drawn];
  return {
    now: { wallMs, monoMs },
    hidden: hidden ?? false,
    online: !offline,
    isAwaited: awaited ?? false,
    get chance() {
      return left.shift() ?? 0.5; // another version of the package may draw more often
    },
  };
}
