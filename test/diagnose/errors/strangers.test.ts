/** Errors that nobody here had seen when the right answer was written: pasted by others, thrown by packages that no table lists. */
import { expect, test } from "vitest";
import { diagnoseError, type Provider } from "../../../src/diagnose.ts";
import { readStrangers, type Stranger, verdictOn } from "../../extract/strangers/strangers.ts";
import { NOW } from "./cases/case.ts";

const STRANGERS = [
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "10",
  "11",
  "13",
  "14",
  "15",
  "16",
  "17",
  "18",
  "19",
  "20",
  "21",
  "22",
  "23",
  "24",
  "25",
  "26",
  "27",
  "28",
  "29",
  "30",
  "31",
  "32",
  "33",
  "34",
  "35",
  "36",
  "37",
  "38",
  "39",
  "40",
  "41",
  "42",
  "43",
  "44",
  "45",
  "46",
  "47",
  "48",
  "49",
].flatMap(readStrangers);

/** Each is answered once, by the first test that asks: thousands of them take seconds. */
const VERDICTS = new Map<Stranger, string>();

function verdictOf(stranger: Stranger): string {
  let verdict = VERDICTS.get(stranger);
  if (!verdict) {
    verdict = verdictOn(stranger, diagnoseError(stranger.error, { now: NOW }).action);
    VERDICTS.set(stranger, verdict);
  }
  return verdict;
}

const answeredAs = (verdicts: readonly string[]): readonly string[] =>
  STRANGERS.filter((stranger) => verdicts.includes(verdictOf(stranger))).map(({ source }) => source);

/** Where one of these is answered rightly, take it out; to add one is to answer worse than before. */
const NOT_YET = `
express-oauth2-jwt-bearer: scope
gaxios: scope
hocuspocus: unauthorized
VideoUIKit-ReactNative#41
logto: not signed in
SignalR
worker-jwt: no token
hono: header
hono: decode
hawk: attributes
simple-oauth2: down
square: scopes
kubernetes: 403
stomp: RabbitMQ
octokit: resource
body 400: search
ccxt: address
magic: header
airtable: connection
Chromium, a console line, from memory
graphql-ws, a console line, from memory
a feature flag service
acs refresher: expired
sts: denied
keycloak: timeout
clerk: session
grpc: unauthenticated
twilio/video-quickstart-ios#67
keycloak-nodejs-connect#506
tuanpmt/esp32-mqtt#13
gin-jwt 2.6
umami-software/umami#149
ory/fosite
ory/fosite
ory/fosite
Microsoft.IdentityModel, LogMessages.cs
pusher-channels-flutter#156
react-native-azure-auth#44
rabbitmq-server, deps/rabbit
redis, src
react-native-firebase#6961
minio/minio, cmd/api-errors.go
minio/minio, cmd/api-errors.go
minio/minio, cmd/api-errors.go
etcd-io/etcd, server/auth, rpctypes
dexidp/dex, server
ory/kratos
ory/kratos
ory/kratos
asked: twilio
asked: pusher
asked: pusher
asked: pubnub
asked: keycloak
asked: sockets
asked 2: acs
asked 2: twilio
asked 2: zoom
asked 2: sendbird
asked 2: ably
asked 2: chat
asked 2: chat
got apigwsig
aws sts stsinv
nats -ERR 'Permissions Violation for Publish to "orders.created"'
@sendbird/chat sendUserMessage
lib-jitsi-meet CONNECTION_FAILED arguments
@stomp/stompjs onStompError frame, Spring
SignalR onclose(error), closeOnAuthenticationExpiration
ACS Calling call ended
jest
amazon-chime-sdk-js console
Graph lifecycle notification webhook body
git clone with an expired PAT
Discord gateway, python log
Heroku log line
graphql-ws in console
German dialog
@sendbird/chat session refresh failed
Daily REST API create token
@azure/identity ChainedTokenCredential aggregate
WebSocket close event 4403
@stomp/stompjs RabbitMQ bad CONNECT
@azure/communication-identity bad tokenExpiresInMinutes
pubnub Invalid Subscribe Key
Agora web, two tabs
Laravel Echo console
Firebase App Check console
AppSync subscription
kubeadm join, SO title
docker push, SO title
@azure/communication-calling createCallAgent with a Teams token
twilio-video connect
@twilio/voice-sdk, wifi lost
@microsoft/signalr hub method with a policy
AWS AppSync, API key run out
graphql-ws close event in the console
Azure AD B2C silent
@twilio/voice-sdk wrong secret
wordpress nonce
stream-chat missing permission
pusher-js with laravel broadcasting auth 403
token endpoint unreachable, wrapped
azure communication token without refresher, question
firestore rules
agora-rtc-sdk-ng uid conflict
supabase row level security
twilio-video signaling lost
stream-chat misuse
Liveblocks auth endpoint 403
Hocuspocus provider authenticationFailed
jitsi-meet: no or unusable token for prosody
JsSIP registrationFailed
amazon-chime-sdk-js join token bad
firebase firestore rules
supabase-js row level security
express-openid-connect state cookie lost
@okta/okta-sdk-nodejs API token
@react-native-google-signin Android
twilio voice sdk, wrong API key secret
azure signalr service key
jjwt weak key
laravel csrf 419
github API
discord gateway
docker registry in CI
duende identityserver client grant
Azure Communication Services calling: connectionStateChanged event
livekit-client connect
FCM: APNs key of the project
graphql-ws: connection_init never sent
mqtt.js v5 disconnect packet
@arcgis/core request error
Cesium ion
Stripe.js misuse
APNs log
ably: operation on a closed connection
pusher-js / laravel echo: authorization endpoint 403
opentok.js: token and session do not match
dart: device's date is in the past
azure web app log: own timer
@microsoft/signalr: hub path wrong
Laravel Sanctum
cloudflare: API token
sendbird: session handler gave null token
laravel: csrf session lapsed
rust jsonwebtoken: audience
phoenix socket: token invalid by max_age
supertokens: refresh failed, session gone
matrix: soft logout
npm in CI: token of the registry void
ably-js authUrl answered 401
nats.ws wrong user
express-openid-connect callback without cookie
supertokens middleware
paypal rest
mapbox-gl error event
zego token callback
Tencent IM, UserSig made for another user
QuickBlox, session create with wrong timestamp
Salesforce, row lock
vault agent-like sidecar, lease nearly out
Phoenix socket, Phoenix.Token max_age exceeded
MapKit JS, bad authorization token
OnlyOffice, JWT secret mismatch
LiveKit server API, room gone
Daily, join with a token past exp
Vonage Video, token made with other project
Strava, activity scope not granted
LiveKit server log, expired token at join
Zoom OAuth refresh
PubNub, wrong string given to setToken
Moodle mobile web service token ended
Moodle, service lacks function
graphql-ws, server closes 4401 after token end
Hot Chocolate, not authenticated
Discord, missing access to a channel
AWS STS, OIDC provider not registered
Amazon Chime SDK, attendee join token not taken any more on reconnect
Zoom Video SDK, signature made with other key
VideoSDK.live, token
Duende IdentityServer, redirect uri
Kafka OAUTHBEARER, token endpoint down
MinIO, host clock
Harbor registry, robot account
MySQL: lock wait
nodemailer: greylist
Cypress
BigBlueButton API join
Vault kubernetes auth
Tyk gateway
AWS API Gateway, api key not sent or not in usage plan
discord.js gateway
kubectl on a VM after resume
X API v2
sentry-cli in a Vite build
Telnyx REST API
Akamai EdgeGrid signed API
InfluxDB v2 client
Consul HTTP API
own API called from the browser, preflight
Strapi v4, permission for role not ticked
Laravel Sanctum API, no valid token or session
contentful@11.12.10 AccessTokenInvalid
@descope/node-sdk@2.13.0 validateSession with no token
@fastify/jwt@10.2.8 FST_JWT_NO_AUTHORIZATION_IN_HEADER
@liveblocks/client@3.24.2 authEndpoint forbids: error of enterRoom
@liveblocks/node@3.24.2 secret key of the wrong kind
@microsoft/signalr@10.0.11 negotiate answers an HTML page (wrong url)
@okta/okta-auth-js@8.0.1 sign-in transaction resumed with an expired state token, E0000011
openai@7.57.0 insufficient quota (billing)
opentok@2.23.2 generateToken with an expireTime in the past
passport-jwt@4.0.1 info: No auth token
agora-rtm@2.3.0 second RTM instance for the same user id, then subscribe
@azure/core-rest-pipeline@1.25.1 http url without allowInsecureConnection
iron-session@9.0.1 getIronSession without a password
csrf-csrf@4.0.3 POST with a stale CSRF token
@simplewebauthn/server@14.0.3 passkey login: challenge differs from the stored one
@logto/client@3.1.9 sign-in callback with another state
sockjs-client@1.6.1 close 1002: cannot connect to server
cloudflare@7.3.0 Invalid API token (10000)
airtable@0.12.2 NOT_AUTHORIZED: token lacks access to the base
@shopify/admin-api-client@2.0.0 access denied for a field
@googlemaps/google-maps-services-js@3.4.2 REQUEST_DENIED (403)
wpapi@1.2.2 rest_cookie_invalid_nonce
@auth/core@0.41.3 callback without its PKCE/state cookie: InvalidCheck
auth0-js@10.2.1 parseHash: state does not match
better-auth@1.7.25 getAccessToken of a linked account: refresh is impossible
@clerk/backend@3.25.0 verifyToken without any key
firebase@13.2.0 auth: signInWithCustomToken, token expired
ofetch@1.5.1 refresh route of the app (Nitro) answers 401
@opentelemetry/exporter-trace-otlp-proto@0.220.0 collector answers 503 until the timeout
pubnub@12.0.3 status event of the live subscription: access denied, token expired
rate-limiter-flexible@8.3.0 points used up: RateLimiterRes is the rejection reason
@clerk/clerk-js@6.40.0 sign in: wrong password
@liveblocks/client@3.24.2 auth endpoint 403
@stream-io/video-client@1.60.0 call.get forbidden
@stripe/stripe-js@10.2.1 script cannot load
axios@1.21.1 uncaught preflight failure, console
chromium-csp@156.0 CSP connect-src (console)
chromium-fedcm@156.0 FedCM: not signed in with the identity provider (console)
chromium-fetch@156.0 mixed content (console)
configcat-js@9.6.1 SDK key (console)
@casl/ability@7.0.1 throwUnlessCan
@magic-sdk/admin@2.8.2 token.validate, nbf ahead
@paddle/paddle-node-sdk@3.10.0 key not permitted
@mailchimp/mailchimp_marketing@3.0.80 key of another data center
@ringcentral/sdk@5.0.11 refresh, token dead
@mapbox/mapbox-sdk@0.16.2 token restricted to other URLs
imagekit@6.0.0 private key wrong
cos-nodejs-sdk-v5@3.0.0 policy denies
openvidu-node-client@2.32.2 secret wrong
@azure/search-documents@13.0.0 query key used to write
mariadb@3.5.4 host not allowed
@datocms/cma-client-node@5.5.3 token lacks rights
@azure/msal-browser@5.30.0 loginPopup before initialize()
livekit-client@2.23.0 room.connect: token expired
ofetch@1.5.1 403, body not read
ioredis@6.0.0 MaxRetriesPerRequestError
alipay-sdk@4.14.0 exec invalid auth token
@azure/notification-hubs@2.1.0 40103
etcd3@1.1.2 permission denied
express-jwt-permissions@1.3.7 permission_denied
@fastify/oauth2@8.3.0 callback with another state
iyzipay@2.0.69 1001
manticoresearch@3.3.0 unknown index
siwe@3.0.0 verify expired message
agora-chat@1.4.0: type 510
firebase@13.2.0 firestore/lite getDoc, rules
@supabase/storage-js@2.119.1 upload, RLS
@discordjs/rest@2.6.3 post in a channel without permission
chromium@156.0.8078.108 console: CORS without allow-origin
chromium@156.0.8078.108 console: CORS preflight refuses the authorization header
firefox@153.7.0esr console: CORS header missing
@supabase/supabase-js@2.119.1 RLS violation, printed
firebase@13.2.0 Firestore: Missing or insufficient permissions, printed
@directus/sdk@26.0.0 readItems without permission
stream-chat@9.53.0 sendMessage, right missing
redis@6.3.1 SET as a user who may only read
Chrome DevTools console
Argo CD CLI
Chrome CORS
csurf@1.11.0
ASP.NET Core Data Protection
apt in a Docker build
Azure IoT Hub device
Hydrogen storefront
contentful@11.12.10
upstash @upstash/redis@1.39.0
cesium ion
courier / APNs
sip call end
Matrix homeserver
kintone REST API (ja)
browser CORS
@directus/sdk@26.0.0 updateItem, no permission
@microsoft/signalr@10.0.11 invoke, role missing
nats@2.29.3 connect, authorization violation
sockjs-client@1.6.1 close when server is down
graphql-request@7.4.0 Hasura, role not in allowed roles
@xmpp/client@0.14.0 start with a wrong password
bankid@3.2.1 auth with a foreign certificate
@hocuspocus/provider@4.8.0 onAuthenticationFailed
openrouteservice-js@0.4.1 Directions.calculate, key not allowed
cos-nodejs-sdk-v5@3.0.0 putObject, policy forbids it
@fal-ai/client@1.10.1 run
SPID (identity provider)
Square Payments API
outsider 479
outsider 598
outsider 635
outsider 1133
outsider 1139
outsider 1140
outsider 1143
outsider 1357
outsider 1401
outsider 1405
outsider 1421
outsider 1424
second outsider 21
second outsider 23
second outsider 27
second outsider 95
second outsider 131
second outsider 135
second outsider 140
second outsider 142
second outsider 143
second outsider 150
second outsider 158
second outsider 167
second outsider 171
second outsider 177
second outsider 197
second outsider 206
second outsider 220
second outsider 250
second outsider 255
second outsider 257
second outsider 263
second outsider 271
second outsider 287
second outsider 301
second outsider 338
second outsider 340
second outsider 355
second outsider 367
second outsider 380
second outsider 416
second outsider 543
second outsider 561
second outsider 570
second outsider 571
second outsider 600
second outsider 607
second outsider 616
second outsider 625
second outsider 628
second outsider 633
second outsider 638
second outsider 639
second outsider 641
second outsider 644
second outsider 685
second outsider 727
second outsider 760
second outsider 863
second outsider 902
second outsider 986
second outsider 988
`;

test("R200 those that are not answered rightly are known", () => {
  const known = NOT_YET.trim().split("\n");
  let count = 0;
  // One after another, because thousands take seconds, and a mutant's run ends at the first that is answered worse.
  for (const stranger of STRANGERS) if (verdictOf(stranger) === "wrong") expect(stranger.source).toBe(known[count++]);
  expect(count).toBe(known.length);
});

test("R200 how many are answered acceptably is known", () => {
  expect(answeredAs(["acceptable"])).toHaveLength(441);
});

test("R200 95 of 100 strangers are answered right, or acceptably", () => {
  expect(answeredAs(["right", "acceptable"]).length / STRANGERS.length).toBeGreaterThan(0.95);
});

test("R200 no stranger sends a user to sign in for nothing", () => {
  // A wrong password, an address that is not confirmed: of these the sets say that they are no token problem. The diagnosis
  // says that the user must sign in, and nobody is signed in then. A broker's "bad user name or
  // password" without a name for the broker reads like a form's, and so do a REST API's "invalid login details"; a chat's
  // "log in again" in Chinese like a person's.
  expect(answeredAs(["harmful"])).toEqual([
    "asked: ordinary",
    "supabase sign-in form",
    "firebase auth, wrong password",
    "appwrite login",
    "pocketbase authWithPassword",
    "quickblox session ended",
    "@telnyx/webrtc login",
    "Telnyx WebRTC, login token refused",
    "Infobip SMS API",
    "Plivo server SDK",
    "Easemob chat web SDK (环信), onTokenExpired",
    "opentok@2.23.2 startArchive, session has no clients (404)",
  ]);
});

test("R333 texts of the same kinds, thought of when the first ones had been answered wrongly", () => {
  const wrong = readStrangers("12").filter((stranger) => {
    const options = { now: NOW, ...(stranger.provider && { provider: stranger.provider as Provider }) };
    return !["right", "acceptable"].includes(verdictOn(stranger, diagnoseError(stranger.error, options).action));
  });
  expect(wrong.map(({ error }) => error)).toEqual([]);
});

test("R200 of a hundred strangers that are no token problems at most two are called one", () => {
  const ordinary = STRANGERS.filter(({ kind }) => kind === "E");
  const wrong = ordinary.filter((stranger) => verdictOf(stranger) === "wrong");
  expect(ordinary.length).toBeGreaterThan(90);
  expect(wrong.length / ordinary.length).toBeLessThan(0.02);
});
