/**
 * Reads the codes that the vendors' packages hold: their enums, classes and message tables.
 *
 * Runs beside the packages of test/extract/package.json; prints `{ table id: [codes] }` as JSON.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";

const MODULES = new URL("node_modules/", import.meta.url);
const read = (path) => readFileSync(new URL(path, MODULES), "utf8");
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const files = (folder, ends) =>
  readdirSync(new URL(folder, MODULES), { recursive: true })
    .filter((name) => name.endsWith(ends))
    .map((name) => `${folder}/${name}`);
/** Source text only: no maps, no folders that are named like files. */
const texts = (folder, ends) =>
  files(folder, ends)
    .filter((path) => statSync(new URL(path, MODULES)).isFile())
    .map(read)
    .join("\n");
const enumOf = (text, name, value) =>
  all(new RegExp(`enum ${name} \\{([^}]*)\\}`).exec(text.replace(/\/\*[\s\S]*?\*\//g, ""))[1], value);
const constants = (path) => all(read(path), /^const \w+ = "([^"]+)"/gm);

export const EXTRACTORS = {
  msal: () => [
    ...files("@azure/msal-browser/dist/error", "Codes.mjs").flatMap(constants),
    ...files("@azure/msal-common/dist/error", "Codes.mjs").flatMap(constants),
  ],
  firebase: () =>
    files("@firebase/auth/dist/node", ".js")
      .flatMap((path) => all(read(path), /\["([a-z-]+)" ?\/\* AuthErrorCode\.[A-Z_]+ \*\/\]:/g))
      .map((code) => `auth/${code}`),
  supabase: () => all(read("@supabase/auth-js/dist/main/lib/error-codes.d.ts"), /'([a-z_0-9]+)'/g),
  cognito: () => [
    ...files("@aws-amplify/auth/dist/esm", ".d.ts").flatMap((path) =>
      all(read(path), /= "([A-Z][A-Za-z]+Exception)"/g),
    ),
    ...["client-cognito-identity-provider", "client-cognito-identity"].flatMap((name) =>
      all(read(`@aws-sdk/${name}/dist-types/models/errors.d.ts`), /name: "([A-Za-z]+)"/g),
    ),
  ],
  auth0: () => all(read("@auth0/auth0-spa-js/dist/auth0-spa-js.production.esm.js"), /super\("([a-z_]+)"/g),
  opentok: () =>
    all(read("@opentok/client/dist/js/opentok.js"), /: '(OT_[A-Z_]+)'/g).concat(
      all(read("@opentok/client/dist/js/opentok.js"), /: "(OT_[A-Z_]+)"/g),
    ),
  "graphql-ws": () =>
    files("graphql-ws/dist", ".js").flatMap((path) => all(read(path), /CloseCode2\[CloseCode2\["\w+"\] = (\d{4})\]/g)),
  keycloak: () => all(read("keycloak-js/lib/keycloak.js"), /new NetworkError\('([^']+)'/g),
  google: () =>
    files("google-auth-library/build/src", "oauth2client.js").flatMap((path) =>
      all(read(path), /new Error\(['"`]([^'"`$]{12,80})/g),
    ),
  sendbird: () => files("@sendbird/chat/lib", ".d.ts").flatMap((path) => all(read(path), /[A-Z_]+ ?= ?(\d{6})\b/g)),
  "agora-chat": () => all(read("agora-chat/status.d.ts"), /[A-Z_]+ = (\d+)/g),
  zoom: () => all(read("@zoom/videosdk/dist/types/exception-code.d.ts"), /[A-Z_]+ = (\d+)/g),
  chime: () => all(read("amazon-chime-sdk-js/build/meetingsession/MeetingSessionStatusCode.d.ts"), /\w+ = (\d+)/g),
  stream: () => all(read("stream-chat/src/errors.ts"), /'(-?\d+)': \{/g),
  daily: () =>
    ["DailyFatalErrorType", "DailyNonFatalErrorType"].flatMap((name) =>
      all(new RegExp(`type ${name} =([^;]+);`).exec(read("@daily-co/daily-js/index.d.ts"))[1], /'([a-z-]+)'/g),
    ),
  centrifuge: () => all(/enum errorCodes \{([^}]+)\}/.exec(read("centrifuge/build/codes.d.ts"))[1], /\w+ = (\d+)/g),
  ably: () => all(texts("ably/src", ".ts"), /\b([489]\d{4})\b/g),
  pusher: () => [
    ...all(texts("pusher-js/src", ".ts"), /type: ?['"]([A-Za-z]+Error)/g),
    ...all(texts("pusher-js/src", ".ts"), /\b(4[0-3]\d\d)\b/g),
    ...all(texts("pusher-js/src", ".ts"), /class (\w+)\s+extends Error/g),
  ],
  livekit: () => [
    ...enumOf(read("livekit-client/dist/src/room/errors.d.ts"), "ConnectionErrorReason", /(\w+) = \d+/g),
    ...enumOf(read("@livekit/protocol/dist/index.d.ts"), "DisconnectReason", /\w+ = (\d+)/g),
    ...all(read("livekit-client/dist/livekit-client.esm.mjs"), /super\((\d+), /g),
    ...all(texts("livekit-server-sdk/dist", ".js"), /new (?:Type)?Error\(\s*["'`]([^"'`$]{12,120})/g),
  ],
  okta: () => [
    ...all(texts("@okta/okta-auth-js/esm", ".js"), /(E0000\d{3})/g),
    ...all(
      texts("@okta/okta-auth-js/esm", ".js"),
      /new (?:AuthSdkError|OAuthError)\(\s*['"`]([^'"`$\\\n]{12,160})/g,
    ).map((text) => text.trim()),
  ],
  "agora-rtc": () => {
    const types = read("agora-rtc-sdk-ng/rtc-sdk_en.d.ts");
    return [
      ...enumOf(types, "AgoraRTCErrorCode", /= "(\w+)"/g),
      ...enumOf(types, "ConnectionDisconnectedReason", /= "(\w+)"/g),
      ...enumOf(types, "ChannelMediaRelayError", /= "(\w+)"/g),
      ...all(read("agora-rtc-sdk-ng/AgoraRTC_N-production.esm.mjs"), /\.((?:K|ERR)_[A-Z\d_]{4,})=\d+\]=/g),
    ];
  },
  "agora-rtm": () => [
    ...all(read("agora-rtm-sdk/agora-rtm.js"), /(-1[0-4]\d{3})\b/g),
    ...enumOf(read("agora-rtm-sdk/agora-rtm.d.ts"), "LinkStateChangeReasonDescription", /(\w+) = "/g),
  ],
  oauth4webapi: () => all(read("oauth4webapi/build/index.js"), /= '(OAUTH_[A-Z_]+)'/g),
};

if (import.meta.main ?? process.argv[1]?.endsWith("codes.mjs")) {
  const found = Object.fromEntries(Object.entries(EXTRACTORS).map(([id, extract]) => [id, [...new Set(extract())]]));
  process.stdout.write(JSON.stringify(found));
}
