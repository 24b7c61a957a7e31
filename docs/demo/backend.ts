/**
 * A small token back end on localhost: token endpoints as apps have them, an OAuth server, and
 * the providers' own servers in miniature, which take the tokens.
 *
 * @module
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Breakages } from "./breakages.ts";
import { createIdentityProvider, type IdentityProvider } from "./identity-provider.ts";
import { makeSecrets, mintAcs, mintAgora, mintLiveKit, mintTwilio } from "./mint.ts";
import { type Page, servePage } from "./page/serve.ts";
import { LIFE_SECONDS, type ProviderName, PROVIDERS } from "./providers.ts";
import { serveTwilsock } from "./twilsock.ts";
import { isValid } from "./verify.ts";

/** `refused`: well made and not expired, but no longer wanted. */
export type Verdict = "accepted" | "refused" | "invalid";

export interface BackEnd {
  readonly url: string;
  readonly breakages: Breakages;
  readonly identityProvider: IdentityProvider;
  /** What the provider's own servers would say to this token now. */
  check(provider: ProviderName, token: string): Verdict;
  /** From now on this token is refused. */
  refuse(token: string): void;
  /** From now on every token is refused that was handed out until now, whoever has it. */
  refuseAll(): void;
  close(): Promise<void>;
}

/** Whose token is asked for, in the header `Authorization`. */
const PROTECTED: Readonly<Record<string, ProviderName>> = {
  "/chat/threads": "acs",
  "/api/profile": "oauth",
  "/rtc/validate": "livekit",
  ...Object.fromEntries(PROVIDERS.map((provider) => [`/use/${provider}`, provider])),
};

/** @param page - what is at `/`, and what its switches do; by default there is no page */
export async function startBackEnd(page?: Page): Promise<BackEnd> {
  const secrets = makeSecrets();
  const breakages = new Breakages();
  const refused = new Set<string>();
  const handedOut = new Set<string>(); // a demo's worth of them

  // Twilio and ACS tokens of one second are the same bytes: a refused one is not handed out again.
  async function mintUnrefused<T extends { token: string }>(mint: () => T): Promise<T> {
    for (;;) {
      const answer = mint();
      handedOut.add(answer.token);
      if (!refused.has(answer.token)) return answer;
      await delay(1_000 - (Date.now() % 1_000), undefined, { ref: false });
    }
  }

  const endpoints: Record<string, () => Promise<object>> = {
    "/api/twilio-token": () => mintUnrefused(() => ({ token: mintTwilio(secrets.twilio, "ada"), identity: "ada" })),
    "/api/agora-token": () =>
      mintUnrefused(() => ({ token: mintAgora(secrets.agora, "demo-room", 42), expiresIn: LIFE_SECONDS.agora })),
    "/api/acs-token": () => mintUnrefused(() => mintAcs(secrets.acs)),
    "/api/livekit-token": async () => {
      const token = await mintLiveKit(secrets.livekit, "ada");
      handedOut.add(token);
      return { token };
    },
  };

  function check(provider: ProviderName, token: string): Verdict {
    if (!isValid(provider, token, secrets)) return "invalid";
    return refused.has(token) ? "refused" : "accepted";
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path } = new URL(request.url ?? "/", url);
    const endpoint = endpoints[path];
    const provider = PROTECTED[path];
    if ((endpoint || path === "/token") && !(await breakages.letThrough(response))) return;
    if (page && (await servePage(page, request, response, path))) return;
    if (provider) {
      const token = request.headers.authorization?.replace("Bearer ", "") ?? "";
      const isAccepted = check(provider, token) === "accepted";
      if (isAccepted) handedOut.add(token);
      if (isAccepted) send(response, "application/json", JSON.stringify({ value: [] }));
      else response.writeHead(401).end();
    } else if (endpoint) send(response, "application/json", JSON.stringify(await endpoint()));
    else await identityProvider.handle(request, response);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identityProvider = createIdentityProvider(url, secrets.oauth);
  const endTwilsock = serveTwilsock(server, (token) => check("twilio", token));

  return {
    url,
    breakages,
    identityProvider,
    check,
    refuse: (token) => void refused.add(token),
    refuseAll: () => handedOut.forEach((token) => refused.add(token)),
    async close() {
      server.close();
      endTwilsock();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function send(response: ServerResponse, contentType: string, body: string): void {
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" }).end(body);
}
