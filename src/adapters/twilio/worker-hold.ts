/**
 * What a TaskRouter `Worker` has been given, and what is being done to it: one account for all its keepers. With one for
 * each, a keeper would take another's `disconnect()` for the app's, and a token would be handed over twice.
 *
 * @module
 */
import type { Token } from "../../token.ts";
import { type AdapterClock, timeTo } from "../common/clock.ts";
import type { WorkerLike } from "./worker.ts";

/** The account of one worker. */
export interface WorkerHold {
  given: Token | undefined;
  givenAt: number;
  /** How long `given` lives yet, in ms. */
  leftMs(): number;
  /** The SDK does not connect again before the next `updateToken()`. */
  isAsleep: boolean;
  /** A keeper is calling the SDK: what the SDK says meanwhile is not the app's doing. */
  isCalling: boolean;
  keepers: number;
}

const holds = new WeakMap<WorkerLike, WorkerHold>();

/** One keeper more. Whoever comes when nobody keeps the worker begins anew: the app may have given it anything. */
export function holdWorker(worker: WorkerLike, given: Token | undefined, clock: AdapterClock): WorkerHold {
  const before = holds.get(worker);
  const hold = before?.keepers
    ? before
    : {
        given,
        givenAt: clock.now(),
        leftMs: timeTo(given?.expiresAt, clock),
        isAsleep: false,
        isCalling: false,
        keepers: 0,
      };
  hold.keepers++;
  holds.set(worker, hold);
  return hold;
}
