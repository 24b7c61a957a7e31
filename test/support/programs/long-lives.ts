/** Tokens that live longer than a platform timer can wait (R6), on real timers for one second. */
import { TokenManager } from "../../../src/index.ts";

const DAY_S = 86_400;
process.on("warning", (warning) => console.log(`warning: ${warning.name}`)); // TimeoutOverflowWarning
const managers = [25, 30, 365, 36_500].map((days) => {
  let fetches = 0;
  let events = 0;
  const tokens = new TokenManager({ fetchToken: () => (fetches++, { token: `t${days}`, expiresIn: days * DAY_S }) });
  tokens.on("willExpire", () => events++);
  tokens.on("expired", () => events++);
  void tokens.start();
  return () => `${days} d: ${fetches} fetch, ${events} events`;
});
setTimeout(() => console.log(managers.map((report) => report()).join("; ")), 1_000);
