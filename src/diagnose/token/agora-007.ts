/**
 * What can be wrong with a 007 token: service, channel, user, privileges, lengths of time and of the token.
 *
 * @module
 */
import { AGORA_MAX_LIFE_S, type AgoraService, type AgoraToken007 } from "../../core/read/agora.ts";
import { A_DATE, type Part, SERVICES, servicesOf, uidText, wantedService } from "./agora-use.ts";
import { type CheckContext, differs, duration, error, info, shown, type TokenFinding, warning } from "./report.ts";

/** agora-rtc-sdk-ng refuses longer tokens, agora-rtc-sdk (3.x) those above 255. */
const MAX_LENGTH = 2047;
const MAX_LENGTH_3X = 255;

/** Services whose user is the one who joins a channel. */
const BY_UID = [1, 3, 6];

/** All checks of a 007 token but those against the clock. */
export function check007(token: AgoraToken007, length: number, context: CheckContext): Part {
  const findings: TokenFinding[] = [];
  const wanted = wantedService(context);
  const named = token.services.filter(({ type }) => SERVICES[type] === wanted);
  if (wanted !== undefined && named.length === 0 && token.complete) {
    findings.push(
      error(
        "serviceMissing",
        `The token has no ${wanted.toUpperCase()} service (it has: ${servicesOf(token)}).`,
        `Mint it with the builder for ${wanted.toUpperCase()}.`,
      ),
    );
  }
  for (const service of token.services) {
    findings.push(...checkTarget(service, context), ...checkPrivileges(service, token.expire));
  }
  if (!token.complete) {
    findings.push(
      info(
        "unknownService",
        "The token holds a service of an unknown type; only what comes before it was read.",
        "Nothing, if a newer builder made it.",
      ),
    );
  }
  if (length > MAX_LENGTH && token.services.some(({ type }) => type === 1)) {
    findings.push(
      error(
        "tooLong",
        `The token has ${length} characters; the Web SDK takes ${MAX_LENGTH} at most.`,
        "Mint one token per service.",
      ),
    );
  } else if (length > MAX_LENGTH_3X) {
    findings.push(
      info(
        "tooLongFor3x",
        `The token has ${length} characters; agora-rtc-sdk 3.x takes ${MAX_LENGTH_3X} at most.`,
        "Nothing, with a 4.x SDK.",
      ),
    );
  }
  if (token.expire >= A_DATE) {
    findings.push(absolute('"expire"'));
  } else if (token.expire > AGORA_MAX_LIFE_S) {
    findings.push(
      warning(
        "ttlTooLong",
        `The token claims to live for ${duration(token.expire * 1000)}; Agora ends it after 24 h.`,
        "Mint it for 86400 seconds at most, and renew it.",
      ),
    );
  }
  const first = named[0] ?? token.services[0];
  return { findings, target: { channel: first?.channel, user: first?.user, role: first?.role } };
}

function checkTarget({ type, channel, user }: AgoraService, { expect, product }: CheckContext): TokenFinding[] {
  const findings: TokenFinding[] = [];
  if (channel !== undefined && expect.channel !== undefined && channel !== expect.channel && !isWildcard(channel)) {
    findings.push(
      differs(
        "channel",
        "the channel",
        channel,
        expect.channel,
        "Mint it for the channel that is joined; case counts.",
      ),
    );
  }
  const uid = uidText(expect.uid);
  const wanted = BY_UID.includes(type) ? uid : (expect.user ?? (product === SERVICES[type] ? uid : undefined));
  if (!user || wanted === undefined || user === wanted) return findings;
  const remedy = "Join with the uid that the token was minted for; mint with uid 0 for any.";
  findings.push(
    wanted === ""
      ? error("uid", `The token is made for the uid "${shown(user)}", but the SDK is left to choose one.`, remedy)
      : differs("uid", "the user", user, wanted, remedy),
  );
  return findings;
}

/** An empty channel fits all, and so may patterns. */
function isWildcard(channel: string): boolean {
  return channel === "" || channel.includes("*");
}

function checkPrivileges({ type, privileges }: AgoraService, expire: number): TokenFinding[] {
  const findings: TokenFinding[] = [];
  if (Object.values(privileges).some((seconds) => seconds >= A_DATE)) findings.push(absolute("A privilege's expiry"));
  if (type !== 1) return findings;
  const join = privileges[1];
  const joined = join !== undefined && join > 0 ? join : undefined;
  const claimed = expire || AGORA_MAX_LIFE_S;
  const life = Math.min(claimed, AGORA_MAX_LIFE_S);
  if (join === undefined) {
    findings.push(
      warning(
        "joinMissing",
        "The RTC service lacks the privilege to join.",
        "Mint it with RtcTokenBuilder, role publisher or subscriber.",
      ),
    );
  } else if (join > claimed && join < A_DATE) {
    findings.push(
      warning(
        "tokenEndsFirst",
        `The token ends ${duration((join - claimed) * 1000)} before its join privilege: without any warning, the client cannot reconnect from then on.`,
        "Give token and privilege the same lifetime.",
      ),
    );
  } else if (joined !== undefined && joined < life) {
    findings.push(
      info(
        "privilegeEndsFirst",
        `The join privilege ends ${duration((life - joined) * 1000)} before the token: it decides.`,
        "Give token and privilege the same lifetime.",
      ),
    );
  }
  const publishing = [2, 3, 4].map((id) => privileges[id]);
  if (publishing.every((seconds) => seconds === undefined)) {
    findings.push(
      info(
        "subscriber",
        "The token allows joining, but not publishing; it matters where co-host authentication is on.",
        "Mint it with the role publisher to publish.",
      ),
    );
  } else if (publishing.some((seconds) => seconds !== undefined && seconds > 0 && seconds < (joined ?? life))) {
    findings.push(
      info(
        "publishingEndsFirst",
        "A privilege to publish ends before the one to join; it matters where co-host authentication is on.",
        "Give all privileges the same lifetime.",
      ),
    );
  }
  return findings;
}

function absolute(what: string): TokenFinding {
  return warning(
    "absoluteTime",
    `${what} is a date where 007 tokens want a number of seconds; Agora cuts it to 24 h after the issue.`,
    "Pass the lifetime, such as 3600, instead of a timestamp: only the old 006 builders want those.",
  );
}
