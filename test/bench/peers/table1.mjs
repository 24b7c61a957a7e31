/** Table 1: every client lives through every situation. Prints JSON; `../peers.ts` makes a table of it. */
import { clientsWith } from "./clients.mjs";
import { SITUATIONS } from "./situations.mjs";
import { fewest, World } from "./world.mjs";

const [, , distribution, only] = process.argv;
const { TokenManager } = await import(distribution);
const clients = clientsWith(TokenManager).filter(({ name }) => !only || only.split(",").includes(name));

const rows = [];
for (const situation of SITUATIONS) {
  const isCalm = !situation.faults && !situation.failing && !situation.offline;
  const { count, unspent } = fewest(situation);
  const row = { name: situation.name, fewest: count, unspent, isCalm, results: {} };
  for (const { name, create } of clients) {
    const world = new World(situation);
    globalThis.fetch = (_url, { signal } = {}) => world.respond(signal, { refresh_token: "r2" });
    let fault;
    const { uses, served, requests, unspent, unhandled, recoveryS } = await world.live(create).catch((error) => {
      fault = String(error);
      return world;
    });
    row.results[name] = {
      availability: uses ? served / uses : 0,
      uses,
      requests,
      unspent,
      unhandled,
      recoveryS,
      fault,
    };
  }
  rows.push(row);
  process.stderr.write(".");
}
process.stderr.write("\n");
process.stdout.write(JSON.stringify(rows));
process.exit(0);
