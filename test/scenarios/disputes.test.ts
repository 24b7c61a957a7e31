/**
 * Refusals of tokens that had replaced refused ones, and refusals where nothing is fetched ahead.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { requestsOf } from "../support/journal.ts";
import { HOUR, MINUTE, SECOND, stage, type Stage, started } from "../support/stage.ts";

/** Reports the token in hand as refused. */
const refuse = ({ tokens }: Stage, options?: { wasAccepted: boolean | "elsewhere" }): void =>
  tokens.invalidate(tokens.peek()!.value, options);

/** A token was refused at 100 s, the one that replaced it at 110 s. */
async function disputed(): Promise<Stage & { said: string[] }> {
  const on = await started({ lifetimeMs: HOUR });
  const said: string[] = [];
  on.tokens.on("warning", ({ message }) => void said.push(message));
  await on.env.pass(100 * SECOND);
  refuse(on);
  await on.env.pass(10 * SECOND);
  refuse(on);
  await on.env.pass(MINUTE);
  return { ...on, said };
}

describe("R122 a token that replaced a refused one, and is refused as well", () => {
  test("is warned of in words that say what to look at", async () => {
    const { said, journal } = await disputed();
    expect(journal.slice(1)).toEqual(["100s refreshed t2 (rejected)", "110s warning tokenRefused"]);
    expect(said).toEqual([
      expect.stringMatching(/^A fresh token was refused like the one before\. Check what .*clocks/),
    ]);
  });

  test("is no reason to give less life to who was not refused", async () => {
    const on = await disputed();
    const call = on.tokens.getToken({ minValidityMs: HOUR - SECOND });
    await on.env.pass(SECOND);
    expect(on.source.nameOf(await call)).toBe("t3");
  });

  test("does not count against the tokens after the next one", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    refuse(on);
    await on.env.pass(20 * SECOND);
    await on.tokens.refresh(); //                            t3 replaces none that was refused
    await on.env.pass(5 * SECOND);
    refuse(on);
    await on.env.pass(SECOND);
    expect(on.journal.slice(1)).toEqual([
      "100s refreshed t2 (rejected)",
      "120s refreshed t3 (requested)",
      "125s refreshed t4 (rejected)",
    ]);
  });

  test("is replaced once where the refusal before is long ago; that one too is not believed to be bad within a minute", async () => {
    const on = await started({ lifetimeMs: 10 * HOUR });
    await on.env.pass(100 * SECOND);
    on.source.mood = "down";
    refuse(on);
    await on.env.pass(20 * MINUTE);
    on.source.mood = "up";
    await on.env.pass(MINUTE);
    expect(on.source.nameOf(on.tokens.peek()!.value)).toBe("t2");
    const before = on.source.requests.length;
    refuse(on);
    await on.env.pass(10 * SECOND);
    expect(on.source.nameOf(on.tokens.peek()!.value)).toBe("t3");
    refuse(on, { wasAccepted: true });
    await on.env.pass(10 * SECOND);
    expect(on.source.nameOf(on.tokens.peek()!.value)).toBe("t3");
    expect(on.source.requests.length - before).toBe(1);
  });
});

describe("R454 a token that another endpoint has accepted", () => {
  test("is handed out until another one is there, though not to who was refused", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.source.mood = "down";
    const refused = await on.tokens.getToken();
    const another = on.tokens.getToken({ rejectedValue: refused, wasAccepted: "elsewhere", timeoutMs: MINUTE });
    await on.env.pass(20 * SECOND);
    expect(await on.tokens.getToken()).toBe(refused);
    on.source.mood = "up";
    await on.env.pass(20 * SECOND);
    expect([on.source.nameOf(await another), on.source.nameOf(await on.tokens.getToken())]).toEqual(["t2", "t2"]);
    expect(on.journal.filter((line) => line.includes("warning"))).toEqual([]); // one refusal is no dispute
  });

  test("is given up all the same where somebody refuses it who does not say so", async () => {
    const on = await started();
    await on.env.pass(100 * SECOND);
    on.source.mood = "down";
    refuse(on, { wasAccepted: "elsewhere" });
    await on.env.pass(SECOND);
    refuse(on);
    expect(on.tokens.peek()).toBeUndefined();
  });
});

describe("R502 a token that comes while somebody waits who was refused it before", () => {
  const session = { token: "the-same-token-prolonged", expiresIn: 600 };

  test("with a later end only: is handed out to the others as before, where another endpoint has accepted it", async () => {
    const on = stage();
    on.tokens.setToken(session);
    await on.tokens.start();
    on.source.mood = "down";
    const want = { rejectedValue: session.token, wasAccepted: "elsewhere" } as const;
    on.tokens.getToken(want).catch(() => undefined);
    await on.env.pass(SECOND);
    on.tokens.setToken({ ...session, expiresIn: 900 });
    await on.env.pass(SECOND);
    expect([on.tokens.peek()?.value, on.tokens.state.expiresAt]).toEqual([
      session.token,
      Date.UTC(2026, 0, 1) + 901 * SECOND,
    ]);
  });

  test.each([
    ["elsewhere", session.token],
    [undefined, undefined],
    [true, undefined],
  ] as const)("for the first time: said %s, in hand %s", async (wasAccepted, value) => {
    const on = stage();
    on.source.mood = "down";
    on.tokens.getToken({ rejectedValue: session.token, wasAccepted }).catch(() => undefined);
    await on.env.pass(SECOND);
    on.tokens.setToken(session);
    expect(on.tokens.peek()?.value).toBe(value);
  });
});

test("R16 without proactive refresh a refusal fetches nothing until somebody asks", async () => {
  const on = await started({ autoRefresh: false });
  await on.env.pass(MINUTE);
  refuse(on);
  await on.env.pass(HOUR);
  expect([on.tokens.peek(), requestsOf(on.source)]).toEqual([undefined, ["0s initial"]]);
  expect(on.source.nameOf(await on.tokens.getToken())).toBe("t2");
});
