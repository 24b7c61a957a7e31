/**
 * The page with a live lifeline: a manager, a back end to break, and a player for saved journals, all in the page.
 *
 * A script of the old kind, so that the page lives from `file:` as well, where browsers run no modules. A custom element,
 * because it comes and goes with the page that holds it.
 *
 * @module
 */
import { element } from "../../demo/page/dom.ts";
import { createWorld, type World } from "../../demo/page/world.ts";
import { keepJournal, TokenManager } from "../../../src/index.ts";
import { lifeline } from "../../../src/lifeline.ts";
import { FakeBackEnd, type Health } from "./fake-back-end.ts";
import { playerOf } from "./player.ts";

const NAME = "try-lifeline";
const JOURNAL_SIZE = 5_000;
/** Who presses a button wants to see what it does. */
const MIN_REFRESH_INTERVAL_MS = 2_000;

const HEALTHS: readonly (readonly [health: Health, words: string])[] = [
  ["healthy", "healthy"],
  ["slow", "slow, 3 s"],
  ["down", "down"],
  ["hanging", "never answers"],
  ["limited", "429, wait 4 s"],
];

/** Fills the place. @returns what ends everything */
function open(place: HTMLElement): () => void {
  const world = createWorld();
  const backEnd = new FakeBackEnd();
  const tokens = new TokenManager({
    fetchToken: backEnd.fetchToken,
    environment: world.environment,
    minRefreshIntervalMs: MIN_REFRESH_INTERVAL_MS,
    quiet: true,
  });
  const now = (): number => world.environment.now!();
  const journal = keepJournal(tokens, { size: JOURNAL_SIZE, now });
  const life = element("div", { className: "life" });
  place.replaceChildren(
    element("div", { className: "tool" }, life, switchesOf(tokens, backEnd, world)),
    element("div", { className: "tool" }, ...playerOf(journal)),
  );
  const remove = lifeline(tokens, life, { label: "your token", now });
  void tokens.start();
  return () => {
    remove();
    tokens.dispose();
    place.replaceChildren();
  };
}

function switchesOf(tokens: TokenManager, backEnd: FakeBackEnd, world: World): HTMLElement {
  const button = (words: string, onclick: () => void): HTMLButtonElement =>
    element("button", { type: "button", onclick }, words);
  const toggle = (words: string, set: (isOn: boolean) => void): HTMLLabelElement => {
    const box = element("input", { type: "checkbox", onchange: () => set(box.checked) });
    return element("label", {}, box, words);
  };
  const healths = HEALTHS.map(([health, words]) => {
    const checked = health === backEnd.health;
    const onchange = (): void => void (backEnd.health = health);
    return element("label", {}, element("input", { type: "radio", name: "health", checked, onchange }), words);
  });
  const ask = (): void => void tokens.refresh().catch(() => undefined); // the lifeline shows what became of it
  const refuse = (): void => {
    const token = tokens.peek();
    if (token) tokens.invalidate(token.value);
  };
  const signIn = (): void => {
    backEnd.isSignedIn = true;
    ask();
  };
  return element(
    "div",
    { className: "switches" },
    group("The back end is", ...healths),
    group(
      "The server's side",
      button("Refuse this token", refuse),
      button("End the session", () => void (backEnd.isSignedIn = false)),
    ),
    group("Your side", button("Ask for a new token", ask), button("Sign in again", signIn)),
    group(
      "This page is",
      toggle("hidden", world.setHidden),
      toggle("offline", world.setOffline),
      toggle("10 min ahead", world.setSkewed),
    ),
  );
}

const group = (title: string, ...children: readonly HTMLElement[]): HTMLFieldSetElement =>
  element("fieldset", {}, element("legend", {}, title), ...children);

if (!customElements.get(NAME))
  customElements.define(
    NAME,
    class extends HTMLElement {
      #close = (): void => undefined;

      connectedCallback(): void {
        this.#close = open(this);
      }

      disconnectedCallback(): void {
        this.#close();
      }
    },
  );
