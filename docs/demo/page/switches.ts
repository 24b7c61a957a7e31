/**
 * Everything that can be broken: the back end (the same keys as on the terminal), and this page's own world.
 *
 * @module
 */
import type { TokenManager } from "../../../src/index.ts";
import type { Session } from "../managers.ts";
import type { ProviderName } from "../providers.ts";
import { element, place } from "./dom.ts";
import type { Status } from "./serve.ts";
import type { World } from "./world.ts";

/** Key, health, words. */
const HEALTH = [
  ["u", "up", "healthy"],
  ["d", "down", "down"],
  ["s", "slow", "slow, 1.5 s"],
  ["h", "hanging", "never answers"],
  ["l", "limited", "429, wait 3 s"],
] as const;

export interface Switched {
  readonly world: World;
  readonly session: Session;
  readonly managers: Readonly<Record<ProviderName, TokenManager>>;
}

const post = async (path: string): Promise<unknown> => (await fetch(path, { method: "POST" })).json();

let latest: Promise<unknown> = Promise.resolve();

/** One after another: of two requests at once the second may arrive first. */
function press(key: string): Promise<unknown> {
  const send = (): Promise<unknown> => post(`/demo/press?key=${key}`);
  return (latest = latest.then(send, send));
}

/** How the demo is doing; nothing where something was pressed meanwhile, of which the answer may not know yet. */
export async function askStatus(): Promise<Status | undefined> {
  const before = latest;
  await before.catch(() => undefined); // whoever pressed hears of it
  const status = (await (await fetch("/demo/status")).json()) as Status;
  return latest === before ? status : undefined;
}

/** A new refresh token, as a login would end with. */
export const signIn = async (): Promise<string> =>
  ((await post("/demo/sign-in")) as { refresh_token: string }).refresh_token;

/** @returns what shows the back end's health when somebody else has changed it */
export function showSwitches({ world, session, managers }: Switched): (status: Status) => void {
  const radios = HEALTH.map(([key, health, words]) => {
    const radio = element("input", { type: "radio", name: "health", value: health, onchange: () => void press(key) });
    return [radio, element("label", { className: "choice" }, radio, words)] as const;
  });
  const button = (words: string, onclick: () => unknown): HTMLButtonElement =>
    element("button", { type: "button", onclick: () => void onclick() }, words);
  const toggle = (words: string, set: (isOn: boolean) => void): HTMLLabelElement => {
    const box = element("input", { type: "checkbox", onchange: () => set(box.checked) });
    return element("label", { className: "choice" }, box, words);
  };
  const signInAgain = async (): Promise<void> => {
    await press("n"); // the demo's own process too
    session.refreshToken = await signIn();
    managers.oauth.refresh().catch(() => undefined); // the lifeline shows it
  };
  place("switches").append(
    group("The back end", ...radios.map(([, label]) => label)),
    group(
      "Tokens and sign-in",
      element(
        "div",
        { className: "stack" },
        button("Refuse the tokens", () => press("i")),
        button("Revoke the sign-in", () => press("r")),
        button("Sign in again", signInAgain),
      ),
    ),
    group(
      "This page",
      toggle("clock 10 min ahead", world.setSkewed),
      toggle("hidden", world.setHidden),
      toggle("offline", world.setOffline),
      toggle("open three tabs", showTabs),
    ),
  );
  return ({ health }) => radios.forEach(([radio]) => (radio.checked = radio.value === health));
}

function group(title: string, ...children: readonly HTMLElement[]): HTMLFieldSetElement {
  return element("fieldset", {}, element("legend", {}, title), ...children);
}

/** Frames are pages of their own, with locks and channels like any other tab of this origin. */
function showTabs(isOn: boolean): void {
  const frames = [1, 2, 3].map((n) => element("iframe", { src: `/?tab=${n}`, title: `Tab ${n}` }));
  place("frames").replaceChildren(...(isOn ? frames : []));
  place("tabs").hidden = !isOn;
}
