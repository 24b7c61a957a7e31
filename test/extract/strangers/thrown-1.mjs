/**
 * Errors that packages throw which the catalog does not list, each with the action that is right for it, written before
 * anybody looked at how the catalog answers. `strangers.mjs` runs them and keeps their shapes.
 */

/** @param add - kind, what happens, provider, right actions, acceptable ones, and what throws, or returns, the error */
export async function throwAll({ add, at, fetchOf, sign, base, tcp, thrown }) {
  const now = Math.floor(Date.now() / 1000);
  const SECRET = "a-secret-of-at-least-thirty-two-bytes!";
  const dead = sign({ sub: "a", iat: now - 7200, exp: now - 3600 }, SECRET);
  const early = sign({ sub: "a", iat: now, nbf: now + 3600, exp: now + 7200 }, SECRET);
  const good = sign({ sub: "a", iss: "https://x", aud: "y", iat: now, exp: now + 3600 }, SECRET);
  const forged = sign(
    { sub: "a", iss: "https://x", aud: "y", exp: now + 3600 },
    "another-secret-of-thirty-two-bytes!!!",
  );

  const fastify = (await import("fastify")).default;
  const fastifyJwt = (await import("@fastify/jwt")).default;
  const app = fastify();
  await app.register(fastifyJwt, { secret: SECRET });
  app.get("/", { onRequest: (request) => request.jwtVerify() }, () => "ok");
  const ask = async (token) =>
    (await app.inject({ url: "/", headers: token ? { authorization: `Bearer ${token}` } : {} })).json();
  await add("H", "@fastify/jwt: no header", "", "fixConfig", "refresh|signIn", () => ask());
  await add("H", "@fastify/jwt: expired", "", "refresh", "", () => ask(dead));
  await add("H", "@fastify/jwt: forged", "", "fixConfig", "", () => ask(forged));
  await add("H", "@fastify/jwt: early", "", "fixClock", "", () => ask(early));

  const { auth, requiredScopes } = await import("express-oauth2-jwt-bearer");
  const guard = auth({ secret: SECRET, tokenSigningAlg: "HS256", issuer: "https://x", audience: "y" });
  const request = (token) => ({
    headers: { host: "api.example", ...(token && { authorization: `Bearer ${token}` }) },
    protocol: "https",
    method: "GET",
    url: "/",
    originalUrl: "/",
    get: () => "api.example",
    is: () => false,
    query: {},
    body: {},
  });
  const pass = (handler, given) => new Promise((resolve) => handler(given, {}, (error) => resolve(error)));
  await add("H", "express-oauth2-jwt-bearer: none", "", "fixConfig|refresh", "signIn", () => pass(guard, request()));
  await add("H", "express-oauth2-jwt-bearer: expired", "", "refresh", "fixClock", () =>
    pass(guard, request(sign({ sub: "a", iss: "https://x", aud: "y", exp: now - 9 }, SECRET))),
  );
  await add("H", "express-oauth2-jwt-bearer: audience", "", "fixConfig", "", () =>
    pass(guard, request(sign({ sub: "a", iss: "https://x", aud: "z", exp: now + 99 }, SECRET))),
  );
  await add("H", "express-oauth2-jwt-bearer: scope", "", "signIn", "none", async () => {
    const given = request(good);
    await pass(guard, given);
    return pass(requiredScopes("write:orders"), given);
  });

  const koaJwt = (await import("koa-jwt")).default;
  const { default: Koa } = await import("koa");
  const koa = async (token) => {
    const server = new Koa();
    const context = server.createContext(
      { headers: { authorization: `Bearer ${token}` }, url: "/", socket: {} },
      { getHeader() {}, setHeader() {}, headersSent: false },
    );
    context.request.header.authorization = `Bearer ${token}`;
    return thrown(() => koaJwt({ secret: SECRET })(context, () => undefined));
  };
  await add("G", "koa-jwt: expired", "", "refresh", "", () => koa(dead));
  await add("G", "koa-jwt: forged", "", "fixConfig", "", () => koa(forged));

  const njwt = (await import("njwt")).default;
  const nj = (token) => new Promise((resolve) => njwt.verify(token, SECRET, (error) => resolve(error)));
  await add("H", "njwt: expired", "", "refresh", "", () => nj(dead));
  await add("H", "njwt: early", "", "fixClock", "", () => nj(early));
  await add("H", "njwt: forged", "", "fixConfig", "", () => nj(forged));
  await add("H", "njwt: malformed", "", "fixConfig", "", () => nj("abc"));

  const { V4, V3 } = (await import("paseto")).default ?? {};
  const secretKey = await V4.generateKey("public");
  const { createPublicKey, createSecretKey, randomBytes } = await import("node:crypto");
  await add("H", "paseto: expired", "", "refresh", "", async () => {
    const token = await V4.sign({ sub: "a", exp: new Date(Date.now() - 9e5).toISOString() }, secretKey, { iat: false });
    return V4.verify(token, createPublicKey(secretKey));
  });
  await add("H", "paseto: forged", "", "fixConfig", "", async () => {
    const token = await V4.sign({ sub: "a" }, await V4.generateKey("public"));
    return V4.verify(token, createPublicKey(secretKey));
  });
  await add("H", "paseto: decryption", "", "fixConfig", "", async () =>
    V3.decrypt(await V3.encrypt({ a: 1 }, createSecretKey(randomBytes(32))), createSecretKey(randomBytes(32))),
  );

  const OktaJwtVerifier = (await import("@okta/jwt-verifier")).default;
  await add("H", "@okta/jwt-verifier: no key", "", "fixConfig|retryLater", "", () => {
    const verifier = new OktaJwtVerifier({
      issuer: base,
      jwksUri: at(200, { keys: [] }),
      testing: { disableHttpsCheck: true },
    });
    return verifier.verifyAccessToken(
      sign({ iss: base, aud: "y", exp: now + 99 }, SECRET, { alg: "RS256", kid: "k1" }),
      "y",
    );
  });
  const { Strategy } = await import("passport-jwt");
  const { ExtractJwt } = (await import("passport-jwt")).default;
  const passport = (given) =>
    new Promise((resolve) => {
      const strategy = new Strategy(
        { jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: SECRET },
        (_, done) => done(null, {}),
      );
      Object.assign(strategy, { fail: resolve, error: resolve, success: resolve });
      strategy.authenticate({ headers: given });
    });
  await add("H", "passport-jwt: none", "", "fixConfig", "refresh|signIn", () => passport({}));
  await add("H", "passport-jwt: expired", "", "refresh", "", () => passport({ authorization: `Bearer ${dead}` }));

  const hapiJwt = (await import("@hapi/jwt")).default;
  const hapi = (token, options) => hapiJwt.token.verify(hapiJwt.token.decode(token), SECRET, options);
  await add("H", "@hapi/jwt: expired", "", "refresh", "", () => hapi(dead));
  await add("H", "@hapi/jwt: early", "", "fixClock", "", () => hapi(early));
  await add("H", "@hapi/jwt: forged", "", "fixConfig", "", () => hapi(forged));
  await add("H", "@hapi/jwt: audience", "", "fixConfig", "", () => hapi(good, { aud: "z" }));
  await add("H", "@hapi/jwt: not a token", "", "fixConfig", "", () => hapi("abc"));

  const { ofetch } = await import("ofetch");
  await add("G", "ofetch: 401 with words", "", "refresh", "", () =>
    ofetch(at(401, { message: "Token expired" }), { retry: 0 }),
  );
  await add("D", "ofetch: 404", "", "none", "", () => ofetch(at(404, { message: "No such order" }), { retry: 0 }));
  await add("D", "ofetch: 422", "", "none", "", () =>
    ofetch(at(422, { errors: { email: ["is invalid"] } }), { retry: 0 }),
  );
  await add("I", "ofetch: 503", "", "retryLater", "", () => ofetch(at(503), { retry: 0 }));
  await add("I", "ofetch: refused", "", "retryLater", "", () => ofetch("http://127.0.0.1:1/", { retry: 0 }));
  const { createError } = await import("h3");
  await add("G", "h3: session", "", "signIn", "", () =>
    createError({
      statusCode: 401,
      statusMessage: "Unauthorized",
      message: "Your session has expired. Please log in again.",
      data: { code: "SESSION_EXPIRED" },
    }),
  );
  const wretch = (await import("wretch")).default;
  await add("G", "wretch: 401", "", "refresh", "", () =>
    wretch(at(401, '{"error":"access_token_expired"}')).get().json(),
  );
  await add("D", "wretch: 409", "", "none", "", () =>
    wretch(at(409, { error: "conflict" }))
      .get()
      .json(),
  );
  const superagent = (await import("superagent")).default;
  await add("G", "superagent: 401", "", "signIn", "", () =>
    superagent.get(at(401, { code: "REFRESH_TOKEN_EXPIRED", message: "Refresh token expired" })),
  );
  await add("D", "superagent: 403", "", "none", "", () => superagent.get(at(403, { message: "Admins only" })));
  const needle = (await import("needle")).default;
  await add("G", "needle: 401", "", "refresh", "", async () => {
    const { statusCode, body } = await needle("get", at(401, { error: { code: "token_expired" } }));
    return { statusCode, body };
  });
  const { GraphQLClient } = await import("graphql-request");
  const gql = (status, errors) => new GraphQLClient(at(status, { data: null, errors })).request("{ me { id } }");
  await add("G", "graphql-request: unauthenticated", "", "refresh", "signIn", () =>
    gql(200, [{ message: "Context creation failed: jwt expired", extensions: { code: "UNAUTHENTICATED" } }]),
  );
  await add("G", "graphql-request: forbidden", "", "none", "", () =>
    gql(200, [{ message: "Not authorised to read Order", extensions: { code: "FORBIDDEN" } }]),
  );
  await add("E", "graphql-request: validation", "", "none", "", () =>
    gql(400, [
      { message: 'Cannot query field "tokens" on type "User".', extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]),
  );

  const { default: PocketBase } = await import("pocketbase");
  const pocket = (status, message) =>
    new PocketBase(base, undefined).send(new URL(at(status, { status, message, data: {} })).pathname, {});
  await add("L", "pocketbase: no token", "", "signIn|refresh", "fixConfig", () =>
    pocket(401, "The request requires valid record authorization token."),
  );
  await add("D", "pocketbase: not allowed", "", "none", "", () =>
    pocket(403, "The authorized record is not allowed to perform this action."),
  );
  await add("D", "pocketbase: gone", "", "none", "", () => pocket(404, "The requested resource wasn't found."));
  const { Client, Account } = await import("appwrite");
  const appwrite = (status, type, message) => {
    globalThis.window = { localStorage: { getItem: () => null, setItem() {} } };
    return thrown(() =>
      new Account(
        new Client().setEndpoint(`${at(status, { message, code: status, type, version: "1.6" })}`).setProject("p"),
      ).get(),
    );
  };
  await add("L", "appwrite: guest", "", "signIn", "refresh|fixConfig", () =>
    appwrite(401, "general_unauthorized_scope", "User (role: guests) missing scope (account)"),
  );
  await add("L", "appwrite: session", "", "signIn", "", () =>
    appwrite(404, "user_session_not_found", "The current user session could not be found."),
  );
  await add("L", "appwrite: jwt", "", "refresh|fixConfig", "", () =>
    appwrite(
      401,
      "user_jwt_invalid",
      "The JWT token is invalid. Please check the value of the X-Appwrite-JWT header to ensure the correct token is being used.",
    ),
  );
  await add("L", "appwrite: second factor", "", "signIn", "", () =>
    appwrite(401, "user_more_factors_required", "More factors are required to complete the sign in process."),
  );
  delete globalThis.window;
  const Parse = (await import("parse")).default ?? (await import("parse/node.js")).default;
  await add(
    "L",
    "parse: session",
    "",
    "signIn",
    "",
    () => new Parse.Error(Parse.Error.INVALID_SESSION_TOKEN, "Invalid session token"),
  );
  const { createDirectus, rest, staticToken, readMe } = await import("@directus/sdk");
  const directus = (status, code, message) =>
    createDirectus(at(status, { errors: [{ message, extensions: { code } }] }))
      .with(rest())
      .with(staticToken("x"))
      .request(readMe());
  await add("L", "directus: expired", "", "refresh", "", () => directus(401, "TOKEN_EXPIRED", "Token expired."));
  await add("L", "directus: invalid", "", "refresh", "fixConfig|signIn", () =>
    directus(403, "INVALID_TOKEN", "Invalid token."),
  );
  await add("L", "directus: forbidden", "", "none", "", () =>
    directus(403, "FORBIDDEN", "You don't have permission to access this."),
  );
  const { NotAuthenticated, Forbidden } = (await import("@feathersjs/errors")).default;
  await add(
    "L",
    "feathers: expired",
    "",
    "refresh",
    "",
    () => new NotAuthenticated("jwt expired", { name: "TokenExpiredError" }),
  );
  await add(
    "L",
    "feathers: forbidden",
    "",
    "none",
    "",
    () => new Forbidden("You do not have the correct permissions."),
  );

  const { Client: Elastic } = await import("@elastic/elasticsearch");
  const elastic = (status, type, reason) =>
    new Elastic({
      node: at(
        status,
        { error: { root_cause: [{ type, reason }], type, reason }, status },
        { "x-elastic-product": "Elasticsearch" },
      ),
      maxRetries: 0,
    }).info();
  await add("L", "elasticsearch: expired", "", "refresh", "", () =>
    elastic(401, "security_exception", "token expired"),
  );
  await add("L", "elasticsearch: credentials", "", "refresh|fixConfig|signIn", "", () =>
    elastic(401, "security_exception", "missing authentication credentials for REST request [/]"),
  );
  await add("D", "elasticsearch: index", "", "none", "", () =>
    elastic(404, "index_not_found_exception", "no such index [orders]"),
  );

  const { default: Stripe } = await import("stripe");
  const { port } = new URL(base);
  const stripe = (status, error) => {
    const { pathname } = new URL(at(status, { error }));
    return new Stripe(["sk", "test", "x"].join("_"), {
      host: "127.0.0.1",
      port,
      protocol: "http",
      maxNetworkRetries: 0,
    }).rawRequest("GET", pathname);
  };
  await add("L", "stripe: key", "", "fixConfig", "", () =>
    stripe(401, { type: "invalid_request_error", message: "Invalid API Key provided: sk_test_*" }),
  );
  await add("L", "stripe: key expired", "", "fixConfig", "", () =>
    stripe(401, {
      type: "invalid_request_error",
      code: "api_key_expired",
      message: "Expired API Key provided: sk_test_*",
    }),
  );
  await add("I", "stripe: rate", "", "retryLater", "", () =>
    stripe(429, { type: "invalid_request_error", code: "rate_limit", message: "Request rate limit exceeded." }),
  );
  await add("E", "stripe: card", "", "none", "", () =>
    stripe(402, { type: "card_error", code: "expired_card", message: "Your card has expired.", param: "exp_month" }),
  );
  await add("E", "stripe: payment method", "", "none", "", () =>
    stripe(404, {
      type: "invalid_request_error",
      code: "resource_missing",
      message: "No such token: 'tok_1'",
      param: "source",
    }),
  );

  const { createClient } = await import("@sanity/client");
  const sanity = (status, body) =>
    createClient({
      projectId: "p",
      dataset: "d",
      apiVersion: "2024-01-01",
      useCdn: false,
      useProjectHostname: false,
      apiHost: base,
    }).request({ url: at(status, body) });
  await add("L", "sanity: session", "", "signIn|fixConfig", "refresh", () =>
    sanity(401, { statusCode: 401, error: "Unauthorized", message: "Session not found", errorCode: "SIO-401-ANF" }),
  );
  await add("D", "sanity: permission", "", "none", "", () =>
    sanity(403, {
      error: { description: 'Insufficient permissions; permission "create" required', type: "mutationError" },
    }),
  );
  const contentful = await import("contentful");
  await add("L", "contentful: token", "", "fixConfig|refresh", "", () =>
    contentful
      .createClient({
        space: "s",
        accessToken: "x",
        host: `127.0.0.1:${port}`,
        insecure: true,
        retryOnError: false,
        basePath: new URL(
          at(401, {
            sys: { type: "Error", id: "AccessTokenInvalid" },
            message: "The access token you sent could not be found or is invalid.",
            requestId: "r",
          }),
        ).pathname,
      })
      .getEntries(),
  );

  const { connect } = await import("@nats-io/transport-node");
  const nats = (text) =>
    tcp(
      (socket) => {
        socket.write(
          'INFO {"server_id":"x","version":"2.10.0","proto":1,"max_payload":1048576,"auth_required":true}\r\n',
        );
        socket.on("data", () => socket.end(`-ERR '${text}'\r\n`));
      },
      async (where) => connect({ servers: where, reconnect: false, token: "x", timeout: 2000 }),
    );
  await add("L", "nats: violation", "", "fixConfig|refresh", "signIn", () => nats("Authorization Violation"));
  await add("L", "nats: expired", "", "refresh", "rejoin|signIn", () => nats("User Authentication Expired"));

  const { default: Anthropic } = await import("@anthropic-ai/sdk");
  const anthropic = (status, type, message) =>
    new Anthropic({
      apiKey: "x",
      maxRetries: 0,
      baseURL: base,
      fetch: fetchOf(status, { type: "error", error: { type, message } }),
    }).messages.create({ model: "m", max_tokens: 1, messages: [] });
  await add("L", "anthropic: key", "", "fixConfig", "", () =>
    anthropic(401, "authentication_error", "invalid x-api-key"),
  );
  await add("L", "anthropic: expired", "", "refresh", "", () =>
    anthropic(
      401,
      "authentication_error",
      "OAuth token has expired. Please obtain a new token or refresh your existing token.",
    ),
  );
  await add("I", "anthropic: overloaded", "", "retryLater", "", () => anthropic(529, "overloaded_error", "Overloaded"));
  await add("E", "anthropic: prompt", "", "none", "", () =>
    anthropic(400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
  );
  await add("L", "anthropic: permission", "", "none", "fixConfig", () =>
    anthropic(403, "permission_error", "Your API key does not have permission to use the specified resource."),
  );

  const { BlobClient } = await import("@azure/storage-blob");
  const blob = (status, code, detail) =>
    new BlobClient(
      `${at(status, `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>Server failed to authenticate the request.</Message>${detail ? `<AuthenticationErrorDetail>${detail}</AuthenticationErrorDetail>` : ""}</Error>`, { "content-type": "application/xml", "x-ms-error-code": code })}/c/b`,
      undefined,
      { retryOptions: { maxTries: 1 } },
    ).getProperties();
  await add("L", "@azure/storage-blob: signature too old", "", "refresh", "fixConfig|none", () =>
    blob(
      403,
      "AuthenticationFailed",
      "Signature not valid in the specified time frame: Start [Thu, 09 Jul 2020 10:11:03 GMT] - Expiry [Thu, 09 Jul 2020 18:11:03 GMT]",
    ),
  );
  await add("D", "@azure/storage-blob: no blob", "", "none", "", () => blob(404, "BlobNotFound"));
  await add("I", "@azure/storage-blob: busy", "", "retryLater", "", () => blob(503, "ServerBusy"));

  const { Client: Graph, GraphError } = await import("@microsoft/microsoft-graph-client");
  const graph = (status, code, message) =>
    Graph.init({
      baseUrl: `${base}/`,
      defaultVersion: "v1",
      authProvider: (done) => done(null, "x"),
      fetchOptions: {},
      customHosts: new Set(["127.0.0.1"]),
    })
      .api(at(status, { error: { code, message, innerError: { "request-id": "r" } } }))
      .get();
  await add("L", "graph: empty", "", "fixConfig", "refresh", () =>
    graph(401, "InvalidAuthenticationToken", "Access token is empty."),
  );
  await add("L", "graph: malformed", "", "fixConfig", "refresh", () =>
    graph(401, "InvalidAuthenticationToken", "IDX14100: JWT is not well formed, there are no dots (.)."),
  );
  await add("L", "graph: audience", "", "fixConfig", "refresh", () =>
    graph(401, "InvalidAuthenticationToken", "Access token validation failure. Invalid audience."),
  );
  await add("L", "graph: privileges", "", "none", "signIn|fixConfig", () =>
    graph(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
  );
  await add("I", "graph: many", "", "retryLater", "", () => new GraphError(429, "Please retry again later.")); // the client itself would wait

  const { request: gaxios } = await import("gaxios");
  const google = (status, error) => gaxios({ url: at(status, { error }), retry: false });
  await add("L", "gaxios: scope", "", "signIn", "none", () =>
    google(403, {
      code: 403,
      message: "Request had insufficient authentication scopes.",
      status: "PERMISSION_DENIED",
      details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }],
    }),
  );
  await add("L", "gaxios: disabled", "", "fixConfig", "none", () =>
    google(403, {
      code: 403,
      message: "Google Drive API has not been used in project 1 before or it is disabled.",
      status: "PERMISSION_DENIED",
      details: [{ reason: "SERVICE_DISABLED" }],
    }),
  );

  const { Dropbox } = await import("dropbox");
  const dropbox = (status, tag) =>
    new Dropbox({
      accessToken: "x",
      fetch: fetchOf(status, { error_summary: `${tag}/..`, error: { ".tag": tag } }),
    }).usersGetCurrentAccount();
  await add("L", "dropbox: expired", "", "refresh", "", () => dropbox(401, "expired_access_token"));
  await add("L", "dropbox: invalid", "", "signIn|refresh", "fixConfig", () => dropbox(401, "invalid_access_token"));
  await add("L", "dropbox: suspended", "", "signIn|none", "", () => dropbox(401, "user_suspended"));
  const { Client: Notion } = await import("@notionhq/client");
  const notion = (status, code, message) =>
    new Notion({
      auth: "x",
      retry: false,
      fetch: fetchOf(status, { object: "error", status, code, message }),
    }).users.me({});
  await add("L", "notion: token", "", "fixConfig|refresh", "signIn", () =>
    notion(401, "unauthorized", "API token is invalid."),
  );
  await add("D", "notion: not found", "", "none", "", () =>
    notion(404, "object_not_found", "Could not find page with ID: x."),
  );
  await add("D", "notion: restricted", "", "none", "fixConfig", () =>
    notion(403, "restricted_resource", "Insufficient permissions for this endpoint."),
  );
  const { REST } = await import("@discordjs/rest");
  const discord = (status, body) =>
    new REST({ makeRequest: fetchOf(status, body), retries: 0 }).setToken("x").get("/users/@me");
  await add("L", "discord: token", "", "fixConfig|refresh", "signIn", () =>
    discord(401, { message: "401: Unauthorized", code: 0 }),
  );
  await add("D", "discord: access", "", "none", "", () => discord(403, { message: "Missing Access", code: 50001 }));

  const jsforce = (await import("jsforce")).default;
  const force = (status, errorCode, message) =>
    new jsforce.Connection({ instanceUrl: at(status, [{ errorCode, message }]), accessToken: "x" }).query(
      "SELECT Id FROM Account",
    );
  await add("L", "jsforce: session", "", "refresh|signIn", "", () =>
    force(401, "INVALID_SESSION_ID", "Session expired or invalid"),
  );
  await add("I", "jsforce: limit", "", "retryLater", "", () =>
    force(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."),
  );
  await add("E", "jsforce: query", "", "none", "", () => force(400, "MALFORMED_QUERY", "unexpected token: FROM"));

  const { MatrixError, TokenRefreshLogoutError } = await import("matrix-js-sdk/lib/http-api/errors.js");
  await add(
    "L",
    "matrix: soft logout",
    "",
    "refresh|signIn",
    "",
    () =>
      new MatrixError({ errcode: "M_UNKNOWN_TOKEN", error: "Invalid access token passed.", soft_logout: true }, 401),
  );
  await add(
    "I",
    "matrix: limit",
    "",
    "retryLater",
    "",
    () => new MatrixError({ errcode: "M_LIMIT_EXCEEDED", error: "Too Many Requests", retry_after_ms: 900 }, 429),
  );
  await add(
    "L",
    "matrix: logout",
    "",
    "signIn",
    "",
    () => new TokenRefreshLogoutError(new MatrixError({ errcode: "M_UNKNOWN_TOKEN" }, 401)),
  );
  await add(
    "D",
    "matrix: forbidden",
    "",
    "none",
    "",
    () => new MatrixError({ errcode: "M_FORBIDDEN", error: "You are not invited to this room." }, 403),
  );

  const { default: SASLError } = await import("@xmpp/sasl/lib/SASLError.js");
  await add(
    "L",
    "@xmpp: not authorized",
    "",
    "signIn|fixConfig|refresh",
    "",
    () => new SASLError("not-authorized", "Password not verified"),
  );
  await add("L", "@xmpp: expired", "", "refresh|signIn", "", () => new SASLError("credentials-expired"));
  await add("I", "@xmpp: temporary", "", "retryLater", "", () => new SASLError("temporary-auth-failure"));

  const JsSIP = (await import("jssip")).default;
  await add("L", "jssip: credentials", "", "signIn|fixConfig|refresh", "", () => ({
    cause: JsSIP.C.causes.AUTHENTICATION_ERROR,
    response: { status_code: 401, reason_phrase: "Unauthorized" },
  }));
  await add("E", "jssip: busy", "", "none", "", () => ({
    originator: "remote",
    cause: JsSIP.C.causes.BUSY,
    message: { status_code: 486, reason_phrase: "Busy Here" },
  }));

  const common = await import("@hocuspocus/common");
  await add("L", "hocuspocus: unauthorized", "", "refresh", "signIn|fixConfig", () => common.Unauthorized);
  await add("L", "hocuspocus: forbidden", "", "none", "refresh", () => common.Forbidden);
  await add("I", "hocuspocus: timeout", "", "retryLater", "none", () => common.ConnectionTimeout);

  const Typesense = (await import("typesense")).default;
  await add("L", "typesense: key", "", "fixConfig", "", () =>
    new Typesense.Client({
      nodes: [{ url: at(401, { message: "Forbidden - a valid `x-typesense-api-key` header must be sent." }) }],
      apiKey: "x",
      numRetries: 0,
      logLevel: "silent",
    })
      .collections()
      .retrieve(),
  );
  const tus = await import("tus-js-client");
  await add(
    "F",
    "tus: 401",
    "",
    "refresh",
    "",
    () =>
      new Promise((resolve) =>
        new tus.Upload(Buffer.from("a"), {
          endpoint: at(401, "Unauthorized"),
          retryDelays: null,
          onError: resolve,
        }).start(),
      ),
  );
  const nest = await import("@nestjs/common");
  await add("G", "nest: unauthorized", "", "refresh", "signIn", () => new nest.UnauthorizedException());
  await add("D", "nest: forbidden", "", "none", "", () => new nest.ForbiddenException("Forbidden resource"));
  await add(
    "E",
    "nest: validation",
    "",
    "none",
    "",
    () => new nest.BadRequestException(["refreshToken must be a string"]),
  );
  const { JwtService } = await import("@nestjs/jwt");
  await add("H", "nest: no secret", "", "fixConfig", "", () => new JwtService({}).sign({ a: 1 }));

  const { SpotifyApi } = await import("@spotify/web-api-ts-sdk");
  const spotify = (status) =>
    SpotifyApi.withAccessToken(
      "c",
      { access_token: "x", token_type: "Bearer", expires_in: 3600, expires: Date.now() + 1e6, refresh_token: "r" },
      { fetch: fetchOf(status, "") },
    ).currentUser.profile();
  await add("L", "spotify: 401", "", "signIn|refresh", "", () => spotify(401));
  await add("L", "spotify: 403", "", "fixConfig|none", "", () => spotify(403));
  await add("I", "spotify: 429", "", "retryLater", "", () => spotify(429));
  const { ApiResponseError } = await import("twitter-api-v2");
  const twitter = (code, data) =>
    new ApiResponseError(`Request failed with code ${code}`, {
      code,
      data,
      request: {},
      response: { statusCode: code, headers: {} },
      headers: {},
    });
  await add("L", "twitter: expired", "", "refresh|signIn", "fixConfig", () =>
    twitter(401, { errors: [{ code: 89, message: "Invalid or expired token." }] }),
  );
  await add("D", "twitter: access", "", "none|fixConfig", "", () =>
    twitter(403, {
      errors: [
        {
          code: 453,
          message: "You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints.",
        },
      ],
    }),
  );
  const { default: Replicate } = await import("replicate");
  await add("L", "replicate: token", "", "fixConfig|refresh", "", () =>
    new Replicate({
      auth: "x",
      fetch: fetchOf(401, {
        title: "Unauthenticated",
        detail: "You did not pass a valid authentication token",
        status: 401,
      }),
    }).models.list(),
  );

  const { createClient: redisClient } = await import("@redis/client");
  const redis = (reply) =>
    tcp(
      (socket) => socket.on("data", () => socket.write(`-${reply}\r\n`)),
      async (where, portOf) => {
        const client = redisClient({
          socket: { host: "127.0.0.1", port: portOf, reconnectStrategy: false },
          password: "x",
          disableClientInfo: true,
        });
        client.on("error", () => undefined);
        return client.connect();
      },
    );
  await add("L", "redis: password", "", "fixConfig|signIn", "refresh", () =>
    redis("WRONGPASS invalid username-password pair or user is disabled."),
  );
  await add("L", "redis: none", "", "fixConfig|signIn", "refresh", () => redis("NOAUTH Authentication required."));
  await add("D", "redis: permission", "", "none", "", () =>
    redis("NOPERM this user has no permissions to run the 'set' command"),
  );

  const kafka = (await import("kafkajs/src/errors.js")).default;
  await add(
    "L",
    "kafka: sasl",
    "",
    "fixConfig|refresh",
    "signIn",
    () =>
      new kafka.KafkaJSSASLAuthenticationError('SASL OAUTHBEARER authentication failed: {"status":"invalid_token"}'),
  );
  await add(
    "I",
    "kafka: broker",
    "",
    "retryLater",
    "",
    () => new kafka.KafkaJSConnectionError("Connection timeout", { broker: "b:9092" }),
  );
  const { DatabaseError } = (await import("pg")).default;
  await add("L", "pg: password", "", "fixConfig|none", "signIn", () =>
    Object.assign(new DatabaseError('password authentication failed for user "app"', 100, "error"), {
      severity: "FATAL",
      code: "28P01",
      routine: "auth_failed",
    }),
  );
  await add("E", "pg: unique", "", "none", "", () =>
    Object.assign(
      new DatabaseError('duplicate key value violates unique constraint "refresh_tokens_token_key"', 100, "error"),
      { code: "23505" },
    ),
  );
  const { MongoServerError } = await import("mongodb");
  await add(
    "L",
    "mongodb: login",
    "",
    "fixConfig",
    "signIn|none|refresh",
    () => new MongoServerError({ ok: 0, code: 18, codeName: "AuthenticationFailed", errmsg: "Authentication failed." }),
  );
  await add(
    "L",
    "mongodb: again",
    "",
    "refresh|signIn",
    "",
    () =>
      new MongoServerError({
        ok: 0,
        code: 391,
        codeName: "ReauthenticationRequired",
        errmsg: "Reauthentication required",
      }),
  );
  const { EventSource } = await import("eventsource");
  await add(
    "F",
    "eventsource: 401",
    "",
    "refresh",
    "signIn",
    () =>
      new Promise((resolve) => {
        const source = new EventSource(at(401));
        source.addEventListener("error", (event) => (source.close(), resolve(event)));
      }),
  );
  const { ErrorFromResponse } = await import("@stream-io/video-client").catch(() => ({}));
  if (ErrorFromResponse)
    await add(
      "K",
      "@stream-io/video-client: expired",
      "",
      "refresh",
      "rejoin",
      () =>
        new ErrorFromResponse({
          message: 'Stream error code 40: GetOrCreateCall failed with error: "JWTAuth error: token is expired (exp)"',
          code: 40,
          status: 401,
          response: {},
        }),
    );
}
