/**
 * Adds several listeners to a vendor's object at once.
 *
 * @module
 */

/** What the vendors' emitters have in common. Not all have `off`: Voice's own bundle, `twilio.js`, lacks it. */
export interface EventSource {
  on(event: string, listener: (...args: unknown[]) => void): unknown;
  removeListener?(event: string, listener: (...args: unknown[]) => void): unknown;
  off?(event: string, listener: (...args: unknown[]) => void): unknown;
}

/** Returns the undo. */
export function listenTo(
  source: EventSource,
  listeners: Readonly<Record<string, (detail?: unknown) => void>>,
): () => void {
  for (const [event, listener] of Object.entries(listeners)) source.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) {
      if (source.removeListener) source.removeListener(event, listener);
      else source.off?.(event, listener);
    }
  };
}
