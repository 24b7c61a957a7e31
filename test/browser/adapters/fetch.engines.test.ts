/** authorizedFetch with the fetch of real browsers, against real servers on localhost. */
import { beforeAll, expect, inject, onTestFinished, test } from "vitest";
import type * as FetchAdapter from "../../../src/adapters/fetch.ts";
import type * as Core from "../../../src/index.ts";
import { startApi } from "../../adapters/fetch/api.ts";
import { evertoken } from "../../support/script.ts";
import { openPage } from "../engines.ts";

declare const Evertoken: typeof Core & typeof FetchAdapter;

let script: string;
beforeAll(async () => {
  script = await evertoken("index.ts", "adapters/fetch.ts");
});

test(`R458 ${inject("engine")} keeps the contract`, async () => {
  await using api = await startApi();
  await using foreign = await startApi();
  api.accepts = (token) => token !== "t1"; // revoked; t2 is good
  foreign.accepts = () => false;
  const page = await openPage(`${api.origin}/page`);
  onTestFinished(() => page.close());
  await page.run(`${script}; globalThis.Evertoken = Evertoken;`);

  const found = await page.call(async (elsewhere: string) => {
    let minted = 0;
    const tokens = new Evertoken.TokenManager({ fetchToken: () => ({ token: `t${++minted}`, expiresIn: 600 }) });
    const send = Evertoken.authorizedFetch(tokens);
    const statuses = async (...requests: Promise<Response>[]): Promise<string> =>
      [...new Set((await Promise.all(requests)).map(({ status }) => status))].join();

    // A hundred requests with a token that is refused, with bodies of every kind.
    const data = new FormData();
    data.append("file", new File(["in a file"], "a.txt"));
    const bodies = [data, new Blob(["in a blob"]), "a text", new URLSearchParams("a=query"), new Uint8Array([1, 2])];
    const post = (i: number, body: BodyInit): Promise<Response> => send(`/post/${i}`, { method: "POST", body });
    const many = await statuses(
      ...bodies.map((body, i) => post(i, body)),
      send(new Request("/post/5", { method: "POST", body: "in a Request" })),
      ...Array.from({ length: 94 }, (_, i) => send(`/get/${i}`)),
    );
    const mintedForAll = minted;

    // A browser takes 64 KiB of keepalive bodies at a time.
    const leaving = new Evertoken.TokenManager({
      fetchToken: () => ({ token: "t2", expiresIn: 700 }),
      initialToken: { token: "t1", expiresIn: 600 },
    });
    const body = "x".repeat(40_000);
    const kept = await Evertoken.authorizedFetch(leaving)("/kept", { method: "POST", body, keepalive: true })
      .then(({ status }) => String(status))
      .catch(String);
    leaving.dispose();

    const there = (path: string, status = 302): string => `/to?status=${status}&url=${encodeURIComponent(path)}`;
    const others = new Evertoken.TokenManager({ fetchToken: () => ({ token: "t2", expiresIn: 600 }) });
    const redirected = await Evertoken.authorizedFetch(others)(
      `/to?status=302&url=${encodeURIComponent(`${elsewhere}/redirected`)}`,
    );
    // Once off, it stays off. (WebKit does not even follow the way back.)
    const headers = { authorization: "Bearer t2" };
    await fetch(there(`${elsewhere}${there(`${location.origin}/back`)}`), { headers }).catch(() => undefined);
    await fetch(there(`${elsewhere}/posted`, 307), { method: "POST", body: "kept", headers });
    const within = await statuses(send("/to?status=302&url=/within"));
    const posted = await statuses(send("/to?status=307&url=/posted", { method: "POST", body: "kept" }));
    const direct = await statuses(send(`${elsewhere}/direct`));
    // Where a <base> leads, fetch goes: a relative address is no proof of an own host.
    document.head.append(Object.assign(document.createElement("base"), { href: `${elsewhere}/` }));
    const based = await statuses(send("based"));
    document.querySelector("base")!.remove();

    const why = new Error("left the page");
    const aborted = await send("/thing", { signal: AbortSignal.abort(why) }).catch((error: unknown) => error === why);
    const forbidden = await statuses(send("/forbidden"));
    const busy = await send("/busy");
    const isKept = others.peek()?.value === "t2";
    tokens.dispose();
    others.dispose();
    return {
      many,
      mintedForAll,
      kept,
      redirected: [redirected.status, redirected.redirected],
      within,
      posted,
      direct,
      based,
      aborted,
      forbidden,
      busy: [busy.status, busy.headers.get("retry-after")],
      minted,
      isKept,
    };
  }, foreign.origin);

  expect(found).toEqual({
    many: "200",
    mintedForAll: 2,
    kept: "200",
    redirected: [401, true],
    within: "200",
    posted: "200",
    direct: "401",
    based: "401",
    aborted: true,
    forbidden: "403",
    busy: [429, "7"],
    minted: 2,
    isKept: true,
  });
  for (let i = 0; i <= 5; i++) {
    const [refused, accepted] = api.seen.filter(({ path }) => path === `/post/${i}`);
    expect([refused!.authorization, accepted!.authorization]).toEqual(["Bearer t1", "Bearer t2"]);
    expect(accepted!.body).toBe(refused!.body);
    expect(accepted!.body).not.toBe("");
    expect(accepted!.type).toBe(refused!.type);
  }
  expect(api.seen.filter(({ path }) => path === "/posted").map(({ body }) => body)).toEqual(["kept"]);
  const back = api.seen.filter(({ path }) => path === "/back");
  expect(back.map(({ authorization }) => authorization)).toEqual(inject("engine") === "webkit" ? [] : [undefined]);
  // The browser takes the header off where the redirect leaves the origin; what goes elsewhere never had it.
  expect(foreign.seen.map(({ path, authorization, body }) => `${path} ${authorization ?? "-"} ${body}`)).toEqual([
    "/redirected - ",
    "/to - ",
    "/posted - kept",
    "/direct - ",
    "/based - ",
  ]);
});
