/**
 * A machine that slept, in three engines: the wall clock has gone on, the monotonic one has stood still, and no event has
 * said so. Visible and hidden, beside a timer of a minute that was set at the moment of waking.
 */
import { describe, test } from "vitest";
import type * as Core from "../../../src/index.ts";
import { evertoken } from "../../support/script.ts";
import { startApi } from "../../adapters/fetch/api.ts";
import { ENGINES, openPages } from "../engines.ts";

declare const Evertoken: typeof Core;
declare const page: { log: string[]; visibility: string; wake(): void };

async function begin(): Promise<void> {
  let sleptMs = 0;
  const log: string[] = [];
  const now = Date.now.bind(Date);
  Date.now = () => now() + sleptMs;
  let minted = 0;
  const tokens = new Evertoken.TokenManager({ fetchToken: () => ({ token: `t${++minted}`, expiresIn: 3_600 }) });
  tokens.on("expired", ({ token }) => log.push(`expired ${token.value}`));
  tokens.on("refreshed", ({ token }) => log.push(`refreshed ${token.value}`));
  await tokens.start();
  Object.assign(globalThis, {
    page: {
      log,
      visibility: document.visibilityState,
      wake() {
        sleptMs = 8 * 3_600_000;
        // The controls: a minute, and what a timer at exp - 30 s does, which has 3,570 s to go.
        setTimeout(() => log.push("a minute"), 60_000);
        setTimeout(() => log.push("raw timer"), 3_570_000);
      },
    },
  });
}

describe.concurrent.each(ENGINES)("R24 R260 %s", (engine) => {
  test("asleep for 8 h: fresh within a minute awake, visible and hidden", async ({ expect }) => {
    await using api = await startApi();
    await using browser = await openPages(`${api.origin}/page`, 2, engine);
    const script = await evertoken("index.ts");
    for (const each of browser.pages) {
      await each.run(`${script}; globalThis.Evertoken = Evertoken;`);
      await each.call(begin, undefined);
    }
    const seen: string[] = [];
    // One after the other: WebKit's driver looks at one page at a time.
    for (const each of browser.pages) seen.push(await each.call(async () => document.visibilityState, undefined));
    expect(seen.sort()).toEqual(["hidden", "visible"]);
    for (const each of browser.pages) await each.call(async () => page.wake(), undefined);
    for (const each of browser.pages) {
      await expect
        .poll(() => each.call(async () => page.log.includes("a minute"), undefined), { interval: 1_000 })
        .toBe(true);
      expect(await each.call(async () => page.log, undefined)).toEqual([
        "refreshed t1",
        "expired t1",
        "refreshed t2",
        "a minute",
      ]);
    }
  });
});
