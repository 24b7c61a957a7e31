/**
 * The page's world, as its switches have it: a clock that can be wrong, a page that can be hidden, a network that can go.
 *
 * @module
 */
import type { Environment, WakeHint } from "../../../src/index.ts";

/** By so much the clock is wrong. */
export const SKEW_MS = 600_000;

export interface World {
  readonly environment: Partial<Environment>;
  setSkewed(isSkewed: boolean): void;
  setHidden(isHidden: boolean): void;
  setOffline(isOffline: boolean): void;
}

export function createWorld(): World {
  let skewMs = 0;
  let isHidden = false;
  let isOffline = false;
  const listeners = new Set<(hint: WakeHint) => void>();
  const tell = (hint: WakeHint): void => listeners.forEach((listener) => listener(hint));
  document.addEventListener("visibilitychange", () => tell("resumed"));
  addEventListener("online", () => tell("online"));
  return {
    environment: {
      now: () => Date.now() + skewMs,
      isHidden: () => isHidden || document.visibilityState === "hidden",
      isOnline: () => !isOffline && navigator.onLine,
      onWake(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
    },
    setSkewed(isSkewed) {
      skewMs = isSkewed ? SKEW_MS : 0;
      tell("resumed"); // so that it is seen at once
    },
    setHidden(hidden) {
      isHidden = hidden;
      tell("resumed");
    },
    setOffline(offline) {
      isOffline = offline;
      tell(offline ? "resumed" : "online");
    },
  };
}
