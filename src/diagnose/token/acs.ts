/**
 * User access tokens of Azure Communication Services.
 *
 * Claims as in the Microsoft Learn page "Create and manage access tokens"; what `createCallAgent` refuses as
 * found in @azure/communication-calling@2.0.0 (sub-codes 44113-44116, 40233); lifetimes of communication-identity@1.3.1.
 *
 * @module
 */
import { checkJwt, type Claims, type Jwt, list, text } from "./jwt.ts";
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

const HOUR_MS = 3_600_000;
const ISSUE = "Issue it with CommunicationIdentityClient.getToken(user, scopes).";

/** By a claim that nobody else uses. */
export function isAcs({ payload }: Jwt): boolean {
  return ["skypeid", "acsScope"].some((name) => payload[name] !== undefined);
}

/** All checks of a token that is, or should be, an ACS user access token. */
export function readAcs(jwt: Jwt, context: CheckContext): Reading {
  const { payload } = jwt;
  const summary = {
    identity: text(payload, "skypeid"),
    scopes: text(payload, "acsScope"),
    resource: text(payload, "resourceId"),
    location: text(payload, "resourceLocation"),
  };
  if (!isAcs(jwt)) return { findings: [...checkJwt(jwt, context.now, "refused"), foreign(payload)], summary };
  return {
    findings: [
      ...checkJwt(jwt, context.now, "refused"),
      ...checkLife(jwt),
      ...checkIdentity(jwt, context),
      ...checkScopes(payload, context),
    ],
    summary,
  };
}

function foreign(payload: Claims): TokenFinding {
  const entra = /^https:\/\/(login\.microsoftonline\.com|sts\.windows\.net)\//.test(text(payload, "iss") ?? "");
  return entra
    ? error(
        "entraToken",
        "This is a Microsoft Entra token, not an ACS token.",
        "Exchange it on the server with CommunicationIdentityClient.getTokenForTeamsUser(), or issue an ACS token for the user.",
      )
    : error("notAcsToken", 'The token has neither "skypeid" nor "acsScope": it is no ACS user access token.', ISSUE);
}

function checkLife({ issuedAt, expiresAt }: Jwt): TokenFinding[] {
  if (issuedAt === undefined || expiresAt === undefined || expiresAt <= issuedAt) return [];
  const lifeMs = expiresAt - issuedAt;
  if (lifeMs >= HOUR_MS && lifeMs <= 24 * HOUR_MS) return [];
  return [
    warning(
      lifeMs < HOUR_MS ? "ttlTooShort" : "ttlTooLong",
      `The token lives for ${duration(lifeMs)}; ACS issues tokens of 1 h to 24 h.`,
      `Check who minted it. ${ISSUE}`,
    ),
  ];
}

function checkIdentity({ header, payload }: Jwt, { expect }: CheckContext): TokenFinding[] {
  const findings: TokenFinding[] = [];
  const identity = text(payload, "skypeid");
  const resource = text(payload, "resourceId");
  if (!identity) {
    findings.push(error("identityMissing", 'The token has no "skypeid": calling refuses it (401/44116).', ISSUE));
  } else if (expect.identity !== undefined && bare(expect.identity) !== bare(identity)) {
    findings.push(
      differs(
        "identity",
        "the user",
        identity,
        expect.identity,
        "Issue it for the existing user instead of creating a new one.",
      ),
    );
  }
  if (!resource) {
    findings.push(error("resourceMissing", 'The token has no "resourceId": calling refuses it (401/44115).', ISSUE));
  } else if (identity?.startsWith("acs:") && !identity.slice(4).startsWith(`${resource}_`)) {
    findings.push(
      warning(
        "resourceMismatch",
        '"skypeid" and "resourceId" name different resources.',
        "Use one ACS resource for users and tokens.",
      ),
    );
  }
  if (text(header, "alg")?.startsWith("HS")) {
    findings.push(
      warning(
        "selfMinted",
        `The token is signed with ${shown(header["alg"])}; ACS signs its tokens itself, with RS256.`,
        ISSUE,
      ),
    );
  }
  return findings;
}

/** Raw ids (`8:acs:...`) and `skypeid` (`acs:...`) name the same user. */
function bare(identity: string): string {
  return identity.replace(/^8:/, "");
}

function checkScopes(payload: Claims, { product, expect }: CheckContext): TokenFinding[] {
  if (typeof payload["acsScope"] !== "string") {
    return [error("scopeMissing", '"acsScope" is missing or not a string: calling refuses it (401/44114).', ISSUE)];
  }
  const scopes = list(payload, "acsScope", /[,\s]+/);
  const has = (wanted: string): boolean =>
    scopes.some((scope) => scope === wanted || scope.startsWith(`${wanted}.join`));
  const wanted = new Set([...(expect.scopes ?? []), ...(product === "voip" || product === "chat" ? [product] : [])]);
  const missing = [...wanted].filter((scope) => !has(scope));
  if (missing.length > 0) {
    return missing.map((scope) =>
      error(
        "scopeMissing",
        `The token lacks the scope "${shown(scope)}"${scope === "voip" ? ": calling refuses it (401/44113)" : ""}.`,
        `Issue it with ["${shown(scope)}"] among the scopes.`,
      ),
    );
  }
  if (!has("voip") && !has("chat")) {
    return [error("scopeMissing", 'The token has neither the scope "voip" nor "chat".', ISSUE)];
  }
  if (wanted.size > 0) return [];
  return ["voip", "chat"]
    .filter((scope) => !has(scope))
    .map((scope) =>
      info(
        "oneScope",
        `The token lacks the scope "${scope}".`,
        `If it is meant for ${scope === "voip" ? "calls" : "chats"} too, issue it with both.`,
      ),
    );
}
