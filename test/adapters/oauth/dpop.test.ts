/** Tokens bound to a key: a real authorization server, and an API that checks each proof with oauth4webapi. */
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import * as oauth from "oauth4webapi";
import { describe, expect, onTestFinished, test } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { dpopProof, memory, refreshTokenFetcher } from "../../../src/adapters/oauth.ts";
import { TokenManager } from "../../../src/manager.ts";
import { authorizationServer, CLIENT_ID, type ServerOptions } from "../../support/authorization-server.ts";

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the servers are on this machine
const insecure = { [oauth.allowInsecureRequests]: true };

interface Api {
  readonly origin: string;
  /** `200`, or why not. */
  readonly seen: string[];
  readonly bodies: string[];
}

/** An API that takes only bound tokens of `issuer`; with a `nonce` it wants that one in every proof. */
async function api(issuer: string, nonce?: string): Promise<Api> {
  const seen: string[] = [];
  const bodies: string[] = [];
  const as: oauth.AuthorizationServer = { issuer, jwks_uri: `${issuer}/jwks` };
  const check = async (request: IncomingMessage): Promise<void> => {
    const headers = new Headers(request.headers as Record<string, string>);
    const plain = new Request(`${origin}${request.url}`, { method: request.method!, headers });
    await oauth.validateJwtAccessToken(as, plain, "urn:api", { requireDPoP: true, ...insecure });
    const proof = JSON.parse(Buffer.from(headers.get("dpop")!.split(".")[1]!, "base64url").toString()) as object;
    if (nonce && !("nonce" in proof && proof.nonce === nonce)) throw new Error("use_dpop_nonce");
  };
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      bodies.push(Buffer.concat(chunks).toString());
      const problem = await check(request).then(
        () => undefined,
        (error: unknown) => ((error as Error).message === "use_dpop_nonce" ? "use_dpop_nonce" : "invalid_token"),
      );
      seen.push(problem ?? "200");
      response.writeHead(problem ? 401 : 200, {
        ...(problem && { "www-authenticate": `DPoP error="${problem}", algs="ES256"` }),
        ...(nonce && { "dpop-nonce": nonce }),
      });
      response.end("answer");
    })();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, seen, bodies };
}

async function setting({ nonce, ...options }: ServerOptions & { nonce?: string } = {}) {
  const idp = await authorizationServer(options);
  onTestFinished(() => idp[Symbol.asyncDispose]());
  const keys = await oauth.generateKeyPair("ES256");
  const dpop = oauth.DPoP({}, keys);
  const fetchToken = refreshTokenFetcher({
    server: idp.issuer,
    client: CLIENT_ID,
    store: memory(await idp.signIn({ jkt: await dpop.calculateThumbprint() })),
    dpop,
  });
  const tokens = new TokenManager({ fetchToken, overlap: "never" });
  onTestFinished(() => tokens.dispose());
  const resource = await api(idp.issuer, nonce);
  const send = authorizedFetch(tokens, { allow: [resource.origin], proof: dpopProof(dpop) });
  return { idp, keys, tokens, resource, send };
}

describe("R163 tokens bound to a key", () => {
  test("are fetched and used with proofs", async () => {
    const { idp, resource, send } = await setting();
    const response = await send(`${resource.origin}/orders?since=1`, { method: "POST", body: "a body" });
    expect([response.status, await response.text()]).toEqual([200, "answer"]);
    expect([idp.answers, resource.seen, resource.bodies]).toEqual([["200"], ["200"], ["a body"]]);
  });

  test("whose private key cannot be taken out", async () => {
    const { keys } = await setting();
    expect(keys.privateKey.extractable).toBe(false);
  });

  test("with nonces of both servers, asked for once each, the body sent again", async () => {
    const { idp, resource, send } = await setting({ requireNonce: true, nonce: "n-1" });
    const post = (): Promise<Response> => send(`${resource.origin}/orders`, { method: "POST", body: "a body" });
    expect([(await post()).status, (await post()).status]).toEqual([200, 200]);
    expect(idp.answers).toEqual(["400 use_dpop_nonce", "200"]);
    expect(resource.seen).toEqual(["use_dpop_nonce", "200", "200"]);
    expect(resource.bodies).toEqual(["a body", "a body", "a body"]);
  });

  test("R341 an API that changes its nonce meanwhile gets the latest one, the body sent again; a third is its answer", async () => {
    const { tokens, resource } = await setting();
    await tokens.start();
    const proofs = dpopProof(oauth.DPoP({}, await oauth.generateKeyPair("ES256")));
    const seen: [unknown, string][] = [];
    let changes = 2;
    const send = authorizedFetch(tokens, {
      allow: [resource.origin],
      proof: proofs,
      async fetch(request) {
        const sent = new Request(request);
        const proof = Buffer.from(sent.headers.get("dpop")!.split(".")[1]!, "base64url").toString();
        seen.push([(JSON.parse(proof) as { nonce?: string }).nonce, await sent.text()]);
        return changes-- > 0
          ? new Response(null, {
              status: 401,
              headers: { "www-authenticate": 'DPoP error="use_dpop_nonce"', "dpop-nonce": `x-${seen.length}` },
            })
          : new Response("answer");
      },
    });
    const post = (): Promise<Response> => send(`${resource.origin}/orders`, { method: "POST", body: "one" });
    expect((await post()).status).toBe(200);
    expect(seen).toEqual([
      [undefined, "one"],
      ["x-1", "one"],
      ["x-2", "one"],
    ]);
    changes = Infinity;
    expect((await post()).status).toBe(401);
    expect(seen).toHaveLength(6);
  });

  test("a nonce costs no refresh token", async () => {
    const { idp, tokens } = await setting({ requireNonce: true });
    await tokens.start();
    expect(idp.answers.filter((answer) => answer === "200")).toHaveLength(1);
  });

  test("are not sent where the proof is missing", async () => {
    const { tokens, resource } = await setting();
    const send = authorizedFetch(tokens, { allow: [resource.origin] });
    await expect(send(resource.origin)).rejects.toMatchObject({ action: "fixConfig" });
    expect(resource.seen).toEqual([]);
  });

  test("a refused one is replaced once", async () => {
    const { idp, tokens, resource, send } = await setting();
    tokens.setToken({ token: "made-up", expiresIn: 600 });
    expect((await send(resource.origin)).status).toBe(200);
    expect([idp.answers, resource.seen]).toEqual([["200"], ["invalid_token", "200"]]);
  });

  test("an abort and a dead network reject as with fetch", async () => {
    const { tokens, send, resource } = await setting();
    await tokens.start();
    const reason = new Error("enough");
    await expect(send(resource.origin, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const dead = dpopProof(oauth.DPoP({}, await oauth.generateKeyPair("ES256")));
    const failing = authorizedFetch(tokens, {
      allow: [resource.origin],
      proof: dead,
      fetch: () => Promise.reject(new TypeError("Failed to fetch")),
    });
    await expect(failing(resource.origin)).rejects.toThrow("Failed to fetch");
  });
});
