/**
 * Identifies the provider of a token, and picks the checks for it.
 *
 * @module
 */
import { decodeAgoraToken, readAgoraToken } from "../../core/read/agora.ts";
import type { TokenFormat } from "../../token.ts";
import { DAMAGED, EMPTY, paddingOf, readAgora } from "./agora.ts";
import { ENCRYPTED, isJwe, type Jwt, looksLikeJwt, parseJwt } from "./jwt.ts";
import { FAMILIES, familyOf } from "./families.ts";
import { readOidc } from "./oidc.ts";
import {
  type CheckContext,
  error,
  info,
  type Reading,
  type TokenDiagnosis,
  type TokenFamily,
  type TokenFinding,
} from "./report.ts";
import { impostor } from "./instead.ts";
import { STRAY } from "./repairs.ts";

/** What reading found, before it is put in order. */
export interface Look extends Partial<Reading> {
  readonly format: TokenDiagnosis["format"];
  readonly provider: TokenFamily;
  readonly issuedAt?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** Reads a token by its shape; the caller's word on its provider decides where the shape says nothing. */
export function lookAt(token: string, context: CheckContext): Look {
  if (token === "") {
    const empty =
      context.family === "agora"
        ? EMPTY
        : error("empty", "The token is empty.", "Look where it is read: the field may have another name.");
    return { format: "none", provider: "unknown", findings: [empty] };
  }
  if (/^00[67]/.test(token)) {
    const agora = lookAtAgora(token, context);
    if (agora) return agora;
  }
  const jwt = parseJwt(token);
  if (jwt) return lookAtJwt(jwt, /[+/=]/.test(token) ? [STRAY] : [], context);
  if (isJwe(token)) return { format: "jwe", provider: "jwt", findings: [ENCRYPTED] };
  return lookAtOpaque(token, context);
}

function lookAtAgora(token: string, context: CheckContext): Look | undefined {
  const format: TokenFormat = token.startsWith("007") ? "agora-007" : "agora-006";
  const decoded = decodeAgoraToken(token);
  if (decoded) {
    const { findings, summary } = readAgora(decoded, token.length, context);
    return {
      format,
      provider: "agora",
      findings: [...paddingOf(token), ...wrongFamily("agora", context), ...findings],
      summary,
      ...readAgoraToken(token),
    };
  }
  // Anybody's opaque token may begin with 006; Agora's are long, and of base64 alone (a "+" may have become a space).
  return context.family === "agora" || /^00[67][\w+/ =]{60,}$/.test(token)
    ? { format, provider: "agora", findings: [DAMAGED] }
    : undefined;
}

function lookAtJwt(jwt: Jwt, altered: readonly TokenFinding[], context: CheckContext): Look {
  const provider = familyOf(jwt, context);
  const { findings, summary } = (FAMILIES[provider].read ?? readOidc)(jwt, context);
  return {
    format: "jwt",
    provider,
    findings: [...wrongFamily(provider, context), ...altered, ...findings],
    summary,
    issuedAt: jwt.issuedAt,
    expiresAt: jwt.expiresAt,
  };
}

function wrongFamily(provider: TokenFamily, { family }: CheckContext): TokenFinding[] {
  const fits =
    family === undefined || family === provider || family === "jwt" || (family === "oidc" && provider !== "agora");
  if (fits) return [];
  const message = `This is a token of ${FAMILIES[provider].title}, not of ${FAMILIES[family].title}.`;
  return [error("wrongProvider", message, `Pass the token that the back end mints for ${FAMILIES[family].title}.`)];
}

function lookAtOpaque(token: string, { family }: CheckContext): Look {
  const secret = impostor(token, family);
  if (secret) return { format: "opaque", provider: "unknown", findings: [secret] };
  if (looksLikeJwt(token)) {
    const cut = error(
      "unreadable",
      "The token begins like a JWT, but it is cut off or altered.",
      "Compare its length with what the back end sent; a JWT has three parts, with dots between them.",
    );
    return { format: "opaque", provider: "jwt", findings: [cut] };
  }
  const isJson = /^[[{]/.test(token);
  if (!isJson && (family === undefined || family === "oidc")) {
    const opaque = info(
      "opaque",
      "The token is opaque: only its issuer can read it, its expiry included.",
      'Send "expiresAt" or "expiresIn" along with it, so that it can be renewed in time.',
    );
    return { format: "opaque", provider: "unknown", findings: [...(/[\s\p{C}]/u.test(token) ? [STRAY] : []), opaque] };
  }
  const wanted = isJson
    ? "a token, but JSON"
    : family === "agora"
      ? "an Agora token, which begins with 006 or 007"
      : "a JWT, which has three parts with dots between them";
  const other = error(
    "notAToken",
    `This is not ${wanted}.`,
    "Pass the token as the back end minted it: not the JSON around it, not a key, not a secret.",
  );
  return { format: "opaque", provider: "unknown", findings: [other] };
}
