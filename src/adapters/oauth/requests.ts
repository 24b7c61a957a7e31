/**
 * The requests themselves, by `oauth4webapi`: metadata, the refresh grant, proofs of possession.
 *
 * @module
 */
import * as oauth from "oauth4webapi";
import { fault, type TokenError } from "../../errors.ts";
import type { ProofSender } from "../common/proof.ts";

export type { AuthorizationServer, Client, ClientAuth, DPoPHandle } from "oauth4webapi";

/** Where the requests go and what they carry, completed. */
export interface Wire {
  readonly client: oauth.Client;
  readonly clientAuth: oauth.ClientAuth;
  readonly dpop: oauth.DPoPHandle | undefined;
  readonly parameters: string[][];
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** How often a server may answer a proof by another nonce: RFC 9449 lets it change them at any time. */
const MAX_NONCES = 2;

export const publicClient = (): oauth.ClientAuth => oauth.None();

// A developer's own machine has no certificate, and nobody between the page and the server.
const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const transport = (url: URL, { fetch }: Pick<Wire, "fetch">, signal: AbortSignal) => ({
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked by its author for local development only
  [oauth.allowInsecureRequests]: LOOPBACK.test(url.hostname),
  [oauth.customFetch]: (target: string, init: object) => fetch(target, init),
  signal,
});

export const misconfigured = (what: string, remedy: string, cause?: unknown): TokenError =>
  fault("ERR_FETCH_FAILED", what, "fixConfig", remedy, { cause });

/**
 * The server's metadata: OpenID Connect's document, else that of RFC 8414.
 *
 * @throws what `fetch` throws; an object with the `status` of an answer that is worth another try; TokenError
 * `fixConfig` for what is no metadata of this issuer
 */
export async function discover(issuer: URL, wire: Wire, signal: AbortSignal): Promise<oauth.AuthorizationServer> {
  const remedy = `Correct the option "server": it must be the issuer, or an object with "token_endpoint".`;
  const ask = async (algorithm: "oidc" | "oauth2"): Promise<Response> => {
    try {
      return await oauth.discoveryRequest(issuer, { ...transport(issuer, wire, signal), algorithm });
    } catch (error) {
      if ((error as { code?: unknown }).code === oauth.HTTP_REQUEST_FORBIDDEN) throw insecure(issuer);
      throw error;
    }
  };
  let response = await ask("oidc");
  if (response.status === 404) response = await ask("oauth2");
  const { status, headers } = response;
  if (status >= 500 || status === 429)
    throw Object.assign(new Error(`The metadata of ${issuer.href} could not be read`), {
      status,
      retryAfter: headers.get("retry-after"),
    });
  try {
    return await oauth.processDiscoveryResponse(issuer, response);
  } catch (error) {
    const { code, message } = error as { code?: unknown; message: string };
    // A connection that broke in the middle of the document is not the developer's.
    if (typeof code !== "string" || code === oauth.PARSE_ERROR) throw error;
    throw misconfigured(`${issuer.href} has no usable metadata (status ${status}): ${message}`, remedy);
  }
}

/**
 * One request with a refresh token, and again where the server wants its latest nonce in the proof, twice at most.
 *
 * @throws what `fetch` throws; TokenError `fixConfig` for an address that must not be asked
 */
export async function refreshGrant(
  server: oauth.AuthorizationServer,
  wire: Wire,
  refreshToken: string,
  signal: AbortSignal,
): Promise<Response> {
  const { client, clientAuth, dpop, parameters } = wire;
  const url = new URL(server.token_endpoint!);
  const options = {
    ...transport(url, wire, signal),
    additionalParameters: parameters,
    ...(dpop && { DPoP: dpop }),
  };
  try {
    const send = () => oauth.refreshTokenGrantRequest(server, client, clientAuth, refreshToken, options);
    let response = await send();
    // The nonce of the answer is in the handle by now. Asking for it uses up no refresh token.
    for (let nonces = 0; dpop && nonces < MAX_NONCES && (await wantsNonce(response)); nonces++) response = await send();
    return response;
  } catch (error) {
    if ((error as { code?: unknown }).code === oauth.HTTP_REQUEST_FORBIDDEN) throw insecure(url);
    throw error;
  }
}

async function wantsNonce(response: Response): Promise<boolean> {
  if (response.status !== 400 && response.status !== 401) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined); // the next reader of the answer says what is wrong with the body
  return (Object(body) as { error?: unknown }).error === "use_dpop_nonce";
}

const insecure = (url: URL): TokenError =>
  misconfigured(`${url.origin} would get tokens unencrypted`, "Use https: (http: is for this machine alone).");

/** @throws TokenError `fixConfig` for an address that gets no tokens */
export function demandSecure(url: URL): void {
  if (url.protocol !== "https:" && !LOOPBACK.test(url.hostname)) throw insecure(url);
}

/**
 * For the option `proof` of `authorizedFetch`: sends each request with `Authorization: DPoP` and a proof of
 * possession (RFC 9449), and again where the server asks for its latest nonce, twice at most.
 *
 * @param dpop - the handle that `refreshTokenFetcher` has, so that proof and token have the same key
 */
export function dpopProof(dpop: oauth.DPoPHandle): ProofSender {
  return async (request, token, send) => {
    const attempt = async (copy: Request): Promise<{ response: Response; isNonce: boolean }> => {
      const url = new URL(copy.url);
      const { signal } = copy;
      const wire = { fetch: (_: string, { headers }: RequestInit) => send(new Request(copy, { headers: headers! })) };
      try {
        const options = { ...transport(url, wire, signal), DPoP: dpop };
        return {
          response: await oauth.protectedResourceRequest(token, copy.method, url, copy.headers, undefined, options),
          isNonce: false,
        };
      } catch (error) {
        if (!(error instanceof oauth.WWWAuthenticateChallengeError)) throw error;
        return { response: error.response, isNonce: oauth.isDPoPNonceError(error) };
      }
    };
    for (let nonces = 0; ; nonces++) {
      const isLast = nonces === MAX_NONCES;
      const { response, isNonce } = await attempt(isLast ? request : request.clone());
      if (!isNonce || isLast) return response;
      response.body?.cancel().catch(() => undefined); // frees the connection; one that broke is nobody's concern
    }
  };
}
