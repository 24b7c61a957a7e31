import { describe, expect, test, vi } from "vitest";
import {
  type AcsCredentialLike,
  keepCallAgent,
  type KeepCallAgentOptions,
  type KeptCallAgent,
} from "../../../src/adapters/acs.ts";
import { CallingError, type FakeAgent, FakeCallClient, mint, type Stage, stage } from "./stage.ts";

interface Scene extends Stage {
  readonly client: FakeCallClient;
  readonly kept: KeptCallAgent<FakeAgent>;
  /** What the app was told. */
  readonly journal: string[];
}

async function scene(
  options: Parameters<typeof stage>[0] = {},
  more: KeepCallAgentOptions<FakeAgent, object> = {},
): Promise<Scene> {
  const all = stage({ retry: { retries: 0 }, ...options });
  const client = new FakeCallClient(all.source.nameOf);
  const journal: string[] = [];
  const numberOf = (agent: FakeAgent): number => client.agents.indexOf(agent) + 1;
  const kept = await keepCallAgent(client, all.tokens, {
    environment: all.env,
    onAgent(agent, previous, lost) {
      const calls = lost.map(({ id }) => id).join();
      journal.push(
        previous ? `agent ${numberOf(agent)} after ${numberOf(previous)} (${calls})` : `agent ${numberOf(agent)}`,
      );
    },
    onCallLost: ({ id }, { action }) => journal.push(`lost ${id}: ${action}`),
    onProblem: ({ code, action }) => journal.push(`${code} ${action}`),
    ...more,
  });
  return { ...all, client, kept, journal };
}

describe("keepCallAgent", () => {
  test("creates the agent, and tells of it as of every later one", async () => {
    const { client, kept, journal } = await scene();
    expect(kept.agent).toBe(client.agent);
    expect(journal).toEqual(["agent 1"]);
  });

  test("after invalidToken creates another one with a fresh token, and names the calls that are lost", async () => {
    const { client, kept, journal, env, tokens } = await scene();
    const { agent } = kept;
    agent.connect();
    agent.calls = [{ id: "a" }, { id: "b" }];
    agent.refuse();
    await env.pass(0);
    expect(journal).toEqual(["agent 1", "agent 2 after 1 (a,b)"]);
    expect(client.given).toEqual(["t1", "t2"]);
    expect(kept.agent).toBe(client.agents[1]);
    expect(agent.isDisposed).toBe(true);
    await expect(agent.credential.getToken()).rejects.toThrow("disposed"); // its socket goes on asking
    expect(tokens.state.phase).toBe("holding");
  });

  test("does so as often as it happens to agents that were connected", async () => {
    const { client, kept, journal, env } = await scene();
    for (let i = 0; i < 3; i++) {
      kept.agent.connect();
      await env.pass(600_000);
      kept.agent.refuse();
      await env.pass(0);
    }
    expect(journal).toEqual(["agent 1", "agent 2 after 1 ()", "agent 3 after 2 ()", "agent 4 after 3 ()"]);
    expect(client.given).toEqual(["t1", "t2", "t3", "t4"]);
  });

  test("R348 does so with growing waits when agents connect and are given up at once, and tells it twice at most", async () => {
    const recovered: string[] = [];
    const { client, kept, journal, env } = await scene({}, { onRecovered: () => void recovered.push("recovered") });
    const at: number[] = [];
    for (let second = 0; second < 200; second++) {
      if (!kept.agent.isDisposed) {
        at.push(second);
        kept.agent.connect();
        kept.agent.refuse();
      }
      await env.pass(1_000);
    }
    expect(at).toEqual([0, 1, 6, 16, 36, 76, 136, 196]);
    const problems = Array.from({ length: 2 }, () => "ERR_HANDOVER_FAILED rejoin");
    expect(journal.filter((line) => !line.startsWith("agent"))).toEqual(problems);
    expect(recovered).toHaveLength(1);
    await env.pass(60_000);
    kept.agent.connect();
    await env.pass(60_000);
    expect([recovered, client.agents.length]).toEqual([["recovered", "recovered"], 9]);
  });

  test("counts an agent that is connected already when it arrives as a good one", async () => {
    const { client, kept, journal, env } = await scene();
    const create = client.createCallAgent.bind(client);
    client.createCallAgent = async (credential) => {
      const agent = await create(credential);
      agent.connectionState = "Connected";
      return agent;
    };
    for (let i = 0; i < 2; i++) {
      kept.agent.refuse();
      await env.pass(600_000);
    }
    expect(journal).toEqual(["agent 1", "agent 2 after 1 ()", "agent 3 after 2 ()"]);
  });

  test("waits for the old agent's end: until then the client would give that one again", async () => {
    const { kept, journal, env } = await scene();
    let hangUp = (): void => undefined;
    kept.agent.hangUp = new Promise((resolve) => (hangUp = resolve));
    kept.agent.refuse();
    await env.pass(9_000);
    expect(journal).toEqual(["agent 1"]);
    hangUp();
    await env.pass(0);
    expect(journal).toEqual(["agent 1", "agent 2 after 1 ()"]);
  });

  test("an old agent that never ends is reported, not taken for a new one", async () => {
    const { kept, journal, env } = await scene();
    kept.agent.hangUp = new Promise(() => undefined);
    kept.agent.refuse();
    await env.pass(10_000);
    expect(journal).toEqual(["agent 1", "ERR_HANDOVER_FAILED none"]);
  });

  test("leaves a lost connection to the SDK", async () => {
    const { client, kept, journal, env } = await scene();
    kept.agent.connect();
    kept.agent.refuse("connectionIssue");
    await env.pass(60_000);
    kept.agent.connect();
    expect([journal, client.agents.length]).toEqual([["agent 1"], 1]);
  });

  test("never loops: a fresh token that is refused as well is reported, and ends it", async () => {
    const { client, kept, journal, env } = await scene();
    kept.agent.connect();
    kept.agent.refuse();
    await env.pass(200_000);
    kept.agent.refuse();
    await env.pass(7_200_000);
    expect(journal).toEqual(["agent 1", "agent 2 after 1 ()", "ERR_HANDOVER_FAILED fixConfig"]);
    expect(client.agents.map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
    await expect(client.agent.credential.getToken()).rejects.toThrow("disposed");
  });

  test("while there is no token it says who must act, and goes on with the next token there is", async () => {
    const { client, kept, journal, env, source, tokens } = await scene();
    source.mood = "down";
    kept.agent.refuse();
    await env.pass(4_000);
    expect(journal).toEqual(["agent 1", "ERR_FETCH_FAILED retryLater"]);
    source.mood = { status: 403 };
    await env.pass(20_000);
    source.mood = "up";
    await env.pass(20_000); // halted: the user must sign in
    void tokens.start();
    await env.pass(0);
    expect(journal).toEqual(["agent 1", "ERR_FETCH_FAILED retryLater", "agent 2 after 1 ()"]);
    expect(client.given).toEqual(["t1", "t2"]);
  });

  test("R231 while the service is not to be had, tries again with growing waits, and at once on a wake-up", async () => {
    const { client, kept, journal, env } = await scene();
    const unreachable = (): Error => new CallingError(408, 40104, "User stack init timeout");
    client.troubles.push(...Array.from({ length: 6 }, unreachable));
    kept.agent.refuse();
    const before = client.calls;
    await env.pass(0);
    expect(journal).toEqual(["agent 1", "ERR_HANDOVER_FAILED retryLater"]);
    await env.pass(136_000); // after 0, 5, 15, 35, 75 and 135 s
    expect(client.calls - before).toBe(6);
    env.wake("online");
    await env.pass(1_000);
    expect(journal.slice(2)).toEqual(["agent 2 after 1 ()"]);
    expect(client.given).toEqual(["t1", "t2"]);
  });

  test("R231 stop() while it waits for that leaves nothing behind", async () => {
    const { client, kept, env, tokens } = await scene();
    client.troubles.push(new CallingError(408, 40104, "User stack init timeout"));
    kept.agent.refuse();
    await env.pass(1_000);
    kept.stop();
    tokens.dispose();
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  });

  test("ends by itself when the client or the manager is disposed of", async () => {
    const gone = await scene();
    gone.client.troubles.push(new CallingError(404, 40012, "The CallClient has been disposed"));
    gone.kept.agent.refuse();
    await gone.env.pass(7_200_000);
    expect(gone.journal).toEqual(["agent 1", "ERR_HANDOVER_FAILED none"]);

    const unknown = await scene();
    unknown.client.troubles.push(new CallingError(409, 40001, "Failed to create CallAgent. Please try again"));
    unknown.kept.agent.refuse();
    await unknown.env.pass(7_200_000);
    expect(unknown.journal).toEqual(["agent 1", "ERR_HANDOVER_FAILED retryLater", "agent 2 after 1 ()"]);

    const over = await scene();
    over.tokens.dispose();
    over.kept.agent.refuse();
    await over.env.pass(0);
    expect(over.journal).toEqual(["agent 1", "ERR_DISPOSED none"]);
    expect([over.env.timers, over.env.listeners]).toEqual([0, 0]);
  });

  test("goes on after a pause of the manager", async () => {
    const { kept, journal, env, tokens } = await scene();
    tokens.stop();
    kept.agent.refuse();
    await env.pass(0);
    void tokens.start();
    await env.pass(0);
    expect(journal).toEqual(["agent 1", "ERR_STOPPED none", "agent 2 after 1 ()"]);
  });

  test("tells of a call that ended because of the token while the agent lives, and of no other", async () => {
    const { kept, journal, env } = await scene();
    const ended = (id: string, code: number, subCode: number): object => ({ id, callEndReason: { code, subCode } });
    const removed = [
      ended("a", 495, 4507),
      ended("b", 0, 0),
      ended("c", 401, 10009),
      ended("d", 480, 10037),
      { id: "e" },
    ];
    kept.agent.emit("callsUpdated", { added: [], removed });
    await env.pass(0);
    expect(journal).toEqual(["agent 1", "lost a: rejoin", "lost c: rejoin"]);
  });

  test("refuses to change the user, also from one agent to the next", async () => {
    let user = "alice";
    const { env } = stage();
    const fetchToken = (): string => mint(env, { resourceId: "r", skypeid: `acs:r_${user}` });
    const again = await scene({ environment: env, fetchToken }, { environment: env });
    user = "bob";
    again.kept.agent.refuse();
    await env.pass(0);
    expect(again.journal).toEqual(["agent 1", "ERR_HANDOVER_FAILED fixConfig"]);
  });

  test("rejects where the first agent cannot be created, and leaves nothing behind", async () => {
    const { env, tokens, source } = stage({ retry: { retries: 0 } });
    source.mood = { status: 403 };
    const client = new FakeCallClient();
    await expect(keepCallAgent(client, tokens, { environment: env })).rejects.toMatchObject({ action: "signIn" });
    tokens.dispose();
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  });
});

describe("stop()", () => {
  test("removes every listener and timer, keeps the agent, and may be called twice", async () => {
    const { client, kept, journal, env, tokens } = await scene();
    expect(kept.agent.listenerCount).toBe(2);
    kept.stop();
    kept.stop();
    expect(kept.agent.listenerCount).toBe(0);
    kept.agent.refuse();
    await env.pass(60_000);
    expect([journal, client.agents.length, kept.agent.isDisposed]).toEqual([["agent 1"], 1, false]);
    tokens.dispose();
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  });

  test("while a new agent is being made, disposes of that one", async () => {
    const { client, kept, journal, env } = await scene();
    let open = (): void => undefined;
    client.troubles.push(new Promise((resolve) => (open = resolve)));
    kept.agent.refuse();
    await env.pass(0);
    kept.stop();
    open();
    await env.pass(0);
    expect(client.agents.map(({ isDisposed }) => isDisposed)).toEqual([true, true]);
    expect([journal, client.agent.listenerCount]).toEqual([["agent 1"], 0]);
  });

  test("while a new agent is being made, says nothing of its failure", async () => {
    const { client, kept, journal, env } = await scene();
    let fail = (_error: Error): void => undefined;
    client.troubles.push(new Promise((_, reject) => (fail = reject)));
    kept.agent.refuse();
    await env.pass(0);
    kept.stop();
    fail(new CallingError(408, 40104, "User stack init timeout"));
    await env.pass(7_200_000);
    expect([journal, client.agents.length]).toEqual([["agent 1"], 1]);
  });

  test("while the old agent ends or a token is waited for, nothing more is made", async () => {
    const ending = await scene();
    ending.kept.agent.refuse();
    ending.kept.stop();
    await ending.env.pass(60_000);
    const waiting = await scene();
    waiting.source.mood = "down";
    waiting.kept.agent.refuse();
    await waiting.env.pass(0);
    waiting.kept.stop();
    waiting.source.mood = "up";
    await waiting.env.pass(60_000);
    expect([ending.client.agents.length, waiting.client.agents.length]).toEqual([1, 1]);
    expect(waiting.journal).toEqual(["agent 1", "ERR_FETCH_FAILED retryLater"]);
  });
});

test("R211 callbacks that throw harm neither the SDK nor the keeping, from the first agent on", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const bug = (name: string) => (): never => {
    throw new Error(name);
  };
  const { env, kept, source, client } = await scene(
    {},
    { onAgent: bug("agent"), onCallLost: bug("call"), onProblem: bug("problem"), onRecovered: bug("recovered") },
  );
  await env.pass(0);
  kept.agent.connect();
  kept.agent.emit("callsUpdated", { added: [], removed: [{ id: "a", callEndReason: { code: 495, subCode: 4507 } }] });
  source.mood = "down";
  kept.agent.refuse();
  await env.pass(10_000);
  source.mood = "up";
  await env.pass(60_000);
  expect(kept.agent).toBe(client.agents[1]);
  expect(reported.mock.calls.map(([error]) => (error as Error).message)).toEqual([
    ...["agent", "call", "problem", "recovered", "agent"],
  ]);
  reported.mockRestore();
});

test("R234 an agent that does not tell of its connection is refused, and disposed of", async () => {
  const { tokens } = stage();
  const client = new FakeCallClient();
  const old = {
    async createCallAgent(credential: AcsCredentialLike): Promise<FakeAgent> {
      const agent = await client.createCallAgent(credential);
      delete (agent as Partial<FakeAgent>).connectionState; // as before 1.23
      return agent;
    },
  };
  await expect(keepCallAgent(old, tokens)).rejects.toThrow(
    new TypeError("This call agent is too old: @azure/communication-calling 1.23 or later is needed"),
  );
  expect(client.agent.isDisposed).toBe(true);
});
