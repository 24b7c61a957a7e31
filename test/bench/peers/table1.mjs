/** Table 1: every client lives through every situation. Prints JSON; `../peers.ts` makes a table of it. */
import { asPage, locks } from "./browser.mjs";
import { clientsWith } from "./clients.mjs";
import { fewest } from "./fewest.mjs";
import { SITUATIONS } from "./situations.mjs";
import { World } from "./world.mjs";

const [, , source, only] = process.argv;
const { TokenManager } = await import(`${source}index.ts`);
const clients = clientsWith(TokenManager).filter(({ name }) => !only || only.split(",").includes(name));

// What the clients say in between is for the developer of an app, and what this prints is JSON.
for (const level of ["debug", "log", "info", "warn", "error"]) console[level] = () => undefined;

const rows = [];
for (const situation of SITUATIONS) {
  const isCalm = !situation.faults && !situation.failing && !situation.offline;
  const { count, unspent } = fewest(situation);
  const row = { name: situation.name, fewest: count, unspent, isCalm, results: {} };
  for (const { name, isPage, load, create } of clients) {
    const world = new World(situation);
    globalThis.fetch = (url, init = {}) => world.fetch(url, init);
    let fault;
    const leave = isPage ? asPage() : () => undefined;
    if (isPage) world.navigator = { locks: locks(), language: "en", cookieEnabled: true };
    const library = await load?.(); // in real time, so the first request is asked at the same moment for all
    const { uses, served, requests, unspent, unhandled, recoveryS, leftAtS } = await world
      .live(() => create(world, library))
      .catch((error) => {
        fault = String(error);
        return world;
      });
    leave();
    row.results[name] = {
      availability: uses ? served / uses : 0,
      uses,
      requests,
      unspent,
      unhandled,
      recoveryS,
      fault: leftAtS === undefined ? fault && "does not start" : "leaves the page",
    };
    if (fault) process.stderr.write(`${name}, ${situation.name}: ${fault}\n`);
  }
  rows.push(row);
  process.stderr.write(".");
}
process.stderr.write("\n");
const described = clients.map(({ name, faked, isSignIn = false }) => ({ name, faked, isSignIn }));
process.stdout.write(JSON.stringify({ clients: described, rows }));
process.exit(0);
