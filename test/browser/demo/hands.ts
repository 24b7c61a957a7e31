/**
 * What a person does on the demo's page, and sees there. Runs in the page.
 *
 * @module
 */

/** Set by {@link giveHands}. */
export interface Hands {
  /** Presses the button or the switch of this name. */
  press(name: string): void;
  /** All that is written in a provider's lifeline. */
  life(provider: string): string;
  /** Whether a provider's band has this shape. */
  shows(provider: string, shape: string): boolean;
  /** What is written at this place of the page. */
  text(selector: string): string;
  until(what: () => boolean): Promise<void>;
}

declare global {
  var hands: Hands;
}

/** For `page.call`: gives the page its hands. */
export async function giveHands(): Promise<void> {
  const rootOf = (label: string): ShadowRoot =>
    document.querySelector(`evertoken-lifeline[label="${label}"]`)!.shadowRoot!;
  const words = (node: Node): string => (node.textContent ?? "").replace(/\s+/g, " ").trim();
  const lives = (): string =>
    [...document.querySelectorAll("evertoken-lifeline")].map(({ shadowRoot }) => words(shadowRoot!)).join(" | ");
  globalThis.hands = {
    press(name) {
      const all = [...document.querySelectorAll<HTMLElement>("button, #switches label")];
      const found = all.find((each) => words(each) === name)!;
      (found.querySelector("input") ?? found).click();
    },
    life: (provider) => words(rootOf(provider)),
    shows: (provider, shape) => rootOf(provider).querySelector(`svg .${shape}`) !== null,
    text: (selector) => words(document.querySelector(selector) ?? document.createTextNode("")),
    until: (what) =>
      new Promise((resolve, reject) => {
        // The driver gives up after three minutes and does not say on what: this says it before.
        const givesUpAt = performance.now() + 150_000;
        const look = (): void => {
          if (what()) resolve();
          else if (performance.now() < givesUpAt) setTimeout(look, 30);
          else reject(new Error(`${what.toString()} in vain; the page says: ${words(document.body)} ${lives()}`));
        };
        look();
      }),
  };
  const providers = ["twilio", "agora", "acs", "oauth", "livekit"];
  await hands.until(() => document.querySelectorAll("#lives evertoken-lifeline").length === providers.length);
  await hands.until(() => providers.every((provider) => hands.life(provider).startsWith(`${provider} fresh`)));
}
