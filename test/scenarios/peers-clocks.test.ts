/**
 * Wrong clocks, set clocks and a night's sleep, with a caller each second: what was said, and whether anybody got
 * a token that the server refuses.
 *
 * @module
 */
import { expect, test } from "vitest";
import type { VirtualEnvironment } from "../../src/testing.ts";
import { HOUR, SECOND, stage } from "../support/stage.ts";

interface Mishap {
  readonly name: string;
  readonly before?: (env: VirtualEnvironment) => void;
  /** 300 s later. */
  readonly midLife?: (env: VirtualEnvironment) => void;
  readonly journal: readonly string[];
}

const MISHAPS: readonly Mishap[] = [
  {
    name: "R18 the clock is 10 h ahead",
    before: (env) => env.setClock(10 * HOUR),
    journal: ["0s warning clockSkew", "570s willExpire t1", "570s refreshed t2 (willExpire)"],
  },
  {
    name: "R18 the clock is 10 h behind",
    before: (env) => env.setClock(-10 * HOUR),
    journal: ["0s warning clockSkew", "570s willExpire t1", "570s refreshed t2 (willExpire)"],
  },
  {
    name: "R21 the clock is set back one hour",
    midLife: (env) => env.setClock(-HOUR),
    journal: ["570s willExpire t1", "570s refreshed t2 (willExpire)", "570s warning clockSkew"],
  },
  {
    name: "R22 the clock is set forward one hour",
    midLife: (env) => env.setClock(HOUR),
    journal: [
      "300s expired t1 3300s late",
      "300s refreshed t2 (expired)",
      "300s warning clockSkew",
      "870s willExpire t2",
      "870s refreshed t3 (willExpire)",
    ],
  },
  {
    name: "R24 the machine sleeps for 8 h, the tab visible",
    midLife: (env) => env.sleep(8 * HOUR),
    journal: [
      "29100s expired t1 28500s late",
      "29100s refreshed t2 (expired)",
      "29670s willExpire t2",
      "29670s refreshed t3 (willExpire)",
    ],
  },
];

test.each(MISHAPS)("$name", async ({ before, midLife, journal: expected }) => {
  const { env, source, tokens, journal } = stage();
  before?.(env);
  await tokens.start();
  const refused: string[] = [];
  for (let second = 0; second < 900; second++) {
    if (second === 300) midLife?.(env);
    const value = await tokens.getToken();
    if (!source.accepts(value)) refused.push(`${second}s ${source.nameOf(value)}`);
    await env.pass(SECOND);
  }
  expect(refused).toEqual([]);
  expect(journal).toEqual(["0s refreshed t1 (initial)", ...expected]);
});
