/** `classifyError: diagnoseError`: the catalog decides what the core's own rules cannot know. */
import { expect, test } from "vitest";
import { diagnoseError } from "../../src/diagnose.ts";
import { TokenManager } from "../../src/index.ts";
import { virtualEnvironment } from "../../src/testing.ts";

async function outcome(thrown: Error, isInformed = true): Promise<string> {
  const env = virtualEnvironment();
  const tokens = new TokenManager({
    fetchToken: () => Promise.reject(thrown),
    environment: env,
    ...(isInformed && { classifyError: diagnoseError }),
  });
  const ended = new Promise<string>((resolve) => {
    tokens.on("refreshFailed", ({ error }) => resolve(`${tokens.state.phase} ${error.action}`));
  });
  void tokens.start();
  await env.pass(30_000);
  tokens.dispose();
  return ended;
}

const error = (fields: object): Error => Object.assign(new Error("no"), fields);

test("a vendor's terminal error that the core alone would retry", async () => {
  const gone = error({ code: "auth/user-token-expired" }); // Firebase: the account was changed, the session is over
  expect(await outcome(gone, false)).toBe("waiting retryLater");
  expect(await outcome(gone)).toBe("halted signIn");
});

test("an action about a token in use is no opinion about a fetch: the core's own rules decide", async () => {
  const refused = error({ status: 401 });
  expect(diagnoseError(refused).action).toBe("refresh");
  expect(await outcome(refused)).toBe("halted signIn");
});

test.each([
  ["a network failure", new TypeError("Failed to fetch")],
  ["429", error({ status: 429 })],
  ["503", error({ status: 503 })],
  ["what nobody knows", error({})],
])("%s stays transient", async (_, thrown) => {
  expect(await outcome(thrown)).toBe("waiting retryLater");
});

test("a developer's mistake says so", async () => {
  expect(await outcome(error({ error: "invalid_client", status: 400 }))).toBe("waiting fixConfig");
});
