import type { TokenCredential } from "@azure/core-auth";
import {
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createEmptyPipeline,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";
import { expect, test } from "vitest";
import { expiry, serve } from "./kit.ts";

test("R232 an Azure client sends the next token after an expiry", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const { url } = await serve((request, response) => {
    response.writeHead(takesHeader(request.headers.authorization) ? 200 : 401).end();
  });

  // #region Azure TokenCredential
  const credential: TokenCredential = {
    async getToken() {
      const token = await tokens.getToken();
      return { token, expiresOnTimestamp: tokens.peek()?.expiresAt ?? Date.now() + 60_000 };
    },
  };
  // #endregion

  // What every client of Azure has inside. The policy wants https; the request leaves it without.
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: ["https://orders.test/.default"] }));
  const http = createDefaultHttpClient();
  const status = async (): Promise<number> => {
    const request = createPipelineRequest({ url: "https://orders.test" });
    const sendRequest = http.sendRequest.bind(http);
    const toStandIn = {
      sendRequest: () => sendRequest(Object.assign(request, { url, allowInsecureConnection: true })),
    };
    return (await pipeline.sendRequest(toStandIn, request)).status;
  };
  expect(await status()).toBe(200);
  await runOut();
  expect(await status()).toBe(200);
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
});
