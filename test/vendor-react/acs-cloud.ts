/**
 * A page in which an app with @azure/communication-react meets stand-ins: of its own back end, of the services behind a
 * call agent (test/browser/adapters/acs/service.ts), and of the REST interface of a chat thread. They live in the page,
 * so that the page's clock, which passes when the test says so, never overtakes an answer.
 *
 * @module
 */
import { chromium, type Page } from "playwright";
import { onTestFinished } from "vitest";
import { type AcsService, installService } from "../browser/adapters/acs/service.ts";

/** The global `cloud` of the page. */
export interface Cloud {
  /** Seconds after the beginning at which the back end was asked for a token. */
  readonly asked: number[];
  isUp: boolean;
  /** What the services were asked, with the name of the token where one was shown. */
  readonly journal: string[];
}

declare const cloud: Cloud;
declare const service: AcsService;

/** `t1`, `t2`, ... by what is written in the token. */
const nameOf = (token: string): string => (JSON.parse(atob(token.split(".")[1]!)) as { jti: string }).jti;

/** Runs in the page, after `installService`. */
function installCloud(nameOf: (token: string) => string, lifeS: number): void {
  const openedAt = Date.now();
  const calling = window.fetch;
  const self: Cloud = { asked: [], isUp: true, journal: [] };
  let minted = 0;
  const encode = (part: object): string => btoa(JSON.stringify(part)).replace(/=+$/, "");
  const mint = (): string => {
    const iat = Math.floor(Date.now() / 1_000);
    const user = { skypeid: "acs:rrrrrrrr_ann", resourceId: "rrrrrrrr", resourceLocation: "unitedstates" };
    const claims = { ...user, acsScope: "voip,chat", iat, exp: iat + lifeS, jti: `t${++minted}` };
    return `${encode({ alg: "RS256" })}.${encode(claims)}.c2ln`;
  };
  const backend = (): Response => {
    self.asked.push(Math.floor((Date.now() - openedAt) / 1_000));
    return self.isUp ? Response.json({ token: mint() }) : new Response("", { status: 503 });
  };

  const TROUTER = "https://go.trouter.communication.microsoft.com";
  const REGISTRAR = "https://registrar.communication.microsoft.com/registrar/prod";
  const notifications = { trouterServiceUrl: TROUTER, registrarServiceUrl: REGISTRAR, cloudType: "Public" };
  const thread = { id: "19:daily@thread.v2", topic: "daily", createdOn: "2026-01-01T00:00:00Z" };
  const rawId = "8:acs:rrrrrrrr_ann";
  const createdByCommunicationIdentifier = { rawId, communicationUser: { id: rawId } };
  const chat = (method: string, path: string, token: string): Response => {
    if (!service.accepts(nameOf(token))) return Response.json({}, { status: 401 });
    if (method === "POST") return Response.json({ id: String(Date.now()) }, { status: 201 });
    if (path === "/chat/config/realTimeNotifications") return Response.json(notifications);
    if (path.endsWith("@thread.v2")) return Response.json({ ...thread, createdByCommunicationIdentifier });
    return Response.json({ value: [] });
  };

  const answer = async (request: Request): Promise<Response> => {
    const { method, headers } = request;
    const { hostname, pathname } = new URL(request.url);
    if (pathname === "/acs/token") return backend();
    const token = headers.get("authorization")?.replace("Bearer ", "") ?? headers.get("x-skypetoken");
    const name = token ? ` ${nameOf(token)}` : "";
    self.journal.push(`${method} ${hostname.split(".")[0]!} ${decodeURIComponent(pathname).split("/").at(-1)!}${name}`);
    return hostname.startsWith("contoso.") ? chat(method, decodeURIComponent(pathname), token!) : calling(request);
  };

  const fetch: typeof window.fetch = (input, init) => answer(new Request(input, init));
  Object.assign(window, { fetch, cloud: self });
}

export interface AcsApp {
  readonly page: Page;
  /** Lets so much time pass. */
  pass(seconds: number): Promise<void>;
  /** Lets time pass until the page says so. */
  until(isSo: () => boolean): Promise<void>;
  /** From now on the services take no token of this name, and look at the one they have. */
  refuse(name: string): Promise<void>;
  /** What there is to see, and in the journal since the last look. */
  look(): Promise<{
    readonly text: string;
    readonly shown: string[];
    readonly asked: number[];
    readonly journal: string[];
  }>;
}

/** The app in Chromium; its tokens live for so long. */
export async function openAcsApp(script: string, lifeS: number): Promise<AcsApp> {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html><main></main>" })
      : route.abort(),
  );
  await page.goto("https://app.test/");
  await page.clock.install({ time: "2026-01-01T00:00:00Z" });
  await page.clock.pauseAt("2026-01-01T00:00:01Z");
  const stands = [`(${installService.toString()})(${nameOf.toString()})`];
  stands.push(`(${installCloud.toString()})(${nameOf.toString()}, ${lifeS})`);
  for (const content of [...stands, script]) await page.addScriptTag({ content });

  const pass = async (seconds: number): Promise<void> => {
    for (let i = 0; i < seconds; i++) await page.clock.runFor(1_000);
  };
  return {
    page,
    pass,
    async until(isSo) {
      for (let i = 0; i < 600; i++) {
        if (await page.evaluate(isSo)) return;
        await pass(1);
      }
      throw new Error(`not in ten minutes: ${isSo.toString()}`);
    },
    refuse: (name) =>
      page.evaluate((refused) => {
        service.accepts = (other) => other !== refused;
        service.drop();
      }, name),
    look: () =>
      page.evaluate(() => ({
        text: document.querySelector("main")!.innerText,
        shown: service.shown.splice(0),
        asked: cloud.asked.splice(0),
        journal: cloud.journal.splice(0),
      })),
  };
}
