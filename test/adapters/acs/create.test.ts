import { describe, expect, test } from "vitest";
import { createCallAgent, forTeams } from "../../../src/adapters/acs.ts";
import type { TokenError } from "../../../src/index.ts";
import { CallingError, FakeCallClient, type Stage, stage } from "./stage.ts";

const EXPIRED = new CallingError(401, 40235, "AccessToken expired");

/** `ok`, or what the error says. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "ok",
    (error: unknown) => `${(error as TokenError).code} ${(error as TokenError).action}`,
  );

function scene(options?: Parameters<typeof stage>[0]): Stage & { client: FakeCallClient } {
  const all = stage(options);
  return { ...all, client: new FakeCallClient(all.source.nameOf) };
}

describe("createCallAgent", () => {
  test("gives the client a credential and its options", async () => {
    const { client, tokens, env } = scene();
    const agent = await createCallAgent(client, tokens, { agentOptions: { displayName: "Ann" }, environment: env });
    expect(agent).toBe(client.agent);
    expect(client.given).toEqual(["t1"]);
    expect(client.options).toEqual({ displayName: "Ann" });
  });

  test("for a Teams user calls createTeamsCallAgent", async () => {
    const { client, tokens, env } = scene();
    const teams = { createTeamsCallAgent: client.createCallAgent.bind(client) };
    const agentOptions = { displayName: "Ann" };
    expect(await createCallAgent(forTeams(teams), tokens, { agentOptions, environment: env })).toBe(client.agent);
    expect(client.options).toBe(agentOptions);
  });

  test("does not trouble the SDK while there is no token, and says why", async () => {
    const { client, tokens, env, source } = scene({ retry: { retries: 0 } });
    source.mood = { status: 403 };
    expect(await outcome(createCallAgent(client, tokens, { environment: env }))).toBe("ERR_REAUTH_REQUIRED signIn");
    source.mood = "down";
    void tokens.start();
    await env.pass(0);
    expect(await outcome(createCallAgent(client, tokens, { environment: env }))).toBe("ERR_FETCH_FAILED retryLater");
    expect(client.calls).toBe(0);
  });

  test("tries once more with a fresh token, where the SDK says that the token has expired (40235)", async () => {
    const { client, tokens, env } = scene();
    client.troubles.push(EXPIRED);
    await createCallAgent(client, tokens, { environment: env });
    expect(client.given).toEqual(["t2"]);
  });

  test("says that a clock is wrong, where the fresh token has expired as well", async () => {
    const { client, tokens, env, source } = scene();
    client.troubles.push(EXPIRED, EXPIRED);
    const failed = createCallAgent(client, tokens, { environment: env });
    await expect(failed).rejects.toMatchObject({
      code: "ERR_HANDOVER_FAILED",
      action: "fixClock",
      message: expect.stringContaining("ACCESSTOKEN_EXPIRED (401/40235)"),
    });
    expect(source.requests.length).toBe(2);
    expect(source.nameOf(await tokens.getToken())).toBe("t2");
  });

  test("names the manager's error, where the fresh token cannot be had", async () => {
    const { client, tokens, env, source } = scene({ retry: { retries: 0 } });
    await tokens.start();
    source.mood = { status: 401 };
    client.troubles.push(EXPIRED);
    expect(await outcome(createCallAgent(client, tokens, { environment: env }))).toBe("ERR_REAUTH_REQUIRED signIn");
  });

  test.each([
    [new CallingError(401, 44113, "AccessToken does not contain 'voip' or 'voip.join' scope"), "fixConfig"],
    [new CallingError(403, 40229, "CallAgent must be created only with ACS token"), "fixConfig"],
    [new CallingError(408, 40104, "User stack init timeout"), "retryLater"],
    [new CallingError(409, 40228, "an instance already exists"), "none"],
    [new CallingError(404, 40012, "The CallClient has been disposed"), "none"],
  ])("explains %s, and asks for no token", async (error, action) => {
    const { client, tokens, env, source } = scene();
    client.troubles.push(error);
    expect(await outcome(createCallAgent(client, tokens, { environment: env }))).toBe(`ERR_HANDOVER_FAILED ${action}`);
    expect(source.requests.length).toBe(1);
  });

  test("shows no token in its errors", async () => {
    const { client, tokens, env } = scene();
    const { value } = await tokens.start();
    client.troubles.push(new CallingError(500, 40201, `Failed to parse ${value}`));
    const error = await createCallAgent(client, tokens, { environment: env }).catch((reason: unknown) => reason);
    const { message, cause, stack } = error as TokenError;
    expect([message, stack, (cause as Error).message, (cause as Error).stack].join()).not.toContain(value.slice(0, 20));
  });

  test("ends after a minute where the SDK's promise stays open for ever", async () => {
    const { client, tokens, env } = scene();
    const never = new Promise<void>(() => undefined);
    client.troubles.push(never, never);
    const settled: string[] = [];
    const bare = { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }), dispose: () => undefined };
    void client.createCallAgent(bare).then(() => settled.push("raw"));
    void outcome(createCallAgent(client, tokens, { environment: env })).then((end) => settled.push(end));
    await env.pass(59_999);
    expect(settled).toEqual([]);
    await env.pass(1);
    expect(settled).toEqual(["ERR_HANDOVER_FAILED retryLater"]);
  });

  test("an agent that comes after the deadline is disposed of: the client allows one at a time", async () => {
    const { client, tokens, env } = scene();
    let open = (): void => undefined;
    client.troubles.push(new Promise((resolve) => (open = resolve)));
    const failed = outcome(createCallAgent(client, tokens, { environment: env, createTimeoutMs: 5_000 }));
    await env.pass(5_000);
    expect(await failed).toBe("ERR_HANDOVER_FAILED retryLater");
    open();
    await env.pass(0);
    expect(client.agent.isDisposed).toBe(true);
  });

  test("an agent that comes after the deadline lives where the next call has been given it", async () => {
    const { client, tokens, env } = scene();
    let open = (): void => undefined;
    client.troubles.push(new Promise((resolve) => (open = resolve)));
    const failed = outcome(createCallAgent(client, tokens, { environment: env, createTimeoutMs: 5_000 }));
    await env.pass(5_000);
    expect(await failed).toBe("ERR_HANDOVER_FAILED retryLater");
    const agent = await createCallAgent(client, tokens, { environment: env });
    open();
    await env.pass(0);
    expect([client.agents.length, client.agent === agent, agent.isDisposed]).toEqual([1, true, false]);
  });

  test("leaves no timer behind", async () => {
    const { client, tokens, env } = scene();
    await createCallAgent(client, tokens, { environment: env });
    tokens.dispose();
    expect([env.timers, env.listeners, client.agent.listenerCount]).toEqual([0, 0, 0]);
  });
});
