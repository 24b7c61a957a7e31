/**
 * What goes on in a manager while another tab's token comes: its cycle, its forced request, its distances, and what it tells.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import type { TokenEvents } from "../../src/events.ts";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";
import { requestsOf } from "../support/journal.ts";
import { beside, type Neighbour } from "../support/neighbour.ts";
import { HOUR, MINUTE, SECOND, type StageOptions } from "../support/stage.ts";

/** Beside another tab, with an endpoint that takes 5 s, and the signals that its requests got. */
async function slow(): Promise<Neighbour & { signals: AbortSignal[] }> {
  const env = virtualEnvironment();
  const source = fakeTokens(env, { latencyMs: 5 * SECOND });
  const signals: AbortSignal[] = [];
  const fetchToken: StageOptions["fetchToken"] = (request) => {
    signals.push(request.signal);
    return source.fetchToken(request);
  };
  return { ...(await beside({ env, source, fetchToken })), signals };
}

/** All that is told from now on of tokens that become current. */
function news({ tokens }: Neighbour): TokenEvents["refreshed"][] {
  const told: TokenEvents["refreshed"][] = [];
  tokens.on("refreshed", (payload) => void told.push(payload));
  return told;
}

describe("R169 another tab's token", () => {
  test.each([
    ["ends a cycle in the air, and is told with its reason", 1, "initial", true],
    ["is told as asked for where nothing is in the air", 30, "requested", false],
  ])("%s", async (_, afterS, reason, aborted) => {
    const on = await slow();
    await on.env.pass(afterS * SECOND);
    const told = news(on);
    expect(on.host.adopt(on.theirs())).toBe(true);
    expect(told).toMatchObject([{ reason, source: "tab", attempts: 0, token: { format: "opaque" } }]);
    expect(on.signals.map((signal) => signal.aborted)).toEqual([aborted]);
    expect(on.tokens.state.phase).toBe("holding");
  });
});

test("R170 a forced request stays in the air, is told as in the air, and its token is told as its own", async () => {
  const on = await slow();
  await on.env.pass(30 * SECOND);
  const forced = on.tokens.getToken({ forceRefresh: true });
  await on.env.pass(SECOND);
  expect(on.host.adopt(on.theirs({ expiresAt: on.env.now() + 9 * MINUTE }))).toBe(true);
  expect(on.tokens.state).toMatchObject({ phase: "refreshing", attempt: 1 });
  const told = news(on);
  await on.env.pass(4 * SECOND);
  expect(on.source.nameOf(await forced)).toBe("t2");
  expect(on.signals.map((signal) => signal.aborted)).toEqual([false, false]);
  expect(on.journal.slice(1)).toEqual(["31s refreshed t0 (tab)", "35s refreshed t2 (requested)"]);
  expect(told).toMatchObject([{ source: "fetcher", attempts: 1, durationMs: 5 * SECOND }]);
});

test("R170 a caller who wants a longer life is content with another tab's token, one who forces is not", async () => {
  const forced: boolean[] = [];
  const on = await beside({
    run: (call, wants) => {
      forced.push(wants.forced);
      return call();
    },
  });
  await on.env.pass(MINUTE);
  await on.tokens.getToken({ minValidityMs: 590 * SECOND });
  await on.env.pass(MINUTE);
  await on.tokens.getToken({ forceRefresh: true });
  expect(forced).toEqual([false, false, true]);
});

test("R302 a wait for another tab's token is no slow fetch: the lead stays short", async () => {
  let isTheirs = false;
  const on = await beside({
    lifetimeMs: MINUTE,
    run: (call) => {
      if (!isTheirs) return call();
      return new Promise((resolve) =>
        on.env.setTimer(() => resolve(on.theirs({ expiresAt: on.env.now() + MINUTE })), 4 * SECOND),
      );
    },
  });
  const leadS = (): number => (on.tokens.state.expiresAt! - on.tokens.state.refreshAt!) / SECOND;
  expect(leadS()).toBe(12);
  isTheirs = true;
  await on.env.pass(52 * SECOND);
  expect([on.journal.at(-1), leadS()]).toEqual(["52s refreshed t0 (tab)", 12]);
});

test("R7 another tab's token does not shorten the distance of two requests", async () => {
  const on = await beside({ lifetimeMs: HOUR, minRefreshIntervalMs: MINUTE });
  await on.env.pass(SECOND);
  expect(on.host.adopt(on.theirs({ expiresAt: on.env.now() + 100 * SECOND }))).toBe(true);
  await on.env.pass(52 * SECOND);
  void on.tokens.refresh();
  await on.env.pass(HOUR / 2);
  expect(requestsOf(on.source)).toEqual(["0s initial", "60s requested"]);
});
