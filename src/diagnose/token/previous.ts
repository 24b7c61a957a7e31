/**
 * A token against the one it is to replace: a new token for somebody else, or no new token at all.
 *
 * @module
 */
import { type AgoraToken, decodeAgoraToken, readAgoraToken } from "../../core/read/agora.ts";
import { readJwt } from "../../core/read/jwt.ts";
import { object, parseJwt, text } from "./jwt.ts";
import { error, type TokenFinding, warning } from "./report.ts";

/** What must stay the same from one token to the next, by the name under which it is reported. */
type Constants = Readonly<Record<string, string | number | undefined>>;

/** Findings about the change from `before` to `after`. */
export function againstPrevious(after: string, before: string): TokenFinding[] {
  if (after === before) {
    return [
      warning(
        "unchanged",
        "This is the same token as before; SDKs ignore it.",
        "Let the back end mint a new one for every request, and keep caches away from its answer. Two mints within one second may be identical.",
      ),
    ];
  }
  const findings: TokenFinding[] = [];
  const [now, then] = [constantsOf(after), constantsOf(before)];
  for (const [name, value] of Object.entries(then)) {
    // Only like with like: a 006 token has checksums where a 007 token has names.
    if (value === undefined || typeof value !== typeof now[name] || now[name] === value) continue;
    findings.push(
      error(
        `${name}Changed`,
        `The new token is made for another ${name} than the one before; a living connection cannot change it.`,
        `Mint it for the same ${name}, or make a new connection.`,
      ),
    );
  }
  const end = expiryOf(after);
  const endBefore = expiryOf(before);
  if (end !== undefined && endBefore !== undefined && end <= endBefore) {
    findings.push(
      warning(
        "noProgress",
        "The new token does not expire later than the one before.",
        "Look for a cache between the app and the code that mints.",
      ),
    );
  }
  return findings;
}

function expiryOf(value: string): number | undefined {
  return (readAgoraToken(value) ?? readJwt(value))?.expiresAt;
}

function constantsOf(value: string): Constants {
  const agora = decodeAgoraToken(value);
  if (agora) return ofAgora(agora);
  const payload = parseJwt(value)?.payload;
  const user = text(payload, "skypeid") ?? text(object(payload, "grants"), "identity") ?? text(payload, "sub");
  const room = text(object(payload, "video"), "room");
  const account = object(payload, "grants") && text(payload, "sub");
  return { identity: user, resource: text(payload, "resourceId"), room, account };
}

function ofAgora(token: AgoraToken): Constants {
  if (token.version === "006") return { appId: token.appId, channel: token.channelCrc, uid: token.uidCrc };
  const rtc = token.services.find(({ type }) => type === 1) ?? token.services[0];
  return { appId: token.appId, channel: rtc?.channel, uid: rtc?.user };
}
