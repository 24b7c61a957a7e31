/**
 * A token that an app puts where an option belongs, as happens while it is written: no error quotes it.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { freshConnect } from "../../../src/adapters/connection.ts";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { refreshTokenFetcher } from "../../../src/adapters/oauth.ts";
import { shareAcrossProcesses } from "../../../src/adapters/processes.ts";
import { shareAcrossTabs } from "../../../src/adapters/tabs.ts";
import { keepJournal, TokenManager } from "../../../src/index.ts";

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
const JWT = `${encode({ alg: "none" })}.${encode({ sub: "alice", exp: 1_799_999_999 })}.${"c2ln".repeat(8)}`;
const fetchToken = (): string => "abc";
const server = "https://id.example.com";

/** What may be anywhere, as an app without types writes it. */
const call = (f: unknown, ...args: unknown[]): unknown => (f as (...args: unknown[]) => unknown)(...args);
const make = (options: unknown): TokenManager => new TokenManager(options as never);

const PLACES: readonly (readonly [string, (token: string, tokens: TokenManager) => unknown])[] = [
  ["the options", make],
  ...["fetchToken", "readToken", "readAnswer", "classifyError", "onListenerError", "environment", "quiet"].map(
    (name) => [name, (token: string) => make({ fetchToken, [name]: token })] as const,
  ),
  ...["hiddenPolicy", "overlap", "refreshLeadMs", "willExpireLeadMs", "minRefreshIntervalMs", "retry", "cooldown"].map(
    (name) => [name, (token: string) => make({ fetchToken, [name]: token })] as const,
  ),
  ["retry.retries", (token) => make({ fetchToken, retry: { retries: token } })],
  ["autoRefresh with singleUse", (token) => make({ fetchToken, singleUse: true, autoRefresh: token })],
  ["the name of an option", (token) => make({ fetchToken, [token]: 1 })],
  ["the name of an inner option", (token) => make({ fetchToken, retry: { [token]: 1 } })],
  ["the name of an event", (token, tokens) => tokens.on(token as never, () => undefined)],
  ["a listener", (token, tokens) => tokens.on("refreshed", token as never)],
  ["minValidityMs", (token, tokens) => tokens.getToken({ minValidityMs: token as never })],
  ["timeoutMs", (token, tokens) => tokens.getToken({ timeoutMs: token as never })],
  ["the size of a journal", (token, tokens) => keepJournal(tokens, { size: token as never })],
  [
    "minValidityMs of freshConnect",
    (token, tokens) => freshConnect(tokens, () => 1, { minValidityMs: token as never }),
  ],
  ["store", (token) => refreshTokenFetcher({ server, client: "a", store: token as never })],
  ["the name for tabs, in an object", (token) => call(shareAcrossTabs, { token })],
  ["path, in an object", (token) => shareAcrossProcesses({ path: { token } as never, store: {} as never })],
];

async function errorOf(cause: () => unknown): Promise<Error> {
  try {
    await cause();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was refused");
}

describe("R352 no error about options quotes a token", () => {
  const short = `sk-${String.fromCharCode(90, 120)}81qPw7`;
  describe.each([
    ["a JWT", JWT],
    ["a short one", short],
  ])("%s", (_, token) => {
    test.each(PLACES)("as %s", async (_place, refuse) => {
      const tokens = new TokenManager({ fetchToken, quiet: true });
      const { message, stack, name } = await errorOf(() => refuse(token, tokens));
      expect(name).toMatch(/^(Type|Range)Error$/);
      expect(message).toMatch(/\[redacted\]|got undefined|got \[object Object\]|must have read/);
      expect(`${message}${String(stack)}`).not.toContain(token.slice(3));
      tokens.dispose();
    });
  });

  test.each([
    ["as an origin", (token: string) => authorizedFetch(make({ fetchToken }), { allow: [token] })],
    [
      "in an origin",
      (token: string) => authorizedFetch(make({ fetchToken }), { allow: [`https://a.example/?t=${token}`] }),
    ],
    ["as server", (token: string) => refreshTokenFetcher({ server: token, client: "a" })],
  ])("a JWT %s", async (_, refuse) => {
    const { message, name } = await errorOf(() => refuse(JWT));
    expect([name, message.includes("[redacted]"), message.includes("eyJ")]).toEqual(["TypeError", true, false]);
  });

  test("a store without its functions is a TypeError, whatever it is", async () => {
    const text = 'Option "store" must have read() and write()';
    for (const store of [JWT, 5, { read: fetchToken }])
      expect((await errorOf(() => refreshTokenFetcher({ server, client: "a", store: store as never }))).message).toBe(
        `${text}.`,
      );
    const storage = { getItem: fetchToken };
    const { message } = await errorOf(() => refreshTokenFetcher({ server, client: "a", store: storage as never }));
    expect(message).toBe(`${text}; localStorage is stale under a lock, use IndexedDB.`);
  });

  test("what is no token is quoted", async () => {
    const { message } = await errorOf(() => make({ fetchToken: "https://api-2.example.com/v1/token" }));
    expect(message).toBe('Option "fetchToken" must be a function, got https://api-2.example.com/v1/token.');
    for (const [given, shown] of [
      ["30000000", "30000000"],
      [1.7976931348623157e308, "1.7976931348623157e+308"],
    ])
      expect((await errorOf(() => make({ fetchToken, retry: given }))).message).toBe(
        `Option "retry" must be an object, got ${String(shown)}.`,
      );
  });
});
