/** The app's functions that say what something means: readToken, readAnswer, classifyError. */
import { describe, expect, test, vi } from "vitest";
import { SECOND, stage } from "./support/stage.ts";

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
