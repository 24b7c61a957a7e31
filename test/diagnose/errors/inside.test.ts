/** The status of an error, and what is inside it. */
import { describe, expect, test } from "vitest";
import { CATALOG } from "../../../src/diagnose.ts";
import { ErrorView } from "../../../src/diagnose/error/error-view.ts";
import { statusOf } from "../../../src/diagnose/error/status.ts";
import { structureIn, viewsOf } from "../../../src/diagnose/error/walk.ts";

describe("R208 the status of an answer", () => {
  const shaped = (error: unknown): ErrorView => Object.assign(new ErrorView(error), { shapes: CATALOG.slice(0, 1) });
  test.each<[error: unknown, expected: readonly (string | number)[]]>([
    [{ status: 401 }, [401, "4xx"]],
    [{ statusCode: "403" }, [403, "4xx"]],
    [{ httpStatus: 302 }, [302, "3xx"]],
    [{ status: "200" }, []],
    [{ status: 200 }, []],
    [{ status: 200, ok: true }, [200, "2xx"]],
    [{ status: 300 }, [300, "3xx"]],
    [{ status: 199, ok: true }, []],
    [{ status: 600 }, []],
    [{ status: 401.5 }, []],
    [{ status: "error", statusCode: 500 }, [500, "5xx"]],
    [{ code: 401 }, []],
    [{ code: 401, message: "no" }, [401, "4xx"]],
    [{ code: 512, message: "no" }, []],
    [{ code: 511, message: "no" }, [511, "5xx"]],
    [{ reply: { status: { code: 503 } } }, [503, "5xx"]],
    ["status code '401'", [401, "4xx"]],
    ["HTTP/1.1 401", [401, "4xx"]],
    ["http 500", [500, "5xx"]],
    ["Unexpected response code: 403", [403, "4xx"]],
    ["response 404", [404, "4xx"]],
    ["401 Unauthorized", [401, "4xx"]],
    ["401 (Unauthorised)", [401, "4xx"]],
    ["404 ()", [404, "4xx"]],
    ["502: bad gateway", [502, "5xx"]],
    ["429 - Too many", [429, "4xx"]],
    ["402 payment", [402, "4xx"]],
    ["401 apples", []],
    ["status 302", []],
    ["1401 Unauthorized", []],
  ])("%o: %o", (error, expected) => {
    expect(statusOf(new ErrorView(error))).toEqual(expected);
  });

  test("a vendor's own code is none, nor is a success inside a wrapper", () => {
    expect(statusOf(shaped({ code: 401, message: "no" }))).toEqual([]);
    expect(statusOf(new ErrorView({ status: 200, ok: true }, 1))).toEqual([]);
    expect(statusOf(new ErrorView({ status: 401 }, 1))).toEqual([401, "4xx"]);
  });
});

describe("R183 what is inside", () => {
  const inside = (error: unknown): readonly unknown[] => viewsOf(error).map((view) => view.error);
  test("from the outside to the inside, each once", () => {
    const leaf = { code: 1 };
    const error = { cause: leaf, error: { data: leaf }, errors: ["text", 5, null, { x: 1 }] };
    expect(inside(error)).toEqual([error, leaf, error.error, error.errors, "text", { x: 1 }]);
    expect(viewsOf(error).map(({ depth }) => depth)).toEqual([0, 1, 1, 1, 2, 2]);
  });

  test("six of a list, sixteen in all", () => {
    expect(inside(Array.from({ length: 9 }, (_, at) => ({ at })))).toHaveLength(7);
    const wide = (depth: number): object => ({
      errors: Array.from({ length: 6 }, () => (depth > 0 ? wide(depth - 1) : {})),
    });
    expect(viewsOf(wide(4))).toHaveLength(16);
  });

  test("the fields of a wrapper that nobody knows: sixteen, and no list of texts", () => {
    const wrapper = (at: number): object => ({
      ...Object.fromEntries(Array.from({ length: at }, (_, key) => [`key${key}`, key])),
      odd: { x: 1 },
    });
    expect(inside({ data: wrapper(15) })[2]).toEqual({ x: 1 });
    expect(inside({ data: wrapper(16) })).toHaveLength(2);
    expect(inside({ data: { odd: ["text"], list: [{ x: 1 }] } }).slice(2)).toEqual([[{ x: 1 }], { x: 1 }]);
    expect(inside(wrapper(1))).toHaveLength(1);
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(inside({ data: proxy })).toHaveLength(2);
  });

  test("an error as a console prints it is one object", () => {
    const printed = "AuthError: jwt expired\n    at join (app.js:1:2) { code: 5, status: 401 }";
    expect(inside(printed)).toEqual([{ name: "AuthError", message: "jwt expired", code: 5, status: 401 }]);
    expect(inside('said {"code":5}').slice(1)).toEqual([{ code: 5 }]);
    const two = inside('AuthError: gone {"code":5} {"code":6}');
    expect([typeof two[0], ...two.slice(1)]).toEqual(["string", { code: 5 }, { code: 6 }]);
    expect(inside('AuthError: gone {"message":"own"}')).toEqual([expect.any(String), { message: "own" }]);
  });

  test("a challenge in a text is what it says, and the text", () => {
    expect(inside('Bearer error="insufficient_scope", scope="a b"')).toEqual([
      'Bearer error="insufficient_scope", scope="a b"',
      { error: "insufficient_scope", scope: "a b" },
    ]);
  });

  test("every text is seen with the words of all, and those within a bound", () => {
    const [outer, inner] = viewsOf({ message: "out", cause: { message: "in" } });
    expect([outer!.text, inner!.text]).toEqual(["out\nout\nin", "in\nout\nin"]);
    const [long] = viewsOf({ message: "a".repeat(900), cause: { message: "b".repeat(900) } });
    expect(long!.text).toHaveLength(901 + 1_200);
    expect(viewsOf("alone")[0]!.text).toBe("alone");
  });

  test("a frame's and a challenge's headers, and fields that are the subject of their sentence", () => {
    expect(inside({ headers: { message: "framed" } })[1]).toBe("framed");
    expect(inside({ headers: { "www-authenticate": 'Bearer error="invalid_token"' } })[1]).toEqual({
      error: "invalid_token",
    });
    expect(inside({ headers: { "www-authenticate": "Bearer" } })).toHaveLength(1);
    expect(inside({ token: ["has expired"] })[1]).toBe("token: has expired");
    expect(inside({ token: "x".repeat(200) })).toHaveLength(1);
    expect(inside({ token: ["has expired"], message: "m" })).toHaveLength(1);
    expect(inside({ token: ["has expired"], cause: {} })).toHaveLength(2);
  });

  test.each<[text: string, expected: unknown]>([
    ['x {"a":1} y', { a: 1 }],
    ["x [1] y", undefined],
    ['x ["a"] y', ["a"]],
    ['[{"a":1}]', [{ a: 1 }]],
    ["} x {", undefined],
    ["{ no json }", undefined],
    ["5", undefined],
    ["{", undefined],
    ['"{}"', undefined],
    [
      "a?error=access_denied&error_description=not%20now+please&x=1",
      { error: "access_denied", error_description: "not now please" },
    ],
    [
      'Bearer error="insufficient_scope", scope="a b", max_age=60',
      { error: "insufficient_scope", scope: "a b", max_age: "60" },
    ],
    ["error=x&error=y", { error: "x" }],
    ["error=100%", { error: "100%" }],
    ["scope=a", undefined],
    ["error= x", undefined],
  ])("of a text: %s", (text, expected) => {
    expect(structureIn(text)).toEqual(expected);
  });

  test("R189 of a megabyte of JSON the beginning and the end are read", () => {
    const { a, b } = structureIn(`{"a":"${"x".repeat(30_000)}","b":1}`) as { a: string; b: number };
    expect([a.length, b]).toEqual([20_001 - 6 - 8, 1]);
    expect(structureIn(`{"a":"${"x".repeat(9_000)}","b":1}`)).toMatchObject({ b: 1 });
  });
});
