/**
 * Table 4, part of `npm run bench`: 1,000,000 clients live through six hours and an outage of ten minutes, with and
 * without a limit of the server. With `--write` the table is kept in `docs/benchmarks.md`.
 *
 * All clients begin within ten minutes, with tokens of one hour; so with a fixed lead all of them renew within the same
 * ten minutes of each hour, and the outage hits those. An answer takes no time. The leads, the pauses and the cooldowns
 * are those of `src/core/`; somebody waits at each client whose token has ended.
 */
import { drawLeadMs, jitteredMs, type Policy } from "../../src/core/schedule.ts";
import { DEFAULTS } from "../../src/options.ts";
import { Token } from "../../src/token.ts";
import { chance, type Rules, simulate } from "./fleet-world.ts";
import { keep, made, percent, tableOf } from "./kept.ts";

const MINUTE = 60_000;
const LIFE_MS = 60 * MINUTE;
const LIMIT = 2_000;
const { retry, cooldown } = DEFAULTS;
/** As `cooldownNow` in `src/core/timetable.ts` has it for a request that fails at once. */
const AWAITED_MS = 3.5 * cooldown.minMs;

function evertoken(refreshLeadMs: Policy["refreshLeadMs"]): Rules {
  const policy: Policy = { ...DEFAULTS, refreshLeadMs };
  const token = new Token("opaque", { receivedAt: 0, expiresAt: LIFE_MS });
  return {
    leadMs: () => drawLeadMs(policy, token, chance()),
    pauseMs(failed, leftMs) {
      const { retries, minDelayMs, factor, maxDelayMs } = retry;
      if (failed <= retries) return jitteredMs(minDelayMs, factor, maxDelayMs, failed, chance());
      const ms = jitteredMs(cooldown.minMs, 2, cooldown.maxMs, failed - retries, chance());
      return Math.min(ms, Math.max(leftMs, AWAITED_MS)); // from the token's end on somebody waits
    },
  };
}

/** Many apps: a timer for 30 s before the end, and where that fails once more every ten seconds. */
const naive: Rules = { leadMs: () => 30_000, pauseMs: () => 10_000 };

const FLEETS: readonly (readonly [string, Rules])[] = [
  ["evertoken, a fixed lead of 30 s (default)", evertoken(30_000)],
  ['evertoken, `refreshLeadMs: "spread"`', evertoken("spread")],
  ["evertoken, `{ min: 10 min, max: 30 min }`", evertoken({ min: 10 * MINUTE, max: 30 * MINUTE })],
  ["naive timer, again every 10 s", naive],
];

const rows = [Infinity, LIMIT].flatMap((limit) =>
  FLEETS.map(([name, rules]) => {
    const { down, peak, rejected, recoveredMs, requests } = simulate(rules, limit, LIFE_MS);
    process.stderr.write(".");
    return [
      name,
      limit === Infinity ? "none" : `${limit.toLocaleString("en")}/s`,
      down > 0 && down < 0.001 ? "below 0.1 %" : `${percent(down)} %`,
      `${Math.round(peak).toLocaleString("en")}/s`,
      rejected.toLocaleString("en"),
      recoveredMs === undefined ? "never down" : `${(recoveredMs / 1_000).toFixed(0)} s`,
      (requests / 1e6).toFixed(1),
    ];
  }),
);
process.stderr.write("\n");

const HEAD = [
  "fleet",
  "limit",
  "down at worst",
  "peak",
  "refused by the limit",
  "all served again after",
  "requests, millions",
];
keep("table 4", `${made("")}\n\n${tableOf(HEAD, rows)}`);
