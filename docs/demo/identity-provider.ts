/**
 * A real OAuth server (`oidc-provider`) in this process: it rotates refresh tokens and, as it should,
 * revokes a whole sign-in when an old refresh token is used again.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import Provider, { type Adapter } from "oidc-provider";
import type { KeyPair } from "./mint.ts";
import { CLIENT_ID, LIFE_SECONDS } from "./providers.ts";

const SCOPE = "openid offline_access";
const RESOURCE = "urn:demo:api";
const ACCOUNT = "ada";
const DAY = 86_400; // seconds

export interface IdentityProvider {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** What a login in the browser would end with: a new refresh token. */
  signIn(): Promise<string>;
  /** Ends every sign-in: the next refresh is answered with `invalid_grant`. */
  revokeAll(): void;
}

export function createIdentityProvider(issuer: string, { privateKey }: KeyPair): IdentityProvider {
  const store: Store = new Map();
  const provider = new Provider(issuer, {
    // With keys, a store and lives of its own the server has nothing to warn about on stderr.
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid: "demo" }] },
    adapter: (model: string) => createAdapter(store, model),
    findAccount: (_context: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: "none",
        application_type: "native",
        redirect_uris: ["http://127.0.0.1/callback"],
        grant_types: ["authorization_code", "refresh_token"],
      },
    ],
    scopes: ["openid", "offline_access", "api"],
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "api",
          accessTokenTTL: LIFE_SECONDS.oauth,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    rotateRefreshToken: true,
    issueRefreshToken: () => true,
    clientBasedCORS: () => true,
    ttl: { AccessToken: LIFE_SECONDS.oauth, RefreshToken: DAY, Grant: DAY, Session: DAY, IdToken: DAY },
  });
  provider.silent = true;
  const callback = provider.callback();

  return {
    handle: (request, response) => callback(request, response),
    async signIn() {
      const client = await provider.Client.find(CLIENT_ID);
      const grant = new provider.Grant({ accountId: ACCOUNT, clientId: CLIENT_ID });
      grant.addOIDCScope(SCOPE);
      grant.addResourceScope(RESOURCE, "api");
      return new provider.RefreshToken({
        accountId: ACCOUNT,
        client,
        grantId: await grant.save(),
        gty: "authorization_code",
        scope: `${SCOPE} api`,
        resource: RESOURCE,
        rotations: 0,
        iiat: Math.floor(Date.now() / 1000),
      }).save();
    },
    revokeAll: () => store.clear(),
  };
}

type Store = Map<string, Record<string, unknown>>;

// The server itself checks the expiry of what it finds; nothing outlives the demo anyway.
function createAdapter(store: Store, model: string): Adapter {
  const key = (id: string): string => `${model}:${id}`;
  return {
    upsert: (id, payload) => void store.set(key(id), payload),
    find: (id) => store.get(key(id)),
    consume: (id) => void store.set(key(id), { ...store.get(key(id)), consumed: Math.floor(Date.now() / 1000) }),
    destroy: (id) => void store.delete(key(id)),
    revokeByGrantId(grantId) {
      for (const [name, payload] of store) if (payload["grantId"] === grantId) store.delete(name);
    },
  };
}
