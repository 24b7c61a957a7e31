/**
 * What the header `Date` of several answers proves of the server's time.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { type ServerStamp, stampOf } from "../../src/core/skew.ts";

const NOON = Date.UTC(2026, 0, 1, 12);

describe("what answers prove of the server's time", () => {
  /** Seconds since noon: what each answer said, when it came by both clocks (or by the wall clock and the other one). */
  type Answer = readonly [saidS: number, atS: number | readonly [wallS: number, monoS: number], isUnstored?: boolean];

  /** What is known after the last one: the least and the most that the server's time can be. */
  function known(...answers: readonly Answer[]): [number, number] {
    let last: ServerStamp | undefined;
    for (const [saidS, atS, isUnstored = false] of answers) {
      const [wallS, monoS] = typeof atS === "number" ? [atS, atS] : atS;
      const at = { wallMs: NOON + wallS * 1_000, monoMs: 7_000 + monoS * 1_000 };
      last = stampOf({ said: NOON + saidS * 1_000, isUnstored }, at, last);
    }
    return [(last!.serverNow - NOON) / 1_000, (last!.latestNow - NOON) / 1_000];
  }

  test.each<[string, readonly Answer[], readonly [number, number]]>([
    ["R23 the first one may be of any age", [[0, 0]], [0, Infinity]],
    ["R23 unless nobody may store it", [[0, 0, true]], [0, 0]],
    ["R514 a newer one is no older than the request before", [[0, 0], [60, 60]], [60, 120]],
    ["R514 and what is proven once stays known", [[0, 0], [1, 1], [601, 601]], [601, 602]],
    ["R514 an answer that is as old each time is given back each time", [[0, 0], [0, 300], [300, 600], [600, 900]], [900, 900]],
    ["R514 also one that nobody may store", [[0, 0, true], [0, 300, true], [300, 600, true]], [600, 600]],
    ["R514 and gets no older by seconds each time", [[0, 0, true], [50, 54, true], [96, 104, true]], [104, 104]],
    ["R514 also where the first one was old already", [[-9_000, 0], [0, 300], [300, 600]], [300, 600]],
    ["R23 a leap proves nothing of the latest", [[0, 0], [3_600, 120]], [3_600, Infinity]],
    ["R23 but that the one before was old, whatever it said", [[0, 0, true], [3_600, 120, true]], [3_600, Infinity]],
    ["R513 the same one has aged", [[0, 0], [0, 300]], [300, Infinity]],
    ["R513 however often it comes", [[0, 0, true], [0, 300], [0, 400]], [400, 400]],
    ["R513 by the clock that did not sleep", [[0, 0], [0, [300, 1]]], [300, Infinity]],
    ["R513 by the clock that was not set back", [[0, 0], [0, [-3_300, 300]]], [300, Infinity]],
    ["R513 so has an older one", [[0, 0], [-60, 300]], [300, Infinity]],
    ["R513 one that comes after its time is no leap", [[0, 0], [0, 300], [600, 600]], [600, 900]],
    ["R22 a newer one is not old because the wall clock was set forward", [[0, 0, true], [300, [3_900, 300], true]], [300, 300]],
    ["R22 nor because it says the same second as before", [[0, 0, true], [0, [28_800, 0.5], true]], [0.5, 0.5]],
    ["R22 nor because seconds are cut off", [[0, 0, true], [300, [3_900, 300.5], true]], [300.5, 300.5]],
    ["R513 however often it is said", [[0, 0, true], [0, 0.6, true], [0, [28_800, 1.2], true]], [28_800, 28_800]],
    ["R513 the same second is over after one", [[0, 0, true], [0, [28_800, 1], true]], [28_800, 28_800]],
    ["R23 one of a time to come spoils two answers, and no more", [[9e6, 0], [1, 1], [2, 2]], [3, 3]],
    ["R23 answers of machines that differ are no leap", [[0, 0, true], [304, 300, true]], [304, 300]],
  ])("%s", (_, answers, [leastS, mostS]) => {
    expect(known(...answers)).toEqual([leastS, mostS]);
  });
}); // prettier-ignore
