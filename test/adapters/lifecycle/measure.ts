/**
 * What a kept connection lives through, and what is counted meanwhile.
 *
 * @module
 */
import { vi } from "vitest";
import type { Life, Subject } from "./life.ts";
import { LIFE_MS, telling } from "./world.ts";

/** What came of a loss. */
export interface Return {
  /** Whole seconds until the service served it again; `undefined` where it never did. */
  readonly seconds: number | undefined;
  /** Connections that the service accepted for that. */
  readonly connections: number;
  readonly told: readonly string[];
}

/** What came of a loss for two keepers of one object. */
export interface Twice extends Return {
  /** What the app was told by the second one. */
  readonly toldBySecond: readonly string[];
}

/** What is left of a keeping that has ended, and what it still does. */
export interface End {
  readonly isServed: boolean;
  /** Listeners on the SDK's object, and timers. */
  readonly left: number;
  readonly connections: number;
  readonly told: readonly string[];
}

/** Whether the page tells of wake-ups and of the network, as a browser does; Node does not. */
export type Events = "page" | "none";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const pass = async (ms: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(ms);
};

const passEach = async (seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second++) await pass(SECOND);
};

async function begin({ begin }: Subject): Promise<Life> {
  let life: Life | undefined;
  const begun = begin().then((made) => (life = made));
  while (!life) await Promise.race([begun, vi.advanceTimersByTimeAsync(100)]);
  await pass(MINUTE);
  return life;
}

async function returning(life: Life, before: number): Promise<Return> {
  let seconds: number | undefined = 0;
  while (!life.isServed() && seconds < 600) {
    await pass(SECOND);
    seconds++;
  }
  if (!life.isServed()) seconds = undefined;
  await life.settle?.();
  await passEach(120);
  return { seconds, connections: life.accepted() - before, told: life.world.told.splice(0) };
}

export async function night(subject: Subject, events: Events): Promise<Return> {
  const life = await begin(subject);
  const before = life.accepted();
  life.cut();
  vi.setSystemTime(Date.now() + 8 * 60 * MINUTE); // no timer fires meanwhile
  if (events === "page") life.world.wake("resumed");
  return returning(life, before);
}

/** Five minutes without network and token endpoint, in the middle of which the token ends. */
export async function outage(subject: Subject, events: Events): Promise<Return> {
  return outageOf(await begin(subject), events);
}

/** The same outage, where two keepers keep one object. */
export async function twice(subject: Subject): Promise<Twice> {
  const life = await begin(subject);
  const toldBySecond: string[] = [];
  life.keepAgain?.({ ...life.world.options, ...telling(toldBySecond) });
  await pass(MINUTE);
  return { ...(await outageOf(life, "page")), toldBySecond };
}

async function outageOf(life: Life, events: Events): Promise<Return> {
  await pass(LIFE_MS - (Date.now() % LIFE_MS) - 150 * SECOND);
  const before = life.accepted();
  life.world.isOnline = false;
  life.cut();
  await passEach(300);
  life.world.isOnline = true;
  life.restore?.();
  if (events === "page") life.world.wake("online");
  return returning(life, before);
}

/** After the undo the connection lives until its token ends, and nobody brings it back. */
export async function undone(subject: Subject): Promise<End & { readonly isServedAtOnce: boolean }> {
  const life = await begin(subject);
  life.stop();
  const isServedAtOnce = life.isServed();
  return { isServedAtOnce, ...(await ended(life)) };
}

export async function left(subject: Subject): Promise<End> {
  const life = await begin(subject);
  void life.leave(); // a real SDK waits for time to pass
  return ended(life);
}

async function ended(life: Life): Promise<End> {
  const before = life.accepted();
  await pass(LIFE_MS + MINUTE);
  const connections = life.accepted() - before;
  life.world.tokens.dispose();
  await pass(0);
  const timers = life.timers();
  const left = life.listeners() + (timers === undefined ? 0 : vi.getTimerCount() - timers);
  return { isServed: life.isServed(), left, connections, told: life.world.told.splice(0) };
}

/** What happens to the manager meanwhile. */
export type Fate = "another user" | "dispose()" | "stop()" | "clear()";

/** What came of a manager that has no more tokens for the connection. */
export interface Loss {
  /** A minute later, while the token in use is alive. */
  readonly isServedAtOnce: boolean;
  /** Once that has ended. */
  readonly isServedThen: boolean;
  /** A minute after the network has been lost as well, and is there again. */
  readonly isServedLater: boolean;
  readonly told: readonly string[];
  /** The user is there again. */
  readonly again: Return;
}

/** The tokens end while the connection is kept; then, where that can be, the user is there again. */
export async function withoutTokens(subject: Subject, fate: Fate): Promise<Loss> {
  const life = await begin(subject);
  const { tokens } = life.world;
  if (fate === "another user") tokens.setToken(life.world.mint((life.world.user = "bob")));
  else if (fate === "dispose()") tokens.dispose();
  else if (fate === "stop()") tokens.stop();
  else tokens.clear();
  await pass(MINUTE);
  const isServedAtOnce = life.isServed();
  await pass(LIFE_MS);
  const isServedThen = life.isServed();
  life.cut();
  await pass(MINUTE);
  const isServedLater = life.isServed();
  const told = life.world.told.splice(0);
  const before = life.accepted();
  if (fate === "another user") tokens.setToken(life.world.mint((life.world.user = "alice")));
  else if (fate !== "dispose()") void tokens.start().catch(() => undefined);
  return { told, isServedAtOnce, isServedThen, isServedLater, again: await returning(life, before) };
}
