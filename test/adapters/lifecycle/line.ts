/**
 * An SDK's connection to its service, as far as tokens and networks go: it notices a loss, connects again every two
 * seconds with the token it has, is refused with one that has ended, and may lose patience.
 *
 * What each SDK says meanwhile is its stand-in's. That the SDKs behave so was seen in test/browser/adapters/.
 *
 * @module
 */
import { onTestFinished } from "vitest";
import type { World } from "./world.ts";

export interface LineEvents {
  /** The connection is lost; the SDK tries to come back. */
  lost?(): void;
  /** The SDK has come back by itself. */
  back?(): void;
  /** The service has refused the token, or put the user out at its end. */
  refused(): void;
  /** The SDK tries no longer. */
  gaveUp?(): void;
  /** SDKs that ask for a token do so before each try. Without an answer they try again later. */
  ask?(): Promise<string | undefined>;
}

const RETRY_MS = 2_000;

export class Line {
  token = "";
  accepted = 0;
  #state: "closed" | "up" | "down" = "closed";
  #isCut = false;
  #lostAt = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  readonly #world: World;
  readonly #events: LineEvents;
  readonly #patienceMs: number;

  constructor(world: World, events: LineEvents, patienceMs = Infinity) {
    [this.#world, this.#events, this.#patienceMs] = [world, events, patienceMs];
    onTestFinished(() => this.close());
  }

  get isServed(): boolean {
    return this.#state === "up" && this.#world.isOnline && !this.#isCut && this.#world.accepts(this.token);
  }
  get timers(): number {
    return this.#timer === undefined ? 0 : 1;
  }

  /** The SDK's call that opens. What it rejects with is the stand-in's. */
  async open(token: string): Promise<"open" | "refused" | "unreachable"> {
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (!this.#world.isOnline) return "unreachable";
    if (!this.#world.accepts(token)) return "refused";
    this.close();
    this.token = token;
    this.#up();
    this.#timer = setInterval(() => void this.#tick(), RETRY_MS);
    return "open";
  }

  /** The network, or the sleep of the machine, has cut it. */
  cut(): void {
    this.#isCut = true;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#state = "closed";
  }

  #up(): void {
    [this.#state, this.#isCut] = ["up", false];
    this.accepted++;
  }

  async #tick(): Promise<void> {
    const { accepts } = this.#world;
    if (this.#state === "up" && (this.#isCut || !this.#world.isOnline)) {
      [this.#state, this.#lostAt] = ["down", Date.now()];
      this.#events.lost?.();
    } else if (this.#state === "up" && !accepts(this.token) && !this.#events.ask) this.#end("refused");
    else if (this.#state === "down" && Date.now() - this.#lostAt >= this.#patienceMs) this.#end("gaveUp");
    else if (this.#state === "down" && this.#world.isOnline) await this.#return();
    else if (this.#state === "up" && this.#events.ask && !accepts(this.token)) this.cut();
  }

  async #return(): Promise<void> {
    if (this.#events.ask) this.token = (await this.#events.ask()) ?? "";
    if (this.#state !== "down") return;
    if (this.#world.accepts(this.token)) {
      this.#up();
      this.#events.back?.();
    } else if (!this.#events.ask) this.#end("refused");
  }

  #end(how: "refused" | "gaveUp"): void {
    this.close();
    this.#events[how]?.();
  }
}
