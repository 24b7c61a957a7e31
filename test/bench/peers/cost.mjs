/**
 * Table 2: what each client costs where nothing happens. Needs `--expose-gc`. Prints JSON; `../cost.ts` makes a table of it.
 *
 * The clock is the real one here, and the token endpoint answers at once with tokens of an hour.
 */
import { asPage, locks } from "./browser.mjs";
import { clientsWith, evertokenWith } from "./clients.mjs";
import { constructors } from "./constructors.mjs";

const [, , source, only] = process.argv;
const { TokenManager } = await import(`${source}index.ts`);
/** An app that does not say how long a user waits: most calls are like that, and nothing has to be looked at. */
const plain = (world) => {
  const tokens = new TokenManager({ fetchToken: () => world.respond(), quiet: true });
  void tokens.start();
  return { get: () => tokens.getToken(), stop: () => tokens.dispose() };
};
const [, ...others] = clientsWith(TokenManager);
const ours = [
  { name: "evertoken", create: plain },
  { name: "evertoken, with `timeoutMs`", create: evertokenWith(TokenManager) },
];
const clients = [...ours, ...others].filter(({ name }) => !only || only.split(",").includes(name));

const ROUNDS = 5;
const ROUND_MS = 30;
const MOST = 100_000;
const WARM = 100;
const INSTANCES = 1_000;

for (const level of ["debug", "log", "info", "warn", "error"]) console[level] = () => undefined;

const encode = (part) => Buffer.from(JSON.stringify(part)).toString("base64url");
const nowS = () => Math.floor(Date.now() / 1_000);
const jwt = (more) => `${encode({ alg: "none", typ: "JWT" })}.${encode({ sub: "alice", ...more })}.c2ln`;

/** As `world.mjs` answers, in real time and always well. */
class Still {
  answer;
  trueMs = 0;
  fetch = (url, init) =>
    this.answer?.(String(url.url ?? url), init) ?? this.respond(init.signal, { refresh_token: "r2" });
  get trueEpochS() {
    return nowS();
  }
  get endedToken() {
    return jwt({ iat: nowS() - 7_200, exp: nowS() - 3_600 });
  }
  accepts = (token) => token !== "none";
  async respond(_signal, shape = {}) {
    const plain = { access_token: jwt({ iat: nowS(), exp: nowS() + 3_600 }), expires_in: 3_600, token_type: "Bearer" };
    return Response.json(typeof shape === "function" ? shape(plain) : { ...plain, ...shape });
  }
  token = async () => (await this.respond()).json();
  signIn = this.token;
}

const cpuMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** The best of several rounds in time of the processor: everything else in this process only adds, and other processes nothing. */
async function nsEach(run) {
  let times = 100;
  let best = Infinity;
  for (let round = 0; round < ROUNDS;) {
    const begin = cpuMs();
    await run(times);
    const ms = cpuMs() - begin;
    if (ms < ROUND_MS && times < MOST) times *= 2;
    else {
      best = Math.min(best, (ms * 1e6) / times);
      round++;
    }
  }
  return best;
}

const nsPerCall = (get) =>
  nsEach(async (times) => {
    for (let i = 0; i < times; i++) await get();
  });

/** The platform timers that are armed, of all clients. */
const armed = new Set();
for (const [set, clear] of [
  ["setTimeout", "clearTimeout"],
  ["setInterval", "clearInterval"],
]) {
  const [original, cleared] = [globalThis[set], globalThis[clear]];
  globalThis[set] = (callback, ...rest) => {
    const timer = original(
      () => {
        if (set === "setTimeout") armed.delete(timer);
        callback();
      },
      ...rest,
    );
    armed.add(timer);
    return timer;
  };
  globalThis[clear] = (timer) => {
    armed.delete(timer);
    cleared(timer);
  };
}

const settle = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
async function heapUsed() {
  await settle();
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** One client after the other, each in a page of its own. */
async function measure({ name, isPage, load, create }) {
  const world = new Still();
  globalThis.fetch = (url, init = {}) => world.fetch(url, init);
  const leave = isPage ? asPage() : () => undefined;
  const navigator = { onLine: true, userAgent: "bench", language: "en", cookieEnabled: true };
  Object.defineProperty(globalThis, "navigator", {
    configurable: true,
    value: isPage ? { ...navigator, locks: locks() } : navigator,
  });
  const page = new EventTarget();
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"])
    globalThis[name] = page[name].bind(page);
  const library = await load?.();
  const one = await create(world, library);
  await one.get();
  const ns = await nsPerCall(() => one.get());
  // One to a page: more of them would only be the first one again, or poll in each other's way.
  const isSingle = ["firebase", "clerk-js", "oidc-spa"].includes(name);
  if (isSingle) return { name, ns };
  const kept = [];
  const keep = async (times) => {
    for (let i = 0; i < times; i++) {
      const client = await create(world, library);
      await client.get();
      kept.push(client);
    }
  };
  await keep(WARM);
  const before = await heapUsed();
  const timersBefore = armed.size;
  await keep(INSTANCES);
  const bytes = (await heapUsed()) - before;
  const timers = (armed.size - timersBefore) / INSTANCES;
  const make = constructors[name]?.(library ?? { TokenManager }, jwt({ iat: nowS(), exp: nowS() + 3_600 }));
  let constructionNs;
  if (make) {
    const made = [];
    constructionNs = await nsEach((times) => {
      for (let i = 0; i < times; i++) made.push(make());
    });
    for (const each of made) await each.dispose?.();
  }
  for (const client of [one, ...kept]) await Promise.resolve(client.stop?.()).catch(() => undefined);
  leave();
  return { name, ns, bytes: bytes / INSTANCES, timers, constructionNs };
}

const token = jwt({ iat: nowS(), exp: nowS() + 3_600 });
const bareNs = await nsPerCall(async () => token);
const rows = [];
for (const client of clients) {
  rows.push(await measure(client).catch((error) => ({ name: client.name, fault: String(error) })));
  process.stderr.write(".");
}
process.stderr.write("\n");
process.stdout.write(JSON.stringify({ bareNs, rows }));
process.exit(0);
