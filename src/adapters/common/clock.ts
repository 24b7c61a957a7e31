/**
 * The clock, the timers and the wake-up hints of an adapter.
 *
 * @module
 */
import type { Environment } from "../../environment.ts";
import { environmentOf } from "../../runtime/host.ts";

/** The part of {@link Environment} that adapters use; the host's own unless the option `environment` injects another. */
export type AdapterClock = Pick<Environment, "now" | "monotonicNow" | "setTimer" | "clearTimer" | "onWake">;

/** What every adapter's options have in common. */
export interface ClockOptions {
  /** Replaces the host's clock, timers and wake-up hints, in tests. @defaultValue the host's own */
  environment?: Partial<AdapterClock> | undefined;
}

/** @throws TypeError for a part that is no function */
export const clockOf = ({ environment }: ClockOptions): AdapterClock => environmentOf(environment);

/**
 * How long it is to this instant, epoch ms, by the clock that has gone further since: a wall clock may be set back, and
 * the other one stands still in a sleep.
 */
export function timeTo(
  instant: number | undefined = Infinity,
  { now, monotonicNow }: Pick<AdapterClock, "now" | "monotonicNow">,
): () => number {
  const endsAt = monotonicNow() + instant - now();
  return () => Math.min(instant - now(), endsAt - monotonicNow());
}
