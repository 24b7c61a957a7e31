/**
 * What each warning says.
 *
 * @module
 */
import type { TokenEvents, WarningCode } from "../events.ts";
import { lifeMs } from "./schedule.ts";
import type { Token } from "../token.ts";

export function warningOf(code: WarningCode, token: Token, skewMs: number): TokenEvents["warning"] {
  const detail: Record<string, number> =
    code === "clockSkew" ? { skewMs } : code === "shortLived" ? { lifeMs: lifeMs(token) } : {};
  const seconds = (ms: number): string => `${Math.round(Math.abs(ms) / 1000)} s`;
  const noExpiry = token.format.startsWith("agora")
    ? 'pass readAgoraToken of "evertoken/agora" as readToken'
    : "return expiresIn or expiresOn beside it";
  const messages: Record<WarningCode, string> = {
    clockSkew: `The local clock is ${seconds(skewMs)} ${skewMs > 0 ? "ahead of" : "behind"} the server's; token dates are corrected for it`,
    noExpiry: `The token does not say when it expires, so it is not refreshed ahead of time: ${noExpiry}`,
    shortLived: `The token lives ${seconds(lifeMs(token))}, less than two leads: each lead is cut to half of its life`,
    staleToken:
      "setToken() ignored a token that is older than the one in hand, or was refused; to change users call clear() first",
  };
  return { code, message: messages[code], detail };
}
