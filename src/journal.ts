/**
 * A bounded memory of what a manager did, to be read when somebody asks why. Nothing is sent, stored or called back;
 * it holds no token, no id, no URL. Not a part of the manager, so that it costs nothing where it is not kept.
 *
 * @module
 */
import { EVENT_NAMES, type TokenEvents } from "./events.ts";
import type { TokenManager } from "./manager.ts";
import { DEFAULT_ENVIRONMENT } from "./runtime/host.ts";
import { range } from "./settings.ts";

/** One event, without its token. */
export interface JournalEntry {
  /** When the event came, epoch ms. */
  readonly writtenAt: number;
  /** Which event it was. */
  readonly event: keyof TokenEvents;
  /** The phase, the reason of a refresh, the code of an error or of a warning: what the event has. */
  readonly detail?: string;
}

/** What {@link keepJournal} gives. */
export interface Journal {
  /** The latest entries, oldest first. */
  entries(): readonly JournalEntry[];
  /** How often each event came since the beginning. */
  counts(): Readonly<Record<keyof TokenEvents, number>>;
  /** Stops listening; what was written stays readable. */
  close(): void;
}

/** How a journal is kept. */
export interface JournalOptions {
  /**
   * How many entries are remembered: from 1 to 100,000.
   *
   * @defaultValue 100
   */
  size?: number | undefined;
  /**
   * The clock for `writtenAt`, epoch ms.
   *
   * @defaultValue the wall clock
   */
  now?: (() => number) | undefined;
}

/**
 * Remembers the latest events of a manager: `const journal = keepJournal(tokens)`.
 *
 * @throws RangeError for a `size` that is not from 1 to 100,000
 */
export function keepJournal(
  tokens: Pick<TokenManager, "on">,
  { size = 100, now = DEFAULT_ENVIRONMENT.now }: JournalOptions = {},
): Journal {
  range("size", size, 1, 100_000);
  const ring: JournalEntry[] = [];
  const counts = Object.fromEntries(EVENT_NAMES.map((name) => [name, 0])) as Record<keyof TokenEvents, number>;
  let written = 0;
  const undos = EVENT_NAMES.map((event) =>
    tokens.on(event, (payload) => {
      const detail = detailOf(payload);
      counts[event]++;
      ring[written++ % size] = Object.freeze({ writtenAt: now(), event, ...(detail !== undefined && { detail }) });
    }),
  );
  return {
    entries: () => [...ring.slice(written % size), ...ring.slice(0, written % size)],
    counts: () => ({ ...counts }),
    close: () => undos.forEach((undo) => undo()),
  };
}

function detailOf(payload: TokenEvents[keyof TokenEvents]): string | undefined {
  if ("phase" in payload) return payload.phase;
  if ("error" in payload) return payload.error.code;
  if ("reason" in payload) return payload.reason;
  return "code" in payload ? payload.code : undefined;
}
