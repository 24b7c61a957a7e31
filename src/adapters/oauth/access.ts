/**
 * How the store is asked: by which clock, who hears of its failures, and with other tabs kept out.
 *
 * @module
 */
import type { TabPlatform } from "../../runtime/tab-platform.ts";
import { type Release, takeTurn } from "../../runtime/turn.ts";
import type { RefreshTokenFetcherOptions } from "./options.ts";
import { raiseLater } from "../common/raise.ts";
import { STORE_LIMIT_MS } from "../common/store-limit.ts";
import { isMemory, type RefreshTokenStore, type StoreClock } from "./store.ts";

/** Longer than a store may take to be read: by then no reader is left who could still write. */
const PATIENCE_MS = STORE_LIMIT_MS + 2_000;

export interface StoreAccess {
  readonly environment: StoreClock;
  readonly onStoreError: (error: unknown) => void;
  /** Keeps other tabs from writing until the release. */
  enter(): Promise<Release>;
}

export interface StoreAccessOptions extends Pick<RefreshTokenFetcherOptions, "onStoreError"> {
  readonly environment: StoreClock;
  readonly locks: TabPlatform["locks"];
  readonly clientId: string;
}

export function accessTo(
  store: RefreshTokenStore,
  { onStoreError = raiseLater, environment, locks, clientId }: StoreAccessOptions,
): StoreAccess {
  return {
    environment,
    onStoreError(error) {
      try {
        onStoreError(error);
      } catch (thrown) {
        raiseLater(thrown); // it must not cost the token
      }
    },
    async enter() {
      if (isMemory(store)) return () => undefined; // no other tab has it
      const { signal } = new AbortController(); // nothing ends this wait, which is short
      const turn = { locks, clock: environment, signal, exclusive: false, patienceMs: PATIENCE_MS };
      return takeTurn(`evertoken/oauth store ${clientId}`, turn);
    },
  };
}
