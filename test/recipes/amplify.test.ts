import { Amplify } from "aws-amplify";
import { generateClient } from "aws-amplify/api";
import { decodeJWT } from "aws-amplify/auth";
import { expect, test } from "vitest";
import { expiry, serve } from "./kit.ts";

test("R232 Amplify sends the next token after an expiry", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const { url } = await serve((request, response) => {
    const status = takesHeader(request.headers.authorization) ? 200 : 401;
    response.writeHead(status, { "content-type": "application/json" }).end('{"data":{"count":3}}');
  });
  const resources = { API: { GraphQL: { endpoint: url, defaultAuthMode: "oidc" as const } } };

  // #region Amplify
  Amplify.configure(resources, {
    Auth: {
      tokenProvider: {
        getTokens: async ({ forceRefresh = false } = {}) => ({
          accessToken: decodeJWT(await tokens.getToken({ forceRefresh })),
        }),
      },
    },
  });
  // #endregion

  const client = generateClient();
  const count = async (): Promise<unknown> => await client.graphql({ query: "query Count { count }" });
  expect(await count()).toMatchObject({ data: { count: 3 } });
  await runOut();
  expect(await count()).toMatchObject({ data: { count: 3 } });
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
});
