/** freshConnect() in virtual time. */
import { describe, expect, test, vi } from "vitest";
import { freshConnect } from "../../../src/adapters/connection.ts";
import { refusal, stage, UNREACHABLE } from "./stage.ts";

describe("R223 freshConnect", () => {
  test("connects with a token that lives long enough, and leaves nothing behind", async () => {
    const { env, tokens, source } = stage({ autoRefresh: false });
    await tokens.start();
    await env.pass(550_000);
    const room = await freshConnect(tokens, (token) => ({ with: source.nameOf(token) }), { environment: env });
    expect(room).toEqual({ with: "t2" });
    tokens.dispose();
    expect([env.timers, env.listeners]).toEqual([0, 0]);
  });

  test("tries once more with another token after a refusal, and not a third time", async () => {
    const { env, tokens, source } = stage();
    const seen: string[] = [];
    const connect = (token: string): never => {
      seen.push(source.nameOf(token));
      throw refusal();
    };
    await expect(freshConnect(tokens, connect, { environment: env })).rejects.toMatchObject({ action: "fixConfig" });
    expect(seen).toEqual(["t1", "t2"]);
  });

  test("does not try again what is not about the token", async () => {
    const { env, tokens, source } = stage();
    const failed = freshConnect(tokens, () => Promise.reject(UNREACHABLE), { environment: env });
    await expect(failed).rejects.toMatchObject({ code: "ERR_HANDOVER_FAILED", action: "retryLater" });
    expect(source.requests).toHaveLength(1);
  });

  test("gives up at the limit, and at the signal", async () => {
    const { env, tokens } = stage();
    const hang = (): Promise<never> => new Promise(() => undefined);
    const slow = expect(
      freshConnect(tokens, hang, { environment: env, connectTimeoutMs: 5_000 }),
    ).rejects.toMatchObject({
      action: "retryLater",
    });
    await env.pass(5_000);
    await slow;
    const controller = new AbortController();
    const failed = freshConnect(tokens, hang, { environment: env, signal: controller.signal });
    await env.pass(0);
    controller.abort(new Error("gone"));
    await expect(failed).rejects.toThrow("gone");
  });

  test.each(["the limit", "the signal"])(
    "says so to an opening that goes on after %s, and closes what comes of it",
    async (end) => {
      const { env, tokens } = stage();
      const leaving = new AbortController();
      const journal: string[] = [];
      const connect = (_token: string, { signal }: { signal: AbortSignal }): Promise<string> => {
        signal.addEventListener("abort", () => journal.push(`aborted: ${(signal.reason as Error).message}`));
        return new Promise((resolve) => void env.setTimer(() => resolve("room"), 8_000));
      };
      const close = (room: string): never => {
        journal.push(`close ${room}`);
        throw new Error("left already");
      };
      const options = { environment: env, connectTimeoutMs: 5_000, signal: leaving.signal, close };
      freshConnect(tokens, connect, options).catch((error: unknown) => journal.push((error as Error).message));
      await env.pass(1_000);
      if (end === "the signal") leaving.abort(new Error("gone"));
      await env.pass(10_000);
      const why = end === "the signal" ? "gone" : "connect() did not settle within 5000 ms";
      expect(journal).toEqual([`aborted: ${why}`, why, "close room"]);
    },
  );

  test("closes a connection that comes in the moment in which the user goes", async () => {
    const { env, tokens } = stage();
    const leaving = new AbortController();
    const journal: string[] = [];
    const connect = (): Promise<string> => {
      void Promise.resolve().then(() => Promise.resolve().then(() => leaving.abort(new Error("gone"))));
      return Promise.resolve("room");
    };
    const close = (room: string): unknown => journal.push(`close ${room}`);
    const joined = freshConnect(tokens, connect, { environment: env, signal: leaving.signal, close });
    await expect(joined).rejects.toThrow("gone");
    expect(journal).toEqual(["close room"]);
  });

  test("closes nothing that the app has got, and nothing that has failed", async () => {
    const { env, tokens } = stage();
    const closed: string[] = [];
    const close = (room: string): unknown => closed.push(room);
    const signals: AbortSignal[] = [];
    const connect = (token: string, { signal }: { signal: AbortSignal }): string => {
      signals.push(signal);
      return token;
    };
    await freshConnect(tokens, connect, { environment: env, close });
    await freshConnect<string>(tokens, () => Promise.reject(UNREACHABLE), { environment: env, close }).catch(() => 0);
    await env.pass(120_000);
    expect([closed, signals.map(({ aborted }) => aborted)]).toEqual([[], [false]]);
  });

  test("says what failed, and whether it was a refusal", async () => {
    const because = async (thrown: Error): Promise<string> => {
      const { env, tokens } = stage();
      const failed = freshConnect(tokens, () => Promise.reject(thrown), { environment: env });
      return ((await failed.catch((error: unknown) => error)) as Error).message;
    };
    expect(await because(UNREACHABLE)).toMatch(/^connect\(\) failed: the server could not be reached \(/);
    expect(await because(refusal())).toMatch(/^connect\(\) failed: a fresh token was refused as well \(/);
  });

  test("takes an error for no refusal where the app's own check throws", async () => {
    const reported = vi.spyOn(console, "error").mockReturnValue();
    const { env, tokens, source } = stage();
    const isRefusal = (): never => {
      throw new Error("app bug");
    };
    const failed = freshConnect(tokens, () => Promise.reject(refusal()), { environment: env, isRefusal });
    await expect(failed).rejects.toMatchObject({ action: "retryLater" });
    expect(source.requests).toHaveLength(1);
    reported.mockRestore();
  });

  test("shows no token, whatever it looks like", async () => {
    const value = "of letters alone".replaceAll(" ", "");
    const { env, tokens } = stage({ initialToken: value });
    const failed = freshConnect(tokens, (token) => Promise.reject(new Error(`no ${token}`)), { environment: env });
    const error = (await failed.catch((reason: unknown) => reason)) as Error;
    expect(error.message + error.stack! + (error.cause as Error).stack!).not.toContain(value);
  });

  test("without a token says why", async () => {
    const { env, tokens } = stage();
    tokens.clear();
    await expect(freshConnect(tokens, () => 1, { environment: env })).rejects.toMatchObject({ action: "signIn" });
  });
});
