/**
 * The page and the network of a virtual machine.
 *
 * @module
 */
import type { WakeHint } from "../environment.ts";
import type { VirtualEnvironment } from "./virtual-environment.ts";

type Controls = "isHidden" | "isOnline" | "onWake" | "hide" | "show" | "goOffline" | "goOnline" | "wake";

/** What a test does to the page and the network, and who listens to both. */
export interface VirtualPage {
  readonly controls: Pick<VirtualEnvironment, Controls>;
  readonly listeners: ReadonlySet<unknown>;
}

export function virtualPage(): VirtualPage {
  let isHidden = false;
  let isOnline = true;
  const listeners = new Set<(hint: WakeHint) => void>();
  const tell = (hint: WakeHint): void => [...listeners].forEach((listener) => listener(hint));
  const visibility = (state: "hidden" | "visible"): void => {
    isHidden = state === "hidden";
    tell("resumed"); // visibilitychange comes both ways
  };
  const controls: VirtualPage["controls"] = {
    isHidden: () => isHidden,
    isOnline: () => isOnline,
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hide: () => visibility("hidden"),
    show: () => visibility("visible"),
    goOffline: () => void (isOnline = false),
    goOnline() {
      isOnline = true;
      tell("online");
    },
    wake: (hint = "resumed") => tell(hint),
  };
  return { controls, listeners };
}
