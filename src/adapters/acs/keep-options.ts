/**
 * What `keepCallAgent` may be told.
 *
 * @module
 */
import type { TokenError } from "../../errors.ts";
import type { CreateCallAgentOptions } from "./create.ts";
import type { CallAgentLike } from "./like.ts";

/** Options of `keepCallAgent`. */
export interface KeepCallAgentOptions<
  Agent extends CallAgentLike,
  AgentOptions,
> extends CreateCallAgentOptions<AgentOptions> {
  /**
   * There is an agent: add your listeners to it. The first time without `previous`; after that, `previous` is disposed
   * of and `lost` are its calls, which the app may join again.
   *
   * @defaultValue nobody is told: `agent` of what `keepCallAgent` gives is the current one
   */
  onAgent?: ((agent: Agent, previous: Agent | undefined, lost: Agent["calls"]) => void) | undefined;
  /**
   * One call ended because of the token; the agent lives. With `error.action` `rejoin`, join it again.
   *
   * @defaultValue nobody is told
   */
  onCallLost?: ((call: Agent["calls"][number], error: TokenError) => void) | undefined;
}
