/**
 * From the callback of a timer into a task of its own, so that a timer set there begins no chain.
 *
 * Browsers throttle the timers of a hidden page that were set by timers, five levels deep, to one tick a minute, together
 * with those of everybody else in the page (Chromium 156, measured). A message between ports counts as no timer.
 *
 * @module
 */

const underWay = new Map<unknown, MessagePort>();

/** Runs the callback of this timer a moment later; at once where the host has no message channels. */
export function hop(timer: unknown, callback: () => void): void {
  if (typeof MessageChannel !== "function") return callback();
  const { port1, port2 } = new MessageChannel();
  underWay.set(timer, port1);
  port1.onmessage = () => {
    if (endHop(timer)) callback();
  };
  port2.postMessage(undefined);
}

/** The timer was cleared, or is done. Returns whether its callback was still under way. */
export function endHop(timer: unknown): boolean {
  underWay.get(timer)?.close();
  return underWay.delete(timer);
}
