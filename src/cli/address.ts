/**
 * Where a request went, without what may be a secret: an address may be one from its first letter to its last.
 *
 * @module
 */
import { MASK, scrub } from "../core/scrub.ts";

/** Scheme, userinfo, host, path; then query and fragment. A password may hold an "@" too. */
const PARTS = /^([a-z][a-z\d+.-]*:)?(?:[\\/]{2}(?:([^\\/?#]*)@)?([^\\/?#]*))?([^?#]*)(.*)$/is;
const HOST = /^(?:\[[\da-f:.]+\]|[\p{L}\p{N}_.-]+)(?::\d{1,5})?$/iu;
/** Matrix parameters, and what another parser takes for the end of a path; encoded as often as proxies do. */
const PARAMETERS = /(?:[;=]|%(?:25)*(?:23|3[bdf])).*$/is;

/** No word is that long. */
const LONG = 40;

/** Longer than any address that people recognise. */
const MAX_ADDRESS = 200;

/** For people: scheme, host and path. */
export function addressOf(url: string): string {
  const { scheme, host, path } = dissect(url);
  if (host === undefined && scheme) return `${scheme}${MASK}`; // `data:` and the like are all content
  const place = host === undefined ? "" : `${scheme}//${host === "" || HOST.test(host) ? host : MASK}`;
  const segments = path.split(/[\\/]/).map((segment) => {
    const plain = segment.replace(PARAMETERS, "");
    return isSecret(plain) ? MASK : plain;
  });
  const address = place + segments.join("/");
  return address.length > MAX_ADDRESS ? `${address.slice(0, MAX_ADDRESS - 1)}…` : address;
}

/** What {@link addressOf} leaves out and an answer may quote. */
export function secretsInAddress(url: string): string[] {
  const { user, path, rest } = dissect(url);
  const segments = path.split(/[\\/]/);
  const others = [
    ...segments.filter(isSecret).map(percentDecoded),
    ...segments.flatMap((segment) => (PARAMETERS.exec(segment)?.[0] ?? "").split(/[;=]/)).map(percentDecoded),
    ...new URLSearchParams(rest.replace(/[?#]/g, "&")).values(),
  ];
  // Words and dates are in too many texts.
  const telling = others.filter((value) => value.length >= LONG || (/[a-z]/i.test(value) && /\d/.test(value)));
  return [...user.split(":").map(percentDecoded), ...telling];
}

function dissect(url: string): { scheme: string; user: string; host: string | undefined; path: string; rest: string } {
  const [, scheme = "", user = "", host, path = "", rest = ""] = PARTS.exec(url)!;
  return { scheme, user, host, path, rest };
}

/** As it stands or decoded: an id of twelve characters with a digit is as long as the shortest keys. */
const isSecret = (segment: string): boolean =>
  [segment, percentDecoded(segment)].some(
    (text) => /^(?=.*\d)(?=.*[a-z]).{12}/is.test(text) || text.length >= LONG || scrub(text) !== text,
  );

export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a percent sign of another kind
  }
}
