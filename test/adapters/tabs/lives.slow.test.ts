/** Random lives of real managers in several tabs: frozen holders, kills, clocks that differ, back/forward cache. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ManagedTab, Managers } from "../../support/tab-managers.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const DEEDS = [
  "wait",
  "wait",
  "wait",
  "forced",
  "refuse",
  "set",
  "freeze",
  "thaw",
  "leave",
  "return",
  "kill",
  "open",
  "restart",
  "slow",
] as const;

type Step = readonly [deed: (typeof DEEDS)[number], who: number, waitMs: number];
type Overlap = "allow" | "never";

const RUNS = Number(process.env["RUNS"] ?? 60);

class Life extends Managers {
  readonly faults: unknown[] = [];
  readonly dead = new Map<ManagedTab, number>();
  readonly away = new Set<ManagedTab>();
  #minted = 0;

  join(clockOffMs: number): void {
    const managed = this.open({ clockOffMs });
    void managed.tokens.start();
  }

  act([deed, who]: Step): void {
    const one = this.all[who % this.all.length]!;
    const { tab, tokens } = one;
    const isAwake = tab.state === "running" && !this.away.has(one);
    switch (deed) {
      case "wait":
        return;
      case "forced":
        if (isAwake) this.#force(one);
        return;
      case "refuse":
        if (isAwake && tokens.peek()) tokens.invalidate(tokens.peek()!.value);
        return;
      case "set":
        if (isAwake) tokens.setToken(this.mint(`app${++this.#minted}`, 2 * MINUTE));
        return;
      case "freeze":
        return tab.freeze();
      case "thaw":
        return tab.thaw();
      case "leave":
        if (!isAwake) return;
        this.away.add(one);
        return tab.page("left");
      case "return":
        if (tab.state !== "running") return;
        this.away.delete(one);
        return tab.page("shown");
      case "kill":
        if (this.dead.has(one) || this.all.length - this.dead.size < 2) return;
        this.dead.set(one, this.world.time.trueNow());
        return tab.kill();
      case "open":
        if (this.all.length < 7) this.join(0);
        return;
      case "restart":
        if (!isAwake) return;
        tokens.stop();
        void tokens.start();
        return;
      case "slow":
        this.server.latencyMs = who % 2 ? 50 : 1_500;
    }
  }

  #force({ tokens }: ManagedTab): void {
    const startedAt = this.world.time.trueNow();
    tokens
      .getToken({ forceRefresh: true })
      .then(
        (value) => {
          if (value.startsWith("t")) expect(this.server.startOf(value)).toBeGreaterThanOrEqual(startedAt);
        },
        () => undefined, // too long behind a frozen tab, or stopped
      )
      .catch((error: unknown) => this.faults.push(error));
  }

  /** Everybody is back, and the dust has settled. */
  async calm(): Promise<readonly ManagedTab[]> {
    this.server.latencyMs = 50;
    this.all.forEach(({ tab }) => tab.thaw());
    this.all.forEach(({ tab }) => tab.page("shown"));
    await this.world.time.pass(5 * MINUTE);
    return this.all.filter((one) => !this.dead.has(one));
  }
}

async function live(seed: number, count: number, steps: readonly Step[], overlap: Overlap): Promise<Life> {
  const life = new Life(0, { seed, latencyMs: seed % 5 ? 3 : 40, overlap });
  for (let i = 0; i < count; i++) life.join(seed % 3 ? 0 : -i * 1_000);
  for (const step of steps) {
    life.act(step);
    await life.world.time.pass(step[2]);
  }
  return life;
}

async function inTheEnd(life: Life): Promise<void> {
  const left = await life.calm();
  life.faults.forEach((fault) => {
    throw fault;
  });
  // All hold one token, and the next rotation is one request.
  const held = left.map(({ tokens }) => tokens.peek()?.value);
  expect(held).not.toContain(undefined);
  const before = life.requests;
  left[0]!.tokens.setToken(life.mint("last", 2 * MINUTE));
  await life.world.time.pass(98 * SECOND);
  expect(life.requests - before).toBe(1);
  expect(new Set(left.map(({ tokens }) => tokens.peek()?.value))).toEqual(
    new Set([life.server.requests.at(-1)!.value]),
  );
  life.dispose();
  await life.world.time.pass(SECOND);
  expect([life.world.held, life.world.time.timers]).toEqual([[], 0]);
}

function noneBesideAnother({ server, dead, world }: Life): void {
  const ended = server.requests.map(({ tab, startedAt, endedAt }) => {
    const killed = [...dead].find(([one]) => one.tab === world.tabs.find(({ name }) => name === tab));
    return { startedAt, endedAt: Math.min(endedAt, killed?.[1] ?? Infinity) };
  });
  for (const one of ended)
    for (const other of ended)
      if (one !== other) expect(one.startedAt >= other.endedAt || other.startedAt >= one.endedAt).toBe(true);
}

test.each(["allow", "never"] as const)("R177 managers keep the contract, overlap: %s", (overlap) =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1e9 }),
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.tuple(fc.constantFrom(...DEEDS), fc.nat(20), fc.constantFrom(0, 7, 60, 700, 6_000, 30_000, 89_000)), {
        maxLength: 25,
      }),
      async (seed, count, steps) => {
        const life = await live(seed, count, steps, overlap);
        await inTheEnd(life);
        if (overlap === "never") noneBesideAnother(life);
      },
    ),
    { numRuns: RUNS, endOnFailure: true, interruptAfterTimeLimit: 400_000 },
  ),
);
