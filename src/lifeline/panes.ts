/**
 * What stands around the band: the head, the tools, the list of events, and what the shapes mean.
 *
 * @module
 */
import type { TokenState } from "../events.ts";
import type { SavedState } from "../journal/saved.ts";
import { html, blank, repeat, type TemplateResult } from "./lit.ts";
import type { Mark } from "./story.ts";
import { clockTime, detailsOf, eventWords, nextWords, shortWords } from "./words.ts";

/** How a life is doing. */
export type Tone = "well" | "alert" | "bad";

export function toneOf({ phase, freshness }: TokenState | SavedState): Tone {
  if (phase === "halted" || freshness === "expired") return "bad";
  return phase === "waiting" ? "alert" : "well";
}

export function head(label: string, state: TokenState | SavedState, now: number): TemplateResult {
  return html`<header>
      ${label ? html`<span class="label">${label}</span>` : blank}
      <span class="short" data-tone=${toneOf(state)}>${shortWords(state)}</span>
    </header>
    <p class="next">${nextWords(state, now)}</p>`;
}

/** What the list does when it is used. */
export interface ListDeeds {
  pick(mark: Mark): void;
  move(event: KeyboardEvent): void;
}

export function eventList(marks: readonly Mark[], picked: Mark | undefined, deeds: ListDeeds): TemplateResult {
  if (marks.length === 0) return html`<p class="more">No events yet.</p>`;
  const isShown = picked && marks.includes(picked);
  const item = (mark: Mark, i: number): TemplateResult => {
    const isCurrent = mark === picked;
    const { entry } = mark;
    return html`<li>
      <button
        type="button"
        tabindex=${isCurrent || (!isShown && i === 0) ? 0 : -1}
        aria-current=${isCurrent ? "true" : blank}
        @focus=${() => deeds.pick(mark)}
        @click=${() => deeds.pick(mark)}
      >
        <time>${clockTime(entry.writtenAt)}</time> <span>${eventWords(entry)}</span>
        <span class="more">${entry.detail ?? ""}</span>
      </button>
    </li>`;
  };
  return html`<ol aria-label="Last events, the latest first" @keydown=${(event: KeyboardEvent) => deeds.move(event)}>
    ${repeat(marks, (mark) => mark, item)}
  </ol>`;
}

export function details(picked: Mark | undefined): TemplateResult {
  if (!picked) return html`<p class="more">Choose an event to see what is known of it.</p>`;
  const rows = detailsOf(picked.entry);
  return html`<dl aria-label="Details of the event">
    <dt>Event</dt>
    <dd>${eventWords(picked.entry)}</dd>
    <dt>At</dt>
    <dd>${clockTime(picked.entry.writtenAt)}</dd>
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

const KEY: readonly (readonly [string, string])[] = [
  ["Tall bar", "the token is fresh"],
  ["Low bar", "the token is good, and its refresh is due or on its way"],
  ["Thin bar", "the token has expired"],
  ["Dashed outline", "the life that is left, and when the refresh begins"],
  ["Block below", "an attempt to fetch"],
  ["Dots", "the wait between two attempts"],
  ["Dashes", "the cooldown after a failed refresh"],
  ["Line with ends", "the server's Retry-After: nothing is asked before its end"],
  ["Bottom row", "hidden page (thin), offline (middle), asleep or clock set (thick)"],
  ["Signs above", "circle: new token; diamond: another tab's; square: expired; cross: failed; amber triangle: warning"],
  ["Triangle below", "the token is about to expire"],
];

export const key = (): TemplateResult =>
  html`<details>
    <summary>What the shapes mean</summary>
    <dl class="key">
      ${KEY.map(
        ([shape, meaning]) =>
          html`<dt>${shape}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
  </details>`;
