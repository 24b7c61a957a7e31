/** The lifeline's page of the built site: a token to break and a box for saved journals, without a server. */
import { describe, expect, test } from "vitest";
import { type EnginePage, openPages } from "../browser/engines.ts";
import { DIST, visit } from "./site.ts";

interface Hands {
  press(name: string): void;
  /** All that is written in the lifeline of this label. */
  life(label: string): string;
  shows(label: string, shape: string): boolean;
  box(): HTMLTextAreaElement;
  put(text: string): void;
  complaint(): string;
  until(what: () => boolean): Promise<void>;
}

/** Runs in the page. */
async function giveHands(): Promise<void> {
  const words = (node: Node): string => (node.textContent ?? "").replace(/\s+/g, " ").trim();
  const rootOf = (label: string): ShadowRoot | undefined =>
    document.querySelector(`evertoken-lifeline[label="${label}"]`)?.shadowRoot ?? undefined;
  const box = (): HTMLTextAreaElement => document.querySelector<HTMLTextAreaElement>("#journal")!;
  const hands: Hands = {
    press(name) {
      const all = [...document.querySelectorAll<HTMLElement>("try-lifeline button, try-lifeline fieldset label")];
      const found = all.find((each) => words(each) === name)!;
      (found.querySelector("input") ?? found).click();
    },
    life: (label) => {
      const root = rootOf(label);
      return root ? words(root) : "";
    },
    shows: (label, shape) => rootOf(label)?.querySelector(`svg .${shape}`) != null,
    box,
    put(text) {
      box().value = text;
      box().dispatchEvent(new Event("input"));
    },
    complaint: () => words(document.querySelector("try-lifeline [role=status]")!),
    until: (what) =>
      new Promise((resolve) => {
        const look = (): void => (what() ? resolve() : void setTimeout(look, 30));
        look();
      }),
  };
  (globalThis as { siteHands?: Hands }).siteHands = hands;
  await hands.until(() => hands.life("your token").includes("New token initial"));
}

/** What a reader does, in order; each resolves when the page shows what it should. */
const STEPS: readonly (readonly [name: string, step: () => Promise<string>, says: RegExp])[] = [
  [
    "down, then healthy",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      hands.press("down");
      hands.press("Ask for a new token");
      await hands.until(() => hands.life("your token").includes("Attempt failed ERR_FETCH_FAILED"));
      hands.press("healthy");
      await hands.until(() => hands.life("your token").includes("New token requested"));
      return hands.life("your token");
    },
    /^your token fresh/,
  ],
  [
    "429",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      hands.press("429, wait 4 s");
      hands.press("Ask for a new token");
      await hands.until(() => hands.shows("your token", "serverWait"));
      hands.press("healthy");
      await hands.until(() => hands.life("your token").includes("Holding a token (fresh)"));
      return "the server's wait is drawn";
    },
    /drawn/,
  ],
  [
    "a server refuses the token",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      hands.press("Refuse this token");
      await hands.until(() => hands.life("your token").includes("New token rejected"));
      return hands.life("your token");
    },
    /New token rejected/,
  ],
  [
    "the session ends, and begins again",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      hands.press("End the session");
      hands.press("Ask for a new token");
      await hands.until(() => hands.life("your token").includes("needs a person"));
      const said = hands.life("your token");
      hands.press("Sign in again");
      await hands.until(() => hands.life("your token").startsWith("your token fresh"));
      return said;
    },
    /signIn/,
  ],
  [
    "hidden and offline",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      for (const state of ["hidden", "offline"]) {
        hands.press(state);
        await hands.until(() => hands.shows("your token", state));
        hands.press(state);
      }
      return "both are drawn";
    },
    /both/,
  ],
  [
    "the example",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      hands.press("Play an example");
      await hands.until(() => ["expired", "serverWait", "asleep"].every((shape) => hands.shows("saved", shape)));
      return hands.life("saved");
    },
    /Refresh failed ERR_FETCH_FAILED/,
  ],
  [
    "the life above",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      hands.press("Play the life above");
      await hands.until(() => hands.life("saved").includes("New token rejected"));
      return hands.life("saved");
    },
    /New token initial/,
  ],
  [
    "what is no journal, and a journal pasted",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      const journal = hands.box().value;
      const said: string[] = [];
      const nothings = [
        "nonsense",
        "{}",
        '{"version":1,"entries":[{}],"steps":[{}]}',
        '{"version":1,"entries":[],"steps":[null]}',
      ];
      for (const text of nothings) {
        hands.put(text);
        said.push(`${hands.complaint()} ${hands.life("saved")}`);
      }
      hands.put(journal);
      await hands.until(() => hands.life("saved").includes("New token rejected"));
      return JSON.stringify([...new Set(said), hands.complaint()]);
    },
    /^\["This is no saved journal\. One is what JSON\.stringify\(keepJournal\(tokens\)\) gives\. ",""\]$/,
  ],
  [
    "a file dropped on the box",
    async () => {
      const { siteHands: hands } = globalThis as unknown as { siteHands: Hands };
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([hands.box().value], "incident.json"));
      hands.put("");
      const before = hands.life("saved");
      hands.box().dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
      await hands.until(() => hands.life("saved").includes("New token rejected"));
      return `nothing before: "${before}"`;
    },
    /nothing before: ""/,
  ],
];

async function walk(page: Omit<EnginePage, "close">): Promise<void> {
  await page.call(giveHands, undefined);
  for (const [name, step, says] of STEPS) expect(await page.call(step, undefined), name).toMatch(says);
  const everything = await page.call(
    async () =>
      [...document.querySelectorAll("evertoken-lifeline")].map(({ shadowRoot }) => shadowRoot!.innerHTML).join() +
      document.querySelector<HTMLTextAreaElement>("#journal")!.value,
    undefined,
  );
  expect(everything).not.toMatch(/(?:\d{3,}-){3}/); // the form of the page's tokens
}

describe("R289 the lifeline's page", () => {
  test.for(["chromium", "firefox", "webkit"] as const)("works from file: in %s", async (engine) => {
    await using browser = await openPages(`file://${DIST}lifeline.html`, 1, engine);
    await walk(browser.pages[0]!);
  });

  test("works below a path, comes and goes with its page, and asks for nothing", async () => {
    const { page, complaints, requests } = await visit("guides/lifeline.html");
    await page.getByRole("link", { name: "See one live" }).click();
    const life = page.locator('evertoken-lifeline[label="your token"]');
    await life.locator("ol").getByText("New token").first().waitFor();
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "The lifeline" }).waitFor();
    expect(await life.count()).toBe(0);
    await page.goForward();
    await life.locator("ol").getByText("New token").first().waitFor();
    expect(await life.count()).toBe(1);
    await page.waitForLoadState("networkidle");
    const before = requests.length;
    await page.getByRole("button", { name: "Ask for a new token" }).click();
    await life.locator("ol").getByText("requested").first().waitFor();
    await page.getByRole("button", { name: "Play an example" }).click();
    await page.locator('evertoken-lifeline[label="saved"]').getByRole("button", { name: "Play" }).waitFor();
    expect(requests.slice(before)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
