/** A challenge that asks for something else than a fresh token costs none. */
import { expect, test } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { MINUTE, stage } from "../../support/stage.ts";

test.for([
  ["insufficient_scope", 1],
  ["insufficient_user_authentication", 1],
  ["insufficient_claims", 1],
  ["use_dpop_nonce", 1],
  ["invalid_token", 2],
] as const)("R195 401 with error=%s is answered with %i token", async ([error, tokensInAll]) => {
  const { env, source, tokens } = stage();
  let sent = 0;
  const send = authorizedFetch(tokens, {
    allow: ["https://api.example.com"],
    fetch: async () => {
      sent++;
      return new Response(null, { status: 401, headers: { "www-authenticate": `Bearer realm="x", error="${error}"` } });
    },
  });
  expect((await send("https://api.example.com/thing")).status).toBe(401);
  await env.pass(MINUTE);
  expect([source.requests.length, sent]).toEqual([tokensInAll, tokensInAll]);
});

test.for([
  ["a quote inside a quoted text", 'Bearer realm="a \\"b\\" error=insufficient_scope", error="invalid_token"', 2],
  ["a backslash at its end", 'Bearer realm="a\\\\", error="insufficient_scope"', 1],
  ["a proof that is wrong, whatever the token", 'DPoP error="invalid_dpop_proof"', 1],
] as const)("R461 a challenge with %s is read as it is meant", async ([, challenge, tokensInAll]) => {
  const { env, source, tokens } = stage({ quiet: true });
  let sent = 0;
  const send = authorizedFetch(tokens, {
    allow: ["https://api.example.com"],
    fetch: async () => {
      sent++;
      return new Response(null, { status: 401, headers: { "www-authenticate": challenge } });
    },
  });
  expect((await send("https://api.example.com/thing")).status).toBe(401);
  await env.pass(MINUTE);
  expect([source.requests.length, sent]).toEqual([tokensInAll, tokensInAll]);
});
