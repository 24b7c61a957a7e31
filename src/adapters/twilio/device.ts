/**
 * Voice: hands every new token to a `Device`, and brings back one whose token was refused.
 *
 * @module
 */
import type { ProblemOptions } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import { DeviceKeeper } from "./device-keeper.ts";

/** The part of `Device` (`@twilio/voice-sdk` 2.x) that is touched. */
export interface DeviceLike {
  readonly state: string;
  readonly token: string | null;
  readonly isBusy: boolean;
  /** Where it is connected; nothing while it is not. */
  readonly edge?: string | null | undefined;
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  /** The SDK's own bundle, `twilio.js`, has no `off`. */
  removeListener(event: string, listener: (...args: unknown[]) => void): unknown;
  updateToken(token: string): unknown;
  register(): Promise<unknown>;
  /** Wrapped while the Device is kept: nothing else tells the app's call from a loss that the SDK has forgotten. */
  unregister(): Promise<unknown>;
}

/** Options of {@link keepDevice}. */
export interface KeepDeviceOptions extends ClockOptions, ProblemOptions {
  /**
   * A hand-over costs up to a second of audio, so it waits for the end of a call, but only until the token in use has
   * this much left, in ms.
   *
   * @defaultValue 10_000: a call that loses its signalling after that would not come back
   */
  duringCallLeadMs?: number | undefined;
  /**
   * From a new token to `unregister()`, in ms: the SDK does not tell when the server has taken the token.
   *
   * @defaultValue 2_000
   */
  settleMs?: number | undefined;
  /**
   * Limit of one `unregister()` and one `register()`, in ms: with a dead token neither settles.
   *
   * @defaultValue 10_000
   */
  deadlineMs?: number | undefined;
}

/**
 * Keeps `device` supplied until the undo is called or the app destroys it. `onProblem` gets a refusal that a new token
 * did not cure, or a failed connection (`retryLater`: the SDK goes on by itself).
 *
 * @throws TypeError for a manager with `singleUse`, or an unknown option; RangeError for a limit that no timer can keep
 * @returns the undo; it neither unregisters nor destroys
 */
export function keepDevice(device: DeviceLike, tokens: TokenFeed, options: KeepDeviceOptions = {}): () => void {
  checkOptions(options, ["duringCallLeadMs", "settleMs", "deadlineMs", "onProblem", "onRecovered", "environment"]);
  refuseSingleUse(tokens, "A Voice Device");
  const keeper = new DeviceKeeper(device, tokens, options, clockOf(options));
  return () => keeper.stop();
}
