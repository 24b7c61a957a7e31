/**
 * The public picture of a state.
 *
 * @module
 */
import type { TokenState } from "../events.ts";
import { withoutUndefined } from "./fields.ts";
import type { Policy, Wait } from "./schedule.ts";
import type { Context, State } from "./state.ts";
import { cooldownNow, freshnessOf, leadNowMs, untilStartMs } from "./timetable.ts";

/** Frozen, without the token's value; `before` itself where nothing has changed. */
export function snapshotOf(state: State, context: Context, policy: Policy, before?: TokenState): TokenState {
  const { held, phase } = state;
  const startsInMs = untilStartMs(state, context, policy);
  const startAt = startsInMs < Infinity ? startOf(state, context, policy) : undefined;
  const flight = phase === "refreshing" ? state.flight : undefined;
  const pause = flight?.pause;
  const next: TokenState = Object.freeze(
    withoutUndefined({
      phase,
      freshness: freshnessOf(state, context, policy),
      ...lifeOf(held?.token),
      refreshAt: phase === "holding" ? startAt : undefined,
      retryAt: pause ? Math.round(endMs(pause)) : phase === "waiting" ? startAt : undefined,
      attempt: flight && flight.failed + (pause ? 0 : 1),
      error: phase === "waiting" || phase === "halted" ? state.error : undefined,
      heldBackBy: obstacle(state, context, policy, startsInMs),
    }),
  );
  if (!before) return next;
  const keys = Object.keys({ ...before, ...next }) as (keyof TokenState)[];
  return keys.every((key) => before[key] === next[key]) ? before : next;
}

// The dates and the format; the value is not a property of its own.
const lifeOf = (token: object | undefined): Partial<Pick<TokenState, "format">> => ({ ...token });

const endMs = ({ since, ms }: Wait): number => since.wallMs + ms;

/** The instant for which the next cycle is planned. Computed from instants that stand still, so that it does as well. */
function startOf(state: State, context: Context, policy: Policy): number | undefined {
  const { held, wanted, phase } = state;
  const cooldown = phase === "waiting" ? cooldownNow(state, context, policy) : undefined;
  const ends = [state.pace, state.embargo, cooldown].map((wait) => (wait ? endMs(wait) : 0));
  const neededAt = wanted || !held ? 0 : (held.token.expiresAt ?? Infinity) - leadNowMs(held, state, context);
  const startAt = Math.max(neededAt, ...ends);
  return startAt > 0 && startAt < Infinity ? Math.round(startAt) : undefined;
}

function obstacle({ phase }: State, context: Context, policy: Policy, startsInMs: number): TokenState["heldBackBy"] {
  const isHolding = phase === "holding";
  if (!isHolding && phase !== "waiting" && phase !== "refreshing") return undefined;
  if (phase !== "refreshing" && startsInMs === Infinity) {
    if (policy.singleUse) return "singleUse";
    if (!policy.autoRefresh) return "autoRefresh";
    if (context.hidden && policy.hiddenPolicy === "pause") return "hidden";
    if (isHolding || context.online) return "noExpiry";
  }
  return isHolding || context.online ? undefined : "offline";
}
