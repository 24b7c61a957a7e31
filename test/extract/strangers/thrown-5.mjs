/** A fifth set: packages that no earlier set ran, and ordinary errors as an app meets them. */
const withFetch = async (fetch, use) => {
  const before = globalThis.fetch;
  globalThis.fetch = fetch;
  try {
    return await use();
  } finally {
    globalThis.fetch = before;
  }
};

/** @param add - kind, what happens, provider, right actions, acceptable ones, and what throws, or returns, the error */
export async function throwAll({ add, at, fetchOf, sign, base, tcp, tried }) {
  const key = ["k", "e", "y"].join("");
  const now = Math.floor(Date.now() / 1000);
  const port = Number(new URL(base).port);

  await tried("jwt-simple", async () => {
    const jwt = (await import("jwt-simple")).default;
    const hs = (claims) => jwt.encode(claims, key, "HS256");
    await add("H", "jwt-simple: expired", "", "refresh", "signIn", () => jwt.decode(hs({ exp: now - 9 }), key));
    await add("H", "jwt-simple: early", "", "fixClock", "", () => jwt.decode(hs({ nbf: now + 900 }), key));
    await add("H", "jwt-simple: key", "", "fixConfig", "", () => jwt.decode(hs({ a: 1 }), "other"));
    await add("H", "jwt-simple: none", "", "fixConfig", "", () => jwt.decode("", key));
    await add("H", "jwt-simple: segments", "", "fixConfig", "", () => jwt.decode("a.b", key));
    await add("H", "jwt-simple: algorithm", "", "fixConfig", "", () => jwt.decode(hs({ a: 1 }), key, false, "XX9"));
  });
  await tried("@tsndr/cloudflare-worker-jwt", async () => {
    const jwt = (await import("@tsndr/cloudflare-worker-jwt")).default;
    const check =
      (claims, secret = key, more = {}) =>
      () =>
        jwt.verify(sign(claims, key), secret, { throwError: true, ...more });
    await add("H", "worker-jwt: expired", "", "refresh", "signIn", check({ exp: now - 9 }));
    await add("H", "worker-jwt: early", "", "fixClock", "", check({ nbf: now + 900 }));
    await add("H", "worker-jwt: signature", "", "fixConfig", "", check({ exp: now + 900 }, "other"));
    await add("H", "worker-jwt: algorithm", "", "fixConfig", "", check({ a: 1 }, key, { algorithm: "HS512" }));
    await add("H", "worker-jwt: parts", "", "fixConfig", "none", () => jwt.verify("a.b", key, { throwError: true }));
    await add("H", "worker-jwt: no token", "", "fixConfig", "", () => jwt.verify(undefined, key, { throwError: true }));
  });
  await tried("jws", async () => {
    const jws = (await import("jws")).default;
    await add("H", "jws: algorithm", "", "fixConfig", "", () => jws.verify(sign({ a: 1 }, key), undefined, key));
    await add("H", "jws: key", "", "fixConfig", "", () => jws.verify(sign({ a: 1 }, key), "RS256", undefined));
    await add("H", "jws: sign without a key", "", "fixConfig", "", () =>
      jws.sign({ header: { alg: "HS256" }, payload: "a" }),
    );
  });
  await tried("node-jose", async () => {
    const { JWK, JWS, JWE } = (await import("node-jose")).default;
    const one = await JWK.createKey("oct", 256, { alg: "HS256" });
    await add("H", "node-jose: no key", "", "fixConfig", "", () =>
      JWS.createVerify(one).verify(sign({ a: 1 }, key, { kid: "k9" })),
    );
    await add("H", "node-jose: no token", "", "fixConfig", "none", () => JWS.createVerify(one).verify("nope"));
    await add("H", "node-jose: decrypt", "", "fixConfig", "none", () => JWE.createDecrypt(one).decrypt("a.b.c.d.e"));
  });
  await tried("hono", async () => {
    const { verify, jwt } = await import("hono/jwt");
    const { decode } = await import("hono/jwt");
    const { Hono } = await import("hono");
    const { bearerAuth } = await import("hono/bearer-auth");
    const { HTTPException } = await import("hono/http-exception");
    await add("H", "hono: expired", "", "refresh", "signIn", () => verify(sign({ exp: now - 9 }, key), key, "HS256"));
    await add("H", "hono: early", "", "fixClock", "", () => verify(sign({ nbf: now + 999 }, key), key, "HS256"));
    await add("H", "hono: issued ahead", "", "fixClock", "", () => verify(sign({ iat: now + 999 }, key), key, "HS256"));
    await add("H", "hono: signature", "", "fixConfig", "", () => verify(sign({ a: 1 }, key), "other", "HS256"));
    await add("H", "hono: algorithm", "", "fixConfig", "", () => verify(sign({ a: 1 }, key), key, "HS512"));
    await add("H", "hono: header", "", "fixConfig", "", () => verify("a.b.c", key, "HS256"));
    await add("H", "hono: decode", "", "fixConfig", "", () => decode("nope"));
    const app = new Hono();
    app.onError((error) => (app.last = error) && new Response("no", { status: 500 }));
    app.use("/jwt", jwt({ secret: key, alg: "HS256" }));
    app.use("/bearer", bearerAuth({ token: "right" }));
    const last = async (path, authorization) => {
      app.last = undefined;
      await app.request(path, { headers: authorization ? { authorization } : {} });
      return app.last;
    };
    await add("H", "hono middleware: nothing", "", "fixConfig|refresh", "signIn", () => last("/jwt"));
    await add("H", "hono middleware: expired", "", "refresh", "signIn", () =>
      last("/jwt", `Bearer ${sign({ exp: now - 9 }, key)}`),
    );
    await add("H", "hono middleware: bearer", "", "refresh|fixConfig", "signIn", () => last("/bearer", "Bearer wrong"));
    await add("H", "hono middleware: no bearer", "", "fixConfig|refresh", "signIn", () => last("/bearer"));
    await add("E", "hono: teapot", "", "none", "", () => new HTTPException(409, { message: "Name is taken" }));
    await add("E", "hono: not found", "", "none", "", () => new HTTPException(404, { message: "No such post" }));
  });
  await tried("@hapi/iron", async () => {
    const iron = (await import("@hapi/iron")).default;
    const password = "p".repeat(40);
    const seal = await iron.seal({ a: 1 }, password, { ...iron.defaults, ttl: 1 });
    const kept = await iron.seal({ a: 1 }, password, iron.defaults);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const loose = { ...iron.defaults, timestampSkewSec: 0 };
    await add("H", "iron: expired", "", "refresh|signIn", "", () => iron.unseal(seal, password, loose));
    await add("H", "iron: other password", "", "fixConfig|signIn", "refresh", () =>
      iron.unseal(kept, "q".repeat(40), iron.defaults),
    );
    await add("H", "iron: cut", "", "fixConfig", "refresh|signIn", () =>
      iron.unseal("Fe26.2*", password, iron.defaults),
    );
    await add("H", "iron: short password", "", "fixConfig", "", () => iron.seal({}, "short", iron.defaults));
  });
  await tried("@hapi/hawk", async () => {
    const { server, client } = (await import("@hapi/hawk")).default;
    const credentials = { id: "a", key, algorithm: "sha256", user: "u" };
    const ask =
      (more = {}, find = () => credentials, cut) =>
      () => {
        const { header } = client.header("http://a.example/x", "GET", { credentials, ...more });
        const authorization = cut ? cut(header) : header;
        return server.authenticate(
          { method: "GET", url: "/x", headers: { host: "a.example", authorization } },
          async () => find(),
          { port: 80 },
        );
      };
    await add("L", "hawk: stale", "", "fixClock", "", ask({ timestamp: now - 9_000 }));
    await add(
      "L",
      "hawk: unknown",
      "",
      "fixConfig|refresh",
      "signIn",
      ask({}, () => undefined),
    );
    await add(
      "L",
      "hawk: mac",
      "",
      "fixConfig",
      "refresh",
      ask({}, () => ({ ...credentials, key: "other" })),
    );
    await add(
      "L",
      "hawk: attributes",
      "",
      "fixConfig",
      "",
      ask({}, undefined, () => 'Hawk id="a"'),
    );
    await add(
      "L",
      "hawk: nothing",
      "",
      "fixConfig|refresh",
      "signIn",
      ask({}, undefined, () => ""),
    );
    await add(
      "L",
      "hawk: scheme",
      "",
      "fixConfig",
      "refresh",
      ask({}, undefined, () => "Bearer x"),
    );
  });
  await tried("restify-errors", async () => {
    const errors = (await import("restify-errors")).default;
    const e = (name, text) => () => new errors[name](text);
    await add(
      "L",
      "restify: credentials",
      "",
      "refresh|signIn",
      "fixConfig",
      e("InvalidCredentialsError", "Token is not known"),
    );
    await add(
      "L",
      "restify: not authorised",
      "",
      "none",
      "signIn|refresh",
      e("NotAuthorizedError", "You may not delete this"),
    );
    await add(
      "L",
      "restify: expired",
      "",
      "refresh|fixClock",
      "",
      e("RequestExpiredError", "The date of the request is too old"),
    );
    await add(
      "I",
      "restify: throttled",
      "",
      "retryLater",
      "",
      e("RequestThrottledError", "You have exceeded your request rate of 5 r/s."),
    );
    await add("E", "restify: header", "", "none", "fixConfig", e("InvalidHeaderError", "X-Page must be a number"));
    await add("E", "restify: version", "", "none", "", e("InvalidVersionError", "~2 is not supported by GET /a"));
    await add("E", "restify: missing", "", "none", "", e("MissingParameterError", "page is missing"));
    await add("E", "restify: gone", "", "none", "", e("ResourceNotFoundError", "Order 5 was not found"));
  });
  await tried("@fastify/bearer-auth", async () => {
    const fastify = (await import("fastify")).default;
    const plugin = (await import("@fastify/bearer-auth")).default;
    const app = fastify();
    await app.register(plugin, { keys: new Set(["right"]) });
    app.get("/", () => "ok");
    const ask = (headers) => async () => {
      const { statusCode: status, headers: answered, body } = await app.inject({ url: "/", headers });
      return { status, headers: { "www-authenticate": answered["www-authenticate"] }, data: JSON.parse(body) };
    };
    await add("L", "bearer-auth: nothing", "", "fixConfig", "refresh", ask({}));
    await add("L", "bearer-auth: wrong", "", "refresh|fixConfig", "signIn", ask({ authorization: "Bearer wrong" }));
    await add("L", "bearer-auth: scheme", "", "fixConfig", "refresh", ask({ authorization: "Basic x" }));
  });
  await tried("csrf-csrf", async () => {
    const { doubleCsrf } = await import("csrf-csrf");
    const { invalidCsrfTokenError } = doubleCsrf({ getSecret: () => key, getSessionIdentifier: () => "s" });
    await add("E", "csrf-csrf", "", "none", "", () => invalidCsrfTokenError);
  });
  await tried("iron-session", async () => {
    const { getIronSession } = await import("iron-session");
    const jar = { get: () => undefined, set: () => undefined };
    await add("H", "iron-session: password", "", "fixConfig", "", () =>
      getIronSession(jar, { password: "p", cookieName: "c" }),
    );
    await add("H", "iron-session: name", "", "fixConfig", "", () => getIronSession(jar, { password: "p".repeat(32) }));
  });
  await tried("passport-http-bearer", async () => {
    const { Strategy } = await import("passport-http-bearer");
    const ask = (headers, verify) => () =>
      new Promise((resolve) => {
        const strategy = new Strategy(verify);
        Object.assign(strategy, {
          fail: (challenge, status) => resolve({ status: status ?? 401, headers: { "www-authenticate": challenge } }),
          success: resolve,
          error: resolve,
        });
        strategy.authenticate({ headers });
      });
    await add(
      "L",
      "passport bearer: nothing",
      "",
      "fixConfig|refresh",
      "signIn",
      ask({}, () => undefined),
    );
    await add(
      "L",
      "passport bearer: refused",
      "",
      "refresh",
      "signIn|fixConfig",
      ask({ authorization: "Bearer a" }, (_, done) => done(null, false)),
    );
    await add(
      "L",
      "passport bearer: expired",
      "",
      "refresh",
      "signIn",
      ask({ authorization: "Bearer a" }, (_, done) =>
        done(null, false, { message: "The access token expired", scope: "read" }),
      ),
    );
    await add("L", "passport bearer: no verify", "", "fixConfig", "none", () => new Strategy());
  });
  await tried("simple-oauth2", async () => {
    const { ClientCredentials, AuthorizationCode, ResourceOwnerPassword } = await import("simple-oauth2");
    const config = (status, body) => ({
      client: { id: "a", secret: key },
      auth: { tokenHost: base, tokenPath: new URL(at(status, body)).pathname },
    });
    const fresh = (status, body) => () =>
      new AuthorizationCode(config(status, body)).createToken({ access_token: "a", refresh_token: "r" }).refresh();
    await add("L", "simple-oauth2: client", "", "fixConfig", "", () =>
      new ClientCredentials(config(401, { error: "invalid_client" })).getToken({}),
    );
    await add(
      "L",
      "simple-oauth2: refresh token",
      "",
      "signIn",
      "",
      fresh(400, { error: "invalid_grant", error_description: "Token has been expired or revoked." }),
    );
    await add("I", "simple-oauth2: down", "", "retryLater", "", fresh(503, "upstream"));
    await add("I", "simple-oauth2: too many", "", "retryLater", "", fresh(429, { message: "API rate limit exceeded" }));
    await add("L", "simple-oauth2: password", "", "signIn", "", () =>
      new ResourceOwnerPassword(
        config(400, { error: "invalid_grant", error_description: "Invalid username or password" }),
      ).getToken({ username: "a", password: "b" }),
    );
  });
  await tried("@badgateway/oauth2-client", async () => {
    const { OAuth2Client } = await import("@badgateway/oauth2-client");
    const fresh = (status, body) => () =>
      new OAuth2Client({ server: at(status, body), clientId: "a", tokenEndpoint: at(status, body) }).refreshToken({
        accessToken: "a",
        refreshToken: "r",
        expiresAt: 1,
      });
    await add(
      "L",
      "badgateway: grant",
      "",
      "signIn",
      "",
      fresh(400, { error: "invalid_grant", error_description: "Refresh token expired" }),
    );
    await add(
      "L",
      "badgateway: client",
      "",
      "fixConfig",
      "",
      fresh(401, { error: "invalid_client", error_description: "Unknown client" }),
    );
    await add("I", "badgateway: down", "", "retryLater", "", fresh(502, "bad gateway"));
    await add("L", "badgateway: plain", "", "refresh|signIn", "fixConfig", fresh(401, "nope"));
  });
  await tried("arctic", async () => {
    const { GitHub, Google, Spotify, MicrosoftEntraId, Discord } = await import("arctic");
    const run =
      (Provider, status, body, use = (p) => p.refreshAccessToken("r")) =>
      () =>
        withFetch(fetchOf(status, body), () => use(new Provider("a", key, "https://app.example/cb")));
    await add(
      "L",
      "arctic: code",
      "",
      "signIn",
      "fixConfig",
      run(
        GitHub,
        200,
        { error: "bad_verification_code", error_description: "The code passed is incorrect or expired." },
        (p) => p.validateAuthorizationCode("c"),
      ),
    );
    await add(
      "L",
      "arctic: redirect",
      "",
      "fixConfig",
      "",
      run(
        GitHub,
        200,
        {
          error: "redirect_uri_mismatch",
          error_description: "The redirect_uri MUST match the registered callback URL for this application.",
        },
        (p) => p.validateAuthorizationCode("c"),
      ),
    );
    await add(
      "L",
      "arctic: refresh",
      "",
      "signIn",
      "",
      run(Google, 400, { error: "invalid_grant", error_description: "Bad Request" }),
    );
    await add(
      "L",
      "arctic: spotify",
      "",
      "signIn",
      "",
      run(Spotify, 400, { error: "invalid_grant", error_description: "Refresh token revoked" }),
    );
    await add("I", "arctic: down", "", "retryLater", "", run(Discord, 503, "down"));
    await add("I", "arctic: offline", "", "retryLater", "", () =>
      withFetch(
        async () => {
          throw new TypeError("fetch failed");
        },
        () => new Discord("a", key, "https://a.example").refreshAccessToken("r"),
      ),
    );
  });
  await tried("web-push", async () => {
    const { WebPushError } = await import("web-push");
    const push = (status, body) => () =>
      new WebPushError("Received unexpected response code", status, {}, body, "https://push.example/x");
    await add(
      "L",
      "web-push: vapid",
      "",
      "fixConfig",
      "",
      push(
        403,
        "the VAPID credentials in the authorization header do not correspond to the credentials used to create the subscriptions.",
      ),
    );
    await add(
      "L",
      "web-push: jwt",
      "",
      "refresh|fixConfig",
      "fixClock",
      push(
        401,
        '{"code":401,"errno":109,"error":"Unauthorized","message":"Request did not validate missing authorization header"}',
      ),
    );
    await add(
      "L",
      "web-push: expired jwt",
      "",
      "refresh|fixConfig",
      "fixClock",
      push(403, '{"reason":"ExpiredJwtToken"}'),
    );
    await add("E", "web-push: gone", "", "none", "", push(410, "push subscription has unsubscribed or expired."));
    await add(
      "E",
      "web-push: unregistered",
      "",
      "none",
      "",
      push(404, '{"code":404,"errno":106,"error":"Not Found","message":"Request did not validate invalid token"}'),
    );
    await add("I", "web-push: too many", "", "retryLater", "", push(429, "Too many requests"));
    await add("E", "web-push: too large", "", "none", "", push(413, "The payload is too large"));
  });
  const stainless = async (name, pick, call, texts) =>
    tried(name, async () => {
      const Client = pick(await import(name));
      for (const [kind, id, right, fine, status, body] of texts)
        await add(kind, `${name}: ${id}`, "", right, fine, () =>
          call(
            new Client({
              apiToken: "t",
              apiKey: "t",
              tokenId: "t",
              tokenSecret: "t",
              baseURL: at(status, body),
              maxRetries: 0,
            }),
          ),
        );
    });
  await stainless(
    "cloudflare",
    (m) => m.default,
    (c) => c.user.get(),
    [
      [
        "L",
        "token",
        "refresh|fixConfig",
        "signIn",
        401,
        { success: false, errors: [{ code: 1000, message: "Invalid API Token" }], messages: [], result: null },
      ],
      [
        "L",
        "expired",
        "refresh|fixConfig",
        "signIn",
        401,
        {
          success: false,
          errors: [
            {
              code: 10000,
              message: "Authentication error",
              error_chain: [{ code: 1001, message: "Token is expired" }],
            },
          ],
        },
      ],
      [
        "L",
        "header",
        "fixConfig",
        "",
        400,
        {
          success: false,
          errors: [
            {
              code: 6003,
              message: "Invalid request headers",
              error_chain: [{ code: 6111, message: "Invalid format for Authorization header" }],
            },
          ],
        },
      ],
      [
        "L",
        "right",
        "none|signIn|fixConfig",
        "",
        403,
        { success: false, errors: [{ code: 9109, message: "Unauthorized to access requested resource" }] },
      ],
      [
        "E",
        "zone",
        "none",
        "",
        404,
        {
          success: false,
          errors: [{ code: 7003, message: "Could not route to /zones/x, perhaps your object identifier is invalid?" }],
        },
      ],
      [
        "I",
        "rate",
        "retryLater",
        "",
        429,
        { success: false, errors: [{ code: 971, message: "Please wait and consider throttling your request speed" }] },
      ],
      [
        "E",
        "dns",
        "none",
        "",
        400,
        { success: false, errors: [{ code: 81057, message: "The record already exists." }] },
      ],
    ],
  );
  await stainless(
    "telnyx",
    (m) => m.default,
    (c) => c.balance.retrieve(),
    [
      [
        "L",
        "key",
        "fixConfig|refresh",
        "signIn",
        401,
        {
          errors: [
            { code: "10009", title: "Authentication failed", detail: "Could not understand the provided credentials." },
          ],
        },
      ],
      [
        "L",
        "expired",
        "refresh|fixConfig",
        "",
        401,
        {
          errors: [
            { code: "10015", title: "Credentials expired", detail: "The access token you used is out of date." },
          ],
        },
      ],
      [
        "L",
        "inactive",
        "signIn|fixConfig|none",
        "",
        403,
        { errors: [{ code: "10010", title: "Account inactive", detail: "Your account has been deactivated." }] },
      ],
      [
        "I",
        "limit",
        "retryLater",
        "",
        429,
        {
          errors: [
            {
              code: "10011",
              title: "Too many requests",
              detail: "You have exceeded the maximum number of allowed requests.",
            },
          ],
        },
      ],
      [
        "E",
        "number",
        "none",
        "",
        422,
        {
          errors: [
            { code: "10027", title: "Invalid phone number", detail: "The value is no phone number in E.164 format" },
          ],
        },
      ],
      ["I", "internal", "retryLater", "", 500, { errors: [{ code: "10007", title: "Unexpected error" }] }],
    ],
  );
  await stainless(
    "@mux/mux-node",
    (m) => m.default,
    (c) => c.video.assets.list(),
    [
      [
        "L",
        "credentials",
        "fixConfig|refresh",
        "signIn",
        401,
        { error: { type: "unauthorized", messages: ["Unauthorized request"] } },
      ],
      [
        "E",
        "asset",
        "none",
        "",
        404,
        {
          error: {
            type: "not_found",
            messages: ["The requested resource either doesn't exist or you don't have access to it."],
          },
        },
      ],
      [
        "E",
        "parameters",
        "none",
        "",
        400,
        { error: { type: "invalid_parameters", messages: ["Failed to parse input url"] } },
      ],
      ["I", "limit", "retryLater", "", 429, { error: { type: "rate_limited", messages: ["Slow it down"] } }],
    ],
  );
  await tried("cohere-ai", async () => {
    const { CohereClient } = await import("cohere-ai");
    const ask = (status, body) => () =>
      new CohereClient({ token: "t", environment: at(status, body) }).chat({ message: "a" }, { maxRetries: 0 });
    await add("L", "cohere: token", "", "refresh|fixConfig", "signIn", ask(401, { message: "invalid api token" }));
    await add("L", "cohere: none", "", "fixConfig|refresh", "", ask(401, { message: "no api key supplied" }));
    await add(
      "I",
      "cohere: trial",
      "",
      "retryLater|none",
      "",
      ask(429, { message: "You are using a Trial key, which is limited to 10 API calls / minute." }),
    );
    await add(
      "E",
      "cohere: tokens",
      "",
      "none",
      "",
      ask(400, {
        message: "too many tokens: total number of tokens (prompt and prediction) cannot exceed 4081 - received 5000.",
      }),
    );
    await add(
      "E",
      "cohere: model",
      "",
      "none",
      "",
      ask(404, {
        message: "model 'x' not found, make sure the correct model ID was used and that you have access to the model.",
      }),
    );
  });
  await tried("intercom-client", async () => {
    const { IntercomClient } = await import("intercom-client");
    const ask = (status, code, message) => () =>
      new IntercomClient({
        token: "t",
        environment: at(status, { type: "error.list", errors: [{ code, message }] }),
      }).admins.identify({ maxRetries: 0 });
    await add(
      "L",
      "intercom: token",
      "",
      "refresh|fixConfig",
      "signIn",
      ask(401, "unauthorized", "Access Token Invalid"),
    );
    await add(
      "L",
      "intercom: expired",
      "",
      "refresh|signIn",
      "",
      ask(401, "token_expired", "The access token has expired"),
    );
    await add("L", "intercom: revoked", "", "signIn", "", ask(401, "token_revoked", "The access token was revoked"));
    await add(
      "L",
      "intercom: not found",
      "",
      "fixConfig|refresh",
      "signIn",
      ask(401, "token_not_found", "The token was not found"),
    );
    await add(
      "L",
      "intercom: blocked",
      "",
      "signIn|fixConfig|none",
      "",
      ask(403, "token_blocked", "Your token has been blocked"),
    );
    await add(
      "I",
      "intercom: limit",
      "",
      "retryLater",
      "",
      ask(429, "rate_limit_exceeded", "Exceeded rate limit of 83 in 10_seconds"),
    );
    await add("E", "intercom: user", "", "none", "", ask(404, "not_found", "User Not Found"));
    await add(
      "I",
      "intercom: down",
      "",
      "retryLater",
      "",
      ask(503, "service_unavailable", "Sorry, the API service is temporarily unavailable"),
    );
    await add("E", "intercom: parameter", "", "none", "", ask(400, "parameter_invalid", "title can't be blank"));
  });
  await tried("square", async () => {
    const { SquareClient } = await import("square");
    const ask = (status, category, code, detail) => () =>
      new SquareClient({ token: "t", baseUrl: at(status, { errors: [{ category, code, detail }] }) }).locations.list({
        maxRetries: 0,
      });
    await add(
      "L",
      "square: unauthorised",
      "",
      "refresh|fixConfig",
      "signIn",
      ask(401, "AUTHENTICATION_ERROR", "UNAUTHORIZED", "This request could not be authorized."),
    );
    await add(
      "L",
      "square: expired",
      "",
      "refresh",
      "signIn",
      ask(401, "AUTHENTICATION_ERROR", "ACCESS_TOKEN_EXPIRED", "The access token has expired."),
    );
    await add(
      "L",
      "square: revoked",
      "",
      "signIn",
      "",
      ask(401, "AUTHENTICATION_ERROR", "ACCESS_TOKEN_REVOKED", "The access token has been revoked."),
    );
    await add(
      "L",
      "square: scopes",
      "",
      "none|signIn",
      "",
      ask(
        403,
        "AUTHENTICATION_ERROR",
        "INSUFFICIENT_SCOPES",
        "The merchant has not given your application sufficient permissions to do that.",
      ),
    );
    await add(
      "L",
      "square: application",
      "",
      "fixConfig|none",
      "signIn",
      ask(403, "AUTHENTICATION_ERROR", "APPLICATION_DISABLED", "The calling application was disabled."),
    );
    await add(
      "I",
      "square: rate",
      "",
      "retryLater",
      "",
      ask(429, "RATE_LIMIT_ERROR", "RATE_LIMITED", "Your request has been rate limited."),
    );
    await add(
      "E",
      "square: card",
      "",
      "none",
      "",
      ask(400, "PAYMENT_METHOD_ERROR", "CARD_EXPIRED", "The card has expired."),
    );
    await add(
      "E",
      "square: nonce",
      "",
      "none",
      "",
      ask(400, "INVALID_REQUEST_ERROR", "CARD_TOKEN_EXPIRED", "The provided card token has expired."),
    );
    await add(
      "E",
      "square: version",
      "",
      "none",
      "",
      ask(409, "INVALID_REQUEST_ERROR", "VERSION_MISMATCH", "Object version does not match latest database version."),
    );
  });
  await tried("plaid", async () => {
    const { PlaidApi, Configuration } = await import("plaid");
    const ask = (status, type, code, message) => () =>
      new PlaidApi(
        new Configuration({
          basePath: at(status, { error_type: type, error_code: code, error_message: message, display_message: null }),
        }),
      ).accountsGet({ access_token: "a" });
    await add(
      "L",
      "plaid: login",
      "",
      "signIn",
      "",
      ask(
        400,
        "ITEM_ERROR",
        "ITEM_LOGIN_REQUIRED",
        "the login details of this item have changed (credentials, MFA, or required user action) and a user login is required to update this information.",
      ),
    );
    await add(
      "L",
      "plaid: token",
      "",
      "fixConfig|refresh",
      "signIn",
      ask(400, "INVALID_INPUT", "INVALID_ACCESS_TOKEN", "provided access token is in an invalid format."),
    );
    await add(
      "L",
      "plaid: keys",
      "",
      "fixConfig",
      "",
      ask(400, "INVALID_INPUT", "INVALID_API_KEYS", "invalid client_id or secret provided"),
    );
    await add(
      "E",
      "plaid: public token",
      "",
      "none",
      "fixConfig|refresh",
      ask(400, "INVALID_REQUEST", "UNKNOWN_FIELDS", "the following fields are not recognized by this endpoint: foo"),
    );
    await add(
      "I",
      "plaid: rate",
      "",
      "retryLater",
      "",
      ask(
        429,
        "RATE_LIMIT_EXCEEDED",
        "ACCOUNTS_LIMIT",
        "rate limit exceeded for attempts to access this item. please try again later",
      ),
    );
    await add(
      "I",
      "plaid: maintenance",
      "",
      "retryLater",
      "",
      ask(
        500,
        "API_ERROR",
        "PLANNED_MAINTENANCE",
        "the Plaid API is temporarily unavailable due to planned maintenance. visit https://status.plaid.com/ for more information",
      ),
    );
    await add(
      "I",
      "plaid: institution",
      "",
      "retryLater",
      "",
      ask(
        400,
        "INSTITUTION_ERROR",
        "INSTITUTION_NOT_RESPONDING",
        "this institution is not currently responding to this request. please try again soon",
      ),
    );
    await add(
      "L",
      "plaid: link token",
      "",
      "refresh|fixConfig|signIn",
      "",
      ask(400, "INVALID_INPUT", "INVALID_LINK_TOKEN", "the provided link token is in an invalid format or expired"),
    );
    await add(
      "E",
      "plaid: not ready",
      "",
      "none|retryLater",
      "",
      ask(
        400,
        "ITEM_ERROR",
        "PRODUCT_NOT_READY",
        "the requested product is not yet ready. please provide a webhook or try the request again later",
      ),
    );
  });
  await tried("telegraf", async () => {
    const { Telegram } = await import("telegraf");
    const ask = (error_code, description, parameters) => () =>
      new Telegram("1:t", { apiRoot: `${at(200, { ok: false, error_code, description, parameters })}/` }).getMe();
    await add("L", "telegraf: token", "", "fixConfig|refresh", "signIn", ask(401, "Unauthorized"));
    await add(
      "I",
      "telegraf: flood",
      "",
      "retryLater",
      "",
      ask(429, "Too Many Requests: retry after 17", { retry_after: 17 }),
    );
    await add("E", "telegraf: blocked", "", "none", "", ask(403, "Forbidden: bot was blocked by the user"));
    await add("E", "telegraf: chat", "", "none", "", ask(400, "Bad Request: chat not found"));
    await add(
      "L",
      "telegraf: conflict",
      "",
      "none",
      "",
      ask(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
    );
  });
  await tried("@sendgrid/mail", async () => {
    const mail = (await import("@sendgrid/mail")).default;
    const ask =
      (status, message, more = {}) =>
      () => {
        mail.setApiKey(["S", "G", ".k"].join(""));
        mail.client.setDefaultRequest(
          "baseUrl",
          at(status, { errors: [{ message, field: null, help: null, ...more }] }),
        );
        return mail.send({ to: "a@a.example", from: "b@a.example", subject: "s", text: "t" });
      };
    await add(
      "L",
      "sendgrid: key",
      "",
      "fixConfig|refresh",
      "signIn",
      ask(401, "The provided authorization grant is invalid, expired, or revoked"),
    );
    await add("L", "sendgrid: right", "", "none", "fixConfig|signIn", ask(403, "access forbidden"));
    await add(
      "L",
      "sendgrid: sender",
      "",
      "none|fixConfig",
      "",
      ask(
        403,
        "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.",
      ),
    );
    await add("I", "sendgrid: limit", "", "retryLater", "", ask(429, "too many requests"));
    await add("L", "sendgrid: credits", "", "none", "retryLater|refresh", ask(401, "Maximum credits exceeded"));
    await add(
      "E",
      "sendgrid: field",
      "",
      "none",
      "",
      ask(400, "Does not contain a valid address.", { field: "from.email" }),
    );
  });
  await tried("@google/generative-ai", async () => {
    const { GoogleGenerativeAI } = await import("@google/generative-ai");
    const ask = (status, body) => () =>
      new GoogleGenerativeAI("k")
        .getGenerativeModel({ model: "m" }, { baseUrl: at(status, body) })
        .generateContent("a");
    await add(
      "L",
      "generative-ai: key",
      "",
      "fixConfig",
      "",
      ask(400, {
        error: {
          code: 400,
          message: "API key not valid. Please pass a valid API key.",
          status: "INVALID_ARGUMENT",
          details: [{ reason: "API_KEY_INVALID" }],
        },
      }),
    );
    await add(
      "L",
      "generative-ai: expired key",
      "",
      "fixConfig",
      "refresh",
      ask(400, {
        error: { code: 400, message: "API key expired. Please renew the API key.", status: "INVALID_ARGUMENT" },
      }),
    );
    await add(
      "I",
      "generative-ai: overloaded",
      "",
      "retryLater",
      "",
      ask(503, {
        error: { code: 503, message: "The model is overloaded. Please try again later.", status: "UNAVAILABLE" },
      }),
    );
    await add(
      "E",
      "generative-ai: place",
      "",
      "none",
      "",
      ask(400, {
        error: { code: 400, message: "User location is not supported for the API use.", status: "FAILED_PRECONDITION" },
      }),
    );
  });
  await tried("@huggingface/inference", async () => {
    const { InferenceClient } = await import("@huggingface/inference");
    const ask = (status, body) => () =>
      new InferenceClient("hf_x", { endpointUrl: at(status, body), retry_on_error: false }).chatCompletion({
        model: "m",
        messages: [],
      });
    await add(
      "L",
      "huggingface: token",
      "",
      "refresh|fixConfig|signIn",
      "",
      ask(401, { error: "Invalid username or password." }),
    );
    await add(
      "L",
      "huggingface: expired",
      "",
      "refresh|signIn|fixConfig",
      "",
      ask(401, { error: 'User Access Token "x" is expired' }),
    );
    await add(
      "I",
      "huggingface: loading",
      "",
      "retryLater",
      "",
      ask(503, { error: "Model m is currently loading", estimated_time: 20 }),
    );
    await add(
      "L",
      "huggingface: gated",
      "",
      "none|signIn|fixConfig",
      "",
      ask(403, { error: "Access to model m is restricted and you are not in the authorized list." }),
    );
  });
  await tried("assemblyai", async () => {
    const { AssemblyAI } = await import("assemblyai");
    const ask = (status, error) => () =>
      new AssemblyAI({ apiKey: "k", baseUrl: at(status, { error }) }).transcripts.get("a");
    await add(
      "L",
      "assemblyai: key",
      "",
      "fixConfig|refresh",
      "signIn",
      ask(401, "Authentication error, API token missing/invalid"),
    );
    await add("I", "assemblyai: limit", "", "retryLater", "", ask(429, "Too Many Requests"));
    await add(
      "L",
      "assemblyai: balance",
      "",
      "none",
      "",
      ask(400, "Your current account balance is negative. Please top up to continue using the API."),
    );
  });
  await tried("@vonage/auth", async () => {
    const { Auth } = await import("@vonage/auth");
    await add("L", "vonage: key", "", "fixConfig", "", () => new Auth({ apiSecret: "s" }).getQueryParams({}));
    await add("L", "vonage: secret", "", "fixConfig", "", () => new Auth({ apiKey: "k" }).getQueryParams({}));
    await add("L", "vonage: signature", "", "fixConfig", "", () =>
      new Auth({ apiKey: "k", apiSecret: "s" }).createSignatureHash({}),
    );
    await add("L", "vonage: algorithm", "", "fixConfig", "", () =>
      new Auth({ apiKey: "k", apiSecret: "s", signature: { secret: "x", algorithm: "rot13" } }).createSignatureHash({}),
    );
  });
  await tried("webdav", async () => {
    const { createClient } = await import("webdav");
    const ask = (status, body, headers) => () =>
      createClient(at(status, body, headers), { username: "u", password: "p" }).getDirectoryContents("/");
    await add("L", "webdav: 401", "", "refresh|signIn|fixConfig", "", ask(401, "no"));
    await add("E", "webdav: 404", "", "none", "", ask(404, "no"));
    await add("E", "webdav: locked", "", "none", "retryLater", ask(423, "Locked"));
    await add("E", "webdav: full", "", "none", "retryLater", ask(507, "Insufficient Storage"));
  });
  await tried("soap", async () => {
    const soap = await import("soap");
    await add("L", "soap: wsdl 401", "", "refresh|signIn|fixConfig", "", () =>
      soap.createClientAsync(at(401, "Unauthorized")),
    );
    await add("E", "soap: no wsdl", "", "none", "fixConfig", () => soap.createClientAsync(at(404, "none")));
  });
  await tried("@prismicio/client", async () => {
    const { createClient } = await import("@prismicio/client");
    const ask = (status, body) => () =>
      createClient("https://repo.cdn.prismic.io/api/v2", { accessToken: "t", fetch: fetchOf(status, body) }).getRefs();
    await add(
      "L",
      "prismic: token",
      "",
      "refresh|fixConfig",
      "signIn",
      ask(403, { error: "Invalid access token", oauth_initiate: "https://a.example" }),
    );
    await add(
      "L",
      "prismic: preview",
      "",
      "refresh",
      "signIn|fixConfig",
      ask(410, { type: "api_preview_token_expired_error", message: "Preview token expired" }),
    );
    await add(
      "E",
      "prismic: query",
      "",
      "none",
      "",
      ask(400, { type: "parsing-error", message: "[function at(..)] unexpected field 'my.x'" }),
    );
    await add("E", "prismic: repository", "", "none", "", ask(404, "not found"));
  });
  await tried("@tryghost/content-api", async () => {
    const Ghost = (await import("@tryghost/content-api")).default;
    const ask = (status, type, message, context) => () =>
      new Ghost({
        url: at(status, { errors: [{ type, message, context, code: null }] }),
        key: "a".repeat(26),
        version: "v5.0",
      }).posts.browse();
    await add(
      "L",
      "ghost: key",
      "",
      "fixConfig|refresh",
      "",
      ask(
        401,
        "UnauthorizedError",
        "Authorization failed",
        "Unable to determine the authenticated member or integration. Check the supplied Content API Key and ensure cookies are being passed through if member auth is failing.",
      ),
    );
    await add(
      "L",
      "ghost: unknown key",
      "",
      "fixConfig|refresh",
      "",
      ask(401, "UnauthorizedError", "Unknown Content API Key"),
    );
    await add(
      "E",
      "ghost: post",
      "",
      "none",
      "",
      ask(404, "NotFoundError", "Resource not found error, cannot read post.", "Post not found."),
    );
  });
  await tried("@kubernetes/client-node", async () => {
    const { KubeConfig, CoreV1Api } = await import("@kubernetes/client-node");
    const ask = (status, reason, message) => () => {
      const config = new KubeConfig();
      config.loadFromOptions({
        clusters: [
          {
            name: "c",
            server: at(status, { kind: "Status", apiVersion: "v1", status: "Failure", message, reason, code: status }),
            skipTLSVerify: true,
          },
        ],
        users: [{ name: "u", token: "t" }],
        contexts: [{ name: "x", user: "u", cluster: "c" }],
        currentContext: "x",
      });
      return config.makeApiClient(CoreV1Api).listNamespace();
    };
    await add("L", "kubernetes: 401", "", "refresh|signIn", "fixConfig", ask(401, "Unauthorized", "Unauthorized"));
    await add(
      "L",
      "kubernetes: 403",
      "",
      "none",
      "",
      ask(
        403,
        "Forbidden",
        'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" at the cluster scope',
      ),
    );
    await add("E", "kubernetes: 404", "", "none", "", ask(404, "NotFound", 'secrets "token" not found'));
    await add("E", "kubernetes: 409", "", "none", "", ask(409, "AlreadyExists", 'namespaces "a" already exists'));
    await add(
      "I",
      "kubernetes: 504",
      "",
      "retryLater",
      "",
      ask(504, "Timeout", "Timeout: request did not complete within requested timeout"),
    );
    await add(
      "E",
      "kubernetes: 410",
      "",
      "none",
      "",
      ask(410, "Expired", "The provided continue parameter is too old to display a consistent list result."),
    );
  });
  await tried("dockerode", async () => {
    const Docker = (await import("dockerode")).default;
    const ask = (status, message) => () => {
      const path = new URL(at(status, { message })).pathname;
      const docker = new Docker({ host: "127.0.0.1", port });
      docker.modem.version = path.slice(1);
      return docker.info();
    };
    await add(
      "L",
      "docker: registry",
      "",
      "signIn|fixConfig|refresh",
      "none",
      ask(500, "unauthorized: authentication required"),
    );
    await add(
      "L",
      "docker: pull",
      "",
      "signIn|fixConfig|none",
      "refresh",
      ask(
        404,
        "pull access denied for x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
      ),
    );
    await add(
      "I",
      "docker: pull rate",
      "",
      "retryLater",
      "",
      ask(
        429,
        "toomanyrequests: You have reached your pull rate limit. You may increase the limit by authenticating and upgrading",
      ),
    );
    await add("E", "docker: container", "", "none", "", ask(404, "No such container: x"));
    await add(
      "E",
      "docker: conflict",
      "",
      "none",
      "",
      ask(409, 'Conflict. The container name "/x" is already in use by container "y".'),
    );
  });
  await tried("node-vault", async () => {
    const vault = (await import("node-vault")).default;
    const ask =
      (status, ...errors) =>
      () =>
        vault({ apiVersion: "v1", endpoint: at(status, { errors }), token: "t" }).read("secret/x");
    await add("L", "vault: token", "", "refresh|signIn|none", "fixConfig", ask(403, "permission denied"));
    await add(
      "L",
      "vault: bad token",
      "",
      "refresh|signIn|fixConfig",
      "",
      ask(403, "2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"),
    );
    await add("L", "vault: none", "", "fixConfig|refresh", "", ask(400, "missing client token"));
    await add("I", "vault: sealed", "", "retryLater", "fixConfig|none", ask(503, "Vault is sealed"));
    await add("L", "vault: lease", "", "none|refresh", "fixConfig", ask(400, "lease is not renewable"));
    await add("L", "vault: secret id", "", "fixConfig|signIn", "refresh", ask(400, "invalid role or secret ID"));
  });
  await tried("etcd3", async () => {
    const etcd = await import("etcd3");
    const e = (name, text) => () => new etcd[name](text);
    await add(
      "L",
      "etcd: token",
      "",
      "refresh",
      "signIn|fixConfig",
      e("EtcdInvalidAuthTokenError", "etcdserver: invalid auth token"),
    );
    await add(
      "L",
      "etcd: login",
      "",
      "fixConfig|signIn",
      "refresh",
      e("EtcdAuthenticationFailedError", "etcdserver: authentication failed, invalid user ID or password"),
    );
    await add("L", "etcd: right", "", "none", "", e("EtcdPermissionDeniedError", "etcdserver: permission denied"));
    await add("E", "etcd: lease", "", "none", "", e("EtcdLeaseInvalidError", "etcdserver: requested lease not found"));
    await add("E", "etcd: lock", "", "none", "retryLater", e("EtcdLockFailedError", "Failed to acquire a lock on x"));
  });
  await tried("ethers", async () => {
    const { FetchRequest, makeError } = await import("ethers");
    const ask = (status, body) => async () => (await new FetchRequest(at(status, body)).send()).assertOk();
    await add(
      "L",
      "ethers: 401",
      "",
      "refresh|signIn|fixConfig",
      "",
      ask(401, { error: { message: "Must be authenticated!" } }),
    );
    await add("L", "ethers: project", "", "fixConfig|refresh", "signIn", ask(401, "invalid project id"));
    await add("E", "ethers: funds", "", "none", "", () =>
      makeError("insufficient funds for intrinsic transaction cost", "INSUFFICIENT_FUNDS", { transaction: {} }),
    );
    await add("E", "ethers: revert", "", "none", "", () =>
      makeError("execution reverted: ERC20: transfer amount exceeds balance", "CALL_EXCEPTION", { reason: "x" }),
    );
    await add("E", "ethers: rejected", "", "none", "", () =>
      makeError("user rejected action", "ACTION_REJECTED", { action: "sendTransaction" }),
    );
    await add("E", "ethers: nonce", "", "none", "", () =>
      makeError("nonce has already been used", "NONCE_EXPIRED", {}),
    );
  });
  await tried("@vercel/blob", async () => {
    const blob = await import("@vercel/blob");
    await add("L", "vercel blob: expired", "", "refresh", "signIn", () => new blob.BlobClientTokenExpiredError());
    await add("L", "vercel blob: access", "", "refresh|fixConfig", "signIn", () => new blob.BlobAccessError());
    await add("L", "vercel blob: suspended", "", "none|fixConfig|signIn", "", () => new blob.BlobStoreSuspendedError());
    await add("I", "vercel blob: limited", "", "retryLater", "", () => new blob.BlobServiceRateLimited(5));
    await add("I", "vercel blob: down", "", "retryLater", "", () => new blob.BlobServiceNotAvailable());
    await add("E", "vercel blob: none", "", "none", "", () => new blob.BlobNotFoundError());
    await add("L", "vercel blob: no token", "", "fixConfig", "", () => blob.list());
    await add("E", "vercel blob: large", "", "none", "", () => new blob.BlobFileTooLargeError());
  });
  const xml = (code, message) =>
    `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>1</RequestId></Error>`;
  const storage = [
    ["L", "presigned", "refresh|fixClock", "", 403, "AccessDenied", "Request has expired"],
    [
      "L",
      "key id",
      "fixConfig",
      "refresh",
      403,
      "InvalidAccessKeyId",
      "The AWS Access Key Id you provided does not exist in our records.",
    ],
    [
      "L",
      "clock",
      "fixClock",
      "",
      403,
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
    ],
    [
      "L",
      "signature",
      "fixConfig",
      "",
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    ],
    ["L", "token", "refresh", "", 400, "ExpiredToken", "The provided token has expired."],
    ["I", "slow", "retryLater", "", 503, "SlowDown", "Please reduce your request rate."],
    ["E", "bucket", "none", "", 404, "NoSuchBucket", "The specified bucket does not exist"],
    ["E", "name", "none", "", 400, "InvalidBucketName", "The specified bucket is not valid."],
    ["L", "denied", "none", "", 403, "AccessDenied", "Access Denied."],
  ];
  const asXml = { "content-type": "application/xml" };
  await tried("@aws-sdk/client-s3", async () => {
    const { S3Client, GetObjectCommand } = await import("@aws-sdk/client-s3");
    for (const [kind, id, right, fine, status, code, message] of storage)
      await add(kind, `s3: ${id}`, "", right, fine, () =>
        new S3Client({
          endpoint: at(status, xml(code, message), asXml),
          region: "us-east-1",
          forcePathStyle: true,
          maxAttempts: 1,
          credentials: { accessKeyId: "a", secretAccessKey: key },
        }).send(new GetObjectCommand({ Bucket: "b", Key: "k" })),
      );
  });
  await tried("cos-nodejs-sdk-v5", async () => {
    const COS = (await import("cos-nodejs-sdk-v5")).default;
    const ask = (status, code, message) => () =>
      new Promise((resolve) =>
        new COS({
          SecretId: "a",
          SecretKey: key,
          Domain: at(status, xml(code, message), asXml).replace(/^http:\/\//, ""),
          Protocol: "http:",
        }).getBucket({ Bucket: "b-1", Region: "r" }, resolve),
      );
    await add("L", "cos: expired", "", "refresh|fixClock", "", ask(403, "AccessDenied", "Request has expired"));
    await add("L", "cos: token", "", "refresh", "", ask(403, "ExpiredToken", "The security token has expired."));
    await add("E", "cos: bucket", "", "none", "", ask(404, "NoSuchBucket", "The specified bucket does not exist."));
  });
  await tried("@google-cloud/storage", async () => {
    const { Storage } = await import("@google-cloud/storage");
    const ask = (status, reason, message) => () =>
      new Storage({
        apiEndpoint: at(status, { error: { code: status, message, errors: [{ message, domain: "global", reason }] } }),
        projectId: "p",
        retryOptions: { autoRetry: false },
      })
        .bucket("b")
        .getMetadata();
    await add("L", "gcs: 401", "", "refresh|signIn", "fixConfig", ask(401, "authError", "Invalid Credentials"));
    await add(
      "L",
      "gcs: anonymous",
      "",
      "fixConfig|refresh",
      "none|signIn",
      ask(
        401,
        "required",
        "Anonymous caller does not have storage.buckets.get access to the Google Cloud Storage bucket.",
      ),
    );
    await add(
      "L",
      "gcs: right",
      "",
      "none",
      "",
      ask(403, "forbidden", "a@b.example does not have storage.objects.list access to the bucket."),
    );
    await add("E", "gcs: bucket", "", "none", "", ask(404, "notFound", "The specified bucket does not exist."));
    await add("I", "gcs: backend", "", "retryLater", "", ask(503, "backendError", "Backend Error"));
    await add(
      "E",
      "gcs: condition",
      "",
      "none",
      "",
      ask(412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold."),
    );
  });
  await tried("nano", async () => {
    const nano = (await import("nano")).default;
    const ask = (status, error, reason) => () => nano(at(status, { error, reason })).list();
    await add(
      "L",
      "couchdb: password",
      "",
      "signIn|fixConfig",
      "refresh",
      ask(401, "unauthorized", "Name or password is incorrect."),
    );
    await add("L", "couchdb: jwt", "", "refresh", "signIn", ask(400, "bad_request", "exp not in future"));
    await add(
      "L",
      "couchdb: locked",
      "",
      "signIn|fixConfig",
      "none|retryLater",
      ask(403, "forbidden", "Account is temporarily locked due to multiple authentication failures"),
    );
    await add(
      "L",
      "couchdb: admin",
      "",
      "none|signIn|fixConfig",
      "refresh",
      ask(401, "unauthorized", "You are not a server admin."),
    );
    await add("E", "couchdb: conflict", "", "none", "", ask(409, "conflict", "Document update conflict."));
    await add("E", "couchdb: missing", "", "none", "", ask(404, "not_found", "missing"));
  });
  await tried("@influxdata/influxdb-client", async () => {
    const { InfluxDB } = await import("@influxdata/influxdb-client");
    const ask = (status, code, message) => () =>
      new InfluxDB({ url: at(status, { code, message }), token: "t" }).getQueryApi("o").collectRows("x");
    await add("L", "influx: 401", "", "refresh|fixConfig", "signIn", ask(401, "unauthorized", "unauthorized access"));
    await add("E", "influx: org", "", "none", "fixConfig", ask(404, "not found", 'organization name "o" not found'));
    await add(
      "E",
      "influx: query",
      "",
      "none",
      "",
      ask(400, "invalid", "compilation failed: error at @1:1-1:2: undefined identifier x"),
    );
  });
  await tried("ioredis", async () => {
    const { ReplyError } = await import("ioredis");
    const ask = (text) => () => new ReplyError(text);
    await add("L", "redis: no auth", "", "fixConfig|refresh", "", ask("NOAUTH Authentication required."));
    await add(
      "L",
      "redis: password",
      "",
      "fixConfig|signIn",
      "refresh",
      ask("WRONGPASS invalid username-password pair or user is disabled."),
    );
    await add("I", "redis: loading", "", "retryLater", "none", ask("LOADING Redis is loading the dataset in memory"));
    await add("L", "redis: right", "", "none", "", ask("NOPERM this user has no permissions to run the 'get' command"));
    await add(
      "E",
      "redis: type",
      "",
      "none",
      "",
      ask("WRONGTYPE Operation against a key holding the wrong kind of value"),
    );
    await add(
      "E",
      "redis: replica",
      "",
      "none",
      "retryLater",
      ask("READONLY You can't write against a read only replica."),
    );
    await add("I", "redis: clients", "", "retryLater", "none", ask("ERR max number of clients reached"));
  });
  await tried("mysql2", async () => {
    const { createConnection } = await import("mysql2/promise");
    const ask = (errno, text) => () =>
      tcp(
        (socket) => {
          const body = Buffer.concat([Buffer.from([0xff, errno & 255, errno >> 8]), Buffer.from(text)]);
          socket.write(Buffer.concat([Buffer.from([body.length, body.length >> 8, 0, 0]), body]));
        },
        (_, at) => createConnection({ host: "127.0.0.1", port: at, user: "a", password: "b" }),
      );
    await add("I", "mysql: connections", "", "retryLater", "", ask(1040, "Too many connections"));
    await add(
      "L",
      "mysql: password",
      "",
      "fixConfig|none",
      "signIn",
      ask(1045, "Access denied for user 'a'@'127.0.0.1' (using password: YES)"),
    );
    await add(
      "I",
      "mysql: blocked",
      "",
      "retryLater|none|fixConfig",
      "",
      ask(1129, "Host '127.0.0.1' is blocked because of many connection errors; unblock with 'mysqladmin flush-hosts'"),
    );
    await add("E", "mysql: database", "", "none", "fixConfig", ask(1049, "Unknown database 'sessions'"));
  });
  await tried("tedious", async () => {
    const { ConnectionError, RequestError } = await import("tedious");
    await add(
      "L",
      "mssql: login",
      "",
      "fixConfig|signIn|none",
      "",
      () => new ConnectionError("Login failed for user 'a'.", "ELOGIN"),
    );
    await add(
      "L",
      "mssql: token",
      "",
      "refresh",
      "signIn",
      () => new ConnectionError("Login failed for user '<token-identified principal>'. Token is expired.", "ELOGIN"),
    );
    await add(
      "I",
      "mssql: timeout",
      "",
      "retryLater",
      "",
      () => new ConnectionError("Failed to connect to db.example:1433 in 15000ms", "ETIMEOUT"),
    );
    await add(
      "E",
      "mssql: object",
      "",
      "none",
      "",
      () => new RequestError("Invalid object name 'dbo.Tokens'.", "EREQUEST"),
    );
    await add(
      "E",
      "mssql: column",
      "",
      "none",
      "",
      () => new RequestError("Invalid column name 'session_id'.", "EREQUEST"),
    );
  });
  await tried("ldapts", async () => {
    const ldap = await import("ldapts");
    const e = (name, text) => () => new ldap[name](text);
    await add(
      "L",
      "ldap: credentials",
      "",
      "signIn|fixConfig",
      "refresh",
      e(
        "InvalidCredentialsError",
        "80090308: LdapErr: DSID-0C09042A, comment: AcceptSecurityContext error, data 52e, v3839 Code: 0x31",
      ),
    );
    await add("L", "ldap: rights", "", "none", "", e("InsufficientAccessError"));
    await add("I", "ldap: busy", "", "retryLater", "", e("BusyError"));
    await add("I", "ldap: unavailable", "", "retryLater", "", e("UnavailableError"));
    await add("L", "ldap: strong", "", "fixConfig|signIn", "refresh", e("StrongAuthRequiredError"));
    await add("E", "ldap: no such", "", "none", "", e("NoSuchObjectError"));
    await add("E", "ldap: exists", "", "none", "", e("AlreadyExistsError"));
  });
  await tried("basic-ftp", async () => {
    const { FTPError } = await import("basic-ftp");
    await add(
      "L",
      "ftp: login",
      "",
      "signIn|fixConfig",
      "refresh",
      () => new FTPError({ code: 530, message: "530 Login incorrect." }),
    );
    await add(
      "I",
      "ftp: many",
      "",
      "retryLater",
      "",
      () => new FTPError({ code: 421, message: "421 There are too many connections from your internet address." }),
    );
    await add(
      "E",
      "ftp: file",
      "",
      "none",
      "",
      () => new FTPError({ code: 550, message: "550 No such file or directory." }),
    );
  });
  await tried("nice-grpc", async () => {
    const { ClientError, Status } = await import("nice-grpc");
    const e = (status, details) => () => new ClientError("/a.B/C", Status[status], details);
    await add("L", "nice-grpc: expired", "", "refresh", "signIn", e("UNAUTHENTICATED", "token expired"));
    await add(
      "L",
      "nice-grpc: plain",
      "",
      "refresh",
      "signIn|fixConfig",
      e("UNAUTHENTICATED", "authentication failed"),
    );
    await add("L", "nice-grpc: right", "", "none", "", e("PERMISSION_DENIED", "not your room"));
    await add(
      "I",
      "nice-grpc: down",
      "",
      "retryLater",
      "",
      e("UNAVAILABLE", "upstream connect error or disconnect/reset before headers"),
    );
    await add("E", "nice-grpc: not found", "", "none", "", e("NOT_FOUND", "session 5 not found"));
    await add("E", "nice-grpc: argument", "", "none", "", e("INVALID_ARGUMENT", "page token is malformed"));
  });
  await tried("graphql-http", async () => {
    const { NetworkError } = await import("graphql-http");
    const { NetworkError: SseError } = await import("graphql-sse");
    const e = (Kind, status, text) => () => new Kind(new Response("", { status, statusText: text }));
    await add("L", "graphql-http: 401", "", "refresh", "signIn|fixConfig", e(NetworkError, 401, "Unauthorized"));
    await add("L", "graphql-http: 403", "", "none", "", e(NetworkError, 403, "Forbidden"));
    await add("I", "graphql-http: 502", "", "retryLater", "", e(NetworkError, 502, "Bad Gateway"));
    await add("L", "graphql-sse: 401", "", "refresh", "signIn|fixConfig", e(SseError, 401, "Unauthorized"));
    await add("E", "graphql-sse: 409", "", "none", "", e(SseError, 409, "Stream already open"));
  });
  await tried("graphql", async () => {
    const { GraphQLError, buildSchema, graphql, parse } = await import("graphql");
    const coded =
      (message, code, more = {}) =>
      () => ({ errors: [new GraphQLError(message, { extensions: { code, ...more } }).toJSON()] });
    await add(
      "L",
      "graphql: unauthenticated",
      "",
      "refresh|signIn",
      "",
      coded("You must be logged in to do this", "UNAUTHENTICATED"),
    );
    await add(
      "L",
      "graphql: expired",
      "",
      "refresh",
      "signIn",
      coded("Signature has expired", "INTERNAL_SERVER_ERROR"),
    );
    await add("L", "graphql: shield", "", "none", "refresh|signIn", coded("Not Authorised!", "FORBIDDEN"));
    await add(
      "L",
      "graphql: context",
      "",
      "refresh|signIn",
      "fixConfig",
      coded("Context creation failed: Invalid/Expired token", "UNAUTHENTICATED"),
    );
    await add("E", "graphql: parse", "", "none", "", () => parse("{ token( }"));
    await add("E", "graphql: field", "", "none", "", () =>
      graphql({ schema: buildSchema("type Query { a: Int }"), source: "{ accessToken }" }),
    );
    await add(
      "E",
      "graphql: input",
      "",
      "none",
      "",
      coded('Variable "$token" got invalid value 5; String cannot represent a non string value: 5', "BAD_USER_INPUT"),
    );
    await add("E", "graphql: not found", "", "none", "", coded("Session not found for event 5", "NOT_FOUND"));
    await add(
      "E",
      "graphql: persisted",
      "",
      "none",
      "retryLater",
      coded("PersistedQueryNotFound", "PERSISTED_QUERY_NOT_FOUND"),
    );
  });
  await tried("@stomp/stompjs", async () => {
    const { FrameImpl } = await import("@stomp/stompjs");
    const frame =
      (message, body = "") =>
      () =>
        new FrameImpl({
          command: "ERROR",
          headers: { message, "content-length": "0" },
          body,
          escapeHeaderValues: false,
          skipContentLengthHeader: false,
        });
    await add("L", "stomp: expired", "", "refresh|rejoin", "signIn", frame("JWT expired at 2026-11-25T10:00:00Z"));
    await add(
      "L",
      "stomp: RabbitMQ",
      "",
      "fixConfig|refresh|rejoin|signIn",
      "",
      frame("Bad CONNECT", "Access refused for user 'a'\n"),
    );
    await add("L", "stomp: denied", "", "none|refresh|rejoin", "", frame("Access Denied"));
    await add("E", "stomp: queue", "", "none", "", frame("not_found", "NOT_FOUND - no queue 'a' in vhost '/'"));
  });
  await tried("convex", async () => {
    const { ConvexHttpClient } = await import("convex/browser");
    const { makeFunctionReference } = await import("convex/server");
    const ask = (status, body) => () =>
      new ConvexHttpClient(at(status, body), { skipConvexDeploymentUrlCheck: true }).query(
        makeFunctionReference("a:b"),
      );
    await add(
      "L",
      "convex: claim",
      "",
      "refresh|fixConfig",
      "signIn",
      ask(401, { code: "InvalidAuthHeader", message: "Could not parse as id token: Could not decode token" }),
    );
    await add(
      "L",
      "convex: provider",
      "",
      "fixConfig",
      "refresh",
      ask(401, {
        code: "NoAuthProvider",
        message: "No auth provider found matching the given token (no providers configured).",
      }),
    );
    await add(
      "L",
      "convex: expired",
      "",
      "refresh",
      "",
      ask(401, {
        code: "InvalidAuthHeader",
        message: "Could not verify OIDC token claim: token expired 20 seconds ago",
      }),
    );
    await add(
      "I",
      "convex: overloaded",
      "",
      "retryLater",
      "",
      ask(503, { code: "Overloaded", message: "Too many concurrent requests, backoff and try again." }),
    );
    await add(
      "E",
      "convex: function",
      "",
      "none",
      "",
      ask(400, "Could not find public function for 'a:b'. Did you forget to run `npx convex dev`?"),
    );
  });
  await tried("@azure/cosmos", async () => {
    const { CosmosClient } = await import("@azure/cosmos");
    const ask = (status, code, message) => () =>
      new CosmosClient({
        endpoint: at(status, { code, message }),
        key: Buffer.from(key).toString("base64"),
        connectionPolicy: { enableEndpointDiscovery: false, retryOptions: { maxRetryAttemptCount: 0 } },
      }).databases
        .readAll()
        .fetchAll();
    await add(
      "L",
      "cosmos: key",
      "",
      "fixConfig|refresh",
      "",
      ask(
        401,
        "Unauthorized",
        "The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol.",
      ),
    );
    await add(
      "L",
      "cosmos: clock",
      "",
      "fixClock|refresh",
      "",
      ask(
        403,
        "Forbidden",
        "The authorization token is not valid at the current time. Please create another token and retry (token start time: x, token expiry time: y, current server time: z).",
      ),
    );
    await add(
      "E",
      "cosmos: database",
      "",
      "none",
      "",
      ask(404, "NotFound", "Entity with the specified id does not exist in the system."),
    );
    await add(
      "E",
      "cosmos: conflict",
      "",
      "none",
      "",
      ask(409, "Conflict", "Entity with the specified id already exists in the system."),
    );
  });
  await tried("@azure/keyvault-secrets", async () => {
    const { RestError } = await import("@azure/core-rest-pipeline");
    const e = (statusCode, code, message) => () =>
      new RestError(message, {
        code,
        statusCode,
        response: {
          status: statusCode,
          headers: { get: () => undefined },
          request: {},
          parsedBody: { error: { code, message } },
        },
      });
    await add(
      "L",
      "keyvault: expired",
      "",
      "refresh",
      "",
      e(401, "Unauthorized", "[TokenExpired] Error validating token: 'S2S12086'."),
    );
    await add(
      "L",
      "keyvault: audience",
      "",
      "fixConfig",
      "",
      e(
        401,
        "Unauthorized",
        "AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com/.",
      ),
    );
    await add(
      "L",
      "keyvault: tenant",
      "",
      "fixConfig",
      "",
      e(
        401,
        "Unauthorized",
        "AKV10032: Invalid issuer. Expected one of https://sts.windows.net/a/, found https://sts.windows.net/b/.",
      ),
    );
    await add(
      "L",
      "keyvault: policy",
      "",
      "none|fixConfig",
      "",
      e(
        403,
        "Forbidden",
        "The user, group or application 'appid=a' does not have secrets get permission on key vault 'v'.",
      ),
    );
    await add(
      "E",
      "keyvault: secret",
      "",
      "none",
      "",
      e(404, "SecretNotFound", "A secret with (name/id) token was not found in this key vault."),
    );
    await add(
      "E",
      "keyvault: disabled",
      "",
      "none",
      "fixConfig",
      e(403, "Forbidden", "Operation get is not allowed on a disabled secret."),
    );
  });
  await tried("@octokit/request", async () => {
    const { request } = await import("@octokit/request");
    const ask =
      (status, message, headers = {}) =>
      () =>
        request("GET /user", {
          request: { fetch: fetchOf(status, { message, documentation_url: "https://docs.github.com/rest" }, headers) },
        });
    await add("L", "octokit: credentials", "", "refresh|signIn|fixConfig", "", ask(401, "Bad credentials"));
    await add(
      "L",
      "octokit: app jwt",
      "",
      "fixClock|fixConfig",
      "refresh",
      ask(
        401,
        "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
      ),
    );
    await add(
      "L",
      "octokit: sso",
      "",
      "signIn|none|fixConfig",
      "",
      ask(
        403,
        "Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.",
      ),
    );
    await add(
      "I",
      "octokit: secondary",
      "",
      "retryLater",
      "",
      ask(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."),
    );
    await add("E", "octokit: validation", "", "none", "", ask(422, "Validation Failed"));
    await add("L", "octokit: resource", "", "none", "", ask(403, "Resource not accessible by integration"));
    await add(
      "L",
      "octokit: suspended",
      "",
      "signIn|none|fixConfig",
      "",
      ask(403, "This installation has been suspended"),
    );
  });
  await tried("@simplewebauthn/server", async () => {
    const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
    const response = {
      id: "a",
      rawId: "a",
      type: "public-key",
      response: {
        clientDataJSON: Buffer.from(
          JSON.stringify({ type: "webauthn.create", challenge: "x", origin: "https://b.example" }),
        ).toString("base64url"),
        attestationObject: "",
      },
      clientExtensionResults: {},
    };
    await add("L", "webauthn: challenge", "", "none|signIn", "fixConfig", () =>
      verifyRegistrationResponse({
        response,
        expectedChallenge: "y",
        expectedOrigin: "https://a.example",
        expectedRPID: "a.example",
      }),
    );
    await add("L", "webauthn: origin", "", "fixConfig|none", "", () =>
      verifyRegistrationResponse({
        response,
        expectedChallenge: "x",
        expectedOrigin: "https://a.example",
        expectedRPID: "a.example",
      }),
    );
  });
  await tried("@parse/node-apn", async () => {
    const apn = (reason, status) => () => ({ device: "d", status: String(status), response: { reason } });
    await add("L", "apn: expired", "", "refresh", "fixConfig", apn("ExpiredProviderToken", 403));
    await add("L", "apn: invalid", "", "refresh|fixConfig", "", apn("InvalidProviderToken", 403));
    await add("L", "apn: missing", "", "fixConfig", "", apn("MissingProviderToken", 403));
    await add("I", "apn: many", "", "retryLater", "", apn("TooManyProviderTokenUpdates", 429));
    await add("E", "apn: device", "", "none", "", apn("BadDeviceToken", 400));
    await add("E", "apn: unregistered", "", "none", "", apn("Unregistered", 410));
  });
  await ordinary({ add, at, tried, tcp });
}

/** What an app meets every day, and no token has a part in. */
async function ordinary({ add, at, tried }) {
  const e = (id, thunk, right = "none", fine = "") => add("E", id, "", right, fine, thunk);
  const nothing = undefined;
  await tried("validators", async () => {
    const { z } = await import("zod");
    const yup = await import("yup");
    const joi = (await import("joi")).default;
    const Ajv = (await import("ajv")).default;
    const v = await import("valibot");
    const s = await import("superstruct");
    await e("zod: token", () =>
      z
        .object({ token: z.string().min(10), session: z.object({ id: z.uuid() }) })
        .parse({ token: "a", session: { id: "x" } }),
    );
    await e("zod: expiry", () => z.object({ expiresAt: z.date() }).parse({ expiresAt: "soon" }));
    await e("yup: token", () =>
      yup.object({ token: yup.string().required(), password: yup.string().min(8) }).validate({ password: "a" }),
    );
    await e("yup: login", () => yup.object({ login: yup.string().email() }).validate({ login: "x" }));
    await e("joi: token", () => joi.attempt({ token: 5 }, joi.object({ token: joi.string().required() })));
    await e("joi: session", () => joi.attempt({}, joi.object({ sessionId: joi.string().required() })));
    await e("ajv: token", () => {
      const check = new Ajv().compile({ type: "object", required: ["token"] });
      check({});
      return { errors: check.errors };
    });
    await e("ajv: strict", () => new Ajv().compile({ type: "object", foo: 1 }));
    await e("valibot: token", () => v.parse(v.object({ token: v.string() }), {}));
    await e("superstruct: token", () => s.assert({ token: 1 }, s.object({ token: s.string() })));
  });
  await tried("builders", async () => {
    const esbuild = await import("esbuild");
    const sass = await import("sass");
    const acorn = await import("acorn");
    await e("esbuild: import", () =>
      esbuild.build({
        stdin: { contents: 'import a from "./auth/token"', resolveDir: "/tmp" },
        bundle: true,
        write: false,
        logLevel: "silent",
      }),
    );
    await e("esbuild: syntax", () => esbuild.transform("const token = ;"));
    await e("sass: function", () => sass.compileString("a { b: c"));
    await e("sass: import", () => sass.compileString('@use "tokens";'));
    await e("acorn: token", () => acorn.parse("let token = 5 token", { ecmaVersion: 2025 }));
  });
  await tried("jsdom", async () => {
    const { JSDOM } = await import("jsdom");
    const { window } = new JSDOM("<p>a</p>", { url: "https://a.example" });
    const { document } = window;
    await e("jsdom: token list", () => document.body.classList.add("a b"));
    await e("jsdom: empty token", () => document.body.classList.add(""));
    await e("jsdom: selector", () => document.querySelector("a["));
    await e("jsdom: hierarchy", () => document.body.appendChild(document));
    await e("jsdom: not found", () => document.body.removeChild(document.createElement("a")));
    await e("jsdom: name", () => document.createElement("1"));
    await e("jsdom: quota", () => window.localStorage.setItem("a", "b".repeat(6_000_000)));
    await e("jsdom: state", () => new window.XMLHttpRequest().send());
    await e("jsdom: history", () => window.history.pushState({}, "", "https://b.example"));
  });
  await tried("language", async () => {
    const token = nothing;
    await e("TypeError: not a function", () => new TypeError("auth.getToken is not a function"));
    await e("TypeError: undefined", () => new TypeError("Cannot read properties of undefined (reading 'accessToken')"));
    await e("TypeError: null", () => new TypeError("Cannot set properties of null (setting 'session')"));
    await e("TypeError: Safari", () => new TypeError("undefined is not an object (evaluating 'session.token')"));
    await e("TypeError: Firefox", () => new TypeError('can\'t access property "token", user is undefined'));
    await e("TypeError: iterable", () => new TypeError("tokens is not iterable"));
    await e(
      "TypeError: constructor",
      () => new TypeError("jwt_decode__WEBPACK_IMPORTED_MODULE_3__.default is not a constructor"),
    );
    await e("TypeError: constant", () => new TypeError("Assignment to constant variable."));
    await e("ReferenceError: before", () => new ReferenceError("Cannot access 'token' before initialization"));
    await e("ReferenceError: process", () => new ReferenceError("process is not defined"));
    await e("SyntaxError: JSON", () => JSON.parse('{"token": x}'));
    await e("SyntaxError: end", () => JSON.parse('{"session"'));
    await e(
      "SyntaxError: export",
      () => new SyntaxError("The requested module './auth.js' does not provide an export named 'login'"),
    );
    await e("RangeError", () => "a".repeat(-1));
    await e("URIError", () => decodeURIComponent("%E0%A4%A"));
    await e("structuredClone", () => structuredClone({ token: () => token }));
    await e("AbortError", () => {
      const c = new AbortController();
      c.abort();
      return fetch(at(200), { signal: c.signal });
    });
    await e("URL", () => new URL("/auth/session"));
    await e("fetch: URL", () => fetch("auth/token"));
    await e("Headers", () => new Headers({ authorization: "Bearer \u20ac" }));
    await e("crypto key", () => crypto.subtle.importKey("raw", new Uint8Array(3), "AES-GCM", false, ["encrypt"]));
    await e("atob", () => atob("token*"));
    await e("WebAssembly", () => new WebAssembly.Module(new Uint8Array(3)));
    await e("Intl", () => new Intl.DateTimeFormat("xx-invalid-locale-tag-"));
    await e("Date", () => new Date("x").toISOString());
    await e("AggregateError", () => Promise.any([Promise.reject(new Error("No cached avatar"))]));
  });
  await tried("node", async () => {
    const fs = await import("node:fs/promises");
    const { DatabaseSync } = await import("node:sqlite");
    const { createServer } = await import("node:http");
    const assert = (await import("node:assert")).default;
    const { execFileSync } = await import("node:child_process");
    const zlib = await import("node:zlib");
    const db = new DatabaseSync(":memory:");
    db.exec("create table sessions (token text unique not null, expired int check (expired < 2))");
    db.exec("insert into sessions values ('a', 0)");
    await e("fs: token", () => fs.readFile("/run/secrets/access_token"));
    await e("fs: directory", () => fs.readFile("/tmp"));
    await e("fs: mkdir", () => fs.mkdir("/tmp"));
    await e("module", () => import("@app/auth-token"));
    await e("exec", () => execFileSync("no-such-login"));
    await e("exec: fail", () => execFileSync("sh", ["-c", "echo token >&2; exit 3"], { stdio: "pipe" }));
    await e("assert", () => assert.strictEqual("token a", "token b"));
    await e("zlib", () => zlib.gunzipSync(Buffer.from("x")));
    await e("sqlite: unique", () => db.exec("insert into sessions values ('a', 0)"));
    await e("sqlite: null", () => db.exec("insert into sessions values (null, 0)"));
    await e("sqlite: check", () => db.exec("insert into sessions values ('b', 5)"));
    await e("sqlite: table", () => db.exec("select * from refresh_tokens"));
    await e("sqlite: column", () => db.exec("select expired_at from sessions"));
    await e("sqlite: syntax", () => db.exec("selec token from sessions"));
    await e("listen", async () => {
      const server = createServer().listen(0);
      await new Promise((r) => server.once("listening", r));
      const other = createServer();
      const error = await new Promise((r) => other.once("error", r).listen(server.address().port));
      server.close();
      return error;
    });
  });
  await tried("mongoose", async () => {
    const mongoose = (await import("mongoose")).default;
    const Model = mongoose.model(
      "Session",
      new mongoose.Schema({ token: { type: String, required: true }, expires: Date }),
    );
    await e("mongoose: required", () => new Model({}).validate());
    await e("mongoose: cast", () => new Model({ token: "a", expires: "never" }).validate());
    await e("mongoose: overwrite", () => mongoose.model("Session", new mongoose.Schema({})));
  });
  await tried("bodies", async () => {
    const body = (id, status, data, right, fine) =>
      e(
        `body ${status}: ${id}`,
        async () => {
          const answer = await fetch(at(status, data));
          return { status: answer.status, statusText: answer.statusText, data: await answer.json() };
        },
        right,
        fine,
      );
    await body("Laravel", 422, {
      message: "The email has already been taken.",
      errors: { email: ["The email has already been taken."] },
    });
    await body("Laravel token", 422, {
      message: "The token field is required.",
      errors: { token: ["The token field is required."] },
    });
    await body("Rails", 422, { errors: { password: ["is too short (minimum is 8 characters)"] } });
    await body("Django", 400, { username: ["A user with that username already exists."] });
    await body("Django password", 400, { password: ["This password is too common."] });
    await body("Spring", 404, {
      timestamp: "2026-11-25T10:00:00Z",
      status: 404,
      error: "Not Found",
      path: "/api/sessions/5",
    });
    await body("FastAPI", 422, {
      detail: [{ type: "missing", loc: ["body", "token"], msg: "Field required", input: {} }],
    });
    await body("Nest", 400, {
      statusCode: 400,
      message: ["token should not be empty", "token must be a string"],
      error: "Bad Request",
    });
    await body("problem", 409, {
      type: "https://a.example/probs/version",
      title: "The session has been changed by somebody else",
      status: 409,
    });
    await body("coupon", 400, { code: "COUPON_EXPIRED", message: "This coupon has expired." });
    await body("trial", 402, { code: "TRIAL_EXPIRED", message: "Your trial has expired, please choose a plan" });
    await body("link", 410, { message: "This invitation link has expired" });
    await body("reset", 400, { message: "Password reset token is invalid or has expired" });
    await body("verification", 400, { message: "Invalid verification code" });
    await body("size", 413, { message: "File too large, upload limit exceeded" });
    await body("media", 415, { message: "Unsupported media type" });
    await body("plan", 403, { message: "Your plan does not allow more than 3 projects" });
    await body("role", 403, { message: "Only admins can invite users" });
    await body("stock", 409, { code: "OUT_OF_STOCK", message: "Item is no longer available" });
    await body("booking", 409, { message: "Your reservation has expired, the seats were released" });
    await body("exam", 400, { message: "The exam session is closed" });
    await body("poll", 400, { message: "This poll has ended" });
    await body("idempotency", 409, { message: "Idempotency key in use" });
    await body("cursor", 400, { message: "Invalid cursor" });
    await body("captcha", 400, {
      "error-codes": ["timeout-or-duplicate"],
      success: false,
      message: "Captcha verification failed",
    });
    await body("search", 400, {
      error: { type: "parsing_exception", reason: "Unknown key for a VALUE_STRING in [token]." },
      status: 400,
    });
    await body("phone", 400, { message: "Invalid phone number" });
    await body("stripe", 402, {
      error: { type: "card_error", code: "expired_card", message: "Your card has expired." },
    });
    await body("model", 400, {
      error: {
        message: "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000 tokens.",
        type: "invalid_request_error",
        code: "context_length_exceeded",
      },
    });
  });
}
