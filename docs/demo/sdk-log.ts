/**
 * What one SDK does with its tokens: a journal line when that changes, and the figures for the summary.
 *
 * @module
 */
import { type Journal, seconds } from "./journal.ts";
import type { ProviderName } from "./providers.ts";

export class SdkLog {
  readonly provider: ProviderName;
  readonly sdk: string;
  readonly #journal: Journal;
  #wellSince: number | undefined;
  #wellMs = 0; //       before that
  #failedAt: number | undefined;
  #reason = ""; //      an outage fails again and again; each reason is said once
  #answers: number | undefined;
  #failures = 0;

  constructor(provider: ProviderName, sdk: string, journal: Journal) {
    this.provider = provider;
    this.sdk = sdk;
    this.#journal = journal;
  }

  /** Requests that were answered; `undefined` where there is a connection instead. */
  get answers(): number | undefined {
    return this.#answers;
  }

  /** Requests that failed, or connections that were lost. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether the last that happened was good. */
  get isWell(): boolean {
    return this.#wellSince !== undefined;
  }

  /** Until now: the time from each success to the failure after it. */
  get wellMs(): number {
    return this.#wellMs + (this.#wellSince === undefined ? 0 : this.#journal.elapsedMs - this.#wellSince);
  }

  answered(): void {
    this.#answers = (this.#answers ?? 0) + 1;
    this.well("answered");
  }

  well(what: string): void {
    if (this.isWell) return;
    this.#wellSince = this.#journal.elapsedMs;
    const again = this.#failedAt === undefined ? "" : ` again after ${seconds(this.#wellSince - this.#failedAt)}`;
    this.#failedAt = undefined;
    this.#reason = "";
    this.#add(`${what}${again}`, "green");
  }

  failed(reason: string): void {
    this.#failures += 1;
    this.#wellMs = this.wellMs;
    this.#wellSince = undefined;
    this.#failedAt ??= this.#journal.elapsedMs;
    if (reason !== this.#reason) this.#add(reason, "yellow");
    this.#reason = reason;
  }

  #add(next: string, tone: "green" | "yellow"): void {
    this.#journal.add({ who: this.provider, what: this.sdk, next, tone });
  }
}
