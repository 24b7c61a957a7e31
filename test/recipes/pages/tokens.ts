/** The manager of a page, in virtual time: `runOut()` lets the token run out, and the manager has the next. */
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";

declare global {
  interface Window {
    runOut(): Promise<void>;
  }
}

const environment = virtualEnvironment({ startAt: Date.now() });
let minted = 0;
export const tokens = new TokenManager({
  environment,
  fetchToken: async () => ({ token: `t${++minted}`, expiresIn: 600 }),
});
window.runOut = () => environment.pass(601_000);
