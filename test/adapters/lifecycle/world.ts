/**
 * The machine that a kept connection lives on: its clock, its network, its token endpoint and its manager.
 *
 * The clock is vitest's, so that real SDKs and stand-ins live by the same one.
 *
 * @module
 */
import { onTestFinished, vi } from "vitest";
import type { WakeHint } from "../../../src/environment.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import { seededRandom } from "../../../src/testing/virtual-time.ts";

/** How long each token lives. */
export const LIFE_MS = 600_000;

/** Whom a keeper tells. */
interface Telling {
  onProblem(error: { readonly action: string }): void;
  onRecovered(): void;
}

/** Callbacks that write down what they are told. */
export const telling = (told: string[]): Telling => ({
  onProblem: ({ action }) => void told.push(`problem ${action}`),
  onRecovered: () => void told.push("recovered"),
});

export interface World {
  readonly tokens: TokenManager;
  /** Whether there is a network: for the SDK and for the token endpoint. */
  isOnline: boolean;
  /** Whose tokens the endpoint gives. */
  user: string;
  /** Wake-ups that the app's page tells of, or none, as in Node. */
  readonly environment: { onWake(listener: (hint: WakeHint) => void): () => void };
  /** What the app was told: `problem retryLater`, `recovered`. */
  readonly told: string[];
  /** The options of every adapter. */
  readonly options: Telling & { readonly environment: World["environment"] };
  /** Whether a service with a right clock takes this token. */
  accepts(token: string): boolean;
  /** A token that differs from all before it. */
  mint(user: string): string;
  /** The token that has this name. */
  named(name: string, nameOf: (token: string) => string): string;
  wake(hint: WakeHint): void;
}

export type Mint = (user: string, nth: number) => string;

/** An unsigned token that names its user as each vendor does. */
export const mintJwt: Mint = (user, nth) => {
  const iat = Math.floor(Date.now() / 1_000);
  const names = { sub: user, grants: { identity: user }, resourceId: "r", skypeid: `acs:r_${user}` };
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  return `${encode({ alg: "none" })}.${encode({ iat, exp: iat + LIFE_MS / 1_000, jti: `t${nth}`, ...names })}.c2ln`;
};

/** Time stands still until a test lets it pass. */
export function world(mint: Mint = mintJwt, manager: Partial<TokenManagerOptions> = {}): World {
  const ends = new Map<string, number>();
  const listeners = new Set<(hint: WakeHint) => void>();
  const environment: World["environment"] = {
    onWake(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const told: string[] = [];
  const self: Omit<World, "tokens"> = {
    isOnline: true,
    user: "alice",
    environment,
    told,
    options: { environment, ...telling(told) },
    accepts: (token) => Date.now() < (ends.get(token) ?? 0),
    mint(user) {
      const token = mint(user, ends.size + 1);
      ends.set(token, Date.now() + LIFE_MS);
      return token;
    },
    named: (name, nameOf) => [...ends.keys()].find((token) => nameOf(token) === name) ?? "",
    wake: (hint) => [...listeners].forEach((listener) => listener(hint)),
  };
  const fetchToken = async (): Promise<string> => {
    if (!self.isOnline) throw new TypeError("Failed to fetch");
    return self.mint(self.user);
  };
  const tokens = new TokenManager({ fetchToken, environment, quiet: true, ...manager });
  onTestFinished(() => tokens.dispose());
  return Object.assign(self, { tokens });
}

/** Vitest's clock in place of the host's, and chance that is the same each time. */
export function useVirtualClock(): void {
  const toFake = ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date", "performance"] as const;
  vi.useFakeTimers({ toFake: [...toFake], now: Date.UTC(2026, 0, 1) });
  const random = vi.spyOn(Math, "random").mockImplementation(seededRandom(1));
  onTestFinished(() => {
    random.mockRestore();
    vi.useRealTimers();
  });
}
