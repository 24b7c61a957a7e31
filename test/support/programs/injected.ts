/** Every port injected, and the host's own made unusable (R87): a whole life with an outage must pass all the same. */
import { TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

const env = virtualEnvironment();
const source = fakeTokens(env);
const trap = (name: string) => (): never => {
  throw new Error(`${name} was used`);
};
// performance.now stays: p-retry reads it for a time limit that is off.
Date.now = trap("Date.now");
Math.random = trap("Math.random");
for (const name of ["setTimeout", "clearTimeout", "setInterval"])
  Object.defineProperty(globalThis, name, { value: trap(name) });

const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env });
const events: string[] = [];
for (const event of ["willExpire", "expired", "refreshed", "attemptFailed", "refreshFailed"] as const)
  tokens.on(event, () => events.push(event));
void tokens.start();
await env.pass(560_000);
source.mood = "down";
await env.pass(60_000);
source.mood = "up";
await env.pass(60_000);
tokens.dispose();
console.log([...new Set(events)].join(" "));
