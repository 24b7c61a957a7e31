/** What `evertoken inspect` takes out of a text that holds more than a token, and what it keeps to itself. */
import { describe, expect, test } from "vitest";
import { commanded, type Outcome } from "../support/command.ts";
import { hmacJwt, MINTED, NOW } from "../diagnose/token/mint.ts";

const DEAD = hmacJwt({ sub: "mia", iat: MINTED, exp: MINTED + 60 });
const ALIVE = hmacJwt({ sub: "mia", iat: MINTED, exp: MINTED + 7200 });
/** No pattern takes it for a secret by itself, and nothing remembers it as one. */
const SECRET = "quokkadune";

/** As an argument, two minutes after the tokens were minted. */
const inspect = (input: string, ...words: string[]): Promise<Outcome> =>
  commanded(["inspect", ...words, "--", input], { now: () => NOW + 120_000 });

const ONE = "Only the token in this text was inspected, without what stands around it.\n";
const ACCESS = "Only the access token in this text was inspected, without what stands around it.\n";
const WORST = "Each of 2 tokens in this text was inspected; this is what the worst is like.\n";

/** An error that nobody knows, in each form of the command: quoted, and without the secret. */
async function expectQuoted(error: string, quoted: string): Promise<void> {
  for (const words of [[], ["--json"], ["--error"]]) {
    const { code, out, err } = await inspect(error, ...words);
    expect([code, err]).toEqual([3, ""]);
    expect(out).not.toContain(SECRET);
    if (words.length === 0) expect(out).toContain(quoted);
  }
}

describe("R450 a token in an assignment or an address is inspected, and what is no token is named", () => {
  test.each([
    (token: string) => `DB_HOST=x\n\n# for "dev"\nexport TOKEN="${token}" # mine\nPW='a ${SECRET}'\n`,
    (token: string) => `DB_HOST=x\r\nTOKEN="${token}"`,
    (token: string) => `curl 'https://a.example' -H 'Authorization: Bearer ${token}' -b 'sid=${SECRET}'`,
    (token: string) => `$ curl https://a.example \\\n  -H "X-Auth: ${token}" \\\n  -u bob:${SECRET}`,
    (token: string) => `curl.exe "https://a.example/${token}/x" -d "pw=${SECRET}"`,
    (token: string) => `curl https://a.example -d '{"token":"${token}"}'`,
    (token: string) => `session=${token}; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT; pw=${SECRET}`,
    (token: string) => `Cookie: pw=${SECRET}; session=${token}`,
    (token: string) => `https://a.example/verify/${token}`,
    (token: string) => `https://a.example/verify/${token}/now?key=${SECRET}`,
    (token: string) => JSON.stringify({ headers: { Authorization: `Bearer ${token}` } }),
    (token: string) => JSON.stringify({ url: "/a", headers: [{ name: "authorization", value: `Bearer ${token}` }] }),
    (token: string) => JSON.stringify({ authorization: `Bearer ${token}` }),
  ])("%s", async (around) => {
    for (const token of [DEAD, ALIVE]) {
      expect(await inspect(around(token))).toEqual({ ...(await inspect(token)), err: ONE });
    }
  });

  test.each([
    (token: string) => `const token = "${token}"; // mine`,
    (token: string) => `export const TOKEN: string = '${token}';`,
    (token: string) => `let token = \`${token}\`;\nvar pw = "${SECRET}";`,
    (token: string) => `$env:TOKEN = "${token}"`,
    (token: string) => `$token = '${token}'`,
    (token: string) => `Authorization: DPoP ${token}`,
    (token: string) => `x-access-token: ${token}`,
    (token: string) => `Host: a.example\nAuthorization: Bearer ${token}\nAccept: */*`,
    (token: string) =>
      `GET /x?key=${SECRET} HTTP/1.1\r\nHost: a\r\nX-Api: ${SECRET}\r\nauthorization: Bearer ${token}\r\n`,
    (token: string) => `> POST /x HTTP/2\n> Host: a\n> User-Agent: curl/8.5.0\n> Authorization: Bearer ${token}\n>`,
    (token: string) => `:method: GET\n:path: /x?key=${SECRET}\nauthorization: Bearer ${token}\nsec-fetch-mode: cors`,
  ])("R481 %s", async (around) => {
    for (const token of [DEAD, ALIVE]) {
      expect(await inspect(around(token))).toEqual({ ...(await inspect(token)), err: ONE });
    }
  });

  test("R481 what a server answers, and what a log says beside a header, is an error", async () => {
    for (const error of [
      `> GET /x HTTP/1.1\n> Authorization: Bearer ${ALIVE}\n>\n< HTTP/1.1 401 Unauthorized`,
      `HTTP/1.1 401 Unauthorized\nAuthorization: Bearer ${ALIVE}`,
      `error: invalid_token\nauthorization: Bearer ${ALIVE}`,
    ]) {
      const { code, out } = await inspect(error, "--json");
      expect([code, JSON.parse(out)]).toMatchObject([1, { kind: "error", recognised: true }]);
    }
  });

  test("R481 long texts that nearly look like it have an answer", async () => {
    const long = 100_000;
    for (const text of [
      `a=${" ".repeat(long)}x`,
      `a=${";".repeat(long)} x`,
      `a="b"${" ;".repeat(long)} x`,
      `> x-a: ${"a:".repeat(long)}\n!`,
      `${"> ".repeat(long)}!`,
    ])
      expect((await inspect(text)).code).toBe(3);
  });

  test("an access token counts first, and of others the worst", async () => {
    const cases: readonly [text: string, shown: string, err: string][] = [
      [`https://a.example/cb#id_token=${ALIVE}&access_token=${DEAD}`, DEAD, ACCESS],
      [`https://a.example/cb#id_token=${DEAD}&access_token=${ALIVE}`, ALIVE, ACCESS],
      [`id_token=${DEAD}&access_token=${ALIVE}`, ALIVE, ACCESS],
      [`ONE=${ALIVE}\nTWO=${DEAD}`, DEAD, WORST],
      [`ONE=${DEAD}\nTWO=${ALIVE}`, DEAD, WORST],
      [`ONE=${ALIVE}\nTWO=${ALIVE}`, ALIVE, ONE],
      [`Authorization: DPoP ${ALIVE}\nDPoP: ${DEAD}`, ALIVE, ACCESS],
    ];
    for (const [text, shown, err] of cases) expect(await inspect(text)).toEqual({ ...(await inspect(shown)), err });
  });

  test("a request or a command that met an error is that error", async () => {
    for (const error of [
      JSON.stringify({ status: 401, headers: { authorization: `Bearer ${DEAD}` } }),
      JSON.stringify({ error: "invalid_token", headers: { authorization: `Bearer ${DEAD}` } }),
      `curl https://a.example -H 'Authorization: Bearer ${ALIVE}' -b 'sid=${SECRET}'\n{"error":"invalid_token"}`,
      `Unauthorized: Bearer ${ALIVE}`,
    ]) {
      const { code, out } = await inspect(error, "--json");
      expect([code, JSON.parse(out)]).toMatchObject([1, { kind: "error", recognised: true }]);
    }
  });

  test.each([
    ["TOKEN=$TOKEN", "This is the name of a variable"],
    ['export TOKEN="${TOKEN}"', "This is the name of a variable"],
    ["Authorization=Bearer $TOKEN", "This is the name of a variable"],
    ["TOKEN=", "This is an assignment without a value"],
    ['set ACCESS_TOKEN=""', "This is an assignment without a value"],
    [".env", "This looks like the name of a file"],
    [".env.local", "This looks like the name of a file"],
    ["apps/web/.env.local", "This looks like the name of a file"],
    ["key.pem", "This looks like the name of a file"],
    ["\\\\server\\share\\token", "This looks like the name of a file"],
    ["\\\\server\\share\\token.txt", "This looks like the name of a file"],
    ["C:\\Program Files\\me\\token.txt", "This looks like the name of a file"],
    [`curl https://a.example -b 'sid=${SECRET}'`, "This is a request"],
    [`Cookie: sid=${SECRET}; b=c`, "This is a request"],
  ])("%s is named", async (input, said) => {
    const { code, out, err } = await inspect(input);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(said);
    expect(err).not.toContain(SECRET);
  });

  test("padding is no assignment without a value", async () => {
    for (const token of ["MZXW6YQ=", "c29tZXRoaW5n=", "abc.env2"]) expect((await inspect(token)).code).toBe(0);
  });

  test.each([
    [`https://a.example/cb?error=weird_thing&state=${SECRET}`, "weird_thing"],
    [`https://a.example/cb#error=odd_thing&session_state=${SECRET}&error_description=So+odd`, "So odd"],
    [`GET /v1/a?key=${SECRET} failed oddly`, "GET /v1/a failed oddly"],
    [`/cb?state=${SECRET}&error=odd_thing`, "odd_thing"],
    [`error=odd_thing&hint=${SECRET}`, "odd_thing"],
    [`GET https://user:${SECRET}@a.example/v1?key=${SECRET} failed oddly`, "GET https://a.example/v1 failed oddly"],
    [`Back at (https://a.example/cb?state=${SECRET}&error=odd_thing).`, "https://a.example/cb?error=odd_thing"],
    [`Sent\nCookie: a="1"; sid=${SECRET}\nin vain`, "Sent"],
    [`set-cookie: sid=${SECRET} oddly`, "set-cookie: [redacted]"],
    [`curl -sb 'a=1; sid=${SECRET}' https://a.example\nodd news`, "curl -sb [redacted]"],
    [`> curl --user=bob:${SECRET} -d $'pw=${SECRET}' -H ^"k: ${SECRET}^" and\nodd news`, "curl --user=[redacted]"],
    [`> curl https://a.example\n -b 'a b ${SECRET}`, "curl https://a.example"],
    [JSON.stringify({ message: `Odd answer of https://bob:${SECRET}@a.example/?k=${SECRET}` }), "https://a.example/"],
  ])("R450 without secrets: %s", expectQuoted);

  test.each([
    [`docker login -u joe -p ${SECRET}\nodd news`, "docker login -u [redacted] -p [redacted]"],
    [`$ podman login --password=${SECRET} a.example\nodd news`, "podman login --password=[redacted] a.example"],
    [`wget --user joe --password ${SECRET} https://a.example\nodd news`, "wget --user [redacted]"],
    [`http -a joe:${SECRET} https://a.example\nodd news`, "http -a [redacted] https://a.example"],
    [`https POST a.example -a joe:${SECRET}\nodd news`, "https POST a.example -a [redacted]"],
    [`sshpass -p ${SECRET} ssh a.example\nodd news`, "sshpass -p [redacted] ssh"],
    [`az login -u joe -p ${SECRET}\nodd news`, "az login -u [redacted]"],
    ["http -odd news", "http -odd news"],
  ])("R503 without the secrets of other commands: %s", expectQuoted);

  test.each([
    ["first", 0],
    ["last", 1],
  ])("R504 an error in the %s 10,000 characters of a long log is found", async (_where, at) => {
    const lines = "2026-01-01T10:00:05Z INFO GET /orders 200 12 ms\n".repeat(2_000);
    const error = "2026-01-01T10:00:08Z ERROR invalid_grant: Token has been expired or revoked.\n";
    const { code, out, err } = await inspect(at ? lines + error : error + lines);
    expect([code, err]).toEqual([1, ""]);
    expect(out).toContain("sign in");
  });

  test("an error that is nested deeper than the stack", async () => {
    expect((await inspect(`${"[".repeat(100_000)}${"]".repeat(100_000)}`)).code).toBe(2);
  });
});
