/** What may be pasted into `evertoken inspect`, damaged or full of secrets. */
import { describe, expect, test } from "vitest";
import { readChunks } from "../../src/cli/read.ts";
import { keepJournal, TokenManager } from "../../src/index.ts";
import { commanded, type Outcome } from "../support/command.ts";
import { hmacJwt, MINTED, NOW } from "../diagnose/token/mint.ts";

const JWT = hmacJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
/** Short enough for no pattern to take it for a secret by itself. */
const SECRET = "wander7lust";
const OPAQUE = "tGzv3JOkF0XG5Qx2";

const inspect = (input: unknown, ...words: string[]): Promise<Outcome> =>
  commanded(["inspect", ...words], {
    now: () => NOW + 60_000,
    read: () => Promise.resolve(typeof input === "string" ? input : JSON.stringify(input)),
  });

const har = (...entries: unknown[]): object => ({ log: { version: "1.2", entries } });
const refused = (url: unknown, more: object = {}): object => ({
  request: { method: "GET", url, headers: [] },
  response: { status: 401, headers: [], content: {}, ...more },
});
const saved = (...entries: unknown[]): object => ({ version: 1, entries, counts: {}, steps: [] });
const failed = { writtenAt: NOW, event: "refreshFailed", detail: "ERR_REAUTH_REQUIRED" };

/** No eight letters of it in a row: the encoded forms have them too. */
function expectNothingOf(secret: string, { out, err }: Outcome): void {
  for (let at = 0; at + 8 <= secret.length; at++) expect(out + err).not.toContain(secret.slice(at, at + 8));
}

describe("R400 a secret in an address, or in a journal, is in no output", () => {
  test.each([
    ["in the path", `https://api.example/rooms/${JWT}/members`, JWT, "/rooms/[redacted]/members"],
    ["short, in the path", `https://api.example/reset/${OPAQUE}`, OPAQUE, "/reset/[redacted]"],
    ["encoded in the path", `https://api.example/a/${JWT.replaceAll(".", "%2E")}`, JWT, "/a/[redacted]"],
    ["without a digit", `https://api.example/a/${"qrstUVWX".repeat(5)}`, "qrstUVWX".repeat(5), "/a/[redacted]"],
    ["as the password", `https://bob:${SECRET}@api.example/a`, SECRET, "https://api.example/a:"],
    ["as the user", `wss://${SECRET}@api.example:8443/a`, SECRET, "wss://api.example:8443/a:"],
    ["as a password with an @", `https://bob:a@${SECRET}@api.example/a`, SECRET, "https://api.example/a:"],
    ["as a matrix parameter", `https://api.example/a;jsessionid=${SECRET}/b`, SECRET, "https://api.example/a/b:"],
    ["behind an encoded question mark", `https://api.example/a%253Fkey=${SECRET}`, SECRET, "https://api.example/a:"],
    ["in the query", `https://api.example/a?key=${SECRET}`, SECRET, "https://api.example/a:"],
    ["in the fragment", `https://api.example/a#key=${SECRET}`, SECRET, "https://api.example/a:"],
    [
      "with a slash in the password",
      `https://bob:${SECRET}/x@api.example/a`,
      SECRET,
      "https://[redacted]/x@api.example/a",
    ],
    ["in data", `data:text/plain,${SECRET}`, SECRET, "data:[redacted]:"],
    ["without a host", `/a/b?key=${SECRET}`, SECRET, "GET /a/b:"],
  ])("%s", async (_, url, secret, shown) => {
    // The answer quotes what was sent.
    const answer = {
      content: { text: JSON.stringify({ error: "invalid_token", error_description: `not ${secret}` }) },
    };
    const text = await inspect(har(refused(url, answer)));
    expect(text.code).toBe(1);
    expect(text.out).toContain(shown);
    for (const each of [text, await inspect(har(refused(url, answer)), "--json")]) expectNothingOf(secret, each);
  });

  test("an address of ordinary words stays as it is", async () => {
    const url = "https://login.example:8443/oauth2/v2.0/2010-04-01/Accounts/token.json";
    expect((await inspect(har(refused(url)))).out).toContain(`GET ${url}: http 401`);
  });

  test("what was sent as Authorization is in no answer that quotes it", async () => {
    const answer = { content: { text: `{"error":"invalid_token","error_description":"${SECRET} is bad"}` } };
    const entry = refused("https://api.example/a", answer);
    Object.assign(entry, {
      request: { method: SECRET, url: "", headers: [{ name: "Authorization", value: `Key ${SECRET}` }] },
    });
    for (const words of [[], ["--json"]]) expectNothingOf(SECRET, await inspect(har(entry), ...words));
  });

  test("the name of an event and the code of an error in a journal", async () => {
    const journal = saved({ ...failed, event: `refresh\u001b[2JFailed\n${JWT}` }, { ...failed, detail: `ERR_X${JWT}` });
    for (const words of [[], ["--json"]]) expectNothingOf(JWT, await inspect(journal, ...words));
  });

  test("an opaque token that stands in an error and is quoted by it", async () => {
    const error = { code: "E_X", message: `jwt expired: ${SECRET}`, access_token: SECRET };
    for (const words of [[], ["--json"], ["--error"]]) {
      const outcome = await inspect(error, ...words);
      expect(outcome.code).toBe(1);
      expectNothingOf(SECRET, outcome);
    }
  });
});

describe("R401 what is damaged in a HAR file is left out, and the rest diagnosed", () => {
  test.each([
    ["no entry", null],
    ["an entry that is text", "x"],
    ["an entry that is a list of nothing", undefined],
  ])("%s is counted", async (_, entry) => {
    const { code, out } = await inspect(har(entry, refused("https://api.example/a")));
    expect(code).toBe(1);
    expect(out).toContain("HAR file: 1 failure. 1 entry could not be read.");
    const json = await inspect(har(entry, refused("https://api.example/a")), "--json");
    expect(JSON.parse(json.out)).toMatchObject({ kind: "HAR file", unreadable: 1, entries: [{}] });
    expect(await inspect(har(entry))).toMatchObject({ code: 2, err: "" });
  });

  test.each([
    ["a header without a name", { headers: [{ value: "x" }, null] }],
    ["a header without a value", { headers: [{ name: "WWW-Authenticate" }] }],
    ["no headers", { headers: null }],
    ["headers that are text", { headers: "x" }],
    ["no content", { content: null }],
    ["content that is no text", { content: { text: 5 } }],
    ["content that is no base64", { content: { text: "é", encoding: "base64" } }],
  ])("%s", async (_, more) => {
    const { code, out } = await inspect(har(refused("https://api.example/a", more)));
    expect(code).toBe(1);
    expect(out).toContain("GET https://api.example/a: http 401, refresh");
  });

  test("headers as an object are headers", async () => {
    const headers = { "WWW-Authenticate": 'Bearer error="invalid_token"' };
    expect((await inspect(har(refused("https://a.example/", { headers })))).out).toContain("oauth invalid_token");
  });

  test("an address that is a number, a request that is none, an answer that is none", async () => {
    expect((await inspect(har(refused(5)))).out).toContain("GET ?: http 401");
    expect((await inspect(har({ response: { status: 401 } }))).out).toContain("? ?: http 401");
    expect((await inspect(har({ request: null, response: null }))).out).toContain("network NetworkError");
  });

  test("a WebSocket that was opened is no failure", async () => {
    const { code, out } = await inspect(har(refused("wss://a.example/", { status: 101 })));
    expect([code, out]).toEqual([0, "No failure in this HAR file.\n"]);
  });
});

describe("R402 what is cut off, in UTF-16 or no text at all is told as that, and is no token", () => {
  const decodes = (...bytes: Uint8Array[]): Promise<string> =>
    readChunks(
      (async function* () {
        yield* bytes;
      })(),
      () => 1_000,
    );
  const utf16 = (text: string): Uint8Array =>
    new Uint8Array(Uint16Array.from(text, (char) => char.charCodeAt(0)).buffer);
  const swapped = (bytes: Uint8Array): Uint8Array => bytes.map((_, at) => bytes[at ^ 1]!);

  test("UTF-16 with and without its mark, in either order of bytes", async () => {
    for (const text of [JWT, '{"code":401}']) {
      for (const marked of [utf16(text), utf16(`\uFEFF${text}`)]) {
        expect(await decodes(marked)).toBe(text);
        expect(await decodes(swapped(marked))).toBe(text);
        expect(await decodes(marked.slice(0, 7), marked.slice(7))).toBe(text);
      }
    }
  });

  test("UTF-8 with its mark, cut between the bytes of a letter", async () => {
    const bytes = new TextEncoder().encode('\uFEFF{"message":"é"}');
    expect(await decodes(bytes.slice(0, 16), bytes.slice(16))).toBe('{"message":"é"}');
    expect(await decodes()).toBe("");
  });

  test.each([
    ["a HAR file", JSON.stringify(har(refused("https://api.example/a"))).slice(0, -20), "The HAR file is cut off"],
    ["a journal", JSON.stringify(saved(failed)).slice(0, -9), "The journal is cut off"],
    ["bytes", "\uFFFD\u0001\u0002", "The input is no text"],
    ["zeros", "e\0y\0J\0", "The input is no text"],
  ])("%s", async (_, input, why) => {
    const { code, out, err } = await inspect(input);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(why);
  });

  test("JSON that is cut off is an error, and known if its beginning is", async () => {
    expect((await inspect('{"code":401,"subCode":40235,')).out).toContain("acs-call error 401/40235");
    expect((await inspect(`{"x":"${OPAQUE}`)).code).toBe(3);
    expect((await inspect('["a","b"')).code).toBe(3);
  });
});

describe("R403 one word that is a known error is an error", () => {
  test.each([
    ["invalid_grant", 1],
    ["TokenExpiredError", 1],
    ["401/40235", 1],
    ["Unauthorized", 1],
    ['"unauthorized"', 1],
    ["AADSTS70008", 1],
    ["auth/id-token-expired", 1],
    ["CAN_NOT_GET_GATEWAY_SERVER", 1],
    ["AbortError", 0],
    ["登录已过期", 1],
  ])("%s", async (word, code) => {
    const { out, ...outcome } = await inspect(word, "--json");
    expect([outcome.code, JSON.parse(out)]).toMatchObject([code, { kind: "error", recognised: true }]);
  });

  test.each([
    ["a word that nobody knows", "something"],
    ["a short token", OPAQUE],
    ["a token with a dot", "ya29.a0AfH6SMBx"],
    ["what is said to be a token", "Bearer expired"],
    ["the beginning of a token", "007eJx"],
    ["a missing value", "undefined"],
    ["a JWT", JWT],
  ])("%s is none", async (_, word) => {
    expect(JSON.parse((await inspect(word, "--json")).out)).toMatchObject({ kind: "token" });
  });

  test("R197 a token that a terminal has broken into lines is a token", async () => {
    const { code, out } = await inspect(`${JWT.slice(0, 50)}\n${JWT.slice(50)}`, "--json");
    expect([code, JSON.parse(out)]).toMatchObject([1, { kind: "token", format: "jwt" }]);
  });

  test("an error in a text of JSON is an error", async () => {
    expect((await inspect(JSON.stringify('{"error":"invalid_grant"}'))).out).toContain("oauth error invalid_grant");
  });
});

describe("R404 an error as JSON is an error also with a token in it, and an answer with a token is a token", () => {
  test.each([
    ["a status and words", { status: 401, error: "invalid_token", message: "The token expired", value: "abc" }],
    ["a name", { name: "TokenExpiredError", message: "jwt expired", token: JWT }],
    ["a code", { code: "invalid_grant", jwt: JWT }],
    ["words", { message: "Unauthorized", token: OPAQUE }],
    ["a status", { status: 401, access_token: JWT }],
    ["words in place of a token", { token: "has expired" }],
    ["a word in place of a token", { token: "expired" }],
  ])("%s", async (_, error) => {
    const { code, out } = await inspect(error, "--json");
    expect([code, JSON.parse(out)]).toMatchObject([1, { kind: "error", recognised: true }]);
    expect(out).not.toContain(JWT.slice(0, 20));
  });

  test("an error that nobody knows is one that nobody knows", async () => {
    expect((await inspect({ error: "something odd happened", token: JWT })).code).toBe(3);
    expect((await inspect({ name: "OddError", token: JWT })).code).toBe(3);
  });

  test.each([
    ["as OAuth sends it", { access_token: JWT, token_type: "Bearer", expires_in: 3600, scope: "a b" }],
    ["beside a success", { code: 200, message: "success", token: JWT }],
    ["beside no error", { status: "authorized", token: OPAQUE, error: null, errors: [] }],
    ["beside a sentence", { token: JWT, message: "This token expires in one hour", error: "" }],
    ["as ACS sends it", { value: OPAQUE, expiresOn: "2026-01-01T00:00:00Z" }],
  ])("%s", async (_, answer) => {
    const { code, out } = await inspect(answer, "--json");
    expect([code, JSON.parse(out)]).toMatchObject([1, { kind: "token" }]);
    expect(out).toContain("wrappedInJson");
  });
});

describe("R405 the standard input is read in one pass, up to the limit", () => {
  async function* chunks(count: number, text: string): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < count; at++) {
      given++;
      yield new TextEncoder().encode(text);
    }
  }
  let given = 0;

  test("nothing that was read is looked at again", async () => {
    const looked: string[] = [];
    const limit = (start: string): number => {
      looked.push(start);
      return 1_000_000;
    };
    expect(await readChunks(chunks(500, "[1234567]"), limit)).toBe("[1234567]".repeat(500));
    expect(looked).toEqual(["[1234567]"]);
  });

  test("nothing is read far behind the limit, which the first letter decides", async () => {
    given = 0;
    const limit = (start: string): number => (start.trim().startsWith("{") ? 300 : 20);
    expect(await readChunks(chunks(1_000, "x".repeat(10)), limit)).toHaveLength(30);
    expect(given).toBe(3);
    expect(await readChunks(chunks(1_000, "{".repeat(10)), limit)).toHaveLength(310);
    expect(await readChunks(chunks(1_000, " ".repeat(10)), limit)).toHaveLength(30);
  });
});

describe("R407 a journal is told as one, and a list's exit code keeps its meaning", () => {
  test("one of a manager that has done nothing", async () => {
    const tokens = new TokenManager({ fetchToken: () => Promise.resolve(JWT) });
    const journal = keepJournal(tokens);
    journal.close();
    tokens.dispose();
    for (const each of [journal, { app: "x", journal }]) {
      expect(await inspect(each)).toEqual({ code: 0, out: "No failure in this journal.\n", err: "" });
    }
  });

  test("one in which nothing failed", async () => {
    const { code, out } = await inspect(saved({ writtenAt: NOW, event: "refreshed" }));
    expect([code, out]).toEqual([0, "No failure in this journal.\n"]);
  });

  test.each([[null], ["x"], [{ ...failed, writtenAt: "2" }], [{ writtenAt: NOW }]])(
    "one with a damaged entry: %j",
    async (damaged) => {
      const { code, out } = await inspect(saved(failed, damaged));
      expect(code).toBe(1);
      expect(out).toContain("journal: 1 failure. 1 entry could not be read.");
      expect((await inspect([damaged, failed])).code).toBe(1);
      expect(await inspect(saved(damaged, damaged))).toMatchObject({
        code: 2,
        out: "No failure in this journal. 2 entries could not be read.\n",
      });
    },
  );

  test("a failure in it that nobody knows is 3", async () => {
    expect((await inspect(saved({ ...failed, detail: "ERR_FUTURE" }))).code).toBe(3);
    expect((await inspect(saved({ ...failed, detail: "ERR_FUTURE" }, failed))).code).toBe(1);
  });

  test("R480 who must act is what the manager said, where the journal has it; else the code tells", async () => {
    const told = (facts?: object): object => ({ ...failed, detail: "ERR_FETCH_FAILED", ...(facts && { facts }) });
    const cases: readonly [facts: object | undefined, action: string, remedy: RegExp][] = [
      [{ action: "fixConfig", willRetry: true }, "fixConfig", /developer|configuration|keys/i],
      [{ action: "retryLater" }, "retryLater", /^Wait/],
      [{ action: "signIn" }, "signIn", /sign in/i],
      [undefined, "retryLater", /^Wait/],
      [{ action: "dance" }, "retryLater", /^Wait/],
    ];
    for (const [facts, action, remedy] of cases) {
      const { code, out } = await inspect(saved(told(facts)), "--json");
      const [entry] = (JSON.parse(out) as { entries: object[] }).entries;
      expect([code, entry]).toMatchObject([
        1,
        {
          diagnosis: {
            provider: "evertoken",
            code: "ERR_FETCH_FAILED",
            action,
            userMustAct: action === "signIn",
            cause: "The app's fetcher threw, rejected or answered with an error.",
            remedy: expect.stringMatching(remedy) as string,
          },
        },
      ]);
    }
  });

  test("R480 an action makes no code known that is not, and no text of it is shown", async () => {
    const facts = { action: "signIn" };
    expect((await inspect(saved({ ...failed, detail: "ERR_FUTURE", facts }))).code).toBe(3);
    for (const journal of [
      saved({ ...failed, detail: `ERR_X${JWT}`, facts }),
      saved({ ...failed, facts: { action: JWT } }),
    ])
      expectNothingOf(JWT, await inspect(journal));
  });

  test("a list of other things is no journal", async () => {
    expect((await inspect([{ error: "invalid_grant" }])).out).toContain("oauth error invalid_grant");
    expect((await inspect([])).code).toBe(2);
  });
});
