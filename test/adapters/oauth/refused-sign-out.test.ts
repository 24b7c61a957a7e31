/** A sign-out that is on its way, and one that the store refuses. Under virtual time. */
import { expect, test } from "vitest";
import type { RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment, type VirtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { after, Endpoint, request } from "./endpoint.ts";

interface Moods {
  /** Of each write. */
  writeMs?: number;
  refusesSignOut?: boolean;
  refusesTokens?: boolean;
}

/** The store of the guide, which compares, on a disk that takes its time. */
function storeOf(time: VirtualEnvironment, moods: Moods): RefreshTokenStore & { kept: string } {
  const store = {
    kept: "a-0",
    async read() {
      await after(time, 1);
      return store.kept;
    },
    async write(next: string, replaced?: string) {
      if (next === "" ? moods.refusesSignOut : moods.refusesTokens) throw new Error("no space");
      await after(time, moods.writeMs ?? 1);
      if (replaced === undefined || replaced === store.kept) store.kept = next;
    },
  };
  return store;
}

function stage(moods: Moods) {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  const store = storeOf(time, moods);
  const make = () => endpoint.fetcher(time, { store, onStoreError: () => {} });
  const fetchToken = make();
  const ask = (): Promise<unknown> =>
    fetchToken(request()).then(
      async (response) => ((await response.json()) as { access_token: string }).access_token,
      (error: unknown) => (error as { action?: string }).action,
    );
  const leave = (): Promise<unknown> => fetchToken.forget().then(() => "left", String);
  /** What comes of these, in the end. */
  const outcomes = async (...begun: Promise<unknown>[]): Promise<unknown[]> => {
    await time.pass(MINUTE);
    return Promise.all(begun);
  };
  return { time, endpoint, store, make, fetchToken, ask, leave, outcomes };
}

/** A refresh takes 1 ms to read, 20 to be answered, 1 to read back and 1 to write. */
const MOMENTS = Array.from({ length: 26 }, (_, ms) => ms);

test("R361 a sign-out that takes its time: nothing is sent meanwhile, and nothing twice", async () => {
  for (const ms of MOMENTS) {
    const { time, endpoint, store, ask, leave, outcomes } = stage({ writeMs: 100 });
    const first = ask();
    await time.pass(ms);
    const before = endpoint.asked.length;
    const left = leave();
    const second = ask();
    // Until its successor is written the first one is not handed out, and that takes 100 ms.
    expect([ms, ...(await outcomes(first, left, second))]).toEqual([ms, "signIn", "left", "signIn"]);
    expect([ms, endpoint.asked.length - before, endpoint.reused, store.kept]).toEqual([ms, 0, [], ""]);
  }
});

test("R361 a sign-out that is refused at any moment of a refresh: the session goes on", async () => {
  for (const ms of MOMENTS) {
    const { time, endpoint, store, ask, leave, outcomes } = stage({ refusesSignOut: true });
    const first = ask();
    await time.pass(ms);
    expect([ms, ...(await outcomes(first, leave()))]).toEqual([ms, "access-of-a-1", "Error: no space"]);
    expect([ms, ...(await outcomes(ask()))]).toEqual([ms, "access-of-a-2"]);
    expect([endpoint.used, endpoint.reused, store.kept]).toEqual([["a-0", "a-1"], [], "a-2"]);
  }
});

test("R361 a successor that is kept in the page outlives a refused sign-out, and no other", async () => {
  const moods: Moods = { refusesTokens: true, refusesSignOut: true };
  const { endpoint, store, ask, leave, outcomes } = stage(moods);
  expect(await outcomes(ask())).toEqual(["access-of-a-1"]);
  expect(await outcomes(leave())).toEqual(["Error: no space"]);
  expect(await outcomes(ask())).toEqual(["access-of-a-2"]);
  moods.refusesTokens = false;
  expect([await outcomes(ask()), store.kept]).toEqual([["access-of-a-3"], "a-3"]);
  moods.refusesTokens = true;
  expect([await outcomes(ask()), store.kept]).toEqual([["access-of-a-4"], "a-3"]);
  moods.refusesSignOut = false;
  expect([await outcomes(leave()), await outcomes(ask()), store.kept]).toEqual([["left"], ["signIn"], ""]);
  expect([endpoint.used, endpoint.reused]).toEqual([["a-0", "a-1", "a-2", "a-3"], []]);
});

test("R361 a sign-out that the store does not take in time is refused, too", async () => {
  const { time, endpoint, store, fetchToken, ask, outcomes } = stage({});
  const { write } = store;
  store.write = (next, replaced) => (next === "" ? new Promise<void>(() => undefined) : write(next, replaced));
  const left = fetchToken.forget().catch((error: unknown) => (error as { action: string }).action);
  const answer = ask();
  await time.pass(SECOND);
  expect(endpoint.asked).toEqual([]); // not before it is known what has become of the sign-out
  expect(await outcomes(answer, left)).toEqual(["access-of-a-1", "retryLater"]);
  expect([await outcomes(ask()), endpoint.reused]).toEqual([["access-of-a-2"], []]);
});

test("R361 of two sign-outs the first is refused: the second ends the session, whose request is on its way", async () => {
  const moods: Moods = { refusesSignOut: true };
  const { endpoint, time, ask, leave, outcomes } = stage(moods);
  const first = ask();
  await time.pass(10);
  const refused = leave();
  await time.pass(1);
  moods.refusesSignOut = false;
  expect(await outcomes(first, refused, leave(), ask())).toEqual(["signIn", "Error: no space", "left", "signIn"]);
  expect([endpoint.asked, endpoint.reused]).toEqual([["a-0"], []]);
});

test("R361 managers that wait for their turn hold on to the session as well", async () => {
  const { time, endpoint, make, leave, outcomes } = stage({ refusesSignOut: true });
  const managers = [1, 2, 3].map(
    () => new TokenManager({ fetchToken: make(), overlap: "never", environment: time, quiet: true }),
  );
  const started = Promise.all(managers.map((tokens) => tokens.start()));
  await time.pass(10);
  expect(await outcomes(leave())).toEqual(["Error: no space"]);
  expect((await started).map(({ value }) => value)).toEqual(["access-of-a-1", "access-of-a-2", "access-of-a-3"]);
  managers.forEach((tokens) => tokens.dispose());
  expect(endpoint.reused).toEqual([]);
});

test("R362 a store that shows a used refresh token again is given its successor, and nothing is sent twice", async () => {
  const { endpoint, store, ask, outcomes } = stage({});
  expect([await outcomes(ask()), await outcomes(ask())]).toEqual([["access-of-a-1"], ["access-of-a-2"]]);
  for (const old of ["a-0", "a-1"]) {
    store.kept = old; // a write that came late, a copy of yesterday's disk
    expect(String(await outcomes(ask()))).toContain("access-of-a-");
  }
  expect([store.kept, endpoint.used, endpoint.reused]).toEqual(["a-4", ["a-0", "a-1", "a-2", "a-3"], []]);
});

test("R362 also a store whose write() does nothing", async () => {
  const { endpoint, store, ask, outcomes } = stage({});
  store.write = async () => undefined;
  for (const n of [1, 2, 3]) expect(await outcomes(ask())).toEqual([`access-of-a-${n}`]);
  expect(endpoint.reused).toEqual([]);
});

test("R362 what a session had does not bind the next one", async () => {
  const { endpoint, store, ask, leave, outcomes } = stage({});
  await outcomes(ask());
  store.kept = "b-7";
  expect(await outcomes(ask())).toEqual(["access-of-b-8"]);
  store.kept = "a-1"; // back to the first account
  expect(await outcomes(ask())).toEqual(["access-of-a-2"]);
  await outcomes(leave());
  store.kept = "a-1"; // after a sign-out that is the app's own matter
  await outcomes(ask());
  expect(endpoint.asked).toEqual(["a-0", "b-7", "a-1", "a-1"]);
});

test("R362 of a long session the latest hundred are known", async () => {
  const { endpoint, store, ask, outcomes } = stage({});
  for (let n = 1; n <= 101; n++) expect(await outcomes(ask())).toEqual([`access-of-a-${n}`]);
  store.kept = "a-1";
  expect([await outcomes(ask()), store.kept, endpoint.reused]).toEqual([["access-of-a-102"], "a-102", []]);
});
