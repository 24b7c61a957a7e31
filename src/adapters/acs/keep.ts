/**
 * Keeps a call agent alive: the SDK disposes of it, calls and all, when a service goes on refusing its token.
 *
 * @module
 */
import { acsCall, acsCallEnd } from "../../diagnose/catalog/acs.ts";
import { explained } from "../../diagnose/explained.ts";
import { fault, type TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/environment.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { type CreateCallAgentOptions, createWith, FRESH } from "./create.ts";
import { acsCredential } from "./credential.ts";
import type { CallAgentLike, CallClientLike, ConnectionStateChange } from "./like.ts";

/** Hanging up asks a service that refuses the token: it may not hold up the new agent. */
const DISPOSE_TIMEOUT_MS = 10_000;

/** Options of {@link keepCallAgent}. */
export interface KeepCallAgentOptions<
  Agent extends CallAgentLike,
  AgentOptions,
> extends CreateCallAgentOptions<AgentOptions> {
  /**
   * There is an agent: add your listeners to it. The first time without `previous`; after that, `previous` is disposed
   * of and `lost` are its calls, which the app may join again.
   */
  onAgent?(agent: Agent, previous: Agent | undefined, lost: Agent["calls"]): void;
  /** One call ended because of the token; the agent lives. With `error.action` `rejoin`, join it again. */
  onCallLost?(call: Agent["calls"][number], error: TokenError): void;
  /** There is no agent, or a new token belongs to somebody else; `error.action` says who must act. */
  onProblem?(error: TokenError): void;
}

/** What {@link keepCallAgent} gives. */
export interface KeptCallAgent<Agent> {
  /** The current agent; while a new one is being made, the old one. */
  readonly agent: Agent;
  /** Stops watching. The agent stays, and is the app's to dispose of. */
  stop(): void;
}

/** The manager or the client is disposed of: the only 404 of `createCallAgent()` is 40012. Nobody wants an agent now. */
const isOver = ({ code, cause }: TokenError): boolean =>
  code === "ERR_DISPOSED" || (cause as { code?: string } | undefined)?.code === "404";

/**
 * Creates a call agent and, whenever the SDK gives it up with `invalidToken`, another one with a fresh token from the
 * same client. A fresh token that is refused as well is reported and ends it; after other failures, the manager's
 * next new token is the next try.
 *
 * @throws TokenError like `createCallAgent`
 */
export async function keepCallAgent<Agent extends CallAgentLike, AgentOptions>(
  callClient: CallClientLike<Agent, AgentOptions>,
  tokens: TokenFeed,
  options: KeepCallAgentOptions<Agent, AgentOptions> = {},
): Promise<KeptCallAgent<Agent>> {
  const clock = { ...DEFAULT_ENVIRONMENT, ...options.environment };
  let reported: TokenError | undefined;
  // A token of somebody else is found by the credential, and then ends the creation as well: told once.
  const onProblem = (error: TokenError): void => {
    if (error !== reported) options.onProblem?.(error);
    reported = error;
  };
  let credential = acsCredential(tokens, { ...options, onProblem });
  let agent = await createWith(credential, callClient, options);
  let isStopped = false;
  let isFresh = false; // made after a refusal, and not connected yet
  let unwatch = (): void => undefined;

  function watch(previous: Agent | undefined, lost: Agent["calls"]): void {
    const mine = agent;
    const onState = (change: ConnectionStateChange): void => {
      if (change.newValue === "Connected") isFresh = false;
      else if (change.reason === "invalidToken") refused(change);
    };
    const onCalls = ({ removed }: { removed: Agent["calls"][number][] }): void => {
      for (const call of removed) {
        const error = explained("The call", call.callEndReason, [acsCallEnd], { provider: "acs-call-end" });
        if (error.action !== "none") options.onCallLost?.(call, error);
      }
    };
    if (mine.connectionState === "Connected") isFresh = false;
    mine.on("connectionStateChanged", onState);
    mine.on("callsUpdated", onCalls);
    unwatch = () => {
      mine.off("connectionStateChanged", onState);
      mine.off("callsUpdated", onCalls);
    };
    options.onAgent?.(mine, previous, lost);
  }

  // Everything up to dispose() runs inside the SDK's own event: after it, the SDK would dispose of the agent itself,
  // and until that has ended createCallAgent() returns the dying agent, and nothing tells when.
  function refused(change: ConnectionStateChange): void {
    const previous = agent;
    const lost = [...previous.calls];
    unwatch();
    const ended = within(DISPOSE_TIMEOUT_MS, "dispose()", clock, () => previous.dispose());
    credential.invalidate();
    credential.dispose(); // the dead agent's socket goes on asking for ever
    if (isFresh) {
      stop();
      void ended.catch(() => undefined);
      return onProblem(explained("The new call agent", change, [acsCall], FRESH));
    }
    isFresh = true;
    void ended.catch(() => undefined).then(() => replace(previous, lost));
  }

  async function replace(previous: Agent, lost: Agent["calls"]): Promise<void> {
    if (isStopped) return;
    credential = acsCredential(tokens, { ...options, onProblem, identity: credential.identity });
    try {
      const next = await createWith(credential, callClient, options);
      if (next === previous)
        throw fault("ERR_HANDOVER_FAILED", "createCallAgent() gave the old agent", "rejoin", "Make a new CallClient.");
      agent = next;
    } catch (error) {
      if (isStopped) return;
      const problem = error as TokenError;
      if (isOver(problem)) stop();
      else
        unwatch = tokens.on("refreshed", () => {
          unwatch();
          void replace(previous, lost);
        });
      onProblem(problem);
      return;
    }
    if (isStopped) void agent.dispose().catch(() => undefined);
    else watch(previous, lost);
  }

  function stop(): void {
    isStopped = true;
    unwatch();
  }

  watch(undefined, []);
  return {
    get agent() {
      return agent;
    },
    stop,
  };
}
