/**
 * Whatever a fetcher throws: whether it is tried again, who must act, and what is kept of it.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classify, type ClassifyError } from "../../src/core/classify.ts";
import { type Action, TokenError } from "../../src/errors.ts";

const NOW = Date.UTC(2026, 0, 1);
const of = (thrown: unknown, by?: ClassifyError): ReturnType<typeof classify> => classify(thrown, [], NOW, by);

/** `retryLater?`: tried again, but the third in a row is terminal. */
const verdictOf = (thrown: unknown, by?: ClassifyError): string => {
  const { error, strike } = of(thrown, by);
  expect(error.retryable).toBe(error.action === "retryLater");
  return error.action + (strike ? "?" : "");
};

describe("HTTP", () => {
  const expected = (status: number): string => {
    if (status < 400 || status > 599) return "retryLater"; // not an error status: as if there were none
    if (status >= 500 || [408, 425, 429].includes(status)) return "retryLater";
    return status === 401 || status === 403 ? "signIn" : "retryLater?";
  };

  test("R51 every status from 0 to 999 has its class", () => {
    for (let status = 0; status < 1_000; status++) expect(verdictOf({ status }), String(status)).toBe(expected(status));
  });

  test("R51 the status is found where fetch wrappers, Node and axios put it", () => {
    for (const thrown of [{ status: 403 }, { statusCode: 403 }, { response: { status: 403 } }]) {
      const { error } = of(Object.assign(new Error("no"), thrown));
      expect(error).toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn", status: 403 });
      expect(error.message).toBe("fetchToken failed with status 403: no");
    }
    expect(verdictOf({ status: "ERR", statusCode: 200, response: { status: 404 } })).toBe("retryLater?");
  });

  test.for(["EvalError", null, undefined, 0, "", "down", Symbol("s"), () => 1, new TypeError("Failed to fetch")])(
    "R51 anything else is the network: %s",
    (thrown) => {
      const { error } = of(thrown);
      expect(error).toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater" });
      expect(error.status).toBeUndefined();
    },
  );
});

describe("OAuth", () => {
  const codes: readonly (readonly [string, Action])[] = [
    ["invalid_grant", "signIn"],
    ["bad_refresh_token", "signIn"], //     GitHub: R460
    ["invalid_refresh_token", "signIn"], // Slack
    ["interaction_required", "signIn"],
    ["login_required", "signIn"],
    ["consent_required", "signIn"],
    ["account_selection_required", "signIn"],
    ["mfa_required", "signIn"],
    ["access_denied", "signIn"],
    ["invalid_client", "fixConfig"],
    ["invalid_scope", "fixConfig"],
    ["invalid_request", "fixConfig"],
    ["unauthorized_client", "fixConfig"],
    ["unsupported_grant_type", "fixConfig"],
    ["temporarily_unavailable", "retryLater"],
    ["server_error", "retryLater"],
    ["slow_down", "retryLater"],
  ];
  test.for(codes)("R51 %s is %s, whatever the status", ([error, action]) => {
    for (const status of [400, 401, 403, 503, undefined]) {
      expect(verdictOf({ status, error })).toBe(action);
      expect(verdictOf({ status, data: { error } })).toBe(action);
      expect(verdictOf({ response: { status, data: { error } } })).toBe(action);
    }
    expect(of({ status: 400, error }).error.message).toBe(`fetchToken failed with status 400: ${error}`);
    expect(of({ error }).error.code).toBe(action === "signIn" ? "ERR_REAUTH_REQUIRED" : "ERR_FETCH_FAILED");
  });

  test("R51 400 as such, and a code that is only like a known one, say nothing", () => {
    for (const error of [
      undefined,
      "",
      "invalid_grant_x",
      "not invalid_grant",
      "invalid_client_x",
      "not_invalid_scope",
      { reason: "invalid_grant" },
      400,
    ])
      expect(verdictOf({ status: 400, error })).toBe("retryLater?");
  });
});

describe("the app's own word", () => {
  test("R52 the flag `retryable` decides", () => {
    expect(verdictOf({ retryable: true, status: 403 })).toBe("retryLater");
    expect(verdictOf({ retryable: true, status: 404 })).toBe("retryLater");
    expect(verdictOf({ retryable: false })).toBe("signIn");
    expect(verdictOf({ retryable: false, status: 503 })).toBe("signIn");
    expect(verdictOf({ retryable: false, error: "invalid_client" })).toBe("fixConfig");
    expect(verdictOf({ retryable: "no" })).toBe("retryLater");
  });

  test("R51 R52 classifyError decides before all else", () => {
    expect(verdictOf({ status: 503 }, () => "terminal")).toBe("signIn");
    expect(verdictOf({ error: "invalid_grant" }, () => "transient")).toBe("retryLater");
    expect(verdictOf({ retryable: true }, () => "terminal")).toBe("signIn");
    const expert =
      (action: Action): ClassifyError =>
      () => ({ action, remedy: "Ask Ms Miller." });
    for (const action of ["signIn", "fixConfig", "fixClock", "retryLater"] as const) {
      expect(verdictOf({ status: 404 }, expert(action))).toBe(action);
      expect(of({}, expert(action)).error.remedy).toBe("Ask Ms Miller.");
    }
    expect(of({}, () => ({ action: "fixClock" })).error.remedy).toBe("Set the clock right, then call refresh().");
  });

  test("R51 classifyError without an opinion, or one that throws, leaves the usual class", () => {
    for (const action of ["renew", "refresh", "rejoin", "none"] as const)
      expect(verdictOf({ status: 403 }, () => ({ action }))).toBe("signIn");
    expect(verdictOf({ status: 403 }, () => undefined)).toBe("signIn");
    expect(
      verdictOf({ status: 403 }, () => {
        throw new Error("a bug of its own");
      }),
    ).toBe("signIn");
  });

  test("R416 a classifyError that throws is named beside what it was asked about", () => {
    const fails = (): never => {
      throw new Error("a bug of its own");
    };
    const { error } = classify(new Error("the line is dead"), [], 0, fails);
    expect(error.message).toBe("fetchToken failed: the line is dead; classifyError threw, or answered with a promise");
    expect(error.action).toBe("retryLater");
  });

  test("R52 a TokenError is taken as it is", () => {
    const own = new TokenError({ code: "ERR_FETCH_FAILED", message: "no", action: "fixConfig", remedy: "Fix it." });
    expect(of(own)).toEqual({ error: own });
  });
});

describe("R49 Retry-After", () => {
  const http = (ms: number): string => new Date(NOW + ms).toUTCString();
  test.for([
    [{ retryAfterMs: 1_500 }, 1_500],
    [{ retryAfter: 7 }, 7_000],
    [{ retryAfter: "7" }, 7_000],
    [{ retryAfter: " 7 " }, 7_000],
    [{ headers: new Headers({ "Retry-After": "7" }) }, 7_000],
    [{ headers: { "retry-after": "7" } }, 7_000],
    [{ response: { headers: { "retry-after": "7" } } }, 7_000],
    [{ response: { headers: new Headers({ "Retry-After": http(9_000) }) } }, 9_000],
    [{ retryAfter: http(9_000) }, 9_000],
    [{ headers: { "Retry-After": "7" } }, 7_000],
    [{ response: { headers: { "RETRY-AFTER": 7 } } }, 7_000],
    [{ headers: { "retry-after": ["7", "8"] } }, 8_000],
    [{ headers: new Map([["Retry-After", "7"]]) }, 7_000],
    [{ headers: new Map([["retry-after", ["7"]]]) }, 7_000],
    [{ headers: [["Retry-After", "7"]] }, 7_000],
    [{ headers: { get: (name: string) => (name === "retry-after" ? "7" : null) } }, 7_000],
    [{ retryAfter: ["7"] }, 7_000],
    [{ headers: [null, "retry-after"] }, undefined],
    [{ retryAfter: http(9_000), serverNow: NOW + 4_000 }, 5_000], // a date is the server's
    [{ retryAfter: http(-1_000) }, undefined],
    [{ retryAfter: "-5" }, undefined],
    [{ retryAfter: "soon 1" }, undefined],
    [{ retryAfter: "1.5" }, 1_500],
    [{ retryAfter: "" }, undefined],
    [{ retryAfter: null }, undefined],
    [{ retryAfter: {} }, undefined],
    [{ retryAfterMs: -1 }, undefined],
    [{ retryAfterMs: NaN }, undefined],
    [{}, undefined],
  ] as const)("%j", ([thrown, ms]) => {
    expect(of(thrown).retryAfterMs).toBe(ms);
  });
});

describe("a mistake of the program", () => {
  const of2 = (message: string, fields: object = {}): unknown => Object.assign(new TypeError(message), fields);
  test.for([
    ["undici, a header's name", of2('Headers.append: "x y" is an invalid header name.')],
    ["undici, a header's value", of2('Headers.append: "a b" is an invalid header value.')],
    ["undici, a value of two lines", of2('Headers.append: "a\nb" is an invalid header value.')],
    ["undici, a URL", of2("Failed to parse URL from /token", { cause: { code: "ERR_INVALID_URL", message: "Invalid URL" } })],
    ["Node, a scheme", of2("fetch failed", { cause: new Error("unknown scheme") })],
    ["Node, a port", of2("fetch failed", { cause: new Error("bad port") })],
    ["Node's http, a protocol", of2('Protocol "ftp:" not supported. Expected "http:"', { code: "ERR_INVALID_PROTOCOL" })],
    ["Node's http, a header", of2('Invalid character in header content ["x"]', { code: "ERR_INVALID_CHAR" })],
    ["Chromium, a name", of2("Failed to execute 'fetch' on 'Window': Invalid name")],
    ["Chromium, a value", of2("Failed to execute 'fetch' on 'Window': Invalid value")],
    ["Chromium, letters", of2("Failed to read the 'headers' property: String contains non ISO-8859-1 code point.")],
    ["Chromium, Headers", of2("Failed to construct 'Headers': Invalid value")],
    ["Firefox, a header", of2("Window.fetch: x y is an invalid header name.")],
    ["Firefox, a URL", of2("Window.fetch: htp is not a valid URL.")],
    ["Safari, a header", of2("Invalid header name: 'x y'")],
    ["Safari, a URL", of2("URL is not valid or contains user credentials.")],
    ["Deno, a scheme", of2("Url scheme 'htp' not supported")],
    ["axios, a protocol", Object.assign(new Error("Unsupported protocol htp:"), { name: "AxiosError", code: "ERR_BAD_REQUEST" })],
    ["axios, a URL", Object.assign(new Error("Invalid URL"), { name: "AxiosError", code: "ERR_INVALID_URL" })],
    ["V8", of2("Cannot read properties of undefined (reading 'token')")],
  ] as const)("R117 is for somebody to fix: %s", ([, thrown]) => expect(verdictOf(thrown)).toBe("fixConfig")); // prettier-ignore

  test.for([
    ["Deno", of2("error sending request for url (https://x.example/token): client error (Connect): tcp connect error")],
    ["Deno, bare", of2("error sending request for url")],
    ["Deno, TLS", of2("error sending request for url (https://url.is/): invalid peer certificate: UnknownIssuer")],
    ["Bun", new Error("Unable to connect. Is the computer able to access the url?")],
    ["Safari, TLS", of2("An SSL error has occurred and a secure connection to the server cannot be made.")],
    ["Safari, a certificate", of2("The certificate for this server is invalid.")],
    ["Node, TLS", of2("fetch failed", { cause: { code: "ERR_TLS_CERT_ALTNAME_INVALID", message: "Host is not in the cert" } })],
    ["Node, an answer", of2("fetch failed", { cause: { code: "HPE_INVALID_HEADER_TOKEN", message: "Invalid header value char" } })],
    ["Firefox", of2("NetworkError when attempting to fetch resource.")],
    ["React Native", of2("Network request failed")],
  ] as const)("R117 is none: the network fails in %s", ([, thrown]) => expect(verdictOf(thrown)).toBe("retryLater")); // prettier-ignore
});

describe("what is kept", () => {
  const isWhole = (thrown: unknown): void => {
    const { error } = of(thrown);
    expect(error).toBeInstanceOf(TokenError);
    expect(error.cause).toBeInstanceOf(Error);
    expect(error.remedy).not.toBe("");
    expect(of(thrown).error.message).toBe(error.message);
  };

  test("R51 R82 it is total and pure: anything may be thrown", () => {
    const anything = fc.anything({ withDate: true, withMap: true, withNullPrototype: true });
    fc.assert(fc.property(anything, isWhole), { numRuns: 500 });
  });

  test("R51 anything may throw when it is read", () => {
    const trapped = (): never => {
      throw new Error("do not look");
    };
    const trap = new Proxy({}, { get: trapped, has: trapped, ownKeys: trapped, getPrototypeOf: trapped });
    for (const thrown of [
      trap,
      { message: trap, response: trap },
      Object.create(null),
      { toString: 1 },
      { error: trap },
      { headers: trap },
      { headers: [[trap, "7"]] },
    ])
      isWhole(thrown);
  });

  test("R51 what classifyError says in error means nothing", () => {
    for (const said of [null, 0, "", "refresh", {}, { action: null }, { action: "toString" }, []]) {
      expect(verdictOf({ status: 403 }, () => said as never)).toBe("signIn");
      expect(verdictOf({ status: 503 }, () => said as never)).toBe("retryLater");
    }
  });

  test("R82 the cause is a copy: name, message, stack and code, nothing that hangs on it", () => {
    const thrown = Object.assign(new RangeError("no route"), {
      code: "EHOSTUNREACH",
      config: { headers: { Authorization: "Bearer abc" } },
      request: {},
    });
    const { cause } = of(thrown).error as { cause: Error };
    expect(cause).not.toBe(thrown);
    expect(Object.entries(cause).filter(([key]) => key !== "stack")).toEqual([
      ["name", "RangeError"],
      ["code", "EHOSTUNREACH"],
    ]);
    expect(cause.message).toBe("no route");
  });

  test("what Node hides in the cause of 'fetch failed' is told", () => {
    const thrown = new TypeError("fetch failed", {
      cause: Object.assign(new Error("connect"), { code: "ECONNREFUSED" }),
    });
    expect(of(thrown).error.message).toBe("fetchToken failed: fetch failed (ECONNREFUSED)");
  });

  test("R83 text from the endpoint is cut, and what looks like a token is taken out", () => {
    const jwt = [{ alg: "none" }, { sub: "someone" }, { s: "x".repeat(40) }]
      .map((part) => btoa(JSON.stringify(part)))
      .join(".");
    const texts = fc.array(fc.oneof(fc.constant(jwt), fc.string(), fc.constant("x ".repeat(400))), { maxLength: 6 });
    fc.assert(
      fc.property(texts, fc.constantFrom(" ", ",", '"', "\n", "&", "=", "/"), (parts, glue) => {
        const message = parts.join(glue);
        const { error } = of(new Error(message));
        const cause = error.cause as Error;
        expect(error.message.length).toBeLessThanOrEqual("fetchToken failed: ".length + 256);
        expect(cause.message.length).toBeLessThanOrEqual(256);
        expect(cause.stack!.length).toBeLessThanOrEqual(1_024);
        for (const text of [error.message, cause.message, cause.stack]) expect(text).not.toMatch(/eyJ\w/);
      }),
      { numRuns: 300 },
    );
  });
});
