/** Metadata that do not come: nobody waits for them for ever. Under virtual time. */
import { expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";
import { Endpoint, request } from "./endpoint.ts";

const ISSUER = "https://id.test";

/** An issuer whose first answer never comes; `signals` are those of all requests. */
function issuer(isDeaf: boolean, silent = "/.well-known/openid-configuration") {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  const asked: string[] = [];
  const signals: AbortSignal[] = [];
  let isSilent = true;
  const fetchToken = refreshTokenFetcher({
    server: ISSUER,
    client: "app",
    store: memory("a-0"),
    environment: time,
    fetch(url, init) {
      const { pathname } = new URL(url);
      asked.push(pathname);
      const signal = init.signal!;
      signals.push(signal);
      if (pathname === "/token") return endpoint.answer(time, init);
      if (pathname === silent && isSilent) {
        isSilent = false;
        return new Promise((_, reject) => {
          if (!isDeaf) signal.addEventListener("abort", () => reject(signal.reason as Error));
        });
      }
      if (silent !== "/.well-known/openid-configuration" && pathname !== silent)
        return Promise.resolve(new Response(null, { status: 404 }));
      return Promise.resolve(Response.json({ issuer: ISSUER, token_endpoint: `${ISSUER}/token` }));
    },
  });
  return { time, asked, signals, fetchToken };
}

const OIDC = "/.well-known/openid-configuration";
const RFC_8414 = "/.well-known/oauth-authorization-server";

test.each([false, true])(
  "R380 a manager goes on after a minute, also by an app's fetch that does not heed its signal (%s)",
  async (isDeaf) => {
    const { time, asked, signals, fetchToken } = issuer(isDeaf);
    const tokens = new TokenManager({ fetchToken, overlap: "never", environment: time, quiet: true });
    onTestFinished(() => tokens.dispose());
    void tokens.start();
    await time.pass(MINUTE - 1);
    expect([asked, signals[0]!.aborted]).toEqual([[OIDC], false]);
    await time.pass(MINUTE);
    expect(tokens.peek()?.value).toBe("access-of-a-1");
    expect([asked, signals[0]!.aborted]).toEqual([[OIDC, OIDC, "/token"], true]);
  },
);

test("R380 what did not come is named, and nothing is left behind", async () => {
  const { time, fetchToken } = issuer(true);
  const lost = fetchToken(request()).catch((error: unknown) => error);
  await time.pass(MINUTE);
  expect(await lost).toMatchObject({
    code: "ERR_FETCH_TIMEOUT",
    action: "retryLater",
    message: "The metadata of https://id.test did not come within 60000 ms",
  });
  expect(time.timers).toBe(0);
});

test("R380 the document of RFC 8414 has no minute of its own", async () => {
  const { time, asked, fetchToken } = issuer(true, RFC_8414);
  const lost = fetchToken(request()).catch((error: unknown) => error);
  await time.pass(MINUTE);
  expect(await lost).toMatchObject({ code: "ERR_FETCH_TIMEOUT" });
  const next = fetchToken(request());
  await time.pass(SECOND);
  expect(await (await next).json()).toMatchObject({ access_token: "access-of-a-1" });
  expect(asked).toEqual([OIDC, RFC_8414, OIDC, RFC_8414, "/token"]);
});

test.each([false, true])("R380 whoever leaves meanwhile waits no longer (deaf: %s)", async (isDeaf) => {
  const { time, signals, fetchToken } = issuer(isDeaf);
  const caller = new AbortController();
  const left = fetchToken({ signal: caller.signal, attempt: 1 }).catch(String);
  await time.pass(SECOND);
  caller.abort(new Error("left"));
  expect(await left).toBe("Error: left");
  expect([signals[0]!.aborted, time.timers]).toEqual([true, 0]);
});

test("R380 whoever has left before asks for nothing", async () => {
  const { asked, fetchToken } = issuer(true);
  await expect(fetchToken({ signal: AbortSignal.abort(new Error("left")), attempt: 1 })).rejects.toThrow("left");
  expect(asked).toEqual([]);
});
