/**
 * Every table. Order matters: the first whose shape fits wins, and the general ones go from the
 * particular to the universal.
 *
 * @module
 */
import type { Table } from "../error/table.ts";
import { acsCall, acsCallEnd, acsChat, acsCred } from "./acs.ts";
import { agoraChat } from "./agora/chat.ts";
import { agoraRtc3 } from "./agora/rtc-3.ts";
import { agoraRtcNative } from "./agora/rtc-native.ts";
import { agoraRtc, agoraRtcRelay } from "./agora/rtc.ts";
import { agoraRtm1, agoraRtm1Login, agoraRtm1Renew } from "./agora/rtm-1.ts";
import { agoraRtm } from "./agora/rtm.ts";
import { ably, centrifuge, graphqlWs, pusher, sendbird, stream } from "./chat.ts";
import { evertoken } from "./evertoken.ts";
import { http, httpTokenEndpoint, network } from "./http.ts";
import { livekit } from "./livekit.ts";
import { aws, databases, github, openai, powerBi, pubnub, slack } from "./clouds.ts";
import { auth0, cognito, firebase, firestore, google, keycloak, keycloakJs, msal, okta, supabase } from "./identity.ts";
import { entra, oauth, oauth4webapi, oidc } from "./oauth.ts";
import { grpc, mqtt, turn, webSocket } from "./transports.ts";
import { authWords, hintedWords, lateWords, mintedWords, words } from "./words.ts";
import { twilio } from "./twilio/every-product.ts";
import { twilioTaskrouter } from "./twilio/taskrouter.ts";
import { twilioConversations, twilioSync } from "./twilio/twilsock.ts";
import { twilioVideo } from "./twilio/video.ts";
import { twilioVoice } from "./twilio/voice.ts";
import { chime, daily, opentok, zoom } from "./video.ts";

/** All that is known, by provider. */
export const CATALOG: readonly Table[] = [
  evertoken,
  ...[acsCallEnd, acsCall, acsCred, acsChat],
  ...[
    agoraRtc,
    agoraRtcRelay,
    agoraRtc3,
    agoraRtcNative,
    agoraRtm,
    agoraRtm1,
    agoraRtm1Login,
    agoraRtm1Renew,
    agoraChat,
  ],
  ...[twilioVoice, twilioVideo, twilioSync, twilioConversations, twilioTaskrouter, twilio],
  ...[livekit, stream, sendbird, ably, centrifuge, pusher, graphqlWs, opentok, daily, zoom, chime],
  ...[slack, grpc, mqtt, webSocket, turn],
  ...[entra, msal, auth0, okta, keycloakJs, keycloak, cognito, firebase, firestore, supabase, google],
  ...[openai, powerBi, pubnub, databases, aws, github],
  ...[oauth, oidc, oauth4webapi],
  ...[words, mintedWords, authWords, hintedWords, lateWords, httpTokenEndpoint, network, http],
];
