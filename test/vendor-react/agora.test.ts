/** The component of docs/guides/vendor-react.md in a real app with agora-rtc-react@2.5.1, StrictMode, in Chromium. */
import { chromium } from "playwright";
import { expect, onTestFinished, test } from "vitest";
import { mintRtc } from "../adapters/agora/mint.ts";
import { agoraCloud } from "../browser/adapters/agora/cloud.ts";
import { built } from "./built.ts";

declare const window: {
  client: { connectionState: string; localTracks: unknown[] };
  notes: string[];
  unmount(): void;
};

test("R235 agora-rtc-react: renewed in place, joined again after an outage and published again, left when unmounted", async () => {
  const args = ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html><body></body>" })
      : route.abort(),
  );
  const cloud = await agoraCloud(page);
  let isDown = false;
  await page.exposeFunction("mint", () => {
    if (isDown) throw new TypeError("Failed to fetch");
    return mintRtc("daily", 7, { expire: 8 });
  });
  await page.goto("https://app.test/");
  await page.addScriptTag({ content: await built("agora") });
  const { journal } = cloud.room("daily");
  const isPublished = (): Promise<boolean> =>
    page.evaluate(() => window.client.connectionState === "CONNECTED" && window.client.localTracks.length === 1);

  await expect.poll(() => page.textContent("p")).toBe("in daily as 7");
  await expect.poll(isPublished).toBe(true);
  await expect.poll(() => journal.some((entry) => entry.startsWith("renew"))).toBe(true);

  isDown = true; // no token endpoint over the end of the token: the client is put out
  await expect.poll(() => journal.includes("didExpire")).toBe(true);
  const joins = (): number => journal.filter((entry) => entry.startsWith("join")).length;
  const before = joins();
  isDown = false;
  await expect.poll(joins).toBe(before + 1);
  await expect.poll(isPublished).toBe(true);
  expect(await page.textContent("p")).toBe("in daily as 7");

  await page.evaluate(() => window.unmount());
  await expect.poll(() => page.evaluate(() => window.client.connectionState)).toBe("DISCONNECTED");
  expect(journal.at(-1)).toBe("leave");
  expect(await page.evaluate(() => window.notes.at(-1))).toBe("DISCONNECTED LEAVE");
});
