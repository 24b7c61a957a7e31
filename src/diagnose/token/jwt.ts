/**
 * Takes a JWT apart without verifying it, and asks what can be asked of any JWT.
 *
 * @module
 */
import { fromBase64, toText } from "../../core/read/bytes.ts";
import { LATEST_MS } from "../../core/read/instant.ts";
import { readJwt } from "../../core/read/jwt.ts";
import { error, info, shown, type TokenFinding, warning } from "./report.ts";
import { checkTimes, type Times } from "./times.ts";

/** A JSON object that somebody else wrote. */
export type Claims = Readonly<Record<string, unknown>>;

/** A JWT as it claims to be. */
export interface Jwt extends Times {
  readonly header: Claims;
  readonly payload: Claims;
  readonly signed: boolean;
  /** Characters of base64url. */
  readonly signatureLength: number;
}

/** RFC 7518 and 8037: the least length of a signature, in characters of base64url; of RSA, with a key of 1024 bits. */
const SIGNATURES: Readonly<Record<string, number>> = {
  HS256: 43,
  HS384: 64,
  HS512: 86,
  ES256: 86,
  ES384: 128,
  ES512: 176,
  EdDSA: 86,
  RS256: 171,
  RS384: 171,
  RS512: 171,
  PS256: 171,
  PS384: 171,
  PS512: 171,
};

/** Header and payload of a three-part JWT; `undefined` unless both are JSON objects. Never throws. */
export function parseJwt(value: string): Jwt | undefined {
  const [first = "", second = "", signature = "", ...more] = value.split(".", 4);
  const header = parseObject(first);
  const payload = parseObject(second);
  if (!header || !payload || more.length > 0) return undefined;
  const notBefore = claimMs(payload["nbf"]);
  // `readJwt` takes LiveKit's `nbf` for `iat`; here the two are told apart.
  const { expiresAt } = readJwt(value) ?? {};
  return {
    header,
    payload,
    signed: signature !== "",
    signatureLength: signature.length,
    issuedAt: claimMs(payload["iat"]),
    notBefore,
    expiresAt,
  };
}

/** Whether it has the five parts of an encrypted JWT, and a header that says so. */
export function isJwe(value: string): boolean {
  const parts = value.split(".", 6);
  return parts.length === 5 && "enc" in (parseObject(parts[0]!) ?? {});
}

/** Whether the beginning is that of a JSON object in base64url, as of every JWT. */
export function looksLikeJwt(value: string): boolean {
  return /^ey[\w-]+/.test(value);
}

/** The text of a claim, if it is one. */
export function text(claims: Claims | undefined, name: string): string | undefined {
  const value = claims?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The object in a claim, if it is one. */
export function object(claims: Claims | undefined, name: string): Claims | undefined {
  return asObject(claims?.[name]);
}

/** A claim that lists words: separated by `separator`, or as an array. */
export function list(claims: Claims, name: string, separator: string | RegExp = " "): readonly string[] {
  const value = claims[name];
  const words: unknown[] = typeof value === "string" ? value.split(separator) : Array.isArray(value) ? value : [];
  return words.filter((word): word is string => typeof word === "string" && word !== "");
}

/**
 * What can be wrong with any JWT.
 *
 * @param withoutExp - what the service that checks the token does to one without `exp`
 */
export function checkJwt(jwt: Jwt, now: number, withoutExp: "refused" | "accepted"): TokenFinding[] {
  const { header, payload } = jwt;
  const findings = checkTimes(jwt, now);
  if (text(header, "alg")?.toLowerCase() === "none" || !jwt.signed) {
    findings.push(
      error(
        "unsigned",
        jwt.signed ? 'The header says "alg": "none": the token is not signed.' : "The token has no signature.",
        "Mint it with the library and the key of the service that is to accept it.",
      ),
    );
  }
  const least = SIGNATURES[text(header, "alg") ?? ""] ?? 0;
  if (jwt.signed && jwt.signatureLength < least) {
    findings.push(
      error(
        "signatureCut",
        `The signature has ${jwt.signatureLength} characters; one of ${shown(header["alg"])} has at least ${least}.`,
        "Compare the token's length with what the back end sent: a field, a log or a cookie has cut it off, or it was made up.",
      ),
    );
  }
  for (const name of ["exp", "iat", "nbf"]) {
    const value = payload[name];
    if (value === undefined || claimMs(value) !== undefined) continue;
    const isMs = typeof value === "number" && value > LATEST_MS / 1000;
    const words = [
      isMs ? "timeInMilliseconds" : "timeUnreadable",
      isMs ? `"${name}" is not in seconds; it looks like milliseconds.` : `"${name}" is not a number of seconds.`,
      "Write times as seconds since 1970 (RFC 7519), as numbers.",
    ] as const;
    findings.push(name === "exp" && withoutExp === "refused" ? error(...words) : warning(...words));
  }
  if (payload["exp"] === undefined) {
    const words = ["noExpiry", 'The token has no "exp": nobody can tell when it ends.'] as const;
    findings.push(
      withoutExp === "refused"
        ? error(...words, "Mint it with a lifetime.")
        : warning(...words, 'Mint it with a lifetime, or send "expiresAt" or "expiresIn" along with it.'),
    );
  }
  return findings;
}

/** Of a token that only its recipient can read. */
export const ENCRYPTED: TokenFinding = info(
  "encrypted",
  "The token is encrypted (JWE): only its recipient can read it, its expiry included.",
  'Send "expiresAt" or "expiresIn" along with it, so that it can be renewed in time.',
);

function claimMs(seconds: unknown): number | undefined {
  const ms = typeof seconds === "number" ? Math.floor(seconds * 1000) : NaN;
  return ms > 0 && ms <= LATEST_MS ? ms : undefined;
}

function parseObject(part: string): Claims | undefined {
  try {
    return asObject(JSON.parse(toText(fromBase64(part.replaceAll("-", "+").replaceAll("_", "/")))));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Claims | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : undefined;
}
