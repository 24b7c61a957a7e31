/**
 * What an Agora token is to be used for, in the words of the token.
 *
 * Services as numbered by agora-token@2.0.6.
 *
 * @module
 */
import type { AgoraToken } from "../../core/read/agora.ts";
import type { CheckContext, TokenFinding } from "./report.ts";

/** Service names by type, as products are named in an expectation. RTM 2 clients take either kind of RTM. */
export const SERVICES: readonly string[] = [
  "",
  "rtc",
  "rtm",
  "streaming",
  "fpa",
  "chat",
  "fcdn",
  "apaas",
  "rtm",
  "convoai",
  "stt",
];

/** A "relative" number of seconds above this is a date: 2001 and later, or 31 years. */
export const A_DATE = 1e9;

/** The privilege of a 006 token that makes it one for RTM. */
export const RTM_LOGIN_006 = 1000;

/** The checks of one format, and what it says it is for. */
export interface Part {
  readonly findings: TokenFinding[];
  readonly target: Record<string, unknown>;
}

/** The service this token is going to be used for, as far as the caller said. */
export function wantedService({ product, expect }: CheckContext): string | undefined {
  if (product) return SERVICES.includes(product) ? product : undefined;
  return expect.channel !== undefined || expect.uid !== undefined ? "rtc" : undefined;
}

/** As it stands in a token: empty if the SDK chooses. `undefined` if nothing is expected. */
export function uidText(uid: CheckContext["expect"]["uid"]): string | undefined {
  if (uid === undefined) return undefined;
  return uid === null || uid === 0 ? "" : String(uid);
}

/** The names of its services. */
export function servicesOf(token: AgoraToken): string {
  if (token.version === "006") return token.privileges[RTM_LOGIN_006] === undefined ? "rtc" : "rtm";
  return token.services.map(({ type }) => SERVICES[type]).join(", ") || "none";
}
