/** A seventh set: what the listed providers' packages throw, run from `test/extract`, and ordinary errors of 60 packages more. */
import { createRequire } from "node:module";

const root = createRequire(new URL("../../../package.json", import.meta.url));
const fileOf = (path) => new URL(`../../../node_modules/${path}`, import.meta.url).pathname;
const named = (name, message, more = {}) => Object.assign(new Error(message), { name }, more);

/** @param add - kind, what happens, provider, right actions, acceptable ones, and what throws, or returns, the error */
export async function throwAll({ add, at, sign, base, tried, fetchOf, thrown }) {
  const now = Math.floor(Date.now() / 1000);
  const all = async (rows) => {
    for (const row of rows) await add(...row);
  };
  const fetchBefore = globalThis.fetch;

  await tried("acs", async () => {
    const { ChatClient } = await import("@azure/communication-chat");
    const { AzureCommunicationTokenCredential } = await import("@azure/communication-common");
    const { createHttpHeaders } = await import("@azure/core-rest-pipeline");
    const token = sign({ exp: now + 3600 }, "k");
    const chat = (status, body) => async () => {
      const client = new ChatClient(
        "https://contoso.communication.azure.com",
        new AzureCommunicationTokenCredential(token),
        {
          retryOptions: { maxRetries: 0 },
          httpClient: {
            sendRequest: async (request) => ({
              request,
              status,
              headers: createHttpHeaders({ "content-type": "application/json" }),
              bodyAsText: JSON.stringify(body),
            }),
          },
        },
      );
      for await (const each of client.listChatThreads()) return each;
    };
    const say = (code, message) => ({ error: { code, message } });
    await all([
      ["I", "acs chat: rate", "acs", "retryLater", "", chat(429, say("TooManyRequests", "Rate limit exceeded"))],
      [
        "I",
        "acs chat: down",
        "acs",
        "retryLater",
        "",
        chat(503, say("ServiceUnavailable", "The service is temporarily unavailable.")),
      ],
      [
        "A",
        "acs chat: not in the thread",
        "acs",
        "none",
        "",
        chat(403, say("Forbidden", "Permissions check has failed.")),
      ],
      [
        "D",
        "acs chat: too large",
        "acs",
        "none",
        "",
        chat(413, say("RequestEntityTooLarge", "The message is too large")),
      ],
      ["D", "acs chat: bad topic", "acs", "none", "", chat(400, say("BadRequest", "Topic must not be empty"))],
      ["G", "acs chat: no body", "acs", "refresh", "fixConfig", chat(401, {})],
      [
        "J",
        "acs refresher: expired",
        "acs",
        "fixConfig|retryLater|fixClock",
        "",
        () =>
          new AzureCommunicationTokenCredential({
            tokenRefresher: async () => sign({ exp: now - 60 }, "k"),
          }).getToken(),
      ],
      [
        "J",
        "acs refresher: empty",
        "acs",
        "fixConfig",
        "",
        () => new AzureCommunicationTokenCredential({ tokenRefresher: async () => "" }).getToken(),
      ],
      [
        "J",
        "acs credential: disposed",
        "acs",
        "fixConfig|none|rejoin",
        "",
        async () => {
          const gone = new AzureCommunicationTokenCredential(token);
          gone.dispose();
          return gone.getToken();
        },
      ],
    ]);
  });

  await all([
    [
      "K",
      "agora rtc: no authority",
      "agora",
      "rejoin|refresh",
      "fixConfig",
      () =>
        named("AgoraRTCException", "AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: no authorized", {
          code: "CAN_NOT_GET_GATEWAY_SERVER",
          data: { desc: ["no authorized"] },
        }),
    ],
    [
      "K",
      "agora rtc: invalid token",
      "agora",
      "rejoin|refresh|fixConfig",
      "",
      () =>
        named("AgoraRTCException", "AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: invalid token", {
          code: "CAN_NOT_GET_GATEWAY_SERVER",
        }),
    ],
    [
      "I",
      "agora rtc: the gateway is busy",
      "agora",
      "retryLater",
      "",
      () =>
        named("AgoraRTCException", "AgoraRTCError UNEXPECTED_RESPONSE: SERVER_BUSY", { code: "UNEXPECTED_RESPONSE" }),
    ],
    [
      "I",
      "agora rtc: socket",
      "agora",
      "retryLater",
      "",
      () => named("AgoraRTCException", "AgoraRTCError WS_ERR: websocket connection timeout", { code: "WS_ERR" }),
    ],
    [
      "E",
      "agora rtc: camera",
      "agora",
      "none",
      "",
      () =>
        named("AgoraRTCException", "AgoraRTCError PERMISSION_DENIED: NotAllowedError: Permission denied", {
          code: "PERMISSION_DENIED",
        }),
    ],
    [
      "E",
      "agora rtc: parameter",
      "agora",
      "none|fixConfig",
      "",
      () =>
        named("AgoraRTCException", "AgoraRTCError INVALID_PARAMS: [channel] is invalid", { code: "INVALID_PARAMS" }),
    ],
    [
      "E",
      "agora rtc: operation",
      "agora",
      "none",
      "",
      () =>
        named("AgoraRTCException", "AgoraRTCError INVALID_OPERATION: Can't publish stream, haven't joined yet!", {
          code: "INVALID_OPERATION",
        }),
    ],
    [
      "K",
      "agora rtm 2: expired",
      "agora-rtm",
      "refresh|rejoin",
      "",
      () => ({ error: true, operation: "LoginOperation", reason: "The token is expired.", errorCode: -10009 }),
    ],
    [
      "K",
      "agora rtm 2: invalid",
      "agora-rtm",
      "fixConfig|refresh",
      "rejoin",
      () =>
        named("Error", "[RTM:ERROR] LoginOperation failed due to: Invalid token", {
          code: -10005,
          reason: "Invalid token",
          operation: "LoginOperation",
        }),
    ],
    [
      "K",
      "agora rtm 2: kicked out",
      "agora-rtm",
      "none|rejoin|signIn",
      "",
      () => ({ state: "DISCONNECTED", reason: "SAME_UID_LOGIN", timestamp: 1 }),
    ],
    [
      "J",
      "agora chat: password",
      "agora-chat",
      "signIn",
      "rejoin",
      () => ({ type: 216, message: "the user was kicked by changing password" }),
    ],
    [
      "J",
      "agora chat: another device",
      "agora-chat",
      "none|signIn|rejoin",
      "",
      () => ({ type: 206, message: "the user is already logged on another device" }),
    ],
    ["J", "agora chat: no token", "agora-chat", "rejoin|refresh", "", () => ({ type: 56, message: "token expired" })],
    [
      "J",
      "agora chat: roster",
      "agora-chat",
      "rejoin|refresh|fixConfig|retryLater",
      "",
      () => ({ type: 12, message: "fail to get the token" }),
    ],
    [
      "D",
      "agora chat: group",
      "agora-chat",
      "none",
      "",
      () => ({ type: 605, message: "The chat room dose not exist." }),
    ],
    ["D", "agora chat: muted", "agora-chat", "none", "", () => ({ type: 507, message: "you were muted" })],
  ]);

  await tried("twilio", async () => {
    const voice = root(fileOf("@twilio/voice-sdk/es5/twilio/errors/generated.js"));
    const video = root(fileOf("twilio-video/es5/util/twilio-video-errors.js"));
    const { TwilsockReplyError } = root(fileOf("twilsock/dist/error/twilsockreplyerror.js"));
    await all([
      [
        "K",
        "voice: token",
        "twilio-voice",
        "refresh|fixConfig",
        "rejoin",
        () => new voice.AuthorizationErrors.AccessTokenInvalid("x"),
      ],
      [
        "K",
        "voice: signature",
        "twilio-voice",
        "fixConfig",
        "",
        () => new voice.SignatureValidationErrors.AccessTokenSignatureValidationFailed("x"),
      ],
      [
        "K",
        "voice: jwt too long",
        "twilio-voice",
        "fixConfig",
        "",
        () => new voice.AuthorizationErrors.JWTTokenExpirationTooLongError("x"),
      ],
      [
        "I",
        "voice: rate",
        "twilio-voice",
        "retryLater",
        "",
        () => new voice.AuthorizationErrors.RateExceededError("x"),
      ],
      ["E", "voice: bad request", "twilio-voice", "none|fixConfig", "", () => new voice.ClientErrors.BadRequest("x")],
      ["E", "voice: declined", "twilio-voice", "none", "", () => new voice.SIPServerErrors.Decline("x")],
      [
        "E",
        "voice: microphone",
        "twilio-voice",
        "none",
        "",
        () => new voice.UserMediaErrors.PermissionDeniedError("x"),
      ],
      [
        "E",
        "voice: no microphone",
        "twilio-voice",
        "none",
        "",
        () => new voice.UserMediaErrors.AcquisitionFailedError("x"),
      ],
      ["E", "voice: cancelled", "twilio-voice", "none", "", () => new voice.GeneralErrors.CallCancelledError("x")],
      ["E", "voice: media", "twilio-voice", "none|retryLater", "", () => new voice.MediaErrors.ConnectionError("x")],
      ["K", "video: grants", "twilio-video", "fixConfig", "", () => new video.AccessTokenGrantsInvalidError()],
      ["K", "video: not yet", "twilio-video", "fixClock", "", () => new video.AccessTokenNotYetValidError()],
      ["K", "video: issuer", "twilio-video", "fixConfig", "", () => new video.AccessTokenIssuerInvalidError()],
      ["I", "video: busy", "twilio-video", "retryLater", "", () => new video.SignalingServerBusyError()],
      [
        "I",
        "video: TURN",
        "twilio-video",
        "retryLater|refresh",
        "fixConfig",
        () => new video.ConfigurationAcquireTurnFailedError(),
      ],
      ["E", "video: duplicate", "twilio-video", "none", "", () => new video.ParticipantDuplicateIdentityError()],
      ["E", "video: room completed", "twilio-video", "none", "", () => new video.RoomCompletedError()],
      ["E", "video: room name", "twilio-video", "none|fixConfig", "", () => new video.RoomNameTooLongError()],
      ["E", "video: codec", "twilio-video", "none", "", () => new video.MediaNoSupportedCodecError()],
      ["E", "video: tracks", "twilio-video", "none", "", () => new video.ParticipantMaxTracksExceededError()],
      [
        "K",
        "sync: expired",
        "twilio-sync",
        "refresh",
        "rejoin",
        () =>
          new TwilsockReplyError(
            "Transport failure (401): Token expired",
            { code: 401, description: "Token expired", errorCode: 20104 },
            {},
          ),
      ],
      [
        "E",
        "sync: not found",
        "twilio-sync",
        "none",
        "",
        () => named("SyncError", "Document not found (status: 404, code: 54100)", { status: 404, code: 54100 }),
      ],
      [
        "I",
        "sync: rate",
        "twilio-sync",
        "retryLater",
        "",
        () => named("SyncError", "Too Many Requests (status: 429, code: 54009)", { status: 429, code: 54009 }),
      ],
      [
        "E",
        "conversations: not found",
        "twilio-conversations",
        "none",
        "",
        () => named("Error", "Conversation with SID CH1 is not found."),
      ],
      [
        "K",
        "taskrouter: expired",
        "twilio-taskrouter",
        "refresh",
        "rejoin",
        () =>
          named("TaskRouterError", 'Error on event "token.expired". Token has expired', {
            name: "GATEWAY_DISCONNECTED",
          }),
      ],
      [
        "E",
        "taskrouter: worker",
        "twilio-taskrouter",
        "none",
        "",
        () =>
          named("Error", "Worker WK1 cannot be reserved for task WT1 as it is already reserved", {
            status: 409,
            code: 20409,
          }),
      ],
    ]);
  });

  await tried("livekit", async () => {
    const lk = await import("livekit-client");
    const L = lk.default ?? lk;
    const { TokenVerifier, AccessToken } = await import("livekit-server-sdk");
    const Connection =
      Object.getPrototypeOf(Object.getPrototypeOf(L.ConnectionError.timeout("x"))).constructor && L.ConnectionError;
    await all([
      [
        "K",
        "livekit: refused",
        "livekit",
        "refresh|rejoin|fixConfig",
        "",
        () => Connection.notAllowed("could not establish signal connection: invalid token", 401),
      ],
      [
        "K",
        "livekit: no right",
        "livekit",
        "none|fixConfig",
        "",
        () => Connection.notAllowed("could not establish signal connection: no permissions to access the room", 403),
      ],
      [
        "I",
        "livekit: timeout",
        "livekit",
        "retryLater",
        "",
        () => Connection.timeout("room connection has timed out (signal)"),
      ],
      [
        "I",
        "livekit: unreachable",
        "livekit",
        "retryLater",
        "",
        () => Connection.serverUnreachable("could not establish signal connection", 0),
      ],
      [
        "I",
        "livekit: internal",
        "livekit",
        "retryLater",
        "",
        () =>
          Connection.internal("Encountered unknown websocket error during connection: [object Event]", { status: 500 }),
      ],
      ["E", "livekit: cancelled", "livekit", "none", "", () => Connection.cancelled("Client initiated disconnect")],
      [
        "E",
        "livekit: publish",
        "livekit",
        "none",
        "",
        () => new L.PublishTrackError("participant is not allowed to publish", 403),
      ],
      ["E", "livekit: device", "livekit", "none", "", () => new L.DeviceUnsupportedError()],
      [
        "E",
        "livekit: negotiation",
        "livekit",
        "none|retryLater",
        "",
        () => new L.NegotiationError("negotiation timed out"),
      ],
      ["E", "livekit: state", "livekit", "none", "", () => new L.UnexpectedConnectionState("room is not connected")],
      [
        "H",
        "livekit server: expired",
        "livekit",
        "refresh",
        "",
        async () => {
          const made = new AccessToken("APIx", "s".repeat(40), { identity: "a", ttl: -100 });
          return new TokenVerifier("APIx", "s".repeat(40)).verify(await made.toJwt());
        },
      ],
      [
        "H",
        "livekit server: other key",
        "livekit",
        "fixConfig",
        "",
        async () =>
          new TokenVerifier("APIx", "s".repeat(40)).verify(
            await new AccessToken("APIy", "s".repeat(40), { identity: "a" }).toJwt(),
          ),
      ],
    ]);
  });

  await tried("msal", async () => {
    const m = await import("@azure/msal-browser");
    const e =
      (Class, code, ...args) =>
      () =>
        new m[Class](code, "correlation", ...args);
    await all([
      [
        "J",
        "msal: login",
        "msal",
        "signIn",
        "",
        e(
          "InteractionRequiredAuthError",
          "login_required",
          "AADSTS50058: A silent sign-in request was sent but no user is signed in.",
        ),
      ],
      [
        "J",
        "msal: consent",
        "msal",
        "signIn",
        "fixConfig",
        e(
          "InteractionRequiredAuthError",
          "consent_required",
          "AADSTS65001: The user or administrator has not consented",
          "consent_required",
        ),
      ],
      [
        "J",
        "msal: conditional access",
        "msal",
        "signIn",
        "",
        e(
          "InteractionRequiredAuthError",
          "invalid_grant",
          "AADSTS53000: Device is not in required device state: compliant.",
          "message_only",
        ),
      ],
      [
        "J",
        "msal: reply address",
        "msal",
        "fixConfig",
        "",
        e(
          "ServerError",
          "invalid_request",
          "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application",
        ),
      ],
      [
        "J",
        "msal: scope",
        "msal",
        "fixConfig",
        "",
        e("ServerError", "invalid_scope", "AADSTS70011: The provided request must include a 'scope' input parameter."),
      ],
      [
        "J",
        "msal: resource",
        "msal",
        "fixConfig",
        "",
        e(
          "ServerError",
          "invalid_resource",
          "AADSTS500011: The resource principal named api://x was not found in the tenant",
        ),
      ],
      [
        "I",
        "msal: throttled",
        "msal",
        "retryLater",
        "",
        e("ServerError", "temporarily_unavailable", "AADSTS90033: A transient error has occurred. Please try again."),
      ],
      ["I", "msal: offline", "msal", "retryLater", "", e("BrowserAuthError", "no_network_connectivity")],
      ["J", "msal: popup", "msal", "signIn|none", "fixConfig", e("BrowserAuthError", "popup_window_error")],
      ["J", "msal: cancelled", "msal", "signIn|none", "", e("BrowserAuthError", "user_cancelled")],
      ["J", "msal: state", "msal", "signIn", "fixConfig", e("ClientAuthError", "state_mismatch")],
      [
        "J",
        "msal: unwrapped",
        "",
        "signIn",
        "",
        () =>
          named(
            "Error",
            "invalid_grant: AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed.",
            { cause: { error: "invalid_grant", suberror: "bad_token", error_codes: [50173] } },
          ),
      ],
    ]);
  });

  await tried("firebase", async () => {
    const { initializeApp } = await import("@firebase/app");
    // Firebase keeps the fetch that it finds when it is loaded.
    globalThis.fetch = (...asked) => fetchNow(...asked);
    let fetchNow = fetchBefore;
    const auth = await import("@firebase/auth");
    globalThis.fetch = fetchBefore;
    const app = auth.initializeAuth(initializeApp({ apiKey: "AIx", projectId: "p", authDomain: "p.firebaseapp.com" }), {
      persistence: auth.inMemoryPersistence,
    });
    const say =
      (message, status = 400) =>
      async () => {
        fetchNow = fetchOf(status, { error: { code: status, message, errors: [{ message }] } });
        return auth.signInWithEmailAndPassword(app, "a@example.com", "x");
      };
    await all([
      ["J", "firebase: user disabled", "firebase", "signIn", "none", say("USER_DISABLED")],
      ["J", "firebase: token expired", "firebase", "signIn", "", say("TOKEN_EXPIRED")],
      ["J", "firebase: api key", "firebase", "fixConfig", "", say("API key not valid. Please pass a valid API key.")],
      ["J", "firebase: operation", "firebase", "fixConfig", "", say("OPERATION_NOT_ALLOWED")],
      ["J", "firebase: mismatch", "firebase", "fixConfig", "", say("CREDENTIAL_MISMATCH")],
      [
        "I",
        "firebase: attempts",
        "firebase",
        "retryLater",
        "",
        say("TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account has been temporarily disabled"),
      ],
      ["J", "firebase: credentials", "firebase", "signIn|none", "", say("INVALID_LOGIN_CREDENTIALS")],
      [
        "E",
        "firebase: weak password",
        "firebase",
        "none",
        "signIn",
        say("WEAK_PASSWORD : Password should be at least 6 characters"),
      ],
      ["E", "firebase: taken", "firebase", "none", "", say("EMAIL_EXISTS")],
      ["E", "firebase: no e-mail", "firebase", "none", "", say("MISSING_EMAIL")],
      [
        "I",
        "firebase: offline",
        "firebase",
        "retryLater",
        "",
        async () => {
          fetchNow = async () => Promise.reject(new TypeError("Failed to fetch"));
          return auth.signInWithEmailAndPassword(app, "a@example.com", "x");
        },
      ],
      [
        "L",
        "firestore: unauthenticated",
        "firebase",
        "refresh|signIn",
        "",
        () =>
          named("FirebaseError", "The request does not have valid authentication credentials for the operation.", {
            code: "unauthenticated",
          }),
      ],
      [
        "L",
        "firestore: denied",
        "firebase",
        "none",
        "",
        () => named("FirebaseError", "Missing or insufficient permissions.", { code: "permission-denied" }),
      ],
      [
        "I",
        "firestore: quota",
        "firebase",
        "retryLater",
        "",
        () => named("FirebaseError", "Quota exceeded.", { code: "resource-exhausted" }),
      ],
      [
        "E",
        "firestore: index",
        "firebase",
        "none|fixConfig",
        "",
        () =>
          named(
            "FirebaseError",
            "The query requires an index. You can create it here: https://console.firebase.google.com/x",
            { code: "failed-precondition" },
          ),
      ],
      [
        "E",
        "storage: not found",
        "firebase",
        "none",
        "",
        () =>
          named("FirebaseError", "Firebase Storage: Object 'a.png' does not exist. (storage/object-not-found)", {
            code: "storage/object-not-found",
            status_: 404,
          }),
      ],
      [
        "J",
        "storage: unauthenticated",
        "firebase",
        "refresh|signIn",
        "",
        () =>
          named(
            "FirebaseError",
            "Firebase Storage: User is not authenticated, please authenticate using Firebase Authentication and try again. (storage/unauthenticated)",
            { code: "storage/unauthenticated" },
          ),
      ],
      [
        "J",
        "messaging: permission",
        "firebase",
        "none",
        "",
        () =>
          named(
            "FirebaseError",
            "Messaging: The notification permission was not granted and blocked instead. (messaging/permission-blocked).",
            { code: "messaging/permission-blocked" },
          ),
      ],
      [
        "J",
        "functions: unauthenticated",
        "firebase",
        "refresh|signIn",
        "",
        () => named("FirebaseError", "Unauthenticated", { code: "functions/unauthenticated" }),
      ],
      [
        "J",
        "app check",
        "firebase",
        "fixConfig|refresh",
        "retryLater",
        () =>
          named(
            "FirebaseError",
            "AppCheck: Requests throttled due to 403 error. Attempts allowed again after 01d:00m:00s (appCheck/throttled).",
            { code: "appCheck/throttled" },
          ),
      ],
    ]);
  });

  await tried("supabase", async () => {
    const { GoTrueClient } = await import("@supabase/auth-js");
    const { PostgrestClient } = await import("@supabase/postgrest-js");
    const client = (status, body) =>
      new GoTrueClient({
        url: "https://p.supabase.co/auth/v1",
        fetch: fetchOf(status, body),
        persistSession: false,
        autoRefreshToken: false,
      });
    const refresh = (status, body) => async () =>
      (await client(status, body).refreshSession({ refresh_token: "r" })).error;
    const signIn = (status, body) => async () =>
      (await client(status, body).signInWithPassword({ email: "a@example.com", password: "x" })).error;
    const rest = (status, body) => async () =>
      (
        await new PostgrestClient("https://p.supabase.co/rest/v1", { fetch: fetchOf(status, body) })
          .from("todos")
          .select()
      ).error;
    await all([
      [
        "J",
        "supabase: used twice",
        "supabase",
        "signIn",
        "",
        refresh(400, { code: "refresh_token_already_used", message: "Invalid Refresh Token: Already Used" }),
      ],
      [
        "J",
        "supabase: session gone",
        "supabase",
        "signIn",
        "",
        refresh(403, { code: "session_not_found", message: "Session from session_id claim in JWT does not exist" }),
      ],
      [
        "J",
        "supabase: jwt",
        "supabase",
        "refresh|fixConfig",
        "signIn",
        refresh(403, { code: "bad_jwt", message: "invalid JWT: unable to parse or verify signature" }),
      ],
      [
        "I",
        "supabase: rate",
        "supabase",
        "retryLater",
        "",
        signIn(429, { code: "over_request_rate_limit", message: "Request rate limit reached" }),
      ],
      [
        "J",
        "supabase: e-mail",
        "supabase",
        "signIn|none",
        "",
        signIn(400, { code: "email_not_confirmed", message: "Email not confirmed" }),
      ],
      [
        "J",
        "supabase: provider",
        "supabase",
        "fixConfig",
        "",
        signIn(400, { code: "provider_disabled", message: "Unsupported provider: provider is not enabled" }),
      ],
      [
        "E",
        "supabase: taken",
        "supabase",
        "none",
        "",
        signIn(422, { code: "user_already_exists", message: "User already registered" }),
      ],
      [
        "E",
        "supabase: weak",
        "supabase",
        "none",
        "",
        signIn(422, {
          code: "weak_password",
          message: "Password should be at least 6 characters.",
          weak_password: { reasons: ["length"] },
        }),
      ],
      [
        "I",
        "supabase: 500",
        "supabase",
        "retryLater",
        "",
        signIn(500, { code: "unexpected_failure", message: "Database error querying schema" }),
      ],
      [
        "J",
        "supabase: key",
        "supabase",
        "fixConfig",
        "",
        signIn(401, {
          message: "Invalid API key",
          hint: "Double check your Supabase `anon` or `service_role` API key.",
        }),
      ],
      [
        "L",
        "postgrest: secret",
        "supabase",
        "fixConfig",
        "refresh",
        rest(401, { code: "PGRST301", message: "JWSError JWSInvalidSignature" }),
      ],
      [
        "L",
        "postgrest: no jwt",
        "supabase",
        "fixConfig|refresh",
        "signIn",
        rest(401, { code: "PGRST302", message: "Anonymous access is disabled" }),
      ],
      [
        "E",
        "postgrest: rows",
        "supabase",
        "none",
        "",
        rest(406, {
          code: "PGRST116",
          message: "JSON object requested, multiple (or no) rows returned",
          details: "The result contains 0 rows",
        }),
      ],
      [
        "E",
        "postgrest: table",
        "supabase",
        "none",
        "",
        rest(404, { code: "PGRST205", message: "Could not find the table 'public.tokens' in the schema cache" }),
      ],
      [
        "E",
        "postgrest: unique",
        "supabase",
        "none",
        "",
        rest(409, { code: "23505", message: 'duplicate key value violates unique constraint "sessions_pkey"' }),
      ],
    ]);
  });

  await tried("cognito", async () => {
    const { CognitoIdentityProviderClient, InitiateAuthCommand } =
      await import("@aws-sdk/client-cognito-identity-provider");
    const { STSClient, GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
    const credentials = { accessKeyId: "A", secretAccessKey: "s" };
    const auth =
      (type, message, status = 400) =>
      () =>
        new CognitoIdentityProviderClient({
          region: "eu-west-1",
          endpoint: at(status, { __type: type, message }, { "content-type": "application/x-amz-json-1.1" }),
          maxAttempts: 1,
          credentials,
        }).send(
          new InitiateAuthCommand({
            AuthFlow: "REFRESH_TOKEN_AUTH",
            ClientId: "c",
            AuthParameters: { REFRESH_TOKEN: "r" },
          }),
        );
    const sts =
      (code, message, status = 403) =>
      () =>
        new STSClient({
          region: "eu-west-1",
          endpoint: at(
            status,
            `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
            { "content-type": "text/xml" },
          ),
          maxAttempts: 1,
          credentials,
        }).send(new GetCallerIdentityCommand({}));
    await all([
      [
        "A",
        "cognito: refresh expired",
        "cognito",
        "signIn",
        "",
        auth("NotAuthorizedException", "Refresh Token has expired"),
      ],
      [
        "A",
        "cognito: refresh revoked",
        "cognito",
        "signIn",
        "",
        auth("NotAuthorizedException", "Refresh Token has been revoked"),
      ],
      [
        "A",
        "cognito: hash",
        "cognito",
        "fixConfig",
        "",
        auth("NotAuthorizedException", "SecretHash does not match for the client: c"),
      ],
      [
        "A",
        "cognito: attempts",
        "cognito",
        "retryLater",
        "signIn",
        auth("NotAuthorizedException", "Password attempts exceeded"),
      ],
      ["A", "cognito: disabled", "cognito", "signIn", "", auth("NotAuthorizedException", "User is disabled.")],
      [
        "J",
        "cognito: no pool",
        "cognito",
        "fixConfig",
        "",
        auth("ResourceNotFoundException", "User pool client c does not exist."),
      ],
      [
        "J",
        "cognito: reset",
        "cognito",
        "signIn",
        "",
        auth("PasswordResetRequiredException", "Password reset required for the user"),
      ],
      ["I", "cognito: rate", "cognito", "retryLater", "", auth("TooManyRequestsException", "Rate exceeded")],
      ["I", "cognito: internal", "cognito", "retryLater", "", auth("InternalErrorException", "x", 500)],
      ["E", "cognito: taken", "cognito", "none", "", auth("UsernameExistsException", "User already exists")],
      [
        "E",
        "cognito: code",
        "cognito",
        "none|signIn",
        "",
        auth("CodeMismatchException", "Invalid verification code provided, please try again."),
      ],
      [
        "E",
        "cognito: password",
        "cognito",
        "none",
        "",
        auth("InvalidPasswordException", "Password did not conform with policy: Password not long enough"),
      ],
      [
        "E",
        "cognito: parameter",
        "cognito",
        "none|fixConfig",
        "",
        auth("InvalidParameterException", "Missing required parameter REFRESH_TOKEN"),
      ],
      [
        "L",
        "sts: token",
        "",
        "refresh|fixConfig",
        "",
        sts("InvalidClientTokenId", "The security token included in the request is invalid."),
      ],
      [
        "L",
        "sts: expired",
        "",
        "refresh",
        "",
        sts("ExpiredToken", "The security token included in the request is expired"),
      ],
      [
        "L",
        "sts: denied",
        "",
        "none",
        "",
        sts("AccessDenied", "User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole"),
      ],
      [
        "L",
        "sts: clock",
        "",
        "fixClock",
        "",
        sts(
          "SignatureDoesNotMatch",
          "Signature expired: 20261126T090000Z is now earlier than 20261126T091000Z (20261126T092500Z - 15 min.)",
        ),
      ],
      ["I", "sts: throttled", "", "retryLater", "", sts("Throttling", "Rate exceeded", 400)],
    ]);
  });

  await tried("google", async () => {
    const { OAuth2Client } = await import("google-auth-library");
    const client = (status, body) => async () => {
      const google = new OAuth2Client({
        clientId: "c",
        clientSecret: "s",
        endpoints: { oauth2TokenUrl: at(status, body) },
      });
      google.setCredentials({ refresh_token: "r" });
      return google.getAccessToken();
    };
    await all([
      [
        "J",
        "google: revoked",
        "google",
        "signIn",
        "",
        client(400, { error: "invalid_grant", error_description: "Token has been expired or revoked." }),
      ],
      [
        "J",
        "google: reauth",
        "google",
        "signIn",
        "",
        client(400, {
          error: "invalid_grant",
          error_subtype: "invalid_rapt",
          error_description: "reauth related error (invalid_rapt)",
        }),
      ],
      [
        "J",
        "google: client",
        "google",
        "fixConfig",
        "",
        client(401, { error: "invalid_client", error_description: "Unauthorized" }),
      ],
      [
        "J",
        "google: deleted client",
        "google",
        "fixConfig",
        "",
        client(401, { error: "deleted_client", error_description: "The OAuth client was deleted." }),
      ],
      [
        "J",
        "google: policy",
        "google",
        "fixConfig|signIn",
        "none",
        client(400, {
          error: "admin_policy_enforced",
          error_description: "Access to this app is blocked by your administrator",
        }),
      ],
      [
        "J",
        "google: account",
        "google",
        "signIn",
        "",
        client(400, { error: "invalid_grant", error_description: "Account has been deleted" }),
      ],
      [
        "I",
        "google: rate",
        "google",
        "retryLater",
        "",
        client(403, { error: "rate_limit_exceeded", error_description: "x" }),
      ],
      [
        "L",
        "google api: 401",
        "google",
        "refresh",
        "",
        () =>
          named(
            "GaxiosError",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
            {
              status: 401,
              code: 401,
              response: {
                status: 401,
                data: {
                  error: {
                    code: 401,
                    status: "UNAUTHENTICATED",
                    message: "Request had invalid authentication credentials.",
                  },
                },
              },
            },
          ),
      ],
      [
        "A",
        "google api: scopes",
        "google",
        "signIn|fixConfig",
        "none",
        () =>
          named("GaxiosError", "Request had insufficient authentication scopes.", {
            status: 403,
            response: {
              status: 403,
              data: {
                error: {
                  code: 403,
                  status: "PERMISSION_DENIED",
                  details: [{ reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT" }],
                },
              },
            },
          }),
      ],
      [
        "D",
        "google api: 404",
        "google",
        "none",
        "",
        () =>
          named("GaxiosError", "Requested entity was not found.", {
            status: 404,
            response: { status: 404, data: { error: { code: 404, status: "NOT_FOUND" } } },
          }),
      ],
      [
        "L",
        "google api: disabled",
        "google",
        "fixConfig",
        "none",
        () =>
          named("GaxiosError", "Google Calendar API has not been used in project 1 before or it is disabled.", {
            status: 403,
            response: {
              status: 403,
              data: { error: { code: 403, status: "PERMISSION_DENIED", details: [{ reason: "SERVICE_DISABLED" }] } },
            },
          }),
      ],
    ]);
  });

  await tried("auth0, okta", async () => {
    const a = await import("@auth0/auth0-spa-js");
    const { default: o } = await import("@okta/okta-auth-js");
    const O = o.AuthApiError ? o : await import("@okta/okta-auth-js");
    const api = (errorCode, errorSummary, status) => () =>
      new O.AuthApiError({ errorCode, errorSummary, errorCauses: [] }, { status, responseText: "{}" });
    await all([
      [
        "J",
        "auth0: login",
        "auth0",
        "signIn",
        "",
        () => new a.AuthenticationError("login_required", "Login required", "s"),
      ],
      [
        "J",
        "auth0: mfa",
        "auth0",
        "signIn",
        "",
        () => new a.MfaRequiredError("mfa_required", "Multifactor authentication required", "t"),
      ],
      [
        "A",
        "auth0: unauthorized",
        "auth0",
        "fixConfig",
        "none|signIn",
        () => new a.GenericError("access_denied", 'Client is not authorized to access "https://api.example".'),
      ],
      [
        "J",
        "auth0: grant",
        "auth0",
        "fixConfig",
        "",
        () => new a.GenericError("unauthorized_client", "Grant type 'refresh_token' not allowed for the client."),
      ],
      ["A", "auth0: consent", "auth0", "signIn", "", () => new a.GenericError("consent_required", "Consent required")],
      ["A", "auth0: blocked", "auth0", "signIn|none", "", () => new a.GenericError("unauthorized", "user is blocked")],
      ["I", "auth0: timeout", "auth0", "retryLater", "", () => new a.TimeoutError()],
      [
        "I",
        "auth0: 503",
        "auth0",
        "retryLater",
        "",
        () => new a.GenericError("request_error", "HTTP error. Unable to fetch https://t.auth0.com/oauth/token"),
      ],
      ["L", "auth0: dpop", "auth0", "retryLater|refresh", "fixConfig", () => new a.UseDpopNonceError("n")],
      ["E", "auth0: closed", "auth0", "none|signIn", "", () => new a.PopupCancelledError({})],
      ["J", "okta: factor", "okta", "signIn", "", api("E0000068", "Invalid Passcode/Answer", 403)],
      ["J", "okta: session", "okta", "signIn", "", api("E0000005", "Invalid session", 403)],
      [
        "I",
        "okta: rate",
        "okta",
        "retryLater",
        "",
        api("E0000047", "API call exceeded rate limit due to too many requests.", 429),
      ],
      ["I", "okta: internal", "okta", "retryLater", "", api("E0000009", "Internal Server Error", 500)],
      ["D", "okta: not found", "okta", "none", "", api("E0000007", "Not found: Resource not found: 1 (User)", 404)],
      ["D", "okta: validation", "okta", "none", "", api("E0000001", "Api validation failed: login", 400)],
      [
        "J",
        "okta: access",
        "okta",
        "none|fixConfig",
        "",
        api("E0000006", "You do not have permission to perform the requested action", 403),
      ],
      [
        "J",
        "okta: oauth",
        "okta",
        "signIn",
        "",
        () => new O.OAuthError("login_required", "The client specified not to prompt, but the user is not logged in."),
      ],
      [
        "J",
        "okta: policy",
        "okta",
        "fixConfig",
        "none|signIn",
        () =>
          new O.OAuthError(
            "access_denied",
            "Policy evaluation failed for this request, please check the policy configurations.",
          ),
      ],
      ["J", "okta: clock", "okta", "fixClock", "", () => new O.AuthSdkError("The JWT was issued in the future")],
      [
        "J",
        "okta: expired",
        "okta",
        "refresh",
        "fixClock|signIn",
        () => new O.AuthSdkError("The JWT expired and is no longer valid"),
      ],
      [
        "J",
        "keycloak: client",
        "keycloak",
        "fixConfig",
        "",
        () => ({ error: "unauthorized_client", error_description: "Client secret not provided in request" }),
      ],
      [
        "C",
        "keycloak: idle",
        "keycloak",
        "signIn",
        "",
        () => ({ error: "invalid_grant", error_description: "Offline session not active" }),
      ],
      [
        "C",
        "keycloak: disabled",
        "keycloak",
        "signIn",
        "",
        () => ({ error: "invalid_grant", error_description: "Account disabled" }),
      ],
      [
        "J",
        "keycloak: redirect",
        "keycloak",
        "fixConfig",
        "",
        () => ({ error: "invalid_request", error_description: "Invalid parameter: redirect_uri" }),
      ],
      [
        "A",
        "keycloak: authorization",
        "keycloak",
        "none",
        "fixConfig",
        () => ({ error: "access_denied", error_description: "not_authorized" }),
      ],
      [
        "J",
        "keycloak: audience",
        "keycloak",
        "fixConfig",
        "",
        () => ({ error: "invalid_client", error_description: "Invalid token audience" }),
      ],
      [
        "I",
        "keycloak: timeout",
        "keycloak",
        "retryLater",
        "",
        () => ({ error: "Timeout when waiting for 3rd party check iframe message." }),
      ],
    ]);
  });

  await tried("clerk", async () => {
    const { ClerkAPIResponseError, ClerkRuntimeError } = await import("@clerk/shared/error");
    const { verifyToken } = await import("@clerk/backend");
    const c = (status, code, message) => () =>
      new ClerkAPIResponseError(message, { data: [{ code, message, long_message: message, meta: {} }], status });
    await all([
      ["L", "clerk: signed out", "", "signIn", "refresh", c(401, "signed_out", "You are signed out")],
      ["L", "clerk: session", "", "signIn", "", c(404, "resource_not_found", "Session not found")],
      [
        "L",
        "clerk: password",
        "",
        "signIn|none",
        "",
        c(422, "form_password_incorrect", "Password is incorrect. Try again, or use another method."),
      ],
      [
        "E",
        "clerk: taken",
        "",
        "none",
        "",
        c(422, "form_identifier_exists", "That email address is taken. Please try another."),
      ],
      [
        "E",
        "clerk: pwned",
        "",
        "none",
        "",
        c(422, "form_password_pwned", "Password has been found in an online data breach."),
      ],
      [
        "I",
        "clerk: rate",
        "",
        "retryLater",
        "",
        c(429, "too_many_requests", "Too many requests. Please try again in a bit."),
      ],
      [
        "L",
        "clerk: step-up",
        "",
        "signIn",
        "",
        c(403, "session_reverification_required", "Additional verification is required"),
      ],
      [
        "L",
        "clerk: locked",
        "",
        "signIn|retryLater|none",
        "",
        c(403, "user_locked", "Your account is locked. Try again in 1 hour."),
      ],
      [
        "I",
        "clerk: offline",
        "",
        "retryLater",
        "",
        () => new ClerkRuntimeError("Network request failed while offline", { code: "network_error" }),
      ],
      [
        "H",
        "clerk: expired",
        "",
        "refresh",
        "fixClock|fixConfig",
        async () =>
          verifyToken(
            sign({ exp: now - 999, iat: now - 2000, nbf: now - 2000, sub: "u" }, "s", { alg: "RS256", kid: "k" }),
            { jwtKey: "-----BEGIN PUBLIC KEY-----\nAA\n-----END PUBLIC KEY-----" },
          ),
      ],
    ]);
  });

  await tried("sockets", async () => {
    const { createClient } = await import("graphql-ws");
    const { WebSocketServer, WebSocket } = await import("ws");
    const { Server } = await import("socket.io");
    const { io } = await import("socket.io-client");
    const closed = (code, reason) => async () => {
      const server = new WebSocketServer({ port: 0, handleProtocols: () => "graphql-transport-ws" });
      server.on("connection", (socket) => socket.on("message", () => socket.close(code, reason)));
      const client = createClient({
        url: `ws://127.0.0.1:${server.address().port}`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
        lazy: true,
      });
      try {
        const event = await new Promise((resolve) =>
          client.subscribe({ query: "{a}" }, { next() {}, error: resolve, complete() {} }),
        );
        return { code: event.code, reason: event.reason, wasClean: event.wasClean, type: event.type };
      } finally {
        server.close();
      }
    };
    const refused = (message, data) => async () => {
      const server = new Server(0, { transports: ["websocket"] });
      server.use((_socket, next) => next(Object.assign(new Error(message), data && { data })));
      const client = io(`http://127.0.0.1:${server.httpServer.address().port}`, {
        transports: ["websocket"],
        reconnection: false,
      });
      try {
        return await new Promise((resolve) => client.on("connect_error", resolve));
      } finally {
        client.close();
        server.close();
      }
    };
    await all([
      ["I", "graphql-ws: internal", "graphql-ws", "retryLater", "", closed(4500, "Internal server error")],
      ["G", "graphql-ws: unauthorized", "graphql-ws", "refresh|rejoin", "signIn", closed(4401, "Unauthorized")],
      [
        "G",
        "graphql-ws: forbidden",
        "graphql-ws",
        "refresh|rejoin|none",
        "fixConfig|signIn",
        closed(4403, "Forbidden"),
      ],
      ["D", "graphql-ws: bad request", "graphql-ws", "none", "fixConfig", closed(4400, "Invalid message received")],
      ["E", "graphql-ws: twice", "graphql-ws", "none", "", closed(4409, "Subscriber for 1 already exists")],
      ["L", "socket: 1008", "", "rejoin|refresh", "", closed(1008, "jwt expired")],
      ["L", "socket: 4001", "", "rejoin|refresh", "signIn", closed(4001, "Authentication timeout")],
      ["I", "socket: 1013", "", "retryLater", "", closed(1013, "try again later")],
      ["E", "socket: 1009", "", "none", "", closed(1009, "Max payload size exceeded")],
      ["L", "socket.io: expired", "", "refresh|rejoin", "", refused("jwt expired")],
      ["L", "socket.io: none", "", "fixConfig|refresh|signIn", "", refused("No token provided", { status: 401 })],
      ["L", "socket.io: session", "", "signIn|refresh", "", refused("Session expired", { code: "SESSION_EXPIRED" })],
      [
        "L",
        "socket.io: not authorized",
        "",
        "refresh|signIn|rejoin|fixConfig",
        "",
        refused("not authorized", { content: "Please retry later" }),
      ],
      ["E", "socket.io: full", "", "none|retryLater", "", refused("Room is full", { code: "ROOM_FULL" })],
      [
        "E",
        "socket.io: version",
        "",
        "none|fixConfig",
        "",
        refused("Client version not supported", { code: "OUTDATED" }),
      ],
    ]);
  });

  await tried("chat and messages", async () => {
    const { default: Ably } = await import("ably");
    const { StreamChat } = await import("stream-chat");
    const { MeetingSessionStatus } = await import("amazon-chime-sdk-js");
    const mqtt = (await import("mqtt")).default;
    const ably = (code, statusCode, message) => () =>
      new Ably.ErrorInfo({ code, statusCode, message, href: `https://help.ably.io/error/${code}` });
    const stream = (status, code, message) => async () => {
      const client = new StreamChat("k", {
        baseURL: at(status, { code, message, StatusCode: status, duration: "0ms", more_info: "x" }),
      });
      client.anonymous = true;
      return client.queryUsers({});
    };
    const chime = (code) => () => {
      const status = new MeetingSessionStatus(code);
      return {
        statusCode: () => code,
        isFailure: () => status.isFailure(),
        isTerminal: () => status.isTerminal(),
        _statusCode: code,
        name: "MeetingSessionStatus",
        message: String(status),
      };
    };
    await all([
      ["K", "ably: capability", "ably", "fixConfig", "none", ably(40160, 401, "action not permitted, app = a")],
      ["K", "ably: revoked", "ably", "signIn|refresh", "fixConfig", ably(40141, 401, "Token revoked")],
      ["K", "ably: renew", "ably", "fixConfig", "", ably(40171, 401, "no way to renew the authentication token")],
      [
        "I",
        "ably: disconnected",
        "ably",
        "retryLater",
        "",
        ably(80003, 400, "Connection to server temporarily unavailable"),
      ],
      ["I", "ably: rate", "ably", "retryLater", "", ably(42910, 429, "rate limit exceeded; unable to publish message")],
      ["E", "ably: bad name", "ably", "none", "", ably(40010, 400, "Invalid channel name")],
      [
        "E",
        "ably: detached",
        "ably",
        "none|retryLater",
        "",
        ably(90001, 400, "Channel operation failed as channel state is detached"),
      ],
      [
        "K",
        "stream: expired",
        "stream",
        "refresh",
        "",
        stream(401, 40, 'GetOrCreate failed with error: "JWTAuth error: token is expired (exp)"'),
      ],
      ["K", "stream: signature", "stream", "fixConfig", "", stream(401, 43, "JWTAuth error: signature is invalid")],
      ["I", "stream: rate", "stream", "retryLater", "", stream(429, 9, "Too many requests for user a")],
      [
        "E",
        "stream: input",
        "stream",
        "none",
        "",
        stream(400, 4, 'QueryUsers failed with error: "filter_conditions is a required field"'),
      ],
      ["E", "stream: right", "stream", "none", "", stream(403, 17, "User is not allowed to perform action")],
      [
        "K",
        "sendbird: expired",
        "sendbird",
        "refresh",
        "rejoin",
        () => named("SendbirdError", "Session key has expired.", { code: 400309 }),
      ],
      [
        "I",
        "sendbird: ack",
        "sendbird",
        "retryLater",
        "",
        () => named("SendbirdError", "Command received no ack.", { code: 800180 }),
      ],
      [
        "E",
        "sendbird: user",
        "sendbird",
        "none",
        "signIn",
        () => named("SendbirdError", "User not found.", { code: 400201 }),
      ],
      [
        "E",
        "sendbird: parameter",
        "sendbird",
        "none",
        "",
        () => named("SendbirdError", "Invalid parameters.", { code: 800110 }),
      ],
      ["E", "chime: full", "chime", "none", "", chime(4)],
      ["E", "chime: ended", "chime", "none", "", chime(5)],
      [
        "L",
        "mqtt 5: not authorised",
        "",
        "rejoin|refresh",
        "fixConfig",
        () => new mqtt.ErrorWithReasonCode("Connection refused: Not authorized", 135),
      ],
      [
        "L",
        "mqtt 5: password",
        "",
        "rejoin|refresh|fixConfig",
        "",
        () => new mqtt.ErrorWithReasonCode("Connection refused: Bad User Name or Password", 134),
      ],
      [
        "I",
        "mqtt 5: busy",
        "",
        "retryLater",
        "",
        () => new mqtt.ErrorWithReasonCode("Connection refused: Server busy", 137),
      ],
      [
        "E",
        "mqtt 5: topic",
        "",
        "none",
        "",
        () => new mqtt.ErrorWithReasonCode("Publish error: Topic Name invalid", 144),
      ],
      [
        "K",
        "opentok: authentication",
        "opentok",
        "fixConfig|rejoin|refresh",
        "",
        () =>
          named("OT_AUTHENTICATION_ERROR", "Session.connect :: Unable to authenticate token: Invalid token", {
            code: 1004,
          }),
      ],
      [
        "K",
        "opentok: expired",
        "opentok",
        "refresh|rejoin",
        "",
        () => named("OT_AUTHENTICATION_ERROR", "Unable to connect: Token has expired", { code: 1004 }),
      ],
      [
        "E",
        "opentok: device",
        "opentok",
        "none",
        "",
        () =>
          named(
            "OT_USER_MEDIA_ACCESS_DENIED",
            "OT.Publisher Access Denied: Permission Denied: End-user denied permission to hardware devices",
            { code: 1500 },
          ),
      ],
      [
        "E",
        "opentok: not connected",
        "opentok",
        "none|retryLater",
        "",
        () => named("OT_NOT_CONNECTED", "You must be connected to publish", { code: 1010 }),
      ],
      [
        "K",
        "zoom: expired",
        "zoom",
        "refresh|rejoin|fixConfig",
        "",
        () => ({ type: "INVALID_OPERATION", reason: "Signature has expired", errorCode: 200 }),
      ],
      [
        "I",
        "zoom: network",
        "zoom",
        "retryLater",
        "",
        () => ({ type: "JOIN_MEETING_FAILED", reason: "Meeting is not started or network error", errorCode: 1 }),
      ],
      [
        "E",
        "zoom: camera",
        "zoom",
        "none",
        "",
        () => ({ type: "VIDEO_USER_FORBIDDEN_CAPTURE", reason: "Permission denied" }),
      ],
      [
        "K",
        "pusher: auth",
        "pusher",
        "refresh|signIn",
        "",
        () => ({
          type: "AuthError",
          error:
            "Unable to retrieve auth string from channel-authorization endpoint - received status: 401 from /pusher/auth.",
          status: 401,
        }),
      ],
      [
        "I",
        "pusher: over",
        "pusher",
        "retryLater|none|fixConfig",
        "",
        () => ({
          type: "PusherError",
          data: { code: 4004, message: "Over quota: this app has reached its connection limit" },
        }),
      ],
      [
        "J",
        "pusher: app",
        "pusher",
        "fixConfig",
        "",
        () => ({
          type: "PusherError",
          error: {
            type: "PusherError",
            data: { code: 4001, message: "App key x not in this cluster. Did you forget to specify the cluster?" },
          },
        }),
      ],
      [
        "J",
        "centrifuge: getToken",
        "centrifuge",
        "retryLater",
        "",
        () => ({ type: "connectToken", error: { code: 8, message: "Error: Failed to fetch" } }),
      ],
      [
        "K",
        "centrifuge: expired",
        "centrifuge",
        "refresh|rejoin",
        "",
        () => ({ code: 109, message: "token expired", temporary: true }),
      ],
      [
        "K",
        "centrifuge: disconnect",
        "centrifuge",
        "fixConfig|refresh|rejoin",
        "",
        () => ({ code: 3500, reason: "invalid token" }),
      ],
      [
        "E",
        "centrifuge: channel",
        "centrifuge",
        "none",
        "",
        () => ({ code: 102, message: "unknown channel", temporary: false }),
      ],
    ]);
  });

  await tried("rpc and APIs", async () => {
    const { ConnectError, Code } = await import("@connectrpc/connect");
    const grpc = (await import("@grpc/grpc-js")).default;
    const { HubConnectionBuilder, LogLevel } = await import("@microsoft/signalr");
    const { TRPCClientError } = await import("@trpc/client");
    const { default: OpenAI } = await import("openai");
    const { WebClient } = await import("@slack/web-api");
    const { RequestError } = await import("@octokit/request-error");
    const { CombinedError } = await import("@urql/core");
    const { default: axios } = await import("axios");
    const call =
      (code, details, meta = {}) =>
      async () => {
        const definition = {
          a: {
            path: "/s/a",
            requestStream: false,
            responseStream: false,
            requestSerialize: Buffer.from,
            requestDeserialize: String,
            responseSerialize: Buffer.from,
            responseDeserialize: String,
          },
        };
        const server = new grpc.Server();
        const metadata = new grpc.Metadata();
        for (const [name, value] of Object.entries(meta)) metadata.set(name, value);
        server.addService(definition, { a: (_call, answer) => answer({ code, details, metadata }) });
        const port = await new Promise((resolve, reject) =>
          server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error ? reject(error) : resolve(bound),
          ),
        );
        const client = new (grpc.makeGenericClientConstructor(definition, "s"))(
          `127.0.0.1:${port}`,
          grpc.credentials.createInsecure(),
        );
        try {
          return await new Promise((resolve) => client.a("x", (error) => resolve(error)));
        } finally {
          client.close();
          server.forceShutdown();
        }
      };
    const hub = (status, body, headers) => () =>
      new HubConnectionBuilder()
        .withUrl(at(status, body, headers))
        .configureLogging(LogLevel.None)
        .build()
        .start();
    const trpc = (httpStatus, code, message) => () =>
      TRPCClientError.from({ error: { message, code: -32001, data: { code, httpStatus, path: "me" } } });
    const openai = (status, error) => () =>
      new OpenAI({ apiKey: "k", baseURL: at(status, { error }), maxRetries: 0 }).models.list();
    const slack = (body) => () =>
      new WebClient("x", { slackApiUrl: `${at(200, body)}/`, retryConfig: { retries: 0 } }).auth.test();
    const octo =
      (status, message, headers = {}) =>
      () =>
        new RequestError(message, status, {
          request: { method: "GET", url: "https://api.github.com/user", headers: {} },
          response: {
            status,
            url: "https://api.github.com/user",
            headers,
            data: { message, documentation_url: "https://docs.github.com/rest" },
          },
        });
    const web = (status, body, headers) => () => axios.get(at(status, body, headers));
    const wrapped = (inner) => async () => new Error("Could not load profile", { cause: await thrown(inner) });
    await all([
      [
        "L",
        "connect: unauthenticated",
        "",
        "refresh",
        "signIn",
        () => new ConnectError("token has expired", Code.Unauthenticated),
      ],
      ["L", "connect: denied", "", "none", "", () => new ConnectError("not the owner", Code.PermissionDenied)],
      [
        "E",
        "connect: argument",
        "",
        "none",
        "",
        () => new ConnectError("session_id: value is required", Code.InvalidArgument),
      ],
      ["E", "connect: not found", "", "none", "", () => new ConnectError("session 12 not found", Code.NotFound)],
      [
        "L",
        "grpc: unauthenticated",
        "",
        "refresh",
        "signIn",
        call(
          16,
          "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
        ),
      ],
      ["I", "grpc: exhausted", "", "retryLater", "", call(8, "Quota exceeded for quota metric 'Read requests'")],
      ["I", "grpc: deadline", "", "retryLater", "", call(4, "Deadline exceeded after 5s")],
      ["E", "grpc: precondition", "", "none", "", call(9, "The account has open invoices")],
      ["E", "grpc: exists", "", "none", "", call(6, "Token with this name already exists")],
      ["G", "signalr: 401", "", "refresh", "", hub(401, "")],
      ["G", "signalr: 403", "", "none", "", hub(403, "")],
      ["G", "signalr: 503", "", "retryLater", "", hub(503, "")],
      ["E", "signalr: 404", "", "none", "fixConfig", hub(404, "")],
      ["L", "trpc: unauthorized", "", "refresh", "signIn", trpc(401, "UNAUTHORIZED", "UNAUTHORIZED")],
      ["L", "trpc: expired", "", "refresh", "signIn", trpc(401, "UNAUTHORIZED", "Access token expired")],
      ["L", "trpc: forbidden", "", "none", "", trpc(403, "FORBIDDEN", "Admins only")],
      [
        "E",
        "trpc: input",
        "",
        "none",
        "",
        trpc(400, "BAD_REQUEST", JSON.stringify([{ code: "invalid_type", path: ["token"], message: "Required" }])),
      ],
      ["E", "trpc: not found", "", "none", "", trpc(404, "NOT_FOUND", "No session with id 12")],
      ["E", "trpc: conflict", "", "none", "", trpc(409, "CONFLICT", "This login name is taken")],
      ["I", "trpc: too many", "", "retryLater", "", trpc(429, "TOO_MANY_REQUESTS", "Slow down")],
      [
        "L",
        "openai: key",
        "openai",
        "fixConfig",
        "",
        openai(401, {
          message: "Incorrect API key provided: sk-x.",
          type: "invalid_request_error",
          code: "invalid_api_key",
        }),
      ],
      [
        "L",
        "openai: expired",
        "openai",
        "refresh",
        "rejoin",
        openai(401, {
          message: "Your session token has expired. Please generate a new client secret.",
          type: "invalid_request_error",
          code: "token_expired",
        }),
      ],
      [
        "L",
        "openai: quota",
        "openai",
        "none",
        "fixConfig|retryLater",
        openai(429, {
          message: "You exceeded your current quota, please check your plan and billing details.",
          type: "insufficient_quota",
          code: "insufficient_quota",
        }),
      ],
      [
        "E",
        "openai: model",
        "openai",
        "none",
        "fixConfig",
        openai(404, {
          message: "The model `gpt-9` does not exist or you do not have access to it.",
          type: "invalid_request_error",
          code: "model_not_found",
        }),
      ],
      [
        "E",
        "openai: context",
        "openai",
        "none",
        "",
        openai(400, {
          message: "This model's maximum context length is 8192 tokens, however you requested 9000 tokens.",
          type: "invalid_request_error",
          code: "context_length_exceeded",
        }),
      ],
      [
        "E",
        "openai: image",
        "openai",
        "none",
        "",
        openai(400, { message: "Invalid image.", type: "invalid_request_error", code: "image_parse_error" }),
      ],
      ["L", "slack: expired", "", "refresh|signIn", "", slack({ ok: false, error: "token_expired" })],
      [
        "L",
        "slack: scope",
        "",
        "signIn|fixConfig",
        "",
        slack({ ok: false, error: "missing_scope", needed: "chat:write", provided: "users:read" }),
      ],
      ["E", "slack: channel", "", "none", "", slack({ ok: false, error: "channel_not_found" })],
      ["E", "slack: text", "", "none", "", slack({ ok: false, error: "no_text" })],
      ["L", "github: credentials", "", "signIn|refresh|fixConfig", "", octo(401, "Bad credentials")],
      [
        "L",
        "github: rate",
        "",
        "retryLater",
        "",
        octo(403, "API rate limit exceeded for user ID 1.", { "x-ratelimit-remaining": "0" }),
      ],
      ["E", "github: not found", "", "none", "", octo(404, "Not Found")],
      [
        "E",
        "github: exists",
        "",
        "none",
        "",
        octo(
          422,
          'Validation Failed: {"resource":"DeployKey","code":"custom","field":"key","message":"key is already in use"}',
        ),
      ],
      [
        "L",
        "power bi: expired",
        "",
        "refresh",
        "",
        () => ({
          message: "TokenExpired",
          detailedMessage: "Access token has expired, resubmit with a new access token",
          errorCode: "TokenExpired",
          level: 6,
          technicalDetails: { requestId: "1" },
        }),
      ],
      [
        "L",
        "power bi: report",
        "",
        "none|fixConfig",
        "",
        () => ({
          message: "LoadReportFailed",
          detailedMessage: "Fail to get report metadata",
          errorCode: "404",
          level: 6,
        }),
      ],
      [
        "L",
        "web pubsub: stopped",
        "",
        "none|rejoin|refresh|retryLater",
        "",
        () => ({ type: "close", code: 1008, reason: "The access token is invalid.", wasClean: true }),
      ],
      [
        "L",
        "pubnub: grant",
        "",
        "none|fixConfig|refresh",
        "",
        () =>
          named("PubNubError", "REST API request processing error, check status for details", {
            status: {
              error: true,
              category: "PNAccessDeniedCategory",
              statusCode: 403,
              errorData: { message: "Forbidden", payload: { channels: ["a"] }, status: 403 },
            },
          }),
      ],
      [
        "L",
        "pubnub: clock",
        "",
        "fixClock",
        "refresh",
        () =>
          named("PubNubError", "x", {
            status: {
              category: "PNBadRequestCategory",
              statusCode: 400,
              errorData: { message: "Invalid Timestamp", status: 400 },
            },
          }),
      ],
      [
        "G",
        "urql: array",
        "",
        "refresh|signIn",
        "",
        () =>
          new CombinedError({
            graphQLErrors: [
              {
                message: "Context creation failed: invalid or expired session",
                extensions: { code: "UNAUTHENTICATED" },
              },
            ],
          }),
      ],
      [
        "E",
        "urql: input",
        "",
        "none",
        "",
        () =>
          new CombinedError({
            graphQLErrors: [
              {
                message: 'Variable "$token" of required type "String!" was not provided.',
                extensions: { code: "BAD_USER_INPUT" },
              },
            ],
          }),
      ],
      [
        "E",
        "urql: persisted",
        "",
        "none",
        "",
        () =>
          new CombinedError({
            graphQLErrors: [{ message: "PersistedQueryNotFound", extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }],
          }),
      ],
      ["G", "axios in a cause", "", "refresh", "", wrapped(web(401, { message: "Token expired" }))],
      [
        "G",
        "axios, header only",
        "",
        "refresh",
        "",
        web(401, "", {
          "www-authenticate": 'Bearer realm="api", error="invalid_token", error_description="The access token expired"',
        }),
      ],
      [
        "G",
        "axios, a page",
        "",
        "refresh",
        "signIn",
        web(401, "<html><h1>401</h1></html>", { "content-type": "text/html" }),
      ],
      [
        "G",
        "axios, errors[]",
        "",
        "refresh",
        "signIn",
        web(401, { errors: [{ status: "401", title: "Unauthorized", detail: "Your access token has lapsed" }] }),
      ],
      [
        "L",
        "axios, step-up",
        "",
        "signIn",
        "",
        web(401, "", {
          "www-authenticate":
            'Bearer error="insufficient_user_authentication", error_description="A different authentication level is required", acr_values="mfa"',
        }),
      ],
      [
        "L",
        "axios, scope",
        "",
        "signIn|fixConfig|none",
        "",
        web(403, "", { "www-authenticate": 'Bearer error="insufficient_scope", scope="write"' }),
      ],
      [
        "G",
        "aggregate",
        "",
        "refresh",
        "",
        async () =>
          new AggregateError(
            [await thrown(web(404, { message: "not here" })), await thrown(web(401, { message: "jwt expired" }))],
            "All promises were rejected",
          ),
      ],
      [
        "G",
        "array",
        "",
        "refresh",
        "",
        async () => [{ message: "ok" }, { message: "Access token has expired", code: "TOKEN_EXPIRED" }],
      ],
      ["D", "axios 402", "", "none", "", web(402, { message: "Your subscription has expired" })],
      ["D", "axios 404 user", "", "none", "", web(404, { message: "Account not found" })],
      ["D", "axios 409 session", "", "none", "", web(409, { message: "The session was changed in the meantime" })],
      ["D", "axios 410", "", "none", "", web(410, { error: "Gone", message: "The download link has expired" })],
      [
        "D",
        "axios 422",
        "",
        "none",
        "",
        web(422, {
          message: "The login has already been taken.",
          errors: { login: ["The login has already been taken."] },
        }),
      ],
      [
        "D",
        "axios 413",
        "",
        "none",
        "",
        web(413, "<html><h1>413 Request Entity Too Large</h1></html>", { "content-type": "text/html" }),
      ],
      ["D", "axios 400 plain", "", "none", "", web(400, { message: "start must be before end" })],
      ["D", "axios 405", "", "none", "fixConfig", web(405, { detail: 'Method "POST" not allowed.' })],
      [
        "D",
        "axios 415",
        "",
        "none",
        "fixConfig",
        web(415, { detail: 'Unsupported media type "text/plain" in request.' }),
      ],
      ["D", "axios 403 feature", "", "none", "", web(403, { message: "Your plan does not include exports" })],
      ["I", "axios 502", "", "retryLater", "", web(502, "<html>Bad Gateway</html>", { "content-type": "text/html" })],
      [
        "I",
        "axios 529",
        "",
        "retryLater",
        "",
        web(529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } }),
      ],
    ]);
  });

  await tried("jwt libraries", async () => {
    const jose = await import("jose");
    const { default: jsonwebtoken } = await import("jsonwebtoken");
    const { createVerifier } = (await import("fast-jwt")).default ?? (await import("fast-jwt"));
    const { jwtDecode } = await import("jwt-decode");
    const { CognitoJwtVerifier } = await import("aws-jwt-verify");
    const key = new TextEncoder().encode("k".repeat(40));
    const text = "k".repeat(40);
    const verifier = CognitoJwtVerifier.create({ userPoolId: "eu-west-1_x", clientId: "c", tokenUse: "access" });
    await all([
      ["H", "jose: expired", "", "refresh", "fixClock", () => jose.jwtVerify(sign({ exp: now - 60 }, text), key)],
      [
        "H",
        "jose: audience",
        "",
        "fixConfig",
        "",
        () => jose.jwtVerify(sign({ aud: "a" }, text), key, { audience: "b" }),
      ],
      ["H", "jose: signature", "", "fixConfig", "", () => jose.jwtVerify(sign({ aud: "a" }, "other"), key)],
      ["H", "jose: claim", "", "fixConfig", "", () => jose.jwtVerify(sign({}, text), key, { requiredClaims: ["sub"] })],
      [
        "H",
        "jose: too old",
        "",
        "refresh",
        "fixConfig",
        () => jose.jwtVerify(sign({ iat: now - 7200 }, text), key, { maxTokenAge: "1h" }),
      ],
      [
        "H",
        "jose: algorithm",
        "",
        "fixConfig",
        "",
        () => jose.jwtVerify(sign({}, text), key, { algorithms: ["HS512"] }),
      ],
      [
        "H",
        "jose: jwks",
        "",
        "fixConfig",
        "retryLater",
        () => jose.jwtVerify(sign({}, text, { kid: "x" }), jose.createLocalJWKSet({ keys: [] })),
      ],
      [
        "H",
        "jsonwebtoken: expired",
        "",
        "refresh",
        "fixClock",
        () => jsonwebtoken.verify(sign({ exp: now - 60 }, text), text),
      ],
      ["H", "jsonwebtoken: signature", "", "fixConfig", "", () => jsonwebtoken.verify(sign({}, "other"), text)],
      ["H", "jsonwebtoken: malformed", "", "fixConfig", "", () => jsonwebtoken.verify("abc", text)],
      ["H", "jsonwebtoken: none", "", "fixConfig", "", () => jsonwebtoken.verify(undefined, text)],
      [
        "H",
        "jsonwebtoken: issuer",
        "",
        "fixConfig",
        "",
        () => jsonwebtoken.verify(sign({ iss: "a" }, text), text, { issuer: "b" }),
      ],
      [
        "H",
        "jsonwebtoken: subject",
        "",
        "fixConfig",
        "",
        () => jsonwebtoken.verify(sign({ sub: "a" }, text), text, { subject: "b" }),
      ],
      [
        "H",
        "jsonwebtoken: age",
        "",
        "refresh",
        "",
        () => jsonwebtoken.verify(sign({ iat: now - 7200 }, text), text, { maxAge: "1h" }),
      ],
      [
        "H",
        "fast-jwt: inactive",
        "",
        "fixClock",
        "",
        () => createVerifier({ key: text })(sign({ nbf: now + 600 }, text)),
      ],
      ["H", "fast-jwt: key", "", "fixConfig", "", () => createVerifier({ key: text })(sign({}, "other"))],
      [
        "H",
        "fast-jwt: issuer",
        "",
        "fixConfig",
        "",
        () => createVerifier({ key: text, allowedIss: "b" })(sign({ iss: "a" }, text)),
      ],
      ["H", "jwt-decode: text", "", "fixConfig", "", () => jwtDecode("abc")],
      ["H", "jwt-decode: undefined", "", "fixConfig", "", () => jwtDecode(undefined)],
      [
        "H",
        "aws-jwt-verify: issuer",
        "cognito",
        "fixConfig",
        "",
        () => verifier.verifySync(sign({ iss: "a", token_use: "access" }, text, { kid: "1", alg: "RS256" })),
      ],
    ]);
  });

  await tried("node", async () => {
    const fs = await import("node:fs/promises");
    const zlib = await import("node:zlib");
    const crypto = await import("node:crypto");
    const vm = await import("node:vm");
    const dns = await import("node:dns/promises");
    const { promisify, parseArgs } = await import("node:util");
    const { execFile } = await import("node:child_process");
    const { DatabaseSync } = await import("node:sqlite");
    const db = new DatabaseSync(":memory:");
    db.exec("create table sessions (token text primary key, expires_at integer not null)");
    const run = (code) => () => vm.runInThisContext(code);
    await all([
      ["E", "node: no file", "", "none", "", () => fs.readFile("/nowhere/session.json")],
      ["E", "node: a folder", "", "none", "", () => fs.readFile("/tmp")],
      ["E", "node: gzip", "", "none", "", () => zlib.gunzipSync(Buffer.from("x"))],
      ["E", "node: digest", "", "none", "", () => crypto.createHash("md0")],
      [
        "E",
        "node: cipher",
        "",
        "none|fixConfig",
        "",
        () => crypto.createDecipheriv("aes-256-cbc", Buffer.alloc(5), Buffer.alloc(16)),
      ],
      ["E", "node: key", "", "none|fixConfig", "", () => crypto.createPrivateKey("nope")],
      ["E", "node: syntax", "", "none", "", run("let token = ;")],
      ["E", "node: reference", "", "none", "", run("accessToken")],
      ["E", "node: type", "", "none", "", run("null.session")],
      ["E", "node: const", "", "none", "", run("const session = 1; session = 2")],
      ["E", "node: json", "", "none", "", run("JSON.parse('{\"token\":}')")],
      ["E", "node: iterable", "", "none", "", run("const [token] = {}")],
      ["E", "node: class", "", "none", "", run("class Session {} ; Session()")],
      ["E", "node: private", "", "none", "", run("class A { #token; static t(x) { return x.#token } } ; A.t({})")],
      ["E", "node: regexp", "", "none", "", run("new RegExp('(?<token')")],
      ["E", "node: date", "", "none", "", run("new Date('expired').toISOString()")],
      ["E", "node: bigint", "", "none", "", run("1n + 1")],
      ["E", "node: stack", "", "none", "", run("(function auth() { auth() })()")],
      [
        "E",
        "node: arguments",
        "",
        "none",
        "",
        () => parseArgs({ args: ["--token"], options: { token: { type: "string" } } }),
      ],
      ["E", "node: command", "", "none", "", () => promisify(execFile)("nothing-like-this", ["login"])],
      ["E", "node: exit", "", "none", "", () => promisify(execFile)("sh", ["-c", "echo denied >&2; exit 3"])],
      ["E", "node: import", "", "none", "", () => import("./session-store.js")],
      ["E", "node: url", "", "none", "", () => new URL("/login", "nope")],
      ["E", "node: header", "", "none|fixConfig", "", () => new Headers({ "x-session": "a\nb" })],
      ["E", "node: abort", "", "none", "", () => AbortSignal.abort().throwIfAborted()],
      ["E", "node: clone", "", "none", "", () => structuredClone({ refresh: () => undefined })],
      [
        "E",
        "node: body used",
        "",
        "none",
        "",
        async () => {
          const response = new Response("x");
          await response.text();
          return response.text();
        },
      ],
      [
        "E",
        "node: subtle",
        "",
        "none",
        "",
        () => crypto.webcrypto.subtle.decrypt({ name: "AES-GCM", iv: new Uint8Array(12) }, {}, new Uint8Array(3)),
      ],
      [
        "E",
        "sqlite: unique",
        "",
        "none",
        "",
        () => db.exec("insert into sessions values ('a', 1); insert into sessions values ('a', 1)"),
      ],
      ["E", "sqlite: null", "", "none", "", () => db.exec("insert into sessions values ('b', null)")],
      ["E", "sqlite: table", "", "none", "", () => db.prepare("select * from tokens")],
      ["E", "sqlite: syntax", "", "none", "", () => db.prepare("selec token")],
      ["I", "node: lookup", "", "retryLater", "none", () => dns.lookup("idp.invalid")],
    ]);
  });

  await tried("servers and forms", async () => {
    const { default: createError } = await import("http-errors");
    const { default: bodyParser } = await import("body-parser");
    const { Readable } = await import("node:stream");
    const { default: Busboy } = await import("busboy");
    const { errors: formidable } = await import("formidable");
    const body = (parser, text, headers) => () =>
      new Promise((resolve) =>
        parser(
          Object.assign(Readable.from([text]), {
            headers: { "content-length": String(text.length), "content-type": "application/json", ...headers },
            method: "POST",
          }),
          {},
          resolve,
        ),
      );
    await all([
      ["E", "http-errors 404", "", "none", "", () => createError(404, "Session plan not found")],
      ["E", "http-errors 418", "", "none", "", () => createError(418)],
      ["E", "http-errors 428", "", "none", "", () => createError(428, "If-Match required")],
      ["E", "body-parser: large", "", "none", "", body(bodyParser.json({ limit: 3 }), '{"a":1}')],
      ["E", "body-parser: json", "", "none", "", body(bodyParser.json(), '{"token":}')],
      [
        "E",
        "body-parser: charset",
        "",
        "none",
        "",
        body(bodyParser.json(), "{}", { "content-type": "application/json; charset=nope" }),
      ],
      ["E", "busboy: type", "", "none", "", () => Busboy({ headers: { "content-type": "text/plain" } })],
      ["E", "busboy: boundary", "", "none", "", () => Busboy({ headers: { "content-type": "multipart/form-data" } })],
      [
        "E",
        "formidable",
        "",
        "none",
        "",
        () =>
          new formidable.default(
            "options.maxTotalFileSize (1 bytes) exceeded",
            formidable.biggerThanTotalMaxFileSize,
            413,
          ),
      ],
    ]);
  });

  await tried("pglite", async () => {
    const { PGlite } = await import("@electric-sql/pglite");
    const pg = new PGlite();
    await pg.exec(
      "create table sessions (id serial primary key, token varchar(3) unique not null, user_id int); create table users (id int primary key)",
    );
    const q = (sql) => () => pg.query(sql);
    await all([
      ["E", "postgres: column", "", "none", "", q("select access_token from sessions")],
      ["E", "postgres: table", "", "none", "", q("select * from refresh_tokens")],
      ["E", "postgres: not null", "", "none", "", q("insert into sessions (user_id) values (1)")],
      ["E", "postgres: length", "", "none", "", q("insert into sessions (token) values ('abcd')")],
      ["E", "postgres: type", "", "none", "", q("select * from sessions where id = 'x'")],
      ["E", "postgres: syntax", "", "none", "", q("select token frm sessions where")],
      ["E", "postgres: function", "", "none", "", q("select auth_uid()")],
      ["E", "postgres: role", "", "none|fixConfig", "", q("set role nobody_here")],
      ["E", "postgres: zero", "", "none", "", q("select 1/0")],
    ]);
  });

  await tried("schemas", async () => {
    const { Schema } = await import("effect");
    const runtypes = await import("runtypes");
    const { default: vine } = await import("@vinejs/vine");
    const { Validator } = await import("jsonschema");
    const { Value } = await import("@sinclair/typebox/value");
    const { Type } = await import("@sinclair/typebox");
    await all([
      [
        "E",
        "effect schema",
        "",
        "none",
        "",
        () => Schema.decodeUnknownSync(Schema.Struct({ token: Schema.String }))({}),
      ],
      ["E", "runtypes", "", "none", "", () => runtypes.Object({ token: runtypes.String }).check({ token: 1 })],
      [
        "E",
        "vine",
        "",
        "none",
        "",
        () =>
          vine.validate({
            schema: vine.object({ refreshToken: vine.string(), email: vine.string().email() }),
            data: { email: "x" },
          }),
      ],
      [
        "E",
        "jsonschema",
        "",
        "none",
        "",
        () =>
          new Validator().validate(
            { session: 1 },
            { type: "object", properties: { session: { type: "string" } }, required: ["token"] },
            { throwAll: true },
          ),
      ],
      [
        "E",
        "typebox",
        "",
        "none",
        "",
        () => Value.Decode(Type.Object({ expires_in: Type.Number() }), { expires_in: "x" }),
      ],
    ]);
  });

  await tried("builders and languages", async () => {
    const babel = await import("@babel/core");
    const { minify } = await import("terser");
    const yaml = (await import("js-yaml")).default ?? (await import("js-yaml"));
    const { compile } = await import("@mdx-js/mdx");
    const { Liquid } = await import("liquidjs");
    const Mustache = (await import("mustache")).default;
    const { parseStringPromise } = (await import("xml2js")).default;
    const webpack = (await import("webpack")).default;
    const { IntlMessageFormat } = await import("intl-messageformat");
    const cron = await import("cron-parser");
    await all([
      ["E", "babel", "", "none", "", () => babel.transformSync("const token = <div>", { configFile: false })],
      ["E", "terser", "", "none", "", () => minify("function auth( {")],
      ["E", "yaml", "", "none", "", () => yaml.load("a: [token\nb: 1")],
      ["E", "mdx", "", "none", "", () => compile("<Login>{</Login>")],
      [
        "E",
        "liquid",
        "",
        "none",
        "",
        () => new Liquid({ strictVariables: true }).parseAndRender("{{ session.token }}", {}),
      ],
      ["E", "liquid: tag", "", "none", "", () => new Liquid().parseAndRender("{% if token %}")],
      ["E", "mustache", "", "none", "", () => Mustache.render("{{#session}}", {})],
      ["E", "xml", "", "none", "", () => parseStringPromise("<token><session></token>")],
      ["E", "webpack: options", "", "none|fixConfig", "", () => webpack({ entryy: "./auth.js" })],
      ["E", "messages", "", "none", "", () => new IntlMessageFormat("{n, plural, one {session}", "en").format({})],
      ["E", "messages: value", "", "none", "", () => new IntlMessageFormat("Hello {token}", "en").format({})],
      ["E", "cron", "", "none", "", () => cron.CronExpressionParser.parse("61 * * * *")],
    ]);
  });

  await tried("files and numbers", async () => {
    const { default: JSZip } = await import("jszip");
    const { PDFDocument } = await import("pdf-lib");
    const { default: AdmZip } = await import("adm-zip");
    const { parsePhoneNumberWithError } = await import("libphonenumber-js");
    const { default: Decimal } = await import("decimal.js");
    const { format } = await import("date-fns");
    const { DateTime, Settings } = await import("luxon");
    Settings.throwOnInvalid = true;
    await all([
      ["E", "zip", "", "none", "", () => JSZip.loadAsync("not a zip")],
      ["E", "pdf", "", "none", "", () => PDFDocument.load(new Uint8Array([1, 2, 3]))],
      ["E", "zip 2", "", "none", "", () => new AdmZip(Buffer.from("x"))],
      ["E", "phone", "", "none", "", () => parsePhoneNumberWithError("12")],
      ["E", "decimal", "", "none", "", () => new Decimal("x")],
      ["E", "date-fns", "", "none", "", () => format(new Date(NaN), "P")],
      ["E", "date-fns: letters", "", "none", "", () => format(new Date(), "YYYY")],
      ["E", "luxon", "", "none", "", () => DateTime.fromISO("expired")],
    ]);
  });

  await tried("state and screens", async () => {
    const { createStore, combineReducers } = await import("@reduxjs/toolkit");
    const { produce } = await import("immer");
    const mobx = await import("mobx");
    const { createActor, createMachine } = await import("xstate");
    const { createRouter, createMemoryHistory } = await import("vue-router");
    const { createMemoryRouter } = await import("react-router");
    const { JSDOM } = await import("jsdom");
    const { getByText } = await import("@testing-library/dom");
    const { expect } = await import("expect");
    const { default: sinon } = await import("sinon");
    const { default: pTimeout } = await import("p-timeout");
    const { execa } = await import("execa");
    const { Command } = await import("commander");
    const { document } = new JSDOM("<p>Sign in</p>").window;
    await all([
      ["E", "redux", "", "none", "", () => createStore(() => ({})).dispatch({})],
      ["E", "immer", "", "none", "", () => produce({ token: 1 }, (draft) => ((draft.token = 2), { token: 3 }))],
      ["E", "mobx", "", "none", "", () => mobx.makeObservable({ token: 1 }, { session: mobx.observable })],
      [
        "E",
        "xstate",
        "",
        "none",
        "",
        () => createActor(createMachine({ initial: "loggedIn", states: { a: {} } })).start(),
      ],
      [
        "E",
        "vue-router",
        "",
        "none",
        "",
        () => createRouter({ history: createMemoryHistory(), routes: [] }).push({ name: "login" }),
      ],
      [
        "E",
        "react-router",
        "",
        "none",
        "",
        async () => {
          const router = createMemoryRouter([{ path: "/", element: null }], { initialEntries: ["/sessions/1"] });
          router.initialize();
          return Object.values(router.state.errors)[0];
        },
      ],
      ["E", "dom: selector", "", "none", "", () => document.querySelector("[token")],
      ["E", "dom: hierarchy", "", "none", "", () => document.body.append(document)],
      ["E", "testing library", "", "none", "", () => getByText(document.body, "Sign out")],
      ["E", "expect", "", "none", "", () => expect({ token: "a" }).toEqual({ token: "b" })],
      ["E", "sinon", "", "none", "", () => sinon.assert.calledOnce(sinon.spy())],
      ["I", "p-timeout", "", "retryLater", "none", () => pTimeout(new Promise(() => {}), { milliseconds: 5 })],
      ["E", "execa", "", "none", "", () => execa("sh", ["-c", "exit 2"])],
      [
        "E",
        "commander",
        "",
        "none",
        "",
        () =>
          new Command()
            .exitOverride()
            .configureOutput({ writeErr() {} })
            .requiredOption("--api-key <key>")
            .parse(["node", "x"]),
      ],
      [
        "E",
        "commander: unknown",
        "",
        "none",
        "",
        () =>
          new Command()
            .exitOverride()
            .configureOutput({ writeErr() {} })
            .parse(["node", "x", "--session"]),
      ],
    ]);
  });

  await tried("stores and payments", async () => {
    await import("fake-indexeddb/auto");
    const { default: Dexie } = await import("dexie");
    const { default: PouchDB } = await import("pouchdb-core");
    const memory = (await import("pouchdb-adapter-memory")).default;
    const { createPublicClient, http, parseEther } = await import("viem");
    const { mainnet } = await import("viem/chains");
    PouchDB.plugin(memory);
    const pouch = new PouchDB("sessions", { adapter: "memory" });
    await pouch.put({ _id: "a" });
    const rpc = (status, body) => () =>
      createPublicClient({ chain: mainnet, transport: http(at(status, body), { retryCount: 0 }) }).getBlockNumber();
    await all([
      [
        "E",
        "dexie",
        "",
        "none",
        "",
        async () => {
          const db = new Dexie("d");
          db.version(1).stores({ tokens: "id" });
          await db.table("tokens").add({ id: 1 });
          return db.table("tokens").add({ id: 1 });
        },
      ],
      ["E", "dexie: table", "", "none", "", () => new Dexie("e").table("sessions")],
      ["E", "pouchdb: conflict", "", "none", "", () => pouch.put({ _id: "a" })],
      ["E", "pouchdb: missing", "", "none", "", () => pouch.get("token")],
      ["E", "viem: units", "", "none", "", () => parseEther("x")],
      [
        "L",
        "viem: 401",
        "",
        "fixConfig|refresh",
        "",
        rpc(401, { jsonrpc: "2.0", id: 1, error: { code: -32600, message: "Must be authenticated!" } }),
      ],
      [
        "I",
        "viem: limit",
        "",
        "retryLater",
        "",
        rpc(429, {
          jsonrpc: "2.0",
          id: 1,
          error: { code: -32005, message: "daily request count exceeded, request rate limited" },
        }),
      ],
    ]);
  });
  void base;
}
