/**
 * The state of a kept Voice `Device`, and what each event does to it.
 *
 * The manager decides when. The SDK's own `tokenWillExpire` is only a hint: one `updateToken()` before it silences it
 * for good, and it comes at once where a token lives no longer than `tokenRefreshMs`. Vendor facts:
 * `@twilio/voice-sdk@2.18.5`, observed.
 *
 * @module
 */
import { twilioVoice } from "../../diagnose/catalog/twilio/voice.ts";
import { fault, type TokenError } from "../../errors.ts";
import type { Token } from "../../token.ts";
import { Outage } from "../common/app-callbacks.ts";
import { type AdapterClock, timeTo } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { serial } from "../common/serial.ts";
import { TokenOwner } from "../common/identity.ts";
import { orTriedAgain, vendorError } from "../common/vendor-error.ts";
import type { DeviceLike, KeepDeviceOptions } from "./device.ts";
import { twilioIdentityOf } from "./identity.ts";
import { listenTo } from "./listen.ts";
import { Registration } from "./registration.ts";

/** The SDK's default lead, and room for a `ttl` in whole seconds. */
const HINT_MS = 15_000;

/** The SDK has no event for the end of an outgoing call. */
const POLL_MS = 1_000;

const STUCK = "Make a new Device: this one takes neither register() nor unregister() any more.";

/** Keeps one device. */
export class DeviceKeeper {
  /** What the device holds, where the manager knows it. */
  #given: Token | undefined;
  /** How long `#given` lives yet, in ms. */
  #givenLeftMs = (): number => 0;
  /** Why the last token was not given to it. */
  #foreign: TokenError | undefined;
  /** The last token that was refused. */
  #refused: string | null | undefined;
  /** A token was refused, and none has been handed over since. */
  #isDue = false;
  /** The state that a refusal has made a lie. */
  #lostState = "";
  #refusals = 0;
  #isOver = false;
  #end = (): void => undefined;
  readonly #ended = new Promise<void>((resolve) => (this.#end = resolve));
  readonly #outage: Outage;
  readonly #owner: TokenOwner;
  readonly #device: DeviceLike;
  readonly #tokens: TokenFeed;
  readonly #options: KeepDeviceOptions;
  readonly #clock: AdapterClock;
  readonly #registration: Registration;
  readonly #undos: readonly (() => void)[];
  readonly #follow = serial<unknown>(() => this.#handOver());

  constructor(device: DeviceLike, tokens: TokenFeed, options: KeepDeviceOptions, clock: AdapterClock) {
    [this.#device, this.#tokens, this.#options, this.#clock] = [device, tokens, options, clock];
    this.#registration = new Registration(device, clock, () => void this.#follow(undefined));
    this.#outage = new Outage(options, clock);
    this.#owner = new TokenOwner(twilioIdentityOf, twilioIdentityOf(device.token ?? ""));
    this.#undos = [
      () => this.#registration.stop(),
      tokens.on("refreshed", this.#follow),
      listenTo(device, {
        error: (error) => this.#onError(error),
        tokenWillExpire: () => this.#fetchAndFollow(HINT_MS),
        registered: () => this.#onRegistered(),
        unregistered: () => this.#registration.watch(),
        destroyed: () => this.stop(),
      }),
    ];
    const token = tokens.peek();
    if (token?.value === device.token) this.#gives(token);
    this.#fetchAndFollow(0);
  }

  stop(): void {
    this.#isOver = true;
    this.#end();
    this.#outage.stop();
    this.#undos.forEach((undo) => undo());
  }

  /** Of the token in the device, where the manager knows it. */
  #leftMs(): number {
    const isKnown = this.#given?.value === this.#device.token;
    return isKnown ? this.#givenLeftMs() : 0;
  }

  // When there is a token again, `refreshed` comes.
  #fetchAndFollow(minValidityMs: number): void {
    this.#tokens.getToken({ minValidityMs }).then(this.#follow, this.#outage.noToken);
  }

  #gives(token: Token | undefined): void {
    this.#given = token;
    this.#givenLeftMs = timeTo(token?.expiresAt ?? 0, this.#clock);
  }

  #hasWork(token: Token | undefined): token is Token {
    return !this.#isOver && !!token && (this.#isDue || token.value !== this.#device.token);
  }

  async #handOver(): Promise<void> {
    const token = await this.#afterTheCall();
    if (this.#device.state === "destroyed") this.stop();
    const isInHand = token?.value === this.#device.token;
    try {
      if (this.#hasWork(token)) await this.#give(token);
      // Not for a user who has signed out, nor with a token that has ended.
      else if (isInHand && this.#registration.isForgotten) await this.#call("register");
    } catch (error) {
      this.#outage.problem(orTriedAgain(this.#explain("The hand-over to the Device", error, token)));
    }
  }

  async #give(token: Token): Promise<void> {
    const [before, foreign] = [this.#foreign, (this.#foreign = this.#owner.refusal(token.value))];
    if (foreign) throw foreign;
    // A Device that does not register has no event for the end of an outage.
    if (token.value !== this.#device.token && !this.#registration.isWanted) this.#outage.forget();
    this.#gives(token);
    this.#isDue = false;
    // While the socket is closed the SDK stores the token and emits a 31009, which it would throw if nobody listened.
    this.#device.updateToken(token.value);
    if (this.#lostState) await this.#registerAgain();
    else if (before && this.#device.state === "registered") this.#outage.end(); // it has stayed so: no event says it
  }

  /** The current token, once the hand-over need not wait for the end of a call any longer. */
  async #afterTheCall(): Promise<Token | undefined> {
    const { duringCallLeadMs = 10_000 } = this.#options;
    let token = this.#tokens.peek();
    while (this.#hasWork(token) && !this.#isDue && this.#device.isBusy && this.#leftMs() > duringCallLeadMs) {
      await this.#pause(POLL_MS);
      token = this.#tokens.peek();
    }
    return token;
  }

  // After a refusal the SDK registers no more, but `state` goes on to say "registered".
  async #registerAgain(): Promise<void> {
    const { settleMs = 2_000 } = this.#options;
    const before = this.#refusals;
    const goesOn = (state: string): boolean =>
      !this.#isOver && this.#refusals === before && this.#device.state === state;
    await this.#pause(settleMs); // a server that is asked before it has validated a token calls a good one invalid
    const wasLost = this.#registration.isWanted && this.#lostState === "registered";
    if (wasLost && goesOn("registered")) await this.#call("unregister");
    const isWanted = this.#registration.isForgotten || (wasLost && this.#registration.isWanted); // the app may have left
    if (isWanted && goesOn("unregistered")) await this.#call("register");
    if (goesOn("registering")) await this.#pause(this.#limitMs);
    if (goesOn("registering")) throw fault("ERR_HANDOVER_FAILED", "The Device goes on registering", "rejoin", STUCK);
    if (this.#refusals === before) this.#lostState = "";
  }

  #onRegistered(): void {
    this.#registration.isWanted = true;
    this.#outage.end();
  }

  #onError(error: unknown): void {
    const { token } = this.#device;
    // The first refusal of a token that is alive here may be meant for the one before: it is handed over again.
    const isAlive = this.#leftMs() > 0;
    const isFirst = isAlive && token !== this.#refused;
    // Of a token that the app has given the Device itself, that of the manager says nothing.
    const known = this.#given?.value === token && !isFirst ? this.#given : undefined;
    const problem = this.#explain("The connection of the Device", error, known);
    if (problem.action === "none") return;
    if (problem.action !== "retryLater") this.#refusals++;
    if (problem.action !== "refresh") return this.#outage.problem(problem);
    this.#isDue = true;
    if (this.#lostState !== "registered") this.#lostState = this.#device.state;
    this.#refused = token;
    if (isAlive && !isFirst) this.#tokens.invalidate(token!);
    this.#fetchAndFollow(0);
  }

  #pause(ms: number): Promise<void> {
    return within(ms, "", this.#clock, () => this.#ended).catch(() => undefined);
  }

  #call(name: "register" | "unregister"): Promise<unknown> {
    return this.#registration.call(name, this.#limitMs, this.#ended);
  }

  get #limitMs(): number {
    return this.#options.deadlineMs ?? 10_000;
  }

  #explain(what: string, error: unknown, token: unknown): TokenError {
    return vendorError(what, error, twilioVoice, { token, now: this.#clock.now() });
  }
}
