/** Refresh tokens against a real authorization server that rotates them and detects reuse. */
import { expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher, type RefreshTokenFetcherOptions } from "../../../src/adapters/oauth.ts";
import type { RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { deferred } from "../../support/deferred.ts";
import {
  type AuthorizationServer,
  authorizationServer,
  CLIENT_ID,
  PROXIED_ID,
} from "../../support/authorization-server.ts";

async function server(): Promise<AuthorizationServer> {
  const made = await authorizationServer();
  onTestFinished(() => made[Symbol.asyncDispose]());
  return made;
}

const request = (attempt = 1): { signal: AbortSignal; attempt: number } => ({
  signal: new AbortController().signal,
  attempt,
});

/** What the manager would get to read. */
const read = async (answer: Promise<Response>): Promise<Record<string, unknown>> =>
  (await (await answer).json()) as Record<string, unknown>;

const claims = (answer: Record<string, unknown>): Record<string, unknown> =>
  JSON.parse(Buffer.from(String(answer["access_token"]).split(".")[1]!, "base64url").toString()) as Record<
    string,
    unknown
  >;

/** A store outside the page's memory. */
const shared = (refreshToken?: string): RefreshTokenStore & { value: string | undefined; writes: unknown[][] } => {
  const store = {
    value: refreshToken,
    writes: [] as unknown[][],
    read: async () => store.value,
    write: async (...written: [string, string?]) => {
      store.writes.push(written);
      store.value = written[0];
    },
  };
  return store;
};

async function fetcher(options: Partial<RefreshTokenFetcherOptions> = {}) {
  const idp = await server();
  const store = options.store ?? memory(await idp.signIn());
  const fetchToken = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, ...options, store });
  return { idp, store, fetchToken };
}

test("R160 each refresh uses the successor of the one before", async () => {
  const { idp, store, fetchToken } = await fetcher();
  const used = new Set<unknown>();
  for (let i = 0; i < 4; i++) {
    used.add(await store.read());
    await read(fetchToken(request()));
  }
  expect(used.size).toBe(4);
  expect(idp.answers).toEqual(["200", "200", "200", "200"]);
});

test("R160 nobody but the store gets the refresh token, and nobody the ID token", async () => {
  const { fetchToken } = await fetcher();
  const answer = await read(fetchToken(request()));
  expect(Object.keys(answer).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
});

test("R160 a manager lives on it, with the server's own time", async () => {
  const { idp, fetchToken } = await fetcher();
  const tokens = new TokenManager({ fetchToken, overlap: "never" });
  onTestFinished(() => tokens.dispose());
  expect((await tokens.start()).format).toBe("jwt");
  expect(idp.answers).toEqual(["200"]);
});

test("R160 an abort does not cost the successor: the request runs to its end", async () => {
  const { idp, store, fetchToken } = await fetcher();
  const gate = deferred<undefined>();
  idp.gate = gate.promise;
  const before = await store.read();
  const controller = new AbortController();
  const answer = fetchToken({ signal: controller.signal, attempt: 1 });
  await expect.poll(() => idp.arrived).toBe(1);
  controller.abort();
  const again = fetchToken(request(2));
  gate.resolve(undefined);
  expect(await read(again)).toEqual(await read(answer));
  expect(idp.answers).toEqual(["200"]);
  expect(await store.read()).not.toBe(before);
});

test("R160 a request of another cycle is one of its own, after the one in the air; who leaves meanwhile sends none", async () => {
  const { idp, store, fetchToken } = await fetcher();
  expect(fetchToken.store).toBe(store);
  const gate = deferred<undefined>();
  idp.gate = gate.promise;
  const first = fetchToken(request());
  await expect.poll(() => idp.arrived).toBe(1);
  for (const isWaiting of [false, true]) {
    const leaving = new AbortController();
    const left = fetchToken({ signal: leaving.signal, attempt: 1 });
    if (isWaiting) await new Promise((resolve) => setImmediate(resolve));
    leaving.abort(new Error("left"));
    await expect(left).rejects.toThrow("left");
  }
  const second = fetchToken(request());
  gate.resolve(undefined);
  expect((await read(second))["access_token"]).not.toBe((await read(first))["access_token"]);
  expect(idp.answers).toEqual(["200", "200"]);
});

test("R160 scope, resource, audience and what else the server wants are sent", async () => {
  const sent: Record<string, string>[] = [];
  const { fetchToken } = await fetcher({
    fetch: (url, init) => {
      if (init.method === "POST") sent.push(Object.fromEntries(init.body as URLSearchParams));
      return fetch(url, init);
    },
    scope: ["openid", "read"],
    resource: "urn:other",
    audience: "https://api.test",
    parameters: { tenant: "t" },
  });
  const answer = await read(fetchToken(request()));
  expect(claims(answer)).toMatchObject({ aud: "urn:other", scope: "read" });
  expect(sent).toEqual([
    {
      refresh_token: expect.any(String),
      grant_type: "refresh_token",
      client_id: CLIENT_ID,
      scope: "openid read",
      resource: "urn:other",
      audience: "https://api.test",
      tenant: "t",
    },
  ]);
});

test("R160 a confidential client behind the app's own proxy", async () => {
  const idp = await server();
  const store = memory(await idp.signIn({ clientId: PROXIED_ID }));
  const sent: RequestInit[] = [];
  const fetchToken = refreshTokenFetcher({
    server: { token_endpoint: idp.proxyEndpoint },
    client: PROXIED_ID,
    store,
    fetch: (url, init) => {
      sent.push({ ...init, credentials: "include" });
      return fetch(url, sent.at(-1));
    },
  });
  await read(fetchToken(request()));
  await read(fetchToken(request()));
  expect(idp.answers).toEqual(["200", "200"]);
  expect(sent.map(({ credentials }) => credentials)).toEqual(["include", "include"]);
});

test("R161 several managers on one refresh token, each for its own API", async () => {
  const idp = await server();
  const store = shared(await idp.signIn());
  const managers = ["urn:api", "urn:other", "urn:api"].map(
    (resource) =>
      new TokenManager({
        fetchToken: refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store, resource }),
        overlap: "never",
      }),
  );
  onTestFinished(() => managers.forEach((tokens) => tokens.dispose()));
  await Promise.all(managers.map((tokens) => tokens.start()));
  expect(idp.answers).toEqual(["200", "200", "200"]);
  expect(new Set(store.writes.flat()).size).toBe(4); // each one was replaced once
});

test("R161 two pages with one store: the lock of the origin keeps them apart", async () => {
  const idp = await server();
  const value = { current: await idp.signIn() };
  // A store object of its own for each page, as two pages have it.
  const page = () =>
    refreshTokenFetcher({
      server: idp.issuer,
      client: CLIENT_ID,
      store: { read: async () => value.current, write: async (next) => void (value.current = next) },
    });
  const pages = Array.from({ length: 5 }, page);
  await Promise.all(pages.map((fetchToken) => read(fetchToken(request()))));
  expect(idp.answers).toEqual(Array(5).fill("200"));
});

test("R161 a wait for another's turn ends with its signal, and the turn is left out", async () => {
  const idp = await server();
  const store = shared(await idp.signIn());
  const gate = deferred<undefined>();
  idp.gate = gate.promise;
  const one = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store });
  // Its metadata are there at once, so that it waits for its turn alone.
  const other = refreshTokenFetcher({ server: { token_endpoint: idp.tokenEndpoint }, client: CLIENT_ID, store });
  const first = read(one(request()));
  await expect.poll(() => idp.arrived).toBe(1);
  const controller = new AbortController();
  const waiting = other({ signal: controller.signal, attempt: 1 });
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
  gate.resolve(undefined);
  await first;
  await read(other(request()));
  expect(idp.answers).toEqual(["200", "200"]);
});

test("R162 an answer lost on the way: one clear signIn, no loop", async () => {
  const { idp, fetchToken } = await fetcher();
  idp.fates.push("lose");
  const tokens = new TokenManager({ fetchToken, overlap: "never", retry: { minDelayMs: 1 } });
  onTestFinished(() => tokens.dispose());
  const failures: unknown[] = [];
  tokens.on("refreshFailed", ({ error, willRetry }) => failures.push([error.action, willRetry]));
  await expect(tokens.start()).rejects.toMatchObject({
    code: "ERR_REAUTH_REQUIRED",
    message: expect.stringContaining("the answer to an earlier request was lost") as string,
  });
  expect(failures).toEqual([["signIn", false]]);
  expect(idp.answers).toEqual(["lost 200", "400 invalid_grant"]);
});

test.each(["lose", "gateway"] as const)("R162 a stored newer token rescues it (%s)", async (fate) => {
  const idp = await server();
  const store = shared(await idp.signIn());
  const fetchToken = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store });
  idp.fates.push(fate);
  if (fate === "lose") await expect(fetchToken(request())).rejects.toThrow();
  else expect((await fetchToken(request())).status).toBe(502);
  // The user signs in in another tab while this one tries again.
  const newer = await idp.signIn();
  const { read: plain } = store;
  let reads = 0;
  store.read = async () => (++reads === 1 ? plain() : newer);
  await read(fetchToken(request()));
  expect(idp.answers).toEqual(["lost 200", "400 invalid_grant", "200"]);
});

test("R162 a store that has another dead one each time is not asked for ever", async () => {
  let reads = 0;
  const store = { read: () => `made-up-${String(++reads)}`, write: () => undefined };
  const { idp, fetchToken } = await fetcher({ store });
  await expect(fetchToken(request())).rejects.toMatchObject({ code: "ERR_REAUTH_REQUIRED" });
  expect(idp.answers).toEqual(Array(4).fill("400 invalid_grant"));
});

test("R162 a request that was never answered is repeated with the same refresh token", async () => {
  const { idp, fetchToken } = await fetcher();
  idp.fates.push("down");
  await expect(fetchToken(request())).rejects.toThrow();
  await read(fetchToken(request()));
  expect(idp.answers).toEqual(["down", "200"]);
});

test("R165 the default store is refused together with tabs, by name", async () => {
  const { idp, fetchToken } = await fetcher();
  await expect(fetchToken({ ...request(), shared: true })).rejects.toMatchObject({
    action: "fixConfig",
    message: expect.stringContaining('"memory"') as string,
  });
  expect(idp.answers).toEqual([]);
});

test("R165 a store that does not take the successor costs neither it nor the access token", async () => {
  const idp = await server();
  const store = shared(await idp.signIn());
  const told: unknown[] = [];
  const options = { server: idp.issuer, client: CLIENT_ID, store, onStoreError: (error: unknown) => told.push(error) };
  const fetchToken = refreshTokenFetcher(options);
  const other = refreshTokenFetcher(options); // knows it too
  const { write } = store;
  store.write = async () => {
    throw new Error("quota");
  };
  await read(fetchToken(request()));
  await read(other(request()));
  expect(told).toHaveLength(3); // once each, and once more before the second use
  store.write = write;
  await read(fetchToken(request()));
  expect(idp.answers).toEqual(["200", "200", "200"]);
  expect(store.writes).toHaveLength(2);
});

test("R165 a new sign-in replaces a successor that could not be stored", async () => {
  const idp = await server();
  const store = shared(await idp.signIn());
  const fetchToken = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store, onStoreError: () => {} });
  const { write } = store;
  store.write = async () => {
    throw new Error("quota");
  };
  await read(fetchToken(request()));
  store.write = write;
  store.value = await idp.signIn({ accountId: "u2" });
  expect(claims(await read(fetchToken(request())))).toMatchObject({ sub: "u2" });
});

test("R165 and an onStoreError that throws costs neither: what it throws is an uncaught error", async () => {
  const store = shared();
  store.write = async () => {
    throw new Error("quota");
  };
  const { idp, fetchToken } = await fetcher({
    store,
    onStoreError: () => {
      throw new Error("of the app");
    },
  });
  store.value = await idp.signIn();
  const uncaught = new Promise((resolve) => process.once("uncaughtException", resolve));
  expect(await read(fetchToken(request()))).toHaveProperty("access_token");
  expect(String(await uncaught)).toBe("Error: of the app");
});

test("R165 what is no store is named", () => {
  const options = { server: "https://id.test", client: "spa" };
  const storage = { getItem: () => null, setItem: () => undefined };
  expect(() => refreshTokenFetcher({ ...options, store: storage as never })).toThrow(/localStorage is stale/);
  expect(() => refreshTokenFetcher({ ...options, store: {} as never })).toThrow(/read\(\) and write\(\)/);
});

test("R166 metadata are read once", async () => {
  const asked: string[] = [];
  const { fetchToken } = await fetcher({
    fetch: (url, init) => {
      asked.push(new URL(url).pathname);
      return fetch(url, init);
    },
  });
  await read(fetchToken(request()));
  await read(fetchToken(request()));
  expect(asked).toEqual(["/.well-known/openid-configuration", "/token", "/token"]);
});

test("R166 an issuer that publishes only the document of RFC 8414", async () => {
  const idp = await server();
  const store = memory(await idp.signIn());
  const fetchToken = refreshTokenFetcher({
    server: new URL(idp.issuer),
    client: CLIENT_ID,
    store,
    fetch: (url, init) => {
      if (url.endsWith("openid-configuration")) return Promise.resolve(new Response(null, { status: 404 }));
      if (url.endsWith("oauth-authorization-server"))
        return Promise.resolve(Response.json({ issuer: idp.issuer, token_endpoint: idp.tokenEndpoint }));
      return fetch(url, init);
    },
  });
  await read(fetchToken(request()));
  expect(idp.answers).toEqual(["200"]);
});

test("R166 options that cannot be meant are refused at once", () => {
  expect(() => refreshTokenFetcher({ server: "id.example.com", client: "spa" })).toThrow(/"server"/);
  expect(() => refreshTokenFetcher({ server: {}, client: "spa" })).toThrow(/token_endpoint/);
});
