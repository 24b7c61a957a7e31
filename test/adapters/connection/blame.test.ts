/** Whom an error of `reopen()` blames, what it says of the call, and how an opening hears that it is not wanted. */
import { describe, expect, test } from "vitest";
import type { TokenError } from "../../../src/index.ts";
import { freshConnect, keepConnection } from "../../../src/adapters/connection.ts";
import { stage, UNREACHABLE } from "./stage.ts";

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

describe("R442 a 401 that an error states in words alone", () => {
  test.each([
    "Unexpected server response: 401", // ws@8.23.0, websocket.js
    "Failed to complete negotiation with the server: Error: Unauthorized: Status code '401'", // @microsoft/signalr@10.0.11
    "Failed to complete negotiation with the server: Error: : Status code '401'", // without a reason, as by HTTP/2
  ])("%s: the token was refused, and another one is tried", async (message) => {
    const on = stage();
    on.plan = [new Error(message)];
    expect((await on.keep()).connection.name).toBe("t2");
  });

  test("counts for a connection that is opened again", async () => {
    const on = stage();
    await on.keep();
    on.plan = [new Error("Unexpected server response: 401")];
    on.sockets[0]!.end(1006);
    await on.env.pass(60_000);
    expect(on.timed).toEqual([
      ...["0s open t1", "0s problem retryLater", "5s open t1", "5s open t2"],
      ...["5s t2 after t1", "5s close t1", "5s recovered"],
    ]);
  });

  test.each([
    "Unexpected server response: 403",
    "Unexpected server response: 4010",
    "connect ECONNREFUSED 127.0.0.1:401",
    "Failed to complete negotiation with the server: Error: Status code '401' is what we fear: Status code '500'",
    "Unauthorized",
  ])("%s: is none", async (message) => {
    const on = stage();
    on.plan = [new Error(message)];
    expect((await errorOf(on.keep())).action).toBe("retryLater");
    expect(on.journal).toEqual(["open t1"]);
  });
});

describe("R446 a mistake of the app in a function that it has handed in", () => {
  const broken = (): never => (undefined as unknown as { socket(): never }).socket();

  test("is not the server's: the error is fixConfig, and names the function", async () => {
    const on = stage();
    const first = await errorOf(on.keep({ reopen: broken }));
    expect(first).toMatchObject({ action: "fixConfig", remedy: "Correct the code of reopen()." });
    expect(first.message).toMatch(/^reopen\(\) failed: a mistake in the program \(Cannot read properties of undefined/);
    const fresh = await errorOf(freshConnect(on.tokens, broken, { environment: on.env }));
    expect(fresh).toMatchObject({ action: "fixConfig", remedy: "Correct the code of connect()." });
    const problems: TokenError[] = [];
    await on.keep({ handOver: broken, onProblem: (problem) => void problems.push(problem) });
    await on.env.pass(600_000);
    expect(problems).toMatchObject([{ action: "fixConfig", remedy: "Correct the code of handOver()." }]);
  });

  test("in a function that has worked may be the SDK's without a network, or a portal's page: it is told, and tried again", async () => {
    const on = stage();
    await on.keep();
    on.plan = [UNREACHABLE, new TypeError("socket is undefined"), new SyntaxError("Unexpected token '<'")];
    on.sockets[0]!.end(1006);
    await on.env.pass(120_000);
    expect(on.timed).toEqual([
      ...["0s open t1", "0s problem retryLater", "5s open t1", "15s open t1", "15s problem fixConfig", "35s open t1"],
      ...["75s open t1", "75s t1 after t1", "75s close t1", "75s recovered"],
    ]);
  });

  test("at the end of a connection is reopen()'s, whose listener it is, and no end for ever", async () => {
    const on = stage();
    const problems: TokenError[] = [];
    let lost = (_error: unknown): void => undefined;
    await on.keep({
      reopen(token, attempt) {
        lost = attempt.lost;
        return on.options.reopen(token, attempt);
      },
      onProblem: (problem) => void problems.push(problem),
    });
    lost(new TypeError("frame.body is undefined"));
    await on.env.pass(10_000);
    expect(problems).toMatchObject([{ action: "fixConfig", remedy: "Correct the code of reopen()." }]);
    expect(on.sockets).toHaveLength(2);
  });

  test("that has left it out is a TypeError", async () => {
    const { tokens, env } = stage();
    await expect(keepConnection(tokens, { environment: env } as never)).rejects.toThrow(
      new TypeError('Option "reopen" must be a function, got undefined.'),
    );
    await expect(freshConnect(tokens, undefined as never)).rejects.toThrow(
      new TypeError("connect must be a function, got undefined."),
    );
  });
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
