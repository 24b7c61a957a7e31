/** Several authorizedFetch and interceptors of one manager, as an app has them where it makes one for each host. */
import "@angular/compiler"; // Node runs what no Angular build has compiled
import { HttpErrorResponse, HttpRequest, HttpResponse } from "@angular/common/http";
import { firstValueFrom, of, throwError } from "rxjs";
import { describe, expect, test } from "vitest";
import { tokenInterceptor } from "../../../src/adapters/angular.ts";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { requestsOf } from "../../support/journal.ts";
import { HOUR, MINUTE, SECOND, started } from "../../support/stage.ts";

/** Sends a GET through a client that is made for this host alone; the answer is a status or a code. */
type Client = (url: string) => Promise<unknown>;

/** Of two hosts `hater` refuses everybody, `good` accepts what has not been revoked. `seen` counts the answers. */
async function world(goodBy: "fetch" | "interceptor", haterBy: "fetch" | "interceptor") {
  const on = await started({ lifetimeMs: HOUR, quiet: true });
  const revoked = new Set<string>();
  const seen: Record<string, number> = {};
  const statusOf = (url: string, header: string | null): number =>
    url.includes("hater") || revoked.has(header!.slice(7)) ? 401 : 200;
  const make = {
    fetch(origin: string): Client {
      const fetch = async (sent: unknown): Promise<Response> => {
        const { url, headers } = sent as Request;
        return new Response(null, { status: statusOf(url, headers.get("authorization")) });
      };
      const api = authorizedFetch(on.tokens, { allow: [origin], fetch });
      return async (url) => (await api(url)).status;
    },
    interceptor(origin: string): Client {
      const intercept = tokenInterceptor(on.tokens, { allow: [origin] });
      return async (url) => {
        const sent = intercept(new HttpRequest<unknown>("GET", url), (copy) => {
          const status = statusOf(url, copy.headers.get("authorization"));
          return status === 200
            ? of(new HttpResponse({ status }))
            : throwError(() => new HttpErrorResponse({ status }));
        });
        return firstValueFrom(sent).then(
          () => 200,
          (error: unknown) => {
            if (error instanceof HttpErrorResponse) return error.status;
            throw error;
          },
        );
      };
    },
  };
  const origins = { good: "https://good.test", hater: "https://hater.test" };
  const note = (name: keyof typeof origins, client: Client): void => {
    const count = (end: unknown): void =>
      void (seen[`${name} ${String(end)}`] = (seen[`${name} ${String(end)}`] ?? 0) + 1);
    client(`${origins[name]}/`).then(count, (error: unknown) => count((error as { code: string }).code));
  };
  const by = { good: goodBy, hater: haterBy };
  const clients = { good: make[by.good](origins.good), hater: make[by.hater](origins.hater) };
  return {
    ...on,
    seen,
    send: (name: keyof typeof origins): void => note(name, clients[name]),
    /** With a client that is made for this request, and has seen nothing. */
    sendAnew: (name: keyof typeof origins): void => note(name, make[by[name]](origins[name])),
    revoke: () => void revoked.add(on.tokens.peek()!.value),
  };
}

describe.each([
  ["fetch", "fetch"],
  ["fetch", "interceptor"],
  ["interceptor", "fetch"],
  ["interceptor", "interceptor"],
] as const)("R510 what was accepted through one %s is known to each %s of the manager", (goodBy, haterBy) => {
  test("while the token endpoint is down, the token stays in use for the others", async () => {
    const { env, source, seen, send } = await world(goodBy, haterBy);
    send("good");
    await env.pass(5 * MINUTE);
    source.mood = "down";
    send("hater");
    for (let i = 0; i < 20; i++) {
      send("good");
      await env.pass(30 * SECOND);
    }
    expect(seen).toEqual({ "good 200": 21, "hater 401": 1 });
  });

  test("a revoked token is replaced at once, also amid an endpoint that refuses all", async () => {
    const { env, source, seen, send, sendAnew, revoke, journal } = await world(goodBy, haterBy);
    for (let i = 0; i < 6; i++) {
      send("hater");
      send("good");
      await env.pass(30 * SECOND);
    }
    revoke();
    sendAnew("good");
    await env.pass(0);
    expect(seen).toEqual({ "hater 401": 6, "good 200": 7 });
    expect(requestsOf(source)).toEqual(["0s initial", "0s rejected", "180s rejected"]);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "0s refreshed t2 (rejected)",
      "0s warning tokenRefused",
      "180s refreshed t3 (rejected)",
    ]);
  });
});

test("R510 other endpoints, methods and tokens stay other evidence", async () => {
  const { env, source, seen, send, sendAnew, tokens, journal } = await world("fetch", "fetch");
  send("good");
  await env.pass(MINUTE);
  tokens.setToken(source.mint({ lifetimeMs: 2 * HOUR })); // which nobody has accepted
  source.mood = "down";
  sendAnew("hater");
  await env.pass(0);
  expect([seen, tokens.peek()]).toEqual([{ "good 200": 1 }, undefined]);
  expect(journal.slice(0, 2)).toEqual(["0s refreshed t1 (initial)", "60s refreshed t2 (app)"]);
});
