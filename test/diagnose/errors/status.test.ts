/** The HTTP status of an error, in its fields and in its words. */
import { expect, test } from "vitest";
import { statusOf } from "../../../src/diagnose/error/status.ts";
import { viewsOf } from "../../../src/diagnose/error/walk.ts";

const read = (error: unknown): readonly (string | number)[] => statusOf(viewsOf(error)[0]!);

test.each<[error: unknown, expected: readonly (string | number)[]]>([
  [{ status: 401 }, [401, "4xx"]],
  [{ status: "401" }, [401, "4xx"]],
  [{ status: "4010" }, []],
  [{ status: "1401" }, []],
  [{ status: "Unauthorized", code: "x" }, []],
  [{ status: 401.5 }, []],
  [{ status: 302 }, [302, "3xx"]],
  [{ status: 600 }, []],
  [{ status: 200 }, []],
  [{ status: 200, ok: true }, [200, "2xx"]],
])("R193 a status in a field: %o", (error, expected) => {
  expect(read(error)).toEqual(expected);
});

test("R193 from 550 to 559 a number is a code of mail or chat, and no status", () => {
  const known = [549, 550, 559, 560].map((status) => read({ status }).length > 0);
  expect(known).toEqual([true, false, false, true]);
});

test.each([
  "failed 503",
  "failed with an HTTP 503",
  "status code of '503'",
  "503 Service Unavailable",
  "error 503 when asked",
])("R193 a status in a sentence: %s", (text) => {
  expect(read(text)).toEqual([503, "5xx"]);
});

test.each([" test", " tests", " items", " rows", " times", " ms", " of 600", "/600"])(
  "R193 no status: failed 503%s",
  (what) => {
    expect(read(`failed 503${what}`)).toEqual([]);
  },
);
