/** A hidden page of a Chromium that throttles as it does for users, only sooner; beside chains of raw timers that prove it. */
import { expect, test } from "vitest";
import type * as Core from "../../../src/index.ts";
import type * as Host from "../../../src/runtime/host.ts";
import { startApi } from "../../adapters/fetch/api.ts";
import { evertoken } from "../../support/script.ts";
import { chromiumOfUsers, openScripted } from "../puppet.ts";

declare const Evertoken: typeof Core & typeof Host;
declare const page: { requests: number; expired: number; ticks: number; ownTicks: number; lateMinutes: number };

/** Tokens of 20 s, a chain of raw timers of a second, and one of ours. */
async function begin(): Promise<void> {
  const here = { requests: 0, expired: 0, ticks: 0, ownTicks: 0, lateMinutes: 0 };
  Object.assign(globalThis, { page: here });
  const tokens = new Evertoken.TokenManager({
    fetchToken: async () => {
      await (await fetch("/token", { method: "POST" })).text();
      return { token: `t${++here.requests}`, expiresIn: 20 };
    },
    quiet: true,
  });
  tokens.on("expired", () => here.expired++);
  const { setTimer } = Evertoken.DEFAULT_ENVIRONMENT;
  const own = (): void => {
    here.ownTicks++;
    setTimer(own, 1_000);
  };
  let last = performance.now();
  const raw = (): void => {
    here.ticks++;
    if (performance.now() - last > 45_000) here.lateMinutes++;
    last = performance.now();
    setTimeout(raw, 1_000);
  };
  own();
  raw();
  await tokens.start();
}

test("R27 R28 R261 throttled to one tick a minute, a hidden page costs what a visible one does, and never lacks a token", async () => {
  await using api = await startApi();
  api.accepts = () => true;
  const script = await evertoken("index.ts", "runtime/host.ts");
  const browser = await chromiumOfUsers("--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/5");
  await using stack = new AsyncDisposableStack();
  stack.defer(() => browser.close());
  const hidden = await openScripted(browser, `${api.origin}/page`, script);
  await hidden.evaluate(begin);
  const visible = await openScripted(browser, `${api.origin}/page`, script);
  await visible.evaluate(begin);
  await visible.bringToFront();
  expect(await hidden.evaluate(() => document.visibilityState)).toBe("hidden");
  // The control: the browser has let the raw chain wait for a minute, twice.
  await expect.poll(() => hidden.evaluate(() => page.lateMinutes), { interval: 2_000 }).toBeGreaterThanOrEqual(2);
  const [there, here] = [await hidden.evaluate(() => page), await visible.evaluate(() => page)];
  expect([there.expired, here.expired]).toEqual([0, 0]);
  expect(there.ownTicks).toBeGreaterThan(4 * there.ticks);
  expect(there.requests).toBeLessThanOrEqual(Math.ceil(1.1 * here.requests));
});
