/**
 * Errors made by the vendors' own packages: the hand-written shapes of `cases/` are only as good as these.
 */
import { createRequire } from "node:module";
import { AzureCommunicationTokenCredential, RestError } from "@azure/communication-common";
import { TwilioError } from "@twilio/voice-sdk";
import axios from "axios";
import ky from "ky";
import { ConnectionError, DisconnectReason, UnexpectedConnectionState } from "livekit-client";
import * as oauth from "oauth4webapi";
import { ErrorResponse, ErrorTimeout } from "oidc-client-ts";
import { SyncClient } from "twilio-sync";
import { Client as ConversationsClient } from "@twilio/conversations";
import { describe, expect, test } from "vitest";
import { CATALOG, diagnoseError, type DiagnoseErrorOptions } from "../../../src/diagnose.ts";
import { namesOf } from "../../../src/diagnose/error/table.ts";
import { EXPIRED, inWords, NOW } from "./cases/case.ts";
import { deadAddress, httpServer, twilsockServer } from "./servers.ts";

const require = createRequire(import.meta.url);
const of = (error: unknown, options?: DiagnoseErrorOptions): string =>
  inWords(diagnoseError(error, { now: NOW, ...options }));
const thrownBy = async (run: () => unknown): Promise<unknown> => {
  try {
    await run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};
const json = (status: number, body: object, headers: Record<string, string> = {}) =>
  httpServer((_, answer) =>
    answer.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body)),
  );
const silence = () => httpServer(() => {});
const html = () =>
  httpServer((_, answer) => answer.setHeader("content-type", "text/html").end("<!DOCTYPE html><p>Sign in"));

describe("fetch of Node", () => {
  test("answers", async () => {
    expect(of(await fetch(await json(401, {})))).toBe("http 401 refresh>signIn");
    expect(of(await fetch(await json(403, {})))).toBe("http 403 none");
    expect(of(await fetch(await json(503, {})))).toBe("http 503 retryLater");
    expect(of(await fetch(await html()))).toBe("http html fixConfig");
    const challenge = { "www-authenticate": 'Bearer realm="api", error="invalid_token"' };
    expect(of(await fetch(await json(401, {}, challenge)))).toBe("oauth invalid_token refresh>signIn");
  });

  test("no answer", async () => {
    const dead = await deadAddress();
    expect(of(await thrownBy(() => fetch(dead)))).toBe("network ECONNREFUSED retryLater");
    const address = await silence();
    expect(of(await thrownBy(() => fetch(address, { signal: AbortSignal.timeout(5) })))).toBe(
      "network TimeoutError retryLater",
    );
    expect(of(await thrownBy(() => fetch(address, { signal: AbortSignal.abort() })))).toBe("network AbortError none");
    const page = await fetch(await html());
    expect(of(await thrownBy(() => page.json()))).toBe("network SyntaxError none");
  });
});

describe("axios@1.21.1", () => {
  test("answers", async () => {
    const unauthorized = await json(401, {});
    expect(of(await thrownBy(() => axios.get(unauthorized)))).toBe("http 401 refresh>signIn");
    const grant = await json(400, { error: "invalid_grant", error_description: "Token is not active" });
    expect(of(await thrownBy(() => axios.post(grant)))).toBe("keycloak invalid_grant signIn!");
    const challenge = await json(403, {}, { "www-authenticate": 'Bearer error="insufficient_scope"' });
    expect(of(await thrownBy(() => axios.get(challenge)))).toBe("oauth insufficient_scope signIn!");
  });

  test("no answer", async () => {
    const dead = await deadAddress();
    expect(of(await thrownBy(() => axios.get(dead)))).toBe("network ECONNREFUSED retryLater");
    const address = await silence();
    expect(of(await thrownBy(() => axios.get(address, { timeout: 5 })))).toBe("network ECONNABORTED retryLater");
    expect(of(await thrownBy(() => axios.get(address, { signal: AbortSignal.abort() })))).toBe(
      "network ERR_CANCELED none",
    );
  });
});

describe("ky@2.1.0", () => {
  const once = { retry: 0 };

  test("answers", async () => {
    const unauthorized = await json(401, {});
    expect(of(await thrownBy(() => ky.get(unauthorized, once).json()))).toBe("http 401 refresh>signIn");
    const grant = await json(400, {
      error: "invalid_grant",
      error_description: "The refresh token is invalid or expired.",
    });
    expect(of(await thrownBy(() => ky.post(grant, once).json()))).toBe("okta invalid_grant signIn!");
  });

  test("no answer", async () => {
    const dead = await deadAddress();
    expect(of(await thrownBy(() => ky.get(dead, once)))).toBe("network NetworkError retryLater");
    const address = await silence();
    expect(of(await thrownBy(() => ky.get(address, { ...once, timeout: 5 })))).toBe("network TimeoutError retryLater");
    expect(of(await thrownBy(() => ky.get(address, { ...once, signal: AbortSignal.abort() })))).toBe(
      "network AbortError none",
    );
  });
});

describe("oauth4webapi@3.8.8", () => {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the server is on this machine
  const insecure = { [oauth.allowInsecureRequests]: true };
  const client: oauth.Client = { client_id: "spa" };
  const refresh = async (address: string): Promise<unknown> => {
    const server: oauth.AuthorizationServer = { issuer: address, token_endpoint: `${address}/token` };
    return thrownBy(async () => {
      const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), "r".repeat(16), insecure);
      return oauth.processRefreshTokenResponse(server, client, response);
    });
  };

  test("a token endpoint that refuses", async () => {
    expect(of(await refresh(await json(400, { error: "invalid_grant" })))).toBe("oauth invalid_grant signIn!");
    expect(of(await refresh(await json(400, { error: "invalid_scope" })))).toBe("oauth invalid_scope fixConfig");
    const entra = { error: "invalid_grant", error_description: "AADSTS50173: revoked", error_codes: [50173] };
    expect(of(await refresh(await json(400, entra)))).toBe("entra invalid_grant/50173 signIn!");
    expect(of(await refresh(await json(503, {})))).toBe("words OAUTH_RESPONSE_IS_NOT_CONFORM retryLater");
    expect(of(await refresh(await html()))).toBe("oauth4webapi OAUTH_RESPONSE_IS_NOT_JSON fixConfig");
    expect(of(await refresh(await deadAddress()))).toBe("network ECONNREFUSED retryLater");
  });

  test("an ID token from another time", async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const address = await json(200, {});
    const claims = { iss: address, aud: "spa", sub: "alice", iat: 1, exp: 2 };
    const idToken = `${part({ alg: "RS256" })}.${part(claims)}.${"s".repeat(12)}`;
    const body = { access_token: "a".repeat(16), token_type: "bearer", id_token: idToken };
    const error = await thrownBy(() =>
      oauth.processRefreshTokenResponse({ issuer: address }, client, Response.json(body)),
    );
    expect(of(error)).toBe("oauth4webapi OAUTH_JWT_TIMESTAMP_CHECK_FAILED fixClock");
  });

  test("a resource that challenges", async () => {
    const ask = async (status: number, challenge: string): Promise<unknown> => {
      const address = await json(status, {}, { "www-authenticate": challenge });
      return thrownBy(() =>
        oauth.protectedResourceRequest("a".repeat(16), "GET", new URL(address), undefined, undefined, insecure),
      );
    };
    expect(of(await ask(401, 'Bearer error="invalid_token"'))).toBe("oauth invalid_token refresh>signIn");
    expect(of(await ask(403, 'DPoP algs="ES256", Bearer error="insufficient_scope"'))).toBe(
      "oauth insufficient_scope signIn!",
    );
    expect(of(await ask(401, 'Bearer realm="api"'))).toBe("http 401 refresh>signIn");
  });
});

test("oidc-client-ts@3.5.0", () => {
  expect(of(new ErrorResponse({ error: "login_required" }))).toBe("oidc login_required signIn!");
  expect(of(new ErrorResponse({ error: "invalid_grant", error_description: "Session not active" }))).toBe(
    "keycloak invalid_grant signIn!",
  );
  expect(of(new ErrorTimeout("IFrame timed out without a response"))).toBe("network ErrorTimeout retryLater");
});

describe("@azure/communication-common@2.5.0", () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const expired = `${part({ alg: "none", typ: "JWT" })}.${part({ exp: 1 })}.${"s".repeat(12)}`;

  test("a refresher that returns an expired token, a disposed credential, an empty token", async () => {
    const credential = new AzureCommunicationTokenCredential({ tokenRefresher: () => Promise.resolve(expired) });
    expect(of(await thrownBy(() => credential.getToken()))).toBe("acs-cred ExpiredTokenFromRefresher refresh>fixClock");
    credential.dispose();
    expect(of(await thrownBy(() => credential.getToken()))).toBe("acs-cred CredentialDisposed none");
    expect(of(await thrownBy(() => new AzureCommunicationTokenCredential("")))).toBe("acs-cred EmptyToken fixConfig");
  });

  test("its RestError, of chat and of another service", () => {
    const request = (url: string): never => ({ url, headers: { toJSON: () => ({}) } }) as never;
    const chat = new RestError("Unauthorized", {
      statusCode: 401,
      request: request("https://x.communication.azure.com/chat/threads"),
    });
    expect(of(chat)).toBe("acs-chat 401 refresh>signIn");
    expect(of(new RestError("Forbidden", { statusCode: 403 }), { provider: "acs-chat" })).toBe(
      "acs-chat 403 fixConfig",
    );
    expect(of(new RestError("Busy", { statusCode: 503 }))).toBe("http 503 retryLater");
  });
});

test("livekit-client@2.23.0", () => {
  const text = "could not establish signal connection: ";
  expect(of(ConnectionError.notAllowed(`${text}token is expired (exp)`, 401))).toBe("livekit 401 rejoin>fixClock");
  expect(of(ConnectionError.notAllowed(`${text}invalid token`, 401))).toBe("livekit 401 rejoin>fixConfig");
  expect(of(ConnectionError.notAllowed(`${text}permissions denied`, 403))).toBe("livekit 403 fixConfig");
  expect(of(ConnectionError.serverUnreachable(text))).toBe("livekit ServerUnreachable retryLater");
  expect(of(ConnectionError.internal(text))).toBe("livekit InternalError retryLater");
  expect(of(ConnectionError.cancelled(text))).toBe("livekit Cancelled none");
  expect(of(ConnectionError.leaveRequest(text, DisconnectReason.SERVER_SHUTDOWN))).toBe(
    "livekit LeaveRequest retryLater",
  );
  expect(of(ConnectionError.timeout(text))).toBe("livekit Timeout retryLater");
  expect(of(ConnectionError.websocket(text))).toBe("livekit WebSocket retryLater");
  expect(of(ConnectionError.serviceNotFound(text, "v0-rtc"))).toBe("livekit ServiceNotFound retryLater");
  expect(of(new UnexpectedConnectionState("could not reconnect, token might be expired"))).toBe(
    "livekit 12 rejoin>fixClock",
  );
  expect(of(new UnexpectedConnectionState("publisher is closed"))).toBe("livekit 12 none");
});

describe("@twilio/voice-sdk@2.18.5", () => {
  const { getErrorByCode, getPreciseSignalingErrorByCode } = TwilioError as unknown as Record<
    string,
    (code: number) => (new (text: string) => Error) | undefined
  >;
  const make = (code: number): Error => new (getErrorByCode!(code) ?? getPreciseSignalingErrorByCode!(code))!("no");

  test.each([
    ...["20101 refresh>fixConfig", "20104 refresh>fixClock", "20151 refresh>fixConfig", "31000 retryLater"],
    ...[
      "31003 retryLater",
      "31005 retryLater>refresh",
      "31009 none",
      "31102 fixConfig",
      "31104 fixConfig",
      "31105 fixConfig",
    ],
    ...["31201 refresh>fixConfig", "31202 fixConfig", "31203 fixConfig", "31204 refresh>fixConfig"],
    ...["31205 refresh>fixClock", "31206 retryLater", "31207 fixConfig", "31209 rejoin>fixConfig", "31401 none!"],
    ...["53000 retryLater>refresh", "53001 retryLater>refresh"],
  ])("%s", (expected) => {
    const error = make(Number(expected.split(" ")[0]));
    expect(of(error)).toBe(`twilio-voice ${expected}`);
    expect(of(JSON.parse(JSON.stringify(error)))).toBe(`twilio-voice ${expected}`);
  });

  test("R93 53000 and 31202 with a token that we know to be expired", () => {
    expect(of(make(53000), { token: EXPIRED })).toBe("twilio-voice 53000 refresh>retryLater");
    expect(of(make(31202), { token: EXPIRED })).toBe("twilio-voice 31202 refresh>fixConfig");
  });

  test("@twilio/voice-errors@1.8.0 has the same names", () => {
    type Group = { code: number; subclasses: { code: number; errors: { code: number; name: string }[] }[] };
    const groups = require("@twilio/voice-errors/dist/errors.json") as Group[];
    const names = groups.flatMap(({ code: group, subclasses }) =>
      subclasses.flatMap(({ code: part, errors }) =>
        errors.map(({ code, name }) => [group * 1000 + part * 100 + code, name] as const),
      ),
    );
    const ours = CATALOG.filter(({ id }) => ["twilio", "twilio-voice"].includes(id)).flatMap(({ rows }) => rows);
    const shared = names.filter(([code]) => ours.some((row) => row[0].split(" ").includes(String(code))));
    expect(shared).toHaveLength(27);
    for (const [code, name] of shared) {
      const row = ours.find((each) => each[0].split(" ").includes(String(code)))!;
      expect(namesOf(row), `${code}`).toContain(name);
    }
  });

  test("a destroyed device", () => {
    const { InvalidStateError } = TwilioError as unknown as { InvalidStateError: new (text: string) => Error };
    const error = new InvalidStateError('Attempt to "updateToken" when Device is in state "destroyed".');
    expect(of(error)).toBe("twilio-voice InvalidStateError rejoin>fixConfig");
  });
});

test("twilio-video@2.32.0", () => {
  const { createTwilioError } = require("twilio-video/lib/util/twilio-video-errors") as {
    createTwilioError(code: number): Error;
  };
  for (const expected of [
    ...["20101 rejoin>fixConfig", "20102 fixConfig", "20103 fixConfig", "20104 rejoin>fixClock", "20105 fixClock"],
    ...[
      "20106 fixConfig",
      "20107 fixConfig",
      "53000 retryLater>rejoin",
      "53001 none",
      "53002 retryLater>rejoin",
      "53006 retryLater",
    ],
    ...["53118 none", "53205 none", "53500 retryLater", "53501 retryLater"],
  ]) {
    expect(of(createTwilioError(Number(expected.split(" ")[0])))).toBe(`twilio-video ${expected}`);
  }
});

describe("twilsock@1.0.2, in Sync and Conversations", () => {
  const token = (n: number): string =>
    ["h", Buffer.from(JSON.stringify({ n, grants: { identity: "alice" } })).toString("base64url"), "s"].join(".");
  const connectionError = (client: {
    on(event: "connectionError", listener: (error: unknown) => void): unknown;
  }): Promise<unknown> => new Promise((resolve) => client.on("connectionError", resolve));

  test("refused as expired, and for another reason", async () => {
    for (const [errorCode, expected] of [
      [20104, "20104 refresh>fixClock"],
      [20107, "20107 fixConfig"],
      [undefined, "401 fixConfig"],
    ] as const) {
      const uri = await twilsockServer({ code: 401, status: "UNAUTHORIZED", ...(errorCode && { errorCode }) });
      const sync = new SyncClient(token(1), { Twilsock: { uri } });
      const error = await connectionError(sync);
      expect(of(error)).toBe(`twilio-conversations ${expected}`);
      expect(of(error, { provider: "twilio-sync" })).toBe(`twilio-sync ${expected}`);
      expect(of(await thrownBy(() => sync.updateToken(token(2))))).toBe("twilio-sync 51130 refresh>fixConfig");
      await sync.shutdown();
    }
  });

  test("Conversations says the same, and its updateToken() stumbles", async () => {
    const uri = await twilsockServer({ code: 401, status: "UNAUTHORIZED", errorCode: 20104 });
    const client = new ConversationsClient(token(1), { Twilsock: { uri } });
    expect(of(await connectionError(client as never))).toBe("twilio-conversations 20104 refresh>fixClock");
    const { TransportUnavailableError } = require("twilsock") as {
      TransportUnavailableError: new (text: string) => Error;
    };
    expect(of(new TransportUnavailableError("Unable to connect: denied"))).toBe(
      "twilio-conversations TransportUnavailableError refresh>rejoin",
    );
    await client.shutdown();
  });
});
