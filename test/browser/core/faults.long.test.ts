/**
 * A real Chromium page whose token endpoint fails by chance: down, hanging, dropping, slow, limiting. Tokens of ten
 * seconds, several fates at once, each beside a loop that fetches at half of the life and asks again five seconds after
 * a failure, its requests aborted after ten. A minute here; `npm run soak` takes ten and prints what came of it.
 */
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type * as Core from "../../../src/index.ts";
import { evertoken } from "../../support/script.ts";
import { chromiumOfUsers, openScripted } from "../puppet.ts";
import { fateOf } from "./fates.ts";

declare const Evertoken: typeof Core;

const SECONDS = Number(process.env["FAULT_SECONDS"] ?? 60);
const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);
const LIFE_S = 10;

/** `/token?seed=…&who=…`; every seed's clock begins with the server's. */
async function ailingServer(): Promise<AsyncDisposable & { origin: string; requests: Map<string, number> }> {
  const fates = new Map(SEEDS.map((seed) => [String(seed), fateOf(seed, SECONDS)]));
  const requests = new Map<string, number>();
  let beganAt: number | undefined;
  let minted = 0;
  const server = createServer(({ url = "" }, response) => {
    const { pathname, searchParams } = new URL(url, "http://localhost");
    if (pathname !== "/token") {
      response.writeHead(200, { "content-type": "text/html" }).end('<!doctype html><link rel="icon" href="data:,">');
      return;
    }
    beganAt ??= performance.now();
    const now = performance.now() - beganAt;
    const who = searchParams.get("who")!;
    requests.set(who, (requests.get(who) ?? 0) + 1);
    const { kind } = fates.get(searchParams.get("seed")!)!.find(({ endsAt }) => now < endsAt) ?? { kind: "well" };
    if (kind === "hang") return;
    if (kind === "drop") response.destroy();
    else if (kind === "down") response.writeHead(503).end();
    else if (kind === "limited") response.writeHead(429, { "retry-after": "2" }).end();
    else
      setTimeout(
        () =>
          response
            .writeHead(200, { "content-type": "application/json", "cache-control": "no-store" })
            .end(JSON.stringify({ token: `opaque-${++minted}`, expiresIn: LIFE_S })),
        kind === "slow" ? 3_000 : 0,
      );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Outcome {
  /** Parts of the samples in which a token was there. */
  readonly ours: number;
  readonly loop: number;
}

/** Begins in the page: all seeds at once, looked at four times a second. In the end the page has `outcomes`. */
function compete({ seeds, seconds, lifeS }: { seeds: readonly number[]; seconds: number; lifeS: number }): void {
  const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  let isOver = false;
  const pairs = seeds.map((seed) => {
    const tokens = new Evertoken.TokenManager({
      fetchToken: ({ signal }) => fetch(`/token?seed=${seed}&who=ours`, { method: "POST", signal }),
      quiet: true,
    });
    tokens.start().catch(() => undefined); // told by events, to nobody here
    let endsAt = 0;
    void (async () => {
      while (!isOver) {
        const askedAt = performance.now();
        const signal = AbortSignal.timeout(10_000);
        const got = await fetch(`/token?seed=${seed}&who=loop`, { method: "POST", signal }).then(
          ({ ok }) => ok,
          () => false,
        );
        if (got) endsAt = askedAt + lifeS * 1_000;
        await pause(5_000); // half of the life, or until the next try
      }
    })();
    return { tokens, hasLoop: () => performance.now() < endsAt, ours: 0, loop: 0 };
  });
  const samples = seconds * 4;
  void (async () => {
    for (let i = 0; i < samples; i++) {
      await pause(250);
      for (const pair of pairs) {
        if (pair.tokens.peek()) pair.ours++;
        if (pair.hasLoop()) pair.loop++;
      }
    }
    isOver = true;
    for (const { tokens } of pairs) tokens.dispose();
    const outcomes = pairs.map(({ ours, loop }) => ({ ours: ours / samples, loop: loop / samples }));
    Object.assign(globalThis, { outcomes });
  })();
}

test(`R321 ${SECONDS} s of faults by chance: nothing is unhandled, each comes back, none asks every other second`, async () => {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await ailingServer());
  const browser = await chromiumOfUsers("--js-flags=--expose-gc");
  stack.defer(() => browser.close());
  const page = await openScripted(browser, server.origin, await evertoken("index.ts"));
  const uncaught: string[] = [];
  page.on("pageerror", (error) => uncaught.push(String(error)));
  const heap = async (): Promise<number> => (await page.metrics()).JSHeapUsedSize!;
  await page.evaluate(() => {
    (globalThis as { gc?: () => void }).gc!();
  });
  const before = await heap();
  await page.evaluate(compete, { seeds: SEEDS, seconds: SECONDS, lifeS: LIFE_S });
  // Asked for, because the driver's own calls end after three minutes.
  const isOver = (): Promise<boolean> => page.evaluate(() => "outcomes" in globalThis);
  await expect.poll(isOver, { interval: 1_000 }).toBe(true);
  const outcomes = await page.evaluate(() => (globalThis as unknown as { outcomes: Outcome[] }).outcomes);
  await page.evaluate(() => {
    (globalThis as { gc?: () => void }).gc!();
  });
  const mean = (who: keyof Outcome): number => outcomes.reduce((sum, each) => sum + each[who], 0) / SEEDS.length;
  const percent = (part: number): string => (100 * part).toFixed(1);
  console.log(
    [
      `seconds ${SECONDS}, tokens of ${LIFE_S} s, ours / loop in %:`,
      ...outcomes.map(({ ours, loop }, index) => `seed ${SEEDS[index]}: ${percent(ours)} / ${percent(loop)}`),
      `mean: ${percent(mean("ours"))} / ${percent(mean("loop"))}`,
      `requests: ${server.requests.get("ours")} / ${server.requests.get("loop")}`,
      `heap: ${before} B before, ${await heap()} B after`,
    ].join("\n"),
  );
  expect(uncaught).toEqual([]);
  expect(outcomes.filter(({ ours }) => ours === 0)).toEqual([]);
  expect(server.requests.get("ours")).toBeLessThan((SEEDS.length * SECONDS) / 2);
});
