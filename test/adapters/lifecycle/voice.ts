/**
 * Twilio's `Device` over a line. What the SDK does was seen with @twilio/voice-sdk@2.18.5:
 * test/browser/adapters/twilio-voice.long.test.ts.
 *
 * @module
 */
import { type DeviceLike, keepDevice } from "../../../src/adapters/twilio/device.ts";
import { Emitter } from "./emitter.ts";
import type { Subject } from "./life.ts";
import { Line } from "./line.ts";
import { world, type World } from "./world.ts";

class Device extends Emitter implements DeviceLike {
  state = "unregistered";
  readonly isBusy = false;
  readonly removeListener = this.off.bind(this);
  readonly line: Line;
  /** As the SDK has it: the loss has come before the refusal, so the next connection is registered again. */
  #shouldReRegister = false;

  constructor(world: World, token: string) {
    super();
    this.line = new Line(world, {
      lost: () => this.#lost(),
      back: () => this.#registered(),
      refused: () => this.#error(20104, 31205), // where there was no loss, `state` goes on to say "registered"
    });
    this.line.token = token;
  }
  get token(): string {
    return this.line.token;
  }
  updateToken(token: string): void {
    this.line.token = token;
    if (!this.line.isServed) this.#error(31009);
    if (this.line.timers === 0 && this.#shouldReRegister) void this.register();
  }
  async register(): Promise<void> {
    this.state = "registering";
    const met = await this.line.open(this.token);
    if (met === "open") this.#registered();
    if (met === "open") return;
    this.#error(met === "refused" ? 20104 : 53000);
    return new Promise(() => undefined);
  }
  async unregister(): Promise<void> {
    this.state = "unregistered";
  }
  destroy(): void {
    this.state = "destroyed";
    this.line.close();
    this.emit("destroyed");
  }
  #registered(): void {
    this.#shouldReRegister = false;
    this.state = "registered";
    this.emit("registered");
  }
  #lost(): void {
    this.state = "unregistered";
    this.#shouldReRegister = true;
    this.#error(31005);
  }
  #error(code: number, original?: number): void {
    const fields = { code, causes: [], solutions: [], ...(original && { originalError: { code: original } }) };
    this.emit("error", Object.assign(new Error("refused or lost"), fields));
  }
}

export const twilioVoice: Subject = {
  name: "keepDevice: Twilio Voice",
  sdk: "stand-in",
  keptTwice: "is the same connection",
  async begin() {
    const here = world();
    const device = new Device(here, await here.tokens.getToken());
    const registered = device.register();
    const stop = keepDevice(device, here.tokens, here.options);
    await registered;
    return {
      ...{ world: here, stop },
      accepted: () => device.line.accepted,
      isServed: () => device.line.isServed,
      listeners: () => device.listeners,
      timers: () => device.line.timers,
      cut: () => device.line.cut(),
      leave: () => device.destroy(),
      keepAgain: (options) => keepDevice(device, here.tokens, options),
    };
  },
};
