/**
 * The whole behaviour of a manager as one pure function: state, input and clocks in, state and effects out.
 *
 * An input first moves the state; then `due` does whatever time alone has made due. A
 * timer therefore has no rule of its own: `wake` only cuts waits short.
 *
 * @module
 */
import type { TokenError } from "../errors.ts";
import { answerTo, livingToken, satisfying } from "./answer.ts";
import { adopt, handOver, heldMs, refusal, share, warningsOf } from "./adopt.ts";
import { signedOut } from "./classify.ts";
import { fail, isForcing, retry } from "./cycle.ts";
import { due } from "./due.ts";
import { isDisputed, refuse } from "./refuse.ts";
import { elapsedMs, leftMs, loaded, type Policy, PUNCTUAL_MS, SELDOM_MS, untilLightMs } from "./schedule.ts";
import { lineUp, taken } from "./single-use.ts";
import { commonOf, type Context, type Effect, type Input, type State, type Want } from "./state.ts";
import type { Wish } from "./wish.ts";
import { isQuiet } from "./timetable.ts";

export interface Decision {
  readonly state: State;
  /** To be performed in this order, each fetch only if its flight is still the current one. */
  readonly effects: readonly Effect[];
  /** Why a fetched token was not adopted although its cycle still needs one. */
  readonly refused?: TokenError | undefined;
}

/** What follows from `input`. Never throws; `state` is not changed. */
export function decide(state: State, input: Input, context: Context, policy: Policy): Decision {
  const effects: Effect[] = [];
  // A token that comes too late for everything is dropped without a word; one that is no gain is the failure of its attempt.
  const isFetched = input.type === "fetched" && input.serial >= state.validFrom;
  const refused = isFetched ? refusal(state, input.candidate, context, policy) : undefined;
  const moved = refused ? state : move(state, input, context, policy, effects);
  // What adoption makes due comes a moment later: no event is dispatched inside a call of setToken().
  const isAdopted = moved.held && moved.held.token !== state.held?.token;
  // A token is warned of when the manager works: before, nobody listens.
  if (moved.held && !isQuiet(moved) && (isAdopted || state.phase === "idle"))
    effects.push(...warningsOf(moved.held, policy));
  if (isAdopted) return { state: moved, effects };
  return { state: due(moved, input, context, policy, effects), effects, refused };
}

function move(state: State, input: Input, context: Context, policy: Policy, effects: Effect[]): State {
  const { phase, held } = state;
  const { now } = context;
  if (phase === "disposed") return state;

  switch (input.type) {
    case "wake":
      return phase === "stopped" ? state : wake(punctuality(state, input, context), input, context, policy);

    case "ask":
      return ask(phase === "idle" ? start(state, context, effects) : state, input.wish, context, policy);

    case "start":
      return isQuiet(state) || phase === "halted" ? start(state, context, effects) : state;

    case "refresh":
      // It joins the cycle in the air; what ends that cycle in another way may be older than the token in hand, or another tab's.
      if (phase === "refreshing")
        return isForcing(state.wanted)
          ? state
          : { ...state, wanted: { reason: "requested", after: held?.serial ?? -1 } };
      // A server's wait is not cut short by anybody.
      return phase === "stopped" || (phase === "waiting" && leftMs(state.embargo, now) > 0)
        ? state
        : begin(state, { reason: "requested", after: state.serial });

    case "stop":
      // A rotating credential's call goes on, and its token is kept: without it the next start() would have none.
      return leave(state, "stopped", effects, policy.overlap === "never" ? state.validFrom : state.serial + 1);

    case "dispose":
      return { ...forget(leave(state, "disposed", effects)), refusals: { tokens: [], isOpen: false } };

    case "clear": {
      if (phase === "halted" && state.isSignedOut && !held) return state;
      const left = forget(leave(state, "stopped", effects));
      if (input.isPast && !isQuiet(state) && phase !== "halted") return start(left, context, effects);
      // Not `idle`: a stray getToken() after a sign-out must not fetch a token for nobody.
      return phase === "stopped" ? left : { ...left, phase: "halted", error: signedOut(), isSignedOut: true };
    }

    case "line":
      return lineUp(input.isTaken ? taken(state) : state, input, effects);

    case "asked":
      return { ...state, serial: state.serial + 1, askedAt: now, load: loaded(state.load, now) };

    case "queued":
      return { ...state, serial: state.serial + 1 };

    case "shared":
      return share(state, input, context, policy, effects);

    case "set":
      return handOver(state, input, context, policy, effects);

    case "invalidate":
      return held?.token.value === input.value ? refuse(state, held, input, context, policy, effects) : state;

    case "fetched":
      if (input.serial >= state.validFrom) return adopt(state, input, context, policy, effects);
      // The token in hand was refused after this request had been sent: the answer is worth nothing.
      return phase === "refreshing" && input.flightId === state.flight.id && input.attempt
        ? begin(state, { reason: "rejected", after: state.serial })
        : state;

    case "attemptFailed":
      return phase === "refreshing" && state.flight.id === input.flightId
        ? retry(state, input, context, policy, effects)
        : state;

    case "failed":
      return phase === "refreshing" && state.flight.id === input.flightId
        ? fail(state, input, context, policy, effects)
        : state;
  }
}

/** What the alarm says of the page's timers. */
function punctuality(state: State, { lateMs }: Extract<Input, { type: "wake" }>, { hidden }: Context): State {
  const isThrottled = lateMs === undefined ? state.isThrottled : hidden && lateMs > PUNCTUAL_MS;
  return isThrottled === state.isThrottled ? state : { ...state, isThrottled };
}

function wake(
  state: State,
  { hint }: Extract<Input, { type: "wake" }>,
  { now }: Context,
  { cooldown: { minMs } }: Policy,
): State {
  if (!hint || leftMs(state.embargo, now) > 0) return state;
  if (state.phase === "waiting")
    // Somebody who switches tabs is not a reason to ask each time.
    return hint === "online" || elapsedMs(state.cooldown.since, now) >= minMs
      ? { ...state, cooldown: { since: now, ms: 0 } }
      : state;
  return state.phase === "refreshing" && state.flight.pause && hint === "online"
    ? { ...state, flight: { ...state.flight, pause: { since: now, ms: untilLightMs(state.load, now) } } }
    : state;
}

function start(state: State, context: Context, effects: Effect[]): State {
  const { held } = state;
  const isDead = heldMs(state, context) <= 0;
  const isAnew = state.phase === "halted" || isDead;
  const begun = begin(state, isAnew ? { reason: held ? "expired" : "initial", after: -1 } : undefined);
  if (!held?.news || isDead) return begun;
  effects.push({ do: "tell", event: "refreshed", payload: held.news });
  return { ...begun, held: { ...held, news: undefined } };
}

/** A caller is answered from what is there, or becomes a reason to fetch. */
function ask(state: State, wish: Wish, context: Context, { singleUse, autoRefresh }: Policy): State {
  const { phase, wanted, held } = state;
  const { now } = context;
  if (satisfying(state, wish, context)) return state;
  const reason = wish.isForced || singleUse || livingToken(state, context) ? "requested" : "expired";
  const want: Want = { reason, after: wish.isForced ? wish.since : -1 };
  if (phase === "waiting") {
    const { since, ms } = state.cooldown;
    const isInVain = autoRefresh && wish.rejectedValue === held?.token.value && isDisputed(state, context);
    if (isInVain || leftMs(state.cooldown, now) > 0) return state;
    // What failed long ago says nothing of how the endpoint is now.
    return begin(state, { ...(wanted ?? want), isProbe: ms > 0 && elapsedMs(since, now) < SELDOM_MS });
  }
  if (answerTo(state, wish, context)) return state;
  // Dropped when the cycle in the air ends, unless that cycle's request was sent before this caller forced one.
  return wanted && !wish.isForced ? state : { ...state, wanted: want };
}

function begin(state: State, wanted: Want | undefined): State {
  return { ...commonOf(state), wanted };
}

function leave(
  state: State,
  phase: "stopped" | "disposed",
  effects: Effect[],
  validFrom: number = state.serial + 1,
): State {
  if (state.phase === "refreshing") effects.push({ do: "abort", flightId: state.flight.id });
  return { ...commonOf(state), phase, validFrom, wanted: undefined, failures: 0 };
}

const forget = (state: State): State => ({ ...state, held: undefined, pace: undefined });
