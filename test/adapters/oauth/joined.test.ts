/** An attempt that joins the request of the one before it, as with the default of `overlap`. Under virtual time. */
import { expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { after, request } from "./endpoint.ts";

/** A manager whose first answer takes so long; whether the server sends its time; the instants of begin and end. */
async function slow(latencyMs: number, headers: (time: { now(): number }) => Record<string, string>) {
  const time = virtualEnvironment();
  const begunAt = time.now();
  let asked = 0;
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store: memory("a-0"),
    environment: time,
    async fetch() {
      asked++;
      await after(time, latencyMs);
      return Response.json({ access_token: "access-1", expires_in: 600 }, { headers: headers(time) });
    },
  });
  const tokens = new TokenManager({ fetchToken, environment: time, quiet: true });
  onTestFinished(() => tokens.dispose());
  const warnings: unknown[] = [];
  tokens.on("warning", (warning) => warnings.push(warning));
  void tokens.start();
  await time.pass(latencyMs + SECOND);
  return { asked, lifeMs: tokens.peek()!.expiresAt! - begunAt, warnings };
}

const dated = ({ now }: { now(): number }) => ({ date: new Date(now()).toUTCString() });

test.each([
  ["without a date", () => ({})],
  ["with a date", dated],
  ["with a date, live", (time: { now(): number }) => ({ ...dated(time), "cache-control": "no-store" })],
])("R386 a token lives from the beginning of the request that brought it, %s", async (_, headers) => {
  for (const latencyMs of [5 * SECOND, 15 * SECOND, 25 * SECOND, 35 * SECOND]) {
    const { asked, lifeMs, warnings } = await slow(latencyMs, headers);
    expect([asked, warnings]).toEqual([1, []]);
    expect(lifeMs).toBeLessThanOrEqual(10 * MINUTE);
    expect(lifeMs).toBeGreaterThan(10 * MINUTE - SECOND);
  }
});

test("R386 also where a cache has had it for a while", async () => {
  const { lifeMs } = await slow(15 * SECOND, () => ({ age: "30" }));
  expect(lifeMs).toBeLessThanOrEqual(9.5 * MINUTE);
  expect(lifeMs).toBeGreaterThan(9.5 * MINUTE - SECOND);
});

/** What two attempts get of one request: the second begins 11.5 s after the first, the answer comes after 15 s. */
async function shared(answer: (nowMs: number) => Response) {
  const time = virtualEnvironment();
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store: memory("a-0"),
    environment: time,
    fetch: () => after(time, 15 * SECOND).then(() => answer(time.now())),
  });
  const first = fetchToken(request());
  await time.pass(11.5 * SECOND);
  const second = fetchToken({ ...request(), attempt: 2 });
  await time.pass(10 * SECOND);
  return Promise.all([first, second]);
}

test("R386 the server's time stays what it is, for the attempt that began with the request as well", async () => {
  const grant = { access_token: "access-1", expires_in: 600 };
  const answers = await shared((nowMs) => Response.json(grant, { headers: dated({ now: () => nowMs }) }));
  expect(answers.map(({ headers }) => [headers.get("age"), headers.get("date")])).toEqual([
    [null, "Thu, 01 Jan 2026 00:00:15 GMT"],
    ["12", "Thu, 01 Jan 2026 00:00:03 GMT"],
  ]);
});

test("R386 what is no success has no age", async () => {
  for (const answer of [() => Response.error(), () => Response.json({ error: "server_error" }, { status: 500 })])
    for (const { headers } of await shared(answer)) expect(headers.has("age")).toBe(false);
});
