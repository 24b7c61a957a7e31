/** The small parts that every adapter is made of. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { unlessAborted } from "../../../src/adapters/common/aborted.ts";
import { Outage } from "../../../src/adapters/common/app-callbacks.ts";
import { refuseProofs } from "../../../src/adapters/common/bearer.ts";
import { forgetOpening, shareOpening } from "../../../src/adapters/common/share-opening.ts";
import { wrapMethod } from "../../../src/adapters/common/wrap-method.ts";
import { type Action, TokenError, type TokenErrorCode } from "../../../src/errors.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { Token } from "../../../src/token.ts";
import { deferred } from "../../support/deferred.ts";

afterEach(() => void vi.restoreAllMocks());

describe("R212 a vendor's method that is wrapped", () => {
  class Client {
    readonly journal: string[] = [];
    async leave(...reasons: string[]): Promise<string> {
      this.journal.push(["leave", ...reasons].join(" "));
      return "left";
    }
  }

  test("tells every keeper ahead of the call, until that keeper ends; then it is as it was", async () => {
    const client = new Client();
    const { leave } = client;
    const one = wrapMethod(client, "leave", () => void client.journal.push("one"));
    const other = wrapMethod(client, "leave", () => void client.journal.push("other"));
    expect(await client.leave("bye")).toBe("left");
    one.undo();
    one.undo();
    await client.leave();
    await other.original();
    other.undo();
    await client.leave();
    expect(client.journal).toEqual(["one", "other", "leave bye", "other", "leave", "leave", "leave"]);
    expect([Object.hasOwn(client, "leave"), client.leave]).toEqual([false, leave]);
  });

  test("of an object's own is put back as its own", () => {
    const client = new Client();
    const own = (): Promise<string> => Promise.resolve("own");
    client.leave = own;
    wrapMethod(client, "leave", () => undefined).undo();
    expect([Object.hasOwn(client, "leave"), client.leave]).toEqual([true, own]);
  });

  test("by somebody else since is left to them", async () => {
    const client = new Client();
    const wrapped = wrapMethod(client, "leave", () => void client.journal.push("one"));
    const { leave } = client;
    const theirs = (...reasons: string[]): Promise<string> => leave(...reasons);
    client.leave = theirs;
    wrapped.undo();
    expect(client.leave).toBe(theirs);
    await client.leave();
    expect(client.journal).toEqual(["leave"]);
  });
});

describe("R348 an outage of what can be lost again", () => {
  const problem = (action: Action): TokenError =>
    new TokenError({ code: "ERR_HANDOVER_FAILED", action, message: "", remedy: "" });

  test("is over at once; one that comes back within a minute is over after a minute without a problem", async () => {
    const env = virtualEnvironment();
    const told: string[] = [];
    const note = (line: string): void => void told.push(`${env.monotonicNow() / 1_000}s ${line}`);
    const outage = new Outage({ onProblem: ({ action }) => note(action), onRecovered: () => note("recovered") }, env);
    outage.end();
    expect(env.timers).toBe(0); // nothing was told
    for (let round = 0; round < 3; round++) {
      outage.problem(problem("retryLater"));
      outage.end();
      await env.pass(59_000);
    }
    outage.hold();
    await env.pass(60_000);
    outage.end();
    await env.pass(30_000);
    outage.end();
    await env.pass(30_000);
    expect(told).toEqual(["0s retryLater", "0s recovered", "59s retryLater", "297s recovered"]);
    outage.problem(problem("retryLater"));
    outage.end("now");
    await env.pass(0);
    expect(told.slice(4)).toEqual(["297s retryLater", "297s recovered"]);
    outage.problem(problem("retryLater"));
    outage.end();
    outage.forget();
    expect(env.timers).toBe(0);
  });
});

describe("R214 what nobody listens to", () => {
  const problem = (action: Action, code: TokenErrorCode = "ERR_HANDOVER_FAILED"): TokenError =>
    new TokenError({ code, action, message: "join() failed: no such key.", remedy: "Look at the key." });

  test("is said on the console where a person must act, once for each action of an outage", async () => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    const broken = vi.spyOn(console, "error").mockReturnValue();
    const outage = new Outage({});
    for (const action of ["fixConfig", "fixConfig", "retryLater", "none", "rejoin"] as const)
      outage.problem(problem(action));
    outage.problem(problem("signIn", "ERR_REAUTH_REQUIRED"));
    outage.end();
    outage.end();
    outage.problem(problem("fixConfig"));
    await Promise.resolve();
    const sentence = (action: string): string[] => [
      `evertoken: ERR_HANDOVER_FAILED (${action}): join() failed: no such key. Look at the key. [onProblem ends this message]`,
    ];
    expect(warned.mock.calls).toEqual([sentence("fixConfig"), sentence("rejoin"), sentence("fixConfig")]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(broken).not.toHaveBeenCalled();
  });

  test("is told to who listens, and not said; the end of an outage that was not told is not told either", async () => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    const told: string[] = [];
    const outage = new Outage({
      onProblem: ({ action }) => void told.push(action),
      onRecovered: () => void told.push("recovered"),
    });
    outage.end();
    outage.noToken(problem("retryLater", "ERR_FETCH_FAILED"));
    outage.noToken(problem("none", "ERR_STOPPED"));
    outage.problem(problem("fixConfig"));
    expect(told).toEqual([]); // the app is called when the adapter is in order
    outage.end();
    await new Promise((resolve) => setImmediate(resolve));
    expect([told, warned.mock.calls]).toEqual([["none", "fixConfig", "recovered"], []]);
  });
});

describe("a wait that a signal ends", () => {
  test("ends with the signal's reason at once, and else as the promise does; the signal is let go", async () => {
    const reason = new Error("gone");
    await expect(unlessAborted(AbortSignal.abort(reason), new Promise(() => undefined))).rejects.toBe(reason);
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    await expect(unlessAborted(signal, Promise.resolve("joined"))).resolves.toBe("joined");
    await expect(unlessAborted(signal, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
    await new Promise((resolve) => setImmediate(resolve));
    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(added).toHaveBeenCalledTimes(2);
  });
});

test("R229 one opening serves all who keep an object, until it has ended or is given up", async () => {
  const client = {};
  const [first, second] = [deferred<string>(), deferred<string>()];
  const open = vi.fn().mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  const shared = [shareOpening(client, open), shareOpening(client, open)];
  forgetOpening(client);
  const again = shareOpening(client, open);
  first.resolve("first"); // comes late, and does not end the opening after it
  expect(await Promise.all(shared)).toEqual(["first", "first"]);
  const joined = shareOpening(client, open);
  second.resolve("second");
  expect(await Promise.all([again, joined])).toEqual(["second", "second"]);
  expect(open).toHaveBeenCalledTimes(2);
  await expect(shareOpening(client, () => Promise.reject(new Error("third")))).rejects.toThrow("third");
});

describe("a token that is no bearer token", () => {
  const of = (details: object): Token => new Token("secret", { receivedAt: 0 }, details);

  test.each([undefined, of({}), of({ token_type: "bearer" }), of({ tokenType: "Bearer" }), of({ token_type: 7 })])(
    "is not this one: %s",
    (token) => expect(() => refuseProofs(token, "pass proof")).not.toThrow(),
  );

  test.each([{ token_type: "DPoP" }, { tokenType: "DPoP" }, { token_type: "Bearer", tokenType: "DPoP" }])(
    "is refused, with what can be done: %j",
    (details) => {
      const refusal = {
        ...{ code: "ERR_TOKEN_UNUSABLE", action: "fixConfig" },
        message: 'The token is of type "DPoP", not "Bearer"',
        remedy: expect.stringMatching(/bearer tokens, or pass proof\./) as string,
      };
      expect(() => refuseProofs(of(details), "pass proof")).toThrow(expect.objectContaining(refusal) as Error);
    },
  );
});
