/**
 * A token's value shows nowhere: not in a log, an error, an event, a state, a journal, or any object of this package
 * however it is printed; even when the app's own errors quote it.
 *
 * @module
 */
import { inspect } from "node:util";
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { EVENT_NAMES } from "../../src/events.ts";
import { explain, keepJournal, type TokenInput } from "../../src/index.ts";
import { SECOND, stage } from "../support/stage.ts";

const CONSOLE = ["log", "info", "warn", "error", "debug", "trace", "dir", "table"] as const;
afterEach(() => void vi.restoreAllMocks());

// The string conversion of whatever it is; the insides of a signal that was listened to have none.
function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "";
  }
}

/** Everything that can be read from a value by printing it, errors with their causes. */
function printed(value: unknown, seen = new Set<unknown>()): string {
  if (seen.has(value)) return "";
  seen.add(value);
  if (typeof value !== "object" || !value) return text(value);
  const texts = [inspect(value, { depth: 12, showHidden: true }), inspect({ ...value }), JSON.stringify(value)];
  texts.push(text(value), inspect(Object.getOwnPropertyDescriptors(value)));
  if (value instanceof Error) texts.push(value.message, value.stack ?? "");
  for (const key of Reflect.ownKeys(value)) texts.push(String(key), printed((value as never)[key], seen));
  return texts.join("\n");
}

const alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
const letters = (chars: string, min: number, max = min): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...chars.split("")), { minLength: min, maxLength: max }).map((list) => list.join(""));
const base64 = (value: string): string => btoa(value).replace(/=+$/, "");

/** Five values of one kind. `isKnowable`: recognisable for what it is, wherever it stands. */
const kinds = {
  jwt: {
    isKnowable: true,
    value: fc
      .tuple(letters(alphabet, 12), letters(`${alphabet}-_`, 43))
      .map(([sub, signature]) => [base64('{"alg":"RS256"}'), base64(JSON.stringify({ sub })), signature].join(".")),
  },
  agora: {
    isKnowable: true,
    value: letters(`${alphabet}+/`, 120, 180).map((body) => `007eJxTY${body.slice(0, 60)}1${body.slice(60)}=`),
  },
  hex: { isKnowable: true, value: letters("0123456789abcdef", 40).map((body) => `1${body}`) },
  uuid: { isKnowable: true, value: fc.uuid() },
  short: { isKnowable: false, value: letters(alphabet, 9, 14).map((body) => `k.${body}$&`) },
  words: { isKnowable: false, value: letters("abcdefgh", 10, 30).map((body) => `${body}/correct+horse`) },
};

/** How the errors of real clients quote what they were given. */
const leaks: readonly ((value: string) => unknown)[] = [
  (value) => new Error(`401 for ${value}`),
  (value) => new Error(value),
  (value) => new Error(`{"token":"${value}","ok":false}`),
  (value) => new Error(`GET https://backend.example/?access_token=${value}&x=1 failed`),
  (value) => new Error(`Authorization: Bearer ${value}`),
  (value) => value,
  (value) => ({ message: value, name: value, code: value, status: 500 }),
  (value) => Object.assign(new Error("no"), { name: value, code: value, error: value }),
  (value) => new Error("outer", { cause: new Error(value, { cause: value }) }),
  (value) => new Error("outer", { cause: { code: value } }),
  (value) => new AggregateError([new Error(value)], `all of ${value}`),
  (value) =>
    Object.assign(new Error(`Request failed with ${value}`), {
      config: { url: value, headers: { Authorization: `Bearer ${value}` } },
      request: { path: `/?token=${value}` },
      response: { status: 500, data: { error: value, token: value }, headers: { "x-token": value } },
    }),
  (value) => ({ toString: () => value }),
  (value) => Object.assign(new Error(`${"x ".repeat(120)}${value}`), { stack: `Error: ${value}\n    at ${value}` }),
];

/** Answers that are wrong and hold a token. */
const spills: readonly ((value: string) => unknown)[] = [
  (value) => `Bearer ${value}`,
  (value) => JSON.stringify({ token: value }),
  (value) => ({ token: value, expiresIn: "soon" }),
  (value) => ({ token: value, expiresAt: value }),
  (value) => ({ jwt: value }),
  (value) => [value],
  (value) => `<p>${value}</p>`,
  (value) => new Response(value, { status: 500, statusText: "no" }),
  (value) => new Response(JSON.stringify({ error: value, token: value }), { status: 400 }),
  (value) => new Response(`<p>${value}</p>`),
];

describe("the canary", () => {
  test.for(Object.entries(kinds))("R82 R83 a value is printed nowhere: %s", async ([, { value, isKnowable }]) => {
    const spies = CONSOLE.map((name) => vi.spyOn(console, name).mockReturnValue(undefined));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(value, { minLength: 4, maxLength: 4 }), async (values) => {
        const [first, second, third, stray] = values as [string, string, string, string];
        const said: unknown[] = [];
        let answers: (() => unknown)[] = [];
        const good = (token: string) => (): TokenInput => ({ token, expiresIn: 600 });
        const { env, tokens } = stage({
          retry: { retries: 100, minDelayMs: 0, maxDelayMs: 0 },
          onListenerError: (error) => said.push(error),
          async fetchToken(request) {
            said.push(request, request.signal.reason);
            const answer = answers.shift();
            return (await answer!()) as string;
          },
        });
        const journal = keepJournal(tokens, { now: env.now });
        for (const name of EVENT_NAMES) tokens.on(name, (payload) => said.push(payload));
        const note = (call: Promise<unknown>): Promise<void> =>
          call.then(
            () => undefined, // a caller gets the value: that is what it is for
            (error: unknown) => void said.push(error),
          );
        const throwing = (quoted: string): (() => unknown)[] =>
          leaks.map((leak) => () => {
            throw leak(quoted);
          });

        answers = [good(first)];
        await note(tokens.start());
        // All that can go wrong, quoting the token in hand; and, where it can be known, one nobody has ever seen.
        answers = [...throwing(first), ...spills.map((spill) => () => spill(first)), good(second)];
        if (isKnowable) answers.unshift(...throwing(stray), ...spills.map((spill) => () => spill(stray)));
        await env.pass(595 * SECOND);
        await new Promise((resolve) => setImmediate(resolve)); // the bodies of the responses are read in real time
        await env.pass(SECOND);
        for (let i = 0; i < 200 && answers.length > 0; i++) {
          await new Promise((resolve) => setImmediate(resolve));
          await env.pass(SECOND);
          // What only a developer can mend would be tried again up to ten minutes later.
          if (tokens.state.phase === "waiting") void note(tokens.refresh());
        }
        expect(answers).toEqual([]);
        expect(tokens.peek()?.value).toBe(second);

        // Refused by a server, and quoted while it is replaced.
        answers = [...throwing(second), good(third)];
        tokens.invalidate(second);
        void note(tokens.getToken({ forceRefresh: true }));
        await env.pass(20 * SECOND);
        expect(tokens.peek()?.value).toBe(third);

        // The app's own mistakes.
        tokens.setToken(second);
        for (const wrong of spills.slice(0, 7))
          try {
            tokens.setToken(wrong(third) as TokenInput);
          } catch (error) {
            said.push(error);
          }
        tokens.on("stateChange", () => {
          throw new Error("a listener's own");
        });
        said.push(
          tokens,
          tokens.peek(),
          tokens.state,
          explain(tokens.state),
          journal,
          journal.entries(),
          journal.counts(),
        );
        tokens.clear();
        await note(tokens.getToken());
        tokens.dispose();
        await note(tokens.getToken());
        said.push(tokens, tokens.state, explain(tokens.state), journal.entries());

        expect(said.length).toBeGreaterThan(40);
        const seen = new Set<unknown>();
        const everything = said.map((each) => printed(each, seen)).join("\n");
        for (const each of values)
          for (const part of each.split(".").filter((part) => part.length > 8)) expect(everything).not.toContain(part);
      }),
      { numRuns: 3 },
    );
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });

  test("R82 only reading `value` gives a token away", async () => {
    const { tokens } = stage({ fetchToken: () => ({ token: "canary-in-the-mine", expiresIn: 600 }) });
    const token = await tokens.start();
    expect(token.value).toBe("canary-in-the-mine");
    expect(printed(token)).not.toContain("canary");
    expect(String(token)).toBe("[Token opaque]");
    expect(Object.keys(token).sort()).toEqual(["expiresAt", "format", "issuedAt", "receivedAt"]);
    expect(JSON.stringify({ token })).not.toContain("canary");
    expect(inspect(structuredClone(token), { showHidden: true })).not.toContain("canary");
    expect(inspect(new Map([[token, token]]), { showHidden: true, depth: 9 })).not.toContain("canary");
  });
});
