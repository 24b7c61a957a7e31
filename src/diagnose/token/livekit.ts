/**
 * LiveKit access tokens.
 *
 * Layout as minted by livekit-server-sdk@2.19.2; `exp` matters only at the first connection, the server renews by itself
 * (LiveKit documentation, "Tokens & grants").
 *
 * @module
 */
import { checkJwt, type Jwt, object, text } from "./jwt.ts";
import { type CheckContext, differs, error, info, type Reading, type TokenFinding } from "./report.ts";

const MINT_LIVEKIT = 'Mint it with AccessToken of livekit-server-sdk and "addGrant({ roomJoin: true, room })".';

/** By its grants: `video` beside an API key as issuer. */
export function isLiveKit({ payload }: Jwt): boolean {
  const grantKeys = ["video", "sip", "roomConfig", "inference"];
  return text(payload, "iss") !== undefined && grantKeys.some((name) => object(payload, name) !== undefined);
}

/** All checks of a token that is, or should be, one for joining a LiveKit room. */
export function readLiveKit(jwt: Jwt, { now, expect }: CheckContext): Reading {
  const { payload } = jwt;
  const video = object(payload, "video");
  const identity = text(payload, "sub");
  const room = text(video, "room");
  const findings: TokenFinding[] = checkJwt(jwt, now, "refused");
  if (!text(payload, "iss")) {
    findings.push(error("issuer", 'The token names no API key ("iss").', MINT_LIVEKIT));
  }
  if (!video) {
    findings.push(error("grantMissing", "The token has no video grant.", MINT_LIVEKIT));
  } else if (video["roomJoin"] !== true) {
    findings.push(
      error(
        "grantField",
        'The token does not grant "roomJoin": it cannot connect to a room.',
        `${MINT_LIVEKIT} Keep tokens for the server API on the server.`,
      ),
    );
  } else if (!room) {
    findings.push(error("grantField", "The token names no room.", MINT_LIVEKIT));
  } else if (expect.room !== undefined && room !== expect.room) {
    findings.push(differs("room", "the room", room, expect.room, "Mint it for the room that is joined."));
  }
  if (!identity) {
    findings.push(
      error(
        "identityMissing",
        'The token names no identity ("sub").',
        'Pass "identity" when minting; it must be unique in the room.',
      ),
    );
  } else if (expect.identity !== undefined && identity !== expect.identity) {
    findings.push(
      differs("identity", "the identity", identity, expect.identity, "Mint it for the user who is signed in."),
    );
  }
  for (const name of ["canPublish", "canSubscribe"]) {
    if (video?.[name] === false) {
      findings.push(
        info(
          "restricted",
          `The token forbids ${name === "canPublish" ? "publishing" : "subscribing"}.`,
          `Leave "${name}" out to allow it.`,
        ),
      );
    }
  }
  return { findings, summary: { issuer: text(payload, "iss"), identity, room } };
}
