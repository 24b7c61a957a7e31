/** Random lives of a session whose store is slow, fails and hangs, in front of a server that ends it when a token is used twice. */
import { expect, test } from "vitest";
import type { RefreshTokenFetcher, RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import type { Environment } from "../../../src/environment.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { World } from "../../support/tab-world.ts";
import { after, Endpoint } from "./endpoint.ts";

const LIVES = 25;
const STEPS = 40;

/** How often a store does what it should not. */
interface Character {
  readonly fails: number;
  readonly hangs: number;
  readonly refusesSignOut: number;
  readonly slowMs: number;
}

const CHARACTERS: Readonly<Record<string, Character>> = {
  "at once": { fails: 0.15, hangs: 0, refusesSignOut: 0.5, slowMs: 0 },
  slow: { fails: 0, hangs: 0, refusesSignOut: 0.5, slowMs: 150 },
  "slow, and fails": { fails: 0.2, hangs: 0, refusesSignOut: 0.5, slowMs: 150 },
  "slow, fails and hangs": { fails: 0.1, hangs: 0.1, refusesSignOut: 0.5, slowMs: 80 },
};

interface Disk {
  value: string;
  isWell: boolean;
}

/** As the guide's: compares and writes in one step. */
function storeOn(disk: Disk, character: Character, { setTimer }: Environment, random: () => number): RefreshTokenStore {
  const { fails, hangs, refusesSignOut, slowMs } = character;
  const act = <T>(work: () => T, fate: { fails: number; hangs: number }): T | Promise<T> => {
    const dice = disk.isWell ? 1 : random();
    const no = new Error("no space");
    if (slowMs === 0 && dice < fate.fails) throw no;
    if (slowMs === 0) return work();
    return new Promise((resolve, reject) => {
      const late = fate.hangs > 0 && random() < 0.5 ? 20 * SECOND : random() * slowMs;
      if (dice < fate.fails) setTimer(() => reject(no), late % slowMs);
      else if (dice > fate.fails + fate.hangs) setTimer(() => resolve(work()), late % slowMs);
      else if (late > slowMs) setTimer(work, late); // done, but long after it was given up
    });
  };
  return {
    read: () => act(() => disk.value, { fails, hangs }),
    write: (next, replaced) =>
      act(
        () => {
          if (replaced === undefined || replaced === disk.value) disk.value = next;
        },
        next === "" ? { fails: refusesSignOut, hangs: 0 } : { fails, hangs },
      ),
  };
}

interface Scene {
  readonly time: ReturnType<typeof virtualEnvironment>;
  readonly disk: Disk;
  readonly endpoint: Endpoint;
  /** Of one page, or of several tabs. */
  readonly fetchers: readonly RefreshTokenFetcher[];
  /** Whether all of them know of each other's sign-outs before they are done. */
  readonly isOnePage: boolean;
}

const FETCH_MS = 40;

function pageOf(seed: number, character: Character): Scene {
  const time = virtualEnvironment({ seed });
  const disk = { value: "", isWell: false };
  const endpoint = new Endpoint(FETCH_MS);
  const store = storeOn(disk, character, time, () => time.random());
  const fetchers = [1, 2].map(() => endpoint.fetcher(time, { store, onStoreError: () => {} }));
  return { time, disk, endpoint, fetchers, isOnePage: true };
}

function tabsOf(seed: number, character: Character): Scene {
  const world = new World({ seed });
  const { time } = world;
  const disk = { value: "", isWell: false };
  const endpoint = new Endpoint(FETCH_MS);
  const fetchers = [1, 2, 3].map(() => {
    const { environment, platform } = world.open();
    const store = storeOn(disk, character, environment, () => time.random());
    return endpoint.fetcher(environment, { platform, store, onStoreError: () => {} });
  });
  return { time, disk, endpoint, fetchers, isOnePage: false };
}

/** One life, and what was wrong with it. */
async function live({ time, disk, endpoint, fetchers, isOnePage }: Scene): Promise<string[]> {
  const wrong: string[] = [];
  const left = new Set<string>(); // users whose sign-out was taken
  let user = 0;
  let signOuts = 0;
  let isLeaving = false;
  let open = 0;
  const pick = <T>(list: readonly T[]): T => list[Math.floor(time.random() * list.length)]!;
  const isIn = (): boolean => !left.has(`u${user}`);

  const signIn = (): void => void (disk.value = `u${++user}-0`); // in the app's own transaction
  const signOut = async (): Promise<void> => {
    const leaver = user;
    isLeaving = true;
    try {
      await pick(fetchers).forget();
      left.add(`u${leaver}`);
      signOuts++;
    } catch {
      // the session goes on
    }
    isLeaving = false;
  };
  const ask = async (signal: AbortSignal, attempt: number): Promise<unknown> => {
    const before = [signOuts, user].join();
    open++;
    try {
      const response = await pick(fetchers)({ signal, attempt });
      const { access_token } = (await response.json()) as { access_token: string };
      const owner = access_token.split("-")[2]!;
      if (left.has(owner)) wrong.push(`${access_token} was handed out after the sign-out`);
      return owner;
    } catch (error) {
      const { action } = error as { action?: string };
      const isFounded = !isIn() || before !== [signOuts, user].join();
      if (action === "signIn" && !isFounded) wrong.push(`${String(error)} while u${user} is signed in`);
      return action ?? String(error);
    } finally {
      open--;
    }
  };

  signIn();
  for (let step = 0; step < STEPS; step++) {
    const dice = time.random();
    const asked = endpoint.asked.length;
    const leaving = isLeaving;
    if (dice < 0.15 && !isLeaving) void signOut();
    else if (dice < 0.25 && !isLeaving) signIn();
    else if (dice < 0.75) {
      const caller = new AbortController();
      void ask(caller.signal, time.random() < 0.8 ? 1 : 2);
      if (time.random() < 0.3) void after(time, time.random() * 100).then(() => caller.abort());
    }
    await time.pass(time.random() < 0.05 ? 10 * SECOND : time.random() * 60);
    if (isOnePage && leaving && isLeaving && endpoint.asked.length > asked) wrong.push("sent during a sign-out");
  }
  await time.pass(2 * MINUTE);
  disk.isWell = true;
  const last = ask(new AbortController().signal, 1);
  await time.pass(2 * MINUTE);
  const expected = isIn() ? `u${user}` : "signIn";
  if ((await last) !== expected) wrong.push(`the last one got ${String(await last)}, and not ${expected}`);
  if (open > 0) wrong.push(`${open} are waiting for ever`);
  return [...wrong, ...endpoint.reused.map((one) => `${one} was sent twice`)];
}

test.each(Object.entries(CHARACTERS))("R361 R362 one page, whose store is %s", async (_, character) => {
  for (let seed = 1; seed <= LIVES; seed++) expect([seed, await live(pageOf(seed, character))]).toEqual([seed, []]);
});

test.each(["at once", "slow"])("R361 R362 three tabs, whose store is %s and takes each refresh token", async (name) => {
  for (let seed = 1; seed <= LIVES; seed++)
    expect([seed, await live(tabsOf(seed, { ...CHARACTERS[name]!, fails: 0 }))]).toEqual([seed, []]);
});
