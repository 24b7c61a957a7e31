/**
 * Access tokens as Twilio's helper libraries make them.
 *
 * @module
 */
import { hmacJwt, MINTED, sid } from "../mint.ts";

const TWILIO = {
  iss: sid("SK", 1),
  sub: sid("AC", 2),
  iat: MINTED,
  exp: MINTED + 3_600,
  grants: { identity: "alice", video: { room: "r" } },
};
export const twilio = (payload: object, header?: object): string =>
  hmacJwt({ ...TWILIO, ...payload }, { cty: "twilio-fpa;v=1", ...header });
export const grants = (each: object): string => twilio({ grants: { identity: "alice", ...each } });
