/**
 * A manager whose tokens, unsigned ones, carry Twilio's `grants.identity`.
 *
 * @module
 */
import { onTestFinished } from "vitest";
import { TokenManager } from "../../../src/manager.ts";
import type { VirtualEnvironment } from "../../../src/testing.ts";

export interface Users {
  readonly tokens: TokenManager;
  /** The app gives the manager a token of this user; each lives longer than the one before. */
  switchTo(identity: string): void;
  /** A token of this user, as `switchTo()` gives it. */
  mint(identity: string): string;
  /** Whose token it is. */
  nameOf(token: string): string;
}

/** Begins with a token of `alice`. */
export function usersOf(env: VirtualEnvironment): Users {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  let minted = 0;
  const mint = (identity: string): string => {
    const iat = Math.floor(env.now() / 1000);
    return `${encode({ alg: "none" })}.${encode({ iat, exp: iat + 3600 + ++minted, grants: { identity } })}.c2ln`;
  };
  const tokens = new TokenManager({ fetchToken: () => mint("alice"), environment: env });
  onTestFinished(() => tokens.dispose());
  return {
    tokens,
    mint,
    switchTo: (identity) => tokens.setToken(mint(identity)),
    nameOf(token) {
      const claims = JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as {
        grants: { identity: string };
      };
      return claims.grants.identity;
    },
  };
}
