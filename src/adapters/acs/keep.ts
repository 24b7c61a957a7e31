/**
 * Keeps a call agent alive: the SDK disposes of it, calls and all, when a service goes on refusing its token.
 *
 * @module
 */
import { acsCall, acsCallEnd } from "../../diagnose/catalog/acs.ts";
import type { TokenError } from "../../errors.ts";
import { type AdapterClock, clockOf } from "../common/clock.ts";
import { ReopenAlarm } from "../common/connection/reopen-alarm.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { tellApp } from "../common/app-callbacks.ts";
import { checkOptions } from "../common/options.ts";
import { STEADY_MS } from "../common/steady.ts";
import { FRESH_TOKEN, orTriedAgain, vendorError } from "../common/vendor-error.ts";
import { AgentOutage } from "./agent-outage.ts";
import { CREATE_OPTIONS, createWith } from "./create.ts";
import { type AcsCredential, credentialWith } from "./credential.ts";
import type { KeepCallAgentOptions } from "./keep-options.ts";
import { refuseOldAgent } from "./old-agent.ts";
import type { CallAgentLike, CallClientLike, ConnectionStateChange } from "./like.ts";

/** Hanging up asks a service that refuses the token: it may not hold up the new agent. */
const DISPOSE_TIMEOUT_MS = 10_000;

/** What the SDK says where it does not just give the old agent: there is one for this user. */
const NOT_ENDED = { code: 409, subCode: 40228 };
/** The only 404 of `createCallAgent()` (40012): the client is disposed of, nobody wants an agent any more. */
const CLIENT_DISPOSED = "404";

/** What {@link keepCallAgent} gives. */
export interface KeptCallAgent<Agent> {
  /** The current agent; while a new one is being made, the old one. */
  readonly agent: Agent;
  /** Stops watching. The agent stays, and is the app's to dispose of. */
  stop(): void;
}

/**
 * Creates a call agent and, whenever the SDK gives it up with `invalidToken`, another one with a fresh token from the
 * same client. A fresh token that is refused as well is reported and ends it; after other failures, the manager's
 * next new token is the next try. `onProblem`: there is no token, no agent, or a token of somebody else.
 *
 * @throws like `createCallAgent`; TypeError for an agent of \@azure/communication-calling before 1.23
 */
export async function keepCallAgent<Agent extends CallAgentLike, AgentOptions>(
  callClient: CallClientLike<Agent, AgentOptions>,
  tokens: TokenFeed,
  options: KeepCallAgentOptions<Agent, AgentOptions> = {},
): Promise<KeptCallAgent<Agent>> {
  checkOptions(options, [...CREATE_OPTIONS, "onAgent", "onCallLost"]);
  const outage = new AgentOutage(options, clockOf(options));
  const credential = credentialWith(outage, tokens, options);
  const agent = await createWith(credential, callClient, options);
  refuseOldAgent(agent);
  const keeper = new CallAgentKeeper({ callClient, tokens, options, outage }, agent, credential);
  return {
    get agent() {
      return keeper.agent;
    },
    stop: () => keeper.stop(),
  };
}

/** What a keeper works with. */
interface KeeperTools<Agent extends CallAgentLike, AgentOptions> {
  readonly callClient: CallClientLike<Agent, AgentOptions>;
  readonly tokens: TokenFeed;
  readonly options: KeepCallAgentOptions<Agent, AgentOptions>;
  /** Outlives each credential. */
  readonly outage: AgentOutage;
}

class CallAgentKeeper<Agent extends CallAgentLike, AgentOptions> {
  agent: Agent;
  #credential: AcsCredential;
  /** The agent was made after a refusal, and has not connected yet: a refusal of this one is not the token's age. */
  #isReplacement = false;
  /** The agent has taken the place of another one; epoch ms. */
  #replacedAt = -Infinity;
  #isStopped = false;
  /** Removes what waits for the next event of the agent, or for the next token. */
  #unwatch = (): void => undefined;
  readonly #outage: AgentOutage;
  /** A service that was not to be had is tried again: the manager's next token may be an hour away. */
  readonly #alarm: ReopenAlarm;
  #tryAgain = (): void => undefined;
  readonly #tools: KeeperTools<Agent, AgentOptions>;
  readonly #clock: AdapterClock;

  constructor(tools: KeeperTools<Agent, AgentOptions>, agent: Agent, credential: AcsCredential) {
    [this.#tools, this.agent, this.#credential] = [tools, agent, credential];
    [this.#clock, this.#outage] = [clockOf(tools.options), tools.outage];
    this.#alarm = new ReopenAlarm(this.#clock, () => this.#tryAgain());
    this.#watch(undefined, []);
  }

  stop(): void {
    this.#isStopped = true;
    this.#unwatch();
    this.#alarm.clear();
    this.#outage.stop();
  }

  #watch(previous: Agent | undefined, lost: Agent["calls"]): void {
    const { agent } = this;
    const onState = (change?: ConnectionStateChange): void => {
      if (change?.reason === "invalidToken") this.#refused(change);
      else if (agent.connectionState === "Connected") this.#isReplacement = false;
    };
    const onCalls = ({ removed }: { removed: Agent["calls"][number][] }): void => removed.forEach(this.#callEnded);
    onState(); // the agent may have connected before anybody listened
    agent.on("connectionStateChanged", onState);
    agent.on("callsUpdated", onCalls);
    this.#unwatch = () => {
      agent.off("connectionStateChanged", onState);
      agent.off("callsUpdated", onCalls);
    };
    tellApp(() => this.#tools.options.onAgent?.(agent, previous, lost));
  }

  readonly #callEnded = (call: Agent["calls"][number]): void => {
    const error = vendorError("The call", call.callEndReason, acsCallEnd);
    if (error.action !== "none") tellApp(() => this.#tools.options.onCallLost?.(call, error));
  };

  // Everything up to dispose() runs inside the SDK's own event. After the event the SDK would dispose of the agent by
  // itself. Until that disposal has ended, createCallAgent() returns the dying agent, and no event tells of the end.
  #refused(change: ConnectionStateChange): void {
    const previous = this.agent;
    const lost = [...previous.calls];
    this.#unwatch();
    this.#outage.hold();
    this.#outage.hasAgent = false;
    const ended = within(DISPOSE_TIMEOUT_MS, "dispose()", this.#clock, () => previous.dispose());
    this.#credential.invalidate();
    this.#credential.dispose(); // the dead agent's socket asks its credential for ever
    if (this.#isReplacement) {
      this.#outage.problem(vendorError("createCallAgent()", change, acsCall, FRESH_TOKEN), "end");
      this.stop();
    }
    this.#isReplacement = true;
    const replace = (): void => this.#replaceOrWait(() => void this.#replace(previous, lost), change);
    void ended.then(replace, replace); // what comes of createCallAgent() tells whether the old agent has ended
  }

  /** An agent that is given up soon after the one before it has been: others follow with growing waits. */
  #replaceOrWait(replace: () => void, change: ConnectionStateChange): void {
    if (this.#isStopped) return;
    if (this.#clock.now() - this.#replacedAt >= STEADY_MS) {
      this.#alarm.forget();
      return replace();
    }
    this.#tryAgain = replace;
    this.#alarm.set();
    this.#outage.problem(vendorError("The call agent", change, acsCall));
  }

  async #replace(previous: Agent, lost: Agent["calls"]): Promise<void> {
    if (this.#isStopped) return;
    const { callClient, tokens, options, outage } = this.#tools;
    this.#credential = credentialWith(outage, tokens, { ...options, identity: this.#credential.identity });
    try {
      const agent = await createWith(this.#credential, callClient, options);
      if (agent === previous) throw vendorError("dispose()", NOT_ENDED, acsCall);
      this.agent = agent;
      if (this.#isStopped) await agent.dispose();
    } catch (error) {
      if (!this.#isStopped) this.#notReplaced(error as TokenError, () => void this.#replace(previous, lost));
      return;
    }
    if (this.#isStopped) return;
    outage.hasAgent = true;
    outage.end();
    this.#replacedAt = this.#clock.now();
    this.#watch(previous, lost);
  }

  #notReplaced(thrown: TokenError, replace: () => void): void {
    const isEnd = (thrown.cause as { code?: string } | undefined)?.code === CLIENT_DISPOSED;
    const error = isEnd ? thrown : orTriedAgain(thrown);
    this.#outage.problem(error, isEnd ? "end" : "another");
    if (isEnd) {
      this.stop();
      return;
    }
    this.#tryAgain = () => {
      this.#unwatch();
      this.#alarm.clear();
      replace();
    };
    this.#unwatch = this.#tools.tokens.on("refreshed", this.#tryAgain);
    if (error.code === "ERR_HANDOVER_FAILED" && error.action === "retryLater") this.#alarm.set();
  }
}
