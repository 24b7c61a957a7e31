import fc from "fast-check";
import { expect, test } from "vitest";
import { CATALOG, diagnoseError } from "../../../src/diagnose.ts";
import { isAction } from "../../../src/errors.ts";
import { namesOf } from "../../../src/diagnose/error/table.ts";
import { NOW } from "./cases/case.ts";

const RUNS = { numRuns: 3_000 };
const SLOW_MS = 60_000;
const IDS = [...CATALOG.map(({ id }) => id), "acs", "agora", "unknown", ""];

// Codes, names and texts that the catalog really has, so that the fuzz gets past the first door.
const words = CATALOG.flatMap(({ rows }) => rows.flatMap((row) => [...row[0].split(/[ /]/), ...namesOf(row), row[2]]));
const word = fc.constantFrom(...words);
const numeric = fc.constantFrom(...words.filter((text) => /^-?\d+$/.test(text)).map(Number));
const field = fc.constantFrom(
  ..."code subCode _code _subCode name message status statusCode httpStatusCode errorCode error reason data type cause response headers description desc causes solutions terminal operation parameters errors 0 get ok redirected action remedy currentState reasonCode newValue oldValue".split(
    " ",
  ),
);
const leaf = fc.oneof(
  word,
  numeric,
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.bigInt(),
  fc.constantFrom(null, undefined, NaN, Symbol("s"), () => 1),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    leaf,
    fc.dictionary(field, tie("tree"), { maxKeys: 8 }),
    fc.array(tie("tree"), { maxLength: 4 }),
  ),
}));
const options = fc.record(
  {
    provider: fc.oneof(fc.constantFrom(...IDS), fc.anything()),
    token: fc.oneof(
      fc.record({
        expiresAt: fc.oneof(fc.integer(), fc.constantFrom(NOW - 1, NOW + 1e7)),
        issuedAt: fc.integer(),
        error: fc.anything(),
      }),
      fc.anything(),
    ),
    now: fc.oneof(fc.constant(NOW), fc.anything()),
  },
  { requiredKeys: [] },
);

function expectComplete(error: unknown, given?: unknown): void {
  const diagnosis = diagnoseError(error, given as never);
  const { provider, code, name, action, thenAction, cause, remedy, userMustAct, source } = diagnosis;
  for (const text of [provider, name, cause, remedy, source]) {
    expect(text).toBeTypeOf("string");
    expect(text).not.toBe("");
  }
  expect(["string", "number"]).toContain(typeof code);
  expect(isAction(action)).toBe(true);
  expect(thenAction === undefined || isAction(thenAction)).toBe(true);
  expect(thenAction).not.toBe(action);
  expect(userMustAct).toBeTypeOf("boolean");
  expect(cause.length).toBeLessThan(2_000);
}

test(
  "R91 random shapes of real words never make it throw",
  () => {
    fc.assert(fc.property(tree, options, expectComplete), RUNS);
  },
  SLOW_MS,
);

test(
  "R91 nothing at all makes it throw",
  () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withTypedArray: true,
          withSparseArray: true,
        }),
        fc.anything(),
        expectComplete,
      ),
      RUNS,
    );
  },
  SLOW_MS,
);

test(
  "R91 deep-frozen errors are diagnosed like any other, and no error is changed",
  () => {
    fc.assert(
      fc.property(tree, (error) => {
        const before = structure(error);
        expectComplete(freeze(error));
        expect(structure(error)).toBe(before);
      }),
      RUNS,
    );
  },
  SLOW_MS,
);

test.each([
  [
    "every trap throws",
    hostile(() => {
      throw new Error("trap");
    }),
  ],
  ["every field is another such proxy", endless()],
  [
    "every field is a function that throws",
    new Proxy(
      {},
      {
        get: () => () => {
          throw new Error("call");
        },
      },
    ),
  ],
  ["a revoked proxy", revoked()],
  ["it is its own cause", cyclic()],
  [
    "a getter throws",
    {
      get code(): never {
        throw new Error("getter");
      },
      get message(): never {
        throw new Error("getter");
      },
    },
  ],
  [
    "headers throw",
    {
      status: 401,
      headers: {
        get(): never {
          throw new Error("headers");
        },
      },
    },
  ],
  [
    "it cannot become a text",
    {
      message: {
        toString(): never {
          throw new Error("text");
        },
      },
      name: Symbol("n"),
    },
  ],
  ["a megabyte of text", new Error("AgoraRTCError ".repeat(80_000))],
])("R91 total: %s", (_, error) => {
  expectComplete(error);
  expectComplete(error, { provider: "twilio-voice", token: error, now: error });
  expectComplete(new Error("x"), error);
});

test(
  "R91 the same error means the same twice, and no global is touched",
  () => {
    const globals = Object.keys(globalThis).length;
    fc.assert(
      fc.property(tree, (error) => {
        expect(diagnoseError(error, { now: NOW })).toEqual(diagnoseError(error, { now: NOW }));
      }),
    );
    expect(Object.keys(globalThis)).toHaveLength(globals);
  },
  SLOW_MS,
);

test("R91 it fits where an array, a promise or a manager calls it with other arguments", () => {
  expect([{ status: 503 }, { status: 429 }].map(diagnoseError as never)).toHaveLength(2);
  expect(diagnoseError({ status: 503 }, 7 as never).action).toBe("retryLater");
});

function hostile(trap: () => never): object {
  return new Proxy({}, { get: trap, has: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap });
}
function endless(): object {
  return new Proxy({}, { get: () => endless() });
}
function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
function cyclic(): object {
  const error = { name: "Error", message: "x" } as Record<string, unknown>;
  return Object.assign(error, {
    cause: error,
    error,
    reason: error,
    originalError: error,
    detail: error,
    errors: [error],
  });
}
function freeze(value: unknown): unknown {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
function structure(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      ["bigint", "symbol", "function"].includes(typeof part) ? String(part) : part,
    ) ?? ""
  );
}
