/**
 * `node test/bench/pages.ts`: evertoken and three others in the same pages of a real Chromium, hidden, frozen, stopped,
 * asleep, offline and beside an endpoint that fails by chance. Takes eleven minutes, most of it waiting, and prints a
 * table; with `--write` it is kept in docs/benchmarks.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import type { Browser, Page } from "puppeteer-core";
import { chromiumOfUsers, openScripted, rendererOf } from "../browser/puppet.ts";
import { fateOf } from "../browser/core/fates.ts";
import { bundle, evertoken } from "../support/script.ts";
import { begin, CLIENTS } from "./pages/clients.ts";
import { tokenServer, type TokenServer, withoutMs } from "./pages/server.ts";

declare const calls: Record<string, number>;

const PAGE = new URL("../../docs/benchmarks.md", import.meta.url);
const versionOf = (name: string): string =>
  (
    JSON.parse(readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), "utf8")) as {
      version: string;
    }
  ).version;
const scripts = [await evertoken("index.ts"), await bundle("Peers", "oidc-client-ts", "@azure/communication-common")];
const script = `${scripts.join(";")}; globalThis.Peers = Peers`;
const passed = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));

type Row = readonly [situation: string, ...cells: string[]];
interface Scene {
  readonly browser: Browser;
  readonly page: Page;
  readonly server: TokenServer;
}

const browsers = new Set<string>();

/** One situation in a browser of its own. */
async function scene(
  lifeS: number,
  play: (scene: Scene) => Promise<Row[]>,
  ...flags: readonly string[]
): Promise<Row[]> {
  const server = await tokenServer(lifeS);
  const browser = await chromiumOfUsers(...flags);
  browsers.add(await browser.version());
  const page = await openScripted(browser, server.origin, script);
  await page.evaluate(begin, { clients: CLIENTS });
  try {
    return await play({ browser, page, server });
  } finally {
    await browser.close();
    server.close();
  }
}

const each = (cell: (who: string) => string): string[] => CLIENTS.map((client) => cell(`${client}0`));

/** When each had a new token after this moment, looked at for so long. */
async function fresh({ server }: Scene, watchS: number): Promise<string[]> {
  const from = performance.now();
  await passed(watchS);
  return each((who) => {
    const next = server.grants(who).find(({ atMs }) => atMs > from);
    return next ? `${((next.atMs - from) / 1_000).toFixed(2)} s` : `not in ${watchS} s`;
  });
}

const hide = async ({ browser }: Scene): Promise<Page> => {
  const front = await browser.newPage();
  await front.bringToFront();
  return front;
};

const hidden = scene(120, async (all) => {
  const from = performance.now();
  await hide(all);
  await passed(620);
  const { server } = all;
  return [
    [
      "hidden for 620 s, tokens of 120 s: seconds without one (requests)",
      ...each(
        (who) =>
          `${(withoutMs(server.grants(who), from, performance.now()) / 1_000).toFixed(1)} (${server.requests(who)})`,
      ),
    ],
  ];
});

const frozen = ["in the air", "at rest"].map((fetches) =>
  scene(60, async (all) => {
    const { page, server } = all;
    const session = await page.createCDPSession();
    if (fetches === "in the air") {
      server.isDeaf = true;
      await passed(35); // each has asked for its next one
    }
    await hide(all);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    server.isDeaf = false;
    await passed(80);
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await page.bringToFront();
    const what =
      fetches === "in the air" ? "frozen for 80 s with a request in the air that is never answered" : "frozen for 80 s";
    return [[`${what}: a new token after it is shown`, ...(await fresh(all, 60))]];
  }),
);

const stopped = scene(60, async (all) => {
  const pid = await rendererOf(all.browser, all.page);
  process.kill(pid, "SIGSTOP");
  await passed(85);
  process.kill(pid, "SIGCONT");
  return [["its process stopped for 85 s: a new token", ...(await fresh(all, 60))]];
});

const asleep = (["visible", "hidden"] as const).map((visibility) =>
  scene(3_600, async (all) => {
    if (visibility === "hidden") await hide(all);
    await all.page.evaluate(() => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + 8 * 3_600_000;
    });
    return [[`asleep for 8 h, timers stood still, page ${visibility}: a new token`, ...(await fresh(all, 345))]];
  }),
);

const offline = scene(60, async (all) => {
  const { page } = all;
  const counted = (): Promise<Record<string, number>> => page.evaluate(() => ({ ...calls }));
  const before = await counted();
  await page.setOfflineMode(true);
  await passed(100);
  const during = await counted();
  await page.setOfflineMode(false);
  const after = await fresh(all, 90);
  return [
    [
      "offline for 100 s, tokens of 60 s: calls meanwhile",
      ...CLIENTS.map((who) => String(during[who]! - before[who]!)),
    ],
    ["the same: a new token after it", ...after],
  ];
});

/** Three fates at once, each client in each, tokens of ten seconds. */
async function faults(): Promise<Row[]> {
  const [seconds, seeds] = [600, [1, 2, 3]];
  const server = await tokenServer(10);
  const browser = await chromiumOfUsers();
  const from = performance.now();
  const fates = new Map(seeds.map((seed) => [String(seed), fateOf(seed, seconds)]));
  server.fateOf = (seed) => fates.get(seed)!.find(({ endsAt }) => performance.now() - from < endsAt)?.kind;
  for (const seed of seeds) {
    const page = await openScripted(browser, server.origin, script);
    await page.evaluate(begin, { clients: CLIENTS, seed, isAborting: true });
  }
  await passed(seconds);
  const cells = CLIENTS.map((client) => {
    const names = seeds.map((seed) => `${client}${seed}`);
    const without = names.map((who) => withoutMs(server.grants(who), from, from + seconds * 1_000));
    const share = 1 - without.reduce((sum, ms) => sum + ms, 0) / (seeds.length * seconds * 1_000);
    const requests = names.reduce((sum, who) => sum + server.requests(who), 0);
    return `${(100 * share).toFixed(1)} % (${Math.round((requests / seeds.length) * (3_600 / seconds))})`;
  });
  await browser.close();
  server.close();
  return [["600 s of faults by chance, tokens of 10 s: time with a token (requests an hour)", ...cells]];
}

const rows = (await Promise.all([hidden, ...frozen, stopped, ...asleep, offline, faults()])).flat();
const packages = ["oidc-client-ts", "@azure/communication-common"]
  .map((name) => `${name} ${versionOf(name)}`)
  .join(", ");
const made = `Made ${new Date().toISOString().slice(0, 10)} with ${[...browsers].join()}, Node ${process.versions.node}: ${packages}.`;
const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
const table = [line(["situation", ...CLIENTS]), line(["---", ...CLIENTS.map(() => "---")]), ...rows.map(line)].join(
  "\n",
);
console.log(`${made}\n\n${table}`);
if (process.argv.includes("--write")) {
  const [before, rest] = readFileSync(PAGE, "utf8").split("<!-- pages -->\n");
  const after = rest!.slice(rest!.indexOf("<!-- pages end -->"));
  writeFileSync(PAGE, `${before}<!-- pages -->\n\n${made}\n\n${table}\n\n${after}`);
}
