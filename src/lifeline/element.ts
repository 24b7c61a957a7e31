/**
 * The custom element: made when it is wanted, because there is no `HTMLElement` where there is no page.
 *
 * @module
 */
import type { SavedJournal } from "../journal/saved.ts";
import { drawable } from "./lit.ts";
import { checkShown, type Lived, sourceOf } from "./source.ts";
import { STYLES } from "./styles.ts";
import { View } from "./view.ts";

export const NAME = "evertoken-lifeline";

/** What the element is to its page. */
export interface Shell extends HTMLElement {
  life: Lived | SavedJournal | undefined;
  now: (() => number) | undefined;
}

/** Makes the element known to the page, once. */
export function define(): void {
  if (customElements.get(NAME)) return;
  // In the built package lit runs at its first template: what the page's policy refuses is thrown here, at the caller.
  drawable();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);

  customElements.define(
    NAME,
    class extends HTMLElement implements Shell {
      static readonly observedAttributes = ["label"];
      now: (() => number) | undefined;
      readonly #root: ShadowRoot;
      #life: Lived | SavedJournal | undefined;
      #view: View | undefined;

      constructor() {
        super();
        this.#root = this.attachShadow({ mode: "open" });
        this.#root.adoptedStyleSheets = [sheet];
        const early = Object.getOwnPropertyDescriptor(this, "life"); // the page may have set `life` before the element was defined
        if (!early) return;
        Reflect.deleteProperty(this, "life");
        this.life = early.value as Lived | SavedJournal | undefined;
      }

      get life(): Lived | SavedJournal | undefined {
        return this.#life;
      }

      set life(life) {
        if (life !== undefined) checkShown(life);
        this.#life = life;
        this.#show();
      }

      connectedCallback(): void {
        this.#show();
      }

      disconnectedCallback(): void {
        this.#view?.close();
        this.#view = undefined;
      }

      attributeChangedCallback(): void {
        this.#view?.draw();
      }

      #show(): void {
        this.#view?.close();
        this.#view = undefined;
        if (this.#life && this.isConnected)
          this.#view = new View(this.#root, sourceOf(this.#life, this.now), () => this.getAttribute("label") ?? "");
      }
    },
  );
}
