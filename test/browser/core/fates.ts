/**
 * What becomes of a token endpoint by chance.
 *
 * @module
 */
import fc from "fast-check";

export interface Fault {
  readonly endsAt: number;
  readonly kind: "well" | "down" | "hang" | "drop" | "slow" | "limited";
}

/** Well and ill in turns, in ms since the beginning; the same for the same seed. */
export function fateOf(seed: number, seconds: number): readonly Fault[] {
  const part = fc.record({
    wellMs: fc.integer({ min: 10_000, max: 60_000 }),
    illMs: fc.integer({ min: 2_000, max: 30_000 }),
    kind: fc.constantFrom("down", "hang", "drop", "slow", "limited"),
  });
  let at = 0;
  return fc
    .sample(part, { seed, numRuns: Math.ceil((seconds * 1_000) / 12_000) })
    .flatMap(({ wellMs, illMs, kind }) => {
      const well: Fault = { endsAt: (at += wellMs), kind: "well" };
      return [well, { endsAt: (at += illMs), kind }];
    });
}
