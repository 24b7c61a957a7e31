/** A sixth set, of packages that none of the five before ran. */

/** @param add - kind, what happens, provider, right actions, acceptable ones, and what throws, or returns, the error */
export async function throwAll({ add, at, sign, base, tried }) {
  const key = ["k", "e", "y"].join("");
  const now = Math.floor(Date.now() / 1000);
  const fetchBefore = globalThis.fetch;

  await tried("ccxt", async () => {
    const { default: ccxt } = await import("ccxt");
    const e = (name, text) => () => new ccxt[name](text);
    await add(
      "L",
      "ccxt: key",
      "",
      "fixConfig|refresh",
      "signIn",
      e("AuthenticationError", 'binance {"code":-2015,"msg":"Invalid API-key, IP, or permissions for action."}'),
    );
    await add(
      "L",
      "ccxt: signature",
      "",
      "fixConfig",
      "",
      e("AuthenticationError", 'binance {"code":-1022,"msg":"Signature for this request is not valid."}'),
    );
    await add(
      "L",
      "ccxt: clock",
      "",
      "fixClock",
      "",
      e(
        "InvalidNonce",
        'binance {"code":-1021,"msg":"Timestamp for this request was 1000ms ahead of the server\'s time."}',
      ),
    );
    await add(
      "L",
      "ccxt: window",
      "",
      "fixClock",
      "",
      e(
        "InvalidNonce",
        'bybit {"retCode":10002,"retMsg":"invalid request, please check your server timestamp or recv_window param"}',
      ),
    );
    await add(
      "L",
      "ccxt: missing",
      "",
      "fixConfig",
      "",
      e("AuthenticationError", 'kraken requires "apiKey" credential'),
    );
    await add(
      "L",
      "ccxt: expired key",
      "",
      "fixConfig|refresh",
      "",
      e("AuthenticationError", 'bybit {"retCode":33004,"retMsg":"Your api key has expired."}'),
    );
    await add(
      "L",
      "ccxt: right",
      "",
      "none|fixConfig",
      "",
      e("PermissionDenied", 'okx {"code":"50120","msg":"This API key doesn\'t have permission to use this function"}'),
    );
    await add(
      "L",
      "ccxt: suspended",
      "",
      "signIn|none|fixConfig",
      "",
      e("AccountSuspended", 'okx {"code":"50007","msg":"User blocked"}'),
    );
    await add(
      "I",
      "ccxt: rate",
      "",
      "retryLater",
      "",
      e("RateLimitExceeded", 'okx {"code":"50011","msg":"Requests too frequent"}'),
    );
    await add(
      "I",
      "ccxt: maintenance",
      "",
      "retryLater",
      "",
      e("OnMaintenance", 'okx {"code":"50001","msg":"Service temporarily unavailable. Try again later"}'),
    );
    await add(
      "I",
      "ccxt: ddos",
      "",
      "retryLater",
      "",
      e(
        "DDoSProtection",
        'binance {"code":-1003,"msg":"Too much request weight used; current limit is 1200 request weight per 1 MINUTE."}',
      ),
    );
    await add(
      "I",
      "ccxt: timeout",
      "",
      "retryLater",
      "",
      e("RequestTimeout", "binance GET https://api.example/v3 request timed out (10000 ms)"),
    );
    await add(
      "E",
      "ccxt: funds",
      "",
      "none",
      "",
      e("InsufficientFunds", 'binance {"code":-2010,"msg":"Account has insufficient balance for requested action."}'),
    );
    await add("E", "ccxt: symbol", "", "none", "", e("BadSymbol", "binance does not have market symbol TOKEN/USDT"));
    await add(
      "E",
      "ccxt: order",
      "",
      "none",
      "",
      e("OrderNotFound", 'binance {"code":-2013,"msg":"Order does not exist."}'),
    );
    await add(
      "E",
      "ccxt: address",
      "",
      "none",
      "",
      e("InvalidAddress", "kraken address of the token is invalid or has less than 1 characters"),
    );
    await add("E", "ccxt: closed", "", "none", "retryLater", e("MarketClosed", "market is closed, no trading session"));
  });
  await tried("moleculer", async () => {
    const { Errors } = (await import("moleculer")).default;
    const web = (await import("moleculer-web")).default.Errors;
    const { ERR_INVALID_TOKEN, ERR_NO_TOKEN } = web;
    await add(
      "L",
      "moleculer: token",
      "",
      "refresh|fixConfig",
      "signIn",
      () => new web.UnAuthorizedError(ERR_INVALID_TOKEN),
    );
    await add("L", "moleculer: none", "", "fixConfig|refresh", "signIn", () => new web.UnAuthorizedError(ERR_NO_TOKEN));
    await add("L", "moleculer: right", "", "none", "", () => new web.ForbiddenError("ERR_ROLE"));
    await add("I", "moleculer: rate", "", "retryLater", "", () => new web.RateLimitExceeded());
    await add(
      "I",
      "moleculer: queue",
      "",
      "retryLater",
      "",
      () => new Errors.QueueIsFullError({ action: "auth.verify", nodeID: "n", size: 5, limit: 5 }),
    );
    await add(
      "I",
      "moleculer: timeout",
      "",
      "retryLater",
      "",
      () => new Errors.RequestTimeoutError({ action: "auth.verify", nodeID: "n" }),
    );
    await add(
      "E",
      "moleculer: validation",
      "",
      "none",
      "",
      () =>
        new Errors.ValidationError("Parameters validation error!", "PARAMS", [
          { type: "required", field: "token", message: "The 'token' field is required." },
        ]),
    );
    await add(
      "E",
      "moleculer: service",
      "",
      "none",
      "retryLater",
      () => new Errors.ServiceNotFoundError({ action: "token.create" }),
    );
  });
  await tried("@nestjs/throttler", async () => {
    const { ThrottlerException } = await import("@nestjs/throttler");
    await add("I", "nest throttler", "", "retryLater", "", () => new ThrottlerException());
  });
  await tried("auth0", async () => {
    const { ManagementError } = await import("auth0");
    const e = (statusCode, errorCode, message) => () =>
      new ManagementError({
        message: `${errorCode} ${message}`,
        statusCode,
        body: { statusCode, error: "e", errorCode, message },
      });
    await add(
      "L",
      "auth0 management: expired",
      "",
      "refresh",
      "signIn",
      e(401, "invalid_token", "Expired token received for JSON Web Token validation"),
    );
    await add(
      "L",
      "auth0 management: scope",
      "",
      "signIn|fixConfig",
      "none",
      e(403, "insufficient_scope", "Insufficient scope, expected any of: read:users"),
    );
    await add(
      "L",
      "auth0 management: audience",
      "",
      "fixConfig",
      "",
      e(400, "invalid_token", "Bad audience: https://a.example"),
    );
    await add(
      "I",
      "auth0 management: rate",
      "",
      "retryLater",
      "",
      e(429, "too_many_requests", "Global limit has been reached"),
    );
    await add("E", "auth0 management: user", "", "none", "", e(404, "inexistent_user", "The user does not exist."));
    await add("E", "auth0 management: exists", "", "none", "", e(409, "auth0_idp_error", "The user already exists."));
    await add(
      "E",
      "auth0 management: password",
      "",
      "none",
      "",
      e(400, "invalid_body", "PasswordStrengthError: Password is too weak"),
    );
  });
  await tried("stytch", async () => {
    const { StytchError } = (await import("stytch")).default;
    const e = (status_code, error_type, error_message) => () =>
      new StytchError({
        status_code,
        error_type,
        error_message,
        request_id: "r",
        error_url: "https://stytch.com/docs",
      });
    await add(
      "L",
      "stytch: session",
      "",
      "signIn",
      "refresh",
      e(404, "session_not_found", "Session could not be found."),
    );
    await add(
      "L",
      "stytch: link",
      "",
      "signIn",
      "none",
      e(
        401,
        "unable_to_auth_magic_link",
        "The magic link could not be authenticated because it was either already used or expired. Send another magic link to this user.",
      ),
    );
    await add(
      "L",
      "stytch: credentials",
      "",
      "fixConfig",
      "",
      e(401, "unauthorized_credentials", "Unauthorized credentials."),
    );
    await add(
      "L",
      "stytch: jwt",
      "",
      "refresh|fixConfig",
      "signIn",
      e(400, "invalid_session_jwt", "session_jwt format is invalid."),
    );
    await add(
      "L",
      "stytch: otp",
      "",
      "signIn",
      "none",
      e(401, "otp_code_not_found", "The passcode could not be authenticated. Please try again."),
    );
    await add(
      "L",
      "stytch: sdk",
      "",
      "fixConfig",
      "",
      e(403, "sdk_not_enabled", "The SDK is not enabled for this project."),
    );
    await add(
      "I",
      "stytch: many",
      "",
      "retryLater",
      "",
      e(429, "too_many_requests", "Too many requests have been made."),
    );
    await add("E", "stytch: email", "", "none", "", e(400, "invalid_email", "Email format is invalid."));
    await add(
      "E",
      "stytch: duplicate",
      "",
      "none",
      "",
      e(400, "duplicate_email", "A user with the specified email already exists for this project."),
    );
  });
  await tried("@magic-sdk/admin", async () => {
    const { Magic } = await import("@magic-sdk/admin");
    const magic = new Magic(["sk", "live", "x"].join("_"));
    const did = (claim, proof = `0x${"1".repeat(130)}`) =>
      Buffer.from(JSON.stringify([proof, JSON.stringify(claim)])).toString("base64");
    await add("L", "magic: malformed", "", "fixConfig", "refresh", () => magic.token.validate("nope"));
    await add("L", "magic: signature", "", "fixConfig", "refresh|signIn", () =>
      magic.token.validate(did({ iat: now, ext: now - 5, nbf: now, iss: "did:ethr:0x1", sub: "s", aud: "a" })),
    );
    await add("L", "magic: header", "", "fixConfig", "", () => magic.utils.parseAuthorizationHeader("Basic x"));
  });
  await tried("@liveblocks/node", async () => {
    const { LiveblocksError } = await import("@liveblocks/node");
    const e = (status, message, details) => () =>
      LiveblocksError.from(new Response(JSON.stringify({ message, details }), { status }));
    await add(
      "L",
      "liveblocks: key",
      "",
      "fixConfig|refresh",
      "signIn",
      e(401, "Unauthorized", "The secret key is invalid"),
    );
    await add("L", "liveblocks: room", "", "none", "", e(403, "Forbidden"));
    await add("E", "liveblocks: none", "", "none", "", e(404, "Room not found"));
    await add("I", "liveblocks: down", "", "retryLater", "", e(503, "Service unavailable"));
  });
  await tried("@openfga/sdk", async () => {
    const { FgaApiAuthenticationError, FgaApiValidationError, FgaApiNotFoundError } = await import("@openfga/sdk");
    const e = (Kind, status, code, message) => () =>
      new Kind({
        message: `Request failed with status code ${status}`,
        response: { status, statusText: "x", data: { code, message }, headers: {}, config: {} },
        config: { url: "u", method: "post", data: "{}" },
      });
    await add(
      "L",
      "openfga: expired",
      "",
      "refresh",
      "signIn",
      e(FgaApiAuthenticationError, 401, "bearer_token_expired", "bearer token expired"),
    );
    await add(
      "L",
      "openfga: audience",
      "",
      "fixConfig",
      "",
      e(FgaApiAuthenticationError, 401, "invalid_audience", "invalid audience"),
    );
    await add(
      "E",
      "openfga: type",
      "",
      "none",
      "",
      e(FgaApiValidationError, 400, "type_not_found", "type 'session' not found"),
    );
    await add(
      "E",
      "openfga: store",
      "",
      "none",
      "",
      e(FgaApiNotFoundError, 404, "undefined_endpoint", "Endpoint not enabled"),
    );
  });
  await tried("databases", async () => {
    const { SqlError } = await import("mariadb");
    const postgres = (await import("postgres")).default;
    const { Database } = await import("arangojs");
    const { errors } = await import("@opensearch-project/opensearch");
    const redis = await import("redis");
    await add(
      "L",
      "mariadb: password",
      "",
      "fixConfig|none",
      "signIn",
      () =>
        new SqlError(
          "(conn:1, no: 1045, SQLState: 28000) Access denied for user 'a'@'h' (using password: YES)",
          "Access denied",
          true,
          null,
          1045,
          "28000",
          "ER_ACCESS_DENIED_ERROR",
        ),
    );
    await add(
      "L",
      "mariadb: password expired",
      "",
      "signIn|fixConfig",
      "",
      () =>
        new SqlError(
          "Your password has expired. To log in you must change it using a client that supports expired passwords.",
          "x",
          true,
          null,
          1862,
          "HY000",
          "ER_MUST_CHANGE_PASSWORD_LOGIN",
        ),
    );
    await add(
      "E",
      "mariadb: table",
      "",
      "none",
      "",
      () => new SqlError("Table 'a.sessions' doesn't exist", "x", false, null, 1146, "42S02", "ER_NO_SUCH_TABLE"),
    );
    await add(
      "E",
      "mariadb: deadlock",
      "",
      "none|retryLater",
      "",
      () =>
        new SqlError(
          "Deadlock found when trying to get lock; try restarting transaction",
          "x",
          false,
          null,
          1213,
          "40001",
          "ER_LOCK_DEADLOCK",
        ),
    );
    const pg = (code, message) => () => new postgres.PostgresError({ severity: "FATAL", code, message, routine: "x" });
    await add(
      "L",
      "postgres: password",
      "",
      "fixConfig|none",
      "signIn",
      pg("28P01", 'password authentication failed for user "a"'),
    );
    await add(
      "L",
      "postgres: token",
      "",
      "refresh|fixConfig",
      "none",
      pg("28000", 'PAM authentication failed for user "iam": token expired'),
    );
    await add("I", "postgres: slots", "", "retryLater", "", pg("53300", "sorry, too many clients already"));
    await add("I", "postgres: starting", "", "retryLater", "", pg("57P03", "the database system is starting up"));
    await add("E", "postgres: relation", "", "none", "", pg("42P01", 'relation "refresh_tokens" does not exist'));
    await add(
      "E",
      "postgres: unique",
      "",
      "none",
      "",
      pg("23505", 'duplicate key value violates unique constraint "sessions_token_key"'),
    );
    await add("E", "postgres: right", "", "none", "", pg("42501", "permission denied for table tokens"));
    const arango = (status, errorNum, errorMessage) => () =>
      new Database({ url: at(status, { error: true, code: status, errorNum, errorMessage }) }).collections();
    await add(
      "L",
      "arango: 401",
      "",
      "refresh|signIn|fixConfig",
      "",
      arango(401, 11, "not authorized to execute this request"),
    );
    await add("E", "arango: document", "", "none", "", arango(404, 1202, "document not found"));
    await add(
      "E",
      "arango: conflict",
      "",
      "none",
      "",
      arango(409, 1210, "unique constraint violated - in index primary of type primary over '_key'"),
    );
    const search = (statusCode, type, reason) => () =>
      new errors.ResponseError({
        statusCode,
        body: { error: { type, reason, root_cause: [] }, status: statusCode },
        headers: {},
      });
    await add(
      "L",
      "opensearch: token",
      "",
      "refresh",
      "signIn|fixConfig",
      search(401, "security_exception", "Authentication finally failed: the JWT has expired"),
    );
    await add(
      "E",
      "opensearch: index",
      "",
      "none",
      "",
      search(404, "index_not_found_exception", "no such index [sessions]"),
    );
    await add(
      "I",
      "opensearch: full",
      "",
      "retryLater",
      "",
      search(
        429,
        "circuit_breaking_exception",
        "[parent] Data too large, data for [<http_request>] would be larger than the limit",
      ),
    );
    const reply = (text) => () => new redis.SimpleError(text);
    await add(
      "L",
      "redis: no auth",
      "",
      "fixConfig|refresh",
      "",
      reply(
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used",
      ),
    );
    await add("E", "redis: moved", "", "none|retryLater", "", reply("MOVED 3999 127.0.0.1:6381"));
    await add("I", "redis: timeout", "", "retryLater", "", () => new redis.ConnectionTimeoutError());
  });
  await tried("search services", async () => {
    const { Meilisearch } = await import("meilisearch");
    const { QdrantClientUnexpectedResponseError } = await import("@qdrant/js-client-rest");
    const meili = (status, code, message) => () =>
      new Meilisearch({
        host: at(status, { message, code, type: "x", link: "https://docs.example" }),
        apiKey: "k",
      }).getIndexes();
    await add(
      "L",
      "meilisearch: key",
      "",
      "fixConfig|refresh",
      "signIn",
      meili(403, "invalid_api_key", "The provided API key is invalid."),
    );
    await add(
      "L",
      "meilisearch: expired",
      "",
      "refresh|fixConfig",
      "",
      meili(403, "invalid_api_key", "Tenant token expired. Was valid up to `1646654850` and we're now `1646756850`."),
    );
    await add(
      "L",
      "meilisearch: none",
      "",
      "fixConfig|refresh",
      "",
      meili(
        401,
        "missing_authorization_header",
        "The Authorization header is missing. It must use the bearer authorization method.",
      ),
    );
    await add("E", "meilisearch: index", "", "none", "", meili(404, "index_not_found", "Index `tokens` not found."));
    await add(
      "E",
      "meilisearch: filter",
      "",
      "none",
      "",
      meili(400, "invalid_search_filter", "Attribute `session` is not filterable."),
    );
    const qdrant = (status, text) => () =>
      QdrantClientUnexpectedResponseError.forResponse({
        status,
        statusText: text,
        data: { status: { error: text } },
        headers: new Headers(),
        url: "u",
        ok: false,
      });
    await add("L", "qdrant: key", "", "fixConfig|none", "refresh", qdrant(403, "Invalid api-key"));
    await add("E", "qdrant: collection", "", "none", "", qdrant(404, "Not found: Collection `a` doesn't exist!"));
  });
  await tried("airtable", async () => {
    const Airtable = (await import("airtable")).default;
    const e = (error, message, status) => () => new Airtable.Error(error, message, status);
    await add(
      "L",
      "airtable: key",
      "",
      "fixConfig|refresh",
      "signIn",
      e("AUTHENTICATION_REQUIRED", "You should provide valid api key to perform this operation", 401),
    );
    await add(
      "L",
      "airtable: right",
      "",
      "none",
      "",
      e("NOT_AUTHORIZED", "You are not authorized to perform this operation", 403),
    );
    await add(
      "I",
      "airtable: many",
      "",
      "retryLater",
      "",
      e(
        "TOO_MANY_REQUESTS",
        "You have made too many requests in a short period of time. Please retry your request later",
        429,
      ),
    );
    await add("E", "airtable: record", "", "none", "", e("NOT_FOUND", "Could not find what you are looking for", 404));
    await add("I", "airtable: connection", "", "retryLater", "", e("CONNECTION_ERROR", "connect", undefined));
  });
  await tried("recurly", async () => {
    const { errors } = (await import("recurly")).default;
    const e = (name, message) => () => new errors[name](message, { type: "t", message });
    await add("L", "recurly: key", "", "fixConfig|refresh", "", e("UnauthorizedError", "Invalid API Key"));
    await add("E", "recurly: token", "", "none", "", e("NotFoundError", "Couldn't find Billing Info token"));
    await add(
      "E",
      "recurly: card",
      "",
      "none",
      "",
      e("TransactionError", "Your card number is not valid. Please update your card number."),
    );
    await add("I", "recurly: down", "", "retryLater", "", e("ServiceNotAvailableError", "Service not available"));
  });
  await tried("chargebee", async () => {
    const { WebhookAuthenticationError } = await import("chargebee");
    await add(
      "L",
      "chargebee: webhook",
      "",
      "fixConfig",
      "refresh|signIn",
      () => new WebhookAuthenticationError("Invalid credentials"),
    );
  });
  await tried("twurple", async () => {
    const auth = await import("@twurple/auth");
    await add("L", "twurple: token", "", "refresh|signIn", "fixConfig", () => new auth.InvalidTokenError());
    await add(
      "L",
      "twurple: cached",
      "",
      "signIn|refresh",
      "retryLater",
      () => new auth.CachedRefreshFailureError("u"),
    );
    await add(
      "L",
      "twurple: type",
      "",
      "fixConfig",
      "",
      () => new auth.InvalidTokenTypeError("Tried to add an app access token as a user"),
    );
    await add("L", "twurple: user", "", "signIn|fixConfig|none", "", () => new auth.UnknownIntentError("chat"));
  });
  await tried("spotify-web-api-node", async () => {
    const { WebapiRegularError, WebapiAuthenticationError } = (
      await import("spotify-web-api-node/src/response-error.js")
    ).default;
    await add(
      "L",
      "spotify node: expired",
      "",
      "refresh",
      "signIn",
      () => new WebapiRegularError({ error: { status: 401, message: "The access token expired" } }, {}, 401),
    );
    await add(
      "L",
      "spotify node: grant",
      "",
      "signIn",
      "",
      () =>
        new WebapiAuthenticationError({ error: "invalid_grant", error_description: "Refresh token revoked" }, {}, 400),
    );
    await add(
      "L",
      "spotify node: client",
      "",
      "fixConfig",
      "",
      () =>
        new WebapiAuthenticationError({ error: "invalid_client", error_description: "Invalid client secret" }, {}, 400),
    );
    await add(
      "L",
      "spotify node: nothing",
      "",
      "fixConfig|refresh",
      "",
      () => new WebapiRegularError({ error: { status: 401, message: "No token provided" } }, {}, 401),
    );
    await add(
      "E",
      "spotify node: player",
      "",
      "none",
      "",
      () =>
        new WebapiRegularError(
          {
            error: {
              status: 404,
              message: "Player command failed: No active device found",
              reason: "NO_ACTIVE_DEVICE",
            },
          },
          {},
          404,
        ),
    );
    await add(
      "L",
      "spotify node: scope",
      "",
      "signIn",
      "fixConfig|none",
      () => new WebapiRegularError({ error: { status: 403, message: "Insufficient client scope" } }, {}, 403),
    );
  });
  await tried("client-oauth2", async () => {
    const OAuth2 = (await import("client-oauth2")).default;
    const fresh = (status, body) => () => {
      const client = new OAuth2(
        { clientId: "a", clientSecret: key, accessTokenUri: at(status, body) },
        async (method, url) => {
          const answer = await fetchBefore(url, { method });
          return { status: answer.status, body: await answer.text() };
        },
      );
      return client.createToken("a", "r", "bearer").refresh();
    };
    await add(
      "L",
      "client-oauth2: grant",
      "",
      "signIn",
      "",
      fresh(400, { error: "invalid_grant", error_description: "The refresh token is invalid or expired." }),
    );
    await add("L", "client-oauth2: client", "", "fixConfig", "", fresh(401, { error: "invalid_client" }));
    await add("I", "client-oauth2: down", "", "retryLater", "", fresh(503, "down"));
    await add("L", "client-oauth2: no refresh token", "", "signIn", "fixConfig", () =>
      new OAuth2({ clientId: "a", accessTokenUri: base }).createToken("a", undefined, "bearer").refresh(),
    );
    await add("L", "client-oauth2: denied", "", "signIn", "none", () =>
      new OAuth2({ clientId: "a", redirectUri: "https://a.example/cb", accessTokenUri: base }).code.getToken(
        "https://a.example/cb?error=access_denied&error_description=The+user+denied+access",
      ),
    );
  });
  await tried("together-ai", async () => {
    const { Together } = await import("together-ai");
    const ask = (status, body) => () =>
      new Together({ apiKey: "k", baseURL: at(status, body), maxRetries: 0 }).models.list();
    await add(
      "L",
      "together: key",
      "",
      "fixConfig|refresh",
      "signIn",
      ask(401, {
        error: {
          message: "Invalid API key provided. You can find your API key at https://a.example.",
          type: "invalid_request_error",
          code: "invalid_api_key",
        },
      }),
    );
    await add(
      "I",
      "together: overloaded",
      "",
      "retryLater",
      "",
      ask(503, { error: { message: "The engine is overloaded", type: "server_error" } }),
    );
    await add(
      "E",
      "together: tokens",
      "",
      "none",
      "",
      ask(422, {
        error: {
          message: "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097.",
          type: "invalid_request_error",
        },
      }),
    );
    await add(
      "L",
      "together: credit",
      "",
      "none",
      "",
      ask(402, { error: { message: "Credit limit exceeded, please add a payment method", type: "credit_limit" } }),
    );
  });
  await tried("deepgram, fal, ollama", async () => {
    const { DeepgramError } = await import("@deepgram/sdk");
    const { ApiError } = await import("@fal-ai/client");
    const { Ollama } = await import("ollama");
    await add(
      "L",
      "deepgram: auth",
      "",
      "fixConfig|refresh",
      "signIn",
      () =>
        new DeepgramError({
          statusCode: 401,
          body: { err_code: "INVALID_AUTH", err_msg: "Invalid credentials.", request_id: "r" },
        }),
    );
    await add(
      "L",
      "deepgram: right",
      "",
      "none",
      "fixConfig",
      () =>
        new DeepgramError({
          statusCode: 403,
          body: { err_code: "INSUFFICIENT_PERMISSIONS", err_msg: "User does not have sufficient permissions." },
        }),
    );
    await add(
      "L",
      "deepgram: jwt",
      "",
      "refresh",
      "signIn",
      () =>
        new DeepgramError({
          statusCode: 401,
          body: { category: "INVALID_JWT", message: "Token is expired", details: "Get a new one" },
        }),
    );
    await add(
      "E",
      "deepgram: media",
      "",
      "none",
      "",
      () =>
        new DeepgramError({
          statusCode: 400,
          body: { err_code: "Bad Request", err_msg: "failed to process audio: corrupt or unsupported data" },
        }),
    );
    await add(
      "L",
      "fal: key",
      "",
      "fixConfig|refresh",
      "signIn",
      () =>
        new ApiError({
          message: "Unauthorized",
          status: 401,
          body: { detail: "Cannot access application 'a'. Authentication is required to access this application." },
        }),
    );
    await add(
      "L",
      "fal: balance",
      "",
      "none",
      "signIn|fixConfig",
      () =>
        new ApiError({
          message: "Forbidden",
          status: 403,
          body: { detail: "User is locked. Reason: Exhausted balance. Top up your balance." },
        }),
    );
    await add("E", "ollama: model", "", "none", "", () =>
      new Ollama({ host: at(404, { error: "model 'token' not found" }) }).show({ model: "token" }),
    );
  });
  await tried("@hapi/cookie", async () => {
    const Hapi = (await import("@hapi/hapi")).default;
    const cookie = (await import("@hapi/cookie")).default;
    const server = Hapi.server();
    await server.register(cookie);
    server.auth.strategy("s", "cookie", {
      cookie: { password: "p".repeat(32), isSecure: false },
      validate: async () => ({ isValid: false }),
    });
    server.route({ method: "GET", path: "/", options: { auth: "s" }, handler: () => "ok" });
    const ask = (headers) => async () => {
      const { statusCode, payload } = await server.inject({ url: "/", headers });
      return { status: statusCode, data: JSON.parse(payload) };
    };
    await add("L", "hapi cookie: none", "", "signIn|refresh", "fixConfig", ask({}));
    await add("L", "hapi cookie: bad", "", "signIn|refresh", "fixConfig|none", ask({ cookie: "sid=Fe26.2**x" }));
  });
  await tried("graphql-yoga", async () => {
    const { createYoga, createSchema } = await import("graphql-yoga");
    const { useJWT, createInlineSigningKeyProvider, extractFromHeader } = await import("@graphql-yoga/plugin-jwt");
    const yoga = createYoga({
      logging: false,
      schema: createSchema({ typeDefs: "type Query { a: Int }" }),
      plugins: [
        useJWT({
          signingKeyProviders: [createInlineSigningKeyProvider(key)],
          tokenLookupLocations: [extractFromHeader({ name: "authorization", prefix: "Bearer" })],
          tokenVerification: { algorithms: ["HS256"] },
          reject: { missingToken: true, invalidToken: true },
        }),
      ],
    });
    const ask =
      (headers, query = "{a}") =>
      async () => {
        const answer = await yoga.fetch("http://a.example/graphql", {
          method: "POST",
          headers: { "content-type": "application/json", ...headers },
          body: JSON.stringify({ query }),
        });
        return { status: answer.status, data: await answer.json() };
      };
    await add("L", "yoga: none", "", "fixConfig|refresh", "signIn", ask({}));
    await add(
      "L",
      "yoga: expired",
      "",
      "refresh",
      "signIn|fixConfig",
      ask({ authorization: `Bearer ${sign({ exp: now - 9 }, key)}` }),
    );
    await add(
      "L",
      "yoga: signature",
      "",
      "fixConfig|refresh",
      "signIn",
      ask({ authorization: `Bearer ${sign({ exp: now + 99 }, "other")}` }),
    );
    await add(
      "E",
      "yoga: field",
      "",
      "none",
      "",
      ask({ authorization: `Bearer ${sign({ exp: now + 99 }, key)}` }, "{ token }"),
    );
  });
  await tried("nats, pusher", async () => {
    const { NatsError } = (await import("nats")).default;
    const Pusher = (await import("pusher")).default;
    await add(
      "L",
      "nats: violation",
      "",
      "fixConfig|refresh|rejoin|signIn",
      "",
      () => new NatsError("'Authorization Violation'", "AUTHORIZATION_VIOLATION"),
    );
    await add(
      "L",
      "nats: expired",
      "",
      "rejoin|refresh",
      "",
      () => new NatsError("'User Authentication Expired'", "AUTHENTICATION_EXPIRED"),
    );
    await add(
      "I",
      "nats: refused",
      "",
      "retryLater",
      "",
      () => new NatsError("CONNECTION_REFUSED", "CONNECTION_REFUSED"),
    );
    await add("E", "nats: responders", "", "none|retryLater", "", () => new NatsError("503", "503"));
    const push = (status, body) => () =>
      new Pusher.RequestError("Unexpected status code", "https://api.example", undefined, status, body);
    await add("L", "pusher server: key", "", "fixConfig|refresh", "", push(401, "Unknown auth_key"));
    await add(
      "L",
      "pusher server: clock",
      "",
      "fixClock",
      "",
      push(
        401,
        "Timestamp expired: Given timestamp (2026-11-25T10:00:00Z) not within 600s of server time (2026-11-26T07:00:00Z)",
      ),
    );
    await add(
      "L",
      "pusher server: signature",
      "",
      "fixConfig",
      "",
      push(401, "Invalid signature: you should have sent HmacSHA256Hex"),
    );
    await add(
      "E",
      "pusher server: size",
      "",
      "none",
      "",
      push(413, "The data content of this event exceeds the allowed maximum (10240 bytes)"),
    );
  });
  await tried("mediasoup, wreck, alova", async () => {
    const Wreck = (await import("@hapi/wreck")).default;
    await add("L", "wreck: 401", "", "refresh|signIn", "fixConfig", () =>
      Wreck.get(at(401, { message: "Session token is no longer accepted" }), { json: true }),
    );
    await add("I", "wreck: 504", "", "retryLater", "", () => Wreck.get(at(504, "")));
    await add("E", "wreck: 404", "", "none", "", () => Wreck.get(at(404, { message: "No route" }), { json: true }));
  });
  await ordinary({ add, at, tried });
}

async function ordinary({ add, at, tried }) {
  const e = (id, thunk, right = "none", fine = "") => add("E", id, "", right, fine, thunk);
  const one = (name, use) => tried(name, use);
  await one("compilers", async () => {
    const postcss = (await import("postcss")).default;
    const less = (await import("less")).default;
    const { rollup } = await import("rollup");
    const svelte = await import("svelte/compiler");
    await e("postcss", () => postcss.parse("a { token: b"));
    await e("less", () => less.render("@token: ; a { b: @session }"));
    await e("rollup", () => rollup({ input: "auth-token", onwarn: () => undefined }));
    await e("svelte", () => svelte.compile("{#if token}<p>", {}));
  });
  await one("templates", async () => {
    const Handlebars = (await import("handlebars")).default;
    const pug = (await import("pug")).default;
    const ejs = (await import("ejs")).default;
    const nunjucks = (await import("nunjucks")).default;
    const YAML = await import("yaml");
    const TOML = (await import("toml")).default;
    const { parse } = await import("csv-parse/sync");
    const { XMLValidator } = await import("fast-xml-parser");
    await e("handlebars", () => Handlebars.compile("{{#if token}}")({}));
    await e("pug", () => pug.render("a(token"));
    await e("ejs", () => ejs.render("<%= token %>"));
    await e("nunjucks", () => nunjucks.renderString("{% if token %}", {}));
    await e("yaml", () => YAML.parse("token: [a"));
    await e("toml", () => TOML.parse("token = "));
    await e("csv", () => parse('a,b\n"token'));
    await e("xml", () => XMLValidator.validate("<token><a></token>"));
    await e("math", async () => (await import("mathjs")).evaluate("2 +* token"));
  });
  await one("validators", async () => {
    const { type } = await import("arktype");
    const FV = (await import("fastest-validator")).default;
    const protobuf = (await import("protobufjs")).default;
    await import("reflect-metadata");
    const cv = await import("class-validator");
    await e("arktype", () => type({ token: "string>5" }).assert({ token: "a" }));
    await e("fastest-validator", () => ({
      errors: new FV().validate({ token: 5 }, { token: "string", session: "string" }),
    }));
    await e("protobuf", () => protobuf.parse("message Token { required string a = ; }"));
    await e("protobuf: decode", () =>
      protobuf
        .parse('syntax = "proto2"; message T { required string token = 1; }')
        .root.lookupType("T")
        .decode(new Uint8Array([])),
    );
    await e("class-validator", async () => {
      class Login {
        token = 5;
      }
      cv.IsString()(Login.prototype, "token");
      return { errors: await cv.validate(new Login()) };
    });
  });
  await one("uploads", async () => {
    const multer = (await import("multer")).default;
    await e("multer", () => new multer.MulterError("LIMIT_FILE_SIZE", "avatar"));
    await e("multer: field", () => new multer.MulterError("LIMIT_UNEXPECTED_FILE", "token"));
  });
  await one("express", async () => {
    const express = (await import("express")).default;
    const { body, validationResult } = await import("express-validator");
    const app = express();
    app.use(express.json({ limit: 20 }));
    app.post("/v", body("token").isLength({ min: 9 }), (request, response) =>
      response.status(400).json({ errors: validationResult(request).array() }),
    );
    app.use((error, _request, response, _next) =>
      response.status(error.status ?? 500).json({ name: error.name, type: error.type, message: error.message }),
    );
    const host = await new Promise((resolve) => {
      const server = app.listen(0, "127.0.0.1", () => resolve(server));
    });
    const ask = (path, text) => async () => {
      const answer = await fetch(`http://127.0.0.1:${host.address().port}${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: text,
      });
      return { status: answer.status, data: await answer.json() };
    };
    await e("body-parser: JSON", ask("/v", "{token"));
    await e("body-parser: size", ask("/v", `{"token":"${"a".repeat(99)}"}`));
    await e("express-validator", ask("/v", '{"token":"a"}'));
    host.close();
  });
  await one("frameworks", async () => {
    const React = (await import("react")).default;
    const { renderToString } = await import("react-dom/server");
    const { CancelledError } = await import("@tanstack/query-core");
    const { TimeoutError, firstValueFrom, EMPTY } = await import("rxjs");
    const { Sequelize } = await import("sequelize");
    await e("react: object", () => renderToString(React.createElement("p", null, { token: 1 })));
    await e("react: element", () => renderToString(React.createElement(undefined)));
    await e("tanstack: cancelled", () => new CancelledError());
    await e("rxjs: empty", () => firstValueFrom(EMPTY));
    await e("rxjs: timeout", () => new TimeoutError(), "retryLater|none");
    await e(
      "sequelize: validation",
      () => new Sequelize.ValidationError("notNull Violation: Session.token cannot be null", []),
    );
    await e(
      "sequelize: unique",
      () =>
        new Sequelize.UniqueConstraintError({ errors: [], message: "token must be unique", fields: { token: "a" } }),
    );
    await e("sequelize: dialect", () => new Sequelize("a", "b", "c", {}));
  });
  await one("bodies", async () => {
    const body = (id, status, data) =>
      e(`body ${status}: ${id}`, async () => {
        const answer = await fetch(at(status, data));
        return { status: answer.status, statusText: answer.statusText, data: await answer.json() };
      });
    await body("seat", 409, { message: "Seat already taken" });
    await body("form", 400, { message: "Passwords do not match" });
    await body("age", 400, { error: "User must be at least 18 years old" });
    await body("quota", 403, { message: "Storage quota exceeded, upgrade your plan" });
    await body("license", 403, { message: "Your license has expired" });
    await body("subscription", 402, { message: "Subscription expired" });
    await body("domain", 404, { message: "Domain not found" });
    await body("key", 400, { message: "Missing required key: name" });
    await body("enum", 400, { message: "Invalid value for status: expired. Allowed: open, closed" });
    await body("unpublished", 410, { message: "This page is no longer available" });
    await body("csrf", 403, { message: "CSRF verification failed. Request aborted." });
    await body("captcha", 400, { message: "Captcha expired, please try again" });
    await body("wallet", 400, { message: "Token contract address is invalid" });
    await body("event", 400, { message: "Registration for this event has ended" });
    await body("promo", 422, { errors: { code: ["is invalid"], promo: ["has expired"] } });
    await body("language", 406, { message: "Not Acceptable" });
    await body("lock", 423, { message: "The document is locked by another user" });
  });
}
