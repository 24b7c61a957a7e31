import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Terminal } from "../../src/cli/run.ts";
import { keepJournal, TokenManager } from "../../src/index.ts";
import { commanded, type Outcome } from "../support/command.ts";
import { hmacJwt, mint007, NOW, MINTED, service, sid } from "../diagnose/token/mint.ts";

const CLI = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The real command in a process of its own, with `input` on its standard input. */
function evertoken(words: string[], input = "", env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...words], { env: { PATH: process.env["PATH"], ...env } });
    const outcome: Outcome = { code: null, out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => (outcome.out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (outcome.err += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolve({ ...outcome, code }));
    child.stdin.on("error", () => undefined); // the command need not read to the end
    child.stdin.end(input);
  });
}

const inspect = (words: string[], terminal: Partial<Terminal> = {}): Promise<Outcome> =>
  commanded(["inspect", ...words], { now: () => NOW + 60_000, ...terminal });

const GOOD = hmacJwt({ sub: "alice", iat: MINTED, exp: MINTED + 3600 });
const fresh = (): string =>
  hmacJwt({ sub: "alice", iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 3600 });
const rtc = (): string =>
  mint007(3600, [service("ServiceRtc", ["demo-room", 42], { 1: 3600, 2: 3600 })], Math.floor(Date.now() / 1000));

describe("evertoken, as a process", () => {
  test("a healthy token, from an argument and from standard input: 0", async () => {
    const byArgument = await evertoken(["inspect", fresh()]);
    const byInput = await evertoken(["inspect"], `${fresh()}\n`);
    for (const { code, out, err } of [byArgument, byInput]) {
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toContain("Nothing wrong with it");
    }
  });

  test("findings: 1, as text and as JSON", async () => {
    const words = ["inspect", "--provider", "agora-rtc", "--expect-channel=other", "--expect-uid", "42"];
    const text = await evertoken(words, rtc());
    expect([text.code, text.err]).toEqual([1, ""]);
    expect(text.out).toContain('The token is made for the channel "demo-room", not for "other".');
    const json = await evertoken([...words, "--json"], rtc());
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      kind: "token",
      format: "agora-007",
      provider: "agora",
      findings: [{ code: "channel", severity: "error" }],
      summary: { channel: "demo-room", user: "42" },
    });
  });

  test("an error as JSON: what to do about it", async () => {
    const { code, out } = await evertoken(
      ["inspect", "--json"],
      JSON.stringify({ error: "invalid_grant", error_description: "expired" }),
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ kind: "error", action: "signIn" });
  });

  test.each([
    ["no input", ["inspect"], ""],
    ["white space", ["inspect"], " \n"],
    ["no command", [], GOOD],
    ["an unknown command", ["inspekt", GOOD], ""],
    ["an unknown option", ["inspect", `--${GOOD}`], ""],
    ["an option without value", ["inspect", "--provider"], GOOD],
    ["an option's value that does not exist", ["inspect", "--expect-kind", GOOD], GOOD],
    ["two tokens", ["inspect", GOOD, GOOD], ""],
    ["JSON that is neither token nor error", ["inspect"], `{"hello":"${GOOD}"}`],
  ])("%s: 2, and nothing is repeated", async (_, words, input) => {
    const { code, out, err } = await evertoken(words, input);
    expect(code).toBe(2);
    expect(out + err).not.toContain(GOOD.slice(0, 30));
  });

  test("more than 1 MiB: 2, without waiting for the end of it", async () => {
    const { code, out, err } = await evertoken(["inspect"], "x".repeat(8_000_000));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("longer than 1 MiB");
  });

  test("--version and --help", async () => {
    expect(await evertoken(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
    const help = await evertoken(["inspect", "--help"]);
    expect([help.code, help.out.split("\n")[0]]).toEqual([0, "Usage: evertoken inspect [options] [token or error]"]);
  });
});

describe("evertoken inspect", () => {
  test("the report", async () => {
    const token = hmacJwt({
      iss: sid("SK", 1),
      sub: sid("AC", 0),
      iat: MINTED,
      exp: MINTED + 30,
      grants: { identity: "alice", video: { room: "daily" } },
    });
    const { out, code } = await inspect([token, "--provider", "twilio-video"]);
    expect(code).toBe(1);
    expect(out).toBe(
      [
        "twilio token, jwt",
        "  issued    2026-01-01 00:00:00 UTC (1 min ago)",
        "  expires   2026-01-01 00:00:30 UTC (30 s ago)",
        `  issuer    ${sid("SK", 1)}`,
        `  account   ${sid("AC", 0)}`,
        "  identity  alice",
        "  grants    video",
        "",
        "error expired",
        "  The token expired 30 s ago and was issued 1 min ago, by the clock here.",
        "  -> Fetch a new token. If this one was fetched a moment ago, the back end hands out stale tokens or one of the clocks is wrong.",
        "",
        "error contentType",
        '  The header\'s "cty" is not "twilio-fpa;v=1".',
        '  -> Mint it with "new twilio.jwt.AccessToken(...)" and the grant of the product. A general JWT library must be told to set it.',
        "",
        "warning shortLived",
        "  The token lives for 30 s only, too short for a warning and a second try.",
        "  -> Mint tokens that live for some minutes at least.",
        "",
        "2 errors, 1 warning",
        "",
      ].join("\n"),
    );
  });

  test("colour where the terminal has it, and only there", async () => {
    const escape = "\u001b[";
    expect((await inspect([GOOD], { colour: true })).out).toContain(`${escape}32mNothing wrong`);
    expect((await inspect([GOOD])).out).not.toContain(escape);
    expect((await inspect([GOOD, "--json"], { colour: true })).out).not.toContain(escape);
    expect((await inspect(['{"error":"invalid_grant"}'], { colour: true })).out).toContain(`${escape}31msignIn`);
  });

  test.each([
    [
      ["--expect-scope", "a,b", "--expect-scope=c"],
      ["scopeMissing", "scopeMissing", "scopeMissing"],
    ],
    [["--expect-identity", "bob"], ["identity"]],
    [
      ["--expect-issuer", "x", "--expect-audience", "y"],
      ["issuer", "audience"],
    ],
    [["--previous", GOOD], ["unchanged"]],
    [
      ["--provider", "livekit"],
      ["issuer", "grantMissing"],
    ],
  ])("%j", async (words, expected) => {
    const { out, code } = await inspect([GOOD, "--json", ...words]);
    const { findings } = JSON.parse(out) as { findings: { code: string }[] };
    expect([code, findings.map((finding) => finding.code)]).toEqual([1, expected]);
  });

  test("--expect-uid 0: the SDK chooses", async () => {
    const { out } = await inspect([rtc(), "--json", "--expect-uid", "0"], { now: Date.now });
    expect((JSON.parse(out) as { findings: { code: string }[] }).findings[0]).toMatchObject({ code: "uid" });
  });

  test.each([
    ["an empty argument is a builder's answer", ["", "--provider", "agora"], 1, "emptyFromBuilder"],
    ["a wrapped token is a token", [`{"token":"${GOOD}"}`], 1, "wrappedInJson"],
    ["an opaque token is no finding", ["something"], 0, "opaque"],
    ["after --, everything is input", ["--", "--json"], 0, "opaque"],
    ["a code alone is an error", ["53000", "--provider", "twilio-voice"], 1, "53000"],
    [
      "text is an error if the user says so",
      ["--error", "AgoraRTCError CAN_NOT_GET_GATEWAY_SERVER: dynamic key expired"],
      1,
      "refresh",
    ],
  ])("%s", async (_, words, expectedCode, said) => {
    const { out, code } = await inspect(words);
    expect([code, out.includes(said)]).toEqual([expectedCode, true]);
  });

  test("the dash is standard input, and a person at it is asked for a token", async () => {
    expect((await inspect(["-"], { read: () => Promise.resolve(GOOD) })).code).toBe(0);
    expect(await inspect([])).toMatchObject({ code: 2, out: "" });
  });

  test("R82 the token is in no output, whatever is done to it", async () => {
    const agora = rtc();
    const error = {
      name: "Error",
      message: `Unauthorized: Bearer ${GOOD}`,
      token: GOOD,
      code: 20104,
      config: { headers: { Authorization: GOOD } },
    };
    for (const words of [
      [GOOD],
      [GOOD, "--provider", "twilio"],
      [agora],
      [`"${GOOD}"`],
      [`Bearer ${GOOD}`],
      [JSON.stringify({ token: GOOD })],
      [JSON.stringify(error)],
      [JSON.stringify(error), "--previous", GOOD],
      ["--error", `refused ${GOOD}`],
      [GOOD.slice(0, -50)],
      [agora.slice(0, -8)],
      [`x${GOOD}`],
    ]) {
      for (const more of [[], ["--json"]]) {
        const { out, err } = await inspect([...words, ...more]);
        for (const secret of [GOOD, agora]) {
          for (const part of secret.split(".")) expect(out + err).not.toContain(part.slice(0, 24));
        }
      }
    }
  });
});

describe("R197 evertoken inspect knows what was pasted", () => {
  test.each([
    ["a console line", "Uncaught (in promise) AgoraRTCError: ERR_NO_AUTHORIZED", "agora-rtc", 1],
    ["a sentence", "token has expired and refresh failed", "words", 1],
    ["a header", 'Bearer realm="x", error="invalid_token"', "oauth", 1],
    ["a log line around JSON", 'ERROR 12:00 {"error":"invalid_grant"}', "oauth", 1],
    ["a status", '{"status":404}', "http", 0],
  ])("%s", async (_, text, provider, exit) => {
    const { code, out } = await inspect([text, "--json"]);
    expect(JSON.parse(out)).toMatchObject({ kind: "error", provider });
    expect(code).toBe(exit);
  });

  test("a text with blanks is never a token, whatever it begins with", async () => {
    for (const text of ["eyJ is how a JWT begins", "007 is how a token of Agora begins", "the token is bad"]) {
      const { out } = await inspect([text]);
      expect(out).toContain("error");
      expect(out).not.toContain("Nothing wrong");
    }
    for (const text of [`Bearer ${GOOD}`, `  ${GOOD}  `, `"${GOOD}"`])
      expect((await inspect([text])).out).toContain("jwt");
  });

  test("a HAR file: every failed answer, without the queries of its addresses", async () => {
    const entry = (url: string, status: number, more: object = {}): object => ({
      request: { method: "GET", url },
      response: { status, headers: [{ name: "Content-Type", value: "application/json" }], ...more },
    });
    const har = {
      log: {
        version: "1.2",
        entries: [
          entry("https://api.example/ok", 200),
          entry(`https://api.example/me?token=${GOOD}`, 401, {
            headers: [{ name: "WWW-Authenticate", value: 'Bearer error="invalid_token"' }],
          }),
          entry("https://api.example/token", 400, { content: { text: '{"error":"invalid_grant"}' } }),
          entry("https://api.example/gone", 0),
        ],
      },
    };
    const { code, out } = await inspect([JSON.stringify(har)]);
    expect(code).toBe(1);
    expect(out).toContain("HAR file: 3 failures");
    expect(out).toContain("GET https://api.example/me: oauth invalid_token, refresh");
    expect(out).toContain("GET https://api.example/token: oauth invalid_grant, signIn");
    expect(out).toContain("GET https://api.example/gone: network NetworkError, retryLater");
    expect(out).not.toContain(GOOD.slice(0, 20));
    expect((await inspect([JSON.stringify({ log: { entries: [entry("https://a.example/", 200)] } })])).code).toBe(0);
  });

  test("a saved journal", async () => {
    const journal = [
      { writtenAt: NOW, event: "refreshed" },
      { writtenAt: NOW + 1, event: "refreshFailed", detail: "ERR_REAUTH_REQUIRED" },
    ];
    const { code, out } = await inspect([JSON.stringify(journal)]);
    expect(code).toBe(1);
    expect(out).toContain("refreshFailed: evertoken ERR_REAUTH_REQUIRED, signIn");
  });

  test("a journal as JSON.stringify(keepJournal(tokens)) saves it, alone or beside other things", async () => {
    const tokens = new TokenManager({
      fetchToken: () => Promise.reject(Object.assign(new Error(""), { status: 401 })),
    });
    const journal = keepJournal(tokens);
    tokens.on("refreshFailed", () => undefined);
    await expect(tokens.getToken()).rejects.toThrow();
    tokens.dispose();
    for (const saved of [journal, { app: "x", journal }]) {
      const { code, out } = await inspect([JSON.stringify(saved)]);
      expect(code).toBe(1);
      expect(out).toContain("refreshFailed: evertoken ERR_REAUTH_REQUIRED, signIn");
    }
  });

  test("a HAR file as browsers save it: larger than a token, bodies in base64, what Chromium says of no answer", async () => {
    const answer = (status: number, more: object): object => ({
      request: { method: "GET", url: "https://api.example/a" },
      response: { status, headers: [], ...more },
    });
    const entries = [
      answer(200, { content: { text: "x".repeat(2_000_000) } }),
      answer(400, { content: { encoding: "base64", text: btoa('{"error":"invalid_grant"}') } }),
      answer(0, { _error: "net::ERR_CERT_DATE_INVALID" }),
      answer(0, { _error: "net::ERR_NAME_NOT_RESOLVED" }),
    ];
    const { code, out } = await evertoken(["inspect"], `\ufeff${JSON.stringify({ log: { entries } })}`);
    expect(code).toBe(1);
    expect(out).toContain("HAR file: 3 failures");
    expect(out).toContain("oauth invalid_grant, signIn");
    expect(out).toContain("unknown unknown, none");
    expect(out).toContain("network NetworkError, retryLater");
  });

  test("a provider that does not exist is refused, and the nearest is named", async () => {
    for (const input of [GOOD, "jwt expired"]) {
      const { code, out, err } = await inspect([input, "--provider", "twillio"]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain("Did you mean twilio?");
    }
    expect((await inspect(["jwt expired", "--provider", "zzzzzz"])).err).toContain("no such provider");
    for (const provider of ["ably", "agora-rtm", "Twilio-Voice", "oidc"]) {
      expect((await inspect(["jwt expired", "--provider", provider])).err).toBe("");
    }
  });

  test("the exit code says known, unknown or nothing", async () => {
    expect((await inspect(["jwt expired"])).code).toBe(1);
    expect((await inspect(['{"status":409}'])).code).toBe(0);
    expect((await inspect(["something odd happened"])).code).toBe(3);
    expect((await inspect(["{}"])).code).toBe(2);
  });

  test("an error moves no cursor and sets no colour", async () => {
    const { out } = await inspect([
      JSON.stringify({ code: "X\u001b[2J", message: "a\u001b]0;title\u0007 b\u001b[31m" }),
    ]);

    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });
});
