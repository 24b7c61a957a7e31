/** What `evertoken inspect` says of errors that nobody knows, and of what is more, or less, than a token. */
import { describe, expect, test } from "vitest";
import { readChunks } from "../../src/cli/read.ts";
import { commanded, type Outcome } from "../support/command.ts";
import { hmacJwt, MINTED, mint007, NOW, service } from "../diagnose/token/mint.ts";

const DEAD = hmacJwt({ sub: "zoe", iat: MINTED, exp: MINTED + 60 });
const ALIVE = hmacJwt({ sub: "zoe", iat: MINTED, exp: MINTED + 7200 });
const AGORA = mint007(60, [service("ServiceRtc", ["loft-room", 42], { 1: 60 })], MINTED);

/** As an argument, two minutes after the tokens were minted. */
const inspect = (input: string, ...words: string[]): Promise<Outcome> =>
  commanded(["inspect", ...words, "--", input], { now: () => NOW + 120_000 });

describe("R449 an error that nobody knows ends in 3, and its code and its words are quoted", () => {
  test.each([
    ['{"error":"some_error"}', "unknown error some_error"],
    ['{"error":{"code":"weird_thing"}}', "unknown error weird_thing"],
    ['{"error":{"message":"odd news"}}', 'It said: "odd news"'],
    ['{"errors":[{"message":"odd news","code":"X1"}]}', 'It said: "odd news"'],
    ['{"errors":[{"message":"odd news","code":"X1"}]}', "unknown error X1"],
    ['[{"message":"odd news"}]', 'It said: "odd news"'],
    ['[{"errors":[{"message":"odd news"}]}]', 'It said: "odd news"'],
  ])("%s", async (error, quoted) => {
    for (const words of [[], ["--error"]]) {
      const { code, out } = await inspect(error, ...words);
      expect([code, out.includes(quoted)]).toEqual([3, true]);
    }
    expect(JSON.parse((await inspect(error, "--json")).out)).toMatchObject({ kind: "error", recognised: false });
  });

  test("one that says only that it is one", async () => {
    for (const error of ['{"error":true}', '{"error":{"reasonId":5}}', '{"exception":{}}']) {
      expect((await inspect(error)).code).toBe(3);
    }
  });

  test("what says nothing of an error is none", async () => {
    for (const json of ['{"hello":"x"}', "{}", "[]", "[[]]", '{"error":null}', '{"error":"","errors":[]}']) {
      expect((await inspect(json)).code).toBe(2);
    }
  });

  test("a secret in the place of a code is not quoted", async () => {
    const { code, out } = await inspect(JSON.stringify({ error: ALIVE }));
    expect(code).toBe(3);
    for (const part of ALIVE.split(".")) expect(out).not.toContain(part.slice(0, 16));
  });
});

describe("R450 a token in an assignment or an address is inspected, and what is no token is named", () => {
  const SEVERAL = "Only the token in this text was inspected, without what stands around it.\n";

  test.each([
    (token: string) => `TOKEN=${token}`,
    (token: string) => `export TOKEN="${token}"`,
    (token: string) => `access_token=${token}&token_type=bearer&expires_in=60`,
    (token: string) => `https://api.example.com/ws?room=1&access_token=${token}`,
    (token: string) => `wss://api.example.com/#access_token=${token}&state=1`,
    (token: string) => `session=${token};path=/`,
  ])("%s", async (around) => {
    for (const token of [DEAD, AGORA]) {
      const { code, out, err } = await inspect(around(token), "--json");
      expect([code, err]).toEqual([1, SEVERAL]);
      expect(JSON.parse(out)).toEqual(JSON.parse((await inspect(token, "--json")).out));
    }
    expect(await inspect(around(ALIVE))).toEqual({ ...(await inspect(ALIVE)), err: SEVERAL });
  });

  test("that an address encodes its token is no finding", async () => {
    const encoded = await inspect(`https://api.example.com/?rtc=${encodeURIComponent(AGORA)}`);
    expect(encoded.out).toBe((await inspect(AGORA)).out);
  });

  test.each(["$TOKEN", "${TOKEN}", "%TOKEN%", "$env:TOKEN", "Bearer $TOKEN", '"$TOKEN"'])(
    "%s is a variable",
    async (name) => {
      const { code, out, err } = await inspect(name);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain("This is the name of a variable, not its value");
    },
  );

  test.each([
    "./token.txt",
    "../token",
    "~/token",
    "@token.txt",
    "token.jwt",
    "C:\\Users\\ann\\token.txt",
    "/srv/Files/token.json",
    "/run/secrets/token",
  ])("%s is a file", async (name) => {
    const { code, out, err } = await inspect(name);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("This looks like the name of a file");
    expect(err).not.toContain(name);
  });

  test("an address without a token that can be read is an address", async () => {
    const { code, out, err } = await inspect("https://api.example.com/ws?key=h4llow33n");
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("This is an address");
    expect(err).not.toContain("h4llow33n");
  });

  test("an address or a form that says an error is one, whatever else it holds", async () => {
    for (const error of [
      `https://app.example.com/cb?error=access_denied&state=${ALIVE}`,
      "https://app.example.com/cb#error=access_denied",
      `error=invalid_grant&hint=${ALIVE}`,
      "https://api.example.com/token failed: 401 invalid_token",
    ]) {
      const { code, out } = await inspect(error, "--json");
      expect([code, JSON.parse(out)]).toMatchObject([1, { kind: "error", recognised: true }]);
      expect(out).not.toContain(ALIVE.slice(0, 20));
    }
    expect((await inspect("https://app.example.com/cb?error=odd_thing")).code).toBe(3);
  });

  test("an opaque token of any letters stays a token", async () => {
    for (const token of [
      "tGzv3JOkF0XG5Qx2TlKWIA==",
      "/0AfB+yC/7x=",
      "4/0AdQt8",
      "2.AYx~_-",
      "$2b$10$N9qo8uLOickgx2ZMRZo",
    ]) {
      expect(await inspect(token)).toMatchObject({ code: 0, err: "" });
    }
  });
});

test("R402 UTF-16 is known also where a pipe brings its first byte alone", async () => {
  const bytes = new Uint8Array(Uint16Array.from("\uFEFF{é}", (char) => char.charCodeAt(0)).buffer);
  const inPieces = (...pieces: Uint8Array[]): Promise<string> =>
    readChunks(
      (async function* () {
        yield* pieces;
      })(),
      () => 1_000,
    );
  expect(await inPieces(bytes.slice(0, 1), bytes.slice(1))).toBe("{é}");
  expect(await inPieces(new Uint8Array(), bytes.slice(0, 1), bytes.slice(1, 2), bytes.slice(2))).toBe("{é}");
  expect(await inPieces(new TextEncoder().encode("7"))).toBe("7");
});
