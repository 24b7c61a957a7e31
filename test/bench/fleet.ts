/**
 * `node test/bench/fleet.ts`: how much of a fleet a ten-minute outage of the token endpoint takes down.
 *
 * All clients began within one minute, with tokens of one hour. A client is down when its token ends before the outage
 * does and it had not been renewed before the outage began. Each outage is tried at every minute of a life.
 */
import { drawLeadMs, type Policy } from "../../src/core/schedule.ts";
import { Token } from "../../src/token.ts";
import { DEFAULTS } from "../../src/options.ts";

const CLIENTS = 1_000_000;
const MINUTE = 60_000;
const LIFE_MS = 60 * MINUTE;
const OUTAGE_MS = 10 * MINUTE;

/** Share of clients that are down in the worst outage, and when it began. */
function worst(refreshLeadMs: Policy["refreshLeadMs"]): { share: number; atMinute: number } {
  const policy = { ...DEFAULTS, refreshLeadMs };
  const clients = Array.from({ length: CLIENTS }, () => {
    const receivedAt = Math.random() * MINUTE;
    const token = new Token("opaque", { receivedAt, expiresAt: receivedAt + LIFE_MS });
    return { expiresAt: token.expiresAt!, renewsAt: token.expiresAt! - drawLeadMs(policy, token, Math.random()) };
  });
  let result = { share: 0, atMinute: 0 };
  for (let atMinute = 0; atMinute <= 61; atMinute++) {
    const from = atMinute * MINUTE;
    const down = clients.filter(({ renewsAt, expiresAt }) => renewsAt >= from && expiresAt < from + OUTAGE_MS).length;
    if (down / CLIENTS > result.share) result = { share: down / CLIENTS, atMinute };
  }
  return result;
}

for (const [name, lead] of [
  ["a fixed lead of 30 s", 30_000],
  ['"spread"', "spread"],
  ["{ min: 10 min, max: 30 min }", { min: 10 * MINUTE, max: 30 * MINUTE }],
] as const) {
  const { share, atMinute } = worst(lead);
  const worstAt = share > 0 ? ` (outage from minute ${atMinute})` : "";
  console.log(`${name.padEnd(32)} at worst ${(100 * share).toFixed(1).padStart(5)} % down${worstAt}`);
}
