/** R138 Under `exactOptionalPropertyTypes`, an option that may be undefined may be given as such. */
import type { AuthorizedFetchOptions, ProofSender } from "../../src/adapters/fetch.ts";
import type { DiagnoseErrorOptions, DiagnoseTokenOptions, TokenExpectation } from "../../src/diagnose.ts";
import {
  type JournalOptions,
  keepJournal,
  TokenError,
  type TokenInput,
  TokenManager,
  type TokenManagerOptions,
} from "../../src/index.ts";
import { fakeTokens, type FakeTokensOptions, virtualEnvironment, type VirtualOptions } from "../../src/testing.ts";

// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- it stands for a value of any type
declare const maybe: <T>() => T | undefined;

const tokens = new TokenManager({
  fetchToken: () => "opaque",
  initialToken: maybe<TokenInput>(),
  willExpireLeadMs: maybe<number>(),
  refreshLeadMs: maybe<number | "spread">(),
  autoRefresh: maybe<boolean>(),
  minRefreshIntervalMs: maybe<number>(),
  fetchTimeoutMs: maybe<number>(),
  retry: { retries: maybe<number>(), minDelayMs: maybe<number>() },
  cooldown: maybe<{ minMs?: number }>(),
  overlap: maybe<"allow" | "never">(),
  hiddenPolicy: maybe<"refresh" | "pause">(),
  readToken: maybe<NonNullable<TokenManagerOptions["readToken"]>>(),
  classifyError: () => ({ action: "none", remedy: maybe<string>() }),
  tabs: maybe<NonNullable<TokenManagerOptions["tabs"]>>(),
  environment: maybe<{ now(): number }>(),
  onListenerError: maybe<(error: unknown) => void>(),
  quiet: maybe<boolean>(),
});
const signal = maybe<AbortSignal>();
void tokens.getToken({
  signal,
  minValidityMs: maybe<number>(),
  timeoutMs: maybe<number>(),
  rejectedValue: maybe<string>(),
});
tokens.on("refreshed", () => undefined, { signal });

const journal: JournalOptions = { size: maybe<number>(), now: maybe<() => number>() };
keepJournal(tokens, journal);
const authorized: AuthorizedFetchOptions = {
  fetch: maybe<typeof fetch>(),
  allow: maybe<string[]>(),
  proof: maybe<ProofSender>(),
};
const expectation: TokenExpectation = { uid: maybe<number>(), scopes: maybe<string[]>(), kind: maybe<"id">() };
const ofToken: DiagnoseTokenOptions = {
  provider: maybe<string>(),
  expect: maybe<TokenExpectation>(),
  now: maybe<number>(),
  previous: maybe<string>(),
};
const ofError: DiagnoseErrorOptions = { provider: maybe<"acs">(), token: maybe<string>(), now: maybe<number>() };
const virtual: VirtualOptions = { startAt: maybe<number>(), seed: maybe<number>() };
const environment = virtualEnvironment(virtual);
environment.sleep(1, { monotonicRuns: maybe<boolean>() });
const fake: FakeTokensOptions = { lifetimeMs: maybe<number>(), latencyMs: maybe<number>() };
const source = fakeTokens(environment, fake);
source.mint({ lifetimeMs: maybe<number>(), ageMs: maybe<number>() });
source.mood = { status: 429, retryAfter: maybe<string>(), error: maybe<string>() };
const retryable = maybe<boolean>();
const failed = new TokenError({ code: "ERR_FETCH_FAILED", message: "", action: "none", remedy: "", retryable });
export { authorized, expectation, failed, ofError, ofToken };
