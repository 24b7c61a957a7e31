/**
 * The families of tokens: to add one, write its checks in a file of their own and list it here.
 *
 * @module
 */
import { isAcs, readAcs } from "./acs.ts";
import type { Jwt } from "./jwt.ts";
import { isLiveKit, readLiveKit } from "./livekit.ts";
import { isOidc } from "./oidc.ts";
import type { CheckContext, Reading, TokenFamily } from "./report.ts";
import { isTwilio, readTwilio } from "./twilio.ts";

/** What is known of one family. */
export interface Family {
  /** For sentences. */
  readonly title: string;
  /** Whether a JWT shows that it is of this family, whatever the caller calls it. */
  recognises?(jwt: Jwt): boolean;
  /** Its checks of a JWT; without them, those of any JWT. */
  read?(jwt: Jwt, context: CheckContext): Reading;
  /** What a caller's word stands for in its tokens, where grants, scopes and services have other names than products. */
  readonly products?: Readonly<Record<string, string>>;
}

/** By family; the first that recognises a JWT has it. */
export const FAMILIES: Readonly<Record<TokenFamily, Family>> = {
  twilio: {
    title: "Twilio",
    recognises: isTwilio,
    read: readTwilio,
    products: { conversations: "chat", datasync: "sync", data_sync: "sync", task_router: "taskrouter" },
  },
  acs: {
    title: "Azure Communication Services",
    recognises: isAcs,
    read: readAcs,
    products: { call: "voip", calling: "voip" },
  },
  agora: { title: "Agora", products: { rtm2: "rtm" } },
  livekit: { title: "LiveKit", recognises: isLiveKit, read: readLiveKit },
  oidc: { title: "OAuth" },
  jwt: { title: "another service" },
  unknown: { title: "another service" },
};

/** The family that a caller names; OAuth's access tokens are checked like those of OpenID Connect. */
export function namedFamily(name: string): TokenFamily | undefined {
  if (name === "oauth") return "oidc";
  return Object.hasOwn(FAMILIES, name) && name !== "unknown" ? (name as TokenFamily) : undefined;
}

/** What the token shows goes first; what the caller says decides where the token shows nothing in particular. */
export function familyOf(jwt: Jwt, { family }: CheckContext): TokenFamily {
  const shown = (Object.keys(FAMILIES) as TokenFamily[]).find((each) => FAMILIES[each].recognises?.(jwt));
  if (shown) return shown;
  if (family !== undefined && FAMILIES[family].read) return family;
  return isOidc(jwt) || family === "oidc" ? "oidc" : "jwt";
}
