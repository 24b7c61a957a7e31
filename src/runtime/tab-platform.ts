/**
 * What tabs share at the host: Web Locks, BroadcastChannel, and the page's way into the back/forward cache and out.
 *
 * Looked up when needed, so that importing touches nothing. Every part may be missing, and every part may throw: Safari
 * and sandboxed frames refuse locks or channels in several ways.
 *
 * @module
 */

/** The part of the platform's `LockManager` that is used. */
export interface LocksLike {
  request(
    name: string,
    options: { signal?: AbortSignal; ifAvailable?: boolean },
    callback: (lock: unknown) => Promise<void> | undefined,
  ): Promise<unknown>;
}

/** The part of a `BroadcastChannel` that is used. */
export interface ChannelLike {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  postMessage(message: unknown): void;
  close(): void;
}

/** Everything that tabs need from their host besides clock and timers. */
export interface TabPlatform {
  /** The host's lock manager; `undefined` where there is none. May throw. */
  locks(): LocksLike | undefined;
  /** A new channel under this name. Throws where there is none. */
  openChannel(name: string): ChannelLike;
  /**
   * Calls `listener` when the page leaves (perhaps into the back/forward cache, where an open channel gets it
   * evicted), when it is shown again, and when it goes on after it was frozen. Returns the undo.
   */
  onPage(listener: (event: PageEvent) => void): () => void;
}

/** The page leaves, is shown again, or goes on after it was frozen. */
export type PageEvent = "left" | "shown" | "resumed";

type Target = Pick<EventTarget, "addEventListener" | "removeEventListener">;

interface Host {
  navigator?: { locks?: LocksLike };
  BroadcastChannel?: new (name: string) => ChannelLike & { unref?(): void };
  document?: Target;
  addEventListener?: Target["addEventListener"];
  removeEventListener?: Target["removeEventListener"];
}

const host = globalThis as Host;

const EVENTS: Readonly<Record<string, PageEvent>> = { pagehide: "left", pageshow: "shown", resume: "resumed" };

/** The host's own locks, channels and page. */
export const DEFAULT_TAB_PLATFORM: TabPlatform = {
  locks: () => host.navigator?.locks,
  openChannel(name) {
    const channel = new host.BroadcastChannel!(name);
    channel.unref?.(); // Node and Deno: an open channel would keep the process alive
    return channel;
  },
  onPage(listener) {
    const handler = ({ type }: Event): void => listener(EVENTS[type]!);
    const each = (change: "addEventListener" | "removeEventListener"): void => {
      for (const name of ["pagehide", "pageshow"]) host[change]?.(name, handler);
      host.document?.[change]("resume", handler);
    };
    each("addEventListener");
    return () => each("removeEventListener");
  },
};
