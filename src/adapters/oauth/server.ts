/**
 * Where the token endpoint is: told by the app, or found in the issuer's metadata.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";
import type { Environment } from "../../environment.ts";
import { limited } from "./limits.ts";
import { type AuthorizationServer, demandSecure, discover, misconfigured, type Wire } from "./requests.ts";

/** The metadata that is used, where the app has it already or the server publishes none. */
export type TokenServer = Pick<AuthorizationServer, "token_endpoint"> & Partial<AuthorizationServer>;

/** Metadata with the one address that a refresh needs. */
export type FoundServer = AuthorizationServer & { readonly token_endpoint: string };

/** Reads the metadata when they are needed first, and again only if that failed. */
export function serverOf(
  server: string | URL | TokenServer,
  wire: Wire,
  environment: Environment,
): (signal: AbortSignal) => Promise<FoundServer> {
  if (typeof server !== "string" && !(server instanceof URL)) {
    const { token_endpoint: endpoint } = Object(server) as Partial<TokenServer>;
    if (typeof endpoint !== "string")
      throw new TypeError('Option "server" must be an issuer, or metadata with a "token_endpoint".');
    return () => {
      const url = new URL(endpoint, (globalThis as { location?: { href?: string } }).location?.href);
      return Promise.resolve({ issuer: url.origin, ...server, token_endpoint: url.href });
    };
  }
  if (!URL.canParse(String(server)))
    throw new TypeError(`Option "server" must be a URL or metadata, got ${scrub(JSON.stringify(server))}.`);
  const issuer = new URL(server);
  let found: FoundServer | undefined;
  const find = (signal: AbortSignal): Promise<AuthorizationServer> => discover(issuer, wire, signal);
  const missing = `The metadata of ${issuer.origin} did not come`;
  return async (signal) => (found ??= usable(await limited(missing, find, environment, signal), issuer));
}

/** What cannot be used is not kept: a deployment may mend it, and nobody tells the page. */
function usable(server: AuthorizationServer, issuer: URL): FoundServer {
  const { token_endpoint } = server;
  if (token_endpoint === undefined || !URL.canParse(token_endpoint))
    throw misconfigured(`The metadata of ${issuer.href} names no token endpoint`, 'Give it by the option "server".');
  demandSecure(new URL(token_endpoint));
  return { ...server, token_endpoint };
}
