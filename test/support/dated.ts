/**
 * A fake token in a real `Response`, with the server's time.
 *
 * @module
 */
import type { TokenManagerOptions } from "../../src/options.ts";
import type { FakeTokens, VirtualEnvironment } from "../../src/testing.ts";

/** The token in a `Response` with the header `Date`, as a server sends it that forbids caches. */
export const dated =
  (env: VirtualEnvironment, source: FakeTokens, date?: string): TokenManagerOptions["fetchToken"] =>
  async (request) =>
    new Response(JSON.stringify({ token: await source.fetchToken(request) }), {
      headers: { date: date ?? new Date(env.trueNow()).toUTCString(), "cache-control": "no-store" },
    });
