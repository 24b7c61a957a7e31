import { describe, expect, test } from "vitest";
import { explain } from "../src/index.ts";
import { HOUR, SECOND, stage, started } from "./support/stage.ts";

describe("explain() says what happens next, or why nothing does", () => {
  test("R86 not started, stopped, disposed of", async () => {
    const { tokens } = stage();
    expect(explain(tokens.state)).toBe("Not started: start() or getToken() begins.");
    await tokens.start();
    tokens.stop();
    expect(explain(tokens.state)).toBe("Stopped: start() resumes.");
    tokens.dispose();
    expect(explain(tokens.state)).toBe("Disposed of: nothing more will happen.");
  });

  test("R86 holding, fetching, cooling down", async () => {
    const { env, source, tokens } = stage({ latencyMs: SECOND });
    void tokens.start();
    expect(explain(tokens.state)).toBe("Fetching a token, attempt 1.");
    await env.pass(SECOND);
    expect(explain(tokens.state)).toBe("Holding a token (fresh); the next refresh is at 2026-01-01T00:09:30.000Z.");
    source.mood = { status: 429, retryAfter: "45" };
    await env.pass(571 * SECOND);
    expect(explain(tokens.state)).toBe(
      "The last refresh failed (ERR_FETCH_FAILED); the next try is at 2026-01-01T00:10:16.000Z.",
    );
  });

  test("R86 a person must act", async () => {
    const { env, source, tokens } = stage();
    source.mood = { status: 400, error: "invalid_grant" };
    void tokens.start();
    await env.pass(0);
    expect(explain(tokens.state)).toBe(
      "A person must act (signIn): Let the user sign in again, then call refresh() or setToken().",
    );
  });

  test("R86 a cooldown beyond the last date that there is", async () => {
    const largest = Number.MAX_SAFE_INTEGER;
    const { env, source, tokens } = stage({ retry: { retries: 0 }, cooldown: { minMs: largest, maxMs: largest } });
    source.mood = "down";
    void tokens.start();
    await env.pass(SECOND);
    expect(explain(tokens.state)).toBe(
      "The last refresh failed (ERR_FETCH_FAILED); the next try is at 9999-12-31T23:59:59.999Z.",
    );
  });

  test("R86 no expiry", async () => {
    const { tokens } = await started({ fetchToken: () => "opaque" });
    expect(explain(tokens.state)).toBe(
      "Holding a token (fresh); the token does not say when it expires, so no refresh is planned.",
    );
  });

  test("R86 autoRefresh is off", async () => {
    const { env, source, tokens } = await started({ autoRefresh: false, retry: { retries: 0 } });
    const off = "autoRefresh is off: waiting for refresh(), setToken() or a caller";
    expect(explain(tokens.state)).toBe(`Holding a token (fresh); ${off}.`);
    source.mood = "down";
    void tokens.refresh();
    await env.pass(10 * SECOND);
    expect(explain(tokens.state)).toBe(`The last refresh failed (ERR_FETCH_FAILED); ${off}.`);
  });

  test("R86 the page is hidden", async () => {
    const { env, tokens } = await started({ hiddenPolicy: "pause" });
    env.hide();
    await env.pass(HOUR);
    expect(explain(tokens.state)).toBe('Holding a token (expired); the page is hidden and hiddenPolicy is "pause".');
  });

  test("R86 offline", async () => {
    const { env, source, tokens } = await started();
    const offline = "the browser says it is offline: a probe now and then until that changes";
    env.goOffline();
    source.mood = "hang";
    await env.pass(570 * SECOND);
    expect(explain(tokens.state)).toBe(`Fetching a token, attempt 1; ${offline}.`);
    await env.pass(10 * SECOND);
    expect(explain(tokens.state)).toBe(`The last refresh failed (ERR_FETCH_TIMEOUT); ${offline}.`);
  });
});
