/**
 * The whole behaviour of a manager as one pure function: state, input and clocks in, state and effects out.
 *
 * An input first moves the state; then `due` does whatever time alone has made due. A
 * timer therefore has no rule of its own: `wake` moves nothing.
 *
 * @module
 */
import { endOf, type TokenError } from "../errors.ts";
import type { RefreshReason } from "../events.ts";
import { adopt, isOlder, refusal, reject, warn } from "./adopt.ts";
import { signedOut } from "./classify.ts";
import { fail, launch } from "./cycle.ts";
import { elapsedMs, type Policy } from "./schedule.ts";
import { due, isOver } from "./due.ts";
import { commonOf, type Context, type Effect, type Held, type Input, type State } from "./state.ts";

export interface Decision {
  readonly state: State;
  /** To be performed in this order, each fetch only if its flight is still the current one. */
  readonly effects: readonly Effect[];
}

/** What follows from `input`. Never throws; `state` is not changed. */
export function decide(state: State, input: Input, context: Context, policy: Policy): Decision {
  const effects: Effect[] = [];
  const moved = move(state, input, context, policy, effects);
  return { state: due(moved, input, context, policy, effects), effects };
}

function move(state: State, input: Input, context: Context, policy: Policy, effects: Effect[]): State {
  const { phase, held } = state;
  if (
    phase === "disposed" ||
    (phase === "stopped" && !["start", "dispose", "set", "clear", "invalidate"].includes(input.type))
  )
    return state;

  switch (input.type) {
    case "wake":
      // A server that named a time is not asked earlier; somebody who switches tabs is not a reason to ask each time.
      return phase === "waiting" &&
        !state.firm &&
        (input.hint === "online" || (input.hint && elapsedMs(state.since, context.now) >= policy.cooldown.minMs))
        ? { ...state, waitMs: 0 }
        : state;

    case "demand":
      return phase === "holding" || (phase === "waiting" && isOver(state, context))
        ? begin(state, state.wanted ?? input.reason, undefined)
        : state;

    case "start":
      return phase === "idle" || phase === "stopped"
        ? begin(state, "initial", held)
        : phase === "halted"
          ? begin(state, "initial", undefined)
          : state;

    case "refresh":
      return phase === "refreshing" ? state : begin(state, "requested", undefined);

    case "stop":
      return leave(state, "stopped", effects, endOf("stopped"));

    case "dispose":
      return {
        ...leave(state, "disposed", effects, endOf("disposed")),
        held: undefined,
        rejected: [],
        pace: undefined,
      };

    case "clear": {
      const error = signedOut();
      const left = { ...leave(state, "stopped", effects, error), held: undefined, rejected: [], pace: undefined };
      // Not `idle`: a stray getToken() after a sign-out must not fetch a token for nobody.
      return phase === "stopped" ? left : { ...left, phase: "halted", error };
    }

    case "set":
      return isOlder(input.candidate.token, held, context) || state.rejected.includes(input.candidate.token.value)
        ? (held?.token.value !== input.candidate.token.value && effects.push(warn("staleToken", input.candidate)),
          state)
        : adopt({ ...state, epoch: state.epoch + 1 }, input, context, policy, effects);

    case "invalidate":
      return held?.token.value === input.value ? reject(state, held, context, policy, effects) : state;

    case "fetched":
      if (phase === "refreshing" && state.flight.id === input.flight.id)
        return state.flight.stale
          ? launch(state, "rejected", context, effects)
          : adopt(state, input, context, policy, effects);
      // A late success, or another tab's token: welcome if nothing has happened that makes it worthless.
      return input.epoch === state.epoch && !refusal(state, input.candidate.token, context)
        ? adopt(state, input, context, policy, effects)
        : state;

    case "failed":
      if (phase !== "refreshing" || state.flight.id !== input.flightId) return state;
      return state.flight.stale
        ? launch(state, "rejected", context, effects)
        : fail(state, input, context, policy, effects);
  }
}

function begin(state: State, wanted: RefreshReason, held: Held | undefined): State {
  return { ...commonOf(state), phase: "holding", wanted: held ? undefined : wanted };
}

function leave(state: State, phase: "stopped" | "disposed", effects: Effect[], error: TokenError): State {
  if (state.phase === "refreshing") effects.push({ do: "abort", flightId: state.flight.id });
  effects.push({ do: "answer", error });
  return { ...commonOf(state), phase, epoch: state.epoch + 1, wanted: undefined, failures: 0 };
}
