/**
 * The host's own clocks, timers and page: what a manager uses where the option `environment` injects nothing.
 *
 * Every default looks its global up at call time, so importing touches nothing, a test's fake
 * timers work, and any JavaScript host will do (no DOM needed).
 *
 * @module
 */
import { checkOption } from "../core/check.ts";
import type { Context } from "../core/state.ts";
import type { Environment, WakeHint } from "../environment.ts";
import { endHop, hop } from "./hops.ts";

const WAKE_EVENTS = { document: ["visibilitychange", "resume"], window: ["pageshow", "focus", "online"] } as const;

type Target = Pick<EventTarget, "addEventListener" | "removeEventListener">;

// Only what is used: the package needs no DOM types, and the globals may be absent.
interface Host {
  document?: Target & { visibilityState?: string };
  navigator?: { onLine?: boolean };
  addEventListener?: Target["addEventListener"];
  removeEventListener?: Target["removeEventListener"];
}

const host = globalThis as Host;

const listeners = new Set<(hint: WakeHint) => void>();

/** One for all managers, so a page has it once. None of them hears less because another one throws. */
function hear({ type }: Event): void {
  for (const listener of [...listeners])
    try {
      listener(type === "online" ? "online" : "resumed");
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
}

function each(change: "addEventListener" | "removeEventListener"): void {
  for (const name of WAKE_EVENTS.document) host.document?.[change](name, hear);
  for (const name of WAKE_EVENTS.window) host[change]?.(name, hear);
}

function forget(listener: (hint: WakeHint) => void): void {
  if (listeners.delete(listener) && !listeners.size) each("removeEventListener");
}

const isHidden = (): boolean => host.document?.visibilityState === "hidden";

/** The host's own clocks, timers and page, each looked up when it is needed. */
export const DEFAULT_ENVIRONMENT: Environment = {
  now: () => Date.now(),
  monotonicNow: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer: unknown = setTimeout(() => (isHidden() ? hop(timer, callback) : callback()), delayMs);
    (timer as { unref?: () => void }).unref?.(); // Node and Deno; a number in browsers
    return timer;
  },
  clearTimer(timer) {
    clearTimeout(timer as never);
    endHop(timer);
  },
  random: () => Math.random(),
  isHidden,
  isOnline: () => host.navigator?.onLine !== false,
  onWake(listener) {
    listeners.add(listener);
    each("addEventListener"); // a second time nothing happens, unless a test has put another page in place
    return forget.bind(undefined, listener);
  },
};

/**
 * The host's environment with the parts that are injected. They may be methods of a class, which a spread would lose.
 *
 * @throws TypeError for a part that is no function
 */
export function environmentOf(injected: Partial<Environment> | undefined): Environment {
  if (injected === undefined) return DEFAULT_ENVIRONMENT;
  checkOption("environment", injected, "object");
  const part = (name: keyof Environment): unknown => {
    const own: unknown = injected[name];
    if (own === undefined) return DEFAULT_ENVIRONMENT[name];
    checkOption(`environment.${name}`, own, "function");
    return (own as () => unknown).bind(injected);
  };
  const names = Object.keys(DEFAULT_ENVIRONMENT) as (keyof Environment)[];
  return Object.fromEntries(names.map((name) => [name, part(name)])) as unknown as Environment;
}

const NOBODY = { isAwaited: false };

/** One look at the world, for one decision. */
export const contextOf = (
  environment: Environment,
  { isAwaited }: { isAwaited: boolean } = NOBODY,
): Context & { drawn?: number[] } => ({
  now: { wallMs: Math.floor(environment.now()), monoMs: environment.monotonicNow() },
  hidden: environment.isHidden(),
  online: environment.isOnline(),
  // Drawn when it is needed: mere looks at the clock must not change the delays of a seed.
  get chance() {
    const chance = environment.random();
    (this.drawn ??= []).push(chance);
    return chance;
  },
  isAwaited,
});
