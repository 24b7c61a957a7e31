/**
 * A moment of a manager's life, and which moments behave alike.
 *
 * @module
 */
import type { Instant, Policy, Wait } from "../../src/core/schedule.ts";
import { leftMs, remainingMs, untilLightMs } from "../../src/core/schedule.ts";
import type { Context, State } from "../../src/core/state.ts";
import { DEFAULTS } from "../../src/options.ts";

/** A state at a moment, and what has been told of the token in hand. */
export interface Spot {
  readonly state: State;
  readonly now: Instant;
  readonly hidden: boolean;
  readonly online: boolean;
  readonly isAwaited: boolean;
  readonly told: readonly string[];
}

export const POLICY: Policy = { ...DEFAULTS, isLeadOpen: true };

export const contextOf = ({ now, hidden, online, isAwaited }: Spot): Context => ({
  now,
  hidden,
  online,
  isAwaited,
  chance: 0.5,
});

/** Two moments with the same key behave alike: all is counted from the moment on, and what is over counts as over. */
export function keyOf({ state, now, hidden, online, isAwaited, told }: Spot): string {
  const { phase, held, serial, validFrom, wanted, failures, pace, embargo, load, refusals, tookMs } = state;
  // Both clocks: one of them may have been set, or have slept.
  const age = (at: Instant | undefined): string => (at ? `${now.wallMs - at.wallMs}/${now.monoMs - at.monoMs}` : "");
  const wait = (of: Wait | undefined): string => (leftMs(of, now) ? `${age(of!.since)}+${of!.ms}` : "");
  const token = held && [
    remainingMs(held.token, held.at, now),
    age(held.at),
    held.leadMs,
    held.told,
    held.forced,
    held.serial - serial,
    now.wallMs - held.token.receivedAt,
    (held.token.expiresAt ?? 0) - held.token.receivedAt,
  ];
  const inPhase =
    state.phase === "refreshing"
      ? [
          age(state.flight.at),
          state.flight.isForced,
          state.flight.isProbe,
          state.flight.failed,
          state.flight.pause ? `${age(state.flight.pause.since)}+${state.flight.pause.ms}` : "",
        ]
      : state.phase === "waiting"
        ? [wait(state.cooldown), state.cooldown.ms > 0, age(state.cooldown.since), state.error.retryable]
        : state.phase === "halted"
          ? [state.isSignedOut]
          : [];
  const refused = refusals.tokens.map((each) => (each.expiresAt ?? 0) - now.wallMs);
  return [
    phase,
    token,
    validFrom - serial,
    wanted && [wanted.reason, wanted.after - serial],
    failures,
    age(state.askedAt),
    wait(pace),
    wait(embargo),
    untilLightMs(load, now) > 0 || wait(load) ? `${age(load?.since)}+${load?.ms}` : "",
    refused,
    refusals.isOpen,
    age(refusals.replacedAt),
    age(refusals.disputedAt),
    tookMs,
    state.isThrottled,
    inPhase,
    hidden,
    online,
    isAwaited,
    told,
  ].join("|");
}
