/**
 * `evertoken/lifeline`: a token's life to look at, as it goes on or from a saved journal. Shows dates and states, never
 * a token. Touches neither page nor global before it is called.
 *
 * @module
 */
import type { SavedJournal } from "./journal/saved.ts";
import { define, NAME } from "./lifeline/element.ts";
import { checkShown } from "./lifeline/source.ts";
import type { TokenManager } from "./manager.ts";

/** The element `<evertoken-lifeline>`. Its accent colour is the page's `--evertoken-accent`. */
export interface LifelineElement extends HTMLElement {
  /** Whose life is shown: a manager, or what `journal.toJSON()` gave. */
  life: Pick<TokenManager, "on" | "state"> | SavedJournal | undefined;
  /** The clock of the manager, epoch ms: to be set before `life`. By default the wall clock. */
  now: (() => number) | undefined;
}

/** What a lifeline is told beside the life. */
export interface LifelineOptions {
  /**
   * Whose token it is, in a word or two: shown above the band, and read out with it.
   *
   * @defaultValue none
   */
  label?: string | undefined;
  /**
   * The clock of the manager, epoch ms, where its `environment` has one of its own.
   *
   * @defaultValue the wall clock
   */
  now?: (() => number) | undefined;
}

/** Makes `<evertoken-lifeline>` known to the page; twice is once. Not needed where `lifeline()` is called. */
export function defineLifeline(): void {
  define();
}

/**
 * Shows the life of a manager's token, or a saved journal, at the end of `element`: `lifeline(tokens, element)`.
 *
 * @returns the undo: takes it away and stops listening
 * @throws TypeError for what is neither a manager nor a whole saved journal, and where the page allows no policy of
 * Trusted Types called `lit-html`; nothing is added to the page then
 */
export function lifeline(
  tokens: Pick<TokenManager, "on" | "state"> | SavedJournal,
  element: Element,
  { label, now }: LifelineOptions = {},
): () => void {
  checkShown(tokens);
  define();
  const shown = element.ownerDocument.createElement(NAME) as LifelineElement;
  if (label !== undefined) shown.setAttribute("label", label);
  shown.now = now;
  shown.life = tokens;
  element.append(shown);
  return () => shown.remove();
}
