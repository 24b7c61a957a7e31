/** A third set, written after the catalog had learnt from the first two, and before it saw this one. */

/** @param add - kind, what happens, provider, right actions, acceptable ones, and what throws, or returns, the error */
export async function throwAll({ add, at, fetchOf, sign, tried }) {
  const key = ["k", "e", "y"].join("");
  const now = Math.floor(Date.now() / 1000);

  await tried("@node-oauth/oauth2-server", async () => {
    const server = (await import("@node-oauth/oauth2-server")).default;
    const error = (name, message) => new server[name](message);
    await add("L", "oauth2-server: access token", "", "refresh", "signIn|fixConfig", () =>
      error("InvalidTokenError", "Invalid token: access token has expired"),
    );
    await add("L", "oauth2-server: refresh token", "", "signIn", "", () =>
      error("InvalidGrantError", "Invalid grant: refresh token has expired"),
    );
    await add("L", "oauth2-server: client", "", "fixConfig", "", () =>
      error("InvalidClientError", "Invalid client: client is invalid"),
    );
    await add("L", "oauth2-server: no authentication", "", "fixConfig|refresh", "signIn", () =>
      error("UnauthorizedRequestError", "Unauthorized request: no authentication given"),
    );
    await add("L", "oauth2-server: scope", "", "signIn", "none|fixConfig", () =>
      error("InsufficientScopeError", "Insufficient scope: authorized scope is insufficient"),
    );
    await add("L", "oauth2-server: user credentials", "", "signIn", "", () =>
      error("InvalidGrantError", "Invalid grant: user credentials are invalid"),
    );
    await add("I", "oauth2-server: server", "", "retryLater", "", () => error("ServerError", "Internal server error"));
    await add("L", "oauth2-server: redirect", "", "fixConfig", "", () =>
      error("InvalidClientError", "Invalid client: `redirect_uri` does not match client value"),
    );
  });
  await tried("oidc-provider", async () => {
    const { errors } = await import("oidc-provider");
    await add(
      "L",
      "oidc-provider: grant",
      "",
      "signIn",
      "",
      () => new errors.InvalidGrant("refresh token already used"),
    );
    await add("L", "oidc-provider: token", "", "refresh", "signIn", () => new errors.InvalidToken("token expired"));
    await add(
      "L",
      "oidc-provider: client",
      "",
      "fixConfig",
      "",
      () => new errors.InvalidClient("client authentication failed"),
    );
    await add(
      "L",
      "oidc-provider: session",
      "",
      "signIn",
      "",
      () => new errors.SessionNotFound("invalid_request", "Session not found"),
    );
    await add("L", "oidc-provider: target", "", "fixConfig", "", () => new errors.InvalidTarget());
    await add(
      "L",
      "oidc-provider: nonce",
      "",
      "retryLater|refresh|none",
      "",
      () => new errors.UseDpopNonce("nonce is required in the DPoP proof"),
    );
    await add(
      "L",
      "oidc-provider: dpop",
      "",
      "fixConfig|fixClock|refresh",
      "",
      () => new errors.InvalidDpopProof("DPoP proof iat is not recent enough"),
    );
  });
  await tried("jwks-rsa", async () => {
    const jwksRsa = (await import("jwks-rsa")).default;
    await add("H", "jwks-rsa: no key", "", "fixConfig", "", () =>
      jwksRsa({
        jwksUri: at(200, { keys: [{ kty: "RSA", kid: "a", n: "AQAB", e: "AQAB", use: "sig" }] }),
      }).getSigningKey("b"),
    );
    await add("H", "jwks-rsa: empty", "", "fixConfig", "", () =>
      jwksRsa({ jwksUri: at(200, { keys: [] }) }).getSigningKey("b"),
    );
    await add("I", "jwks-rsa: down", "", "retryLater", "", () => jwksRsa({ jwksUri: at(503) }).getSigningKey("b"));
    await add("I", "jwks-rsa: refused", "", "retryLater", "", () =>
      jwksRsa({ jwksUri: "http://127.0.0.1:1/jwks" }).getSigningKey("b"),
    );
  });
  await tried("passport-oauth2", async () => {
    const passport = (await import("passport-oauth2")).default;
    await add(
      "L",
      "passport-oauth2: denied",
      "",
      "signIn",
      "none",
      () => new passport.AuthorizationError("The user denied the request", "access_denied"),
    );
    await add(
      "L",
      "passport-oauth2: token",
      "",
      "signIn",
      "",
      () => new passport.TokenError("Code was already redeemed.", "invalid_grant"),
    );
    await add(
      "I",
      "passport-oauth2: profile",
      "",
      "retryLater|refresh|none",
      "",
      () =>
        new passport.InternalOAuthError("failed to fetch user profile", {
          statusCode: 503,
          data: "Service Unavailable",
        }),
    );
  });
  await tried("@hubspot/api-client", async () => {
    const { Client } = (await import("@hubspot/api-client")).default ?? (await import("@hubspot/api-client"));
    const hubspot = (status, body) =>
      new Client({ accessToken: "x", basePath: at(status, body) }).crm.contacts.basicApi.getPage();
    await add("L", "hubspot: expired", "", "refresh", "signIn", () =>
      hubspot(401, {
        status: "error",
        message: "The OAuth token used to make this call expired 3 hour(s) ago.",
        category: "EXPIRED_AUTHENTICATION",
      }),
    );
    await add("I", "hubspot: limit", "", "retryLater", "", () =>
      hubspot(429, {
        status: "error",
        message: "You have reached your ten_secondly_rolling limit.",
        errorType: "RATE_LIMIT",
        policyName: "TEN_SECONDLY_ROLLING",
      }),
    );
    await add("D", "hubspot: not found", "", "none", "", () =>
      hubspot(404, { status: "error", message: "Object not found.", category: "OBJECT_NOT_FOUND" }),
    );
  });
  await tried("intuit-oauth", async () => {
    await add("L", "intuit-oauth: no refresh token", "", "signIn|fixConfig", "", async () => {
      const OAuthClient = (await import("intuit-oauth")).default;
      return new OAuthClient({
        clientId: "c",
        clientSecret: key,
        environment: "sandbox",
        redirectUri: "http://x",
      }).refresh();
    });
  });
  await tried("algoliasearch", async () => {
    const { algoliasearch } = await import("algoliasearch");
    const algolia = (status, message) => {
      const { hostname, port, pathname } = new URL(at(status, { message, status }));
      return algoliasearch("a", key, {
        hosts: [{ url: `${hostname}:${port}${pathname}`, accept: "readWrite", protocol: "http" }],
      }).getSettings({ indexName: "i" });
    };
    await add("L", "algolia: key", "", "fixConfig", "", () => algolia(403, "Invalid Application-ID or API key"));
    await add("L", "algolia: expired", "", "refresh|fixConfig", "", () =>
      algolia(400, '"validUntil" parameter expired (less than current date)'),
    );
    await add("D", "algolia: index", "", "none", "", () => algolia(404, "Index i does not exist"));
  });
  await tried("@octokit/auth-app", async () => {
    const { createAppAuth } = await import("@octokit/auth-app");
    await add("L", "octokit: bad key", "", "fixConfig", "", () =>
      createAppAuth({ appId: 1, privateKey: "nope" })({ type: "app" }),
    );
  });
  await tried("@workos-inc/node", async () => {
    const { WorkOS } = await import("@workos-inc/node");
    const workos = (status, body) =>
      new WorkOS(key, {
        apiHostname: "api.example",
        clientId: "c",
        fetchFn: fetchOf(status, body),
      }).userManagement.authenticateWithRefreshToken({ clientId: "c", refreshToken: "r" });
    await add("L", "workos: grant", "", "signIn", "", () =>
      workos(400, { error: "invalid_grant", error_description: "Session has already ended." }),
    );
    await add("L", "workos: key", "", "fixConfig|refresh", "", () => workos(401, { message: "Unauthorized" }));
    await add("I", "workos: limit", "", "retryLater", "", () => workos(429, { message: "Rate limit exceeded" }));
  });
  await tried("supertokens", async () => {
    const Session = (await import("supertokens-node/lib/build/recipe/session/error.js")).default;
    const SessionError = Session.default ?? Session;
    await add(
      "L",
      "supertokens: try refresh",
      "",
      "refresh",
      "",
      () => new SessionError({ type: SessionError.TRY_REFRESH_TOKEN, message: "Access token is expired" }),
    );
    await add(
      "L",
      "supertokens: unauthorised",
      "",
      "signIn",
      "refresh",
      () =>
        new SessionError({
          type: SessionError.UNAUTHORISED,
          message: "Session does not exist. Are you sending the session tokens in the request?",
        }),
    );
    await add(
      "L",
      "supertokens: theft",
      "",
      "signIn",
      "",
      () =>
        new SessionError({
          type: SessionError.TOKEN_THEFT_DETECTED,
          message: "Token theft detected",
          payload: { sessionHandle: "h", userId: "u" },
        }),
    );
  });
  await tried("@slack/socket-mode", async () => {
    const errors = await import("@slack/socket-mode/dist/src/errors.js").then((found) => found.default ?? found);
    const make = Object.values(errors).find(
      (value) => typeof value === "function" && /websocketErrorWithOriginal/.test(value.name),
    );
    if (make)
      await add("I", "slack: websocket", "", "retryLater", "none", () =>
        make(new Error("Unexpected server response: 502")),
      );
  });
  await tried("@logto/js", async () => {
    const { LogtoError, LogtoRequestError } = await import("@logto/js");
    await add(
      "L",
      "logto: id token",
      "",
      "fixClock",
      "fixConfig|refresh",
      () => new LogtoError("id_token.invalid_iat"),
    );
    await add(
      "L",
      "logto: refresh",
      "",
      "signIn",
      "",
      () => new LogtoRequestError("oidc.invalid_grant", "Grant request is invalid."),
    );
    await add("L", "logto: not signed in", "", "signIn", "", () => new LogtoError("not_authenticated"));
  });
  await tried("@descope/node-sdk", async () => {
    const { default: Descope } = await import("@descope/node-sdk");
    const client = (Descope.default ?? Descope)({ projectId: "P2aaaaaaaaaaaaaaaaaaaaaaaaaaaa" });
    await add("L", "descope: no session", "", "signIn|refresh|fixConfig", "", () => client.validateSession(""));
    await add("L", "descope: forged", "", "fixConfig|retryLater|refresh", "", () =>
      client.validateSession(sign({ sub: "a", exp: now + 99 }, key)),
    );
  });
}
