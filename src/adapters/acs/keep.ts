/**
 * Keeps a call agent alive: the SDK disposes of it, calls and all, when a service goes on refusing its token.
 *
 * @module
 */
import { acsCall, acsCallEnd } from "../../diagnose/catalog/acs.ts";
import { explained } from "../common/vendor-error.ts";
import type { TokenError } from "../../errors.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { type CreateCallAgentOptions, createWith, FRESH } from "./create.ts";
import { acsCredential, clockOf } from "./credential.ts";
import type { CallAgentLike, CallClientLike, ConnectionStateChange } from "./like.ts";

/** Hanging up asks a service that refuses the token: it may not hold up the new agent. */
const DISPOSE_TIMEOUT_MS = 10_000;

/** What the SDK says where it does not just give the old agent: there is one for this user. */
const NOT_ENDED = { code: 409, subCode: 40228 };
/** The only 404 of `createCallAgent()` (40012): the client is disposed of, nobody wants an agent any more. */
const DISPOSED = "404";

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
  /** There is no token, no agent, or a token of somebody else; `error.action` says who must act. */
  onProblem?(error: TokenError): void;
}

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
 * next new token is the next try.
 *
 * @throws TokenError like `createCallAgent`
 */
export async function keepCallAgent<Agent extends CallAgentLike, AgentOptions>(
  callClient: CallClientLike<Agent, AgentOptions>,
  tokens: TokenFeed,
  options: KeepCallAgentOptions<Agent, AgentOptions> = {},
): Promise<KeptCallAgent<Agent>> {
  let credential = acsCredential(tokens, options);
  let isStopped = false;
  let isFresh = false; // made after a refusal, and not connected yet
  let unwatch = (): void => undefined;

  function watch(previous: Agent | undefined, lost: Agent["calls"]): void {
    const { agent } = kept;
    const onState = (change?: ConnectionStateChange): void => {
      if (change?.reason === "invalidToken") refused(change);
      else if (agent.connectionState === "Connected") isFresh = false;
    };
    const onCalls = ({ removed }: { removed: Agent["calls"][number][] }): void => {
      for (const call of removed) {
        const error = explained("The call", call.callEndReason, [acsCallEnd]);
        if (error.action !== "none") options.onCallLost?.(call, error);
      }
    };
    onState(); // it may have arrived connected
    agent.on("connectionStateChanged", onState);
    agent.on("callsUpdated", onCalls);
    unwatch = () => {
      agent.off("connectionStateChanged", onState);
      agent.off("callsUpdated", onCalls);
    };
    options.onAgent?.(agent, previous, lost);
  }

  // Everything up to dispose() runs inside the SDK's own event: after it, the SDK would dispose of the agent itself,
  // and until that has ended createCallAgent() returns the dying agent, and nothing tells when.
  function refused(change: ConnectionStateChange): void {
    const previous = kept.agent;
    const lost = [...previous.calls];
    unwatch();
    const ended = within(DISPOSE_TIMEOUT_MS, "dispose()", clockOf(options), () => previous.dispose());
    credential.invalidate();
    credential.dispose(); // the dead agent's socket goes on asking for ever

    const replace = async (): Promise<void> => {
      if (isStopped) return;
      credential = acsCredential(tokens, { ...options, identity: credential.identity });
      try {
        const next = await createWith(credential, callClient, options);
        if (next === previous) throw explained("dispose()", NOT_ENDED, [acsCall]);
        kept.agent = next;
        if (isStopped) await next.dispose();
      } catch (error) {
        if (isStopped) return;
        if ((error as { cause?: { code?: string } }).cause?.code === DISPOSED) kept.stop();
        else
          unwatch = tokens.on("refreshed", () => {
            unwatch();
            void replace();
          });
        if (error !== credential.lastError) options.onProblem?.(error as TokenError); // else it has told already
        return;
      }
      if (!isStopped) watch(previous, lost);
    };
    void ended.then(replace, replace); // what comes of it tells whether it has ended
    if (isFresh) {
      kept.stop();
      options.onProblem?.(explained("createCallAgent()", change, [acsCall], FRESH));
    }
    isFresh = true;
  }

  const kept = {
    agent: await createWith(credential, callClient, options),
    stop() {
      isStopped = true;
      unwatch();
    },
  };
  watch(undefined, []);
  return kept;
}
