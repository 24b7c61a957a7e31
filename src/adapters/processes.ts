/**
 * `evertoken/processes`: several Node processes share one credential, by a lock file and the app's store.
 *
 * @module
 */
import { checkNames, quoted } from "../core/check.ts";
import { DEFAULT_ENVIRONMENT } from "../runtime/host.ts";
import type { TabCoordinator } from "../tab-port.ts";
import { raiseLater } from "./common/raise.ts";
import { ProcessConnection } from "./processes/connection.ts";
import { lockOf } from "./processes/lock.ts";
import type { SharedTokenStore } from "./processes/store.ts";

export type { SharedTokenStore } from "./processes/store.ts";
export type { SharedToken, TabCall, TabConnection, TabCoordinator, TabHost, TabNews } from "../tab-port.ts";

/** What {@link shareAcrossProcesses} takes. */
export interface ShareAcrossProcessesOptions {
  /** The app's credential file, or any other path all processes agree on, in a folder that is there; the lock is beside it: `path + ".lock"`. */
  path: string;
  /** Where all processes find the access token in use. */
  store: SharedTokenStore;
  /**
   * Gets what the store or the file system threw while nobody was waiting for it: what the app has set or cleared is
   * not stored then. What the store throws while a token is wanted goes where errors of the fetcher go, or becomes the
   * warning `tabs`.
   *
   * @defaultValue told by the warning `tabs` of the manager, once
   */
  onError?: ((error: unknown) => void) | undefined;
}

/**
 * For the option `tabs` of a manager in Node: one process fetches, the others find its token in the store. The lock is
 * `proper-lockfile`'s, but a holder that is merely stopped, as with a laptop that sleeps, keeps it: its request may
 * hold the only valid refresh token. A holder that was killed is replaced after 4 s. Of one on another
 * machine, as with a home directory on a network, nobody can know: it is replaced after 60 s without a sign.
 *
 * @throws TypeError for an unknown option, a path that is not a string, or a store without `read()` and `swap()`
 */
export function shareAcrossProcesses(options: ShareAcrossProcessesOptions): TabCoordinator {
  checkNames(options, ["path", "store", "onError"]);
  const { path, store, onError } = options;
  if (typeof path !== "string" || path === "")
    throw new TypeError(`Option "path" must be a file's path, got ${quoted(JSON.stringify(path))}.`);
  if (typeof store?.read !== "function" || typeof store.swap !== "function")
    throw new TypeError('Option "store" must have read() and swap().');
  return {
    connect(host) {
      const complain = (error: unknown): void => (host.complain ?? raiseLater)(error); // a host may be no manager
      const report = (error: unknown): void => {
        try {
          (onError ?? complain)(error);
        } catch (thrown) {
          complain(thrown);
        }
      };
      return new ProcessConnection({ host, store, lock: lockOf(path), clock: DEFAULT_ENVIRONMENT, onError: report });
    },
  };
}
