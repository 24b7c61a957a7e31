/**
 * A real authorization server (`oidc-provider`) on localhost that rotates refresh tokens and revokes a whole grant
 * when an old one is used again; and what can happen to its answers on the way.
 *
 * @module
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { generateKeyPairSync } from "node:crypto";
import Provider, { type Adapter, interactionPolicy } from "oidc-provider";

export const CLIENT_ID = "spa";
export const PROXIED_ID = "web";
const SECRET = "not-a-secret-".repeat(3);
const RESOURCES = ["urn:api", "urn:other"];
const SCOPE = "openid offline_access";

/** `lose`: the server acts, its answer never arrives. `gateway`: a 502 in front of a server that acts. */
export type Fate = "lose" | "gateway" | "down" | { readonly status: number; readonly headers?: Record<string, string> };

export interface SignIn {
  readonly accountId?: string;
  /** The refresh token's thumbprint of a key, for DPoP. */
  readonly jkt?: string;
  readonly clientId?: string;
  /** Ends with the single sign-on session; see `endSession()`. */
  readonly withSession?: boolean;
}

export interface AuthorizationServer extends AsyncDisposable {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  /** Adds the secret of the confidential client `web`, as an app's own back end would. */
  readonly proxyEndpoint: string;
  /** What every request to the token endpoint came to: `200`, or `400 invalid_grant`, or `lost 200`. */
  readonly answers: string[];
  /** Requests to the token endpoint so far, answered or not. */
  arrived: number;
  /** What happens to the next answers. */
  readonly fates: Fate[];
  /** Answers of the token endpoint wait for this promise. */
  gate: Promise<undefined> | undefined;
  /** Life of the access tokens minted from now on, whole seconds. */
  lifeS: number;
  /** What `/page` shows. */
  page: string;
  /** What a login would end with: a new refresh token. */
  signIn(options?: SignIn): Promise<string>;
  /** Ends the single sign-on session of those who signed in `withSession`. */
  endSession(): void;
  /** Forgets every refresh token, as an administrator who revokes everything. */
  revokeAll(): void;
  /** Ages every refresh token beyond its end. */
  expireAll(): void;
}

export interface ServerOptions {
  /** Whether proofs of possession must hold the server's nonce. */
  readonly requireNonce?: boolean;
  readonly hasNonce?: boolean;
  readonly port?: number;
}

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const DAY_S = 86_400;

type Store = Map<string, Record<string, unknown>>;

export async function authorizationServer(options: ServerOptions = {}): Promise<AuthorizationServer> {
  const http = createServer();
  http.listen(options.port ?? 0, "127.0.0.1");
  await once(http, "listening");
  const issuer = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const store: Store = new Map();
  const server: Pick<AuthorizationServer, "answers" | "arrived" | "fates" | "gate" | "lifeS" | "page"> = {
    answers: [],
    arrived: 0,
    fates: [],
    gate: undefined,
    lifeS: 600,
    page: "<!doctype html><title>page</title>",
  };
  const provider = providerOf(issuer, store, options, () => server.lifeS);
  const callback = provider.callback();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url!, issuer).pathname;
    if (path === "/page" || path === "/favicon.ico") {
      response.writeHead(200, { "content-type": "text/html" }).end(server.page);
      return;
    }
    if (!["/token", "/proxy/token"].includes(path) || request.method !== "POST") return callback(request, response);
    if (path === "/proxy/token") {
      request.url = "/token";
      request.headers.authorization = `Basic ${Buffer.from(`${PROXIED_ID}:${SECRET}`).toString("base64")}`;
    }
    server.arrived++;
    await server.gate;
    await meet(server.fates.shift(), request, response, (line) => server.answers.push(line), callback);
  };
  http.on("request", (request, response) => void answer(request, response));

  const sessionOf = (): Record<string, unknown> | undefined => store.get("Session:session");
  return Object.assign(server, {
    issuer,
    tokenEndpoint: `${issuer}/token`,
    proxyEndpoint: `${issuer}/proxy/token`,
    async signIn({ accountId = "u1", jkt, clientId = CLIENT_ID, withSession = false }: SignIn = {}) {
      const client = await provider.Client.find(clientId);
      const grant = new provider.Grant({ accountId, clientId });
      grant.addOIDCScope(SCOPE);
      for (const resource of RESOURCES) grant.addResourceScope(resource, "read write");
      const grantId = await grant.save();
      if (withSession && !sessionOf()) {
        const authorizations = { [clientId]: { grantId, sid: "sid" } };
        const session = { jti: "session", uid: "session-uid", accountId, authorizations, kind: "Session" };
        store.set("Session:session", { ...session, exp: Math.floor(Date.now() / 1000) + DAY_S });
      }
      return new provider.RefreshToken({
        accountId,
        client,
        grantId,
        gty: "authorization_code",
        scope: `${SCOPE} read write`,
        resource: RESOURCES,
        rotations: 0,
        iiat: Math.floor(Date.now() / 1000),
        jkt,
        ...(withSession && { expiresWithSession: true, sessionUid: "session-uid" }),
      }).save();
    },
    endSession: () => void store.delete("Session:session"),
    revokeAll: () => store.clear(),
    expireAll() {
      for (const [key, payload] of store) if (key.startsWith("RefreshToken:")) payload["exp"] = 1;
    },
    async [Symbol.asyncDispose]() {
      if (!http.listening) return;
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  });
}

async function meet(
  fate: Fate | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  note: (line: string) => void,
  callback: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<void> {
  const cors = { "access-control-allow-origin": request.headers.origin ?? "*" };
  if (fate === "down") {
    note("down");
    request.socket.destroy();
    return;
  }
  if (typeof fate === "object") {
    note(String(fate.status));
    response.writeHead(fate.status, { ...cors, ...fate.headers }).end();
    return;
  }
  const end = response.end.bind(response);
  response.end = ((chunk?: unknown, ...rest: never[]) => {
    const text = chunk instanceof Uint8Array || typeof chunk === "string" ? Buffer.from(chunk).toString() : "";
    const error = response.statusCode >= 400 && text ? (JSON.parse(text) as { error: string }).error : undefined;
    note([fate && "lost", response.statusCode, error].filter(Boolean).join(" "));
    if (fate === "lose") request.socket.destroy();
    if (!fate) return end(chunk, ...rest);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    return response.writeHead(502, cors) && end();
  }) as typeof response.end;
  await callback(request, response);
}

function providerOf(issuer: string, store: Store, options: ServerOptions, lifeS: () => number): Provider {
  const client = {
    application_type: "native",
    redirect_uris: [`${issuer}/page`, "http://127.0.0.1/callback"],
    grant_types: ["authorization_code", "refresh_token"],
  };
  // The test's client says to be a native app because of its address; a user who has a session is sent back at once.
  const policy = interactionPolicy.base();
  policy.get("consent")!.checks.remove("native_client_prompt");
  const provider = new Provider(issuer, {
    interactions: { policy },
    // With keys, a store and lives of its own the server has nothing to warn about on stderr.
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "test" }] },
    adapter: (model: string) => adapterOf(store, model),
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    clients: [
      { ...client, client_id: CLIENT_ID, token_endpoint_auth_method: "none" },
      { ...client, client_id: PROXIED_ID, client_secret: SECRET },
    ],
    scopes: ["openid", "offline_access", "read", "write"],
    features: {
      devInteractions: { enabled: false },
      dPoP: {
        enabled: true,
        ...((options.requireNonce || options.hasNonce) && { nonceSecret: Buffer.alloc(32, 1) }),
        requireNonce: () => options.requireNonce ?? false,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCES[0],
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "read write",
          accessTokenTTL: lifeS(),
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    clientBasedCORS: () => true,
    ttl: { AccessToken: lifeS, RefreshToken: DAY_S, Grant: DAY_S, Session: DAY_S, IdToken: DAY_S },
  });
  provider.silent = true;
  return provider;
}

// The server itself checks the expiry of what it finds.
function adapterOf(store: Store, model: string): Adapter {
  const key = (id: string): string => `${model}:${id}`;
  return {
    upsert: (id, payload) => void store.set(key(id), payload),
    find: (id) => store.get(key(id)),
    findByUid: (uid) => [...store].find(([name, { uid: own }]) => name.startsWith(`${model}:`) && own === uid)?.[1],
    consume: (id) => void store.set(key(id), { ...store.get(key(id)), consumed: Math.floor(Date.now() / 1000) }),
    destroy: (id) => void store.delete(key(id)),
    revokeByGrantId(grantId) {
      for (const [name, payload] of store) if (payload["grantId"] === grantId) store.delete(name);
    },
  };
}
