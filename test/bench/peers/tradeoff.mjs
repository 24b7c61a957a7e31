/**
 * How many requests a quick recovery costs: evertoken alone, with other paces for callers who wait. Prints JSON.
 *
 * Each pace lives through the situations of table 1, and through 24 outages of each kind that end at different moments.
 */
import { evertokenWith } from "./clients.mjs";
import { fewest } from "./fewest.mjs";
import { SITUATIONS } from "./situations.mjs";
import { World } from "./world.mjs";

const { TokenManager } = await import(`${process.argv[2]}index.ts`);

const OUTAGES = ["down", "hang"].flatMap((mood) =>
  Array.from({ length: 24 }, (_, turn) => ({
    name: mood,
    lifeS: 600,
    forS: 900 + 8 * turn,
    faults: [{ fromS: 540, toS: 720 + 7.3 * turn, mood }],
  })),
);

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const geometric = (values) => Math.exp(mean(values.map(Math.log)));
const lived = async (situation, create) => new World(situation).live(create);

const rows = [];
for (const minMs of [1_000, 2_000, 5_000, 8_500, 17_000]) {
  const create = evertokenWith(TokenManager, { cooldown: { minMs, maxMs: 60_000 } });
  const lives = [];
  for (const situation of SITUATIONS) {
    const { requests, unspent, served, uses } = await lived(situation, create);
    const least = fewest(situation);
    lives.push({
      whole: requests / least.count,
      spent: (requests - unspent) / (least.count - least.unspent),
      served: served / uses,
    });
  }
  const recoveries = [];
  for (const outage of OUTAGES) recoveries.push((await lived(outage, create)).recoveryS);
  rows.push({
    minMs,
    whole: geometric(lives.map(({ whole }) => whole)),
    spent: geometric(lives.map(({ spent }) => spent)),
    availability: mean(lives.map(({ served }) => served)),
    recoveryS: mean(recoveries),
  });
  process.stderr.write(".");
}
process.stderr.write("\n");
process.stdout.write(JSON.stringify(rows));
process.exit(0);
