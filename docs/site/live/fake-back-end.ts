/**
 * A token endpoint inside the page: it answers as one behind HTTP would, and breaks when it is told to.
 *
 * @module
 */
import type { TokenRequest } from "../../../src/index.ts";

/** What it does with the requests to come. */
export type Health = "healthy" | "slow" | "down" | "hanging" | "limited";

const LIFETIME_S = 30;
const RETRY_AFTER_S = 4;
const LATENCY_MS = 200;
const SLOW_MS = 3_000;

export class FakeBackEnd {
  health: Health = "healthy";
  /** Whether the user's session is good; without one there is no token. */
  isSignedIn = true;

  /** The fetcher of a manager. */
  readonly fetchToken = async ({ signal }: TokenRequest): Promise<Response> => {
    if (this.health === "hanging") await aborted(signal);
    await after(this.health === "slow" ? SLOW_MS : LATENCY_MS, signal);
    if (this.health === "down") throw new TypeError("Failed to fetch");
    if (this.health === "limited")
      return Response.json({}, { status: 429, headers: { "retry-after": String(RETRY_AFTER_S) } });
    if (!this.isSignedIn) return Response.json({ error: "invalid_grant" }, { status: 400 });
    return Response.json({
      access_token: crypto.getRandomValues(new Uint32Array(4)).join("-"),
      expires_in: LIFETIME_S,
    });
  };
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));

const after = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
