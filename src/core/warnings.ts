/**
 * What each warning says.
 *
 * @module
 */
import type { TokenEvents } from "../events.ts";
import { claimsOf } from "./read/jwt.ts";
import { lifeMs } from "./schedule.ts";
import type { Conflict } from "./skew.ts";
import type { Token } from "../token.ts";

/** One warning, ready to be told. */
export type Warning = TokenEvents["warning"];

/** A token that had replaced a refused one was refused as well: what the manager and its callers say of it. */
export const DISPUTE = "A fresh token was refused like the one before";
export const DISPUTE_REMEDY =
  "Check what the token is for (audience, grants, account) and both clocks. It stays in use elsewhere; a new one is tried every ten minutes, or when an endpoint refuses it that has accepted it before.";

const seconds = (ms: number): string => `${Math.round(Math.abs(ms) / 1000)} s`;

export const clockSkew = (skewMs: number): Warning => ({
  code: "clockSkew",
  message: `The local clock is ${seconds(skewMs)} ${skewMs > 0 ? "ahead of" : "behind"} the server's; token dates are corrected`,
  detail: { skewMs },
});

export const contradiction = ({ earlier, later, byMs }: Conflict): Warning => ({
  code: "contradiction",
  message: `The token ends ${seconds(byMs)} earlier by ${earlier} than by ${later}; the earlier end counts. One of them, or the local clock, is wrong, or a cache keeps answers`,
  detail: { byMs },
});

/** @param code - of a warning about the token alone */
export function warningOf(code: "noExpiry" | "shortLived" | "staleToken" | "tokenRefused", token: Token): Warning {
  const messages = {
    noExpiry: `${whyEndless(token)}, so nothing is refreshed ahead: ${
      token.format.startsWith("agora")
        ? 'pass readAgoraToken of "evertoken/agora" as readToken'
        : "return expiresIn or expiresOn beside it"
    }`,
    shortLived: `The token lives ${seconds(lifeMs(token))}, less than twice willExpireLeadMs: no lead exceeds half its life`,
    staleToken:
      "setToken() ignored a token that is older than the one in hand, has expired or was refused; call clear() to change users",
    tokenRefused: `${DISPUTE}. ${DISPUTE_REMEDY}`,
  };
  return { code, message: messages[code], detail: code === "shortLived" ? { lifeMs: lifeMs(token) } : {} };
}

function whyEndless({ value }: Token): string {
  const exp = claimsOf(value)?.["exp"];
  return exp !== undefined
    ? `The token's "exp" is not in seconds${Number(exp) > 1e11 ? ", perhaps in milliseconds" : ""}`
    : `The token does not say when it expires${value.split(".", 6).length === 5 ? " (it seems to be encrypted)" : ""}`;
}
