/** A coordinator of the app's own that is written with `async`, or keeps the manager waiting. */
import { describe, expect, onTestFinished, test } from "vitest";
import type { TokenError } from "../../src/errors.ts";
import type { TabConnection } from "../../src/tab-port.ts";
import { MINUTE, SECOND, stage } from "../support/stage.ts";

const portWith = (more: Partial<TabConnection>) => ({
  connect: (): TabConnection => ({
    run: (call) => call(),
    tell: () => undefined,
    close: () => undefined,
    ...more,
  }),
});

/** A manager that was stopped with a token of an hour, at a port whose `catchUp` never settles. */
async function stopped(overlap: "allow" | "never") {
  const set = stage({
    tabs: portWith({ catchUp: () => new Promise(() => undefined) }),
    overlap,
    lifetimeMs: 60 * MINUTE,
  });
  void set.tokens.start();
  await set.env.pass(SECOND);
  set.tokens.stop();
  await set.env.pass(SECOND);
  const startedAt = set.env.trueNow();
  const ends: string[] = [];
  const note = (name: string, promise: Promise<unknown>): void => {
    const end = (what: string): number => ends.push(`${set.env.trueNow() - startedAt} ms ${name}: ${what}`);
    promise.then(
      () => end("token"),
      (error: unknown) => end((error as TokenError).code),
    );
  };
  return { ...set, ends, note };
}

const OVERLAPS = ["allow", "never"] as const;

describe.each(OVERLAPS)("R527 with overlap %s a catchUp() that never settles", (overlap) => {
  test("keeps the token in hand from its callers for 2 s, whatever their limits", async () => {
    const { env, tokens, ends, note } = await stopped(overlap);
    note("start()", tokens.start());
    note("getToken()", tokens.getToken());
    note("patient", tokens.getToken({ timeoutMs: MINUTE }));
    note("impatient", tokens.getToken({ timeoutMs: SECOND }));
    await env.pass(2 * SECOND);
    expect(ends).toEqual([
      "1000 ms impatient: ERR_FETCH_TIMEOUT",
      "2000 ms start(): token",
      "2000 ms getToken(): token",
      "2000 ms patient: token",
    ]);
  });

  test("leaves nothing behind in a manager that is stopped again, and counts anew in one that is started again", async () => {
    const { env, tokens, ends, note } = await stopped(overlap);
    void tokens.start();
    await env.pass(1_500);
    tokens.stop();
    expect(env.timers).toBe(0);
    note("start()", tokens.start());
    await env.pass(2 * SECOND);
    expect(ends).toEqual(["3500 ms start(): token"]);
    tokens.dispose();
    expect(env.timers).toBe(0);
  });
});

describe("R528 of a port written with async", () => {
  // The types allow it: a function of a promise is one of nothing, too.
  const fails = (() => Promise.reject(new Error("the database is closed"))) as () => void;
  test.each<[string, Partial<TabConnection>]>([
    ["tell()", { tell: fails }],
    ["close()", { close: fails }],
    ["both", { tell: fails, close: fails }],
  ])("a rejection is the warning tabs, once, and nothing else: %s", async (_, more) => {
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown): number => unhandled.push(error);
    process.on("unhandledRejection", onUnhandled);
    onTestFinished(() => void process.off("unhandledRejection", onUnhandled));
    const { env, source, tokens } = stage({ tabs: portWith(more) });
    const warnings: unknown[] = [];
    tokens.on("warning", (warning) => warnings.push(warning));
    void tokens.start();
    await env.pass(SECOND);
    for (let i = 0; i < 2; i++) {
      tokens.setToken(source.mint());
      tokens.stop();
      await env.pass(SECOND);
      void tokens.start();
      await env.pass(SECOND);
    }
    expect(tokens.state.phase).toBe("holding");
    tokens.dispose();
    await env.pass(SECOND);
    expect(unhandled).toEqual([]);
    expect(warnings).toEqual([{ code: "tabs", message: "The option tabs failed: the database is closed", detail: {} }]);
  });
});
