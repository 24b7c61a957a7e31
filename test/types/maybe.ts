/** R138 Under `exactOptionalPropertyTypes`, an option that may be undefined may be given as such. */
import { keepJournal, TokenManager, type TokenInput, type TokenManagerOptions } from "evertoken";

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
  classifyError: maybe<NonNullable<TokenManagerOptions["classifyError"]>>(),
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
keepJournal(tokens);
