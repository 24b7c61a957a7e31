/**
 * A small token back end on localhost: three token endpoints as apps have them, and an OAuth server.
 *
 * @module
 */
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Breakages } from "./breakages.ts";
import { createIdentityProvider, type IdentityProvider } from "./identity-provider.ts";
import { makeSecrets, mintAcs, mintAgora, mintTwilio } from "./mint.ts";
import { LIFE_SECONDS, type ProviderName, PROVIDERS } from "./providers.ts";
import { isValid } from "./verify.ts";

/** `refused`: well made and not expired, but no longer wanted. */
export type Verdict = "accepted" | "refused" | "invalid";

export interface BackEnd {
  readonly url: string;
  readonly breakages: Breakages;
  readonly identityProvider: IdentityProvider;
  /** What the provider's own servers would say to this token now. */
  check(provider: ProviderName, token: string): Verdict;
  /** From now on the token that each client holds is refused. */
  refuseCurrentTokens(): void;
  close(): Promise<void>;
}

/** @param status - the text at `/` */
export async function startBackEnd(status: () => string): Promise<BackEnd> {
  const secrets = makeSecrets();
  const breakages = new Breakages();
  const refused = new Set<string>();
  const refuseNext = new Set<ProviderName>();

  // Twilio and ACS tokens of one second are the same bytes: a refused one is not handed out again.
  async function mintUnrefused<T extends { token: string }>(mint: () => T): Promise<T> {
    for (;;) {
      const answer = mint();
      if (!refused.has(answer.token)) return answer;
      await delay(1_000 - (Date.now() % 1_000), undefined, { ref: false });
    }
  }

  const endpoints: Record<string, () => Promise<object>> = {
    "/api/twilio-token": () => mintUnrefused(() => ({ token: mintTwilio(secrets.twilio, "ada"), identity: "ada" })),
    "/api/agora-token": () =>
      mintUnrefused(() => ({ token: mintAgora(secrets.agora, "demo-room", 42), expiresIn: LIFE_SECONDS.agora })),
    "/api/acs-token": () => mintUnrefused(() => mintAcs(secrets.acs)),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "/";
    const endpoint = endpoints[path];
    if ((endpoint || path === "/token") && !(await breakages.letThrough(response))) return;
    if (path === "/") send(response, "text/plain; charset=utf-8", status());
    else if (endpoint) send(response, "application/json", JSON.stringify(await endpoint()));
    else await identityProvider.handle(request, response);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const identityProvider = createIdentityProvider(url, secrets.oauth);

  return {
    url,
    breakages,
    identityProvider,
    check(provider, token) {
      if (refuseNext.delete(provider)) refused.add(token);
      if (!isValid(provider, token, secrets)) return "invalid";
      return refused.has(token) ? "refused" : "accepted";
    },
    refuseCurrentTokens() {
      for (const provider of PROVIDERS) refuseNext.add(provider);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function send(response: ServerResponse, contentType: string, body: string): void {
  response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" }).end(body);
}
