/** Whom an error of `reopen()` blames, what it says of the call, and how an opening hears that it is not wanted. */
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../../src/index.ts";
import { stage } from "./stage.ts";

const errorOf = (failed: Promise<unknown>): Promise<TokenError> =>
  failed.then(
    () => expect.unreachable(),
    (error: unknown) => error as TokenError,
  );

describe("R222 the error of an opening", () => {
  test.each([
    ["ReferenceError", new ReferenceError("socket is not defined"), "fixConfig"],
    ["RangeError", new RangeError("Invalid URL length"), "fixConfig"],
    ["SyntaxError", new DOMException("The URL 'x:/' is invalid.", "SyntaxError"), "fixConfig"], // of new WebSocket()
    ["TypeError", new TypeError("fetch failed"), "retryLater"],
    ["NetworkError", new DOMException("A network error occurred.", "NetworkError"), "retryLater"],
  ])("%s: what a program does wrong is its developer's, what may be the network's is not", async (_, error, action) => {
    const on = stage();
    on.plan = [error];
    const { message, ...said } = await errorOf(on.keep());
    expect(said.action).toBe(action);
    expect(message).toMatch(/^reopen\(\) failed: /);
    expect(on.journal).toEqual(["open t1"]);
  });

  test.each([
    [{ status: 401 }],
    [{ statusCode: 401 }],
    [{ code: 3000 }],
    [{ code: 4401 }],
    [{ response: { status: 401 } }],
    [{ data: { status: 401 } }],
    [{ data: { code: 4401 } }],
    [{ context: { status: 401 } }],
  ])("%j says that the token was refused: another one is tried", async (fields) => {
    const on = stage();
    on.plan = [Object.assign(new Error("refused"), fields)];
    expect((await on.keep()).connection.name).toBe("t2");
  });

  test.each([[{ status: 403 }], [{ code: 1008 }], [{ code: "401" }], [{ reason: 401 }]])(
    "%j does not: none is tried",
    async (fields) => {
      const on = stage();
      on.plan = [Object.assign(new Error("refused"), fields)];
      expect((await errorOf(on.keep())).action).toBe("retryLater");
      expect(on.journal).toEqual(["open t1"]);
    },
  );
});

describe("R222 an opening that is not wanted any more", () => {
  test("because it has taken too long hears of it by its signal, and the error says what did not settle", async () => {
    const on = stage();
    on.plan = ["hang"];
    const failed = errorOf(on.keep({ openTimeoutMs: 5_000 }));
    await on.env.pass(4_999);
    expect(on.journal).toEqual(["open t1"]);
    await on.env.pass(1);
    expect(on.journal).toEqual(["open t1", "given up"]);
    expect((await failed).message).toBe("reopen() did not settle within 5000 ms");
  });

  test("and was to replace one that lives leaves that one alone", async () => {
    const on = stage();
    const kept = await on.keep({ openTimeoutMs: 5_000 });
    await on.env.pass(1_000);
    on.plan = ["hang", "hang"];
    const failed = errorOf(kept.reopen());
    await on.env.pass(14_000);
    expect((await failed).action).toBe("retryLater");
    expect(on.timed.slice(1)).toEqual([
      ...["1s open t1", "6s given up", "10s open t2", "15s given up", "15s problem retryLater"],
    ]);
    expect([kept.connection, on.sockets[0]!.isOpen]).toEqual([on.sockets[0], true]);
  });

  test("because the app has closed the connection says so", async () => {
    const on = stage();
    const kept = await on.keep();
    on.plan = ["hang"];
    const failed = errorOf(kept.reopen());
    await on.env.pass(0);
    kept.close();
    expect(await failed).toMatchObject({ action: "none", message: "reopen() was given up" });
  });
});

test("R222 without close() the signal of its attempt alone says that a connection is not wanted any more", async () => {
  const on = stage();
  const signals: AbortSignal[] = [];
  const kept = await on.keep({
    close: undefined as never,
    reopen(token, attempt) {
      signals.push(attempt.signal);
      return on.options.reopen(token, attempt);
    },
  });
  await kept.reopen();
  await on.env.pass(0);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  kept.close();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
});
