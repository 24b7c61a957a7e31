/** What is told of an agent or a credential whose keeping has ended, and of an agent that meets what no table knows. */
import { expect, onTestFinished, test } from "vitest";
import { acsCredential, keepCallAgent } from "../../../src/adapters/acs.ts";
import { FakeCallClient, stage } from "./stage.ts";

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
