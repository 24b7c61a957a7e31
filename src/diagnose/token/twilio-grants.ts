/**
 * The grants of a Twilio access token: one for each product, each with fields that the service insists on.
 *
 * Keys and fields as written by twilio@6.2.0 (`lib/jwt/AccessToken.js`).
 *
 * @module
 */
import { type Claims, object, text } from "./jwt.ts";
import { type CheckContext, differs, error, info, type TokenFinding } from "./report.ts";

/** The remedy for a token that was put together by hand. */
export const MINT = 'Mint it with "new twilio.jwt.AccessToken(...)" and the grant of the product.';

/** A grant: its key in `grants`, its class, and the fields without which it is useless, with the prefix of their SIDs. */
interface Grant {
  readonly key: string;
  readonly className: string;
  readonly fields: readonly (readonly [name: string, sidPrefix?: string])[];
}

const GRANTS: Readonly<Record<string, Grant>> = {
  voice: { key: "voice", className: "VoiceGrant", fields: [] },
  chat: { key: "chat", className: "ChatGrant", fields: [["service_sid", "IS"]] },
  sync: { key: "data_sync", className: "SyncGrant", fields: [["service_sid", "IS"]] },
  video: { key: "video", className: "VideoGrant", fields: [] },
  taskrouter: {
    key: "task_router",
    className: "TaskRouterGrant",
    fields: [["workspace_sid", "WS"], ["worker_sid", "WK"], ["role"]],
  },
};

/** Whose token it is, and whether it opens the product's doors. */
export function checkGrants(grants: Claims | undefined, context: CheckContext): TokenFinding[] {
  if (!grants) return [error("grantsMissing", 'The token has no "grants".', MINT)];
  const findings: TokenFinding[] = [];
  const { expect, product } = context;
  const identity = text(grants, "identity");
  if (!identity) {
    findings.push(error("identityMissing", "The token names no identity.", 'Pass "identity" when minting, as text.'));
  } else if (expect.identity !== undefined && identity !== expect.identity) {
    findings.push(
      differs("identity", "the identity", identity, expect.identity, "Mint it for the user who is signed in."),
    );
  }
  const present = Object.values(GRANTS).filter(({ key }) => grants[key] !== undefined);
  const wanted = product === undefined ? undefined : Object.hasOwn(GRANTS, product) ? GRANTS[product] : undefined;
  if (Object.keys(grants).every((key) => key === "identity")) {
    findings.push(error("grantsEmpty", "The token grants nothing but an identity.", MINT));
  } else if (wanted && !present.includes(wanted)) {
    findings.push(
      error("grantMissing", `The token has no ${wanted.className}.`, `Add a ${wanted.className} before "toJwt()".`),
    );
  }
  for (const grant of present) findings.push(...checkGrant(grant, object(grants, grant.key) ?? {}, context));
  return findings;
}

function checkGrant({ key, className, fields }: Grant, grant: Claims, { expect }: CheckContext): TokenFinding[] {
  const findings = fields.flatMap(([name, prefix]) => checkField(className, grant, name, prefix));
  if (key === "voice") findings.push(...checkVoice(grant));
  const room = text(grant, "room");
  if (key === "video" && room === undefined) {
    findings.push(info("anyRoom", "The token opens every Video room.", 'Set "room" if it is meant for one.'));
  } else if (key === "video" && expect.room !== undefined && room !== expect.room) {
    findings.push(differs("room", "the room", room, expect.room, "Mint it for the room that is joined."));
  }
  return findings;
}

function checkField(className: string, grant: Claims, name: string, prefix?: string): TokenFinding[] {
  const value = text(grant, name);
  const camel = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (!value) {
    return [error("grantField", `The ${className} lacks "${name}".`, `Pass "${camel}" to the ${className}.`)];
  }
  if (prefix === undefined || value.startsWith(prefix) || value === "default") return [];
  return [
    error(
      "grantField",
      `"${name}" of the ${className} is not a SID that begins with ${prefix}.`,
      `Look up the right SID for "${camel}".`,
    ),
  ];
}

function checkVoice(grant: Claims): TokenFinding[] {
  const outgoing = object(grant, "outgoing");
  const receives = object(grant, "incoming")?.["allow"] === true;
  if (outgoing) return checkField("VoiceGrant", outgoing, "application_sid", "AP");
  if (receives) {
    return [
      info(
        "incomingOnly",
        "The token can receive calls but make none.",
        'Pass "outgoingApplicationSid" (AP...) to the VoiceGrant to call out.',
      ),
    ];
  }
  return [
    error(
      "grantField",
      "The VoiceGrant allows neither outgoing nor incoming calls.",
      'Pass "outgoingApplicationSid" (AP...), "incomingAllow: true", or both.',
    ),
  ];
}
