/**
 * Agents that cannot be kept.
 *
 * @module
 */
import { quietly } from "../common/quietly.ts";
import { tooOld } from "../common/too-old.ts";
import type { CallAgentLike } from "./like.ts";

/** Before 1.23 an agent says nothing of its connection: one that the SDK has given up would never be replaced. */
export function refuseOldAgent(agent: CallAgentLike): void {
  if (!("calls" in agent) || "connectionState" in agent) return;
  quietly(() => (agent as CallAgentLike).dispose());
  throw tooOld("This call agent", "@azure/communication-calling 1.23");
}
