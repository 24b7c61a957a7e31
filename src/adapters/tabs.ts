/**
 * `evertoken/tabs`: all tabs of an app share one credential, by Web Locks and BroadcastChannel.
 *
 * @module
 */
import { checkNames, quoted } from "../core/check.ts";
import type { Environment } from "../environment.ts";
import { environmentOf } from "../runtime/host.ts";
import { DEFAULT_TAB_PLATFORM, type TabPlatform } from "../runtime/tab-platform.ts";
import type { TabCoordinator, TabHost } from "../tab-port.ts";
import { Connection } from "./tabs/connection.ts";
import { type Memory, newMemory } from "./tabs/register.ts";

export type { SharedToken, TabCall, TabConnection, TabCoordinator, TabHost, TabNews } from "../tab-port.ts";
export type { ChannelLike, LocksLike, PageEvent, TabPlatform } from "../runtime/tab-platform.ts";

/** What {@link shareAcrossTabs} takes besides the name. */
export interface ShareAcrossTabsOptions {
  /**
   * Whose tokens these are: anything that tells users of the app apart, an account's id for instance. Tokens of another
   * owner are not taken. Needed where another user may sign in while other tabs stay open.
   *
   * @defaultValue none: all tabs have the same user
   */
  owner?: string | (() => string | undefined) | undefined;
  /**
   * Clock, timers and random numbers, for tests.
   *
   * @defaultValue the host's own
   */
  environment?: Partial<Pick<Environment, "now" | "setTimer" | "clearTimer" | "random">> | undefined;
  /**
   * Locks, channels and the page's way into the back/forward cache and out, for tests and for hosts that lack them.
   *
   * @defaultValue the host's own
   */
  platform?: Partial<TabPlatform> | undefined;
}

/**
 * For the option `tabs` of a manager: one tab fetches, the others get its token; a new tab gets the one in use; a
 * sign-out is one in all tabs. Calling this is the consent to tokens on a `BroadcastChannel`, which every script of the
 * origin can hear. Nothing is stored.
 *
 * Where the platform has no channels, or refuses them, each tab is on its own, as without this option. Without locks
 * alone tokens and sign-outs reach the others, but several tabs may fetch at once.
 *
 * @param name - the same in all tabs that share the credential, and different for every other credential
 * @throws TypeError for a name that is not a string, or an unknown option
 */
export function shareAcrossTabs(name: string, options: ShareAcrossTabsOptions = {}): TabCoordinator {
  if (typeof name !== "string" || name === "")
    throw new TypeError(
      `shareAcrossTabs() needs a name for the shared credential, got ${quoted(JSON.stringify(name))}.`,
    );
  checkNames(options, ["owner", "environment", "platform"]);
  const { owner } = options;
  const ownerOf = (): string | undefined => {
    try {
      return typeof owner === "function" ? owner() : owner;
    } catch {
      return undefined; // no owner: tokens of a known owner are not taken
    }
  };
  const environment = environmentOf(options.environment);
  const platform = { ...DEFAULT_TAB_PLATFORM, ...options.platform };
  const memories = new WeakMap<TabHost, Memory>();
  return {
    connect(host) {
      const memory = memories.get(host) ?? newMemory();
      memories.set(host, memory);
      return new Connection({
        name: `evertoken/tabs ${name}`,
        host,
        owner: ownerOf,
        memory,
        environment,
        platform,
      });
    },
  };
}
