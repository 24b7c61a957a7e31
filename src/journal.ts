/**
 * A bounded memory of what a manager did, to be read when somebody asks why. Nothing is sent, stored or called back;
 * it holds no token, no id, no URL. Not a part of the manager, so that it costs nothing where it is not kept.
 *
 * @module
 */
import { range, wrongOption } from "./core/check.ts";
import { STEP, type Step } from "./core/step.ts";
import { EVENT_NAMES, type TokenEvents } from "./events.ts";
import { detailOf, factsOf } from "./journal/facts.ts";
import { Recorder } from "./journal/recorder.ts";
import type { JournalEntry, SavedJournal } from "./journal/saved.ts";
import type { TokenManager } from "./manager.ts";
import { DEFAULT_ENVIRONMENT } from "./runtime/host.ts";

export type { JournalEntry, SavedError, SavedJournal, SavedState, SavedStep } from "./journal/saved.ts";

/** What {@link keepJournal} gives. */
export interface Journal {
  /** The latest entries, oldest first. */
  entries(): readonly JournalEntry[];
  /** How often each event came since the beginning. */
  counts(): Readonly<Record<keyof TokenEvents, number>>;
  /** Everything that is remembered as plain data, so that `JSON.stringify(journal)` saves it. */
  toJSON(): SavedJournal;
  /** Stops listening; what was written stays readable. */
  close(): void;
}

/** How a journal is kept. */
export interface JournalOptions {
  /**
   * How many entries, and how many steps of the manager, are remembered: a whole number from 1 to 100,000.
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
 * @throws RangeError for a `size` that is no whole number from 1 to 100,000
 */
export function keepJournal(
  tokens: Pick<TokenManager, "on">,
  { size = 100, now = DEFAULT_ENVIRONMENT.now }: JournalOptions = {},
): Journal {
  range("size", size, 1, 100_000);
  if (!Number.isInteger(size)) throw wrongOption(RangeError, "size", "a whole number", size);
  const ring: JournalEntry[] = [];
  const counts = Object.fromEntries(EVENT_NAMES.map((name) => [name, 0])) as Record<keyof TokenEvents, number>;
  let written = 0;
  const undos = EVENT_NAMES.map((event) =>
    tokens.on(event, (payload) => {
      counts[event]++;
      const more = { ...detailOf(payload), ...factsOf(payload) };
      ring[written++ % size] = Object.freeze({ writtenAt: now(), event, ...more });
    }),
  );
  const recorder = new Recorder(size, DEFAULT_ENVIRONMENT.random);
  undos.push(tokens.on(STEP, (step) => recorder.note(step as unknown as Step)));
  const entries = (): JournalEntry[] => [...ring.slice(written % size), ...ring.slice(0, written % size)];
  return {
    entries,
    counts: () => ({ ...counts }),
    toJSON: () => ({ version: 1, entries: entries(), counts: { ...counts }, ...recorder.toJSON() }),
    close: () => undos.forEach((undo) => undo()),
  };
}
