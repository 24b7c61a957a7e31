/**
 * Who may have the token: the page's own origin, those that an app names, and nobody else.
 *
 * @module
 */
import { scrub } from "../../core/scrub.ts";

/** The page or the worker, where there is one. */
const host = globalThis as { location?: { origin: string; href: string }; document?: { baseURI: string } };

// As the platform resolves, a <base> element included. Not left to `Request`: in tests in jsdom it is Node's, which
// knows no page.
const resolve = (address: string): URL => new URL(address, host.document?.baseURI ?? host.location?.href);

function originOf(entry: string | URL): string {
  const text = String(entry);
  const url = URL.canParse(text) && !text.includes("*") ? new URL(text) : undefined;
  // A path would promise more care than is taken: the whole origin gets the token.
  if (!url || url.href !== `${url.origin}/`)
    throw new TypeError(`allow: ${JSON.stringify(scrub(text))} is not an origin like "https://api.example.com"`);
  return url.origin;
}

/**
 * Makes a function that resolves an address as the page does, and says whether the token may go there.
 *
 * @throws TypeError for an entry that is no origin; the function, where there is neither a page nor an entry
 */
export function guardOf(allow: readonly (string | URL)[] = []): (address: string) => { url: URL; isAllowed: boolean } {
  if (!Array.isArray(allow)) throw new TypeError("allow: give the origins as an array");
  const allowed = new Set(allow.map(originOf));
  return (address) => {
    const own = host.location?.origin;
    if (own === undefined && !allowed.size) throw new TypeError("allow: no page here, so name the origins");
    const url = resolve(address);
    // By the scheme too: what is no host at all (data:, file:) shares the origin "null" with a sandboxed page.
    const isAllowed = /^https?:$/.test(url.protocol) && (url.origin === own || allowed.has(url.origin));
    return { url, isAllowed };
  };
}
