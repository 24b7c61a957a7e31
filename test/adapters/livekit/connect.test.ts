/** connectRoom against a fake room, in virtual time. The real SDK's way of refusing is in test/browser/adapters/livekit.test.ts. */
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { connectRoom, type LiveKitRoom } from "../../../src/adapters/livekit.ts";
import { TokenError, TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

const URL = "wss://livekit.example.test";
const HUNG = new Promise<never>(() => undefined);

/** As livekit-client@2.23.0 rejects: `code` 1 for all, a wrong `reasonName` for a 401. */
const refusal = (status: number, text: string): Error =>
  Object.assign(new Error(`could not establish signal connection: ${text}`), {
    ...{ name: "ConnectionError", code: 1, reason: 0, reasonName: "NotAllowed", status },
  });
const cancelled = Object.assign(new Error("Client initiated disconnect"), {
  ...{ name: "ConnectionError", code: 1, reason: 3, reasonName: "Cancelled" },
});

/** A room that answers each connect() with the next of `outcomes`; disconnect() rejects one that hangs. */
function setting(...outcomes: (Error | "ok" | "hang")[]) {
  const environment = virtualEnvironment();
  const source = fakeTokens(environment);
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment });
  onTestFinished(() => tokens.dispose());
  const calls: string[] = [];
  let reject = (_: Error): void => undefined;
  const room = {
    async connect(url, token, options) {
      calls.push(`connect ${url === URL} ${source.nameOf(token)}${options ? ` ${JSON.stringify(options)}` : ""}`);
      const outcome = outcomes.shift();
      if (outcome === "hang") return Promise.race([HUNG, new Promise<never>((_, no) => (reject = no))]);
      if (outcome !== "ok") throw outcome!;
    },
    async disconnect() {
      calls.push("disconnect");
      reject(cancelled);
    },
  } satisfies LiveKitRoom;
  return { environment, source, tokens, calls, room };
}

const errorOf = (promise: Promise<unknown>): Promise<TokenError> =>
  promise.then(
    () => Promise.reject(new Error("nothing was thrown")),
    (error: unknown) => error as TokenError,
  );

describe("connectRoom", () => {
  test("connects with the token in hand and passes LiveKit's options on", async () => {
    const { environment, tokens, calls, room } = setting("ok");
    await connectRoom(room, URL, tokens, { environment, connectOptions: { maxRetries: 0 } });
    expect(calls).toEqual(['connect true t1 {"maxRetries":0}']);
  });

  test("fetches first where the token has run out, or would during the handshake", async () => {
    const { environment, calls, room, source } = setting("ok", "ok");
    const tokens = new TokenManager({ fetchToken: source.fetchToken, environment, autoRefresh: false });
    await tokens.getToken();
    environment.sleep(3_600_000);
    await connectRoom(room, URL, tokens, { environment });
    await environment.pass(590_000);
    await connectRoom(room, URL, tokens, { environment });
    expect(calls).toEqual(["connect true t2", "connect true t3"]);
    tokens.dispose();
  });

  test("R364 a 401 that comes after a sign-out does not connect the next user", async () => {
    const { environment, tokens, calls, room } = setting(refusal(401, "invalid token"), "ok");
    const connect = room.connect.bind(room);
    room.connect = async (...call) => {
      tokens.clear();
      await tokens.start();
      return connect(...call);
    };
    const error = await errorOf(connectRoom(room, URL, tokens, { environment }));
    expect([error.code, calls]).toEqual(["ERR_HANDOVER_FAILED", ["connect true t1"]]);
  });

  test("a 401 costs one new token and one more connect", async () => {
    const { environment, tokens, calls, room, source } = setting(refusal(401, "invalid token"), "ok");
    await connectRoom(room, URL, tokens, { environment });
    expect(calls).toEqual(["connect true t1", "connect true t2"]);
    expect(source.requests.map(({ reason }) => reason)).toEqual(["initial", "rejected"]);
  });

  test.each([
    ["invalid token", "fixConfig"],
    ["validation failed, token is expired (exp)", "fixClock"],
  ])("a 401 to the fresh token as well (%s) is the end: %s", async (text, action) => {
    const { environment, tokens, calls, room } = setting(refusal(401, text), refusal(401, text));
    const error = await errorOf(connectRoom(room, URL, tokens, { environment }));
    expect(error).toBeInstanceOf(TokenError);
    expect([error.code, error.action]).toEqual(["ERR_HANDOVER_FAILED", action]);
    expect(calls).toEqual(["connect true t1", "connect true t2"]);
    expect(tokens.state.phase).toBe("holding"); // others may still live with it
  });

  test.each([
    [refusal(403, "permissions denied"), "fixConfig"],
    [refusal(404, "requested room does not exist"), "fixConfig"],
    [Object.assign(refusal(0, "unreachable"), { reasonName: "ServerUnreachable", status: undefined }), "retryLater"],
    [cancelled, "none"],
  ])("%s: no second try, %s", async (reason, action) => {
    const { environment, tokens, calls, room, source } = setting(reason);
    const error = await errorOf(connectRoom(room, URL, tokens, { environment }));
    expect(error.action).toBe(action);
    expect(error.message).toMatch(/^room\.connect\(\) failed: /);
    expect(calls).toEqual(["connect true t1"]);
    expect(source.requests).toHaveLength(1);
  });

  test("what is refused is judged by the age of the token: an old one may have run out", async () => {
    const { environment, tokens, room } = setting(
      Object.assign(new Error("could not reconnect, token might be expired"), {
        ...{ name: "UnexpectedConnectionState", code: 12 },
      }),
    );
    await tokens.getToken();
    await environment.pass(300_000);
    expect((await errorOf(connectRoom(room, URL, tokens, { environment }))).action).toBe("rejoin");
  });

  test("a rejection without an error is one like any other", async () => {
    const { environment, tokens, room } = setting();
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what is tested
    const failed = connectRoom({ ...room, connect: () => Promise.reject(null) }, URL, tokens, { environment });
    expect(await errorOf(failed)).toMatchObject({ code: "ERR_HANDOVER_FAILED" });
  });

  test("no text of the SDK brings the token along", async () => {
    const { environment, tokens, room } = setting();
    const value = await tokens.getToken();
    const leaky: LiveKitRoom = {
      ...room,
      connect: () => Promise.reject(refusal(403, `wss://x/rtc?access_token=${value} ${value}`)),
    };
    const error = await errorOf(connectRoom(leaky, URL, tokens, { environment }));
    expect(String(error.stack) + String((error.cause as Error).stack) + JSON.stringify(error)).not.toContain(value);
  });

  test("a connect that never settles is given up at the limit, and the room is told", async () => {
    const { environment, tokens, calls, room } = setting("hang");
    const failed = errorOf(connectRoom(room, URL, tokens, { environment, connectTimeoutMs: 20_000 }));
    await environment.pass(19_999);
    expect(calls).toEqual(["connect true t1"]);
    await environment.pass(1);
    expect([(await failed).code, (await failed).action]).toEqual(["ERR_HANDOVER_FAILED", "retryLater"]);
    expect((await failed).message).toBe("room.connect() did not settle within 20000 ms");
    expect(calls).toEqual(["connect true t1", "disconnect"]);
    tokens.dispose();
    expect(environment.timers).toBe(0);
  });

  test("without a token nothing is connected, and the manager's error says why", async () => {
    const { environment, tokens, calls, room } = setting();
    tokens.clear();
    expect((await errorOf(connectRoom(room, URL, tokens, { environment }))).action).toBe("signIn");
    expect(calls).toEqual([]);
  });

  test("leaves a running room alone: newer tokens are the server's business", async () => {
    const { environment, tokens, calls, room } = setting("ok");
    await connectRoom(room, URL, tokens, { environment });
    await environment.pass(3_600_000);
    expect(calls).toEqual(["connect true t1"]);
  });
});

describe("the signal", () => {
  const why = new Error("left the page");

  test("ends the wait for a token; nothing is connected afterwards", async () => {
    const { environment, tokens, calls, room, source } = setting("ok");
    source.latencyMs = 1_000;
    const controller = new AbortController();
    const failed = connectRoom(room, URL, tokens, { environment, signal: controller.signal });
    controller.abort(why);
    await expect(failed).rejects.toBe(why);
    await environment.pass(10_000);
    expect(calls).toEqual(["disconnect"]);
  });

  test("ends the connect", async () => {
    const { environment, tokens, calls, room } = setting("hang");
    const controller = new AbortController();
    const failed = connectRoom(room, URL, tokens, { environment, signal: controller.signal });
    await vi.waitUntil(() => calls.length === 1, 4_000);
    controller.abort(why);
    await expect(failed).rejects.toBe(why);
    expect(calls).toEqual(["connect true t1", "disconnect"]);
  });

  test("wins over a connect that succeeds all the same", async () => {
    const { environment, tokens, calls } = setting();
    let succeed = (): void => undefined;
    const connected = new Promise<void>((resolve) => (succeed = resolve));
    const room: LiveKitRoom = {
      connect: () => connected,
      async disconnect() {
        calls.push("disconnect");
        succeed();
      },
    };
    await tokens.getToken();
    const controller = new AbortController();
    const failed = connectRoom(room, URL, tokens, { environment, signal: controller.signal });
    await environment.pass(0);
    controller.abort(why);
    await expect(failed).rejects.toBe(why);
    expect(calls).toEqual(["disconnect"]);
  });

  test("means nothing once the room is connected", async () => {
    const { environment, tokens, calls, room } = setting("ok");
    const controller = new AbortController();
    await connectRoom(room, URL, tokens, { environment, signal: controller.signal });
    controller.abort(why);
    expect(calls).toEqual(["connect true t1"]);
  });

  test("R218 ends a connect() that hangs for ever, at once; disconnect() may throw", async () => {
    const { environment, tokens } = setting();
    const room: LiveKitRoom = {
      connect: () => HUNG,
      disconnect() {
        throw new Error("disconnect() throws");
      },
    };
    const controller = new AbortController();
    const failed = connectRoom(room, URL, tokens, { environment, signal: controller.signal });
    await environment.pass(0);
    controller.abort(why);
    await expect(failed).rejects.toBe(why);
    tokens.dispose();
    expect(environment.timers).toBe(0);
  });
});
