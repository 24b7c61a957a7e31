/**
 * What an app does with its tokens: a request every second, and `invalidate()` on a 401.
 *
 * @module
 */
import type { TokenManager } from "../../../src/index.ts";

const INTERVAL_MS = 1_000;

/** Uses the token in hand against the provider's own server. */
export function useTokens(provider: string, tokens: TokenManager): void {
  setInterval(() => void useOnce(provider, tokens), INTERVAL_MS);
}

async function useOnce(provider: string, tokens: TokenManager): Promise<void> {
  const token = tokens.peek();
  if (!token) return;
  const response = await fetch(`/use/${provider}`, { headers: { authorization: `Bearer ${token.value}` } });
  if (response.status === 401) tokens.invalidate(token.value);
}
