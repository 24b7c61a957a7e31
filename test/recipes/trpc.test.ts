import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { initTRPC, TRPCError } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { expect, test } from "vitest";
import { authorizedFetch } from "../../src/adapters/fetch.ts";
import { expiry, serve } from "./kit.ts";

test("R232 tRPC sends the next token after an expiry, and for one that its server refuses", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const revoked = new Set<string>();
  const t = initTRPC.context<{ header: string | undefined }>().create();
  const router = t.router({
    count: t.procedure.query(({ ctx: { header } }) => {
      if (takesHeader(header) && !revoked.has(header!)) return 3;
      throw new TRPCError({ code: "UNAUTHORIZED" });
    }),
  });
  type AppRouter = typeof router;
  const { url } = await serve(
    createHTTPHandler({ router, createContext: ({ req }) => ({ header: req.headers.authorization }) }),
  );

  // #region tRPC
  const trpc = createTRPCClient<AppRouter>({
    links: [httpBatchLink({ url, fetch: authorizedFetch(tokens, { allow: [new URL(url).origin] }) })],
  });
  // #endregion

  expect(await trpc.count.query()).toBe(3);
  await runOut();
  expect(await trpc.count.query()).toBe(3);
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);

  revoked.add(`Bearer ${await tokens.getToken()}`);
  expect(await trpc.count.query()).toBe(3);
  expect(shown.slice(2)).toEqual(["t2 accepted", "t3 accepted"]);
});
