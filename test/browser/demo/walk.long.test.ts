/** One walk over the demo's page, through each of its switches, in three browsers. Tokens of ten seconds are renewed after five. */
import { describe, expect, test } from "vitest";
import { startDemo } from "../../support/demo-process.ts";
import { type EnginePage, openPages } from "../engines.ts";
import { giveHands } from "./hands.ts";

/** Each resolves when the switch has done what it should; what it gives is looked at afterwards. */
const STEPS: readonly (readonly [name: string, walk: () => Promise<string>])[] = [
  [
    "down",
    async () => {
      hands.press("down");
      await hands.until(() => hands.life("twilio").includes("Attempt failed ERR_FETCH_FAILED"));
      await hands.until(() => hands.shows("twilio", "backoff"));
      hands.press("healthy");
      await hands.until(() => hands.life("twilio").startsWith("twilio fresh"));
      return hands.life("twilio");
    },
  ],
  [
    "slow",
    async () => {
      hands.press("slow, 1.5 s");
      await hands.until(() => hands.life("twilio").includes("Fetching a token, attempt 1."));
      await hands.until(() => hands.life("twilio").includes("Holding a token (fresh)"));
      hands.press("healthy");
      return hands.life("twilio");
    },
  ],
  [
    "never answers",
    async () => {
      hands.press("never answers");
      await hands.until(() => hands.life("agora").includes("Attempt failed ERR_FETCH_TIMEOUT"));
      hands.press("healthy");
      await hands.until(() => hands.life("agora").startsWith("agora fresh"));
      return hands.life("agora");
    },
  ],
  [
    "429",
    async () => {
      hands.press("429, wait 3 s");
      await hands.until(() => hands.shows("acs", "serverWait"));
      hands.press("healthy");
      await hands.until(() => hands.life("acs").startsWith("acs fresh"));
      return hands.life("acs");
    },
  ],
  [
    "refuse",
    async () => {
      // Of a manager that waits after the 429 the next token is a `retry`, and one that is refused soon after it is kept.
      await hands.until(() => hands.life("livekit").includes("Holding a token (fresh)"));
      // The page uses its token once a second: one that is replaced before that is never refused, and it takes another try.
      let looks = 0;
      await hands.until(() => {
        if (looks++ % 100 === 0) hands.press("Refuse the tokens");
        return hands.life("livekit").includes("New token rejected");
      });
      return hands.life("livekit");
    },
  ],
  [
    "revoke, sign in again",
    async () => {
      hands.press("Revoke the sign-in");
      await hands.until(() => hands.life("oauth").includes("needs a person"));
      const said = hands.life("oauth");
      hands.press("Sign in again");
      await hands.until(() => hands.life("oauth").startsWith("oauth fresh"));
      return said;
    },
  ],
  [
    "hidden",
    async () => {
      hands.press("hidden");
      await hands.until(() => hands.shows("twilio", "hidden"));
      hands.press("hidden");
      return "shown";
    },
  ],
  [
    "offline",
    async () => {
      hands.press("offline");
      await hands.until(() => hands.shows("twilio", "offline"));
      hands.press("offline");
      return "shown";
    },
  ],
  [
    "clock",
    async () => {
      hands.press("clock 10 min ahead");
      await hands.until(() => hands.life("acs").includes("Warning clockSkew"));
      await hands.until(() => hands.life("acs").startsWith("acs fresh"));
      hands.press("clock 10 min ahead");
      return hands.life("acs");
    },
  ],
  [
    "three tabs",
    async () => {
      hands.press("open three tabs");
      const frames = (): HTMLIFrameElement[] => [...document.querySelectorAll("iframe")];
      const life = ({ contentDocument }: HTMLIFrameElement): string =>
        contentDocument?.querySelector("evertoken-lifeline")?.shadowRoot?.textContent ?? "";
      await hands.until(
        () => frames().length === 3 && frames().every((frame) => life(frame).includes("Token from another tab")),
      );
      const count = `${frames().length} tabs`;
      hands.press("open three tabs");
      return count;
    },
  ],
  [
    "saved journal",
    async () => {
      hands.press("Save and play");
      await hands.until(() => hands.life("twilio, saved").includes("Play"));
      return hands.life("twilio, saved");
    },
  ],
  [
    "inspector",
    async () => {
      hands.press("Try an error");
      return hands.text(".findings");
    },
  ],
  [
    "the SDKs",
    async () => (await hands.until(() => hands.text("#sdks tbody").includes("TokenSource")), hands.text("#sdks")),
  ],
];

const EXPECTED: Readonly<Record<string, RegExp>> = {
  down: /New token/,
  slow: /New token willExpire/,
  "never answers": /ERR_FETCH_TIMEOUT/,
  "429": /Refresh failed ERR_FETCH_FAILED/,
  refuse: /New token rejected/,
  "revoke, sign in again": /A person must act \(signIn\): Let the user sign in again/,
  hidden: /shown/,
  offline: /shown/,
  clock: /Warning clockSkew/,
  "three tabs": /3 tabs/,
  "saved journal": /New token initial/,
  inspector: /ACCESSTOKEN_EXPIRED .*Who must act ?refresh/,
  "the SDKs": /SyncClient ?twilio.*ChatClient ?acs.*fetch ?oauth.*TokenSource ?livekit/,
};

async function walk(page: Omit<EnginePage, "close">): Promise<void> {
  await page.call(giveHands, undefined);
  for (const [name, step] of STEPS) expect(await page.call(step, undefined), name).toMatch(EXPECTED[name]!);
  const everything = await page.call(
    async () =>
      [...document.querySelectorAll("evertoken-lifeline")].map(({ shadowRoot }) => shadowRoot!.innerHTML).join(),
    undefined,
  );
  expect(everything).not.toMatch(/eyJ|007eJ|[\w-]{20,}\.[\w-]{20,}/); // JWT, Agora token, any three-part token
}

describe("R287 the demo's page", () => {
  test.for(["chromium", "firefox", "webkit"] as const)("in %s: each switch does what it says", async (engine) => {
    await using demo = await startDemo();
    await using browser = await openPages(demo.url, 1, engine);
    await walk(browser.pages[0]!);
  });
});
