/** What an answer says of the token that was sent, as the manager is told: a feed that writes it down. */
import { describe, expect, test } from "vitest";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import type { TokenFeed } from "../../../src/adapters/fetch.ts";
import type { GetTokenOptions } from "../../../src/index.ts";
import type { Token } from "../../../src/token.ts";

const ORIGIN = "https://api.example.com";

/** Sends requests whose answers are given by status. A refused token is replaced; `current` is what `peek` shows. */
function stand() {
  const told: string[] = [];
  const box = { current: "t1" };
  const known = new Map<string, Token>();
  const tokenOf = (value: string): Token => {
    const token = known.get(value) ?? ({ value } as unknown as Token);
    known.set(value, token);
    return token;
  };
  const tell = (value: string, { wasAccepted }: GetTokenOptions = {}): number =>
    told.push(
      [value, ...(wasAccepted ? ["was accepted"] : []), ...(wasAccepted === "elsewhere" ? ["elsewhere"] : [])].join(
        " ",
      ),
    );
  const feed = {
    getToken: ({ rejectedValue, wasAccepted }: GetTokenOptions = {}) => {
      if (rejectedValue && wasAccepted) tell(rejectedValue, { wasAccepted });
      if (rejectedValue === box.current) box.current = `t${String(Number(box.current.slice(1)) + 1)}`;
      return Promise.resolve(box.current);
    },
    peek: () => tokenOf(box.current),
    on: () => () => undefined,
    invalidate: tell,
  } as unknown as TokenFeed;
  const answers: number[] = [];
  const inits: unknown[] = [];
  const call = authorizedFetch(feed, {
    allow: [ORIGIN],
    fetch: (_request, init) => {
      inits.push(init);
      return Promise.resolve(new Response(null, { status: answers.shift()! }));
    },
  });
  const send = (path: string, ...statuses: number[]): Promise<Response> => {
    answers.push(...statuses);
    return call(`${ORIGIN}${path}`);
  };
  return { told, box, call, send, answers, inits };
}

describe("R354", () => {
  test("an endpoint that has accepted the token and refuses it says that it was accepted", async () => {
    const { told, send } = stand();
    await send("/a?x=1", 200);
    await send("/a?x=2", 401, 200);
    expect(told).toEqual(["t1 was accepted"]);
  });

  test("R437 so does one that has accepted it when a request was sent again", async () => {
    const { told, send } = stand();
    await send("/a", 401, 200); // t1, t2
    await send("/a", 401, 200);
    expect(told).toEqual(["t2 was accepted"]);
  });

  test.each([403, 404, 500, 304])("an answer %i accepts nothing", async (status) => {
    const { told, send } = stand();
    await send("/a", status);
    await send("/a", 401, status);
    await send("/a", 401, 200);
    expect(told).toEqual([]);
  });

  test("R454 another endpoint, another method and another token are other evidence", async () => {
    const { told, send, call, answers } = stand();
    await send("/a", 200);
    await send("/b", 401, 200); // t2
    await send("/a", 401, 401); // t2 has not been accepted there, t3 neither
    answers.push(200, 401, 200);
    await call(`${ORIGIN}/c`, { method: "POST" });
    await call(`${ORIGIN}/c`);
    expect(told).toEqual(["t1 was accepted elsewhere", "t2 was accepted elsewhere", "t3", "t3 was accepted elsewhere"]);
  });

  test("a token that is not the one in hand has accepted nothing", async () => {
    const told: string[] = [];
    let answer = (_: Response): void => undefined;
    const slow = authorizedFetch(
      {
        getToken: () => Promise.resolve("t0"),
        peek: () => ({ value: "t1" }),
        on: () => () => undefined,
        invalidate: (value: string) => told.push(value),
      } as unknown as TokenFeed,
      { allow: [ORIGIN], fetch: () => new Promise((resolve) => (answer = resolve)) },
    );
    for (const status of [200, 401, 401]) {
      const sent = slow(`${ORIGIN}/a`);
      await new Promise((resolve) => void setImmediate(resolve));
      answer(new Response(null, { status }));
      await new Promise((resolve) => void setImmediate(resolve));
      if (status === 401) answer(new Response(null, { status: 200 }));
      await sent;
    }
    expect(told).toEqual([]);
  });

  test("of 600 endpoints the latest 512 are remembered of a token, and those that go on being asked", async () => {
    const { told, box, send } = stand();
    for (let i = 0; i < 600; i++) {
      await send(`/${String(i)}`, 200);
      if (i % 100 === 0) await send("/0", 200);
    }
    for (const i of [0, 87, 90, 599]) {
      await send(`/${String(i)}`, 401, 200);
      box.current = "t1";
    }
    expect(told).toEqual(["t1 was accepted", "t1 was accepted elsewhere", "t1 was accepted", "t1 was accepted"]);
  });
});

test("the caller's signal goes beside the request, whoever holds it", async () => {
  const { call, answers, inits } = stand();
  const { signal } = new AbortController();
  const held = new Request(`${ORIGIN}/a`, { signal });
  answers.push(200, 200, 200, 200);
  await call(`${ORIGIN}/a`, { signal });
  await call(held);
  await call(held, { signal: null });
  await call(`${ORIGIN}/a`);
  expect(inits).toEqual([{ signal }, { signal: held.signal }, undefined, undefined]);
});

test("a token that no header can carry is refused without being quoted", async () => {
  const feed = {
    getToken: () => Promise.resolve("a\nsecret"),
    peek: () => undefined,
    on: () => () => undefined,
  } as unknown as TokenFeed;
  const sent = authorizedFetch(feed, { allow: [ORIGIN], fetch: () => Promise.resolve(new Response()) })(`${ORIGIN}/a`);
  await expect(sent).rejects.toThrow(new TypeError("The token has characters that no header can carry"));
});

test.each([
  [{ alow: [ORIGIN] }, 'There is no option "alow", only fetch, allow, proof.'],
  [{ allow: ORIGIN }, "allow: give the origins as an array"],
])("R134 %o is refused at once", (options, message) => {
  const feed = {} as TokenFeed;
  expect(() => authorizedFetch(feed, options as never)).toThrow(new TypeError(message));
});
