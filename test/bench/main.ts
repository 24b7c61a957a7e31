/**
 * `npm run bench`: prints figures and ratios; nothing here passes or fails.
 *
 * Run by a Node with `--expose-gc`, which it starts itself: heap figures need a collection before each reading.
 */
import { spawnSync } from "node:child_process";
import { AzureCommunicationTokenCredential } from "@azure/communication-common";
import { InMemoryWebStorage, User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { TokenManager } from "../../src/index.ts";

const CALLS = 200_000;
const ROUNDS = 7;
const MANAGERS = 10_000;

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const nowS = Math.floor(Date.now() / 1000);
const jwt = `${encode({ alg: "none" })}.${encode({ iat: nowS, exp: nowS + 3600 })}.`;

/** Nanoseconds for one awaited call: the best of several rounds, because everything else on the machine only adds. */
async function nsPerCall(call: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const begin = process.hrtime.bigint();
    for (let i = 0; i < CALLS; i++) await call();
    best = Math.min(best, Number(process.hrtime.bigint() - begin) / CALLS);
  }
  return best;
}

async function callTimes(): Promise<void> {
  const tokens = new TokenManager({ fetchToken: () => jwt });
  await tokens.start();
  const azure = new AzureCommunicationTokenCredential(jwt);
  const users = new UserManager({
    authority: "https://id.example",
    client_id: "app",
    redirect_uri: "https://app.example",
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    automaticSilentRenew: false,
  });
  const profile = { sub: "alice", iss: "https://id.example", aud: "app", iat: nowS, exp: nowS + 3600 };
  await users.storeUser(new User({ access_token: jwt, token_type: "Bearer", profile, expires_at: nowS + 3600 }));

  const contenders: [string, () => Promise<unknown>][] = [
    ["Promise.resolve(token)", () => Promise.resolve(jwt)],
    ["evertoken getToken()", () => tokens.getToken()],
    ["AzureCommunicationTokenCredential.getToken()", () => azure.getToken()],
    ["oidc-client-ts getUser()", () => users.getUser()],
  ];
  let base = 0;
  console.log(`A cached token, awaited: best of ${ROUNDS} rounds of ${CALLS.toLocaleString("en")} calls\n`);
  for (const [name, call] of contenders) {
    const ns = await nsPerCall(call);
    base ||= ns;
    console.log(`${name.padEnd(48)}${ns.toFixed(0).padStart(7)} ns ${(ns / base).toFixed(2).padStart(8)} x`);
  }
  tokens.dispose();
  azure.dispose();
  await users.removeUser(); // else its timers keep this process alive
}

async function heap(): Promise<void> {
  const collect = globalThis.gc!;
  const used = (): number => (collect(), collect(), process.memoryUsage().heapUsed);
  let made = 0;
  const armed = new Uint8Array(100 * MANAGERS); // outside of the heap that is measured
  const timers = (): number => armed.reduce((sum, isArmed) => sum + isArmed, 0);
  const { setTimeout, clearTimeout } = globalThis;
  // Timers are the platform's: counted, not measured.
  globalThis.setTimeout = (() => ((armed[++made] = 1), made)) as never;
  globalThis.clearTimeout = ((timer: number) => void (armed[timer] = 0)) as never;
  // Flat strings, and functions, that exist before the first reading: they are the app's, not the manager's.
  const values = JSON.parse(JSON.stringify(Array.from({ length: MANAGERS }, (_, i) => `${jwt}${i}`))) as string[];
  const fetchers = values.map((value) => () => value);
  const managers: TokenManager[] = [];
  const before = used();
  for (const fetchToken of fetchers) managers.push(new TokenManager({ fetchToken }));
  const idle = used();
  await Promise.all(managers.map((manager) => manager.start()));
  await new Promise(setImmediate); // what was used by a fetch lives to the end of its turn
  const held = used();
  const perManager = (bytes: number): string => `${Math.round(bytes / MANAGERS).toLocaleString("en")} bytes`;
  console.log(`\n${MANAGERS.toLocaleString("en")} managers: heap and timers each\n`);
  console.log(`made, not started    ${perManager(idle - before).padStart(12)}   0 timers`);
  console.log(`holding a token      ${perManager(held - before).padStart(12)}   ${timers() / MANAGERS} timers`);
  managers.forEach((manager) => manager.dispose());
  console.log(`after dispose()      ${timers()} timers in all`);
  Object.assign(globalThis, { setTimeout, clearTimeout });
}

if (typeof globalThis.gc === "function") {
  await callTimes();
  await heap();
} else {
  process.exitCode =
    spawnSync(process.execPath, ["--expose-gc", import.meta.filename], { stdio: "inherit" }).status ?? 1;
}
