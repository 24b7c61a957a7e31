/**
 * What each warning says.
 *
 * @module
 */
import type { TokenEvents, WarningCode } from "../events.ts";
import { lifeMs } from "./schedule.ts";
import type { Candidate } from "./state.ts";

export function warningOf(
  code: Exclude<WarningCode, "initialToken">,
  { token, skewMs = 0 }: Candidate,
): TokenEvents["warning"] {
  const detail: Record<string, number> =
    code === "clockSkew" ? { skewMs } : code === "shortLived" ? { lifeMs: lifeMs(token) } : {};
  const seconds = (ms: number): string => `${Math.round(Math.abs(ms) / 1000)} s`;
  const noExpiry = token.format.startsWith("agora")
    ? 'pass readAgoraToken of "evertoken/agora" as readToken'
    : "return expiresIn or expiresOn beside it";
  const messages: Record<typeof code, string> = {
    clockSkew: `The local clock is ${seconds(skewMs)} ${skewMs > 0 ? "ahead of" : "behind"} the server's; token dates are corrected for it`,
    noExpiry: `The token does not say when it expires, so it is not refreshed ahead of time: ${noExpiry}`,
    shortLived: `The token lives ${seconds(lifeMs(token))}, shorter than twice willExpireLeadMs, so both leads are capped at half its life`,
    staleToken:
      "setToken() ignored a token that is older than the one in hand, has expired, or was refused; to change users call clear() first",
    tokenRefused:
      "A token that had replaced a refused one was refused as well. It stays in use for whoever accepts it; while refusals go on, a new one is fetched at most every ten minutes. Check what the token is for (audience, grants, account)",
  };
  return { code, message: messages[code], detail };
}
