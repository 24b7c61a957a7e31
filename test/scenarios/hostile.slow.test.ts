/**
 * Whatever a back end answers, an app hands over, or a script of the same origin says on the tabs' channel: a manager goes
 * on, every promise settles, and no error shows what it was given as it is.
 *
 * @module
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { wrap } from "../../src/adapters/tabs/messages.ts";
import { TokenError, type TokenInput } from "../../src/index.ts";
import { MINUTE, SECOND, stage } from "../support/stage.ts";
import { Managers } from "../support/tab-managers.ts";

const MARKUP = `<img src=x onerror=alert(1)>\u0000\u001b[31m\u202e`;
const keys = fc.constantFrom(
  "token",
  "access_token",
  "expires_in",
  "expiresAt",
  "error",
  "__proto__",
  "constructor",
  "then",
);
const deep = fc.integer({ min: 10, max: 5_000 }).map((depth) => "[".repeat(depth) + "]".repeat(depth));
const text = fc.oneof(
  fc.json(),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.dictionary(keys, fc.anything({ maxDepth: 2, withNullPrototype: false })).map((body) => JSON.stringify(body) ?? ""),
  fc.constantFrom(
    JSON.stringify({ error: MARKUP, error_description: MARKUP.repeat(500) }),
    JSON.stringify({ message: MARKUP, token: MARKUP }),
    MARKUP,
    "x".repeat(300_000),
    "{",
    "\ufeff{}",
    "%",
    "a=b&".repeat(10_000),
    '{"token":{"token":{"token":""}}}',
  ),
  deep,
);
const status = fc.constantFrom(200, 200, 200, 201, 206, 299, 400, 401, 403, 404, 418, 429, 500, 503, 599);
const header = fc.record(
  {
    "retry-after": fc.constantFrom("-1", "1e9", "NaN", "Wed, 31 Dec 9999 23:59:59 GMT", "\u00ff", ""),
    date: fc.constantFrom("yesterday", "0", "Thu, 01 Jan 1970 00:00:00 GMT"),
    age: fc.constantFrom("-5", "99999999999999", "x"),
    "content-type": fc.constantFrom("application/json", "text/html", "", "application/x-www-form-urlencoded"),
    "www-authenticate": fc.constantFrom("Bearer", 'Bearer error="', "x".repeat(5_000)),
  },
  { requiredKeys: [] },
);

/** What an error of ours may say: one bounded line without control characters. */
function expectTame(error: unknown): void {
  expect(error).toBeInstanceOf(TokenError);
  const { message, remedy, stack, cause } = error as TokenError;
  expect(message.length).toBeLessThan(2_000);
  expect(`${message}${remedy}${stack!.slice(0, 4_000)}${(cause as Error | undefined)?.message}`).not.toMatch(
    /[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/,
  );
}

/** Real time for the bodies of responses, virtual time for everything else. */
async function settle({ env }: ReturnType<typeof stage>, seconds: number): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  await env.pass(seconds * SECOND);
}

describe("a hostile back end", () => {
  test("R307 60 answers of every kind: an error or a token, and the next good answer is taken", async () => {
    await fc.assert(
      fc.asyncProperty(text, status, header, async (body, code, headers) => {
        let isGood = false;
        const good = { token: "a-good-one-at-last", expiresIn: 600 };
        const on = stage({
          quiet: true,
          retry: { retries: 0 },
          fetchToken: () => (isGood ? good : new Response(body, { status: code, headers })),
        });
        const { tokens } = on;
        const first: unknown[] = [];
        tokens.start().then(
          (token) => first.push(token),
          (error: unknown) => {
            first.push(error);
            expectTame(error);
          },
        );
        await settle(on, 11);
        expect(first).toHaveLength(1);
        isGood = true;
        // A server's wait is kept, an hour at most; then it is tried again, unless somebody has to sign in.
        await settle(on, 4_000);
        void tokens.refresh();
        await settle(on, 60);
        expect(tokens.peek()?.value).toBe(good.token);
        tokens.dispose();
      }),
      { numRuns: 60, seed: 307 },
    );
  });
});

describe("hostile tokens", () => {
  test("R307 600 values: handed over, refused, read; each is a token, an error or nothing", () => {
    const segment = fc.oneof(
      fc.base64String({ maxLength: 40 }),
      fc.json().map((part) => Buffer.from(part).toString("base64url")),
    );
    const value = fc.oneof(
      fc.tuple(segment, segment, segment).map((parts) => parts.join(".")),
      fc.string({ unit: "binary", maxLength: 100 }),
      fc.base64String({ maxLength: 200 }).map((body) => `007${body}`),
      fc.constantFrom(MARKUP, ".".repeat(10_000), "e".repeat(200_000), "__proto__", "007eJx" + "A".repeat(2_000)),
    );
    const input = fc.oneof(value, fc.dictionary(keys, fc.oneof(value, fc.anything({ maxDepth: 1 }))));
    const { tokens } = stage({ quiet: true });
    fc.assert(
      fc.property(input, (given) => {
        try {
          tokens.setToken(given as TokenInput);
        } catch (error) {
          expectTame(error);
        }
        tokens.invalidate(typeof given === "string" ? given : "");
        tokens.peek();
        expect(Object.isFrozen(tokens.state)).toBe(true);
      }),
      { numRuns: 600, seed: 307 },
    );
    expect(({} as { token?: unknown }).token).toBeUndefined(); // no prototype was reached
  });
});

describe("hostile messages of other tabs", () => {
  test("R307 1,000 of them, true ones with wrong parts among them: all tabs keep their token fresh", async () => {
    const tabs = new Managers(3);
    const heard: object[] = [];
    const spy = tabs.world.open(0).platform.openChannel("evertoken/tabs app");
    spy.onmessage = ({ data }) => void heard.push(data as object);
    await tabs.start();
    expect(heard.length).toBeGreaterThan(2);
    const twisted = fc
      .tuple(fc.nat(), fc.dictionary(fc.string(), fc.anything(), { maxKeys: 2 }), fc.anything(), fc.nat())
      .map(([which, more, wrong, field]) => {
        const message = { ...heard[which % heard.length], ...more } as Record<string, unknown>;
        const names = Object.keys(message).filter((name) => name !== "evertoken" && name !== "type");
        message[names[field % names.length]!] = wrong;
        return message;
      });
    const framed = fc.dictionary(
      fc.constantFrom("type", "from", "version", "token", "heard", "sentAt", "what"),
      fc.anything(),
    );
    const message = fc.oneof(
      twisted,
      fc.anything(),
      framed.map((body) => wrap({ type: "statement", ...body } as never)),
    );
    for (const data of fc.sample(message, { numRuns: 1_000, seed: 307 })) {
      spy.postMessage(data);
      await tabs.world.time.pass(10);
    }
    await tabs.world.time.pass(5 * MINUTE);
    for (const { tokens, journal } of tabs.all) {
      expect(tokens.state).toMatchObject({ phase: "holding" });
      expect(tokens.state.freshness).not.toBe("expired");
      expect(journal.filter((line) => line.includes("refreshFailed"))).toEqual([]);
    }
    tabs.all.forEach(({ tokens }) => tokens.dispose());
  });
});
