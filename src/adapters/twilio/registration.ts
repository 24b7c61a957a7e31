/**
 * The registration of a Voice `Device`: whether the app wants it, and whether the SDK has forgotten it.
 *
 * The SDK registers again by itself when it is connected again. Where the connection is lost once more on its way back, it
 * does not: at each loss `Device._onSignalingOffline` notes whether the Device was registered just before
 * (`@twilio/voice-sdk@2.18.5`). No event tells of that; but a Device that is connected has an `edge`.
 *
 * @module
 */
import type { AdapterClock } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import { wrapMethod, type WrappedMethod } from "../common/wrap-method.ts";
import type { DeviceLike } from "./device.ts";

/** How often a Device that has lost its registration is looked at. */
const LOOK_MS = 5_000;

/** Of one Device. */
export class Registration {
  /** The app has registered the Device, and has not called `unregister()` since. */
  isWanted: boolean;
  #isOver = false;
  #timer: unknown;
  readonly #device: DeviceLike;
  readonly #clock: AdapterClock;
  readonly #onForgotten: () => void;
  readonly #unregister: WrappedMethod;
  readonly #register: WrappedMethod;

  constructor(device: DeviceLike, clock: AdapterClock, onForgotten: () => void) {
    [this.#device, this.#clock, this.#onForgotten] = [device, clock, onForgotten];
    this.isWanted = device.state !== "unregistered";
    this.#unregister = wrapMethod(device, "unregister", () => (this.isWanted = false));
    this.#register = wrapMethod(device, "register", () => (this.isWanted = true)); // a loss may cut it short
  }

  /** The Device is connected, and nobody will register it. */
  get isForgotten(): boolean {
    return this.#isLost() && !!this.#device.edge;
  }

  /** The Device is not registered any more: looks at it until it is again. */
  watch(): void {
    this.#clock.clearTimer(this.#timer);
    if (!this.#isLost()) return;
    this.#timer = this.#clock.setTimer(() => {
      if (this.isForgotten) this.#onForgotten();
      this.watch();
    }, LOOK_MS);
  }

  /** Calls the SDK. With a dead token its promise does not settle. */
  call(name: "register" | "unregister", limitMs: number, ended: Promise<void>): Promise<unknown> {
    const call = (): unknown => (name === "register" ? this.#register : this.#unregister).original();
    return within(limitMs, `${name}()`, this.#clock, () => Promise.race([call(), ended]));
  }

  stop(): void {
    this.#isOver = true;
    this.#clock.clearTimer(this.#timer);
    this.#unregister.undo();
    this.#register.undo();
  }

  #isLost(): boolean {
    return !this.#isOver && this.isWanted && this.#device.state === "unregistered";
  }
}
