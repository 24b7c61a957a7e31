/**
 * A fake token endpoint, in virtual time.
 *
 * @module
 */
import { checkName, checkNames, range } from "../core/check.ts";
import type { TokenRequest } from "../options.ts";
import type { VirtualEnvironment } from "./virtual-environment.ts";

/** How a fake token endpoint begins. */
export interface FakeTokensOptions {
  /**
   * How long each token lives, in whole ms.
   *
   * @defaultValue 600_000 (10 minutes)
   */
  lifetimeMs?: number | undefined;
  /**
   * How long each answer takes, in ms.
   *
   * @defaultValue 0
   */
  latencyMs?: number | undefined;
}

/** What the fake endpoint does with the requests to come. */
export type FakeMood =
  | "up"
  | "down"
  | "hang"
  | "late"
  | { readonly status: number; readonly retryAfter?: string | undefined; readonly error?: string | undefined };

/** A fake token endpoint: it mints unsigned JWTs by the environment's true time. */
export interface FakeTokens {
  /** The fetcher for `new TokenManager({ fetchToken })`. */
  readonly fetchToken: (request: TokenRequest) => Promise<string>;
  /** What it does with the requests to come. `late` answers after two minutes, whatever the request's signal says. */
  mood: FakeMood;
  /** How long the tokens to come live, in ms. */
  lifetimeMs: number;
  /** How long the answers to come take, in ms. */
  latencyMs: number;
  /** Every request so far: when (ms since the beginning), and why. */
  readonly requests: readonly { readonly atMs: number; readonly reason: string; readonly attempt: number }[];
  /** Mints a token as the server would. */
  mint(options?: { lifetimeMs?: number | undefined; ageMs?: number | undefined }): string;
  /** Which token is it: `t1`, `t2`, ... in the order of minting. */
  nameOf(value: string): string;
  /** Whether a server with a right clock would accept it. */
  accepts(value: string): boolean;
}

const MOODS = ["up", "down", "hang", "late"];

const check = (times: Readonly<Record<string, number>>): void =>
  Object.entries(times).forEach(([name, ms]) => range(name, ms));

/**
 * Makes a fake token endpoint: `new TokenManager({ fetchToken: fakeTokens(environment).fetchToken, environment })`.
 *
 * @throws TypeError for an unknown option or a time that is no number, RangeError for one that cannot be
 */
export function fakeTokens(environment: VirtualEnvironment, options: FakeTokensOptions = {}): FakeTokens {
  const minted: { value: string; expiresAt: number }[] = [];
  const requests: { atMs: number; reason: string; attempt: number }[] = [];
  const beginning = environment.trueNow();
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void environment.setTimer(resolve, ms));
  const encode = (part: object): string => btoa(JSON.stringify(part)).replace(/=+$/, "");

  checkNames(options, ["lifetimeMs", "latencyMs"]);
  const { lifetimeMs = 600_000, latencyMs = 0 } = options;
  check({ lifetimeMs, latencyMs });

  const source: FakeTokens = {
    mood: "up",
    lifetimeMs,
    latencyMs,
    requests,
    async fetchToken({ signal, reason, attempt }) {
      requests.push({ atMs: environment.trueNow() - beginning, reason, attempt });
      const { mood, lifetimeMs, latencyMs } = source;
      check({ lifetimeMs, latencyMs });
      if (typeof mood === "string") checkName("mood", mood, MOODS); // a misspelt one would be taken for "up"
      if (mood === "hang")
        return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
      if (mood === "late") await wait(120_000);
      else if (latencyMs > 0) await wait(latencyMs);
      if (mood === "down") throw new TypeError("Failed to fetch");
      if (typeof mood === "object") throw Object.assign(new Error(`status ${mood.status}`), mood);
      return source.mint();
    },
    mint({ lifetimeMs = source.lifetimeMs, ageMs = 0 } = {}) {
      check({ lifetimeMs });
      range("ageMs", ageMs, -Number.MAX_SAFE_INTEGER);
      // Parts of a second, as RFC 7519 allows: a token that began with its second would live for less than it was asked for.
      const issuedAt = environment.trueNow() - ageMs;
      const expiresAt = issuedAt + lifetimeMs;
      const [iat, exp] = [issuedAt / 1000, expiresAt / 1000];
      const value = [{ alg: "none" }, { iat, exp, jti: `t${minted.length + 1}` }].map(encode).join(".") + ".";
      minted.push({ value, expiresAt });
      return value;
    },
    nameOf: (value) => `t${minted.findIndex((token) => token.value === value) + 1}`,
    accepts: (value) => environment.trueNow() < (minted.find((token) => token.value === value)?.expiresAt ?? 0),
  };
  return source;
}
