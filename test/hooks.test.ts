/** The app's functions that say what something means: readToken, readAnswer, classifyError. */
import { describe, expect, test, vi } from "vitest";
import { SECOND, stage, type StageOptions } from "./support/stage.ts";

const fails = (): never => {
  throw new Error("out of ideas");
};
const late = (): Promise<never> => Promise.reject(new Error("not now"));

describe("R416 a hook that fails, or does not answer at once, is named", () => {
  const FAULTS = [
    ["throws", fails, 'threw "out of ideas"'],
    ["answers with a promise that rejects", late as never, "answered with a promise"],
    ["answers with a promise", (() => Promise.resolve({})) as never, "answered with a promise"],
  ] as const;

  test.each(["readToken", "readAnswer"].flatMap((name) => FAULTS.map((fault) => [name, ...fault] as const)))(
    "%s %s",
    async (name, _what, hook, said) => {
      const { env, tokens } = stage({ quiet: true, [name]: hook });
      const why = expect(tokens.start()).rejects.toMatchObject({
        code: "ERR_TOKEN_UNUSABLE",
        action: "fixConfig",
        message: expect.stringContaining(`${name} ${said}`) as string,
      });
      await env.pass(60 * SECOND);
      await why;
    },
  );

  test("and leaves no rejection unhandled, classifyError's neither", async () => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const failing = { quiet: true, fetchToken: late };
    for (const hook of ["readToken", "readAnswer", "classifyError"]) {
      const { env, tokens } = stage({
        ...(hook === "classifyError" ? failing : { quiet: true }),
        [hook]: late as never,
      });
      tokens.start().catch(() => undefined);
      await env.pass(SECOND);
      tokens.dispose();
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("R432 what a hook throws is quoted without a text of the answer", () => {
  const value = "q7Hf93hsZZ14";
  const quote = (text: unknown): never => {
    throw new SyntaxError(`Unexpected token 'q', "${String(text)}" is not valid JSON`);
  };
  const HOOKS: readonly (readonly [string, StageOptions])[] = [
    ["readToken", { readToken: quote }],
    ["readAnswer, of a text", { readAnswer: quote }],
    [
      "readAnswer, of an object",
      {
        fetchToken: () => ({ session: [{ key: value }] }) as never,
        readAnswer: ({ session }: { session: { key: string }[] }) => quote(session[0]!.key),
      },
    ],
  ];
  test.each(HOOKS)("%s", async (_name, options) => {
    const said: string[] = [];
    const warn = vi.spyOn(console, "warn").mockImplementation((line: string) => void said.push(line));
    const { env, tokens } = stage({ fetchToken: () => value, ...options });
    const failed = tokens.start().catch((error: unknown) => error as Error);
    await env.pass(SECOND);
    const { message } = (await failed) as Error;
    const { error } = tokens.state;
    warn.mockRestore();
    expect(message).toMatch(
      /^No usable token: read\w+ threw "Unexpected token 'q', "\[redacted\]" is not valid JSON"$/,
    );
    expect([message, error!.message, String(error!.cause), ...said].join("\n")).not.toContain("Hf93hs");
  });

  test("nor in the warning about an initialToken", async () => {
    const { tokens } = stage({ initialToken: value, readToken: quote, quiet: true });
    const told: string[] = [];
    tokens.on("warning", ({ message }) => told.push(message));
    tokens.start().catch(() => undefined);
    expect(told).toEqual([
      'initialToken: No usable token: readToken threw "Unexpected token \'q\', "[redacted]" is not valid JSON". ' +
        "Return a token string, { token, expiresOn }, { access_token, expires_in } or the Response; null: signed out.",
    ]);
    tokens.dispose();
  });

  test("while plain words and an answer that cannot be written as JSON do no harm", async () => {
    const answer: Record<string, unknown> = { status: "ok", list: 1n };
    answer["self"] = answer;
    const { env, tokens } = stage({
      quiet: true,
      fetchToken: () => answer as never,
      readAnswer: () => {
        throw new TypeError("the token is not ok: list is no text");
      },
    });
    const failed = tokens.start().catch((error: unknown) => error as Error);
    await env.pass(SECOND);
    expect(((await failed) as Error).message).toBe(
      'No usable token: readAnswer threw "the token is not ok: list is no text"',
    );
  });
});

test("R82 a remedy that classifyError gives holds no token", async () => {
  const remedies: string[] = [];
  const secret = ["opaque", "value", "9f8e7d6c5b"].join("-");
  const { env, tokens } = stage({
    quiet: true,
    initialToken: { token: secret, expiresIn: 20 },
    fetchToken: () => Promise.reject(new Error(`${secret} was refused`)),
    classifyError: (error) => ({ action: "signIn", remedy: (error as Error).message }),
  });
  tokens.on("refreshFailed", ({ error }) => remedies.push(error.remedy));
  void tokens.start();
  await env.pass(20 * SECOND);
  expect(remedies).toHaveLength(1);
  expect(remedies[0]).toMatch(/was refused$/);
  expect(remedies[0]).not.toContain(secret);
});
