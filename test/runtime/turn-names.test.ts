/** One name is one credential: whatever two names look like, their credentials do not wait for each other. */
import { describe, expect, test } from "vitest";
import { takeTurn, type TurnOptions } from "../../src/runtime/turn.ts";
import { MINUTE, SECOND } from "../support/stage.ts";
import { World } from "../support/tab-world.ts";

const ENDS = ["", " call", " spare", " call.", " spare.", " call call", " spare call", " call spare", " call. call"];
const NAMES = ENDS.map((end) => `app${end}`);

type Turn = { release?: () => void };

/** Tabs that ask for a turn, each at once. */
function tabs() {
  const world = new World();
  const ask = (name: string, exclusive: boolean): Turn => {
    const { platform, environment } = world.open();
    const { signal } = new AbortController();
    const options: TurnOptions = { locks: () => platform.locks(), clock: environment, signal, exclusive };
    const turn: Turn = {};
    void takeTurn(name, options).then((release) => (turn.release = release));
    return turn;
  };
  return { world, ask };
}

describe.each([true, false])("R529 exclusive: %s", (exclusive) => {
  test.each(NAMES)("no credential of another name waits for %j", async (one) => {
    const { world, ask } = tabs();
    const [holder, impatient] = [ask(one, exclusive), ask(one, false)];
    await world.time.pass(4 * SECOND); // now the one that waits has the turn of those that cannot
    expect([holder.release, impatient.release]).toEqual([expect.any(Function), expect.any(Function)]);
    const others = NAMES.filter((name) => name !== one);
    const waiting: string[] = [];
    for (const name of others) {
      const turn = ask(name, exclusive);
      await world.time.pass(10);
      if (!turn.release) waiting.push(name);
      turn.release?.();
      await world.time.pass(10);
    }
    expect(waiting).toEqual([]);
  });
});

test.each(NAMES)("R529 a rotating credential is not used beside a tab of 0.2, whatever its name: %j", async (name) => {
  const { world, ask } = tabs();
  const { platform } = world.open();
  const releases: (() => void)[] = [];
  // The locks of 0.2 during a call.
  for (const lock of [name, `${name} call`])
    void platform.locks()!.request(lock, {}, () => new Promise((release) => releases.push(release)));
  await world.time.pass(10);
  const turn = ask(name, true);
  await world.time.pass(MINUTE);
  expect([turn.release, releases.length]).toEqual([undefined, 2]);
  releases.forEach((release) => release());
  await world.time.pass(5 * SECOND);
  expect(turn.release).toBeTypeOf("function");
});
