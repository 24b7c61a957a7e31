/** An endpoint that refuses every token and is asked all the time: how often a new token is asked for. */
import { describe, expect, test } from "vitest";
import { authorizedFetch, type Fetch } from "../../../src/adapters/fetch.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";
import { requestsOf } from "../../support/journal.ts";
import { HOUR, MINUTE, SECOND, type StageOptions, started } from "../../support/stage.ts";

const API = "https://api.example.com";

/** `/good` accepts every token, `/bad` none; `pass` asks both every 10 s. `cache` brings the token in hand back. */
async function world(options: StageOptions = {}) {
  const env = virtualEnvironment();
  const source = fakeTokens(env, { lifetimeMs: 4 * HOUR });
  const cache = { isOn: false };
  const on = await started({
    env,
    source,
    quiet: true,
    ...options,
    fetchToken: async (request) => {
      const fresh = await source.fetchToken(request);
      return cache.isOn ? on.tokens.peek()!.value : fresh;
    },
  });
  const seen: Record<string, number> = {};
  const fetch: Fetch = (request) =>
    Promise.resolve(new Response(null, { status: (request as Request).url.endsWith("/good") ? 200 : 401 }));
  const api = authorizedFetch(on.tokens, { allow: [API], fetch });
  const send = (path: string): void =>
    void api(API + path).then(({ status }) => (seen[`${path} ${status}`] = (seen[`${path} ${status}`] ?? 0) + 1));
  const pass = async (ms: number): Promise<void> => {
    for (let i = 0; i < ms; i += 10 * SECOND) {
      send("/good");
      await env.pass(5 * SECOND);
      send("/bad");
      await env.pass(5 * SECOND);
    }
  };
  return { ...on, cache, seen, pass };
}

/** The five attempts of a cycle. */
const cycle = (atS: number, reason = "rejected"): string[] =>
  [0, 0.5, 1.5, 3.5, 7.5].map((s, i) => `${String(atS + s)}s ${reason}${i ? ` ${String(i + 1)}` : ""}`);

const retries = (...atS: number[]): string[] => atS.map((at) => `${String(at)}s retry`);

describe("R500 where an endpoint refuses every token, a new one is asked for once, and then every ten minutes", () => {
  test("from a token endpoint that answers with the token in hand", async () => {
    const { cache, pass, seen, source, journal } = await world();
    cache.isOn = true;
    await pass(HOUR);
    expect(requestsOf(source)).toEqual(["0s initial", ...cycle(5), ...retries(605, 1205, 1805, 2405, 3005)]);
    expect(seen).toEqual({ "/good 200": 360, "/bad 401": 360 });
    expect(journal.filter((line) => line.includes("warning"))).toEqual([]); // no other token was refused
  });

  test("from one that has gone down since a new token was refused as well", async () => {
    const { pass, seen, source } = await world();
    await pass(5 * MINUTE);
    source.mood = "down";
    await pass(HOUR);
    expect(requestsOf(source)).toEqual([
      "0s initial",
      "5s rejected",
      ...cycle(605),
      ...retries(1205, 1805, 2405, 3005, 3605),
    ]);
    expect(seen).toEqual({ "/good 200": 390, "/bad 401": 390 });
  });

  test("but after an outage as soon as the token endpoint is back", async () => {
    const { pass, source, journal } = await world();
    source.mood = "down";
    await pass(2 * MINUTE);
    source.mood = "up";
    await pass(2 * MINUTE);
    expect(requestsOf(source)).toEqual(["0s initial", ...cycle(5), ...retries(15, 25, 35, 55, 85, 115, 145)]);
    expect(journal.slice(-2)).toEqual(["145s refreshed t2 (retry)", "145s warning tokenRefused"]);
  });

  test("with autoRefresh: false, where only a request asks for it, one at a time after each cooldown", async () => {
    const { cache, pass, source } = await world({ autoRefresh: false });
    cache.isOn = true;
    await pass(2 * MINUTE);
    cache.isOn = false;
    await pass(MINUTE);
    expect(requestsOf(source)).toEqual([
      "0s initial",
      ...cycle(5, "requested"),
      ...[15, 25, 35, 55, 85, 115, 145].map((at) => `${String(at)}s requested`),
    ]);
  });
});
