/** Two users, one after another: a request of the first is never sent with the token of the second. */
import { describe, expect, test } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import { virtualEnvironment } from "../../../src/testing.ts";

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const jwtOf = (claims: object): string => `${part({ alg: "HS256" })}.${part(claims)}.c2ln`;

const ORIGIN = "https://api.example.com";
const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};

/** A request is on its way with Ann's token; `answer` ends it. */
async function underway(kind: "opaque" | "jwt") {
  const environment = virtualEnvironment();
  let user = "ann";
  const minted = new Map<string, string>();
  const fetchToken = (): object => {
    const exp = Math.floor(environment.now() / 1000) + 600;
    const token =
      kind === "jwt" ? jwtOf({ sub: user, exp, jti: String(minted.size) }) : `${user}${String(minted.size)}`;
    minted.set(token, `${user}${String(minted.size)}`);
    return { token, expiresIn: 600 };
  };
  const tokens = new TokenManager({ environment, quiet: true, fetchToken: () => fetchToken() as never });
  const sent: string[] = [];
  const answers: ((response: Response) => void)[] = [];
  const send = authorizedFetch(tokens, {
    allow: [ORIGIN],
    fetch: (request) => {
      sent.push(minted.get((request as Request).headers.get("authorization")!.slice(7))!);
      return new Promise((resolve) => answers.push(resolve));
    },
  });
  const answered = send(`${ORIGIN}/orders`, { method: "POST", body: "ann's order" });
  await environment.pass(1000);
  await settle();
  return {
    tokens,
    sent,
    answered,
    signIn: (name: string) => void (user = name),
    mint: () => fetchToken() as never,
    async refuse() {
      answers.shift()!(new Response(null, { status: 401 }));
      await environment.pass(10_000);
      await settle();
      answers.shift()?.(new Response(null, { status: 200 }));
    },
  };
}

describe.each(["opaque", "jwt"] as const)("R369 %s tokens", (kind) => {
  test.each(["start()", "setToken()"])("after a sign-out and a sign-in by %s, a 401 is the answer", async (how) => {
    const { tokens, sent, answered, signIn, mint, refuse } = await underway(kind);
    tokens.clear();
    signIn("bob");
    if (how === "start()") void tokens.start();
    else tokens.setToken(mint());
    await refuse();
    expect([(await answered).status, sent]).toEqual([401, ["ann0"]]);
  });

  test("the sign-out of a stopped manager counts as well", async () => {
    const { tokens, sent, answered, signIn, refuse } = await underway(kind);
    tokens.stop();
    tokens.clear();
    signIn("bob");
    void tokens.start();
    await refuse();
    expect([(await answered).status, sent]).toEqual([401, ["ann0"]]);
  });

  test("of the same session is sent again, as ever", async () => {
    const { sent, answered, refuse } = await underway(kind);
    await refuse();
    expect([(await answered).status, sent]).toEqual([200, ["ann0", "ann1"]]);
  });
});

test("R369 a token of another user that comes without a sign-out is not hers either", async () => {
  const { tokens, sent, answered, signIn, mint, refuse } = await underway("jwt");
  signIn("bob");
  tokens.setToken(mint());
  await refuse();
  expect([(await answered).status, sent]).toEqual([401, ["ann0"]]);
});

describe("R455 a sign-out before the token is there counts as one", () => {
  /** The API refuses Ann's tokens; `sent` has the tokens that it saw. */
  const world = (initialToken: TokenManagerOptions["initialToken"]) => {
    const environment = virtualEnvironment();
    const fetchToken = (): object => ({ token: "ann-2", expiresIn: 600 });
    const tokens = new TokenManager({ environment, quiet: true, fetchToken: fetchToken as never, initialToken });
    const sent: string[] = [];
    const send = authorizedFetch(tokens, {
      allow: [ORIGIN],
      fetch: (request) => {
        const value = (request as Request).headers.get("authorization")!.slice(7);
        sent.push(value);
        return Promise.resolve(new Response(null, { status: value.startsWith("ann") ? 401 : 200 }));
      },
    });
    return { tokens, sent, send, bob: { token: "bob", expiresIn: 600 } };
  };

  test("in the moment of the call", async () => {
    const { tokens, sent, send, bob } = world({ token: "ann", expiresIn: 600 });
    const answered = send(`${ORIGIN}/logout`, { method: "POST" });
    tokens.clear();
    tokens.setToken(bob);
    expect([(await answered).status, sent]).toEqual([401, ["ann"]]);
  });

  test("by a listener that hears of the token first", async () => {
    const { tokens, sent, send, bob } = world(undefined);
    tokens.once("refreshed", () => {
      tokens.clear();
      tokens.setToken(bob);
    });
    const answered = send(`${ORIGIN}/orders`, { method: "POST" });
    expect([(await answered).status, sent]).toEqual([401, ["ann-2"]]);
  });
});

test("R370 an abort is heard where what sends the requests does not heed its signal", async () => {
  const tokens = new TokenManager({ fetchToken: () => ({ token: "t1", expiresIn: 600 }), quiet: true });
  const send = authorizedFetch(tokens, { allow: [ORIGIN], fetch: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const sent = send(`${ORIGIN}/a`, { signal: controller.signal });
  await tokens.getToken();
  const reason = new Error("left the page");
  controller.abort(reason);
  await expect(sent).rejects.toBe(reason);
  tokens.dispose();
});

test("R456 an abort is heard while the proof is made", async () => {
  const tokens = new TokenManager({ fetchToken: () => ({ token: "t1", expiresIn: 600 }), quiet: true });
  const send = authorizedFetch(tokens, { allow: [ORIGIN], proof: () => new Promise(() => undefined) });
  const controller = new AbortController();
  const sent = send(`${ORIGIN}/a`, { signal: controller.signal }).catch((error: unknown) => error);
  await tokens.getToken();
  const reason = new Error("left the page");
  controller.abort(reason);
  let end: unknown = "still waiting";
  void sent.then((error) => (end = error));
  await settle();
  expect(end).toBe(reason);
  tokens.dispose();
});
