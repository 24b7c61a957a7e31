/** What an error of a connection says to whoever reads it: what happened, and whether anything is tried again. */
import { describe, expect, test } from "vitest";
import { freshConnect } from "../../../src/adapters/connection.ts";
import { vendorError } from "../../../src/adapters/common/vendor-error.ts";
import { livekit } from "../../../src/diagnose/catalog/livekit.ts";
import type { TokenError } from "../../../src/index.ts";
import { stage, UNREACHABLE } from "./stage.ts";

const errorOf = (failed: Promise<unknown>): Promise<TokenError> =>
  failed.then(
    () => Promise.reject(new Error("nothing failed")),
    (error: unknown) => error as TokenError,
  );

describe("R365 what is not tried again does not say so", () => {
  test("a first opening", async () => {
    const on = stage();
    on.plan = [UNREACHABLE];
    expect(await errorOf(on.keep())).toMatchObject({ action: "retryLater", remedy: "Wait and try again." });
    await on.env.pass(10 * 60_000);
    expect(on.journal).toEqual(["open t1"]);
  });

  test("freshConnect", async () => {
    const { env, tokens } = stage();
    const failed = freshConnect(tokens, () => Promise.reject(UNREACHABLE), { environment: env });
    expect(await errorOf(failed)).toMatchObject({ action: "retryLater", remedy: "Wait and try again." });
  });

  test("and what is, says it", async () => {
    const on = stage();
    const problems: TokenError[] = [];
    const kept = await on.keep({ onProblem: (problem) => void problems.push(problem) });
    on.plan = [UNREACHABLE];
    expect((await errorOf(kept.reopen())).remedy).toBe("Nothing: it is tried again.");
    on.sockets[0]!.end(1006);
    await on.env.pass(60_000);
    expect(problems).toMatchObject([{ remedy: "Nothing: it is tried again." }]);
    expect(on.sockets).toHaveLength(2);
  });
});

/** As browsers have it: the fields are getters of the class. */
class CloseEvent extends Event {
  readonly #init: { code: number; reason?: string };
  constructor(init: { code: number; reason?: string }) {
    super("close");
    this.#init = init;
  }
  get code(): number {
    return this.#init.code;
  }
  get reason(): string {
    return this.#init.reason ?? "";
  }
}

const SAID: readonly (readonly [string, unknown, string])[] = [
  ["a close without a reason", new CloseEvent({ code: 1006 }), " (close code 1006)"],
  ["a close", new CloseEvent({ code: 1011, reason: "no such room" }), " (close code 1011: no such room)"],
  ["an event that says nothing", new Event("error"), ' (an event "error")'],
  ["an event with a message", Object.assign(new Event("error"), { message: "gone" }), " (gone)"],
  ["a code", { code: 1006 }, " (code 1006)"],
  ["a code and a reason", { code: 4000, reason: "shutting down" }, " (code 4000: shutting down)"],
  ["a code and a message", { code: "E_GONE", message: "the peer has gone" }, " (code E_GONE: the peer has gone)"],
  ["all three", { code: 5, message: "the peer has gone", reason: "idle" }, " (code 5: idle: the peer has gone)"],
  ["a status", { status: 503 }, " (status 503)"],
  ["an object that says nothing", {}, ""],
  ["nothing", undefined, ""],
  ["a text", "gone", " (gone)"],
  ["an error", UNREACHABLE, " (fetch failed)"],
  ["an error with a code", Object.assign(new Error("gone"), { code: "E_GONE" }), " (gone)"],
  [
    "an object that cannot be read",
    {
      get code(): never {
        throw new Error("no");
      },
      get message(): never {
        throw new Error("no");
      },
    },
    "",
  ],
];

describe("R366 the text of an error has what an event or an object says", () => {
  test.each(SAID)("%s", async (_, thrown, said) => {
    const { env, tokens } = stage();
    const error = await errorOf(freshConnect(tokens, () => Promise.reject(thrown as Error), { environment: env }));
    expect(error.message).toBe(`connect() failed: the server could not be reached${said}`);
    const { cause } = vendorError("connect()", thrown, livekit);
    expect((cause as Error).message).toBe(said.slice(2, -1));
    expect((cause as Error).stack).not.toContain("[object");
  });

  test("and no token", async () => {
    const value = "of letters alone".replaceAll(" ", "");
    const { env, tokens } = stage({ initialToken: value, quiet: true });
    const thrown = { code: 4000, reason: `unknown ${value}`, message: `no ${value}` };
    const error = await errorOf(
      freshConnect(tokens, () => Promise.reject(thrown as unknown as Error), { environment: env }),
    );
    expect(error.message).toContain("code 4000");
    expect(error.message + error.stack! + (error.cause as Error).stack!).not.toContain(value);
  });

  test("a lost connection", async () => {
    const on = stage();
    const problems: TokenError[] = [];
    await on.keep({ onProblem: (problem) => void problems.push(problem) });
    on.sockets[0]!.end(1006);
    await on.env.pass(0);
    expect(problems[0]!.message).toBe("The connection failed: the server could not be reached (code 1006)");
  });
});
