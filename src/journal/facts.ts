/**
 * What a journal remembers of an event: words of this package and figures, nothing that an app or a server has said.
 *
 * @module
 */
import type { TokenEvents } from "../events.ts";
import type { JournalEntry } from "./saved.ts";

type Payload = TokenEvents[keyof TokenEvents];

const FACTS = [
  "source",
  "attempts",
  "durationMs",
  "attempt",
  "retryInMs",
  "action",
  "willRetry",
  "retryAt",
  "expiresAt",
  "remainingMs",
  "lateByMs",
];

export function detailOf(payload: Payload): Pick<JournalEntry, "detail"> {
  if ("phase" in payload) return { detail: payload.phase };
  if ("error" in payload) return { detail: payload.error.code };
  if ("reason" in payload) return { detail: payload.reason };
  return "code" in payload ? { detail: payload.code } : {};
}

export function factsOf(payload: Payload): Pick<JournalEntry, "facts"> {
  if ("phase" in payload) return {}; // the picture of the state holds the facts already
  const known: Readonly<Record<string, unknown>> =
    "detail" in payload
      ? payload.detail
      : "error" in payload
        ? { action: payload.error.action, ...payload }
        : { expiresAt: payload.token.expiresAt, ...payload };
  const names = "detail" in payload ? Object.keys(known) : FACTS.filter((name) => known[name] !== undefined);
  const facts = Object.fromEntries(names.map((name) => [name, known[name]])) as JournalEntry["facts"];
  return names.length > 0 ? { facts: Object.freeze(facts!) } : {};
}
