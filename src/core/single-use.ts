/**
 * Tokens of which each goes to one caller: the option `singleUse`.
 *
 * A token in hand is then one that nobody has taken yet: the app handed it over, or its caller has gone and its end is known.
 *
 * @module
 */
import { remembered } from "./refuse.ts";
import { commonOf, type Effect, type Input, type State } from "./state.ts";

/** Whether anybody waits for a token. */
interface Demand {
  readonly isAwaited: boolean;
}

/** Somebody has taken the token in hand. It is remembered like a refused one: a cache may bring it back. */
export const taken = (state: State): State =>
  state.held
    ? {
        ...state,
        held: undefined,
        refusals: { ...state.refusals, tokens: remembered(state.refusals, state.held.token) },
      }
    : state;

/** Whether the token in hand has just been fetched, and nobody knows how long it will be good for somebody who comes later. */
export const isPerishable = (input: Input, { held }: State): boolean =>
  input.type === "fetched" && held?.serial === input.serial && held.token.expiresAt === undefined;

/** Whether a token is not wanted although somebody waits, or is although nobody does. */
export const isOutOfLine = (state: State, { isAwaited }: Demand): boolean =>
  state.phase === "refreshing"
    ? !!state.flight.pause && !isAwaited
    : state.phase === "holding" && isAwaited !== !!state.wanted;

/** A token is wanted for whoever waits, and for nobody else: who leaves between two attempts takes the next one along. */
export function lineUp(state: State, demand: Demand, effects: Effect[]): State {
  if (!isOutOfLine(state, demand)) return state;
  if (state.phase === "refreshing") effects.push({ do: "abort", flightId: state.flight.id });
  return { ...commonOf(state), wanted: demand.isAwaited ? { reason: "requested", after: -1 } : undefined };
}
