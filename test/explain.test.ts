import { describe, expect, test } from "vitest";
import { explain } from "../src/index.ts";
import type { VirtualEnvironment } from "../src/testing.ts";
import { HOUR, MINUTE, SECOND, stage, type StageOptions, started } from "./support/stage.ts";

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

describe("R436 only what will happen is told, where nothing is tried again by itself", () => {
  const SITUATIONS: readonly (readonly [string, StageOptions, (env: VirtualEnvironment) => void, string])[] = [
    ["autoRefresh", { autoRefresh: false }, (env) => env.goOffline(), "autoRefresh is off: waiting for refresh(), setToken() or a caller"],
    ["singleUse", { singleUse: true }, (env) => env.goOffline(), "singleUse is on: each caller gets a token of its own, and nothing is fetched ahead"],
    ["hidden", { hiddenPolicy: "pause" }, (env) => env.hide(), 'the page is hidden and hiddenPolicy is "pause"'],
    ["hidden, offline", { hiddenPolicy: "pause" }, (env) => { env.hide(); env.goOffline(); }, 'the page is hidden and hiddenPolicy is "pause"'],
  ]; // prettier-ignore

  test.each(SITUATIONS)("%s", async (name, options, happen, obstacle) => {
    const { env, source, tokens } = stage({ quiet: true, ...options });
    source.mood = "down";
    happen(env);
    tokens.getToken().catch(() => undefined);
    await env.pass(MINUTE);
    const { length } = source.requests;
    await env.pass(24 * HOUR);
    expect(source.requests).toHaveLength(length);
    expect(tokens.state).toMatchObject({ phase: "waiting", heldBackBy: name.split(",")[0] });
    expect(tokens.state.retryAt).toBeUndefined();
    expect(explain(tokens.state)).toBe(`The last refresh failed (ERR_FETCH_FAILED); ${obstacle}.`);
  });

  test("a token without an end is in hand", async () => {
    const { env, source, tokens } = await started({ initialToken: "opaque", quiet: true });
    source.mood = "down";
    env.goOffline();
    void tokens.refresh();
    await env.pass(HOUR);
    expect(tokens.state).toMatchObject({ phase: "waiting", heldBackBy: "offline" });
    expect(tokens.state.retryAt).toBeUndefined();
    expect(explain(tokens.state)).toBe("The last refresh failed (ERR_FETCH_FAILED); the browser says it is offline.");
    env.goOnline();
    expect(tokens.state.heldBackBy).toBe("noExpiry");
  });

  test("while the next attempt is told where there will be one", async () => {
    const { env, source, tokens } = stage({ quiet: true, autoRefresh: false });
    source.mood = "down";
    tokens.getToken({ timeoutMs: HOUR }).catch(() => undefined);
    await env.pass(10 * SECOND);
    const { retryAt } = tokens.state;
    const { length } = source.requests;
    await env.pass(retryAt! - env.now());
    expect(source.requests).toHaveLength(length + 1);
    env.hide(); // a page that is shown again begins at once
    const paused = stage({ env, quiet: true, hiddenPolicy: "pause", source });
    paused.tokens.getToken().catch(() => undefined);
    await env.pass(HOUR);
    expect(paused.tokens.state.retryAt).toBeUndefined();
    source.mood = "up";
    env.show();
    await env.pass(SECOND);
    expect(paused.tokens.state.freshness).toBe("fresh");
  });
});
