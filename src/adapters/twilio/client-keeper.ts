/**
 * The state of a kept Conversations or Sync client, and what each event does to it.
 *
 * The manager decides when. What the SDK's promise says of a hand-over is checked against `connectionState`: it
 * resolves for a token that never left the device, and stays pending while the SDK disconnects or is offline.
 * Vendor facts: `twilsock@1.0.2`, which `@twilio/conversations@3.0.1` and `twilio-sync@4.0.1` share, observed.
 *
 * @module
 */
import { twilioConversations } from "../../diagnose/catalog/twilio/twilsock.ts";
import type { TokenError } from "../../errors.ts";
import { Outage } from "../common/app-callbacks.ts";
import type { AdapterClock } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { serial } from "../common/serial.ts";
import { TokenOwner } from "../common/identity.ts";
import { orTriedAgain, vendorError } from "../common/vendor-error.ts";
import { wrapMethod } from "../common/wrap-method.ts";
import type { ClientLike, KeepClientOptions } from "./client.ts";
import { EventWait } from "./event-wait.ts";
import { twilioIdentityOf } from "./identity.ts";
import { listenTo } from "./listen.ts";

/**
 * After a close by the server the SDK stays in "disconnecting" for 3 s and forgets what it is told meanwhile, as it
 * does while its first frame is on the way. Offline it is told after this long, and remembers.
 */
const UNSTEADY_MS = 3_500;

/** One loss is told by up to four events, a turn of the event loop apart. */
const TOLD_MS = 50;

/** For the state to follow the promise. */
const VERIFY_MS = 2_000;

/** Keeps one client. */
export class ClientKeeper {
  /** What the client holds, as far as is known. */
  #given: string | undefined;
  /** Why its connection ended, as far as told since the last hand-over. */
  #loss: unknown;
  /** Whether the loss of the token that was given last has been dealt with. */
  #isLossHandled = false;
  /** The token that was fetched because the one before was lost. */
  #replacement: string | undefined;
  #isBusy = false;
  #isOver = false;
  readonly #outage: Outage;
  readonly #owner = new TokenOwner(twilioIdentityOf);
  readonly #client: ClientLike;
  readonly #tokens: TokenFeed;
  readonly #options: KeepClientOptions;
  readonly #clock: AdapterClock;
  readonly #events: EventWait;
  readonly #undos: readonly (() => void)[];
  readonly #follow = serial((cause: "token" | "loss") => this.#work(cause));

  constructor(client: ClientLike, tokens: TokenFeed, options: KeepClientOptions, clock: AdapterClock) {
    [this.#client, this.#tokens, this.#options, this.#clock] = [client, tokens, options, clock];
    [this.#events, this.#outage] = [new EventWait("updateToken()", clock), new Outage(options, clock)];
    this.#undos = [
      tokens.on("refreshed", () => void this.#follow("token")),
      listenTo(client, {
        connectionStateChanged: () => this.#onState(),
        connectionError: (error) => (error as { terminal?: unknown }).terminal === true && this.#onLoss(error),
        tokenExpired: () => this.#onLoss({ code: "tokenExpired" }),
        tokenAboutToExpire: () => this.#ask(),
        stateChanged: (state) => state === "initialized" && this.#initialized(), // its event `initialized` is younger than 2.1
      }),
      wrapMethod(client, "shutdown", () => this.stop()).undo,
      this.#owner.adopt(tokens),
    ];
    this.#ask();
  }

  stop(): void {
    this.#isOver = true;
    this.#events.end();
    this.#outage.stop();
    this.#undos.forEach((undo) => undo());
  }

  #isIn(...states: string[]): boolean {
    return states.includes(this.#client.connectionState);
  }
  #isDown(): boolean {
    return this.#isIn("denied", "disconnected");
  }
  #isSteady(): boolean {
    return this.#isDown() || this.#isIn("connected");
  }
  #isLost(): boolean {
    return !this.#isOver && (!!this.#loss || this.#isDown());
  }

  #ask(): void {
    // When there is a token again, `refreshed` comes.
    this.#tokens.getToken().then(() => this.#follow("token"), this.#outage.noToken);
  }

  // A Conversations client that began with a dead token has not told all its parts of the new one.
  #initialized(): void {
    this.#given = undefined;
    this.#isLossHandled = false;
    void this.#follow("token");
  }

  #onState(): void {
    if (this.#isIn("disconnected")) this.#onLoss();
    else this.#events.look();
    this.#outage[this.#isIn("connected") ? "end" : "hold"]();
  }

  #onLoss(cause?: unknown): void {
    this.#loss ??= cause;
    this.#events.look();
    if (!this.#isBusy && !this.#isLossHandled) void this.#follow("loss");
  }

  async #work(cause: "token" | "loss"): Promise<void> {
    this.#isBusy = true;
    let isDue = cause === "token" || (await this.#replace());
    while (isDue) isDue = (await this.#handOver()) && this.#isLost() && (await this.#replace());
    this.#isBusy = false;
  }

  /** Hands the current token over. Whether there was something to hand over. */
  async #handOver(): Promise<boolean> {
    await this.#events.until(UNSTEADY_MS, () => this.#isSteady());
    if (this.#isDown()) await this.#pause(); // the other events of this loss would be held against the new token
    const value = this.#tokens.peek()?.value;
    if (this.#isOver || value === undefined || value === this.#given) return false;
    const foreign = this.#owner.refusal(value);
    if (foreign) {
      this.#outage.problem(foreign);
      return false;
    }
    this.#given = value;
    this.#loss = undefined;
    this.#isLossHandled = false;
    await this.#updateToken(value);
    return true;
  }

  async #updateToken(value: string): Promise<void> {
    const { deadlineMs = 20_000 } = this.#options;
    let outcome: { readonly error?: unknown } | undefined;
    const settled = (result: { readonly error?: unknown }): void => {
      outcome = result;
      this.#events.look();
    };
    void (async () => this.#client.updateToken(value))().then(
      () => settled({}),
      (error: unknown) => settled({ error }),
    );
    const late = await this.#events.until(deadlineMs, () => outcome ?? this.#loss);
    const error = outcome ? outcome.error : late;
    if (!late) await this.#events.until(error ? TOLD_MS : VERIFY_MS, () => this.#loss ?? (!error && this.#isSteady()));
    // A client that stays connected has no event that says so.
    if (!error && !this.#isLost() && this.#isIn("connected")) this.#outage.end();
    // No answer while offline is no problem: the SDK has the token, and uses it when it connects.
    if (error && !this.#isLost() && (outcome || this.#isIn("connected"))) {
      const problem = this.#explain(error);
      if (problem.action !== "none") this.#outage.problem(problem);
    }
  }

  /** Gets another token for a client that has lost its connection. It must differ, or the SDK would not send it. */
  async #replace(): Promise<boolean> {
    this.#isLossHandled = true;
    const given = this.#given;
    await this.#pause();
    if (!this.#isLost()) {
      this.#isLossHandled = false; // told late: the client has come back with another token meanwhile
      return false;
    }
    if (given !== undefined && (this.#tokens.peek()?.value ?? given) === given) {
      const isKnown = given === this.#replacement || this.#tokens.state.freshness === "expired";
      const cause = this.#loss ?? { message: `Unable to connect: ${this.#client.connectionState}` };
      const problem = this.#explain(cause, isKnown ? this.#tokens.state : undefined);
      if (problem.action !== "refresh") {
        this.#outage.problem(this.#isDown() ? problem : orTriedAgain(problem)); // else the SDK goes on by itself
        return false;
      }
      this.#tokens.invalidate(given);
    }
    this.#replacement = (await this.#tokens.getToken().catch(this.#outage.noToken)) ?? undefined;
    return this.#replacement !== undefined;
  }

  /** For the other events of one loss. */
  #pause(): Promise<unknown> {
    return this.#events.until(TOLD_MS, () => false);
  }

  #explain(error: unknown, token?: unknown): TokenError {
    return vendorError("The hand-over to the client", error, twilioConversations, { token, now: this.#clock.now() });
  }
}
