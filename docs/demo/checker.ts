/**
 * Measures, four times a second, whether each manager's token would be let in by its provider.
 *
 * @module
 */
import type { TokenManager } from "../../src/index.ts";
import type { BackEnd } from "./backend.ts";
import type { Journal } from "./journal.ts";
import type { ProviderName } from "./providers.ts";

const INTERVAL_MS = 250;

/** Asks one provider about one manager's token, again and again, and at once about each new one. */
export class Checker {
  readonly #provider: ProviderName;
  readonly #manager: TokenManager;
  readonly #backEnd: BackEnd;
  readonly #journal: Journal;
  readonly #timer: NodeJS.Timeout;
  #lookedAt = performance.now();
  #hadToken = false;
  #inGap = true;
  #gapMs = 0;

  constructor(provider: ProviderName, manager: TokenManager, backEnd: BackEnd, journal: Journal) {
    this.#provider = provider;
    this.#manager = manager;
    this.#backEnd = backEnd;
    this.#journal = journal;
    this.#timer = setInterval(() => this.#check(), INTERVAL_MS);
    manager.on("refreshed", () => this.#check());
  }

  /** Time without an accepted token, counted from the first one; all the time if there never was one. */
  get gapMs(): number {
    return this.#gapMs;
  }

  /** The last look: what has gone by since the one before counts too. */
  stop(): void {
    clearInterval(this.#timer);
    this.#check();
  }

  #check(): void {
    const token = this.#manager.peek();
    const verdict = token && this.#backEnd.check(this.#provider, token.value);
    const now = performance.now();
    const accepted = verdict === "accepted";
    // From the last look that was good to the first that is good again: never too short.
    if (!accepted || this.#inGap) this.#gapMs += now - this.#lookedAt;
    if (accepted && !this.#hadToken) this.#gapMs = 0;
    this.#hadToken ||= accepted;
    this.#inGap = !accepted;
    this.#lookedAt = now;

    if (token && verdict === "refused") {
      const next = "token refused; invalidate() is called";
      this.#journal.add({ who: this.#provider, what: "401", next, tone: "yellow" });
      this.#manager.invalidate(token.value); // what an app does on a 401
    }
  }
}
