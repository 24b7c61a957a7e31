/** What the engine does with any error, whoever made it. */
import { describe, expect, test, vi } from "vitest";
import { CATALOG, diagnoseError, type DiagnoseErrorOptions, type Provider } from "../../../src/diagnose.ts";
import { agoraRtc } from "../../../src/diagnose/catalog/agora/rtc.ts";
import { acsCall } from "../../../src/diagnose/catalog/acs.ts";
import { livekit } from "../../../src/diagnose/catalog/livekit.ts";
import { twilioVideo } from "../../../src/diagnose/catalog/twilio/video.ts";
import { twilioVoice } from "../../../src/diagnose/catalog/twilio/voice.ts";
import { diagnoseWithTable } from "../../../src/diagnose/error/diagnosis.ts";
import { partsOf } from "../../../src/diagnose/error/rule.ts";
import { extrasOf, type Table } from "../../../src/diagnose/error/table.ts";
import { inWords, NOW } from "./cases/case.ts";
import { CASES } from "./cases/index.ts";

const of = (error: unknown, options?: DiagnoseErrorOptions): ReturnType<typeof diagnoseError> =>
  diagnoseError(error, { now: NOW, ...options });

describe("R183 an error inside", () => {
  const expired = { message: "jwt expired" };
  test.each([
    ["an array", [expired]],
    ["errors", { errors: [{ message: "x" }, expired] }],
    ["graphQLErrors", { graphQLErrors: [{ message: "Context creation failed", extensions: { exception: expired } }] }],
    ["networkError.result", { networkError: { statusCode: 400, result: { errors: [expired] } } }],
    ["data", { message: "unauthorized", data: { content: expired, message: "jwt expired" } }],
    ["context", { context: { status: 401, responseText: '{"message":"jwt expired"}' } }],
    ["response.data", { response: { status: 400, data: { error: expired } } }],
    ["response._data", { response: { status: 400, _data: expired } }],
    ["responseJSON", { status: 400, responseJSON: expired }],
    ["body as text", { statusCode: 400, body: '{"code":"x","message":"jwt expired"}' }],
    ["causes", new Error("a", { cause: new Error("b", { cause: new Error("jwt expired") }) })],
    ["AggregateError", new AggregateError([new Error("x"), new Error("jwt expired")], "all failed")],
    ["an event", { type: "error", error: expired }],
    ["a rejection", { type: "unhandledrejection", reason: expired }],
    ["a close", { type: "close", code: 4010, reason: "jwt expired", wasClean: true }],
    ["JSON in a log line", '12:00 WARN {"level":40,"err":{"message":"jwt expired"}} (retry)'],
    ["a message of JSON", new Error('{"errorMessage":"jwt expired"}')],
  ])("%s", (_, error) => {
    expect(of(error).action).toBe("refresh");
  });

  test("is never looked for in what an app sends: headers and configuration of a request", () => {
    expect(of({ message: "x", config: { headers: expired }, request: expired })).toMatchObject({ recognised: false });
  });
});

describe("R184 a provider's name", () => {
  test.each<[Provider, unknown, string]>([
    ["http", { status: 400, data: { error: "invalid_grant" } }, "signIn"],
    ["http", 'Bearer error="invalid_token"', "refresh"],
    ["network", new Error("jwt expired"), "refresh"],
    ["twilio", { status: 429 }, "retryLater"],
    ["ably", { response: { status: 401 } }, "refresh"],
    ["agora", new TypeError("Failed to fetch"), "retryLater"],
  ])("%s takes no knowledge: %#", (provider, error, action) => {
    expect(of(error, { provider }).action).toBe(action);
  });

  test("that does not exist is told, with the nearest one", () => {
    const { cause, action } = of({ code: 20104, message: "AccessTokenExpired" }, { provider: "twillio" as never });
    expect(cause).toContain('There is no provider "twillio"; did you mean "twilio"?');
    expect(action).toBe("refresh");
    expect(of("x", { provider: "nothing-like-it" as never }).cause).toMatch(
      /There is no provider "nothing-like-it"\.$/,
    );
    expect(of("x", { provider: "y".repeat(60) as never }).cause).toContain(`no provider "${"y".repeat(39)}…"`);
    expect(of("x", { provider: "acs" }).cause).not.toContain("There is no provider");
    expect(of("x", { provider: "" as never }).cause).not.toContain("There is no provider");
  });

  test("is a name of the catalog's: the types know the same ids", () => {
    const typed: Record<Provider, true> = Object.fromEntries(CATALOG.map(({ id }) => [id, true])) as never;
    expect(Object.keys(typed)).toHaveLength(CATALOG.length);
    // @ts-expect-error -- no such provider
    of("x", { provider: "twillio" });
  });
});

describe("R185 what nobody knows", () => {
  test.each([
    ["a text", new Error("odd"), undefined, false],
    ["a code of a named provider", { code: 99_999 }, "twilio", false],
    ["a number of many", { code: 5 }, undefined, false],
    ["an API's conflict", { status: 409 }, undefined, true],
    ["a closed room", { type: "exp-room" }, "daily", true],
    ["a code that was left out", { code: 53_104 }, "twilio-video", true],
  ] as const)("%s", (_, error, provider, recognised) => {
    expect(of(error, { provider })).toMatchObject({ action: "none", recognised });
  });

  test("says all that it can: JSON none of whose fields is known has its words, unless one of its fields speaks", () => {
    expect(of('said {"odd":"jwt expired"}').action).toBe("refresh");
    expect(of('said {"odd":"jwt expired","message":"is a test"}').recognised).toBe(false);
  });

  test("keeps the provider that was asked for, and not the first of its tables", () => {
    for (const provider of ["acs", "agora", "twilio", "ably"] as const)
      expect(of(new Error("odd"), { provider }).provider).toBe(provider);
  });
});

test("R186 a number and a status that lost their names say nothing", () => {
  for (const error of [400, 401, 403, 1004, { code: 1004 }, { code: 403 }]) expect(of(error).action).toBe("none");
});

test("R187 what a challenge asks for", () => {
  const challenged = (header: string): unknown =>
    of(new Response("", { status: 401, headers: { "www-authenticate": header } })).demands;
  expect(challenged('Bearer error="insufficient_scope", scope="write:calls"')).toEqual({ scope: "write:calls" });
  expect(challenged('Bearer error="insufficient_user_authentication", acr_values="mfa", max_age="5"')).toEqual({
    acrValues: "mfa",
    maxAgeMs: 5_000,
  });
  expect(challenged('Bearer error="insufficient_claims", claims="eyJhIjp7fX0="')).toEqual({ claims: "eyJhIjp7fX0=" });
  expect(challenged('Bearer error="invalid_token"')).toBeUndefined();
});

test("R191 a developer is told what to correct, not that something is to be corrected", () => {
  const general = CATALOG.flatMap(({ id, rows, remedies, rank }: Table) =>
    rows.flatMap((row) => {
      const { first, kind, second } = partsOf(row[1]);
      const isConfig = (kind === "?" ? second : first) === "fixConfig";
      return isConfig && !extrasOf(row).remedy && !remedies?.fixConfig && rank !== "last resort"
        ? [`${id} ${row[0]}`]
        : [];
    }),
  );
  expect(general).toEqual([]);
});

describe("R192 one table alone", () => {
  const tables = [acsCall, agoraRtc, livekit, twilioVideo, twilioVoice];
  test.each(tables.map((table) => [table.id, table] as const))(
    "%s gives the answers of the whole catalog",
    (id, table) => {
      let count = 0;
      for (const [error, expected, options] of Object.values(CASES).flat()) {
        if (!expected.startsWith(`${id} `) || expected.includes("*") || typeof error === "string") continue;
        const { code, subCode, action, thenAction, userMustAct } = diagnoseWithTable(table, error, {
          token: options?.token,
          now: NOW,
        });
        const all = of(error, { provider: id, token: options?.token });
        expect({ code, subCode, action, thenAction, userMustAct }).toEqual({
          code: all.code,
          subCode: all.subCode,
          action: all.action,
          thenAction: all.thenAction,
          userMustAct: all.userMustAct,
        });
        count++;
      }
      expect(count).toBeGreaterThan(10);
    },
  );

  test("a token that has just been fetched is no cure", () => {
    const error = { code: 401, subCode: 40235 };
    expect(diagnoseWithTable(acsCall, error, { now: NOW }).action).toBe("refresh");
    expect(diagnoseWithTable(acsCall, error, { now: NOW, isFresh: true }).action).toBe("fixClock");
  });

  test("an error of somebody else is not recognised", () => {
    expect(diagnoseWithTable(acsCall, new Error("odd"), { now: NOW })).toMatchObject({
      provider: "acs-call",
      recognised: false,
    });
  });
});

test("R189 the worst of errors is looked at within a budget", () => {
  let reads = 0;
  const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`key${at}`, { code: at }]));
  const counted = (depth: number): object =>
    new Proxy(
      { ...wide, cause: depth > 0 ? undefined : null, message: "x" },
      {
        get(target, name) {
          reads++;
          return name === "cause" && depth > 0 ? counted(depth - 1) : Reflect.get(target, name);
        },
        ownKeys() {
          throw new Error("enumerated");
        },
      },
    );
  expect(inWords(of(counted(50)))).toBe("unknown unknown none");
  expect(reads).toBeLessThan(10_000);
});

test("R189 a text in the place of the token that is too long for one is not looked for", () => {
  const saidOf = (length: number): string => {
    const token = "zebra otter ".repeat(length / 12);
    return diagnoseError(new Error(`odd: ${token.slice(0, 60)}`), { now: NOW, token }).cause;
  };
  expect(saidOf(120_000)).not.toContain("zebra");
  expect(saidOf(1_200_000)).toContain("zebra");
});

/** How many patterns look at texts while one error is diagnosed, a second time. */
function patternsRun(error: unknown): number {
  of(error);
  const exec = vi.spyOn(RegExp.prototype, "exec");
  of(error);
  const { length } = exec.mock.calls;
  exec.mockRestore();
  return length;
}

// Where another file of the worker has held tokens, the scrubber looks for their pieces as well: four runs more.
test("R194 few patterns look at an error that says little, and at the worst a bounded number", () => {
  expect(patternsRun(new Error("Something broke in the render loop"))).toBeLessThan(135);
  expect(patternsRun(new TypeError("Failed to fetch"))).toBeLessThan(135);
  const notFound = Object.assign(new Error("Request failed with status code 404"), {
    code: "ERR_BAD_REQUEST",
    response: { status: 404, statusText: "Not Found", headers: {}, data: { message: "Not here" } },
  });
  expect(patternsRun(notFound)).toBeLessThan(245);
  const deep = (depth: number): object => ({
    message: `level ${1_000 + depth} of an error with many_words and a_code (${20000 + depth}): `.repeat(100),
    errors: [],
    ...(depth > 0 && { cause: deep(depth - 1), response: { data: { detail: "one more text ".repeat(100) } } }),
  });
  expect(patternsRun(deep(50))).toBeLessThan(2_200);
  expect(patternsRun(deep(200))).toBe(patternsRun(deep(50)));
});

test("R188 every code that the catalog left out says why", async () => {
  const { LEFT_OUT } = await import("../../support/left-out.ts");
  for (const [id, lists] of Object.entries(LEFT_OUT)) {
    expect(
      CATALOG.some((table) => table.id === id),
      id,
    ).toBe(true);
    for (const [codes, reason] of lists) expect([codes, reason].every((text) => text.length > 0)).toBe(true);
  }
});
