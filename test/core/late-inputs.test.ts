/**
 * What comes to the pure core too early, too late or in the wrong phase changes nothing: the very same state, and no effect.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { unusable } from "../../src/core/read/input.ts";
import { decide, type Decision } from "../../src/core/decide.ts";
import { type Candidate, type Context, INITIAL_STATE, type Input, type State } from "../../src/core/state.ts";
import { nextWakeMs } from "../../src/core/timetable.ts";
import { DEFAULTS } from "../../src/options.ts";
import { Token } from "../../src/token.ts";

const SECOND = 1_000;
const BEGIN = Date.UTC(2026, 0, 1);
const at = (ms: number, more: Partial<Context> = {}): Context => ({
  now: { wallMs: BEGIN + ms, monoMs: ms },
  hidden: false,
  online: true,
  chance: 0,
  ...more,
});
const tokenAt = (ms: number, value: string, lifeMs = 600 * SECOND): Candidate => ({
  token: new Token(value, { issuedAt: BEGIN + ms, receivedAt: BEGIN + ms, expiresAt: BEGIN + ms + lifeMs }),
});
const step = (state: State, input: Input, context: Context): Decision => decide(state, input, context, DEFAULTS);
const steps = (state: State, ...inputs: readonly (readonly [Input, Context])[]): State =>
  inputs.reduce((from, [input, context]) => step(from, input, context).state, state);

/** The answer to the request with this number. */
const answer = (serial: number, ms: number, attempt = 1, flightId = serial): Input => ({
  type: "fetched",
  candidate: tokenAt(ms, `answer ${String(serial)}`),
  serial,
  reason: "initial",
  source: "fetcher",
  attempt,
  flightId,
});
const failed = (type: "failed" | "attemptFailed", flightId: number): Input => ({
  type,
  flightId,
  error: unusable("a test"),
  attempts: 1,
});

const inAir = steps(INITIAL_STATE, [{ type: "start" }, at(0)], [{ type: "asked" }, at(0)]);
const holding = steps(inAir, [answer(1, SECOND), at(SECOND)], [{ type: "wake" }, at(SECOND)]);
const again = steps(holding, [{ type: "refresh" }, at(60 * SECOND)], [{ type: "asked" }, at(60 * SECOND)]);
const pausing = steps(again, [failed("attemptFailed", 2), at(61 * SECOND)]);
const waiting = steps(again, [failed("failed", 2), at(61 * SECOND)]);
const endless = { token: new Token("endless", { receivedAt: BEGIN }) };
const warned = steps(inAir, [{ ...answer(1, SECOND), candidate: endless } as Input, at(SECOND)]);
const stopped = steps(holding, [{ type: "stop" }, at(60 * SECOND)]);
const theirs = { ...tokenAt(61 * SECOND, "theirs"), isShared: true };
test("R38 the states that this file begins with", () => {
  const phases = [inAir, holding, again, pausing, waiting, stopped].map(({ phase }) => phase);
  expect(phases).toEqual(["refreshing", "holding", "refreshing", "refreshing", "waiting", "stopped"]);
});

describe("nothing comes of", () => {
  test.each<[string, State, Input, Partial<Context>?]>([
    ["R38 an attempt of the cycle before that fails", again, failed("attemptFailed", 1)],
    ["R38 a cycle before that ends", again, failed("failed", 1)],
    ["R38 an attempt that fails when its cycle is over", holding, failed("attemptFailed", 1)],
    ["R38 the end of a cycle that is over", holding, failed("failed", 1)],
    ["R38 the end of a cycle after another has ended", waiting, failed("failed", 2)],
    ["R171 another tab's token before the start", INITIAL_STATE, { type: "shared", candidate: theirs }],
    ["R171 another tab's token after the stop", stopped, { type: "shared", candidate: theirs }],
    ["R25 a sign of the network while an attempt is in the air", again, { type: "wake", hint: "online" }],
    ["R25 a sign of the page in the pause of a cycle", pausing, { type: "wake", hint: "resumed" }],
    ["R60 a look at the clock", holding, { type: "wake" }],
    ["R15 a look at a token that was warned of", warned, { type: "wake" }],
    ["R60 a timer that rings in time", holding, { type: "wake", lateMs: 0 }],
    ["R261 a hidden page's timer, late as usual", holding, { type: "wake", lateMs: 5_000 }, { hidden: true }],
    ["R58 a timer that rings after the stop", stopped, { type: "wake", lateMs: 59_000 }, { hidden: true }],
  ])("%s", (_, state, input, more) => {
    const decision = step(state, input, at(61 * SECOND, more));
    expect(decision.effects).toEqual([]);
    expect(decision.state).toBe(state);
    expect(decision.refused).toBeUndefined();
  });
});

describe("R38 of a request that a refusal has made worthless", () => {
  const refused = steps(again, [{ type: "invalidate", value: "answer 1" }, at(61 * SECOND)]);
  const late = (serial: number, attempt: number, flightId?: number): Decision =>
    step(refused, answer(serial, 62 * SECOND, attempt, flightId), at(62 * SECOND));

  test("the answer begins another one, for the refusal's sake", () => {
    const { state, effects, refused: why } = late(2, 1);
    expect([state.phase, state.held, why]).toEqual(["refreshing", undefined, undefined]);
    expect(effects).toMatchObject([{ do: "fetch", flight: { id: 3, reason: "rejected" } }]);
  });

  test("so does the answer to an earlier request that its cycle has joined", () => {
    expect(late(1, 1, 2).effects).toMatchObject([{ do: "fetch", flight: { id: 3, reason: "rejected" } }]);
  });

  test.each([
    ["one that was given up", 2, 0],
    ["a cycle before", 1, 1],
  ])("the answer of %s does nothing", (_, serial, attempt) => {
    expect(late(serial, attempt)).toEqual({ state: refused, effects: [], refused: undefined });
  });

  test("an answer that is no gain is not judged either", () => {
    const input = { ...answer(2, 62 * SECOND), candidate: tokenAt(0, "answer 1") } as Input;
    expect(step(refused, input, at(62 * SECOND)).refused).toBeUndefined();
  });

  test("the answer finds a manager that was stopped meanwhile", () => {
    const left = steps(refused, [{ type: "stop" }, at(61 * SECOND)]);
    expect(step(left, answer(2, 62 * SECOND), at(62 * SECOND))).toEqual({
      state: left,
      effects: [],
      refused: undefined,
    });
  });
});

test("R171 another tab's token has one effect, and two where it ends a cycle", () => {
  const deeds = (state: State): readonly unknown[] =>
    step(state, { type: "shared", candidate: theirs }, at(61 * SECOND)).effects.map((effect) =>
      effect.do === "tell" ? effect.event : effect.do,
    );
  expect(deeds(waiting)).toEqual(["refreshed"]);
  expect(deeds(inAir)).toEqual(["abort", "refreshed"]);
});

test("R28 a look that nobody timed does not say that a hidden page's timers are punctual", () => {
  const hidden = (ms: number): Context => at(ms, { hidden: true });
  const late = steps(holding, [{ type: "wake", lateMs: 59_000 }, hidden(100 * SECOND)]);
  const looked = steps(late, [{ type: "wake", hint: "resumed" }, hidden(101 * SECOND)]);
  const punctual = steps(looked, [{ type: "wake", lateMs: 1_000 }, hidden(470 * SECOND)]);
  // 90 s more of a lead: 120 s before the end at 601 s.
  const dueMs = (state: State): number => 470 * SECOND + nextWakeMs(state, hidden(470 * SECOND), DEFAULTS)!;
  expect([late, looked, punctual].map(dueMs)).toEqual([481, 481, 520].map((s) => s * SECOND));
});

test("R225 when the last caller leaves between two attempts, the cycle is ended; while one is in the air, it is not", () => {
  const nobody: Input = { type: "line", isTaken: false, isAwaited: false };
  const left = step(pausing, nobody, at(61 * SECOND));
  expect([left.state.phase, left.state.wanted, left.effects]).toEqual([
    "holding",
    undefined,
    [{ do: "abort", flightId: 2 }],
  ]);
  expect(step(again, nobody, at(61 * SECOND))).toEqual({ state: again, effects: [], refused: undefined });
  expect(step(pausing, { ...nobody, isAwaited: true }, at(61 * SECOND))).toEqual({
    state: pausing,
    effects: [],
    refused: undefined,
  });
});
