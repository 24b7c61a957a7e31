import { asked, type Case, EXPIRED, FRESH, OLD } from "./case.ts";

const pair = (code: number, subCode: number, message = "…"): object => ({
  name: "CallingCommunicationError",
  message,
  code,
  subCode,
});
const infrastructure = [
  [408, 40101],
  [408, 40104],
  [408, 40114],
  [408, 44118],
  [412, 40115],
  ...[40102, 40103, 40105, 40106, 40107, 40108, 40109, 40110, 40111, 40112, 40113].map((sub) => [500, sub]),
  ...[40116, 40117, 40118, 40120, 40216].map((sub) => [500, sub]),
] as [number, number][];

export const acs: readonly Case[] = [
  [pair(401, 40235, "AccessToken expired"), "acs-call 401/40235 refresh>fixClock"],
  [pair(401, 40235, "AccessToken expired, \nTroubleshooting Guide: …"), "acs-call 401/40235 refresh>fixClock"],
  [{ code: 401, subCode: 40235 }, "acs-call 401/40235 refresh>fixClock"],
  // Posted to a worker, or logged as JSON: the getters are gone.
  [{ _code: 401, _subCode: 40235 }, "acs-call 401/40235 refresh>fixClock"],
  [{ code: 401, subCode: 40235 }, "acs-call 401/40235 refresh>fixClock", { provider: "acs" }],
  [{ code: 401, subCode: 40235 }, "acs-call 401/40235 refresh>fixClock", { provider: "acs-call" }],
  [pair(401, 40235), "acs-call 401/40235 fixClock", { token: FRESH }],
  [pair(401, 40235), "acs-call 401/40235 refresh>fixClock", { token: OLD }],
  [pair(401, 40235), "acs-call 401/40235 refresh>fixClock", { token: EXPIRED }],
  // The code beside the sub-code may change, or the sub-code may go.
  [pair(403, 40235), "acs-call 403/40235 refresh>fixClock"],
  [pair(401, 99_999, "AccessToken expired"), "acs-call 401/40235 refresh>fixClock"],
  [
    pair(400, 99_999, "Access token is expired and failed to fetch a valid one after retries."),
    "acs-call 400/40234 rejoin>fixClock",
  ],
  ...(
    [
      ["AccessToken does not contain 'voip' or 'voip.join' scope", "44113 fixConfig"],
      ["Failed to parse AccessToken", "44117 fixConfig"],
      ["Failed to get AccessToken", "44110 retryLater"],
      ["Refreshed AccessToken User Id doesnt match initial User Id.", "40233 fixConfig"],
      ["CallAgent must be created only with ACS token", "40229 fixConfig"],
    ] as const
  ).map(([text, expected]): Case => [pair(400, 99_999, text), `acs-call 400/${expected}`]),
  [pair(400, 40234), "acs-call 400/40234 rejoin>fixClock"],
  [
    { oldValue: "Connected", newValue: "Disconnected", reason: "invalidToken" },
    "acs-call invalidToken rejoin>fixConfig",
  ],
  [
    { oldValue: "Connected", newValue: "Disconnected", reason: "connectionIssue" },
    "acs-call connectionIssue retryLater",
  ],
  ["invalidToken", "acs-call invalidToken rejoin>fixConfig", { provider: "acs" }],
  [pair(401, 44110), "acs-call 401/44110 retryLater"],
  [pair(401, 44110), "acs-call 401/44110 signIn!", { token: { phase: "halted", error: { action: "signIn" } } }],
  [pair(401, 44108), "acs-call 401/44108 fixConfig"],
  [pair(401, 44109), "acs-call 401/44109 fixConfig"],
  [pair(401, 44111), "acs-call 401/44111 fixConfig"],
  [pair(401, 44112), "acs-call 401/44112 fixConfig"],
  [pair(401, 44117), "acs-call 401/44117 fixConfig"],
  [pair(500, 40201), "acs-call 500/40201 fixConfig"],
  [pair(401, 44113), "acs-call 401/44113 fixConfig"],
  [pair(401, 44114), "acs-call 401/44114 fixConfig"],
  [pair(401, 44115), "acs-call 401/44115 fixConfig"],
  [pair(401, 44116), "acs-call 401/44116 fixConfig"],
  [pair(400, 40233), "acs-call 400/40233 fixConfig"],
  [pair(403, 40229), "acs-call 403/40229 fixConfig"],
  [pair(403, 40231), "acs-call 403/40231 fixConfig"],
  [pair(409, 40228), "acs-call 409/40228 none"],
  [pair(409, 40230), "acs-call 409/40230 none"],
  [pair(409, 40232), "acs-call 409/40232 refresh>fixConfig"],
  [pair(409, 40232), "acs-call 409/40232 retryLater", { token: { state: { error: { action: "retryLater" } } } }],
  [pair(422, 40217), "acs-call 422/40217 retryLater"],
  [pair(400, 60105), "acs-call 400/60105 fixConfig"],
  [pair(401, 45208), "acs-call 401/45208 refresh>fixConfig"],
  [pair(401, 45214), "acs-call 401/45214 refresh>fixConfig"],
  [pair(401, 46704), "acs-call 401/46704 refresh>fixConfig"],
  [pair(500, 46701), "acs-call 500/46701 retryLater"],
  [pair(400, 40100), "acs-call 400/40100 fixConfig"],
  ...infrastructure.map(([code, sub]): Case => [pair(code, sub), `acs-call ${code}/${sub} retryLater`]),

  [{ code: 495, subCode: 4507 }, "acs-call-end 495/4507 rejoin>fixConfig"],
  // The same sub-code with another code is a removed participant.
  [{ code: 0, subCode: 4507 }, "acs-call-end 0 none"],
  [{ code: 401, subCode: 10009 }, "acs-call-end 401/10009 rejoin>fixConfig"],
  [{ code: 401, subCode: 71005 }, "acs-call-end 401/71005 rejoin>fixConfig"],
  [{ code: 401, subCode: 71005 }, "acs-call-end 401/71005 fixConfig", { token: FRESH }],
  [{ code: 499, subCode: 3119 }, "acs-call-end 499/3119 rejoin>fixConfig"],
  [{ code: 499, subCode: 3127 }, "acs-call-end 499/3127 rejoin>fixConfig"],
  [{ code: 499, subCode: 3126 }, "acs-call-end 499/3126 fixConfig"],
  [{ code: 499, subCode: 3128 }, "acs-call-end 499/3128 signIn!"],

  [
    new Error("The token returned from the tokenRefresher is expired."),
    "acs-cred ExpiredTokenFromRefresher refresh>fixClock",
  ],
  [
    new Error("The token returned from the tokenRefresher is expired."),
    "acs-cred ExpiredTokenFromRefresher fixClock",
    { token: FRESH },
  ],
  [new Error("User credential is disposed"), "acs-cred CredentialDisposed none"],
  [new Error("Invalid token: token must not be empty."), "acs-cred EmptyToken fixConfig"],

  ...asked("acs-chat", [
    [{ name: "RestError", statusCode: 401, message: "Unauthorized" }, "acs-chat 401 refresh>signIn"],
    [{ name: "RestError", statusCode: 403, message: "Forbidden" }, "acs-chat 403 fixConfig"],
  ]),
  [
    { name: "RestError", statusCode: 401, request: { url: "https://x.communication.azure.com/chat/threads" } },
    "acs-chat 401 refresh>signIn",
  ],
  [
    { name: "RestError", statusCode: 404, request: { url: "https://x.communication.azure.com/chat/threads" } },
    "http 404 none",
  ],
  // Other Azure services throw a RestError too.
  [{ name: "RestError", statusCode: 401, message: "no" }, "http 401 refresh>signIn"],
  [
    new Error("Access token is expired and failed to fetch a valid one after 3 retries"),
    "acs-chat RealtimeNotificationsStopped refresh>fixConfig",
  ],
];
