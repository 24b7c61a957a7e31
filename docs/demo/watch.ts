/**
 * Turns a manager's events into journal lines, and counts them.
 *
 * @module
 */
import type { TokenManager } from "../../src/index.ts";
import { type Journal, seconds, type Tone } from "./journal.ts";
import type { ProviderName } from "./providers.ts";

/** What happened to one provider's token. */
export interface Tally {
  /** Tokens received, the first one included. */
  tokens: number;
  failedAttempts: number;
  failedCycles: number;
}

export function watch(provider: ProviderName, manager: TokenManager, journal: Journal): Tally {
  const tally: Tally = { tokens: 0, failedAttempts: 0, failedCycles: 0 };
  let troubleSince: number | undefined;
  let explained = ""; // an outage fails again and again; its remedy is said once

  const add = (what: string, tone: Tone, next: string, details: string[] = []): void => {
    const { expiresAt } = manager.state;
    const leftMs = expiresAt === undefined ? undefined : expiresAt - Date.now();
    journal.add({ who: provider, what, leftMs, next, details, tone });
  };

  manager.on("willExpire", () => add("willExpire", "cyan", whatNow(manager)));

  manager.on("expired", () => add("expired", "red", whatNow(manager)));

  manager.on("refreshed", ({ reason, durationMs }) => {
    tally.tokens += 1;
    if (troubleSince === undefined) {
      add("refreshed", "green", `${whatNow(manager)} (${reason}, ${Math.round(durationMs)} ms)`);
    } else {
      add("refreshed", "green", `recovered after ${seconds(journal.elapsedMs - troubleSince)}; ${whatNow(manager)}`);
    }
    troubleSince = undefined;
    explained = "";
  });

  manager.on("attemptFailed", ({ error, attempt, retryInMs }) => {
    tally.failedAttempts += 1;
    troubleSince ??= journal.elapsedMs;
    add("attemptFailed", "yellow", `${error.code}, attempt ${attempt + 1} in ${seconds(retryInMs)}`);
  });

  manager.on("refreshFailed", ({ error, action }) => {
    tally.failedCycles += 1;
    troubleSince ??= journal.elapsedMs;
    const details = error.message === explained ? [] : [error.message, error.remedy];
    if (action === "signIn") details.push("Here: press n.");
    explained = error.message;
    add("refreshFailed", "red", `${action}; ${whatNow(manager)}`, details);
  });

  manager.on("warning", ({ code, message }) => add("warning", "yellow", code, [message]));

  return tally;
}

/** What the manager does next by itself, in a few words. */
export function whatNow(manager: TokenManager): string {
  const { phase, refreshAt, retryAt } = manager.state;
  const wait = (at = Date.now()): string => seconds(Math.max(0, at - Date.now()));
  switch (phase) {
    case "refreshing":
      return "asking for a new token";
    case "holding":
      return `next in ${wait(refreshAt)}`;
    case "waiting":
      return `again in ${wait(retryAt)}`;
    case "halted":
      return "halted, somebody must act";
    case "idle":
    case "stopped":
    case "disposed":
      return phase;
  }
}
