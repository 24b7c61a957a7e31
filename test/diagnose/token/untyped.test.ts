/** What an app without types may say beside a token. */
import { describe, expect, test } from "vitest";
import { diagnoseToken, type DiagnoseTokenOptions } from "../../../src/diagnose.ts";
import {
  agora007,
  APP_ID,
  CERTIFICATE,
  codes,
  hmacJwt,
  mint006,
  mint007,
  MINTED,
  NOW,
  rsaJwt,
  service,
  sid,
} from "./mint.ts";

const times = { iat: MINTED, exp: MINTED + 3_600 };
const TOKENS: Readonly<Record<string, string>> = {
  acs: rsaJwt({ skypeid: "acs:r_u", resourceId: "r", acsScope: "voip", ...times }),
  agora: mint007(3_600, [service("ServiceRtc", ["demo-room", 42], { 1: 0, 2: 0 })]),
  "agora-rtm": mint007(3_600, [service("ServiceRtm", ["alice"], { 1: 0 })]),
  "agora-rtc": mint006("demo-room", 42, { 1: MINTED + 3_600 }),
  livekit: hmacJwt({ iss: "key", sub: "alice", video: { roomJoin: true, room: "demo-room" }, ...times }),
  oidc: hmacJwt({ iss: "https://idp.example", aud: "api", sub: "alice", scope: "read", ...times }),
  twilio: hmacJwt({
    iss: sid("SK", 1),
    sub: sid("AC", 1),
    grants: { identity: "alice", video: { room: "demo-room" } },
    ...times,
  }),
  unknown: "opaque",
};
const NAMES = "appId channel uid user identity room product scopes audience issuer account region kind".split(" ");
const hostile = (): never => {
  throw new Error("hostile");
};
const VALUES: readonly unknown[] = [
  ...[null, 5, NaN, -1, 5n, 0n, true, "", "text", "acs:r_u", Symbol("s"), () => 1],
  ...[{}, [], [5, null, "read", {}], Object.create(null), new Date(NOW), { toString: hostile }],
  new Proxy({}, { get: hostile, ownKeys: hostile }),
];

const answers = (value: unknown, options: unknown): void =>
  expect(diagnoseToken(value, options as DiagnoseTokenOptions)).toHaveProperty("findings");

describe("R408 diagnoseToken answers and does not throw, whatever is said beside the token", () => {
  test.each(VALUES.map((value, i) => [i, value]))("as an expectation: %i", (_, value) => {
    for (const [provider, token] of Object.entries(TOKENS))
      for (const name of NAMES) answers(token, { provider, now: NOW, expect: { [name]: value } });
  });

  test.each(VALUES.map((value, i) => [i, value]))("as an option, or in place of all of them: %i", (_, value) => {
    for (const token of Object.values(TOKENS)) {
      answers(token, value);
      for (const name of ["provider", "expect", "now", "previous"]) answers(token, { [name]: value });
    }
  });

  test("options whose getters throw", () => {
    const options = Object.defineProperty({}, "expect", { get: hostile });
    const expectation = Object.defineProperty({}, "identity", { enumerable: true, get: hostile });
    for (const token of Object.values(TOKENS)) {
      answers(token, options);
      answers(token, { expect: expectation });
    }
  });
});

describe("R408 what is said beside the token is understood", () => {
  const look = (provider: string, expectation: object, options: object = {}): string[] =>
    codes(diagnoseToken(TOKENS[provider], { provider, now: NOW, expect: expectation, ...options }));

  test("a number is the text of the number", () => {
    const token = hmacJwt({ iss: "https://idp.example", aud: "api", sub: "42", ...times });
    const wanted = (identity: unknown): string[] =>
      codes(diagnoseToken(token, { now: NOW, expect: { identity: identity as string } }));
    expect([wanted(42), wanted(42n), wanted(43)]).toEqual([[], [], ["identity"]]);
  });

  test("null is nothing, and a uid of null any", () => {
    for (const provider of ["acs", "agora", "livekit", "oidc", "twilio"])
      expect(
        look(provider, Object.fromEntries(NAMES.filter((name) => name !== "uid").map((name) => [name, null]))),
      ).toEqual(look(provider, {}));
    expect(look("agora", { uid: null })).toContain("uid");
  });

  test("scopes may stand in one text, as OAuth has them", () => {
    expect(look("oidc", { scopes: "read" })).toEqual([]);
    expect(look("oidc", { scopes: [] })).toEqual([]);
    expect(look("oidc", { scopes: "read write" })).toEqual(["scopeMissing"]);
    expect(look("acs", { scopes: "voip chat" })).toEqual(["scopeMissing"]);
  });

  test("an object fits nothing", () => {
    const { findings } = diagnoseToken(TOKENS["oidc"], { now: NOW, expect: { audience: {} as string } });
    expect(findings[0]?.message).toBe('The token is made for the audience "api", not for "[object Object]".');
  });

  test.each([new Date(NOW + 7_200_000), BigInt(NOW + 7_200_000), NOW + 7_200_000])("the clock: %s", (now) => {
    expect(look("oidc", {}, { now })).toEqual(["expired"]);
  });

  test.each([null, NaN, "text", Symbol("s"), {}])("what is no time is no clock: the host's is read", (now) => {
    const token = hmacJwt({ ...times, exp: MINTED * 2 });
    expect(codes(diagnoseToken(token, { now: now as number }))).toEqual(codes(diagnoseToken(token)));
  });
});

test("R408 a token of Agora's own package, and an app id that is a number", () => {
  const token = new agora007.AccessToken2(APP_ID, CERTIFICATE, MINTED, 3_600);
  token.add_service(service("ServiceRtc", ["demo-room", 42], { 1: 0, 2: 0 }));
  expect(codes(diagnoseToken(token.build(), { now: NOW, expect: { appId: 5 as unknown as string } }))).toContain(
    "appId",
  );
});
