/**
 * A call agent over a line: it asks its credential before each try. What the SDK says was seen with
 * @azure/communication-calling@2.0.0: test/browser/adapters/acs.long.test.ts.
 *
 * @module
 */
import { type AcsCredentialLike, type CallAgentLike, keepCallAgent } from "../../../src/adapters/acs.ts";
import { Emitter } from "./emitter.ts";
import type { Subject } from "./life.ts";
import { Line } from "./line.ts";
import { world, type World } from "./world.ts";

class Agent extends Emitter implements CallAgentLike {
  connectionState = "Disconnected";
  readonly calls: never[] = [];
  readonly line: Line;

  constructor(world: World, credential: AcsCredentialLike) {
    super();
    this.line = new Line(world, {
      lost: () => this.become("Disconnected", "connectionIssue"),
      back: () => this.become("Connected"),
      refused: () => this.become("Disconnected", "invalidToken"),
      ask: () =>
        credential.getToken().then(
          ({ token }) => token,
          () => undefined,
        ),
    });
  }
  become(newValue: string, reason?: string): void {
    const oldValue = this.connectionState;
    this.connectionState = newValue;
    this.emit("connectionStateChanged", { oldValue, newValue, reason });
  }
  async dispose(): Promise<void> {
    this.line.close();
    this.become("Disconnected");
  }
}

export const acs: Subject = {
  name: "keepCallAgent: ACS Calling",
  sdk: "stand-in",
  keptTwice: "is another connection",
  async begin() {
    const here = world();
    const agents: Agent[] = [];
    const client = {
      async createCallAgent(credential: AcsCredentialLike): Promise<Agent> {
        const agent = new Agent(here, credential);
        const { token } = await credential.getToken();
        if ((await agent.line.open(token)) !== "open")
          throw Object.assign(new Error("timeout"), { code: 408, subCode: 40104 });
        agents.push(agent);
        agent.become("Connected");
        return agent;
      },
    };
    const kept = await keepCallAgent(client, here.tokens, here.options);
    return {
      world: here,
      stop: () => kept.stop(),
      accepted: () => agents.reduce((sum, { line }) => sum + line.accepted, 0),
      isServed: () => agents.some(({ line }) => line.isServed),
      listeners: () => agents.reduce((sum, { listeners }) => sum + listeners, 0),
      timers: () => agents.reduce((sum, { line }) => sum + line.timers, 0),
      cut: () => agents.forEach(({ line }) => line.cut()),
      async leave() {
        kept.stop();
        await kept.agent.dispose();
      },
    };
  },
};
