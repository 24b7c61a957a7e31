/** Which answers replace the refresh token that is stored, in whatever encoding they come, and who sees what is in them. */
import { describe, expect, onTestFinished, test } from "vitest";
import { memory, type RefreshTokenFetcherOptions } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { virtualEnvironment } from "../../../src/testing.ts";
import { MINUTE } from "../../support/stage.ts";
import { Endpoint, request } from "./endpoint.ts";

/** An endpoint that answers so first, and then as it should; the store holds `a-0`. */
function scene(answer: () => Response) {
  const time = virtualEnvironment();
  const endpoint = new Endpoint();
  const store = memory("a-0");
  const sent: string[] = [];
  const options: Partial<RefreshTokenFetcherOptions> = {
    fetch(_, init) {
      sent.push(new URLSearchParams(String(init.body as URLSearchParams)).get("refresh_token")!);
      return sent.length === 1 ? Promise.resolve(answer()) : endpoint.answer(time, init);
    },
  };
  return { time, store, sent, fetchToken: endpoint.fetcher(time, { ...options, store }) };
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

const form = (text: string, status = 200): Response =>
  new Response(text, { status, headers: { "content-type": "application/x-www-form-urlencoded" } });

const GRANT = { access_token: "access-1", token_type: "Bearer", expires_in: 600, refresh_token: "a-7" };

describe("R381 the stored refresh token stays, and is sent again, after", () => {
  const answers: readonly (readonly [string, Response])[] = [
    ["422 with a sentence for a refresh token", json({ refresh_token: "This field may not be blank." }, 422)],
    ["500 that repeats the request", json({ message: "oops", refresh_token: "[FILTERED]" }, 500)],
    ["429", json({ refresh_token: "throttled" }, 429)],
    ["400 with a code", json({ error: "invalid_request", refresh_token: "is missing" }, 400)],
    ["400 that looks like a success", json(GRANT, 400)],
    ["502 that looks like a success", json(GRANT, 502)],
    ["302 that looks like a success", json(GRANT, 302)],
    ["422 as a form", form("refresh_token=blank", 422)],
    ["200 without a token", json({ refresh_token: "is missing" })],
    ["200 with an error", json({ error: "invalid_request", refresh_token: "is missing" })],
    ["200 with an error, its token empty", json({ error: "invalid_request", access_token: "", refresh_token: "r" })],
  ];
  test.each(answers)("%s", async (_, answer) => {
    const { time, store, sent, fetchToken } = scene(() => answer.clone());
    await fetchToken(request());
    expect(await store.read()).toBe("a-0");
    const next = fetchToken(request());
    await time.pass(MINUTE);
    expect(await (await next).json()).toMatchObject({ access_token: "access-of-a-1" });
    expect(sent).toEqual(["a-0", "a-0"]);
  });

  test("R381 and the manager goes on with it", async () => {
    const { time, sent, fetchToken } = scene(() => json({ refresh_token: "This field may not be blank." }, 422));
    const tokens = new TokenManager({ fetchToken, overlap: "never", environment: time, quiet: true });
    onTestFinished(() => tokens.dispose());
    void tokens.start();
    await time.pass(MINUTE);
    expect([tokens.peek()?.value, sent]).toEqual(["access-of-a-1", ["a-0", "a-0"]]);
  });
});

describe("R382 a successor is stored, and shown to nobody, in", () => {
  const { access_token, expires_in, refresh_token } = GRANT;
  const answers: readonly (readonly [string, () => Response])[] = [
    ["JSON", () => json({ ...GRANT, id_token: "identity" })],
    ["JSON with status 201", () => json(GRANT, 201)],
    ["a form", () => form("access_token=access-1&expires_in=600&refresh_token=a-7&id_token=identity")],
    ["a form with a line end", () => form("refresh_token=a-7&access_token=access-1&expires_in=600\n")],
    ["JSON text with a form in it", () => json("access_token=access-1&expires_in=600&refresh_token=a-7")],
    [
      "camelCase",
      () =>
        json({ accessToken: access_token, expiresIn: expires_in, refreshToken: refresh_token, idToken: "identity" }),
    ],
    ["PascalCase", () => json({ AccessToken: access_token, ExpiresIn: expires_in, RefreshToken: refresh_token })],
    ["an object of its own", () => json({ token: { token: access_token, expires_in, refresh_token } })],
    ["the one of two names that has one", () => json({ refreshToken: null, ...GRANT })],
    ["or that", () => json({ ...GRANT, refreshToken: null })],
  ];
  test.each(answers)("%s", async (_, answer) => {
    const { time, store, sent, fetchToken } = scene(answer);
    const seen = await (await fetchToken(request())).text();
    expect([await store.read(), seen.includes("access-1")]).toEqual(["a-7", true]);
    expect(seen).not.toMatch(/a-7|identity/);
    const next = fetchToken(request());
    await time.pass(MINUTE);
    await next;
    expect(sent).toEqual(["a-0", "a-7"]);
  });

  test.each(answers)("R382 %s, with a manager that reads it as ever", async (_, answer) => {
    const { time, fetchToken } = scene(answer);
    const tokens = new TokenManager({ fetchToken, overlap: "never", environment: time, quiet: true });
    onTestFinished(() => tokens.dispose());
    const { value, expiresAt, details } = await tokens.start();
    expect([value, expiresAt]).toEqual(["access-1", time.now() + 600_000]);
    expect(JSON.stringify(details)).not.toMatch(/a-7|identity/);
  });
});

test.each([
  ["deeper inside", () => json({ ...GRANT, user: { id: "U1", refresh_token: "a-8", accounts: [{ refreshToken: "a-9" }] } })],
  ["beside a failure", () => json({ error: "server_error", refreshToken: "a-8", form: { refresh_token: "a-9" } }, 500)],
])("R382 one that stands %s is shown to nobody either, and is not the successor", async (_, answer) => {
  const { store, fetchToken } = scene(answer);
  expect(await (await fetchToken(request())).text()).not.toMatch(/a-[789]/);
  expect(["a-0", "a-7"]).toContain(await store.read());
}); // prettier-ignore

test("R382 an answer without a secret is passed on as it is", async () => {
  const text = ' {"access_token": "access-1", "expires_in": 12345678901234567890} ';
  const { fetchToken } = scene(() => new Response(text));
  expect(await (await fetchToken(request())).text()).toBe(text);
});

test("R382 an ID token stays where it is the only token, by a name that is not OAuth's", async () => {
  const { store, fetchToken } = scene(() => json({ idToken: "identity", refreshToken: "a-7", expiresIn: "3600" }));
  expect(await (await fetchToken(request())).json()).toEqual({ idToken: "identity", expiresIn: "3600" });
  expect(await store.read()).toBe("a-7");
});

test("R382 and by OAuth's name it never is one", async () => {
  const { store, fetchToken } = scene(() => json({ id_token: "identity", refresh_token: "a-7" }));
  expect(await (await fetchToken(request())).json()).toEqual({});
  expect(await store.read()).toBe("a-7");
});

test("R382 what a form says is JSON afterwards, and says so", async () => {
  const { fetchToken } = scene(() => form("access_token=access-1&refresh_token=a-7&scope=a%20b"));
  const response = await fetchToken(request());
  expect(response.headers.get("content-type")).toBe("application/json");
  expect(await response.json()).toEqual({ access_token: "access-1", scope: "a b" });
});

test("R382 a refusal in a form is one", async () => {
  const { store, sent, fetchToken } = scene(() => form("error=invalid_grant&error_description=gone", 400));
  await expect(fetchToken(request())).rejects.toMatchObject({
    code: "ERR_REAUTH_REQUIRED",
    message: expect.stringContaining("gone") as string,
  });
  expect([await store.read(), sent]).toEqual(["a-0", ["a-0"]]);
});
