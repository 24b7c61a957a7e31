/** Angular's interceptor with the real requests and errors of its HttpClient. test/frameworks/ has it in a real HttpClient. */
import "@angular/compiler"; // Node runs what no Angular build has compiled
import {
  HttpErrorResponse,
  HttpHeaders,
  type HttpInterceptorFn,
  HttpRequest,
  HttpResponse,
} from "@angular/common/http";
import { firstValueFrom, of, Subject, throwError } from "rxjs";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { tokenInterceptor } from "../../../src/adapters/angular.ts";
import { type Stage, MINUTE, SECOND, stage, started } from "../../support/stage.ts";

const ALLOW = { allow: ["https://api.example.com"] };
const ORDERS = "https://api.example.com/orders";

/** As an app makes them: one for each manager. */
const interceptors = new WeakMap<object, HttpInterceptorFn>();

/** Sends one request; each answer is a status, and what the challenge says. The requests are told by their tokens. */
async function send(
  { env, source, tokens }: Stage,
  answers: readonly (readonly [status: number, challenge?: string, end?: Partial<HttpErrorResponse>])[],
  url = ORDERS,
  headers: Record<string, string> = {},
): Promise<{ sent: (string | null)[]; status: number | string }> {
  const sent: (string | null)[] = [];
  const left = [...answers];
  const interceptor = interceptors.get(tokens) ?? tokenInterceptor(tokens, ALLOW);
  interceptors.set(tokens, interceptor);
  const request = new HttpRequest<unknown>("GET", url, null, { headers: new HttpHeaders(headers) });
  const answered = firstValueFrom(
    interceptor(request, (copy) => {
      const header = copy.headers.get("authorization");
      sent.push(header?.startsWith("Bearer ") ? source.nameOf(header.slice(7)) : header);
      const [status, challenge, end] = left.shift()!;
      const challenged = new HttpHeaders(challenge ? { "WWW-Authenticate": challenge } : {});
      return status < 400
        ? of(new HttpResponse({ status }))
        : throwError(() => new HttpErrorResponse({ status, headers: challenged, url, ...end } as object));
    }),
  ).then(
    (event) => (event as HttpResponse<unknown>).status,
    (error: unknown) => (error instanceof HttpErrorResponse ? error.status : String(error)),
  );
  await env.pass(MINUTE);
  return { sent, status: await answered };
}

/** What the manager is told of refused tokens that this endpoint, or another one, had accepted before. */
function toldOf({ source, tokens }: Stage): string[] {
  const told: string[] = [];
  const { invalidate } = tokens;
  tokens.invalidate = (value, options) => {
    if (options?.wasAccepted) told.push(`${source.nameOf(value)} ${String(options.wasAccepted)}`);
    return invalidate(value, options);
  };
  return told;
}

describe("R251 tokenInterceptor", () => {
  test("sends the token to an allowed origin", async () => {
    expect(await send(await started(), [[200]])).toEqual({ sent: ["t1"], status: 200 });
  });

  test.each(["https://elsewhere.example.com/orders", "data:text/plain,x"])("sends none to %s", async (url) => {
    expect(await send(await started(), [[200]], url)).toEqual({ sent: [null], status: 200 });
  });

  test("R369 sends nothing again after a sign-out: the next user's token is not for this request", async () => {
    const { env, tokens } = await started();
    const answers = new Subject<never>();
    let sent = 0;
    const answered = firstValueFrom(
      tokenInterceptor(tokens, ALLOW)(new HttpRequest("GET", ORDERS), () => {
        sent++;
        return answers;
      }),
    ).catch((error: unknown) => (error as HttpErrorResponse).status);
    await env.pass(SECOND);
    tokens.clear();
    await tokens.start();
    answers.error(new HttpErrorResponse({ status: 401, url: ORDERS }));
    await env.pass(MINUTE);
    expect([await answered, sent]).toEqual([401, 1]);
  });

  test("R455 nor after a sign-out in the moment of the call", async () => {
    const { env, source, tokens } = await started();
    const sent: string[] = [];
    const answered = firstValueFrom(
      tokenInterceptor(tokens, ALLOW)(new HttpRequest("DELETE", ORDERS), ({ headers }) => {
        sent.push(source.nameOf(headers.get("authorization")!.slice(7)));
        return throwError(() => new HttpErrorResponse({ status: 401, url: ORDERS }));
      }),
    ).catch((error: unknown) => (error as HttpErrorResponse).status);
    tokens.clear();
    tokens.setToken({ token: "the-next-user-0", expiresIn: 600 });
    await env.pass(MINUTE);
    expect([await answered, sent]).toEqual([401, ["t1"]]);
  });

  test("R354 R454 tells the manager that the endpoint, or another one, had accepted the token it refuses", async () => {
    const stage = await started();
    const told = toldOf(stage);
    const orders = `${ORDERS}?page=1`;
    await send(stage, [[204]], orders);
    await send(stage, [[500]], "https://api.example.com/other");
    await send(stage, [[401], [200]], "https://api.example.com/other");
    await send(stage, [[200]], orders);
    await send(stage, [[401], [401]]);
    expect(told).toEqual(["t1 elsewhere", "t2 true"]);
  });

  test("R437 and that an endpoint had accepted it when a request was sent again", async () => {
    const stage = await started();
    const told = toldOf(stage);
    await send(stage, [[401], [200]]); // t1, t2
    await send(stage, [[401], [200]]);
    expect(told).toEqual(["t2 true"]);
  });

  test.each([
    ["by fetch", { url: "https://files.example.net/orders", redirected: true }],
    ["by XHR, which does not say so", { url: "https://files.example.net/orders" }],
  ])("R438 hands over a 401 of another origin after a redirect, %s: it is not about the token", async (_, end) => {
    const stage = await started();
    await stage.env.pass(20 * SECOND);
    expect(await send(stage, [[401, "", end]])).toEqual({ sent: ["t1"], status: 401 });
    expect(stage.source.requests).toHaveLength(1);
    expect(stage.source.nameOf(stage.tokens.peek()!.value)).toBe("t1");
  });

  test.each([
    ["a redirect within the origin", { url: "https://api.example.com/v2/orders", redirected: true }],
    ["a service worker, which asks elsewhere", { url: "https://files.example.net/orders", redirected: false }],
    ["a test that gives no address", { url: null }],
  ])("R438 takes a 401 of %s for one about the token", async (_, end) => {
    const stage = await started();
    await stage.env.pass(20 * SECOND);
    expect(await send(stage, [[401, "", end], [200]])).toEqual({ sent: ["t1", "t2"], status: 200 });
  });

  test("leaves a header of the app's own alone", async () => {
    const own = await send(await started(), [[401]], ORDERS, { Authorization: "Basic eDp5" });
    expect(own).toEqual({ sent: ["Basic eDp5"], status: 401 });
  });

  test("answers a 401 with one new token and one more request", async () => {
    const made = await started();
    await made.env.pass(20 * SECOND);
    expect(await send(made, [[401], [200]])).toEqual({ sent: ["t1", "t2"], status: 200 });
    expect(made.source.requests).toHaveLength(2);
  });

  test("hands over a second 401, and the token stays in use", async () => {
    const made = await started({ quiet: true });
    await made.env.pass(20 * SECOND);
    expect(await send(made, [[401], [401]])).toEqual({ sent: ["t1", "t2"], status: 401 });
    expect(made.source.nameOf(made.tokens.peek()!.value)).toBe("t2");
  });

  test("hands over a 401 that no new token cures, any other status, and a 401 where there is no other token", async () => {
    const scope = 'Bearer error="insufficient_scope"';
    expect(await send(await started(), [[401, scope]])).toEqual({ sent: ["t1"], status: 401 });
    expect(await send(await started(), [[403]])).toEqual({ sent: ["t1"], status: 403 });
    const signedOut = await started({ quiet: true });
    signedOut.source.mood = { status: 401 };
    await signedOut.env.pass(20 * SECOND);
    expect(await send(signedOut, [[401]])).toEqual({ sent: ["t1"], status: 401 });
  });

  test("says why there is no token at all", async () => {
    const made = await started({ quiet: true });
    made.tokens.clear();
    const { sent, status } = await send(made, [[200]]);
    expect(sent).toEqual([]);
    expect(status).toContain("TokenError");
  });

  test("sends no token that needs a proof", async () => {
    const bound = { access_token: "opaque", token_type: "DPoP", expires_in: 600 };
    const { sent, status } = await send(await started({ fetchToken: () => bound }), [[200]]);
    expect(sent).toEqual([]);
    expect(status).toContain('of type "DPoP"');
  });

  test("R457 nor sends again with one", async () => {
    const bound = { access_token: "opaque", token_type: "DPoP", expires_in: 600 };
    const made = await started({ initialToken: { token: "plain", expiresIn: 500 }, fetchToken: () => bound });
    const { sent, status } = await send(made, [[401], [200]]);
    expect([sent, status]).toEqual([["t0"], 401]);
  });

  test("R457 nor one of singleUse", async () => {
    const bound = { access_token: "opaque", token_type: "DPoP", expires_in: 600 };
    const { sent, status } = await send(stage({ singleUse: true, fetchToken: () => bound }), [[200]]);
    expect([sent, status]).toEqual([[], expect.stringContaining('of type "DPoP"')]);
  });

  test("and listens no longer for one that was not sent", async () => {
    const stage = await started({
      fetchToken: () => ({ access_token: "opaque", token_type: "DPoP", expires_in: 600 }),
    });
    const { on } = stage.tokens;
    let listening = 0;
    stage.tokens.on = (...listener) => {
      const undo = on(...listener);
      listening++;
      return () => {
        listening--;
        undo();
      };
    };
    await send(stage, [[200]]);
    expect(listening).toBe(0);
  });

  test("R397 on a server sends what is relative as it is, and without origins everything", async () => {
    expect(await send(await started(), [[200]], "/orders")).toEqual({ sent: [null], status: 200 });
    const { tokens } = await started();
    const sent: (string | null)[] = [];
    for (const url of ["/orders", ORDERS]) {
      tokenInterceptor(tokens)(new HttpRequest("GET", url), ({ headers }) => {
        sent.push(headers.get("authorization"));
        return of(new HttpResponse({ status: 200 }));
      }).subscribe();
    }
    expect(sent).toEqual([null, null]);
  });

  test("R397 on a server that has a location without a value as well", () => {
    vi.stubGlobal("location", undefined);
    onTestFinished(() => void vi.unstubAllGlobals());
    let sent: string | null = "nothing";
    tokenInterceptor({} as never)(new HttpRequest("GET", "/orders"), ({ headers }) => {
      sent = headers.get("authorization");
      return of(new HttpResponse({ status: 200 }));
    }).subscribe();
    expect(sent).toBe(null);
  });

  test("refuses an entry that is no origin", () => {
    expect(() => tokenInterceptor({} as never, { allow: ["https://api.example.com/v1"] })).toThrow("is not an origin");
  });
});
