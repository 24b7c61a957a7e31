import { describe, expect, test, vi } from "vitest";
import { acsCredential } from "../../../src/adapters/acs.ts";
import type { TokenError } from "../../../src/index.ts";
import { mint, stage } from "./stage.ts";

const EXPIRED = "The token returned from the tokenRefresher is expired.";
const failure = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => expect.fail("no error"),
    (error: unknown) => error as Error,
  );

describe("acsCredential", () => {
  test("gives the manager's token, with its end in ms", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    const { token, expiresOnTimestamp } = await credential.getToken();
    expect(source.nameOf(token)).toBe("t1");
    expect(expiresOnTimestamp).toBe(env.now() + 3_600_000);
    expect(credential.lastError).toBeUndefined();
  });

  test("follows the manager: after a refresh it gives the new token", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    await credential.getToken();
    await env.pass(3_600_000);
    const { token, expiresOnTimestamp } = await credential.getToken();
    expect(source.nameOf(token)).toBe("t2");
    expect(source.accepts(token)).toBe(true);
    expect(expiresOnTimestamp).toBe(tokens.peek()?.expiresAt);
  });

  test("of a token whose end nobody knows it says ten minutes, as Azure does", async () => {
    const { env, tokens } = stage({ fetchToken: () => "opaque-token" });
    const given = await acsCredential(tokens, { environment: env }).getToken();
    expect(given).toEqual({ token: "opaque-token", expiresOnTimestamp: env.now() + 600_000 });
  });

  test("a token about to end is not given while a refresh is on its way", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    await credential.getToken();
    source.latencyMs = 27_000;
    await env.pass(3_600_000 - 4_000);
    const asked = credential.getToken();
    await env.pass(2_000);
    expect(source.nameOf((await asked).token)).toBe("t2");
  });

  test("without a valid token it rejects with the text that the SDK turns into 40235, and keeps the cause", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    source.mood = { status: 403 };
    const error = await failure(credential.getToken());
    expect(error.message).toBe(EXPIRED);
    expect(error.cause).toBe(credential.lastError);
    expect(credential.lastError).toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn" });

    source.mood = "up";
    void tokens.start();
    await credential.getToken();
    expect(credential.lastError).toBeUndefined();
  });

  test("an expired token is never given, a valid one also while the back end is down", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    await credential.getToken();
    source.mood = "down";
    await env.pass(3_600_000 - 10_000);
    expect(source.nameOf((await credential.getToken()).token)).toBe("t1");
    await env.pass(10_000);
    const failing = failure(credential.getToken());
    await env.pass(20_000); // at most: the attempt in the air
    expect((await failing).message).toBe(EXPIRED);
  });

  test("dispose() ends it, also for those who wait, and is nobody else's business", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    source.latencyMs = 1_000;
    const waiting = failure(credential.getToken());
    credential.dispose();
    credential.dispose();
    await env.pass(1_000);
    expect((await waiting).message).toBe("User credential is disposed");
    expect((await failure(credential.getToken())).message).toBe("User credential is disposed");
    expect(source.nameOf(await tokens.getToken())).toBe("t1");

    const unused = stage();
    const another = acsCredential(unused.tokens, { environment: unused.env });
    another.dispose();
    await failure(another.getToken());
    expect(unused.tokens.state.phase).toBe("idle");
  });

  test("invalidate() names exactly the token that was given", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    await credential.getToken();
    tokens.setToken(source.mint({ lifetimeMs: 7_200_000 }));
    credential.invalidate(); // t1, which nobody holds any more
    expect(source.nameOf((await credential.getToken()).token)).toBe("t2");
    credential.invalidate();
    await env.pass(0);
    expect(source.nameOf((await credential.getToken()).token)).toBe("t3");
  });

  test("holds no timer and no listener, and shows no token", async () => {
    const { env, tokens } = stage({ autoRefresh: false });
    const before = env.timers;
    const credential = acsCredential(tokens, { environment: env });
    const { token } = await credential.getToken();
    tokens.stop();
    expect([env.timers, env.listeners]).toEqual([before, 0]);
    expect(JSON.stringify(credential)).not.toContain(token);
  });
});

describe("the same token asked for again in quick succession", () => {
  /** Asks at these seconds after the token has become a minute old; the names of the answers. */
  async function answers(...seconds: readonly number[]): Promise<string> {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    await credential.getToken();
    await env.pass(60_000);
    const names: string[] = [];
    let at = 0;
    for (const second of seconds) {
      await env.pass((second - at) * 1_000);
      at = second;
      names.push(source.nameOf((await credential.getToken()).token));
    }
    return names.join(" ");
  }

  test("is refreshed at the third ask: that is how the SDK tries after a 401", async () => {
    expect(await answers(0, 1, 3)).toBe("t1 t1 t2");
    expect(await answers(0, 0.8, 2.4)).toBe("t1 t1 t2"); // the shortest backoffs of the SDK
    expect(await answers(0, 1.2, 3.6)).toBe("t1 t1 t2"); // the longest
  });

  test("is left alone where the asks are one operation, or far apart", async () => {
    expect(await answers(0, 0, 0.1, 0.6, 0.6, 1.1, 1.2, 1.5)).toBe("t1 t1 t1 t1 t1 t1 t1 t1");
    expect(await answers(0, 6, 12, 18, 24, 30)).toBe("t1 t1 t1 t1 t1 t1");
  });

  test("costs one token a minute at most", async () => {
    const asks = Array.from({ length: 60 }, (_, second) => second);
    expect(new Set((await answers(...asks)).split(" "))).toEqual(new Set(["t1", "t2"]));
  });

  test("is no reason for a token that has just arrived", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    for (let i = 0; i < 60; i++) {
      expect(source.nameOf((await credential.getToken()).token)).toBe("t1");
      await env.pass(1_000);
    }
  });

  test("gives the old token, which may be good after all, while the back end is down", async () => {
    const { env, source, tokens } = stage();
    const credential = acsCredential(tokens, { environment: env });
    await credential.getToken();
    await env.pass(60_000);
    source.mood = { status: 403 };
    for (let i = 0; i < 5; i++) {
      expect(source.nameOf((await credential.getToken()).token)).toBe("t1");
      await env.pass(1_000);
    }
    expect(source.requests.length).toBe(2);
  });
});

describe("a token of another user", () => {
  const ALICE = { resourceId: "r", skypeid: "acs:r_alice" };

  async function change(from: object, to: object): Promise<{ first: string; second: string; problems: TokenError[] }> {
    const problems: TokenError[] = [];
    let claims = from;
    const { env, tokens } = stage({ fetchToken: () => mint(env, claims) });
    const credential = acsCredential(tokens, { environment: env, onProblem: (problem) => problems.push(problem) });
    const ask = (): Promise<string> =>
      credential.getToken().then(
        () => "ok",
        (error: unknown) => (error as Error).message,
      );
    const first = await ask();
    claims = to;
    await env.pass(3_600_000);
    await ask();
    return { first, second: await ask(), problems };
  }

  test("is refused before the SDK sees it (400/40233), and reported once", async () => {
    for (const other of [
      { ...ALICE, skypeid: "acs:r_bob" },
      { resourceId: "q", skypeid: "acs:r_alice" },
    ]) {
      const { first, second, problems } = await change(ALICE, other);
      expect(first).toBe("ok");
      expect(second).toContain("REFRESHED_TOKEN_INVALID_USERID (400/40233)");
      expect(problems).toMatchObject([{ code: "ERR_HANDOVER_FAILED", action: "fixConfig" }]);
    }
  });

  test("is told by the Entra user where a token has neither resource nor ACS user", async () => {
    expect((await change({ oid: "a" }, { oid: "b" })).problems.length).toBe(1);
    expect((await change({ oid: "a" }, { oid: "a", scp: 1 })).problems).toEqual([]);
  });

  test("is told also where the token has the two letters that differ from plain base64", async () => {
    const odd = { note: "~~~???>>>" };
    expect(mint(stage().env, odd)).toMatch(/-.*_|_.*-/);
    expect((await change({ ...ALICE, ...odd }, { ...ALICE, ...odd, skypeid: "acs:r_bob" })).problems.length).toBe(1);
  });

  test("is not seen where there is nothing to see", async () => {
    expect(await change(ALICE, { ...ALICE, acsScope: "chat" })).toEqual({ first: "ok", second: "ok", problems: [] });
    expect(await change(ALICE, {})).toEqual({ first: "ok", second: "ok", problems: [] });
  });

  test("is refused from the beginning, where another credential knows the user", async () => {
    const { env, tokens } = stage({ fetchToken: () => mint(env, { ...ALICE, skypeid: "acs:r_bob" }) });
    const earlier = stage({ fetchToken: () => mint(env, ALICE) });
    const first = acsCredential(earlier.tokens, { environment: env });
    await first.getToken();
    const { identity } = first;
    const second = acsCredential(tokens, { environment: env, identity });
    expect((await failure(second.getToken())).message).toContain("40233");
    expect(second.lastError?.action).toBe("fixConfig");
  });
});

describe("R214 what the app hears of", () => {
  test("a stopped manager is one problem, however often the SDK asks, and its end is told", async () => {
    const { env, tokens } = stage({ autoRefresh: false });
    const told: string[] = [];
    const credential = acsCredential(tokens, {
      environment: env,
      onProblem: ({ code }) => void told.push(code),
      onRecovered: () => void told.push("recovered"),
    });
    await credential.getToken();
    tokens.stop();
    env.sleep(7_200_000);
    for (let ask = 0; ask < 20; ask++) {
      await expect(credential.getToken()).rejects.toThrow();
      await env.pass(1_000);
    }
    void tokens.start();
    await env.pass(0);
    await credential.getToken();
    await env.pass(0);
    expect(told).toEqual(["ERR_STOPPED", "recovered"]);
  });
});

test("R211 a callback that throws reaches neither the SDK nor the process", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const { env, tokens, source } = stage({ retry: { retries: 0 } });
  source.mood = { status: 403 };
  const credential = acsCredential(tokens, {
    environment: env,
    onProblem() {
      throw new Error("app bug");
    },
  });
  await expect(credential.getToken()).rejects.toThrow("The token returned from the tokenRefresher is expired.");
  await env.pass(0);
  expect(credential.lastError?.action).toBe("signIn");
  expect(reported.mock.calls.map(([error]) => (error as Error).message)).toEqual(["app bug"]);
  reported.mockRestore();
});
