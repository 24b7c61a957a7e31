/**
 * The public picture of a state.
 *
 * @module
 */
import type { TokenState } from "../events.ts";
import type { Policy } from "./schedule.ts";
import { freshnessOf, leadNowMs, untilStartMs } from "./due.ts";
import type { Context, State } from "./state.ts";

/** Frozen, without the token's value; `before` itself where nothing has changed. */
export function snapshotOf(state: State, context: Context, policy: Policy, before?: TokenState): TokenState {
  const { held, phase } = state;
  const expiresAt = held?.token.expiresAt;
  const heldBackBy = obstacle(state, context, policy);
  const next: TokenState = Object.freeze({
    phase,
    freshness: freshnessOf(state, context, policy),
    ...lifeOf(held?.token),
    ...(phase === "holding" &&
      !heldBackBy &&
      held &&
      expiresAt !== undefined && { refreshAt: expiresAt - leadNowMs(held, context) }),
    ...(phase === "waiting" && policy.autoRefresh && { retryAt: state.since.wallMs + state.waitMs }),
    ...((phase === "waiting" || phase === "halted") && { error: state.error }),
    ...(heldBackBy && { heldBackBy }),
  });
  const keys = Object.keys({ ...before, ...next }) as (keyof TokenState)[];
  return before && keys.every((key) => before[key] === next[key]) ? before : next;
}

// The dates and the format; the value is not a property of its own.
const lifeOf = (token: object | undefined): Partial<Pick<TokenState, "format">> => ({ ...token });

function obstacle(state: State, context: Context, policy: Policy): TokenState["heldBackBy"] {
  const { phase } = state;
  if (phase !== "holding" && phase !== "waiting" && phase !== "refreshing") return undefined;
  if (phase !== "holding" && !context.online) return "offline";
  if (phase === "refreshing" || untilStartMs(state, context, policy) < Infinity) return undefined;
  return !policy.autoRefresh
    ? "autoRefresh"
    : context.hidden && policy.hiddenPolicy === "pause"
      ? "hidden"
      : "noExpiry";
}
