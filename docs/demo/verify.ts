/**
 * The vendor's side of the bargain: is this token good at this moment?
 *
 * Signature and dates are checked with the real keys, independently of what the client believes.
 *
 * @module
 */
import { createHmac, type KeyObject, timingSafeEqual, verify } from "node:crypto";
import { AccessToken2 } from "agora-token/src/AccessToken2.js";
import type { Secrets } from "./mint.ts";
import type { ProviderName } from "./providers.ts";

/** Whether `token` would be let in by `provider` now. */
export function isValid(provider: ProviderName, token: string, secrets: Secrets): boolean {
  switch (provider) {
    case "twilio":
    case "livekit":
      return isValidJwt(token, hmac(secrets[provider].secret));
    case "agora":
      return isValidAgora(token, secrets.agora.certificate);
    case "acs":
    case "oauth":
      return isValidJwt(token, rsa(secrets[provider].publicKey));
  }
}

type SignatureCheck = (signed: string, signature: Buffer) => boolean;

const hmac =
  (secret: string): SignatureCheck =>
  (signed, signature) => {
    const expected = createHmac("sha256", secret).update(signed).digest();
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  };

const rsa =
  (key: KeyObject): SignatureCheck =>
  (signed, signature) =>
    verify("sha256", Buffer.from(signed), key, signature);

function isValidJwt(token: string, check: SignatureCheck): boolean {
  const [header, payload, signature, ...rest] = token.split(".");
  if (!header || !payload || !signature || rest.length > 0) return false;
  if (!check(`${header}.${payload}`, Buffer.from(signature, "base64url"))) return false;
  const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as { exp: number };
  return claims.exp * 1000 > Date.now();
}

function isValidAgora(token: string, certificate: string): boolean {
  const parsed = new AccessToken2();
  if (!parsed.from_string(token) || !parsed.verifySignature(certificate)) return false;
  return (parsed.issueTs + parsed.expire) * 1000 > Date.now();
}
