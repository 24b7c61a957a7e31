/** A proof of the app's own that does not give what it was asked for. */
import { expect, test } from "vitest";
import { authorizedFetch, type ProofSender } from "../../../src/adapters/fetch.ts";
import { TokenError, TokenManager } from "../../../src/index.ts";

const ORDERS = "https://api.example.com/orders";
const MISTAKE = new TypeError("proof: return a Response");

/** What is sent of one request, and how it ends. */
async function outcome(proof: (...given: Parameters<ProofSender>) => unknown, statuses: number[]) {
  const sent: string[] = [];
  let minted = 0;
  const tokens = new TokenManager({
    quiet: true,
    fetchToken: () => ({ access_token: `bound-${String(++minted)}`, token_type: "DPoP", expires_in: 600 }),
  });
  const api = authorizedFetch(tokens, {
    allow: ["https://api.example.com"],
    proof: proof as ProofSender,
    fetch: (given) => {
      const { method, headers } = given as Request;
      sent.push(`${method} ${headers.get("authorization")!}`);
      return Promise.resolve(new Response(null, { status: statuses.shift()! }));
    },
  });
  const end = await api(ORDERS, { method: "POST", body: "1" }).then(
    ({ status }) => status,
    (error: unknown) => error,
  );
  tokens.dispose();
  return { sent, end };
}

const prove = (request: Request, token: string): Request => {
  request.headers.set("authorization", `DPoP ${token}`);
  return request;
};

test.each([
  ["sends and forgets `return`", (request, token, send) => void send(prove(request, token)), ["POST DPoP bound-1"]],
  [
    "is async, sends and forgets `return`",
    async (request, token, send) => {
      await send(prove(request, token));
    },
    ["POST DPoP bound-1"],
  ],
  ["gives `undefined`", () => undefined, []],
  ["gives `null`", () => null, []],
  ["gives a promise of `null`", async () => null, []],
] satisfies [string, (...given: Parameters<ProofSender>) => unknown, string[]][])(
  "R512 a proof that %s is a TypeError that names it, and no token goes out without it",
  async (_, proof, sent) => {
    const found = await outcome(proof, [200]);
    expect(found).toEqual({ sent, end: MISTAKE });
    expect(found.end).not.toBeInstanceOf(TokenError);
  },
);

test("R512 so it is where the request is sent again", async () => {
  let calls = 0;
  const proof: ProofSender = (request, token, send) =>
    ++calls === 1 ? send(prove(request, token)) : (undefined as never);
  expect(await outcome(proof, [401])).toEqual({ sent: ["POST DPoP bound-1"], end: MISTAKE });
});

test("R512 so is a `fetch` of the app's own that gives nothing", async () => {
  const tokens = new TokenManager({ fetchToken: () => ({ token: "opaque-for-nothing", expiresIn: 600 }) });
  const api = authorizedFetch(tokens, { allow: ["https://api.example.com"], fetch: (() => undefined) as never });
  await expect(api(ORDERS)).rejects.toEqual(new TypeError("fetch: return a Response"));
  tokens.dispose();
});

test("R512 a proof that throws is the app's error, as it is", async () => {
  const why = new RangeError("no key");
  const proof = (): never => {
    throw why;
  };
  const found = await outcome(proof, []);
  expect(found.sent).toEqual([]);
  expect(found.end).toBe(why);
});
