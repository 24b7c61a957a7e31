/**
 * Errors that real packages make, with the action that is right for each: written before anybody looked at how the
 * catalog answers, to measure it. `npm run extract` runs them; it prints what is wrong.
 *
 * Runs beside the packages of test/extract/package.json, against servers of its own. Nothing leaves this machine.
 */
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { createHmac, createSign, generateKeyPairSync } from "node:crypto";

const SECRET = "a-secret-of-at-least-thirty-two-bytes!";
const now = Math.floor(Date.now() / 1000);
const b64 = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (claims, secret = SECRET, header = {}) => {
  const body = `${b64({ alg: "HS256", typ: "JWT", ...header })}.${b64(claims)}`;
  return `${body}.${createHmac("sha256", secret).update(body).digest("base64url")}`;
};
const dead = sign({ sub: "a", iat: now - 7200, exp: now - 3600 });
const early = sign({ sub: "a", iat: now, nbf: now + 3600, exp: now + 7200 });
const good = sign({ sub: "a", iss: "x", aud: "y", iat: now, exp: now + 3600 });
const forged = sign({ sub: "a", exp: now + 3600 }, "another-secret-of-thirty-two-bytes!!!");

/** What a thunk throws or rejects with; what it returns, if it does neither. */
async function thrown(thunk) {
  try {
    return await thunk();
  } catch (error) {
    return error;
  }
}

/** `{ id, kind, provider, expect, fine, error }` for each. */
export async function collect() {
  const found = [];
  const failed = [];
  const answers = new Map();
  const server = createServer((request, response) => {
    // In the path, too: some clients drop a query.
    const { status, body, headers } = answers.get(/\/a(\d+)/.exec(request.url)?.[1]) ?? {
      status: Number(/\/s(\d+)/.exec(request.url)?.[1] ?? 200),
      body: "",
      headers: {},
    };
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!response.hasHeader("content-type"))
      response.setHeader("content-type", body.startsWith("<") ? "text/html" : "application/json");
    request.resume();
    response.writeHead(status);
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const base = `http://127.0.0.1:${server.address().port}`;
  const at = (status, body = {}, headers = {}) => {
    answers.set(String(answers.size), {
      status,
      body: typeof body === "string" ? body : JSON.stringify(body),
      headers,
    });
    return `${base}/a${answers.size - 1}`;
  };
  const answer = (status, body, headers) => async () =>
    new Response(typeof body === "string" ? body : JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json", ...headers },
    });
  const add = async (kind, id, provider, expect, fine, thunk) => {
    const error = await thrown(async () => {
      try {
        return await thunk();
      } catch (error) {
        if (error?.code === "ERR_MODULE_NOT_FOUND" || error?.code === "MODULE_NOT_FOUND")
          failed.push(`${id}: ${error.message}`);
        throw error;
      }
    });
    found.push({ kind, id, provider, expect: expect.split("|"), fine: fine ? fine.split("|") : [], error });
  };

  // H: libraries for JWTs.
  const jsonwebtoken = (await import("jsonwebtoken")).default;
  await add("H", "jsonwebtoken expired", undefined, "refresh", "", () => jsonwebtoken.verify(dead, SECRET));
  await add("H", "jsonwebtoken early", undefined, "fixClock", "retryLater", () => jsonwebtoken.verify(early, SECRET));
  await add("H", "jsonwebtoken forged", undefined, "fixConfig", "", () => jsonwebtoken.verify(forged, SECRET));
  await add("H", "jsonwebtoken malformed", undefined, "fixConfig", "", () => jsonwebtoken.verify("abc", SECRET));
  await add("H", "jsonwebtoken issuer", undefined, "fixConfig", "", () =>
    jsonwebtoken.verify(good, SECRET, { issuer: "z" }),
  );
  await add("H", "jsonwebtoken subject", undefined, "fixConfig", "", () =>
    jsonwebtoken.verify(good, SECRET, { subject: "z" }),
  );
  await add("H", "jsonwebtoken empty", undefined, "fixConfig", "", () => jsonwebtoken.verify("", SECRET));
  await add("H", "jsonwebtoken no secret", undefined, "fixConfig", "", () => jsonwebtoken.verify(good, ""));
  await add("H", "jsonwebtoken algorithm", undefined, "fixConfig", "", () =>
    jsonwebtoken.verify(good, SECRET, { algorithms: ["RS256"] }),
  );
  await add("H", "jsonwebtoken max age", undefined, "refresh", "", () =>
    jsonwebtoken.verify(sign({ iat: now - 7200 }), SECRET, { maxAge: 60 }),
  );
  const jose = await import("jose");
  const key = new TextEncoder().encode(SECRET);
  await add("H", "jose expired", undefined, "refresh", "", () => jose.jwtVerify(dead, key));
  await add("H", "jose forged", undefined, "fixConfig", "", () => jose.jwtVerify(forged, key));
  await add("H", "jose audience", undefined, "fixConfig", "", () => jose.jwtVerify(good, key, { audience: "z" }));
  await add("H", "jose missing claim", undefined, "fixConfig", "", () =>
    jose.jwtVerify(sign({ sub: "a" }), key, { requiredClaims: ["exp"] }),
  );
  await add("H", "jose algorithm", undefined, "fixConfig", "", () =>
    jose.jwtVerify(good, key, { algorithms: ["HS512"] }),
  );
  await add("H", "jose no key", undefined, "fixConfig", "", () =>
    jose.jwtVerify(good, jose.createLocalJWKSet({ keys: [] })),
  );
  await add("H", "jose remote keys down", undefined, "retryLater", "fixConfig", () =>
    jose.jwtVerify(sign({}, SECRET, { alg: "RS256" }), jose.createRemoteJWKSet(new URL(at(503)))),
  );
  await add("H", "jose decode", undefined, "fixConfig", "", () => jose.decodeJwt("nope"));
  await add("H", "jose max age", undefined, "refresh", "", () =>
    jose.jwtVerify(sign({ iat: now - 7200 }), key, { maxTokenAge: "1 min" }),
  );
  const { jwtDecode } = await import("jwt-decode");
  await add("H", "jwt-decode two parts", undefined, "fixConfig", "", () => jwtDecode("a"));
  await add("H", "jwt-decode undefined", undefined, "fixConfig", "", () => jwtDecode(undefined));
  await add("H", "jwt-decode rubbish", undefined, "fixConfig", "", () => jwtDecode("a.b.c"));
  const { createVerifier } = await import("fast-jwt");
  const verify = (options = {}) => createVerifier({ key: SECRET, ...options });
  await add("H", "fast-jwt expired", undefined, "refresh", "", () => verify()(dead));
  await add("H", "fast-jwt early", undefined, "fixClock", "retryLater", () => verify()(early));
  await add("H", "fast-jwt forged", undefined, "fixConfig", "", () => verify()(forged));
  await add("H", "fast-jwt malformed", undefined, "fixConfig", "", () => verify()("abc"));
  await add("H", "fast-jwt audience", undefined, "fixConfig", "", () => verify({ allowedAud: "z" })(good));
  await add("H", "fast-jwt issuer", undefined, "fixConfig", "", () => verify({ allowedIss: "z" })(good));
  const { expressjwt } = await import("express-jwt");
  const middleware = (token) =>
    new Promise(
      (resolve) =>
        void expressjwt({ secret: SECRET, algorithms: ["HS256"] })(
          { method: "GET", headers: token === undefined ? {} : { authorization: token } },
          {},
          resolve,
        ),
    );
  await add("H", "express-jwt none", undefined, "fixConfig|refresh|signIn", "", () => middleware(undefined));
  await add("H", "express-jwt expired", undefined, "refresh", "", () => middleware(`Bearer ${dead}`));
  await add("H", "express-jwt scheme", undefined, "fixConfig", "", () => middleware("Basic abc"));
  const { JwtVerifier, CognitoJwtVerifier } = await import("aws-jwt-verify");
  const cognitoVerifier = CognitoJwtVerifier.create({
    userPoolId: "us-east-1_abcdefghi",
    clientId: "c",
    tokenUse: "access",
  });
  await add("H", "aws-jwt-verify three parts", undefined, "fixConfig", "", () => cognitoVerifier.verify("abc"));
  await add("H", "aws-jwt-verify issuer", undefined, "fixConfig", "", () => {
    const v = JwtVerifier.create({ issuer: "https://i.example", audience: "y", jwksUri: "https://127.0.0.1:1/jwks" });
    v.cacheJwks({ keys: [{ kid: "k", kty: "RSA", alg: "RS256", n: "AQAB", e: "AQAB", use: "sig" }] });
    return v.verify(sign({ iss: "https://other.example", exp: now + 60 }, SECRET, { alg: "RS256", kid: "k" }));
  });
  await add("H", "livekit-server-sdk expired", "livekit", "refresh|rejoin", "", async () => {
    const { TokenVerifier } = await import("livekit-server-sdk");
    return new TokenVerifier("x", SECRET).verify(sign({ iss: "x", exp: now - 3600 }));
  });

  // Identity providers.
  const msalCommon = await import("@azure/msal-common");
  const msal = await import("@azure/msal-browser");
  const browserError = (code) => new msal.BrowserAuthError(code, "c");
  await add("J", "msal block_iframe_reload", "msal", "fixConfig|none", "signIn", () =>
    browserError("block_iframe_reload"),
  );
  await add("J", "msal interaction_in_progress", "msal", "none", "retryLater", () =>
    browserError("interaction_in_progress"),
  );
  await add("J", "msal popup_window_error", "msal", "none|signIn", "", () => browserError("popup_window_error"));
  await add("J", "msal user_cancelled", "msal", "signIn|none", "", () => browserError("user_cancelled"));
  await add("I", "msal timed_out", "msal", "retryLater", "signIn", () => browserError("timed_out"));
  await add("I", "msal no_network", "msal", "retryLater", "", () => browserError("no_network_connectivity"));
  await add("J", "msal hash_empty", "msal", "signIn|fixConfig", "", () => browserError("hash_empty_error"));
  await add("J", "msal state mismatch", "msal", "signIn|fixConfig", "", () =>
    msalCommon.createClientAuthError("state_mismatch"),
  );
  await add("J", "msal untrusted authority", "msal", "fixConfig", "", () =>
    msalCommon.createClientConfigurationError("untrusted_authority"),
  );
  await add("J", "msal empty scopes", "msal", "fixConfig", "", () =>
    msalCommon.createClientConfigurationError("empty_input_scopes_error"),
  );
  await add("J", "msal refresh token expired", "msal", "signIn", "", () =>
    msalCommon.createInteractionRequiredAuthError("refresh_token_expired"),
  );
  await add("I", "msal endpoints", "msal", "retryLater", "fixConfig", () =>
    msalCommon.createClientAuthError("endpoints_resolution_error"),
  );
  const server50 = (code, text, sub) => new msalCommon.ServerError(code, text, sub);
  await add("A", "msal invalid_grant 700082", "msal", "signIn", "", () =>
    server50(
      "invalid_grant",
      "700082 - [2026-11-25 10:00:00Z]: AADSTS700082: The refresh token has expired due to inactivity.",
    ),
  );
  await add("A", "msal invalid_client secret", "msal", "fixConfig", "", () =>
    server50("invalid_client", "AADSTS7000215: Invalid client secret provided."),
  );
  await add("A", "msal redirect", "msal", "fixConfig", "", () =>
    server50("invalid_request", "AADSTS50011: The redirect URI specified in the request does not match."),
  );
  await add("A", "msal cross origin", "msal", "fixConfig", "", () =>
    server50(
      "invalid_request",
      "AADSTS9002326: Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
    ),
  );
  await add(
    "A",
    "msal claims",
    "msal",
    "signIn",
    "",
    () =>
      new msal.InteractionRequiredAuthError(
        "interaction_required",
        "AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.",
      ),
  );
  await add("I", "msal busy", "msal", "retryLater", "", () =>
    server50("temporarily_unavailable", "AADSTS90033: A transient error has occurred. Please try again."),
  );
  const identity = await import("@azure/identity");
  await add(
    "J",
    "azure identity none",
    undefined,
    "fixConfig|signIn",
    "",
    () =>
      new identity.CredentialUnavailableError(
        "EnvironmentCredential is unavailable. No underlying credential could be used.",
      ),
  );
  await add(
    "A",
    "azure identity refused",
    undefined,
    "fixConfig",
    "",
    () =>
      new identity.AuthenticationError(
        401,
        JSON.stringify({
          error: "invalid_client",
          error_description: "AADSTS7000222: The provided client secret keys for app are expired.",
        }),
      ),
  );
  const { ErrorFactory } = await import("@firebase/util");
  const firebase = (code, text) => new ErrorFactory("auth", "Firebase", { [code]: text }).create(code);
  await add("J", "firebase user disabled", "firebase", "signIn", "fixConfig", () =>
    firebase("user-disabled", "The user account has been disabled by an administrator."),
  );
  await add("J", "firebase unauthorized domain", "firebase", "fixConfig", "", () =>
    firebase("unauthorized-domain", "This domain is not authorized for OAuth operations for your Firebase project."),
  );
  await add("J", "firebase api key", "firebase", "fixConfig", "", () =>
    firebase("api-key-not-valid.-please-pass-a-valid-api-key.", "Error"),
  );
  await add("I", "firebase internal", "firebase", "retryLater", "none", () =>
    firebase("internal-error", "An internal AuthError has occurred."),
  );
  await add("I", "firebase too many", "firebase", "retryLater", "", () =>
    firebase(
      "too-many-requests",
      "We have blocked all requests from this device due to unusual activity. Try again later.",
    ),
  );
  await add("D", "firebase email in use", "firebase", "none", "", () =>
    firebase("email-already-in-use", "The email address is already in use by another account."),
  );
  await add("D", "firebase weak password", "firebase", "none", "", () =>
    firebase("weak-password", "The password must be 6 characters long or more."),
  );
  await add("H", "firebase-admin expired", "firebase", "refresh", "", async () => {
    const { FirebaseAuthError } = await import("firebase-admin/auth");
    return new FirebaseAuthError({
      code: "id-token-expired",
      message:
        "Firebase ID token has expired. Get a fresh ID token from your client app and try again (auth/id-token-expired).",
    });
  });
  await add("H", "firebase-admin audience", "firebase", "fixConfig", "", async () => {
    const { FirebaseAuthError } = await import("firebase-admin/auth");
    return new FirebaseAuthError({
      code: "argument-error",
      message: 'Firebase ID token has incorrect "aud" (audience) claim. Expected "a" but got "b".',
    });
  });
  const { GoTrueClient, AuthApiError } = await import("@supabase/auth-js");
  const gotrue = (status, body) =>
    new GoTrueClient({
      url: base,
      fetch: answer(status, body),
      persistSession: false,
      autoRefreshToken: false,
      storageKey: String(Math.random()),
    });
  const refreshOf = async (status, body) => (await gotrue(status, body).refreshSession({ refresh_token: "r" })).error;
  await add("J", "supabase refresh used", "supabase", "signIn", "", () =>
    refreshOf(400, { code: "refresh_token_already_used", message: "Invalid Refresh Token: Already Used" }),
  );
  await add("J", "supabase session not found", "supabase", "signIn", "", () =>
    refreshOf(403, { code: "session_not_found", message: "Session from session_id claim in JWT does not exist" }),
  );
  await add(
    "J",
    "supabase bad jwt",
    "supabase",
    "refresh",
    "fixConfig",
    async () =>
      (
        await gotrue(403, {
          code: "bad_jwt",
          message: "invalid JWT: unable to parse or verify signature, token has invalid claims: token is expired",
        }).getUser(dead)
      ).error,
  );
  await add(
    "J",
    "supabase bad signature",
    "supabase",
    "fixConfig",
    "",
    async () =>
      (
        await gotrue(403, {
          code: "bad_jwt",
          message: "invalid JWT: unable to parse or verify signature, token signature is invalid: signature is invalid",
        }).getUser(forged)
      ).error,
  );
  await add(
    "I",
    "supabase rate",
    "supabase",
    "retryLater",
    "",
    async () =>
      (
        await gotrue(429, {
          code: "over_request_rate_limit",
          message: "Request rate limit reached",
        }).signInWithPassword({ email: "a@b.c", password: "x" })
      ).error,
  );
  await add(
    "I",
    "supabase 500",
    "supabase",
    "retryLater",
    "",
    async () =>
      (
        await gotrue(500, { code: "unexpected_failure", message: "Database error querying schema" }).signInWithPassword(
          { email: "a@b.c", password: "x" },
        )
      ).error,
  );
  await add(
    "D",
    "supabase exists",
    "supabase",
    "none",
    "",
    async () =>
      (
        await gotrue(422, { code: "user_already_exists", message: "User already registered" }).signUp({
          email: "a@b.c",
          password: "x",
        })
      ).error,
  );
  await add(
    "D",
    "supabase weak",
    "supabase",
    "none",
    "",
    async () =>
      (
        await gotrue(422, { code: "weak_password", message: "Password should be at least 6 characters." }).signUp({
          email: "a@b.c",
          password: "x",
        })
      ).error,
  );
  await add(
    "J",
    "supabase banned",
    "supabase",
    "signIn",
    "fixConfig",
    () => new AuthApiError("User is banned", 403, "user_banned"),
  );
  await add(
    "J",
    "supabase provider off",
    "supabase",
    "fixConfig",
    "",
    () => new AuthApiError("Unsupported provider: provider is not enabled", 400, "validation_failed"),
  );
  const { PostgrestClient } = await import("@supabase/postgrest-js");
  const rest = async (status, body) =>
    (await new PostgrestClient(base, { fetch: answer(status, body) }).from("t").select()).error;
  await add("L", "postgrest expired", "supabase", "refresh", "", () =>
    rest(401, { code: "PGRST303", details: null, hint: null, message: "JWT expired" }),
  );
  await add("L", "postgrest signature", "supabase", "fixConfig", "", () =>
    rest(401, { code: "PGRST301", details: null, hint: null, message: "No suitable key or wrong key type" }),
  );
  await add("E", "postgrest no rows", "supabase", "none", "", () =>
    rest(406, {
      code: "PGRST116",
      details: "The result contains 0 rows",
      hint: null,
      message: "JSON object requested, multiple (or no) rows returned",
    }),
  );
  await add("L", "postgrest policy", "supabase", "none", "fixConfig", () =>
    rest(403, {
      code: "42501",
      details: null,
      hint: null,
      message: 'new row violates row-level security policy for table "t"',
    }),
  );
  const { CognitoIdentityProviderClient, InitiateAuthCommand, GetUserCommand } =
    await import("@aws-sdk/client-cognito-identity-provider");
  const idp = (status, type, message) =>
    new CognitoIdentityProviderClient({
      region: "us-east-1",
      maxAttempts: 1,
      endpoint: at(status, { __type: type, message }, { "content-type": "application/x-amz-json-1.1" }),
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
  const initiate = (status, type, message) => () =>
    idp(status, type, message).send(
      new InitiateAuthCommand({
        AuthFlow: "REFRESH_TOKEN_AUTH",
        ClientId: "c",
        AuthParameters: { REFRESH_TOKEN: "r" },
      }),
    );
  await add(
    "A",
    "cognito refresh expired",
    "cognito",
    "signIn",
    "",
    initiate(400, "NotAuthorizedException", "Refresh Token has expired"),
  );
  await add(
    "A",
    "cognito secret hash",
    "cognito",
    "fixConfig",
    "",
    initiate(400, "NotAuthorizedException", "Client c is configured with secret but SECRET_HASH was not received"),
  );
  await add(
    "A",
    "cognito wrong password",
    "cognito",
    "signIn",
    "",
    initiate(400, "NotAuthorizedException", "Incorrect username or password."),
  );
  await add(
    "A",
    "cognito attempts",
    "cognito",
    "retryLater",
    "signIn",
    initiate(400, "NotAuthorizedException", "Password attempts exceeded"),
  );
  await add("A", "cognito revoked", "cognito", "signIn", "", () =>
    idp(400, "NotAuthorizedException", "Access Token has been revoked").send(new GetUserCommand({ AccessToken: "a" })),
  );
  await add(
    "J",
    "cognito client missing",
    "cognito",
    "fixConfig",
    "",
    initiate(400, "ResourceNotFoundException", "User pool client c does not exist."),
  );
  await add(
    "I",
    "cognito throttled",
    "cognito",
    "retryLater",
    "",
    initiate(400, "TooManyRequestsException", "Rate exceeded"),
  );
  await add(
    "I",
    "cognito internal",
    "cognito",
    "retryLater",
    "",
    initiate(500, "InternalErrorException", "Something went wrong"),
  );
  await add(
    "J",
    "cognito flow",
    "cognito",
    "fixConfig",
    "none",
    initiate(400, "InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client"),
  );
  const { OAuth2Client } = await import("google-auth-library");
  const google = () => new OAuth2Client({ clientId: "c", clientSecret: "s", endpoints: {} });
  const googleRefresh = (status, body) => async () => {
    const client = new OAuth2Client({
      clientId: "c",
      clientSecret: "s",
      endpoints: { oauth2TokenUrl: at(status, body) },
    });
    client.setCredentials({ refresh_token: "r" });
    return client.getAccessToken();
  };
  await add(
    "J",
    "google invalid_grant",
    "google",
    "signIn",
    "",
    googleRefresh(400, { error: "invalid_grant", error_description: "Token has been expired or revoked." }),
  );
  await add(
    "J",
    "google invalid_client",
    "google",
    "fixConfig",
    "",
    googleRefresh(401, { error: "invalid_client", error_description: "The OAuth client was not found." }),
  );
  await add(
    "J",
    "google unauthorized_client",
    "google",
    "fixConfig",
    "",
    googleRefresh(401, { error: "unauthorized_client", error_description: "Unauthorized" }),
  );
  await add("I", "google 503", "google", "retryLater", "", googleRefresh(503, { error: "backend_error" }));
  await add("J", "google no refresh token", "google", "signIn|fixConfig", "", () => google().refreshAccessToken());
  await add("H", "google id token late", "google", "refresh", "", () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const head = `${b64({ alg: "RS256", kid: "k" })}.${b64({ iat: now - 7200, exp: now - 3600, iss: "i", aud: "c" })}`;
    const signature = createSign("RSA-SHA256").update(head).sign(privateKey, "base64url");
    return google().verifySignedJwtWithCertsAsync(
      `${head}.${signature}`,
      { k: publicKey.export({ type: "spki", format: "pem" }) },
      "c",
      ["i"],
    );
  });
  await add("H", "google segments", "google", "fixConfig", "", () =>
    google().verifySignedJwtWithCertsAsync("abc", {}, "c"),
  );
  await add("H", "google pem", "google", "fixConfig", "", () => google().verifySignedJwtWithCertsAsync(good, {}, "c"));
  const auth0 = await import("@auth0/auth0-spa-js");
  await add(
    "J",
    "auth0 missing refresh",
    "auth0",
    "signIn",
    "",
    () => new auth0.MissingRefreshTokenError("https://api", "openid"),
  );
  await add("J", "auth0 login required", "auth0", "signIn", "", () =>
    auth0.GenericError.fromPayload({ error: "login_required", error_description: "Login required" }),
  );
  await add("A", "auth0 unauthorized client", "auth0", "fixConfig", "", () =>
    auth0.GenericError.fromPayload({
      error: "unauthorized_client",
      error_description: "Grant type 'refresh_token' not allowed for the client.",
    }),
  );
  await add("A", "auth0 blocked", "auth0", "signIn", "fixConfig", () =>
    auth0.GenericError.fromPayload({ error: "unauthorized", error_description: "user is blocked" }),
  );
  await add("I", "auth0 popup timeout", "auth0", "retryLater|signIn", "", () => new auth0.PopupTimeoutError({}));
  await add(
    "J",
    "auth0 mfa",
    "auth0",
    "signIn",
    "",
    () => new auth0.MfaRequiredError("mfa_required", "Multifactor authentication required", "m", {}),
  );
  await add("A", "auth0 audience", "auth0", "fixConfig", "", () =>
    auth0.GenericError.fromPayload({
      error: "access_denied",
      error_description:
        'Client is not authorized to access "https://api". You need to create a "client-grant" associated to this API.',
    }),
  );
  const keycloak = await import("keycloak-js");
  await add(
    "C",
    "keycloak 400",
    "keycloak",
    "signIn",
    "",
    () =>
      new keycloak.NetworkError("Server responded with an invalid status.", {
        response: new Response("", { status: 400 }),
      }),
  );
  await add(
    "C",
    "keycloak 503",
    "keycloak",
    "retryLater",
    "",
    () =>
      new keycloak.NetworkError("Server responded with an invalid status.", {
        response: new Response("", { status: 503 }),
      }),
  );
  const oidc = await import("oidc-client-ts");
  await add(
    "J",
    "oidc-client login",
    undefined,
    "signIn",
    "",
    () => new oidc.ErrorResponse({ error: "login_required", error_description: null }),
  );
  await add(
    "I",
    "oidc-client frame",
    undefined,
    "retryLater",
    "signIn",
    () => new oidc.ErrorTimeout("IFrame timed out without a response"),
  );
  await add(
    "J",
    "oidc-client inactive",
    "keycloak",
    "signIn",
    "",
    () => new oidc.ErrorResponse({ error: "invalid_grant", error_description: "Token is not active" }),
  );
  const openid = await import("openid-client");
  const configuration = async (fetcher) => {
    const config = new openid.Configuration(
      { issuer: "https://i.example", token_endpoint: "https://i.example/token" },
      "c",
      "s",
    );
    config[openid.customFetch] = fetcher;
    return config;
  };
  await add("G", "openid-client grant", undefined, "signIn", "", async () =>
    openid.refreshTokenGrant(await configuration(answer(400, { error: "invalid_grant" })), "r"),
  );
  await add("G", "openid-client html", undefined, "fixConfig", "retryLater", async () =>
    openid.refreshTokenGrant(
      await configuration(answer(200, "<html>Sign in</html>", { "content-type": "text/html" })),
      "r",
    ),
  );
  await add("G", "openid-client 502", undefined, "retryLater", "", async () =>
    openid.refreshTokenGrant(
      await configuration(answer(502, "<html>Bad gateway</html>", { "content-type": "text/html" })),
      "r",
    ),
  );

  // Calls and chats.
  const { default: axios } = await import("axios");
  const Ably = (await import("ably")).default;
  const ably = (message, code, statusCode) => Object.assign(new Ably.ErrorInfo(message, code, statusCode), {});
  await add("K", "ably expired", undefined, "refresh", "", () => ably("Key/token status changed (expire)", 40142, 401));
  await add("C", "ably capability", "ably", "fixConfig", "none", () =>
    ably("Channel denied access based on given capability; channelId = x", 40160, 401),
  );
  await add("I", "ably rate", "ably", "retryLater", "", () =>
    ably("Rate limit exceeded; request rejected", 42911, 429),
  );
  await add("I", "ably disconnected", "ably", "retryLater", "", () =>
    ably("Connection to server temporarily unavailable", 80003, 503),
  );
  await add("J", "ably key", "ably", "fixConfig", "", () => ably("No application found with id x", 40400, 404));
  await add("J", "ably bad key", "ably", "fixConfig", "", () => ably("Invalid key in request: x", 40005, 400));
  await add("E", "ably detached", "ably", "none", "", () =>
    ably("Unable to attach channel; already detached", 90001, 400),
  );
  const { SendbirdError } = await import("@sendbird/chat");
  const sendbird = (code, message) => new SendbirdError({ code, message });
  await add("J", "sendbird invalid token", "sendbird", "fixConfig|refresh", "", () =>
    sendbird(400111, 'Invalid value: "token".'),
  );
  await add("I", "sendbird login timeout", "sendbird", "retryLater", "", () => sendbird(800190, "Login timeout."));
  await add("I", "sendbird rate", "sendbird", "retryLater", "", () => sendbird(500910, "Rate limit exceeded."));
  await add("J", "sendbird deactivated", "sendbird", "signIn|fixConfig", "", () =>
    sendbird(400300, "User is deactivated."),
  );
  await add("E", "sendbird frozen", "sendbird", "none", "", () => sendbird(900050, "Channel is frozen."));
  await add("I", "sendbird no connection", undefined, "retryLater|rejoin", "", () =>
    sendbird(800101, "Connection is required."),
  );
  const { StreamChat } = await import("stream-chat");
  const stream = (status, body) => () => {
    const client = new StreamChat("k");
    client.axiosInstance.defaults.adapter = async (config) => {
      throw new axios.AxiosError(
        "Request failed",
        "ERR_BAD_REQUEST",
        config,
        {},
        { data: body, status, statusText: "", headers: {}, config },
      );
    };
    client.setUserAgent("x");
    client.userID = "a";
    client.anonymous = true;
    return client.post("https://x.example/y");
  };
  await add(
    "C",
    "stream expired",
    "stream",
    "refresh",
    "",
    stream(401, {
      StatusCode: 401,
      code: 40,
      duration: "0",
      message: 'GetApp failed with error: "Token expired"',
      more_info: "https://getstream.io/chat/docs/api_errors_response",
    }),
  );
  await add(
    "C",
    "stream signature",
    undefined,
    "fixConfig",
    "",
    stream(401, {
      StatusCode: 401,
      code: 43,
      duration: "0",
      message: 'GetApp failed with error: "Token signature is invalid"',
      more_info: "https://getstream.io/chat/docs/api_errors_response",
    }),
  );
  await add(
    "I",
    "stream rate",
    "stream",
    "retryLater",
    "",
    stream(429, { StatusCode: 429, code: 9, duration: "0", message: "Too many requests for user", more_info: "" }),
  );
  await add(
    "E",
    "stream not found",
    "stream",
    "none",
    "",
    stream(404, { StatusCode: 404, code: 16, duration: "0", message: "Can't find channel", more_info: "" }),
  );
  await add("J", "stream no user", "stream", "fixConfig", "rejoin", () => new StreamChat("k").queryChannels({}));
  const livekit = await import("livekit-client");
  await add("F", "livekit invalid", "livekit", "rejoin|fixConfig", "refresh", () =>
    livekit.ConnectionError.notAllowed(
      "could not establish signal connection: invalid token: ..., error: go-jose/go-jose: error in cryptographic primitive",
      401,
    ),
  );
  await add("I", "livekit unreachable", "livekit", "retryLater", "", () =>
    livekit.ConnectionError.serverUnreachable(
      "could not establish signal connection: Encountered unknown websocket error during connection",
    ),
  );
  await add("E", "livekit device", "livekit", "none", "", () => new livekit.DeviceUnsupportedError("no screen share"));
  await add(
    "E",
    "livekit publish",
    "livekit",
    "none",
    "fixConfig",
    () => new livekit.PublishTrackError("failed to publish track, insufficient permissions", 403),
  );
  await add("I", "livekit rpc timeout", "livekit", "retryLater", "none", () =>
    livekit.RpcError.builtIn("RESPONSE_TIMEOUT"),
  );
  const { MeetingSessionStatus } = await import("amazon-chime-sdk-js");
  await add("K", "chime rejected", undefined, "rejoin|fixConfig", "refresh", () => new MeetingSessionStatus(3));
  await add("I", "chime internal", "chime", "retryLater", "", () => new MeetingSessionStatus(6));
  await add("E", "chime capacity", "chime", "none", "retryLater", () => new MeetingSessionStatus(4));
  await add("I", "agora-chat busy", "agora-chat", "retryLater", "", () => ({
    type: 503,
    message: "unknown error",
    data: undefined,
  }));
  await add("J", "agora-chat kicked", undefined, "none|signIn", "rejoin", () => ({
    type: 217,
    message: "the user was forced to log out by the other device",
    data: undefined,
  }));
  await add("J", "agora-chat disabled", "agora-chat", "fixConfig", "none", () => ({
    type: 57,
    message: "server serving disabled",
    data: undefined,
  }));
  await add("E", "agora-chat group", "agora-chat", "none", "", () => ({
    type: 605,
    message: "The chat group does not exist.",
    data: undefined,
  }));
  await add("I", "zoom internal", "zoom", "retryLater", "", () => ({
    type: "INTERNAL_ERROR",
    reason: "Internal error",
    errorCode: 2,
  }));
  await add("E", "zoom ended", "zoom", "none", "", () => ({
    type: "JOIN_MEETING_FAILED",
    reason: "The session has ended",
    errorCode: 4004,
  }));
  await add("J", "zoom signature", undefined, "fixConfig", "", () => ({
    type: "JOIN_MEETING_FAILED",
    reason: "Signature is invalid",
    errorCode: 3712,
  }));
  await add("K", "daily expired", undefined, "rejoin|refresh", "", () => ({
    action: "error",
    errorMsg: "Meeting token has expired",
    error: { type: "exp-token", msg: "Meeting token has expired" },
    callClientId: "1",
  }));
  await add("I", "daily connection", "daily", "retryLater", "", () => ({
    action: "error",
    errorMsg: "Failed to connect",
    error: { type: "connection-error", msg: "Failed to connect", details: {} },
  }));
  await add("E", "daily full", "daily", "none", "", () => ({
    action: "error",
    errorMsg: "Meeting is full",
    error: { type: "meeting-full", msg: "Meeting is full" },
  }));

  // Transports.
  const { WebSocketServer, WebSocket } = await import("ws");
  const sockets = new WebSocketServer({ port: 0, handleProtocols: (all) => [...all][0] });
  sockets.on("connection", (socket, request) => {
    const url = new URL(request.url, "http://x");
    socket.close(Number(url.searchParams.get("c")), url.searchParams.get("r") ?? "");
  });
  await new Promise((resolve) => sockets.once("listening", resolve));
  const wsBase = `ws://127.0.0.1:${sockets.address().port}`;
  const closed = (code, reason) => () =>
    new Promise((resolve) => {
      const socket = new WebSocket(`${wsBase}/?c=${code}&r=${encodeURIComponent(reason)}`);
      socket.addEventListener("close", ({ code: c, reason: r, wasClean, type }) =>
        resolve({ code: c, reason: r, wasClean, type }),
      );
    });
  await add("L", "close 4401", undefined, "refresh|rejoin|signIn", "", closed(4401, "Unauthorized"));
  await add("L", "close 4001 expired", undefined, "refresh|rejoin", "", closed(4001, "jwt expired"));
  await add("L", "close 1013", undefined, "retryLater", "", closed(1013, "Try again later"));
  await add("L", "close 1000", undefined, "none", "", closed(1000, "bye"));
  await add("L", "close 3000", undefined, "refresh|rejoin|signIn", "", closed(3000, "Unauthorized"));
  await add("L", "close 1011", undefined, "retryLater", "", closed(1011, "server error"));
  const { createClient } = await import("graphql-ws");
  const subscription = (code, reason) => () =>
    new Promise((resolve) =>
      createClient({
        url: `${wsBase}/?c=${code}&r=${encodeURIComponent(reason)}`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazy: true,
      }).subscribe({ query: "subscription { a }" }, { next() {}, complete() {}, error: resolve }),
    );
  await add("J", "graphql-ws 4403", "graphql-ws", "refresh|rejoin|signIn", "", subscription(4403, "Forbidden"));
  await add("J", "graphql-ws 4400", "graphql-ws", "none", "fixConfig", subscription(4400, "Invalid message received"));
  await add("I", "graphql-ws 4500", "graphql-ws", "retryLater", "none", subscription(4500, "Internal server error"));
  await add("J", "graphql-ws 4403 expired", undefined, "refresh|rejoin", "signIn", subscription(4403, "Token expired"));
  const refusing = createServer((_, response) => response.end());
  refusing.on("upgrade", (request, socket) =>
    socket.end(`HTTP/1.1 ${new URL(request.url, "http://x").searchParams.get("s")} X\r\nConnection: close\r\n\r\n`),
  );
  await new Promise((resolve) => refusing.listen(0, "127.0.0.1", resolve));
  const refused = (status) => () =>
    new Promise((resolve) =>
      new WebSocket(`ws://127.0.0.1:${refusing.address().port}/?s=${status}`).on("error", resolve),
    );
  await add("F", "ws upgrade 401", undefined, "refresh|rejoin", "", refused(401));
  await add("F", "ws upgrade 503", undefined, "retryLater", "", refused(503));
  await add("F", "ws upgrade 403", undefined, "none|fixConfig", "refresh", refused(403));
  const grpc = await import("@grpc/grpc-js");
  const { RpcError } = (await import("grpc-web")).default;
  await add(
    "L",
    "grpc-web denied",
    undefined,
    "none|fixConfig",
    "",
    () => new RpcError(7, "The caller does not have permission", {}),
  );
  await add(
    "L",
    "grpc-web unauthenticated",
    undefined,
    "refresh|signIn",
    "",
    () =>
      new RpcError(
        16,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
        {},
      ),
  );
  await add(
    "L",
    "grpc-web unavailable",
    undefined,
    "retryLater",
    "",
    () => new RpcError(14, "Http response at 400 or 500 level", {}),
  );
  await add("L", "grpc-web not found", undefined, "none", "", () => new RpcError(5, "Document not found", {}));
  await add(
    "L",
    "grpc refused",
    undefined,
    "retryLater",
    "",
    () =>
      new Promise((resolve) => {
        const client = new grpc.Client("127.0.0.1:1", grpc.credentials.createInsecure());
        client.makeUnaryRequest(
          "/a/b",
          (x) => x,
          (x) => x,
          Buffer.from(""),
          { deadline: Date.now() + 3_000 },
          (error) => {
            client.close();
            resolve(error);
          },
        );
      }),
  );
  const connect = await import("@connectrpc/connect");
  await add(
    "L",
    "connect unauthenticated",
    undefined,
    "refresh|signIn",
    "",
    () => new connect.ConnectError("token is expired", connect.Code.Unauthenticated),
  );
  await add(
    "L",
    "connect denied",
    undefined,
    "none|fixConfig",
    "",
    () => new connect.ConnectError("missing role", connect.Code.PermissionDenied),
  );
  await add("L", "connect json", undefined, "refresh|signIn", "", () => ({
    code: "unauthenticated",
    message: "invalid session",
  }));
  await add(
    "L",
    "connect deadline",
    undefined,
    "retryLater",
    "",
    () => new connect.ConnectError("the operation timed out", connect.Code.DeadlineExceeded),
  );
  const { Server } = await import("socket.io");
  const { io } = await import("socket.io-client");
  const ioServer = new Server(0, { transports: ["websocket", "polling"] });
  ioServer.use((socket, next) => {
    const { text, data } = socket.handshake.auth;
    next(Object.assign(new Error(text), data ? { data } : {}));
  });
  const ioPort = ioServer.httpServer.address().port;
  const rejectedBy = (text, data) => () =>
    new Promise((resolve) => {
      const client = io(`http://127.0.0.1:${ioPort}`, {
        reconnection: false,
        auth: { text, data },
        transports: ["websocket"],
      });
      client.on("connect_error", (error) => {
        client.close();
        resolve(error);
      });
    });
  await add("L", "socket.io expired", undefined, "refresh|rejoin", "", rejectedBy("TokenExpiredError: jwt expired"));
  await add(
    "L",
    "socket.io data",
    undefined,
    "refresh|rejoin|signIn",
    "",
    rejectedBy("not authorized", { content: "Please retry later", code: "invalid_token" }),
  );
  await add("L", "socket.io invalid", undefined, "refresh|fixConfig|rejoin", "signIn", rejectedBy("invalid token"));
  await add(
    "I",
    "socket.io down",
    undefined,
    "retryLater",
    "",
    () =>
      new Promise((resolve) => {
        const client = io("http://127.0.0.1:1", { reconnection: false, transports: ["polling"] });
        client.on("connect_error", (error) => {
          client.close();
          resolve(error);
        });
      }),
  );
  await add(
    "F",
    "socket.io polling 401",
    undefined,
    "refresh|rejoin|signIn",
    "",
    () =>
      new Promise((resolve) => {
        const client = io(base, { path: "/s401", reconnection: false, transports: ["polling"] });
        client.on("connect_error", (error) => {
          client.close();
          resolve(error);
        });
      }),
  );
  const { HubConnectionBuilder, LogLevel } = await import("@microsoft/signalr");
  const hub = (status) => () =>
    new HubConnectionBuilder().withUrl(at(status, ""), {}).configureLogging(LogLevel.None).build().start();
  await add("L", "signalr 401", undefined, "refresh|signIn", "", hub(401));
  await add("L", "signalr 403", undefined, "none|fixConfig", "", hub(403));
  await add("L", "signalr 503", undefined, "retryLater", "", hub(503));
  await add("L", "signalr 404", undefined, "none|fixConfig", "", hub(404));
  const mqtt = (await import("mqtt")).default;
  const broker = (bytes) => () =>
    new Promise((resolve) => {
      const tcp = createTcpServer((socket) => {
        socket.once("data", () => socket.write(Buffer.from(bytes)));
        socket.on("error", () => undefined);
      }).listen(0, "127.0.0.1", () => {
        const client = mqtt.connect(`mqtt://127.0.0.1:${tcp.address().port}`, {
          reconnectPeriod: 0,
          protocolVersion: bytes.length === 4 ? 4 : 5,
        });
        client.on("error", (error) => {
          client.end(true);
          tcp.close();
          resolve(error);
        });
      });
    });
  await add("L", "mqtt 4", undefined, "refresh|rejoin|fixConfig", "", broker([0x20, 2, 0, 4]));
  await add("L", "mqtt 3", undefined, "retryLater", "", broker([0x20, 2, 0, 3]));
  await add("L", "mqtt5 135", undefined, "refresh|rejoin|fixConfig", "", broker([0x20, 3, 0, 135, 0]));
  await add("L", "mqtt5 137", undefined, "retryLater", "", broker([0x20, 3, 0, 137, 0]));
  await add("E", "mqtt 2", undefined, "none", "fixConfig", broker([0x20, 2, 0, 2]));
  const trpc = await import("@trpc/client");
  const procedure = (status, code, message, http) => () =>
    trpc
      .createTRPCClient({
        links: [
          trpc.httpLink({
            url: base,
            fetch: answer(status, { error: { message, code, data: { code: http, httpStatus: status, path: "a" } } }),
          }),
        ],
      })
      .a.query();
  await add(
    "G",
    "trpc unauthorized",
    undefined,
    "refresh|signIn",
    "",
    procedure(401, -32001, "UNAUTHORIZED", "UNAUTHORIZED"),
  );
  await add("G", "trpc forbidden", undefined, "none|fixConfig", "", procedure(403, -32003, "FORBIDDEN", "FORBIDDEN"));
  await add("G", "trpc expired", undefined, "refresh", "", procedure(401, -32001, "jwt expired", "UNAUTHORIZED"));
  await add("D", "trpc bad request", undefined, "none", "", procedure(400, -32600, "Invalid input", "BAD_REQUEST"));
  await add(
    "G",
    "trpc too many",
    undefined,
    "retryLater",
    "",
    procedure(429, -32029, "TOO_MANY_REQUESTS", "TOO_MANY_REQUESTS"),
  );
  const { Client, fetchExchange } = await import("@urql/core");
  const urql = (status, body) => async () =>
    (
      await new Client({ url: base, exchanges: [fetchExchange], fetch: answer(status, body), preferGetMethod: false })
        .query("{ a }", {})
        .toPromise()
    ).error;
  await add(
    "G",
    "urql unauthenticated",
    undefined,
    "refresh|signIn",
    "",
    urql(200, { errors: [{ message: "You must be logged in", extensions: { code: "UNAUTHENTICATED" } }] }),
  );
  await add("G", "urql 401", undefined, "refresh|signIn", "", urql(401, { message: "no" }));
  await add(
    "D",
    "urql validation",
    undefined,
    "none",
    "",
    urql(200, {
      errors: [
        { message: 'Cannot query field "b" on type "Query".', extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
      ],
    }),
  );
  await add(
    "G",
    "urql hasura",
    undefined,
    "refresh",
    "",
    urql(200, {
      errors: [{ message: "Could not verify JWT: JWTExpired", extensions: { path: "$", code: "invalid-jwt" } }],
    }),
  );
  const { CombinedGraphQLErrors, ServerError } = await import("@apollo/client/errors");
  await add(
    "G",
    "apollo hasura issuer",
    undefined,
    "fixConfig",
    "",
    () =>
      new CombinedGraphQLErrors({
        errors: [{ message: "Could not verify JWT: JWTNotInIssuer", extensions: { path: "$", code: "invalid-jwt" } }],
      }),
  );
  await add(
    "G",
    "apollo server 401",
    undefined,
    "refresh|signIn",
    "",
    () =>
      new ServerError("Response not successful: Received status code 401", {
        response: new Response("", { status: 401 }),
        bodyText: '{"errors":[{"message":"Unauthorized"}]}',
      }),
  );
  await add(
    "G",
    "apollo forbidden",
    undefined,
    "none|fixConfig",
    "",
    () => new CombinedGraphQLErrors({ errors: [{ message: "Not allowed", extensions: { code: "FORBIDDEN" } }] }),
  );
  await add(
    "E",
    "apollo input",
    undefined,
    "none",
    "",
    () =>
      new CombinedGraphQLErrors({
        errors: [{ message: "Token amount must be positive", extensions: { code: "BAD_USER_INPUT" } }],
      }),
  );

  // Clients and services.
  const { default: ky } = await import("ky");
  const { default: got } = await import("got");
  const through = (status, body, headers) => () => axios.get(at(status, body, headers));
  await add(
    "B",
    "axios 401 challenge",
    "http",
    "refresh",
    "signIn",
    through(401, {}, { "www-authenticate": 'Bearer error="invalid_token", error_description="The token expired"' }),
  );
  await add(
    "B",
    "axios scope",
    "http",
    "signIn",
    "fixConfig|none",
    through(403, {}, { "www-authenticate": 'Bearer error="insufficient_scope", scope="write:calls"' }),
  );
  await add(
    "B",
    "axios step up",
    undefined,
    "signIn",
    "",
    through(401, {}, { "www-authenticate": 'Bearer error="insufficient_user_authentication", acr_values="mfa"' }),
  );
  await add(
    "B",
    "axios entra claims",
    undefined,
    "signIn",
    "",
    through(
      401,
      {},
      {
        "www-authenticate":
          'Bearer realm="", error="insufficient_claims", claims="eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZX19fQ=="',
      },
    ),
  );
  await add(
    "C",
    "axios 403 expired",
    "http",
    "refresh",
    "",
    through(403, { message: "The incoming token has expired" }),
  );
  await add(
    "C",
    "axios 500 expired",
    undefined,
    "refresh",
    "",
    through(500, { error: "TokenExpiredError: jwt expired" }),
  );
  await add("D", "axios 404", undefined, "none", "", through(404, { message: "Not found" }));
  await add("D", "axios 422", "http", "none", "", through(422, { errors: { email: ["has already been taken"] } }));
  await add(
    "D",
    "axios 400 field",
    undefined,
    "none",
    "",
    through(400, { message: "Validation failed", details: [{ path: "token_count" }] }),
  );
  await add("D", "axios 402", undefined, "none", "", through(402, { message: "Your card has expired" }));
  await add("I", "axios 429", undefined, "retryLater", "", through(429, { message: "slow" }));
  await add("D", "ky 410", undefined, "none", "", () => ky(at(410, {}), { retry: 0 }).json());
  await add("B", "ky 401", "http", "refresh", "signIn", () => ky(at(401, {}), { retry: 0 }).json());
  await add("D", "got 409", undefined, "none", "", () => got(at(409, {}), { retry: { limit: 0 } }).json());
  await add("G", "got grant", undefined, "signIn", "", () =>
    got(at(400, { error: "invalid_grant" }), { retry: { limit: 0 } }).json(),
  );
  await add("I", "got refused", undefined, "retryLater", "", () => got("http://127.0.0.1:1", { retry: { limit: 0 } }));
  await add("E", "json parse", undefined, "none", "fixConfig", () => JSON.parse("{a"));
  await add("E", "json html", undefined, "fixConfig", "none|signIn", () => JSON.parse("<!doctype html>"));
  await add("E", "abort", undefined, "none", "", () => fetch(at(200), { signal: AbortSignal.abort() }));
  await add("I", "fetch refused", undefined, "retryLater", "", () => fetch("http://127.0.0.1:1"));
  const { Octokit: _none, RequestError } = await import("@octokit/request-error");
  const github = (status, message) =>
    new RequestError(message, status, {
      request: { method: "GET", url: "https://api.github.com/user", headers: {} },
      response: { status, url: "", headers: {}, data: { message } },
    });
  await add("L", "github bad credentials", undefined, "signIn|fixConfig|refresh", "", () =>
    github(401, "Bad credentials"),
  );
  await add("L", "github rate", undefined, "retryLater", "", () =>
    github(403, "API rate limit exceeded for user ID 1."),
  );
  await add("L", "github integration", undefined, "fixConfig|none", "", () =>
    github(403, "Resource not accessible by integration"),
  );
  await add("D", "github 404", undefined, "none", "", () => github(404, "Not Found"));
  const OpenAI = await import("openai");
  const openai = (status, body) => () => OpenAI.APIError.generate(status, { error: body }, undefined, new Headers());
  await add(
    "L",
    "openai key",
    undefined,
    "fixConfig",
    "",
    openai(401, {
      message:
        "Incorrect API key provided: sk-x. You can find your API key at https://platform.openai.com/account/api-keys.",
      type: "invalid_request_error",
      code: "invalid_api_key",
    }),
  );
  await add(
    "L",
    "openai rate",
    undefined,
    "retryLater",
    "",
    openai(429, {
      message: "Rate limit reached for gpt-4o: Limit 30000 tokens per min.",
      type: "tokens",
      code: "rate_limit_exceeded",
    }),
  );
  await add(
    "D",
    "openai max tokens",
    undefined,
    "none",
    "",
    openai(400, {
      message: "max_tokens is too large: 9999. This model supports at most 4096 completion tokens.",
      type: "invalid_request_error",
      code: "invalid_value",
    }),
  );
  await add("L", "openai realtime", undefined, "rejoin|refresh", "", () => ({
    type: "error",
    event_id: "e",
    error: {
      type: "invalid_request_error",
      code: "session_expired",
      message: "Your session hit the maximum duration of 60 minutes.",
      param: null,
    },
  }));
  const { WebClient } = await import("@slack/web-api");
  const slack = (body) => () =>
    new WebClient("t", { retryConfig: { retries: 0 }, fetch: answer(200, body) }).apiCall("auth.test");
  await add("L", "slack expired", undefined, "refresh", "signIn", slack({ ok: false, error: "token_expired" }));
  await add("L", "slack revoked", undefined, "signIn", "", slack({ ok: false, error: "token_revoked" }));
  await add("L", "slack channel", undefined, "none", "", slack({ ok: false, error: "channel_not_found" }));
  await add(
    "L",
    "slack scope",
    undefined,
    "signIn|fixConfig",
    "",
    slack({ ok: false, error: "missing_scope", needed: "chat:write", provided: "x" }),
  );
  const clerk = await import("@clerk/backend/errors");
  await add(
    "L",
    "clerk expired",
    undefined,
    "refresh",
    "",
    () =>
      new clerk.TokenVerificationError({
        reason: "token-expired",
        message: "JWT is expired. Expiry date: Wed, 25 Nov 2026, Current date: ...",
      }),
  );
  await add(
    "L",
    "clerk future",
    undefined,
    "fixClock",
    "",
    () =>
      new clerk.TokenVerificationError({
        reason: "token-iat-in-the-future",
        message: "JWT issued at date claim (iat) is in the future.",
      }),
  );
  await add(
    "L",
    "clerk parties",
    undefined,
    "fixConfig",
    "",
    () =>
      new clerk.TokenVerificationError({
        reason: "token-invalid-authorized-parties",
        message: 'Invalid JWT Authorized party claim (azp) "x". Expected "y".',
      }),
  );
  await add(
    "L",
    "clerk signature",
    undefined,
    "fixConfig",
    "",
    () => new clerk.TokenVerificationError({ reason: "token-invalid-signature", message: "JWT signature is invalid." }),
  );
  await add(
    "L",
    "clerk api",
    undefined,
    "signIn",
    "refresh",
    () =>
      new clerk.ClerkAPIResponseError("Unauthorized", {
        data: [
          {
            code: "authentication_invalid",
            message: "Invalid authentication",
            long_message: "Unable to authenticate the request, you need to supply an active session",
          },
        ],
        status: 401,
      }),
  );
  const { S3: _s3, STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
  const sts = (status, code, message) => () =>
    new STSClient({
      region: "us-east-1",
      maxAttempts: 1,
      endpoint: at(
        status,
        `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
        { "content-type": "text/xml" },
      ),
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    }).send(new GetCallerIdentityCommand({}));
  await add(
    "L",
    "sts expired",
    undefined,
    "refresh",
    "",
    sts(403, "ExpiredToken", "The security token included in the request is expired"),
  );
  await add(
    "L",
    "sts invalid id",
    undefined,
    "fixConfig",
    "",
    sts(403, "InvalidClientTokenId", "The security token included in the request is invalid."),
  );
  await add(
    "L",
    "sts skew",
    undefined,
    "fixClock",
    "",
    sts(
      403,
      "SignatureDoesNotMatch",
      "Signature expired: 20261125T100000Z is now earlier than 20261125T103000Z (20261125T104500Z - 15 min.)",
    ),
  );
  await add("L", "sts throttled", undefined, "retryLater", "", sts(400, "Throttling", "Rate exceeded"));
  await add(
    "L",
    "sts denied",
    undefined,
    "none|fixConfig",
    "",
    sts(403, "AccessDenied", "User: arn:aws:iam::1:user/x is not authorized to perform: sts:AssumeRole"),
  );
  const PubNub = (await import("pubnub")).default;
  await add("L", "pubnub denied", undefined, "refresh|fixConfig", "none", () =>
    Object.assign(new Error("REST API request processing error, check status for details"), {
      name: "PubNubError",
      status: {
        error: true,
        category: PubNub.CATEGORIES?.PNAccessDeniedCategory ?? "PNAccessDeniedCategory",
        statusCode: 403,
        errorData: { message: "Forbidden", status: 403 },
      },
    }),
  );
  await add("L", "pubnub network", undefined, "retryLater", "", () =>
    Object.assign(new Error("x"), {
      name: "PubNubError",
      status: { error: true, category: "PNNetworkIssuesCategory", statusCode: 0 },
    }),
  );
  const { RestError } = await import("@azure/core-rest-pipeline").catch(() => import("@azure/communication-chat"));
  if (RestError) {
    const acs = (status, code, message) =>
      new RestError(message, {
        statusCode: status,
        code,
        request: { url: "https://x.communication.azure.com/chat/threads", headers: { toJSON: () => ({}) } },
      });
    await add("C", "acs chat 401", "acs", "refresh", "signIn", () =>
      acs(401, "Unauthorized", "The initiator doesn't have the permission to perform the requested operation."),
    );
    await add("I", "acs chat 429", "acs", "retryLater", "", () => acs(429, "TooManyRequests", "Rate limit exceeded"));
    await add("D", "acs chat 400", "acs", "none", "fixConfig", () => acs(400, "BadRequest", "Invalid participant"));
  }
  const { Centrifuge } = await import("centrifuge");
  await add("K", "centrifuge unauthorized", "centrifuge", "signIn", "refresh", () =>
    new Promise((resolve) => {
      const client = new Centrifuge(`${wsBase}/?c=1000`, {
        websocket: WebSocket,
        getToken: () => Promise.reject(new (class extends Error {})("no")),
      });
      client.on("error", ({ error }) => {
        client.disconnect();
        resolve(error);
      });
      client.connect();
    }).then((error) => ({ ...error, code: 1, message: "unauthorized" })),
  );
  await add("I", "centrifuge transport", "centrifuge", "retryLater", "", () => ({
    code: 2,
    message: "transport closed",
  }));

  // F: as a console, a log or a search shows them.
  const lines = [
    ["UnhandledPromiseRejection: JsonWebTokenError: invalid signature", undefined, "fixConfig", ""],
    [
      "2026-11-25T10:00:00Z ERROR api - io.jsonwebtoken.ExpiredJwtException: JWT expired at 2026-11-25T09:00:00Z. Current time: 2026-11-25T10:00:00Z, a difference of 3600000 milliseconds.",
      undefined,
      "refresh",
      "",
    ],
    ["jwt.exceptions.ImmatureSignatureError: The token is not yet valid (nbf)", undefined, "fixClock", "retryLater"],
    ["jwt.exceptions.InvalidAudienceError: Audience doesn't match", undefined, "fixConfig", ""],
    [
      "com.auth0.jwt.exceptions.SignatureVerificationException: The Token's Signature resulted invalid when verified using the Algorithm: HmacSHA256",
      undefined,
      "fixConfig",
      "",
    ],
    [
      "Microsoft.IdentityModel.Tokens.SecurityTokenExpiredException: IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC): '11/25/2026 9:00:00 AM'",
      undefined,
      "refresh",
      "",
    ],
    [
      "IDX10214: Audience validation failed. Audiences: 'api://x'. Did not match: validationParameters.ValidAudience: 'y'",
      undefined,
      "fixConfig",
      "",
    ],
    ["IDX10501: Signature validation failed. Unable to match key: kid: 'abc'.", undefined, "fixConfig", ""],
    ["oidc: token is expired (Token Expiry: 2026-11-25 09:00:00 +0000 UTC)", undefined, "refresh", ""],
    ["go-jose/go-jose/jwt: validation failed, invalid issuer claim (iss)", undefined, "fixConfig", ""],
    ["[Error: Request failed with status code 401]", undefined, "refresh", "signIn"],
    ["GET https://api.example.com/v1/me 401 (Unauthorized)", undefined, "refresh", "signIn"],
    ["POST https://api.example.com/orders 422 (Unprocessable Content)", undefined, "none", ""],
    [
      "Error: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.",
      undefined,
      "signIn",
      "",
    ],
    [
      "Uncaught (in promise) AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: dynamic use static key",
      undefined,
      "fixConfig",
      "",
    ],
    [
      "Twilio.Device error: ConnectionError (53000): Raised whenever a signaling connection error occurs",
      "twilio-voice",
      "retryLater|refresh",
      "",
    ],
    ["AccessTokenInvalid (20101): Twilio was unable to validate your Access Token", undefined, "refresh|fixConfig", ""],
    [
      "ConnectionError: could not establish signal connection: invalid token: token is expired (exp)",
      "livekit",
      "rejoin|refresh",
      "",
    ],
    [
      "[Firebase] FirebaseError: [code=unauthenticated]: Missing or invalid authentication.",
      "firebase",
      "refresh|signIn",
      "",
    ],
    ["FirebaseError: Missing or insufficient permissions.", "firebase", "none|fixConfig", ""],
    [
      '{"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}',
      undefined,
      "refresh|signIn",
      "",
    ],
    ["error=invalid_grant&error_description=Session+not+active", undefined, "signIn", ""],
    ["Error: 16 UNAUTHENTICATED: Failed to retrieve auth metadata", undefined, "refresh|signIn|fixConfig", ""],
    ["Sec-WebSocket: closed with 4003 token invalid", undefined, "refresh|fixConfig|rejoin", ""],
    ["SyntaxError: Unexpected token 'o', \"[object Obj\"... is not valid JSON", undefined, "none", ""],
    ["Error: Hydration failed because the server rendered HTML didn't match the client.", undefined, "none", ""],
    ["ReferenceError: token is not defined", undefined, "none", "fixConfig"],
    ["TypeError: Cannot read properties of undefined (reading 'token')", undefined, "none", "fixConfig"],
    ["Error: ENOENT: no such file or directory, open '/run/secrets/token'", undefined, "none", "fixConfig"],
    ["Error: Invalid CSRF token", undefined, "none", ""],
    ["Error: certificate has expired", undefined, "none", "fixConfig"],
    ["Your verification code has expired. Request a new one.", undefined, "none", ""],
    ["Coupon expired", undefined, "none", ""],
  ];
  for (const [text, provider, expect, fine] of lines)
    await add(/none/.test(expect) ? "E" : "F", text.slice(0, 40), provider, expect, fine, () => text);

  server.close();
  server.closeAllConnections();
  sockets.close();
  refusing.close();
  ioServer.close();
  return { found, failed };
}
