/** A sign-out at every single moment of a refresh, in one page and between tabs, under virtual time. */
import { describe, expect, test } from "vitest";
import type { RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import type { Environment } from "../../../src/environment.ts";
import { virtualEnvironment, type VirtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import type { TabPlatform } from "../../../src/runtime/tab-platform.ts";
import { type SimTab, World } from "../../support/tab-world.ts";
import { after, Endpoint, request } from "./endpoint.ts";

/** What all tabs see. */
interface Disk {
  value: string | undefined;
  /** By whom it was written, in order. */
  readonly log: string[];
}

/** A page or a tab; `time` goes on while the tab is frozen. */
interface Place {
  readonly time: Environment;
  readonly environment: Environment;
  readonly platform: Partial<TabPlatform>;
}

/** Acts in the middle of each call, whatever the tab does by then, as a database does; `compares` in the same moment. */
function slowStore(disk: Disk, { time, environment }: Place, compares = false): RefreshTokenStore {
  // What is empty is written quicker: such a store does not keep the order of its calls.
  const act = async <T>(work: () => T, ms = 3): Promise<T> => {
    await after(time, ms);
    const result = work();
    await after(environment, ms);
    return result;
  };
  return {
    read: () => act(() => disk.value),
    write: (next, replaced) =>
      act(
        () => {
          if (compares && replaced !== undefined && disk.value !== replaced) return;
          disk.value = next;
          disk.log.push(next);
        },
        next === "" ? 1 : 3,
      ),
  };
}

/** A refresh takes 6 ms to read, 20 to be answered, 6 to compare and 6 to write; locks take none. */
const MOMENTS = Array.from({ length: 45 }, (_, i) => i);

interface Scene {
  readonly time: VirtualEnvironment;
  readonly one: Place;
  readonly other: Place;
}

const page = (): Scene => {
  const time = virtualEnvironment();
  const place: Place = { time, environment: time, platform: { locks: () => undefined } };
  return { time, one: place, other: place };
};

const tabs = (): Scene & { readonly first: SimTab } => {
  const world = new World();
  const { time } = world;
  const [first, second] = [world.open(), world.open()] as [SimTab, SimTab];
  const placeOf = ({ environment, platform }: SimTab): Place => ({ time, environment, platform });
  return { time, one: placeOf(first), other: placeOf(second), first };
};

/** What the client of this place would be; of `disk` each place has a store of its own. */
const fetcherOf = (endpoint: Endpoint, disk: Disk, place: Place, compares?: boolean) =>
  endpoint.fetcher(place.environment, {
    platform: place.platform,
    store: slowStore(disk, place, compares),
    onStoreError: () => undefined,
  });

describe.each([
  ["one page", page],
  ["two tabs", tabs],
])("in %s", (name, make) => {
  test.each([false, true])(
    "R239 forget() is the last word, whatever a refresh does (next user: %s)",
    async (hasNext) => {
      const endings: unknown[] = [];
      for (const moment of MOMENTS) {
        const disk: Disk = { value: "a-0", log: [] };
        const { time, one, other } = make();
        const endpoint = new Endpoint();
        const fetchToken = fetcherOf(endpoint, disk, one);
        const here = name === "one page" ? fetchToken : fetcherOf(endpoint, disk, other);
        const answer = fetchToken(request()).catch(() => undefined);
        await time.pass(moment);
        const left = here.forget().then(() => hasNext && here.store.write("b-0"));
        await time.pass(MINUTE);
        await Promise.all([answer, left]);
        endings.push(disk.log.slice(disk.log.indexOf("")).map((line) => line.split("-")[0]));
      }
      for (const ending of endings)
        expect(["", ",b", ",b,b"].slice(hasNext ? 1 : 0, hasNext ? 3 : 1)).toContain(String(ending));
    },
  );

  test("R239 a store that compares keeps out what is late of the app's own sign-out and sign-in", async () => {
    for (const next of [undefined, "b-0"])
      for (const moment of MOMENTS) {
        const disk: Disk = { value: "a-0", log: [] };
        const { time, one } = make();
        const fetchToken = fetcherOf(new Endpoint(), disk, one, true);
        const answer = fetchToken(request()).catch(() => undefined);
        await time.pass(moment);
        const before = disk.log.length;
        disk.value = next;
        await time.pass(MINUTE);
        await answer;
        expect([moment, disk.log.slice(before).filter((line) => line.startsWith("a"))]).toEqual([moment, []]);
      }
  });
});

test("R239 a store that answers at once: nothing comes between comparing and writing", async () => {
  const log: unknown[] = [];
  let out = 0;
  for (let rounds = 0; rounds < 100; rounds++) {
    const time = virtualEnvironment();
    let kept: string | undefined = "a-0";
    const store = { read: () => kept, write: (next: string) => void (kept = next) };
    const leave = async (): Promise<void> => {
      for (let i = 0; i < rounds; i++) await Promise.resolve();
      if (kept === "a-0") out++;
      kept = undefined;
    };
    const endpoint = new Endpoint();
    const fetchToken = endpoint.fetcher(time, {
      store,
      async fetch(_, init) {
        const response = await endpoint.answer(time, init);
        void leave();
        return response;
      },
    });
    const answer = fetchToken(request()).catch(() => undefined);
    await time.pass(SECOND);
    await answer;
    log.push(kept);
  }
  expect(new Set(log)).toEqual(new Set([undefined]));
  expect(out).toBeGreaterThan(0); // some of these moments are before the successor is stored
  expect(out).toBeLessThan(100);
});

test.each([4 * SECOND, MINUTE])(
  "R239 a tab that is frozen for %i ms while it compares writes nothing when it wakes up",
  async (frozenMs) => {
    for (const moment of MOMENTS) {
      const disk: Disk = { value: "a-0", log: [] };
      const { time, one, other, first } = tabs();
      const endpoint = new Endpoint();
      const late = fetcherOf(endpoint, disk, one);
      const here = fetcherOf(endpoint, disk, other);
      late(request()).catch(() => undefined);
      await time.pass(moment);
      first.freeze();
      const left = here.forget();
      await time.pass(frozenMs);
      first.thaw();
      await time.pass(MINUTE);
      await left;
      expect([moment, disk.value]).toEqual([moment, ""]);
    }
  },
);

test("R361 forget() that the store does not take costs no answer that is on its way, at any moment", async () => {
  for (const moment of MOMENTS) {
    const disk: Disk = { value: "a-0", log: [] };
    const { time, one } = page();
    const store = slowStore(disk, one);
    const { write } = store;
    store.write = (next, replaced) => (next === "" ? Promise.reject(new Error("quota")) : write(next, replaced));
    const fetchToken = new Endpoint().fetcher(time, { platform: one.platform, store });
    const answer = fetchToken(request());
    await time.pass(moment);
    const left = fetchToken.forget().catch(String);
    await time.pass(MINUTE);
    expect([moment, await left, disk.log]).toEqual([moment, "Error: quota", ["a-1"]]);
    expect(await (await answer).json()).toMatchObject({ access_token: "access-of-a-1" });
  }
});

test("R239 an access token of a user who has left is handed to nobody, also where refresh tokens do not rotate", async () => {
  const time = virtualEnvironment();
  let kept = "a-0";
  const endpoint = new Endpoint();
  const fetchToken = endpoint.fetcher(time, {
    store: { read: () => kept, write: (next) => void (kept = next) },
    async fetch(_, init) {
      const { refresh_token, ...token } = (await (await endpoint.answer(time, init)).json()) as Record<string, unknown>;
      expect(refresh_token).toBeDefined();
      return Response.json(token);
    },
  });
  const answer = fetchToken(request());
  await time.pass(10);
  kept = "b-0";
  await time.pass(SECOND);
  expect(await (await answer).json()).toMatchObject({ access_token: "access-of-b-1" });
});

test("R239 the successor is not lost where reading it back fails", async () => {
  const time = virtualEnvironment();
  const disk: Disk = { value: "a-0", log: [] };
  const store = slowStore(disk, { time, environment: time, platform: {} });
  const { read } = store;
  let reads = 0;
  store.read = () => (++reads === 2 ? Promise.reject(new Error("busy")) : read());
  const said: unknown[] = [];
  const endpoint = new Endpoint();
  const fetchToken = endpoint.fetcher(time, { store, onStoreError: (error) => said.push(String(error)) });
  for (const n of [1, 2]) {
    const answer = fetchToken(request());
    await time.pass(SECOND);
    expect(await (await answer).json()).toMatchObject({ access_token: `access-of-a-${n}` });
  }
  expect([disk.log, said, endpoint.used]).toEqual([["a-1", "a-2"], ["Error: busy"], ["a-0", "a-1"]]);
});

test("R239 a store that holds another one after each answer is not asked for ever", async () => {
  const time = virtualEnvironment();
  let reads = 0;
  const endpoint = new Endpoint();
  const fetchToken = endpoint.fetcher(time, { store: { read: () => `a-${String(++reads * 2)}`, write: () => {} } });
  const answer = fetchToken(request()).catch((error: unknown) => error);
  await time.pass(SECOND);
  expect(await answer).toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater" });
  expect(endpoint.used).toHaveLength(4);
});
