/** What is told of an agent or a credential whose keeping has ended, and of an agent that meets what no table knows. */
import { inspect } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { acsCredential, createCallAgent, keepCallAgent } from "../../../src/adapters/acs.ts";
import { TokenManager } from "../../../src/index.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { CallingError, FakeCallClient, stage } from "./stage.ts";

function scene() {
  const all = stage({ quiet: true });
  onTestFinished(() => all.tokens.dispose());
  const told: string[] = [];
  const options = {
    environment: all.env,
    onProblem: ({ action }: { action: string }) => void told.push(action),
    onRecovered: () => void told.push("recovered"),
  };
  return { ...all, told, options };
}

test("R393 after kept.stop() nothing is told of what the agent's credential is asked", async () => {
  const { env, tokens, told, options } = scene();
  const kept = await keepCallAgent(new FakeCallClient(), tokens, options);
  const { agent } = kept;
  kept.stop();
  await agent.dispose();
  tokens.clear();
  await expect(agent.credential.getToken()).rejects.toThrow("expired");
  await env.pass(1_000);
  expect(told).toEqual([]);
});

test("R393 after dispose() of a credential nothing is told of a token that was on its way", async () => {
  const { env, source, tokens, told, options } = scene();
  const credential = acsCredential(tokens, options);
  await credential.getToken();
  env.sleep(7_200_000);
  source.latencyMs = 2_000;
  const asked = expect(credential.getToken()).rejects.toThrow("disposed");
  await env.pass(500);
  credential.dispose();
  tokens.clear();
  await env.pass(5_000);
  await asked;
  expect(told).toEqual([]);
});

test("R395 an agent that cannot be made for a reason that no table knows is tried again", async () => {
  const { env, source, tokens, told, options } = scene();
  const client = new FakeCallClient(source.nameOf);
  const kept = await keepCallAgent(client, tokens, options);
  kept.agent.connect();
  await env.pass(600_000);
  client.troubles.push(new Error("something new"));
  kept.agent.refuse();
  await env.pass(6_000);
  expect([client.agents.length, told]).toEqual([2, ["retryLater", "recovered"]]);
});

test("R470 the end of an outage is told once, when there are a token and an agent again", async () => {
  const { env, source, tokens, told, options } = scene();
  const client = new FakeCallClient(source.nameOf);
  const kept = await keepCallAgent(client, tokens, options);
  kept.agent.connect();
  await env.pass(600_000);
  const unreachable = (): Error => new CallingError(408, 40104, "Failed to create CallAgent");
  client.troubles.push(unreachable(), unreachable(), unreachable());
  kept.agent.refuse();
  await env.pass(6_000);
  tokens.clear();
  await env.pass(60_000);
  void tokens.start();
  await env.pass(1_000);
  expect([client.agents.length, told]).toEqual([1, ["retryLater", "signIn"]]);
  await env.pass(60_000);
  expect([client.agents.length, told]).toEqual([2, ["retryLater", "signIn", "recovered"]]);
});

test("R470 an outage of the tokens alone ends with the next token that the agent is given", async () => {
  const { env, source, tokens, told, options } = scene();
  const kept = await keepCallAgent(new FakeCallClient(), tokens, options);
  kept.agent.connect();
  source.mood = { status: 401 };
  tokens.invalidate(tokens.peek()!.value);
  await env.pass(1_000);
  await expect(kept.agent.credential.getToken()).rejects.toThrow("expired");
  source.mood = "up";
  await tokens.start();
  await kept.agent.credential.getToken();
  await env.pass(0);
  expect(told).toEqual(["signIn", "recovered"]);
});

test("R475 an error of the SDK that quotes a token of letters alone is told without it", async () => {
  const [env, secret] = [virtualEnvironment(), "gooseberryumbrellafjord"];
  const tokens = new TokenManager({
    ...{ environment: env, quiet: true },
    fetchToken: () => ({ token: secret, expiresIn: 3_600 }),
  });
  onTestFinished(() => tokens.dispose());
  const refusing = { createCallAgent: () => Promise.reject(new Error(`no agent for ${secret}`)) };
  const error = await createCallAgent(refusing, tokens, { environment: env }).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "ERR_HANDOVER_FAILED" });
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret);
});
