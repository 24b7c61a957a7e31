/** Turns among tabs, by the platform's own locks where it can be done. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { takeTurn, type TurnOptions } from "../../src/runtime/turn.ts";
import type { LocksLike } from "../../src/runtime/tab-platform.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { SECOND } from "../support/stage.ts";

const NAME = "evertoken turn.test.ts";
const BOTH = [[true], [false]] as const;

/** The names of the locks that are held just now. */
const heldNames = async (): Promise<string[]> =>
  (await navigator.locks.query())
    .held!.map(({ name }) => name!)
    .filter((name) => name.startsWith(NAME))
    .sort();

/** Holds a lock as another tab does. */
const holding = (name: string): Promise<() => void> =>
  new Promise((taken) => void navigator.locks.request(name, () => new Promise<void>((release) => taken(release))));

function asking(exclusive: boolean, locks = (): LocksLike | undefined => navigator.locks) {
  const env = virtualEnvironment();
  const controller = new AbortController();
  const options: TurnOptions = { locks, clock: env, signal: controller.signal, exclusive };
  return { env, options, abort: () => controller.abort(new Error("gone")) };
}

afterEach(() => expect.poll(heldNames).toEqual([]));

describe.each(BOTH)("R172 a turn, exclusive: %s", (exclusive) => {
  test("is held until it is given back", async () => {
    const release = await takeTurn(NAME, asking(exclusive).options);
    expect(await heldNames()).toEqual(exclusive ? [NAME, `${NAME} call`] : [NAME]);
    release();
  });

  test("is not asked for by who has gone", async () => {
    const asked: string[] = [];
    const { options, abort } = asking(exclusive, () => void asked.push("locks"));
    abort();
    await expect(takeTurn(NAME, options)).rejects.toThrow("gone");
    expect(asked).toEqual([]);
  });

  const sandboxed = new Error("sandboxed");
  const locksThat = (request: () => Promise<never>) => (): LocksLike => ({ request });
  test.each<readonly [string, () => LocksLike | undefined]>([
    ["are not there", () => undefined],
    ["throw", locksThat(() => { throw sandboxed; })],
    ["refuse", locksThat(() => Promise.reject(sandboxed))],
  ])("comes at once where locks %s", async (_, locks) => {
    (await takeTurn(NAME, asking(exclusive, locks).options))();
  }); // prettier-ignore

  test("that comes in the moment in which its caller goes is given back", async () => {
    const last = exclusive ? `${NAME} call` : NAME;
    const holds: unknown[] = [];
    const request: LocksLike["request"] = (name, _, granted) => {
      if (name === last) abort();
      const hold = granted({});
      holds.push(hold);
      return Promise.resolve(hold);
    };
    const { options, abort } = asking(exclusive, () => ({ request }));
    await expect(takeTurn(NAME, options)).rejects.toThrow("gone");
    await Promise.all(holds);
  });

  test("that is waited for is left by who goes", async () => {
    const release = await holding(exclusive ? `${NAME} call` : NAME);
    const { env, options, abort } = asking(exclusive);
    const turn = expect(takeTurn(NAME, options)).rejects.toThrow("gone");
    await heldNames(); // the requests have arrived
    abort();
    await turn;
    release();
    expect(env.timers).toBe(0);
  });
});

test("R172 a turn that does not come is waited for 3 s, and 1.5 s for its spare", async () => {
  const releases = [await holding(NAME), await holding(`${NAME} spare`)];
  const { env, options } = asking(false);
  let seen = "waiting";
  void takeTurn(NAME, options).then(() => (seen = "alone"));
  for (const [ms, what] of [[3 * SECOND - 1, "waiting"], [1.5 * SECOND, "waiting"], [1, "alone"]] as const) {
    await heldNames();
    await env.pass(ms);
    await heldNames();
    expect(seen).toBe(what);
  } // prettier-ignore
  releases.forEach((release) => release());
});

test("R172 an exclusive turn comes as soon as the call of the other tab has ended, and not before", async () => {
  const release = await holding(`${NAME} call`);
  const { env, options } = asking(true);
  const [added, removed] = [
    vi.spyOn(options.signal, "addEventListener"),
    vi.spyOn(options.signal, "removeEventListener"),
  ];
  let mine: (() => void) | undefined;
  void takeTurn(NAME, options).then((turn) => (mine = turn));
  await heldNames();
  await env.pass(60 * SECOND);
  expect(mine).toBeUndefined();
  release();
  for (let tries = 0; !mine && tries < 5; tries++) {
    await env.pass(SECOND);
    await heldNames();
  }
  mine!();
  expect(removed.mock.calls.length).toBeGreaterThan(60); // a try each second, and nothing is left of it
  expect(removed.mock.calls).toEqual(added.mock.calls);
});
