/**
 * A token endpoint that fails by chance, under virtual time: ten minutes of it for each seed, tokens of ten seconds, beside
 * a loop that fetches at half of the life, ends a request after ten seconds and asks again five seconds after a failure.
 */
import { describe, expect, test } from "vitest";
import { TokenManager } from "../../src/index.ts";
import { type VirtualEnvironment, virtualEnvironment } from "../../src/testing.ts";
import { type Fault, fateOf } from "../browser/core/fates.ts";

const SECONDS = 600;
const LIFE_MS = 10_000;
const LOOK_MS = 250;

const passed = (env: VirtualEnvironment, ms: number): Promise<void> =>
  new Promise((resolve) => env.setTimer(resolve, ms));

interface Endpoint {
  requests: number;
  ask(signal: AbortSignal): Promise<{ token: string; expiresIn: number }>;
}

function endpoint(env: VirtualEnvironment, fate: readonly Fault[]): Endpoint {
  const beganAt = env.trueNow();
  const answer = async (): Promise<{ token: string; expiresIn: number }> => {
    const now = env.trueNow() - beganAt;
    const { kind } = fate.find(({ endsAt }) => now < endsAt) ?? { kind: "well" };
    await passed(env, kind === "slow" ? 3_000 : 50);
    if (kind === "hang") await new Promise(() => undefined);
    if (kind === "drop") throw new TypeError("Failed to fetch");
    if (kind === "down") throw Object.assign(new Error("503"), { status: 503 });
    if (kind === "limited") throw Object.assign(new Error("429"), { status: 429, headers: { "retry-after": "2" } });
    return { token: `t${server.requests}`, expiresIn: LIFE_MS / 1_000 };
  };
  const server: Endpoint = {
    requests: 0,
    ask(signal) {
      server.requests++;
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      });
      return Promise.race([answer(), aborted]);
    },
  };
  return server;
}

type Client = (env: VirtualEnvironment, server: Endpoint) => () => boolean;

const ours: Client = (environment, server) => {
  const tokens = new TokenManager({ fetchToken: ({ signal }) => server.ask(signal), environment, quiet: true });
  void tokens.start();
  return () => !!tokens.peek();
};

const loop: Client = (env, server) => {
  let endsAt = 0;
  void (async () => {
    for (;;) {
      const controller = new AbortController();
      env.setTimer(() => controller.abort(new Error("ten seconds")), 10_000);
      const askedAt = env.trueNow();
      await server.ask(controller.signal).then(
        () => (endsAt = askedAt + LIFE_MS),
        () => undefined,
      );
      await passed(env, 5_000);
    }
  })();
  return () => env.trueNow() < endsAt;
};

/** How much of the time a token was there, and what that cost. */
async function lived(seed: number, client: Client): Promise<{ share: number; requests: number }> {
  const env = virtualEnvironment({ seed });
  const server = endpoint(env, fateOf(seed, SECONDS));
  const has = client(env, server);
  let looks = 0;
  let found = 0;
  for (let ms = 0; ms < SECONDS * 1_000; ms += LOOK_MS) {
    await env.pass(LOOK_MS);
    looks++;
    if (has()) found++;
  }
  return { share: found / looks, requests: server.requests };
}

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

describe("R321 ten minutes of faults by chance", () => {
  test.for(SEEDS)(
    "seed %i: a token is there for longer than with a loop, for at most half as many requests more",
    async (seed) => {
      const [manager, other] = [await lived(seed, ours), await lived(seed, loop)];
      expect(manager.share).toBeGreaterThan(other.share);
      expect(manager.requests).toBeLessThan(1.5 * other.requests);
    },
  );
});
