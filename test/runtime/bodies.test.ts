/**
 * The body of a `Response`: how much of it is read, for how long, and what is known when it cannot be.
 *
 * @module
 */
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { MINUTE, SECOND, type Stage, stage, type StageOptions, started } from "../support/stage.ts";

interface Body {
  readonly response: Response;
  /** How much was asked for, bytes. */
  read: number;
  cancelled: boolean;
}

/** A body that gives a kilobyte each time it is asked, and hangs after `endKb`. */
function body({ endKb = Infinity, ...init }: ResponseInit & { endKb?: number } = {}): Body {
  const made = { read: 0, cancelled: false };
  const stream = new ReadableStream(
    {
      pull: (controller) => {
        if (made.read >= endKb * 1_024) return new Promise(() => undefined);
        made.read += 1_024;
        controller.enqueue(new Uint8Array(1_024).fill(97));
        return undefined;
      },
      cancel: () => void (made.cancelled = true),
    },
    { highWaterMark: 0 },
  );
  return Object.assign(made, { response: new Response(stream, init) });
}

/** One request without retries that is answered so. The fetcher does nothing with its signal. */
function answered(response: Response, options?: StageOptions): Stage {
  const made = stage({ retry: { retries: 0 }, fetchToken: () => response, ...options });
  made.tokens.start().catch(() => undefined);
  return made;
}

describe("how much is read", () => {
  test("R107 a body without end is let go at 256 KiB, not a piece later", async () => {
    const endless = body();
    const { env, tokens } = answered(endless.response);
    await env.pass(0);
    expect(tokens.state.error?.message).toBe("No usable token: the answer is longer than 256 KiB");
    expect(endless).toMatchObject({ cancelled: true, read: 257 * 1_024 });
  });

  test("R107 where there is no stream, a text that is too long is no token either", async () => {
    const plain = { status: 200, headers: new Headers(), text: async () => "a".repeat(300_000) };
    const { env, tokens } = answered(plain as unknown as Response);
    await env.pass(0);
    expect(tokens.state.error?.message).toBe("No usable token: the answer is longer than 128 KiB");
  });

  test("R107 a token whose letters are cut by the pieces of the stream is whole", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ token: "abc", user: "Jörg 🦉" }));
    const stream = new ReadableStream({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    const { tokens } = await started({ fetchToken: () => new Response(stream) });
    expect(tokens.peek()?.details).toEqual({ user: "Jörg 🦉" });
  });
});

test("R107 a body that throws at once fails its attempt, and leaves no rejection unhandled", async () => {
  const lost: unknown[] = [];
  const note = (reason: unknown): void => void lost.push(reason);
  process.on("unhandledRejection", note);
  onTestFinished(() => void process.off("unhandledRejection", note));
  const text = (): never => {
    throw new Error("this double has no body");
  };
  const { env, tokens } = answered({ status: 200, headers: new Headers(), text } as never);
  await env.pass(0);
  await new Promise((resolve) => setImmediate(resolve));
  expect(lost).toEqual([]);
  expect(tokens.state.error?.message).toBe("fetchToken failed: this double has no body");
});

describe("how long it is read", () => {
  test.for([
    ["at the deadline", (): void => undefined, 10 * SECOND],
    ["at stop()", ({ tokens }: Stage) => tokens.stop(), 0],
    ["at dispose()", ({ tokens }: Stage) => tokens.dispose(), 0],
    ["at clear()", ({ tokens }: Stage) => tokens.clear(), 0],
    ["at setToken()", ({ tokens }: Stage) => tokens.setToken({ token: "abc", expiresIn: 600 }), 0],
  ] as const)("R107 is let go %s, although the fetcher took no signal", async ([, end, afterMs]) => {
    const hanging = body({ endKb: 1 });
    const made = answered(hanging.response);
    await made.env.pass(SECOND);
    expect(hanging).toMatchObject({ read: 1_024, cancelled: false });
    end(made);
    await made.env.pass(afterMs);
    expect(hanging.cancelled).toBe(true);
    expect(["abc", undefined]).toContain(made.tokens.peek()?.value); // half a body is no token
  });

  test("R107 an answer that comes after its attempt was given up is not read at all", async () => {
    const late = body();
    let answer: (response: Response) => void = () => undefined;
    const { env } = answered(late.response, { fetchToken: () => new Promise((resolve) => (answer = resolve)) });
    await env.pass(MINUTE);
    answer(late.response);
    await env.pass(0);
    expect(late).toMatchObject({ cancelled: true, read: 0 });
  });

  test.each([200, 403])("R107 leaves no timer and no listener behind, with status %i", async (status) => {
    const changes: [verb: string, event: string][] = [];
    const { env, tokens } = stage({
      retry: { retries: 0 },
      fetchToken({ signal }) {
        vi.spyOn(signal, "addEventListener").mockImplementation((event) => void changes.push(["add", event]));
        vi.spyOn(signal, "removeEventListener").mockImplementation((event) => void changes.push(["remove", event]));
        return Response.json({ token: "abc", expiresIn: 600 }, { status });
      },
    });
    tokens.start().catch(() => undefined);
    await env.pass(0);
    expect(changes).toEqual([
      ["add", "abort"],
      ["remove", "abort"],
    ]);
    tokens.stop();
    expect(env.timers).toBe(0);
  });

  test("R107 that breaks off is a failure of the network", async () => {
    const broken = new Response(
      new ReadableStream({ start: (controller) => controller.error(new TypeError("terminated")) }),
    );
    const { env, tokens } = answered(broken);
    await env.pass(0);
    expect(tokens.state.error).toMatchObject({ code: "ERR_FETCH_FAILED", action: "retryLater" });
  });
});

/** A `Response` whose body has been read by a wrapper. */
async function usedUp(status: number, headers: HeadersInit = {}): Promise<Response> {
  const response = new Response("{}", { status, headers });
  await response.text();
  return response;
}

describe("what is known without it", () => {
  test.for([
    [403, {}, { code: "ERR_REAUTH_REQUIRED", action: "signIn", status: 403 }, "no retry"],
    [429, { "Retry-After": "120" }, { code: "ERR_FETCH_FAILED", status: 429 }, "next in 120s"],
    [503, { "Retry-After": "60" }, { code: "ERR_FETCH_FAILED", status: 503 }, "next in 60s"],
  ] as const)(
    "R106 a status of %i counts although its body was read by another",
    async ([status, headers, error, next]) => {
      const { env, tokens, journal } = answered(await usedUp(status, headers));
      await env.pass(0);
      expect(tokens.state.error).toMatchObject(error);
      expect(journal[0]).toContain(next);
    },
  );

  test.for([
    [
      "breaks off",
      (): Response => new Response(new ReadableStream({ start: (c) => c.error(new Error("gone")) }), { status: 403 }),
    ],
    ["never ends", (): Response => body({ status: 403 }).response],
    ["hangs", (): Response => body({ status: 403, endKb: 1 }).response],
  ] as const)("R106 a status counts although its body %s", async ([, make]) => {
    const { env, tokens } = answered(make());
    await env.pass(9 * SECOND);
    expect(tokens.state.error).toMatchObject({ action: "signIn", status: 403 });
  });

  test.for([
    [2_000, 0],
    [1_000, 900],
    [10_000, 9_000],
    [10_000, 9_990],
  ] as const)(
    "R106 a status counts with %i ms for all and a body that hangs after %i ms",
    async ([fetchTimeoutMs, ms]) => {
      for (const init of [{ status: 403 }, { status: 429, headers: { "Retry-After": "120" } }]) {
        const { response } = body(init);
        const bare = { status: init.status, headers: response.headers, text: () => new Promise(() => undefined) };
        for (const answer of [response, bare]) {
          const made = stage({
            retry: { retries: 0 },
            fetchTimeoutMs,
            fetchToken: () => new Promise((resolve) => made.env.setTimer(() => resolve(answer as Response), ms)),
          });
          made.tokens.start().catch(() => undefined);
          await made.env.pass(fetchTimeoutMs);
          expect(made.tokens.state.error?.status).toBe(init.status);
          expect(made.journal[0]).toContain(init.status === 429 ? "next in 120s" : "no retry");
        }
      }
    },
  );

  test("R106 a success whose body was read by another is named", async () => {
    const locked = new Response("abc");
    locked.body!.getReader();
    for (const response of [await usedUp(200), locked]) {
      const { env, tokens } = answered(response);
      await env.pass(0);
      expect(tokens.state.error).toMatchObject({
        code: "ERR_TOKEN_UNUSABLE",
        message: "No usable token: the body of the answer was read before: return what was read, or a clone",
      });
    }
  });
});
