/** A page that was frozen, or a machine that slept, while its request was on its way. Under virtual time. */
import { expect, onTestFinished, test } from "vitest";
import { refreshTokenFetcher } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { deferred } from "../../support/deferred.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

function asleep() {
  const time = virtualEnvironment();
  const sent: string[] = [];
  let stored = "r-1";
  const answer = deferred<Response>();
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store: { read: () => stored, write: (next) => void (stored = next!) },
    environment: time,
    fetch(_url, init) {
      sent.push(new URLSearchParams(init.body as string).get("refresh_token")!);
      return sent.length === 1
        ? answer.promise
        : Promise.resolve(Response.json({ error: "invalid_grant" }, { status: 400 }));
    },
  });
  const tokens = new TokenManager({ fetchToken, overlap: "never", environment: time, quiet: true });
  onTestFinished(() => tokens.dispose());
  void tokens.start();
  const arrive = (): void =>
    answer.resolve(
      Response.json({ access_token: "a-2", token_type: "bearer", expires_in: 3600, refresh_token: "r-2" }),
    );
  return { time, tokens, sent, arrive, stored: () => stored };
}

test("R418 the answer that has waited for the page counts, although the limit has passed meanwhile", async () => {
  const { time, tokens, sent, arrive, stored } = asleep();
  await time.pass(SECOND);
  time.sleep(10 * MINUTE, { monotonicRuns: true });
  await time.pass(SECOND); // the overdue limit is heard first
  arrive();
  await time.pass(10 * SECOND);
  expect([tokens.peek()?.value, sent, stored()]).toEqual(["a-2", ["r-1"], "r-2"]);
});

test.each([60_001, 60_500, 61_000, 62_000, 300_000])(
  "R418 so does that of a page that was frozen until %i ms after its request, however late the limit is heard",
  async (frozenMs) => {
    const { time, tokens, sent, arrive, stored } = asleep();
    await time.pass(10);
    time.sleep(frozenMs - 10, { monotonicRuns: true });
    await time.pass(5);
    arrive();
    await time.pass(30 * SECOND);
    expect([tokens.peek()?.value, sent, stored()]).toEqual(["a-2", ["r-1"], "r-2"]);
  },
);

test("R418 in a hidden page, whose timers ring once a minute, one that does not come is given up after two", async () => {
  const time = virtualEnvironment();
  const throttled = {
    ...time,
    setTimer: (callback: () => void, ms: number) =>
      time.setTimer(callback, Math.ceil((time.monotonicNow() + ms) / MINUTE) * MINUTE - time.monotonicNow()),
  };
  let asked = 0;
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: "https://id.test/token" },
    client: "app",
    store: { read: () => "r-1", write: () => undefined },
    environment: throttled,
    fetch: () => (asked++, new Promise(() => undefined)),
  });
  const ended: unknown[] = [];
  fetchToken({ signal: new AbortController().signal, attempt: 1 }).catch((error: unknown) => ended.push(String(error)));
  await time.pass(2 * MINUTE - SECOND);
  expect([ended, asked]).toEqual([[], 1]);
  await time.pass(2 * SECOND);
  expect(ended).toEqual([expect.stringContaining("The token endpoint did not answer")]);
});

test("R418 one that does not come is given up all the same", async () => {
  const { time, tokens, sent } = asleep();
  await time.pass(SECOND);
  time.sleep(10 * MINUTE, { monotonicRuns: true });
  await time.pass(30 * SECOND);
  expect([tokens.state.phase, sent]).toEqual(["halted", ["r-1", "r-1"]]);
});
