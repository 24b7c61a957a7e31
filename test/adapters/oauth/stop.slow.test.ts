/**
 * A component that mounts, unmounts and mounts again must not burn a rotating refresh token: against a real server that
 * rotates and detects reuse, with a fetcher of the app's own that knows nothing of `evertoken/oauth`.
 */
import { expect, onTestFinished, test } from "vitest";
import { TokenManager } from "../../../src/manager.ts";
import { authorizationServer, CLIENT_ID } from "../../support/authorization-server.ts";

test.for([0, 1, 5])("R133 start(), stop() and start() with %i turns of the event loop between them", async (turns) => {
  const idp = await authorizationServer();
  onTestFinished(() => idp[Symbol.asyncDispose]());
  let refreshToken = await idp.signIn();
  let sent = 0;
  const tokens = new TokenManager({
    overlap: "never",
    minRefreshIntervalMs: 1_000,
    quiet: true,
    async fetchToken({ signal }) {
      sent++;
      const body = new URLSearchParams({
        grant_type: "refresh_token",
        client_id: CLIENT_ID,
        refresh_token: refreshToken,
      });
      const response = await fetch(`${idp.issuer}/token`, { method: "POST", body, signal });
      const answer = (await response.json()) as { refresh_token: string; access_token: string; error?: string };
      if (answer.error !== undefined) throw Object.assign(new Error(answer.error), { error: answer.error });
      refreshToken = answer.refresh_token;
      return answer;
    },
  });
  onTestFinished(() => tokens.dispose());
  const turn = async (): Promise<void> => {
    for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
  };
  for (let i = 0; i < 5; i++) {
    void tokens.start();
    await turn();
    tokens.stop();
    await turn();
  }
  const first = await tokens.start();
  expect(tokens.state.phase).toBe("holding");
  expect(sent).toBe(1); // its call ran to the end, and its token was kept
  const second = await tokens.getToken({ forceRefresh: true }).catch((error: unknown) => error);
  expect(second).not.toBe(first.value);
  expect(typeof second).toBe("string"); // the successor is still good
});
