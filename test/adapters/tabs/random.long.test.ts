/** Random lives of several tabs: whatever happens to them, the promises of the contract hold. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SimClient } from "../../support/sim-client.ts";
import { SECOND } from "../../support/stage.ts";
import { setting, type Setting } from "../../support/tab-stage.ts";

const DEEDS = [
  "refresh",
  "refresh",
  "refresh",
  "everybody",
  "forced",
  "refuse",
  "set",
  "freeze",
  "thaw",
  "leave",
  "return",
  "kill",
  "open",
  "close",
  "slow",
] as const;

type Step = readonly [deed: (typeof DEEDS)[number], who: number, waitMs: number];

interface Life extends Setting {
  /** What is to be checked when all is over. */
  readonly checks: (() => void)[];
  readonly gone: Map<string, number>;
  readonly away: Set<SimClient>;
}

const now = ({ world }: Setting): number => world.time.trueNow();

function ask(life: Life, client: SimClient, forced = false): void {
  const startedAt = now(life);
  const refused = [...client.refused];
  client
    .refresh({ forced })
    .then(
      ({ value }) => {
        expect(refused).not.toContain(value);
        if (forced && value.startsWith("t")) expect(life.server.startOf(value)).toBeGreaterThanOrEqual(startedAt);
      },
      () => undefined, // signed out, or closed
    )
    .catch((error: unknown) =>
      life.checks.push(() => {
        throw error;
      }),
    );
}

function act(life: Life, [deed, who]: Step, exclusive: boolean): void {
  const { clients, server, gone, away } = life;
  const client = clients[who % clients.length]!;
  const { tab } = client;
  const isAwake = tab.state === "running" && !gone.has(tab.name);
  switch (deed) {
    case "refresh":
    case "forced":
      if (isAwake && !away.has(client)) ask(life, client, deed === "forced");
      return;
    case "everybody":
      for (const each of clients) act(life, ["refresh", clients.indexOf(each), 0], exclusive);
      return;
    case "refuse":
      if (isAwake && client.token) client.refused.add(client.token.value);
      return;
    case "set":
      if (isAwake)
        client.set({ value: `app${now(life)}`, issuedAt: now(life), expiresAt: tab.environment.now() + server.lifeMs });
      return;
    case "freeze":
      return tab.freeze();
    case "thaw":
      return tab.thaw();
    case "leave":
      if (!isAwake) return;
      away.add(client);
      return tab.page("left");
    case "return":
      if (tab.state !== "running") return;
      away.delete(client);
      return tab.page("shown");
    case "kill":
      if (gone.has(tab.name) || clients.length - gone.size < 2) return;
      gone.set(tab.name, now(life));
      return tab.kill();
    case "open":
      if (clients.length < 8) life.join();
      return;
    case "close":
      if (!isAwake || clients.length - gone.size < 2) return;
      gone.set(tab.name, now(life));
      return client.connection.close();
    case "slow":
      server.latencyMs = who % 2 ? 50 : 900;
  }
}

async function live(seed: number, count: number, steps: readonly Step[], exclusive: boolean): Promise<Life> {
  const off = (i: number): number => (seed % 3 === 0 ? ((i % 3) - 1) * 90_000 : 0);
  const base = setting(0, { seed, latencyMs: seed % 5 ? 3 : 40 });
  const join = (): SimClient => base.join({ exclusive, clockOffMs: off(base.clients.length) });
  const life: Life = { ...base, join, checks: [], gone: new Map(), away: new Set() };
  life.server.lifeMs = 600_000;
  for (let i = 0; i < count; i++) join();
  for (const step of steps) {
    act(life, step, exclusive);
    await life.world.time.pass(step[2]);
  }
  return life;
}

/** Everybody is back, and the dust has settled. */
async function calm(life: Life): Promise<SimClient[]> {
  life.server.latencyMs = 50;
  for (const { tab } of life.clients) tab.thaw();
  for (const { tab } of life.clients) tab.page("shown");
  await life.world.time.pass(15 * SECOND);
  return life.clients.filter(({ tab }) => !life.gone.has(tab.name));
}

const lives = (runs: number, exclusive: boolean, check: (life: Life) => Promise<void>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(
        fc.tuple(fc.constantFrom(...DEEDS), fc.nat(20), fc.constantFrom(0, 1, 7, 30, 60, 120, 700, 2_000, 6_000)),
        { maxLength: 40 },
      ),
      async (seed, count, steps) => {
        const life = await live(seed, count, steps, exclusive);
        await check(life);
        life.checks.forEach((each) => each());
      },
    ),
    { numRuns: runs, endOnFailure: false },
  );

async function inTheEnd(life: Life): Promise<void> {
  const { world, server } = life;
  const left = await calm(life);
  // One more rotation: one request, and all have its token.
  const before = server.requests.length;
  left.forEach((client) => ask(life, client));
  await world.time.pass(10 * SECOND);
  expect(server.requests.length - before).toBe(1);
  expect(new Set(left.map(({ token }) => token?.value))).toEqual(new Set([server.requests.at(-1)!.value]));
  left.forEach(({ connection }) => connection.close());
  await world.time.pass(SECOND);
  expect([world.held, world.time.timers]).toEqual([[], 0]);
  expect(world.tabs.map(({ channels }) => channels.size).filter(Boolean)).toEqual([]);
}

const RUNS = Number(process.env["RUNS"] ?? 150);

test("R177 without a rotating credential", () => lives(RUNS, false, inTheEnd));

test("R177 with a rotating credential nobody ever uses it beside another tab", () =>
  lives(RUNS, true, async (life) => {
    await inTheEnd(life);
    const ended = life.server.requests.map((request) => ({
      ...request,
      endedAt: Math.min(
        request.endedAt,
        life.world.tabs.find(({ name, state }) => name === request.tab && state === "dead")
          ? (life.gone.get(request.tab) ?? Infinity)
          : Infinity,
      ),
    }));
    for (const one of ended)
      for (const other of ended)
        if (one !== other) expect(one.startedAt >= other.endedAt || other.startedAt >= one.endedAt).toBe(true);
  }));

test.each([false, true])("R171 after a sign-out nothing from before it comes back (exclusive: %s)", (exclusive) =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1e9 }),
      fc.array(
        fc.tuple(
          fc.constantFrom("refresh", "everybody", "freeze", "leave", "slow"),
          fc.nat(3),
          fc.constantFrom(0, 5, 40, 700),
        ),
        { maxLength: 15 },
      ) as fc.Arbitrary<Step[]>,
      fc.array(fc.tuple(fc.constantFrom("thaw", "return", "slow"), fc.nat(3), fc.constantFrom(0, 5, 40, 700)), {
        maxLength: 15,
      }) as fc.Arbitrary<Step[]>,
      async (seed, before, after) => {
        const life = await live(seed, 4, before, exclusive);
        const signer = life.clients.find(({ tab }) => tab.state === "running");
        if (!signer) return;
        signer.tab.page("shown");
        signer.signOut();
        for (const step of after) {
          act(life, step, exclusive);
          await life.world.time.pass(step[2]);
        }
        await calm(life);
        expect(life.clients.map(({ token }) => token?.value)).toEqual(Array(4).fill(undefined));
      },
    ),
    { numRuns: RUNS },
  ),
);
