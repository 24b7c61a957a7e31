/**
 * A browser that never was: tabs with Web Locks and channels in virtual time, which can be frozen, hung up and killed.
 *
 * Everything that enters a tab from outside (a timer, a message, a lock, an answer) waits while the tab is frozen and is
 * lost when it is dead, as in a real browser. Messages keep their order between two tabs, and no other order.
 *
 * @module
 */
import type { Environment } from "../../src/environment.ts";
import type { ChannelLike, LocksLike, PageEvent, TabPlatform } from "../../src/runtime/tab-platform.ts";
import { virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";

export interface WorldOptions {
  readonly seed?: number;
  /** Messages take from 0 to this long. */
  readonly latencyMs?: number;
}

interface Request {
  readonly tab: SimTab;
  readonly callback: (lock: unknown) => Promise<void> | undefined;
  settle(outcome: Promise<unknown>): void;
}

export class World {
  readonly time: VirtualEnvironment;
  readonly tabs: SimTab[] = [];
  /** Every message, as it was sent. */
  readonly posted: unknown[] = [];
  readonly #latencyMs: number;
  readonly #queues = new Map<string, { holder: Request | undefined; waiting: Request[] }>();

  constructor({ seed = 1, latencyMs = 2 }: WorldOptions = {}) {
    this.time = virtualEnvironment({ seed });
    this.#latencyMs = latencyMs;
  }

  /** @param clockOffMs - of this tab's wall clock */
  open(clockOffMs = 0): SimTab {
    const tab = new SimTab(this, this.tabs.length, clockOffMs);
    this.tabs.push(tab);
    return tab;
  }

  after(delayMs: number, work: () => void): void {
    this.time.setTimer(work, delayMs);
  }

  random(): number {
    return this.time.random();
  }

  /** The names of the locks that somebody holds. */
  get held(): string[] {
    return [...this.#queues].filter(([, { holder }]) => holder).map(([name]) => name);
  }

  /** The names of the locks that this tab holds. */
  heldBy(tab: SimTab): string[] {
    return [...this.#queues].filter(([, { holder }]) => holder?.tab === tab).map(([name]) => name);
  }

  request(request: Request, name: string, { signal, ifAvailable }: Parameters<LocksLike["request"]>[1]): void {
    if (request.tab.state === "dead") return; // what it had begun before
    const queue = this.#queues.get(name) ?? { holder: undefined, waiting: [] };
    this.#queues.set(name, queue);
    if (ifAvailable && (queue.holder || queue.waiting.length > 0)) {
      request.tab.enter(() => request.settle(Promise.resolve(request.callback(null))));
      return;
    }
    queue.waiting.push(request);
    signal?.addEventListener("abort", () => {
      const at = queue.waiting.indexOf(request);
      if (at < 0) return;
      queue.waiting.splice(at, 1);
      request.settle(Promise.reject(signal.reason as Error));
    });
    this.#grant(queue);
  }

  /** The locks of a tab that is gone. */
  drop(tab: SimTab): void {
    for (const queue of this.#queues.values()) {
      queue.waiting = queue.waiting.filter((request) => request.tab !== tab);
      if (queue.holder?.tab === tab) queue.holder = undefined;
      this.#grant(queue);
    }
  }

  #grant(queue: { holder: Request | undefined; waiting: Request[] }): void {
    if (queue.holder) return;
    const next = queue.waiting.shift();
    if (!next) return;
    queue.holder = next;
    const release = (): void => {
      if (queue.holder !== next) return; // killed meanwhile
      queue.holder = undefined;
      this.#grant(queue);
    };
    this.after(0, () =>
      next.tab.enter(() => {
        const work = Promise.resolve(next.callback({}));
        next.settle(work);
        work.then(release, release);
      }),
    );
  }

  post(from: SimChannel, message: unknown): void {
    this.posted.push(message);
    for (const tab of this.tabs)
      for (const channel of tab.channels) {
        if (channel === from || channel.name !== from.name) continue;
        const delayMs = this.random() * this.#latencyMs;
        const at = Math.max(this.time.monotonicNow() + delayMs, channel.busyUntil.get(from) ?? 0);
        channel.busyUntil.set(from, at); // in order
        const data = structuredClone(message);
        this.after(at - this.time.monotonicNow(), () => tab.enter(() => channel.onmessage?.({ data })));
      }
  }
}

class SimChannel implements ChannelLike {
  onmessage: ChannelLike["onmessage"] = null;
  readonly busyUntil = new Map<SimChannel, number>();
  readonly name: string;
  readonly #tab: SimTab;

  constructor(tab: SimTab, name: string) {
    this.#tab = tab;
    this.name = name;
    tab.channels.add(this);
  }

  postMessage(message: unknown): void {
    if (!this.#tab.channels.has(this)) throw new DOMException("closed", "InvalidStateError");
    this.#tab.world.post(this, message);
  }

  close(): void {
    this.#tab.channels.delete(this);
    this.onmessage = null;
  }
}

export class SimTab {
  readonly world: World;
  readonly name: string;
  readonly channels = new Set<SimChannel>();
  readonly environment: Environment;
  readonly platform: TabPlatform;
  state: "running" | "frozen" | "dead" = "running";
  readonly #listeners = new Set<(event: PageEvent) => void>();
  #queue: (() => void)[] = [];

  constructor(world: World, index: number, clockOffMs: number) {
    this.world = world;
    this.name = `tab${index}`;
    const { time } = world;
    this.environment = {
      ...time,
      now: () => time.now() + clockOffMs,
      setTimer: (callback, delayMs) => {
        const timer = { id: time.setTimer(() => this.enter(() => timer.isSet && callback()), delayMs), isSet: true };
        return timer;
      },
      // Also one that has fired, but has not entered the frozen tab.
      clearTimer: (timer) => {
        const set = timer as { id: unknown; isSet: boolean } | undefined;
        if (!set) return;
        set.isSet = false;
        time.clearTimer(set.id);
      },
    };
    const locks: LocksLike = {
      request: (name, options, callback) =>
        new Promise((resolve, reject) => {
          world.request(
            { tab: this, callback, settle: (outcome) => void outcome.then(resolve, reject) },
            name,
            options,
          );
        }),
    };
    this.platform = {
      locks: () => locks,
      openChannel: (name) => new SimChannel(this, name),
      onPage: (listener) => {
        this.#listeners.add(listener);
        return () => void this.#listeners.delete(listener);
      },
    };
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** Runs `work` in this tab: later if it is frozen, never if it is dead. */
  enter(work: () => void): void {
    if (this.state === "running") work();
    else if (this.state === "frozen") this.#queue.push(work);
  }

  freeze(): void {
    if (this.state === "running") this.state = "frozen";
  }

  thaw(): void {
    if (this.state !== "frozen") return;
    this.state = "running";
    this.#queue.splice(0).forEach((work) => this.world.after(0, () => this.enter(work)));
    this.page("resumed");
  }

  kill(): void {
    this.state = "dead";
    this.channels.clear();
    this.world.drop(this);
  }

  /** `pagehide` and `pageshow` of the back/forward cache. */
  page(event: PageEvent): void {
    this.enter(() => this.#listeners.forEach((listener) => listener(event)));
  }
}
