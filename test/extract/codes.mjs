/**
 * Reads the codes that the vendors' packages hold: their enums, classes and message tables.
 *
 * Runs beside the packages of test/extract/package.json; prints `{ table id: [codes] }` as JSON.
 */
import { readdirSync, readFileSync } from "node:fs";

const MODULES = new URL("node_modules/", import.meta.url);
const read = (path) => readFileSync(new URL(path, MODULES), "utf8");
const all = (text, pattern) => [...text.matchAll(pattern)].map((match) => match[1]);
const files = (folder, ends) =>
  readdirSync(new URL(folder, MODULES), { recursive: true })
    .filter((name) => name.endsWith(ends))
    .map((name) => `${folder}/${name}`);
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
  oauth4webapi: () => all(read("oauth4webapi/build/index.js"), /= '(OAUTH_[A-Z_]+)'/g),
};

if (import.meta.main ?? process.argv[1]?.endsWith("codes.mjs")) {
  const found = Object.fromEntries(Object.entries(EXTRACTORS).map(([id, extract]) => [id, [...new Set(extract())]]));
  process.stdout.write(JSON.stringify(found));
}
