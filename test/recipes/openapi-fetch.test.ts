import createClient from "openapi-fetch";
import { expect, test } from "vitest";
import { authorizedFetch } from "../../src/adapters/fetch.ts";
import { expiry, serve } from "./kit.ts";

/** As openapi-typescript writes them. */
interface paths {
  "/orders": { get: { responses: { 200: { content: { "application/json": { count: number } } } } } };
}

test("R232 openapi-fetch sends the next token after an expiry", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const { url } = await serve((request, response) => {
    const status = takesHeader(request.headers.authorization) ? 200 : 401;
    response.writeHead(status, { "content-type": "application/json" }).end('{"count":3}');
  });

  // #region openapi-fetch
  const api = createClient<paths>({
    baseUrl: url,
    fetch: authorizedFetch(tokens, { allow: [new URL(url).origin] }),
  });
  // #endregion

  expect((await api.GET("/orders")).data?.count).toBe(3);
  await runOut();
  expect((await api.GET("/orders")).data?.count).toBe(3);
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
});
