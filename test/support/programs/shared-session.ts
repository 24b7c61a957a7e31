/**
 * One of several processes with one credential file. Reads commands from its standard input, a line each:
 * `refresh`, `slow` (its requests begin a second after its turn) and `fast` again, `out` (signs out). Prints one line for each event.
 *
 * @module
 */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { refreshTokenFetcher, type RefreshTokenStore } from "../../../src/adapters/oauth.ts";
import { shareAcrossProcesses, type SharedTokenStore } from "../../../src/adapters/processes.ts";
import type { SharedToken, TabHost } from "../../../src/tab-port.ts";

const [issuer, path, recipe] = process.argv.slice(2) as [string, string, string];
const { credentialFile } = (await import(recipe)) as {
  credentialFile(path: string): { refreshTokens: RefreshTokenStore; accessTokens: SharedTokenStore };
};
const { refreshTokens, accessTokens } = credentialFile(path);
const fetchToken = refreshTokenFetcher({ server: issuer, client: "spa", store: refreshTokens });

let token: SharedToken | undefined;
let isSlow = false;
const host: TabHost = {
  adopt: () => false,
  current: () => token,
  clear() {
    token = undefined;
    console.log("cleared");
  },
};
const connection = shareAcrossProcesses({ path, store: accessTokens }).connect(host);
const { signal } = new AbortController();

async function call(): Promise<SharedToken> {
  console.log("calling");
  if (isSlow) await sleep(1_000);
  const answer = (await (await fetchToken({ signal, attempt: 1 })).json()) as Record<string, unknown>;
  if (typeof answer["access_token"] !== "string") throw new Error(JSON.stringify(answer));
  return { value: answer["access_token"], expiresAt: Date.now() + Number(answer["expires_in"]) * 1000 };
}

async function refresh(): Promise<void> {
  const before = token?.value;
  const accepts = ({ value, expiresAt = Infinity }: SharedToken): boolean => value !== before && expiresAt > Date.now();
  try {
    token = await connection.run(call, { signal, accepts, forced: false, exclusive: true });
    console.log(`token ${token.value.slice(-8)}`);
  } catch (error) {
    console.log(`failed ${(error as Error).message}`);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line === "slow" || line === "fast") isSlow = line === "slow";
  else if (line === "out") connection.tell({ cleared: true });
  else void refresh();
}
