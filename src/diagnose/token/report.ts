/**
 * What a look at a token yields, and the words in which findings are written.
 *
 * No text here may hold a token: what findings quote goes through `shown`, and the value itself is never handed to one.
 *
 * @module
 */
import type { TokenFormat } from "../../token.ts";

/** `error`: this will be refused. `warning`: this will hurt. `info`: good to know. */
export type Severity = "error" | "warning" | "info";

/** One thing that is wrong with a token, or worth knowing. */
export interface TokenFinding {
  /** Stable; branch on this. */
  readonly code: string;
  /** `error`: it will be refused; `warning`: it may be; `info`: good to know. */
  readonly severity: Severity;
  /** What was found. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** What the app is going to use the token for. Everything is optional, and compared only where given. */
export interface TokenExpectation {
  /** Agora app id. */
  readonly appId?: string | undefined;
  /** Agora channel. */
  readonly channel?: string | undefined;
  /** Agora uid or account that joins; 0, `null` or `""` if the SDK is to choose one. */
  readonly uid?: number | string | null | undefined;
  /** Agora user id, as for RTM and Chat. */
  readonly user?: string | undefined;
  /** Twilio or LiveKit identity, `skypeid` of ACS, `sub` of any other JWT. */
  readonly identity?: string | undefined;
  /** LiveKit or Twilio Video room. */
  readonly room?: string | undefined;
  /** Twilio: voice, chat, sync, video, taskrouter. Agora: rtc, rtm, chat and so on. ACS: voip, chat. */
  readonly product?: string | undefined;
  /** Scopes of ACS or OAuth that must all be there. */
  readonly scopes?: readonly string[] | undefined;
  /** The API that the token must be for. */
  readonly audience?: string | undefined;
  /** Who must have issued it, to the letter. */
  readonly issuer?: string | undefined;
  /** Twilio account SID. */
  readonly account?: string | undefined;
  /** Twilio region, such as `au1`. */
  readonly region?: string | undefined;
  /** OAuth and OpenID Connect: what kind of token belongs here. */
  readonly kind?: "access" | "id" | undefined;
}

/** Whose token it is; `jwt` if nobody's in particular. */
export type TokenFamily = "twilio" | "acs" | "agora" | "livekit" | "oidc" | "jwt" | "unknown";

/** Everything {@link diagnoseToken} says about a token. */
export interface TokenDiagnosis {
  /** By shape: `jwe` is an encrypted JWT, `none` is not a string or nothing at all. */
  readonly format: TokenFormat | "jwe" | "none";
  /** Whose token it is, as asked or as found. */
  readonly provider: TokenFamily;
  /** Errors first. Empty if there is nothing to say. */
  readonly findings: readonly TokenFinding[];
  /** Epoch ms. */
  readonly issuedAt?: number;
  /** Epoch ms; for Agora, the instant that decides. */
  readonly expiresAt?: number;
  /** What the token says about itself, in short; never the token. */
  readonly summary: Readonly<Record<string, string | number>>;
}

/** Everything a family's checks need besides the token. */
export interface CheckContext {
  /** Epoch ms. */
  readonly now: number;
  /** As the caller named it. */
  readonly family: TokenFamily | undefined;
  /** What it must be good for, in lower case. */
  readonly product: string | undefined;
  readonly expect: TokenExpectation;
}

/** What a family knows of a token. */
export interface Reading {
  readonly findings: readonly TokenFinding[];
  readonly summary: Record<string, unknown>;
}

type Words = readonly [code: string, message: string, remedy: string];

export const error = (...[code, message, remedy]: Words): TokenFinding => ({
  code,
  severity: "error",
  message,
  remedy,
});
export const warning = (...[code, message, remedy]: Words): TokenFinding => ({
  code,
  severity: "warning",
  message,
  remedy,
});
export const info = (...[code, message, remedy]: Words): TokenFinding => ({ code, severity: "info", message, remedy });

/** A foreign value for a message: short, on one line, and nothing that looks like a token or moves a terminal's cursor. */
export function shown(value: unknown, maxLength = 40): string {
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : typeof value;
  const clean = text
    .slice(0, 4 * maxLength)
    .replace(/[\p{C}\p{Z}]+/gu, " ")
    .replace(/eyJ[\w-]+(\.[\w-]*)*|00[67][\w+/=]{50,}/g, "[redacted]");
  return clean.length > maxLength ? `${clean.slice(0, maxLength - 1)}…` : clean;
}

/** "these two differ", the usual error of a comparison. */
export function differs(code: string, what: string, has: unknown, wanted: unknown, remedy: string): TokenFinding {
  return error(code, `The token is made for ${what} "${shown(has)}", not for "${shown(wanted)}".`, remedy);
}

/** `3 h 5 min`: the two largest units, without false precision. */
export function duration(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const units = [
    [Math.floor(seconds / 86_400), "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const first = units.findIndex(([count]) => count > 0);
  if (first < 0) return "0 s";
  const parts = units.slice(first, first + (first === 0 ? 2 : first === 1 ? 2 : 1));
  return parts.flatMap(([count, unit]) => (count > 0 ? `${count} ${unit}` : [])).join(" ");
}
