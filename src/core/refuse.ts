/**
 * What follows when a server refuses a token.
 *
 * The first refusal costs the token, at once or, where another endpoint has accepted it, as soon as another token is
 * there. If the token that replaces it is refused as well, the fault is not the token's: it may be one endpoint's alone,
 * so the token stays in use for the others and a new one is tried seldom.
 *
 * @module
 */
import { elapsedMs, type Instant, lifeMs, type Policy, SELDOM_MS } from "./schedule.ts";
import type { Token } from "../token.ts";
import type { Context, Effect, Held, Input, Refusals, State } from "./state.ts";
import { warningOf } from "./warnings.ts";

/** A token that was used this long, or for half its life, counts as proven: a later refusal is a first one. */
const PROOF_MS = 60_000;

/** How many refused tokens are remembered: stragglers come soon, and a cache that brings back older ones is told by their dates. */
const REMEMBERED = 8;

/** With one token more that must not come back. */
export const remembered = ({ tokens }: Refusals, token: Token): readonly Token[] => [
  ...tokens.slice(1 - REMEMBERED),
  token,
];

const isRecent = (at: Instant | undefined, now: Instant): boolean => !!at && elapsedMs(at, now) < SELDOM_MS;

/** Whether the token in hand was refused although it had replaced a refused one, and no other is being tried. */
export const isDisputed = ({ held, refusals, phase, wanted }: State, { now }: Pick<Context, "now">): boolean =>
  !!held && phase !== "refreshing" && !wanted && isRecent(refusals.disputedAt, now);

/** A server has refused the token in hand. One that had accepted it before is believed, whatever others say. */
export function refuse(
  state: State,
  held: Held,
  { wasAccepted }: Extract<Input, { type: "invalidate" }>,
  { now }: Context,
  policy: Policy,
  effects: Effect[],
): State {
  const { refusals, serial } = state;
  const { token } = held;
  const isUnproven = held.forced && elapsedMs(held.at, now) < Math.min(lifeMs(token) / 2, PROOF_MS);
  const isDispute = isRecent(refusals.disputedAt, now);
  const isKept = wasAccepted === "elsewhere";
  // The token endpoint was asked for another one and had none. An outage is no such answer: another one is still to come.
  const isInVain =
    isKept && state.phase === "waiting" && state.error.action === "fixConfig" && isRecent(refusals.replacedAt, now);
  // The cycle in the air already replaces this token, or will be followed by one that does: a hundred refusals cost one.
  const isReplacing = refusals.isOpen && state.phase === "refreshing";
  const wanted =
    policy.autoRefresh && state.phase !== "stopped" && !isReplacing
      ? ({ reason: "rejected", after: serial } as const)
      : state.wanted;
  if (isUnproven || isInVain || (isDispute && wasAccepted !== true)) {
    if (isUnproven && !isDispute) effects.push({ do: "warn", warning: warningOf("tokenRefused", token) });
    const disputed = { ...refusals, disputedAt: now };
    return isRecent(refusals.replacedAt, now)
      ? { ...state, refusals: disputed }
      : { ...state, refusals: { ...disputed, isOpen: true, replacedAt: now }, wanted };
  }
  return {
    ...state,
    held: isKept ? held : undefined,
    validFrom: isKept || isReplacing ? state.validFrom : serial + 1,
    pace: undefined, // once: the interval counts from the next success again
    refusals: {
      ...refusals,
      tokens: isKept ? refusals.tokens : remembered(refusals, token),
      isOpen: true,
      replacedAt: now,
    },
    wanted,
  };
}
