/**
 * A token endpoint and a store in virtual time, for what must hold at every single moment.
 *
 * @module
 */
import {
  refreshTokenFetcher,
  type RefreshTokenFetcherOptions,
  type RefreshTokenStore,
} from "../../../src/adapters/oauth.ts";
import type { Environment } from "../../../src/environment.ts";

/** Refresh tokens are `<user>-<n>`; each is taken once, and one that comes again ends the session of its user. */
export class Endpoint {
  /** Every refresh token that came, when it came. */
  readonly asked: string[] = [];
  readonly used: string[] = [];
  /** Those that came again. */
  readonly reused: string[] = [];
  readonly latencyMs: number;

  constructor(latencyMs = 20) {
    this.latencyMs = latencyMs;
  }

  async answer(environment: Environment, { body }: RequestInit): Promise<Response> {
    const refreshToken = new URLSearchParams(String(body as URLSearchParams)).get("refresh_token")!;
    this.asked.push(refreshToken);
    await after(environment, this.latencyMs);
    const [user, n] = refreshToken.split("-") as [string, string];
    if (this.used.includes(refreshToken)) this.reused.push(refreshToken);
    if (this.reused.some((one) => one.startsWith(`${user}-`)))
      return Response.json({ error: "invalid_grant" }, { status: 400 });
    this.used.push(refreshToken);
    const next = `${user}-${Number(n) + 1}`;
    return Response.json({
      access_token: `access-of-${next}`,
      token_type: "Bearer",
      expires_in: 600,
      refresh_token: next,
    });
  }

  /** What the client of a page, or of a tab, would be. */
  fetcher(environment: Environment, options: Partial<RefreshTokenFetcherOptions> & { store: RefreshTokenStore }) {
    return refreshTokenFetcher({
      server: { token_endpoint: "https://id.test/token" },
      client: "app",
      environment,
      fetch: (_, init) => this.answer(environment, init),
      ...options,
    });
  }
}

export const after = (environment: Environment, ms: number): Promise<void> =>
  new Promise((resolve) => void environment.setTimer(resolve, ms));

export const request = (): { signal: AbortSignal; attempt: number } => ({
  signal: new AbortController().signal,
  attempt: 1,
});
