/** 100,000 renewals of one manager (R81): prints heap growth between the 20,000th and the last, and what is registered. */
import { TokenManager } from "../../../src/index.ts";
import { virtualEnvironment } from "../../../src/testing.ts";

const env = virtualEnvironment();
const encode = (part: object): string => btoa(JSON.stringify(part)).replace(/=+$/, "");
let minted = 0;
const tokens = new TokenManager({
  environment: env,
  fetchToken: () => {
    const iat = Math.floor(env.trueNow() / 1000);
    return [{ alg: "none" }, { iat, exp: iat + 60, jti: ++minted }].map(encode).join(".") + ".";
  },
});
let refreshed = 0;
tokens.on("refreshed", () => refreshed++);
void tokens.start();

const used = (): number => {
  globalThis.gc!();
  globalThis.gc!();
  return process.memoryUsage().heapUsed;
};
const run = async (renewals: number): Promise<number> => {
  while (refreshed < renewals) await env.pass(3_000_000);
  return used();
};
const early = await run(20_000);
const late = await run(100_000);
console.log(JSON.stringify({ refreshed, grownBytes: late - early, timers: env.timers, listeners: env.listeners }));
