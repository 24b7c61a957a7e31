/**
 * Agora tokens, 006 and 007: what they are made for, against what they are used for, and which of their ends counts.
 *
 * Rules from Agora's "Deploy a token server" and "Token usage" pages and from agora-rtc-sdk-ng@4.24.8; services and
 * privileges from agora-token@2.0.6.
 *
 * @module
 */
import { type AgoraToken, agoraEntryEnds, agoraWindow } from "../../core/read/agora.ts";
import { check006 } from "./agora-006.ts";
import { check007 } from "./agora-007.ts";
import { A_DATE, type Part, servicesOf } from "./agora-use.ts";
import { type CheckContext, differs, error, type Reading, type TokenFinding, warning } from "./report.ts";
import { checkTimes } from "./times.ts";

const ALTERED = {
  words: [
    "damaged",
    "The token begins like one of Agora, but it is cut off or altered.",
    'Compare its length with what the builder returned. In a URL it must be encoded: "+" would turn into a space.',
  ],
} as const;

/** What `startsWith("00x")` but cannot be read. */
export const DAMAGED: TokenFinding = error(...ALTERED.words);

/** Builders pad their base64: without, the token has lost its end, if no more than that. The app id of a 006 token is none. */
export const paddingOf = (token: string): readonly TokenFinding[] =>
  (token.length - (token.startsWith("007") ? 3 : 35)) % 4 === 0 ? [] : [warning(...ALTERED.words)];

/** What a builder returns for a bad app id or certificate. */
export const EMPTY: TokenFinding = error(
  "emptyFromBuilder",
  "The token is empty. Agora's builders return an empty string for an app id or certificate that is not 32 hexadecimal digits.",
  "Check both on the server. For a project without a certificate pass null, not an empty string.",
);

/** All checks of an Agora token that could be decoded. */
export function readAgora(token: AgoraToken, length: number, context: CheckContext): Reading {
  const { expect } = context;
  const findings: TokenFinding[] = [];
  if (expect.appId !== undefined && expect.appId.toLowerCase() !== token.appId.toLowerCase()) {
    findings.push(
      differs(
        "appId",
        "the app id",
        token.appId,
        expect.appId,
        "Use the app id of one project on the server and in the app.",
      ),
    );
  }
  const part: Part = token.version === "006" ? check006(token, context) : check007(token, length, context);
  findings.push(...part.findings, ...checkEnds(token, context.now));
  return { findings, summary: { appId: token.appId, services: servicesOf(token), ...part.target } };
}

function checkEnds(token: AgoraToken, now: number): TokenFinding[] {
  const { issueTs, joinBy } = agoraWindow(token);
  const ends = agoraEntryEnds(token);
  if (token.version === "006" && ends.some((end) => end < A_DATE)) {
    return [
      error(
        "relativeTime",
        "A privilege's expiry is a number of seconds where 006 tokens want a date: it lies in 1970.",
        "Pass the present plus the lifetime, in Unix seconds: only the 007 builders want lifetimes.",
      ),
    ];
  }
  const end = Math.min(joinBy, ...ends);
  const what = end < joinBy ? "The privilege to join or log in" : "The token";
  return checkTimes({ issuedAt: issueTs * 1000, expiresAt: end * 1000 }, now, what);
}
