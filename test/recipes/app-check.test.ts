import { deleteApp, initializeApp } from "@firebase/app";
import { CustomProvider, initializeAppCheck, onTokenChanged } from "@firebase/app-check";
import { connectFunctionsEmulator, getFunctions, httpsCallable } from "@firebase/functions";
import { expect, test } from "vitest";
import { expiry, serve } from "./kit.ts";

test("R232 App Check sends the next token after an expiry", async () => {
  const { tokens, shown, takes, runOut } = await expiry();
  const { port } = await serve((request, response) => {
    const status = takes(request.headers["x-firebase-appcheck"] as string | undefined) ? 200 : 401;
    response.writeHead(status, { "content-type": "application/json" }).end('{"result":3}');
  });
  const app = initializeApp({ projectId: "orders", apiKey: "key", appId: "app" });

  // #region App Check
  const appCheck = initializeAppCheck(app, {
    provider: new CustomProvider({
      getToken: async () => ({
        token: await tokens.getToken(),
        expireTimeMillis: tokens.peek()?.expiresAt ?? Date.now() + 60_000,
      }),
    }),
    isTokenAutoRefreshEnabled: false,
  });
  // #endregion

  expect(appCheck.app).toBe(app);
  const functions = getFunctions(app);
  connectFunctionsEmulator(functions, "127.0.0.1", port);
  const count = httpsCallable(functions, "count");
  expect((await count()).data).toBe(3);
  await runOut();
  expect((await count()).data).toBe(3);
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
});

test("trap: with its own refreshing on, App Check asks a manager that has no newer token without a pause", async () => {
  const { tokens, pass } = await expiry();
  await pass(400_000); // fresh for the manager for 170 s more; App Check wants the next five minutes ahead
  let asked = 0;
  const app = initializeApp({ projectId: "orders", apiKey: "key", appId: "app" }, "trap");
  const getToken = async (): Promise<{ token: string; expireTimeMillis: number }> => {
    asked++;
    return { token: await tokens.getToken(), expireTimeMillis: tokens.peek()!.expiresAt! };
  };
  const appCheck = initializeAppCheck(app, {
    provider: new CustomProvider({ getToken }),
    isTokenAutoRefreshEnabled: true,
  });
  onTokenChanged(appCheck, () => {});
  await expect.poll(() => asked).toBeGreaterThan(30);
  await deleteApp(app);
});
