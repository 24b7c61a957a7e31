/**
 * A token's life in words: for the list, for who cannot see the band, and for who can.
 *
 * @module
 */
import { explain } from "../explain.ts";
import type { TokenEvents, TokenState } from "../events.ts";
import type { JournalEntry, SavedState } from "../journal/saved.ts";

type Picture = TokenState | SavedState;

const two = (figure: number): string => String(figure).padStart(2, "0");

/** `14:03:22` by the local clock. */
export function clockTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(":");
}

/** `400 ms`, `12 s`, `5 min`, `2 h`. */
export function span(ms: number): string {
  const s = ms / 1_000;
  if (s < 1) return `${Math.round(ms)} ms`;
  if (s < 120) return `${Math.round(s)} s`;
  return s < 7_200 ? `${Math.round(s / 60)} min` : `${Math.round(s / 3_600)} h`;
}

const relative = (ms: number): string => (ms < 0 ? `${span(-ms)} ago` : `in ${span(ms)}`);

/** What happens next: `explain`, with the reader's own clock. */
export const nextWords = (state: Picture, now: number): string =>
  explain(state).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (iso) => {
    const at = Date.parse(iso);
    return `${clockTime(at)} (${relative(at - now)})`;
  });

const PHASES: Readonly<Record<Picture["phase"], string>> = {
  idle: "not started",
  refreshing: "fetching",
  holding: "holding",
  waiting: "waiting to try again",
  halted: "needs a person",
  stopped: "stopped",
  disposed: "ended",
};

const FRESHNESS: Readonly<Record<Picture["freshness"], string>> = {
  none: "no token",
  fresh: "fresh",
  expiring: "about to expire",
  expired: "expired",
};

/** Two or three words: what the token is, and what is being done. */
export const shortWords = ({ phase, freshness }: Picture): string =>
  phase === "holding" ? FRESHNESS[freshness] : `${FRESHNESS[freshness]}, ${PHASES[phase]}`;

/** What the band shows, for who cannot see it. */
export function bandWords(state: Picture, now: number, worlds: readonly string[]): string {
  const { receivedAt, expiresAt, refreshAt } = state;
  const dates = [
    receivedAt === undefined ? "" : `received at ${clockTime(receivedAt)}`,
    refreshAt === undefined ? "" : `next refresh at ${clockTime(refreshAt)}`,
    expiresAt === undefined ? "" : `${expiresAt > now ? "expires" : "expired"} at ${clockTime(expiresAt)}`,
    ...worlds,
  ].filter((part) => part !== "");
  return `Token: ${[shortWords(state), ...dates].join("; ")}.`;
}

const EVENTS: Readonly<Record<keyof TokenEvents, string>> = {
  willExpire: "Will expire",
  expired: "Expired",
  refreshed: "New token",
  attemptFailed: "Attempt failed",
  refreshFailed: "Refresh failed",
  stateChange: "State",
  warning: "Warning",
};

/** Whether another tab or process handed the token over. */
export const isHandOver = ({ facts }: JournalEntry): boolean => facts?.["source"] === "tab";

export const eventWords = (entry: JournalEntry): string =>
  isHandOver(entry) ? "Token from another tab" : EVENTS[entry.event];

const LABELS: Readonly<Record<string, string>> = {
  source: "Supplied by",
  attempts: "Attempts",
  durationMs: "Took",
  attempt: "Attempt",
  retryInMs: "Next attempt in",
  action: "Who must act",
  willRetry: "Tried again by itself",
  retryAt: "Next try at",
  expiresAt: "Expires at",
  remainingMs: "Life left",
  lateByMs: "Noticed after",
};

/** Name and value of all that is known of an event. */
export function detailsOf({ detail, facts = {} }: JournalEntry): readonly (readonly [string, string])[] {
  const rows = Object.entries(facts).map(([name, value]) => [LABELS[name] ?? name, worded(name, value)] as const);
  return detail === undefined ? rows : [["Detail", detail], ...rows];
}

function worded(name: string, value: number | string | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  if (name.endsWith("At")) return clockTime(value);
  return name.endsWith("Ms") ? span(value) : String(value);
}
