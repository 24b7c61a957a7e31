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
import { http, network } from "./http.ts";
import { livekit } from "./livekit.ts";
import {
  auth0,
  cognito,
  entra,
  firebase,
  google,
  keycloak,
  msal,
  oauth,
  oauth4webapi,
  oidc,
  okta,
  supabase,
} from "./oauth.ts";
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
  ...[
    entra,
    msal,
    auth0,
    okta,
    keycloak,
    cognito,
    firebase,
    supabase,
    google,
    oauth,
    oidc,
    oauth4webapi,
    http,
    network,
  ],
];
