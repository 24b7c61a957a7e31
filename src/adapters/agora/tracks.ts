/**
 * What was published when a channel was lost.
 *
 * @module
 */
import type { AdapterClock } from "../common/clock.ts";

/** So long after the connection is back, what was published before may not be published again yet. */
const REPUBLISH_MS = 10_000;

/** The published tracks of one client. */
export class PublishedTracks<Track> {
  /** As the last loss has met them. */
  lost: Track[] = [];
  /** What of it the last return has not brought back: the SDK keeps what is published through most gaps. */
  #missing: Track[] = [];
  #upAt = -Infinity;
  readonly #client: { readonly localTracks: Track[] };
  readonly #clock: Pick<AdapterClock, "monotonicNow">;

  constructor(client: { readonly localTracks: Track[] }, clock: Pick<AdapterClock, "monotonicNow">) {
    [this.#client, this.#clock] = [client, clock];
  }

  /** The connection has another state. The SDK empties its list on its way out. */
  moved(state: string, previous: string): void {
    const now = this.#clock.monotonicNow();
    if (previous === "CONNECTED") {
      const before = now - this.#upAt < REPUBLISH_MS ? this.#missing : [];
      this.lost = [...new Set([...before, ...this.#client.localTracks])];
    }
    if (state !== "CONNECTED") return;
    this.#upAt = now;
    this.#missing = this.lost.filter((track) => !this.#client.localTracks.includes(track));
  }
}
