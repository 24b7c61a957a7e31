/** Stores that show something else for a moment, and then a refresh token again whose successor the page has seen. */
import { expect, test } from "vitest";
import type { RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { Endpoint, request } from "./endpoint.ts";

type Shown = string | null | undefined;

/** `shows` is asked for the n-th reading what to show instead of what is kept, which `KEPT` stands for. */
const KEPT = Symbol();

function scene(shows: (reading: number) => Shown | typeof KEPT) {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  let reading = 0;
  const store: RefreshTokenStore & { kept: string } = {
    kept: "a-1",
    read() {
      const shown = shows(++reading);
      return shown === KEPT ? store.kept : shown;
    },
    write: (next) => void (store.kept = next),
  };
  const fetchToken = endpoint.fetcher(time, { store, onStoreError: () => {} });
  const ask = async (): Promise<unknown> => {
    const answer = fetchToken(request()).then(
      async (response) => ((await response.json()) as { access_token: string }).access_token,
      (error: unknown) => (error as { message: string }).message,
    );
    await time.pass(MINUTE);
    return answer;
  };
  return { time, endpoint, store, fetchToken, ask };
}

test.each([[null], [undefined], [""], ["a-0"], ["b-0"]])(
  "R383 %j right after the answer, and then the used one: the successor is used and stored",
  async (glitch) => {
    const { endpoint, store, ask } = scene((reading) => (reading === 2 ? glitch : KEPT));
    expect(await ask()).toBe("access-of-a-3");
    expect([endpoint.asked, endpoint.reused, store.kept]).toEqual([["a-1", "a-2"], [], "a-3"]);
  },
);

test.each([[null], [""]])("R383 %j for a whole call, and then the used one", async (glitch) => {
  const { endpoint, store, ask } = scene((reading) => (reading === 2 || reading === 3 ? glitch : KEPT));
  expect(await ask()).toBe("The store holds no refresh token");
  expect(await ask()).toBe("access-of-a-3");
  expect([endpoint.asked, endpoint.reused, store.kept]).toEqual([["a-1", "a-2"], [], "a-3"]);
});

test("R383 one that is dead in between, and then the used one", async () => {
  const { endpoint, store, ask } = scene((reading) => (reading === 2 || reading === 3 ? "b-0" : KEPT));
  endpoint.reused.push("b-0");
  expect(await ask()).toBe("access-of-a-3");
  expect([endpoint.asked, endpoint.reused, store.kept]).toEqual([["a-1", "b-0", "a-2"], ["b-0"], "a-3"]);
});

test("R383 a store that shows the used one and nothing, by turns, is not asked for ever", async () => {
  const { endpoint, ask } = scene((reading) => (reading > 1 && reading % 2 === 0 ? null : "a-1"));
  expect(await ask()).toBe("The store held another refresh token each time it was read");
  expect(endpoint.asked).toEqual(["a-1"]);
});

test("R383 another session in between is another session", async () => {
  const { endpoint, store, ask } = scene(() => KEPT);
  expect(await ask()).toBe("access-of-a-2");
  store.kept = "b-0";
  expect(await ask()).toBe("access-of-b-1");
  expect([endpoint.asked, store.kept]).toEqual([["a-1", "b-0"], "b-1"]);
  store.kept = "a-1"; // never replaced by what is another user's
  await ask();
  expect([endpoint.asked, store.kept]).toEqual([["a-1", "b-0", "a-1"], "a-1"]);
});

test("R383 after a sign-out nothing is known of the session before it", async () => {
  const { time, endpoint, store, fetchToken, ask } = scene(() => KEPT);
  await ask();
  const left = fetchToken.forget();
  await time.pass(SECOND);
  await left;
  store.kept = "a-1";
  await ask();
  expect(endpoint.asked).toEqual(["a-1", "a-1"]);
});
