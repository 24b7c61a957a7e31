/** freshConnect() in virtual time. */
import { describe, expect, test } from "vitest";
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

  test("without a token says why", async () => {
    const { env, tokens } = stage();
    tokens.clear();
    await expect(freshConnect(tokens, () => 1, { environment: env })).rejects.toMatchObject({ action: "signIn" });
  });
});
