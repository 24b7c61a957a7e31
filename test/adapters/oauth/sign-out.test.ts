/** Sign-outs and sign-ins while a refresh is on its way, against a real authorization server. */
import { describe, expect, onTestFinished, test } from "vitest";
import { memory, refreshTokenFetcher, type RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";
import { deferred } from "../../support/deferred.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A store of the app, as the documentation allows it. */
interface Kept {
  readonly store: RefreshTokenStore;
  value(): string | undefined;
  /** What the app's own sign-out does. */
  forget(): unknown;
}

const STORES: Readonly<Record<string, (refreshToken: string) => Kept>> = {
  "memory()"(refreshToken) {
    const store = memory(refreshToken);
    return { store, value: () => (store.read() as string) || undefined, forget: () => store.write("") };
  },
  "a store that answers at once": (refreshToken) => {
    let kept: string | undefined = refreshToken;
    const store = { read: () => kept, write: (next: string) => void (kept = next) };
    return { store, value: () => kept, forget: () => void (kept = undefined) };
  },
  "a store that takes its time": (refreshToken) => {
    let kept: string | undefined = refreshToken;
    const store: RefreshTokenStore = {
      read: () => turn().then(() => kept),
      write: (next) => turn().then(() => void (kept = next)),
    };
    return { store, value: () => kept, forget: () => turn().then(() => void (kept = undefined)) };
  },
  "a store that compares": (refreshToken) => {
    let kept: string | undefined = refreshToken;
    const store: RefreshTokenStore = {
      read: () => turn().then(() => kept),
      write: (next, replaced) =>
        turn().then(() => {
          if (replaced === undefined || kept === replaced) kept = next;
        }),
    };
    return { store, value: () => kept, forget: () => turn().then(() => void (kept = undefined)) };
  },
};

const subjectOf = (accessToken: string): unknown =>
  (JSON.parse(Buffer.from(accessToken.split(".")[1]!, "base64url").toString()) as { sub: unknown }).sub;

/** A page of user `a` with two managers, whose refreshes are in the air and waiting for their turn. */
async function midair(name: string) {
  const idp = await authorizationServer();
  onTestFinished(() => idp[Symbol.asyncDispose]());
  const kept = STORES[name]!(await idp.signIn({ accountId: "a" }));
  const subjects: unknown[] = [];
  const page = (): TokenManager => {
    const fetchToken = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store: kept.store });
    const tokens = new TokenManager({ fetchToken, overlap: "never", quiet: true });
    onTestFinished(() => tokens.dispose());
    tokens.on("refreshed", ({ token }) => subjects.push(subjectOf(token.value)));
    return tokens;
  };
  const gate = deferred<undefined>();
  idp.gate = gate.promise;
  const told = page();
  const untold = page();
  for (const tokens of [told, untold]) tokens.start().catch(() => undefined);
  await expect.poll(() => idp.arrived).toBe(1);
  const answer = async (): Promise<void> => {
    gate.resolve(undefined);
    idp.gate = undefined;
    await untold.getToken().catch(() => undefined); // it comes last
  };
  return { idp, kept, told, untold, subjects, answer };
}

describe.each(Object.keys(STORES))("%s", (name) => {
  test("R239 a late answer does not undo a sign-out", async () => {
    const { idp, kept, told, untold, subjects, answer } = await midair(name);
    await kept.forget();
    told.clear();
    await answer();
    expect([kept.value(), subjects]).toEqual([undefined, []]);
    expect(untold.state.error).toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn" });
    await expect(told.start()).rejects.toMatchObject({ action: "signIn" });
    expect(idp.answers).toEqual(["200"]);
  });

  test("R239 and leaves the next user's refresh token alone, whose page never runs as the one before", async () => {
    const { idp, kept, told, subjects, answer } = await midair(name);
    await kept.forget();
    told.clear();
    const next = await idp.signIn({ accountId: "b" });
    await kept.store.write(next);
    await answer();
    await told.start();
    expect(subjects).toEqual(["b", "b"]);
    expect(new Set(idp.answers)).toEqual(new Set(["200"])); // each refresh token was used once
  });

  test("R239 nor a sign-in without a sign-out before it", async () => {
    const { idp, kept, subjects, answer } = await midair(name);
    await kept.store.write(await idp.signIn({ accountId: "b" }));
    await answer();
    await expect.poll(() => subjects).toEqual(["b", "b"]);
    expect(new Set(idp.answers)).toEqual(new Set(["200"]));
  });

  test("R239 forget() signs out at once, and a sign-in after it stays", async () => {
    const idp = await authorizationServer();
    onTestFinished(() => idp[Symbol.asyncDispose]());
    const kept = STORES[name]!(await idp.signIn({ accountId: "a" }));
    const fetchToken = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store: kept.store });
    const request = { signal: new AbortController().signal, attempt: 1 };
    const gate = deferred<undefined>();
    idp.gate = gate.promise;
    const late = fetchToken(request);
    await expect.poll(() => idp.arrived).toBe(1);
    await fetchToken.forget();
    expect(kept.value() || undefined).toBeUndefined();
    await kept.store.write(await idp.signIn({ accountId: "b" }));
    gate.resolve(undefined);
    const { access_token } = (await (await late).json()) as { access_token: string };
    expect(subjectOf(access_token)).toBe("b");
    expect(idp.answers).toEqual(["200", "200"]);
  });
});

test("R361 a successor that the store did not take is forgotten with a sign-out, but not with one that is refused", async () => {
  const idp = await authorizationServer();
  onTestFinished(() => idp[Symbol.asyncDispose]());
  const kept = STORES["a store that answers at once"]!(await idp.signIn());
  const { store } = kept;
  const { write } = store;
  const fetchToken = refreshTokenFetcher({ server: idp.issuer, client: CLIENT_ID, store, onStoreError: () => {} });
  const request = { signal: new AbortController().signal, attempt: 1 };
  store.write = () => {
    throw new Error("quota");
  };
  await fetchToken(request);
  await expect(fetchToken.forget()).rejects.toThrow("quota"); // the app must know that the user is still signed in
  await fetchToken(request);
  store.write = write;
  await fetchToken.forget();
  await expect(fetchToken(request)).rejects.toMatchObject({ message: "The store holds no refresh token" });
  expect(idp.answers).toEqual(["200", "200"]); // the server ends a session whose refresh token comes twice
});
