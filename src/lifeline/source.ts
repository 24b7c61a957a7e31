/**
 * Where a lifeline gets a life from: a manager, or a saved journal.
 *
 * @module
 */
import { STEP, type Step } from "../core/step.ts";
import { EVENT_NAMES, type TokenState } from "../events.ts";
import { isSavedJournal } from "../journal/check.ts";
import { detailOf, factsOf } from "../journal/facts.ts";
import type { SavedJournal, SavedState } from "../journal/saved.ts";
import type { TokenManager } from "../manager.ts";
import { DEFAULT_ENVIRONMENT } from "../runtime/host.ts";
import { Story } from "./story.ts";

/** What is read of a manager. */
export type Lived = Pick<TokenManager, "on" | "state">;

export interface Source {
  readonly story: Story;
  /** The state now; of a saved journal the last one. */
  readonly state: TokenState | SavedState;
  /** By the story's clock. */
  readonly now: number;
  readonly isLive: boolean;
  close(): void;
}

/** How many events and spans are kept of a life that goes on. */
const KEPT = 10_000;

const isLived = (given: object): given is Lived => "on" in given && typeof given.on === "function";

/** @throws TypeError for what is neither a manager nor a saved journal */
export function checkShown(given: unknown): void {
  if (typeof given !== "object" || !given || !(isLived(given) || isSavedJournal(given)))
    throw new TypeError("A lifeline needs a TokenManager, or what journal.toJSON() gave, with version 1.");
}

export const sourceOf = (given: Lived | SavedJournal, now?: () => number): Source =>
  isLived(given) ? live(given, now ?? DEFAULT_ENVIRONMENT.now) : kept(given);

function live(tokens: Lived, now: () => number): Source {
  const story = new Story(KEPT);
  const { monotonicNow, isHidden, isOnline } = DEFAULT_ENVIRONMENT;
  const begin = { ...(isHidden() && { hidden: true as const }), ...(!isOnline() && { offline: true as const }) };
  story.step({ wallMs: now(), monoMs: monotonicNow(), ...begin, input: { type: "look" }, state: tokens.state });
  const undos = EVENT_NAMES.map((event) =>
    tokens.on(event, (payload) => story.tell({ writtenAt: now(), event, ...detailOf(payload), ...factsOf(payload) })),
  );
  const note = ({ input, context, after }: Step): void =>
    story.step({
      wallMs: context.now.wallMs,
      monoMs: context.now.monoMs,
      ...(context.hidden && { hidden: true }),
      ...(!context.online && { offline: true }),
      input,
      state: after,
    });
  undos.push(tokens.on(STEP, (step) => note(step as unknown as Step)));
  return {
    story,
    get state() {
      return tokens.state;
    },
    get now() {
      return now() + story.shift;
    },
    isLive: true,
    close: () => undos.forEach((undo) => undo()),
  };
}

function kept(saved: SavedJournal): Source {
  const story = Story.of(saved);
  const last = story.stateAt(story.end)?.state ?? { phase: "idle", freshness: "none" };
  return { story, state: last, now: story.end, isLive: false, close: () => undefined };
}
