/** A second set, of other packages, written after the catalog had learnt from the first, and before it saw this one. */

/** @param add - kind, what happens, provider, right actions, acceptable ones, and what throws, or returns, the error */
export async function throwAll({ add, at, fetchOf, base, tcp, thrown, tried }) {
  const { port } = new URL(base);
  const key = ["k", "e", "y"].join("");

  await tried("better-auth", async () => {
    const { APIError, BASE_ERROR_CODES } = await import("better-auth");
    const textOf = (code) => BASE_ERROR_CODES[code]?.message ?? BASE_ERROR_CODES[code];
    const api = (status, code) => new APIError(status, { code, message: textOf(code) });
    await add("L", "better-auth: session expired", "", "signIn", "", () => api("UNAUTHORIZED", "SESSION_EXPIRED"));
    await add("L", "better-auth: password", "", "signIn|none", "", () =>
      api("UNAUTHORIZED", "INVALID_EMAIL_OR_PASSWORD"),
    );
    await add("L", "better-auth: token", "", "refresh|signIn|none", "", () => api("BAD_REQUEST", "INVALID_TOKEN"));
    await add("E", "better-auth: user exists", "", "none", "", () =>
      api("UNPROCESSABLE_ENTITY", "USER_ALREADY_EXISTS"),
    );
    await add(
      "L",
      "better-auth: not fresh",
      "",
      "signIn",
      "",
      () => new APIError("FORBIDDEN", { code: "SESSION_NOT_FRESH", message: "Session is not fresh" }),
    );
  });
  await tried("@auth/core", async () => {
    const errors = await import("@auth/core/errors");
    await add("L", "@auth/core: refresh", "", "signIn", "", () =>
      Object.assign(new Error("RefreshTokenError"), { name: "RefreshTokenError" }),
    );
    await add(
      "L",
      "@auth/core: callback",
      "",
      "signIn|fixConfig",
      "retryLater",
      () => new errors.OAuthCallbackError("Provider returned an error", { error: "access_denied" }),
    );
    await add(
      "L",
      "@auth/core: untrusted host",
      "",
      "fixConfig",
      "",
      () => new errors.UntrustedHost("Host must be trusted. URL was: https://x/api/auth/session"),
    );
    await add("L", "@auth/core: expired verification", "", "signIn|none", "", () => new errors.Verification());
  });
  await tried("@mistralai/mistralai", async () => {
    const { Mistral } = await import("@mistralai/mistralai");
    const mistral = (status, body) =>
      new Mistral({ apiKey: key, serverURL: at(status, body), retryConfig: { strategy: "none" } }).models.list();
    await add("L", "mistral: key", "", "fixConfig|refresh", "", () => mistral(401, { detail: "Unauthorized" }));
    await add("I", "mistral: capacity", "", "retryLater", "", () =>
      mistral(429, {
        object: "error",
        message: "Service tier capacity exceeded for this model.",
        type: "service_tier_capacity_exceeded",
        code: "3505",
      }),
    );
  });
  await tried("@google/genai", async () => {
    const { GoogleGenAI } = await import("@google/genai");
    const gemini = (status, body) =>
      new GoogleGenAI({ apiKey: key, httpOptions: { baseUrl: at(status, body) } }).models.generateContent({
        model: "m",
        contents: "x",
      });
    await add("L", "genai: key", "", "fixConfig", "", () =>
      gemini(400, {
        error: {
          code: 400,
          message: "API key not valid. Please pass a valid API key.",
          status: "INVALID_ARGUMENT",
          details: [{ reason: "API_KEY_INVALID" }],
        },
      }),
    );
    await add("L", "genai: key expired", "", "fixConfig", "", () =>
      gemini(400, {
        error: { code: 400, message: "API key expired. Please renew the API key.", status: "INVALID_ARGUMENT" },
      }),
    );
    await add("E", "genai: tokens", "", "none", "", () =>
      gemini(400, {
        error: {
          code: 400,
          message: "The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).",
          status: "INVALID_ARGUMENT",
        },
      }),
    );
    await add("I", "genai: overloaded", "", "retryLater", "", () =>
      gemini(503, {
        error: { code: 503, message: "The model is overloaded. Please try again later.", status: "UNAVAILABLE" },
      }),
    );
  });
  await tried("groq-sdk", async () => {
    const { default: Groq } = await import("groq-sdk");
    const groq = (status, error) =>
      new Groq({ apiKey: key, maxRetries: 0, baseURL: at(status, { error }) }).models.list();
    await add("L", "groq: key", "", "fixConfig", "", () =>
      groq(401, { message: "Invalid API Key", type: "invalid_request_error", code: "invalid_api_key" }),
    );
    await add("I", "groq: rate", "", "retryLater", "", () =>
      groq(429, {
        message: "Rate limit reached for model `m` on tokens per minute (TPM): Limit 6000, Used 5900",
        type: "tokens",
        code: "rate_limit_exceeded",
      }),
    );
  });
  await tried("postmark", async () => {
    const { Errors } = (await import("postmark")).default;
    await add(
      "L",
      "postmark: key",
      "",
      "fixConfig",
      "refresh",
      () => new Errors.InvalidAPIKeyError("Request does not contain a valid Server token.", 10, 401),
    );
    await add(
      "E",
      "postmark: inactive",
      "",
      "none",
      "",
      () =>
        new Errors.InactiveRecipientsError(
          "You tried to send to a recipient that has been marked as inactive.",
          406,
          422,
        ),
    );
  });
  await tried("resend", async () => {
    const { Resend } = await import("resend");
    const resend = (status, name, message) => {
      globalThis.realFetch ??= globalThis.fetch;
      globalThis.fetch = fetchOf(status, { statusCode: status, name, message });
      return new Resend(key).emails
        .get("x")
        .then(({ error }) => error)
        .finally(() => (globalThis.fetch = globalThis.realFetch));
    };
    await add("L", "resend: key", "", "fixConfig", "", () =>
      resend(401, "missing_api_key", "Missing API key in the authorization header."),
    );
    await add("L", "resend: restricted", "", "fixConfig|none", "", () =>
      resend(401, "restricted_api_key", "This API key is restricted to only send emails"),
    );
    await add("D", "resend: domain", "", "none", "fixConfig", () =>
      resend(403, "validation_error", "The x.com domain is not verified."),
    );
  });
  await tried("twilio", async () => {
    const { default: RestException } = await import("twilio/lib/base/RestException.js");
    const rest = (status, code, message) =>
      new (RestException.default ?? RestException)({
        statusCode: status,
        body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status },
      });
    await add("J", "twilio: authenticate", "", "fixConfig", "refresh", () => rest(401, 20003, "Authenticate"));
    await add("D", "twilio: not found", "", "none", "", () =>
      rest(404, 20404, "The requested resource /Rooms/x was not found"),
    );
    await add("I", "twilio: many", "", "retryLater", "", () => rest(429, 20429, "Too Many Requests"));
  });
  await tried("@linear/sdk", async () => {
    const { parseLinearError } = await import("@linear/sdk");
    const linear = (status, message, type, code) =>
      parseLinearError({
        message,
        response: {
          status,
          errors: [{ message, extensions: { type, code, userError: true, userPresentableMessage: message } }],
        },
      });
    await add("L", "linear: authentication", "", "fixConfig|refresh|signIn", "", () =>
      linear(401, "Authentication required, not authenticated", "authentication error", "AUTHENTICATION_ERROR"),
    );
    await add("I", "linear: ratelimited", "", "retryLater", "", () =>
      linear(400, "Rate limit exceeded. Only 1500 requests are allowed per 1 hour.", "ratelimited", "RATELIMITED"),
    );
    await add("D", "linear: not found", "", "none", "", () =>
      linear(400, "Entity not found: Issue", "invalid input", "INPUT_ERROR"),
    );
  });
  await tried("@gitbeaker/rest", async () => {
    const { Gitlab } = await import("@gitbeaker/rest");
    const gitlab = (status, body) =>
      new Gitlab({ host: at(status, body), token: key, rateLimits: {} }).Users.showCurrentUser();
    await add("L", "gitlab: expired", "", "refresh|signIn|fixConfig", "", () =>
      gitlab(401, {
        error: "invalid_token",
        error_description: "Token is expired. You can either do re-authorization or token refresh.",
      }),
    );
    await add("L", "gitlab: revoked", "", "signIn", "fixConfig", () =>
      gitlab(401, {
        error: "invalid_token",
        error_description: "Token was revoked. You have to re-authorize from the user.",
      }),
    );
    await add("L", "gitlab: scope", "", "signIn", "none|fixConfig", () =>
      gitlab(403, {
        error: "insufficient_scope",
        error_description: "The request requires higher privileges than provided by the access token.",
        scope: "api",
      }),
    );
  });
  await tried("@atproto/api", async () => {
    const { XRPCError } = await import("@atproto/api");
    await add(
      "L",
      "atproto: expired",
      "",
      "refresh",
      "",
      () => new XRPCError(400, "ExpiredToken", "Token has expired"),
    );
    await add(
      "L",
      "atproto: factor",
      "",
      "signIn",
      "",
      () => new XRPCError(401, "AuthFactorTokenRequired", "A sign in code has been sent to your email address"),
    );
    await add(
      "L",
      "atproto: takedown",
      "",
      "signIn|none",
      "",
      () => new XRPCError(401, "AccountTakedown", "Account has been taken down"),
    );
    await add(
      "L",
      "atproto: missing",
      "",
      "fixConfig|signIn|refresh",
      "",
      () => new XRPCError(401, "AuthMissing", "Authentication Required"),
    );
  });
  await tried("masto", async () => {
    const { createRestAPIClient } = await import("masto");
    const masto = (status, error) =>
      createRestAPIClient({ url: at(status, { error }), accessToken: key }).v1.accounts.verifyCredentials();
    await add("L", "mastodon: revoked", "", "signIn", "", () => masto(401, "The access token was revoked"));
    await add("L", "mastodon: scope", "", "signIn|none", "", () =>
      masto(403, "This action is outside the authorized scopes"),
    );
    await add("D", "mastodon: gone", "", "none", "", () => masto(404, "Record not found"));
  });
  await tried("grammy", async () => {
    const { Bot } = await import("grammy");
    const telegram = (error_code, description) =>
      new Bot("1:x", { client: { apiRoot: at(error_code, { ok: false, error_code, description }) } }).api.getMe();
    await add("L", "telegram: token", "", "fixConfig|refresh", "", () => telegram(401, "Unauthorized"));
    await add("D", "telegram: blocked", "", "none", "", () => telegram(403, "Forbidden: bot was blocked by the user"));
    await add("I", "telegram: flood", "", "retryLater", "", () => telegram(429, "Too Many Requests: retry after 30"));
  });
  await tried("@line/bot-sdk", async () => {
    const { messagingApi } = (await import("@line/bot-sdk")).default ?? (await import("@line/bot-sdk"));
    const line = (status, message) =>
      new messagingApi.MessagingApiClient({ channelAccessToken: key, baseURL: at(status, { message }) }).getBotInfo();
    await add("L", "line: token", "", "refresh|fixConfig", "", () =>
      line(401, "Authentication failed. Confirm that the access token in the authorization header is valid."),
    );
    await add("I", "line: limit", "", "retryLater|none", "", () => line(429, "You have reached your monthly limit."));
  });
  await tried("socketcluster", async () => {
    const errors = (await import("sc-errors")).default;
    await add(
      "L",
      "socketcluster: expired",
      "",
      "refresh",
      "",
      () => new errors.AuthTokenExpiredError("The token expired", Date.now()),
    );
    await add(
      "L",
      "socketcluster: invalid",
      "",
      "refresh|fixConfig",
      "",
      () => new errors.AuthTokenInvalidError("invalid signature"),
    );
    await add(
      "L",
      "socketcluster: early",
      "",
      "fixClock",
      "",
      () => new errors.AuthTokenNotBeforeError("The token is not active yet", Date.now()),
    );
    await add(
      "I",
      "socketcluster: broker",
      "",
      "retryLater|none",
      "",
      () => new errors.BrokerError("Broker went away"),
    );
    await add(
      "L",
      "socketcluster: blocked",
      "",
      "none",
      "signIn|refresh",
      () => new errors.SilentMiddlewareBlockedError("Action was blocked by AUTHENTICATE middleware", "authenticate"),
    );
  });
  await tried("@colyseus", async () => {
    const { ServerError } = (await import("colyseus.js")).default ?? (await import("colyseus.js"));
    await add("L", "colyseus: auth", "", "refresh|signIn", "fixConfig", () => new ServerError(4215, "onAuth failed"));
    await add(
      "L",
      "colyseus: expired",
      "",
      "rejoin",
      "none|retryLater|refresh",
      () => new ServerError(4214, "seat reservation expired."),
    );
  });
  await tried("peerjs", async () => {
    const { PeerError } = await import("peerjs/dist/bundler.mjs");
    await add("L", "peerjs: key", "", "fixConfig", "", () => new PeerError("invalid-key", 'API KEY "x" is invalid'));
    await add(
      "I",
      "peerjs: network",
      "",
      "retryLater",
      "",
      () => new PeerError("network", "Lost connection to server."),
    );
    await add("E", "peerjs: taken", "", "none", "", () => new PeerError("unavailable-id", 'ID "a" is taken'));
  });
  await tried("shaka-player", async () => {
    const shaka = (await import("shaka-player")).default;
    const { Category, Code, Severity } = shaka.util.Error;
    const error = (code, ...data) => new shaka.util.Error(Severity.CRITICAL, Category.NETWORK, code, ...data);
    await add("L", "shaka: 401", "", "refresh", "signIn|none", () =>
      error(Code.BAD_HTTP_STATUS, "https://x/a.mpd", 401, "token expired", {}, 0),
    );
    await add("I", "shaka: timeout", "", "retryLater|none", "", () => error(Code.TIMEOUT, "https://x/a.mpd", 0));
  });
  await tried("@supabase/storage-js", async () => {
    const { StorageClient } = await import("@supabase/storage-js");
    const storage = (status, body) => new StorageClient(at(status, body), {}).listBuckets().then(({ error }) => error);
    await add("J", "supabase storage: expired", "supabase", "refresh", "", () =>
      storage(400, { statusCode: "403", error: "Unauthorized", message: '"exp" claim timestamp check failed' }),
    );
    await add("J", "supabase storage: signature", "supabase", "fixConfig", "refresh", () =>
      storage(400, { statusCode: "403", error: "Unauthorized", message: "signature verification failed" }),
    );
    await add("D", "supabase storage: policy", "supabase", "none", "", () =>
      storage(400, { statusCode: "403", error: "Unauthorized", message: "new row violates row-level security policy" }),
    );
  });
  await tried("@electric-sql/client", async () => {
    const { FetchError } = await import("@electric-sql/client");
    await add(
      "G",
      "electric: 401",
      "",
      "refresh",
      "",
      () => new FetchError(401, undefined, { message: "token expired" }, {}, "https://x/v1/shape"),
    );
    await add(
      "D",
      "electric: 409",
      "",
      "none",
      "",
      () =>
        new FetchError(
          409,
          undefined,
          { message: "Shape definition and handle do not match." },
          {},
          "https://x/v1/shape",
        ),
    );
  });
  await tried("@planetscale/database", async () => {
    const { Client } = await import("@planetscale/database");
    const scale = (status, body) =>
      new Client({ url: "mysql://u:p@api.example/d", fetch: fetchOf(status, body) }).execute("select 1");
    await add("L", "planetscale: login", "", "fixConfig", "refresh|signIn", () =>
      scale(401, { code: "unauthenticated", message: "Access denied for user 'u'" }),
    );
  });
  await tried("@upstash/redis", async () => {
    const { Redis } = await import("@upstash/redis");
    const upstash = (status, error) => new Redis({ url: at(status, { error }), token: key, retry: false }).get("a");
    await add("L", "upstash: password", "", "fixConfig|refresh", "", () =>
      upstash(401, "WRONGPASS invalid or missing auth token. See https://docs.upstash.com"),
    );
    await add("D", "upstash: type", "", "none", "", () =>
      upstash(400, "WRONGTYPE Operation against a key holding the wrong kind of value"),
    );
  });
  await tried("neo4j-driver", async () => {
    const { Neo4jError } = (await import("neo4j-driver")).default;
    await add(
      "L",
      "neo4j: expired",
      "",
      "refresh",
      "",
      () => new Neo4jError("The provided token has expired.", "Neo.ClientError.Security.TokenExpired"),
    );
    await add(
      "L",
      "neo4j: password",
      "",
      "signIn|fixConfig",
      "refresh",
      () =>
        new Neo4jError(
          "The credentials you provided were valid, but must be changed before you can use this instance.",
          "Neo.ClientError.Security.CredentialsExpired",
        ),
    );
    await add(
      "I",
      "neo4j: service",
      "",
      "retryLater",
      "",
      () => new Neo4jError("Could not perform discovery. No routing servers available.", "ServiceUnavailable"),
    );
    await add(
      "E",
      "neo4j: syntax",
      "",
      "none",
      "",
      () => new Neo4jError("Invalid input 'MATC': expected token MATCH", "Neo.ClientError.Statement.SyntaxError"),
    );
  });
  await tried("nodemailer", async () => {
    const { default: nodemailer } = await import("nodemailer");
    const mail = (auth, reply) =>
      tcp(
        (socket) => {
          socket.write("220 x ESMTP\r\n");
          socket.on("data", (data) =>
            socket.write(
              /^EHLO/.test(data)
                ? "250-x\r\n250 AUTH PLAIN LOGIN XOAUTH2\r\n"
                : /^AUTH/.test(data)
                  ? `${reply}\r\n`
                  : "250 ok\r\n",
            ),
          );
        },
        (_, mailPort) =>
          nodemailer.createTransport({ host: "127.0.0.1", port: mailPort, ignoreTLS: true, auth }).verify(),
      );
    await add("L", "nodemailer: password", "", "fixConfig|signIn", "refresh", () =>
      mail({ user: "a", pass: "b" }, "535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 x - gsmtp"),
    );
    await add("L", "nodemailer: no token", "", "fixConfig|refresh", "signIn", () =>
      mail({ type: "OAuth2", user: "a" }, "535 no"),
    );
  });
  await tried("@libsql/client", async () => {
    const { createClient } = await import("@libsql/client/web");
    await add("L", "libsql: expired", "", "refresh", "fixConfig", () =>
      createClient({
        url: "https://api.example",
        authToken: key,
        fetch: fetchOf(401, { error: "Unauthorized: `The JWT has expired`" }),
      }).execute("select 1"),
    );
  });
  await tried("mailgun.js", async () => {
    const { default: Mailgun } = await import("mailgun.js");
    await add("L", "mailgun: key", "", "fixConfig|refresh", "", () =>
      new (Mailgun.default ?? Mailgun)(FormData)
        .client({ username: "api", key, url: at(401, "Forbidden") })
        .domains.get("x"),
    );
  });
  await tried("imapflow", async () => {
    const { ImapFlow } = await import("imapflow");
    await add("L", "imapflow: login", "", "signIn|fixConfig", "refresh", () =>
      tcp(
        (socket) => {
          socket.write("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN] ready\r\n");
          socket.on("data", (data) => {
            const [tag] = String(data).split(" ");
            socket.write(
              /CAPABILITY/i.test(data)
                ? `* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n${tag} OK\r\n`
                : /^\S+ ID/i.test(data)
                  ? `${tag} OK\r\n`
                  : `${tag} NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)\r\n`,
            );
          });
        },
        (_, imapPort) =>
          new ImapFlow({
            host: "127.0.0.1",
            port: imapPort,
            secure: false,
            doSTARTTLS: false,
            auth: { user: "a", pass: "b" },
            logger: false,
          }).connect(),
      ),
    );
  });
  await tried("mysql2", async () => {
    await add("L", "mysql2: denied", "", "fixConfig|none", "signIn|refresh", () =>
      Object.assign(new Error("Access denied for user 'app'@'10.0.0.1' (using password: YES)"), {
        code: "ER_ACCESS_DENIED_ERROR",
        errno: 1045,
        sqlState: "28000",
        sqlMessage: "Access denied for user 'app'@'10.0.0.1' (using password: YES)",
      }),
    );
  });
  await tried("@tanstack/query-core and fetch", async () => {
    await add("D", "fetch: 401 Response", "", "refresh", "", () =>
      fetch(at(401, "", { "www-authenticate": 'Bearer realm="x"' })),
    );
    await add("D", "fetch: 403 Response", "", "none", "", () => fetch(at(403, "no")));
    await add("D", "fetch: scope Response", "", "signIn", "none", () =>
      fetch(at(403, "", { "www-authenticate": 'Bearer error="insufficient_scope", scope="orders:write"' })),
    );
    await add("I", "fetch: aborted by time", "", "retryLater", "", () =>
      fetch(base, { signal: AbortSignal.timeout(0) }).catch((error) => error),
    );
    await add("E", "fetch: aborted", "", "none", "", () => fetch(base, { signal: AbortSignal.abort() }));
    await add("E", "fetch: body read twice", "", "none", "", async () => {
      const response = await fetch(at(200, "{}"));
      await response.text();
      return response.text();
    });
  });
  void thrown;
  void port;
}
