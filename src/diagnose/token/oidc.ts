/**
 * Access and ID tokens of OAuth 2 and OpenID Connect, and JWTs of nobody in particular.
 *
 * ID tokens: OpenID Connect Core 1.0, section 2. Access tokens: RFC 9068. Keycloak marks kinds with a `typ` claim.
 *
 * @module
 */
import { checkJwt, type Claims, type Jwt, list, text } from "./jwt.ts";
import { type CheckContext, differs, error, info, type Reading, shown, type TokenFinding } from "./report.ts";

type Kind = "access" | "id" | "refresh" | undefined;

/** By an issuer that is a URL, as OpenID Connect demands, and an audience or scopes. */
export function isOidc({ payload }: Jwt): boolean {
  const issuer = text(payload, "iss") ?? "";
  return (
    /^https?:\/\/|^accounts\.google\.com$/.test(issuer) &&
    ["aud", "scope", "scp", "client_id"].some((name) => name in payload)
  );
}

/** All checks of an OAuth or OpenID Connect token, or of a JWT of unknown make. */
export function readOidc(jwt: Jwt, { now, expect }: CheckContext): Reading {
  const { payload } = jwt;
  const kind = kindOf(jwt);
  const audience = list(payload, "aud", "\n");
  const scopes = [...list(payload, "scope"), ...list(payload, "scp")];
  const summary = {
    kind,
    issuer: text(payload, "iss"),
    subject: text(payload, "sub"),
    audience: audience.join(", "),
    scopes: scopes.join(" "),
    client: text(payload, "azp") ?? text(payload, "client_id"),
  };
  const findings = [
    ...checkJwt(jwt, now, kind === "id" ? "refused" : "accepted"),
    ...checkKind(kind, expect.kind, payload),
  ];
  const issuer = text(payload, "iss");
  if (expect.issuer !== undefined && issuer !== expect.issuer) {
    findings.push(
      error(
        "issuer",
        `The token was issued by "${shown(issuer ?? "nobody", 80)}", not by "${shown(expect.issuer, 80)}".`,
        "Compare the issuer exactly, a slash at its end included.",
      ),
    );
  }
  if (expect.audience !== undefined && !audience.includes(expect.audience)) {
    findings.push(
      differs(
        "audience",
        "the audience",
        audience.join(", ") || "nobody",
        expect.audience,
        "Ask the authorization server for a token for this API (resource, audience or scope).",
      ),
    );
  }
  if (expect.identity !== undefined && text(payload, "sub") !== expect.identity) {
    findings.push(
      differs(
        "identity",
        "the subject",
        text(payload, "sub") ?? "nobody",
        expect.identity,
        "Fetch it for the user who is signed in.",
      ),
    );
  }
  for (const scope of expect.scopes ?? []) {
    if (!scopes.includes(scope)) {
      findings.push(
        error(
          "scopeMissing",
          `The token lacks the scope "${shown(scope)}".`,
          "Ask for it when the user signs in; a refresh cannot add scopes.",
        ),
      );
    }
  }
  return { findings, summary };
}

function kindOf({ header, payload }: Jwt): Kind {
  const type = (text(payload, "typ") ?? "").toLowerCase();
  if (type === "refresh" || type === "offline") return "refresh";
  if (type === "id") return "id";
  if (/^(application\/)?at\+jwt$/i.test(text(header, "typ") ?? "")) return "access";
  if (type === "bearer" || ["scope", "scp"].some((name) => name in payload) || payload["token_use"] === "access")
    return "access";
  // Firebase marks its ID tokens with a block of its own, Cognito with `token_use`.
  const marks = ["nonce", "at_hash", "c_hash", "firebase"];
  return marks.some((name) => name in payload) || payload["token_use"] === "id" ? "id" : undefined;
}

function checkKind(kind: Kind, wanted: "access" | "id" | undefined, payload: Claims): TokenFinding[] {
  if (kind === "refresh") {
    return [
      error(
        "refreshTokenInstead",
        "This is a refresh token: only its authorization server takes it.",
        "Pass the access token, and keep the refresh token away from APIs and logs.",
      ),
    ];
  }
  if (kind === "id") {
    const missing = ["iss", "sub", "aud", "iat"].filter((name) => payload[name] === undefined);
    const wrong = wanted === "access";
    const words = [
      "idToken",
      "This is an ID token: it tells the app who signed in. APIs must not accept it.",
      "Send the access token to APIs.",
    ] as const;
    return [
      wrong ? error(...words) : info(...words),
      ...missing.map((name) =>
        error("claimMissing", `The ID token lacks "${name}".`, "Every ID token has it; ask the issuer."),
      ),
    ];
  }
  if (wanted === "id" && kind === "access") {
    return [
      error(
        "accessToken",
        "This is an access token, not an ID token.",
        'Take the field "id_token" of the answer; it comes with the scope "openid".',
      ),
    ];
  }
  return [];
}
