/**
 * Twilio access tokens: what the services refuse, found before they do.
 *
 * Layout as minted by twilio@6.2.0 (`lib/jwt/AccessToken.js`); rules from Twilio's error pages 20101-20107, 20157,
 * 31204, 31207, 51007 and the class documentation of the grants. Capability tokens: `lib/jwt/ClientCapability.js`.
 *
 * @module
 */
import { checkJwt, type Claims, type Jwt, object, text } from "./jwt.ts";
import {
  type CheckContext,
  differs,
  duration,
  error,
  info,
  type Reading,
  shown,
  type TokenFinding,
  warning,
} from "./report.ts";
import { checkGrants, MINT } from "./twilio-grants.ts";

const CONTENT_TYPE = "twilio-fpa;v=1";
const MAX_LIFE_MS = 86_400_000;

/** The servers of Conversations and Sync warn three minutes ahead; shorter tokens were seen to get no warning. */
const SERVER_WARNING_MS = 180_000;

/** By its content type, its grants, or the scopes of the older capability tokens. */
export function isTwilio({ header, payload }: Jwt): boolean {
  return (
    text(header, "cty")?.startsWith("twilio-fpa") === true ||
    isCapabilityToken(payload) ||
    text(object(payload, "grants"), "identity") !== undefined ||
    (object(payload, "grants") !== undefined && /^(SK|AC)/.test(text(payload, "iss") ?? ""))
  );
}

/** All checks of a token that is, or should be, a Twilio access token. */
export function readTwilio(jwt: Jwt, context: CheckContext): Reading {
  const { header, payload } = jwt;
  const grants = object(payload, "grants");
  const summary = {
    issuer: text(payload, "iss"),
    account: text(payload, "sub"),
    identity: text(grants, "identity"),
    grants:
      grants &&
      Object.keys(grants)
        .filter((key) => key !== "identity")
        .join(", "),
    region: text(header, "twr"),
  };
  if (isCapabilityToken(payload)) {
    const capability = error(
      "capabilityToken",
      "This is a capability token of the retired Twilio Client, not an access token.",
      MINT,
    );
    return { findings: [capability, ...checkJwt(jwt, context.now, "refused")], summary };
  }
  return {
    findings: [
      ...checkJwt(jwt, context.now, "refused"),
      ...checkLife(jwt, context),
      ...checkHeader(header, context),
      ...checkIssuer(payload, context),
      ...checkGrants(grants, context),
    ],
    summary,
  };
}

function isCapabilityToken(payload: Claims): boolean {
  return /(^| )scope:(client|stream):/.test(text(payload, "scope") ?? "");
}

function checkLife({ issuedAt, expiresAt }: Jwt, { product }: CheckContext): TokenFinding[] {
  if (issuedAt === undefined || expiresAt === undefined) return [];
  const lifeMs = expiresAt - issuedAt;
  if (lifeMs > MAX_LIFE_MS) {
    return [
      error(
        "ttlTooLong",
        `The token lives for ${duration(lifeMs)}; Twilio accepts 24 h at most.`,
        'Mint it with a "ttl" of at most 86399, in seconds.',
      ),
    ];
  }
  if (lifeMs === MAX_LIFE_MS) {
    return [
      info(
        "ttlAtLimit",
        "The token lives for exactly 24 h; Twilio advises staying below that.",
        'Use a "ttl" of 86399.',
      ),
    ];
  }
  if (lifeMs <= SERVER_WARNING_MS && (product === "chat" || product === "sync")) {
    return [
      warning(
        "ttlTooShort",
        "The server warns three minutes before the end; this token is too short for a warning.",
        'Mint it with a "ttl" of 300 at least, in seconds.',
      ),
    ];
  }
  return [];
}

function checkHeader(header: Claims, { expect, product }: CheckContext): TokenFinding[] {
  const findings: TokenFinding[] = [];
  if (text(header, "cty") !== CONTENT_TYPE) {
    findings.push(
      error(
        "contentType",
        `The header's "cty" is not "${CONTENT_TYPE}".`,
        `${MINT} A general JWT library must be told to set it.`,
      ),
    );
  }
  if (!/^(HS(256|384|512)|none)$/i.test(text(header, "alg") ?? "")) {
    findings.push(
      error(
        "algorithm",
        `The token is signed with ${shown(header["alg"])}; Twilio accepts HS256, HS384 and HS512.`,
        "Sign it with the secret of an API key.",
      ),
    );
  }
  const region = text(header, "twr");
  if (expect.region !== undefined && (region ?? "us1") !== expect.region) {
    findings.push(
      differs(
        "region",
        "region",
        region ?? "us1",
        expect.region,
        'Pass "region" when minting, and use a key of that region.',
      ),
    );
  } else if (product === "video" && region !== undefined && region !== "us1") {
    findings.push(
      error(
        "region",
        `Video needs a key of us1; this token is made for ${shown(region)}.`,
        "Use an API key of us1, without a region.",
      ),
    );
  } else if (region !== undefined) {
    findings.push(
      info(
        "homeRegion",
        `The token is made for the region ${shown(region)}.`,
        'The "edge" of the Voice Device must belong to it.',
      ),
    );
  }
  return findings;
}

function checkIssuer(payload: Claims, { expect }: CheckContext): TokenFinding[] {
  const findings: TokenFinding[] = [];
  const issuer = text(payload, "iss") ?? "";
  const account = text(payload, "sub") ?? "";
  if (!/^SK[0-9a-f]{32}$/i.test(issuer)) {
    const wrong = issuer.startsWith("AC") ? "is the account SID" : "is not the SID of an API key (SK...)";
    findings.push(
      error(
        "issuer",
        `The token's issuer ("iss") ${wrong}.`,
        "Sign with a main or standard API key: its SID as issuer, its secret as key. Restricted keys cannot mint access tokens.",
      ),
    );
  }
  if (!/^AC[0-9a-f]{32}$/i.test(account)) {
    findings.push(
      error(
        "subject",
        `The token's subject ("sub") is not an account SID (AC...).`,
        "Pass the live account's SID, the one that owns the API key.",
      ),
    );
  } else if (expect.account !== undefined && account !== expect.account) {
    findings.push(
      error(
        "account",
        "The token belongs to another account than expected.",
        "Use an account SID and an API key of the same account.",
      ),
    );
  }
  return findings;
}
