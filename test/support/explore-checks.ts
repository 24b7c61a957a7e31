/**
 * What must hold in every history: the properties of the state machine, and the laws about requests.
 *
 * @module
 */
import assert from "node:assert/strict";
import { decide, type Decision } from "../../src/core/decide.ts";
import { elapsedMs, HEARTBEAT_MS, HIDDEN_HEARTBEAT_MS, intervalMs, untilLightMs } from "../../src/core/schedule.ts";
import type { Context, Input, State } from "../../src/core/state.ts";
import { nextWakeMs } from "../../src/core/timetable.ts";
import { contextOf, POLICY, type Spot } from "./explore-spot.ts";

const airOf = (state: State): number | undefined => (state.phase === "refreshing" ? state.flight.id : undefined);

/** Whether the input says that the fetch in the air has come to its end. */
const hasLanded = (input: Input, state: State): boolean =>
  state.phase === "refreshing" &&
  (input.type === "failed" || (input.type === "fetched" && input.attempt > 0)) &&
  input.flightId === state.flight.id;

/** Checks one step, and keeps the books of what has been told. */
export function checkStep(
  { state: before, told: toldBefore }: Spot,
  input: Input,
  context: Context,
  { state, effects, refused }: Decision,
): Pick<Spot, "state" | "told"> {
  const isSame = state.held?.token === before.held?.token;
  let told = isSame ? toldBefore : [];
  let air = hasLanded(input, before) && !refused ? undefined : airOf(before);
  for (const effect of effects) {
    if (effect.do === "abort") {
      assert.equal(effect.flightId, air, "aborts what is in the air");
      air = undefined;
    } else if (effect.do === "fetch") {
      assert.equal(air, undefined, "(2) one fetch in the air");
      air = effect.flight.id;
      checkRequest(before, state, input, context);
    } else if (effect.do === "tell" && (effect.event === "willExpire" || effect.event === "expired")) {
      assert.equal(effect.payload.token, state.held?.token, "(3) of the token in hand");
      assert.ok(!told.includes(effect.event) && !told.includes("expired"), "(3) once, and in order");
      told = [...told, effect.event];
    }
  }
  assert.equal(air, airOf(state), "(2) refreshing is having a fetch in the air");
  const deeds = effects.map((effect) => effect.do);
  if (before.phase === "disposed") assert.ok(state === before && !deeds.length, "(6) after dispose");
  if (before.phase === "stopped" && input.type !== "start")
    assert.ok(!deeds.includes("fetch") && !deeds.includes("tell"), "(6) after stop");
  if (before.phase === "halted" && !["start", "refresh", "set"].includes(input.type))
    assert.ok(!deeds.includes("fetch"), "halted until a person acts");
  if (input.type === "fetched" && input.serial < before.validFrom)
    assert.ok(isSame || !state.held, "(7) a result of an earlier generation");
  const { held, refusals } = state;
  assert.ok(!refusals.tokens.some(({ value }) => value === held?.token.value), "a refused token is never held");
  assert.ok(refusals.tokens.length <= 8, "nothing grows");
  return { state, told };
}

/** The laws about the beginning of a request. */
function checkRequest(before: State, state: State, input: Input, { now }: Context): void {
  const { askedAt, embargo, load, pace } = before;
  assert.equal(untilLightMs(load, now), 0, "requests are spaced");
  if (embargo && state.embargo) assert.ok(elapsedMs(embargo.since, now) >= embargo.ms, "Retry-After is law");
  if (state.pace && pace && askedAt && before.held && before.held === state.held)
    assert.ok(
      elapsedMs(pace.since, now) >= Math.min(pace.ms, intervalMs(POLICY.minRefreshIntervalMs, before.held.token)),
      "(8) the interval",
    );
  const isCalled = input.type === "wake" && input.hint !== undefined;
  if (before.phase === "waiting" && before.cooldown.ms > 0 && !isCalled && state.phase === "refreshing") {
    if (input.type === "wake") assert.ok(state.flight.isProbe, "after a failed cycle one attempt at a time");
    if (state.flight.isProbe)
      assert.ok(
        elapsedMs(before.cooldown.since, now) >= Math.min(before.cooldown.ms, POLICY.cooldown.minMs),
        "the floor",
      );
  }
}

/** (4) and (5): what looking at the clock does. */
export function checkMoment(spot: Spot): void {
  const context = contextOf(spot);
  const look = (from: State, aheadMs: number): Decision => {
    const now = { wallMs: spot.now.wallMs + aheadMs, monoMs: spot.now.monoMs + aheadMs };
    return decide(from, { type: "wake" }, { ...context, now }, POLICY);
  };
  const once = look(spot.state, 0);
  const twice = look(once.state, 0);
  assert.ok(twice.state === once.state && !twice.effects.length, "(4) the second look");
  const settled = once.state;
  const delayMs = nextWakeMs(settled, context, POLICY);
  const { phase } = settled;
  if (phase === "stopped" || phase === "disposed") assert.equal(delayMs, undefined, "(6) no alarm");
  if ((phase === "holding" && settled.held) || phase === "waiting") assert.ok(delayMs, "(5) an alarm exists");
  if (delayMs === undefined) {
    for (const laterMs of [1, 60_000, 86_400_000])
      assert.equal(look(settled, laterMs).effects.length, 0, "(5) without an alarm, time changes nothing");
    return;
  }
  const heartbeatMs = spot.hidden ? HIDDEN_HEARTBEAT_MS : HEARTBEAT_MS;
  assert.ok(delayMs >= 1 && delayMs <= heartbeatMs && delayMs % 1 === 0, "(5) strictly in the future, whole ms");
  assert.equal(look(settled, delayMs - 1).effects.length, 0, "(5) nothing is due before the alarm");
  if (delayMs < heartbeatMs) assert.ok(look(settled, delayMs).effects.length, "(5) something is due at the alarm");
}
