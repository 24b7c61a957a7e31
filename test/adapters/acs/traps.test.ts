/**
 * Traps of the real @azure/communication-common@2.5.0 and @azure/communication-chat@1.6.0: first the package alone, then with
 * the adapter. One fake clock drives both. Those of @azure/communication-calling are in test/browser/adapters/acs.long.test.ts.
 */
import { ChatClient } from "@azure/communication-chat";
import { AzureCommunicationTokenCredential, type CommunicationTokenCredential } from "@azure/communication-common";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { acsCredential } from "../../../src/adapters/acs.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";

const MINUTE = 60_000;
const BEGIN = Date.UTC(2026, 0, 1);

beforeEach(() => void vi.useFakeTimers({ now: BEGIN, toFake: ["setTimeout", "clearTimeout", "Date", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** A back end: mints `t1`, `t2`, ... and can be down; minutes after the beginning at which it was asked. */
function backend(lifeMinutes = 60) {
  const asked: number[] = [];
  const self = {
    isUp: true,
    asked,
    async fetchToken(): Promise<string> {
      asked.push((Date.now() - BEGIN) / MINUTE);
      if (!self.isUp) throw new TypeError("Failed to fetch");
      return self.mint();
    },
    minted: 0,
    mint(): string {
      const iat = Date.now() / 1000;
      const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
      return `${encode({})}.${encode({ iat, exp: iat + lifeMinutes * 60, jti: `t${++self.minted}` })}.c2ln`;
    },
  };
  return self;
}
const nameOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()) as { jti: string }).jti;

function ours(options: TokenManagerOptions): CommunicationTokenCredential {
  const tokens = new TokenManager(options);
  onTestFinished(() => tokens.dispose());
  return acsCredential(tokens);
}
const raw = (
  tokenRefresher: (signal?: { readonly aborted: boolean }) => Promise<string>,
): CommunicationTokenCredential => {
  const credential = new AzureCommunicationTokenCredential({ tokenRefresher, refreshProactively: true });
  onTestFinished(() => credential.dispose());
  return credential;
};

/** The name of what a credential gives, or what it says. */
const ask = (credential: CommunicationTokenCredential): Promise<string> =>
  credential.getToken().then(
    ({ token }) => nameOf(token),
    (error: unknown) => (error as Error).message,
  );

/** What nobody caught while `run` went on; the runner's own listeners would call the test a failure. */
async function uncaught(run: () => Promise<unknown>): Promise<string[]> {
  const found: string[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason: unknown) => found.push((reason as Error).message));
  await run();
  await new Promise(setImmediate); // that event comes after the microtasks
  process.removeAllListeners("unhandledRejection");
  for (const listener of listeners) process.on("unhandledRejection", listener);
  return found;
}

describe("AzureCommunicationTokenCredential with refreshProactively", () => {
  test("trap: one failure ends the refreshing for good, and nobody hears of it", async () => {
    const life = async (
      credential: CommunicationTokenCredential,
      { isUp, asked }: { isUp(up: boolean): void; asked: number[] },
    ) => {
      const lost = await uncaught(async () => {
        await ask(credential);
        await vi.advanceTimersByTimeAsync(49 * MINUTE);
        isUp(false);
        await vi.advanceTimersByTimeAsync(10.75 * MINUTE); // down for eleven minutes around its refresh
        isUp(true);
        await vi.advanceTimersByTimeAsync(MINUTE);
      });
      return { lost, first: asked.slice(0, 2), last: asked.at(-1)!, tries: asked.length };
    };
    const theirs = backend();
    const azure = await life(raw(theirs.fetchToken), { isUp: (up) => (theirs.isUp = up), asked: theirs.asked });
    expect(azure).toEqual({ lost: ["Failed to fetch"], first: [0, 50], last: 50, tries: 2 });

    vi.setSystemTime(BEGIN);
    const mine = backend();
    const credential = ours({ fetchToken: mine.fetchToken, refreshLeadMs: 10 * MINUTE });
    const evertoken = await life(credential, { isUp: (up) => (mine.isUp = up), asked: mine.asked });
    expect(evertoken.lost).toEqual([]);
    expect(evertoken.first).toEqual([0, 50]);
    expect(await ask(credential)).toBe("t2"); // fetched by itself, once the back end was up again
    expect(evertoken.last).toBeGreaterThanOrEqual(59.75);
  });

  test("trap: after that failure getToken() does not ask either, until the token has expired", async () => {
    const theirs = backend();
    const credential = raw(theirs.fetchToken);
    await ask(credential);
    theirs.isUp = false;
    await uncaught(() => vi.advanceTimersByTimeAsync(50 * MINUTE));
    theirs.isUp = true;
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(await ask(credential)).toBe("t1");
    expect(theirs.asked).toEqual([0, 50]);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await ask(credential)).toBe("t2"); // the one who asks waits for the fetch
  });

  test("trap: an endpoint that returns the same token is asked faster and faster", async () => {
    const same = (): { refresher: () => Promise<string>; calls: number[] } => {
      const { mint } = backend(8);
      const token = mint();
      const calls: number[] = [];
      const refresher = async (): Promise<string> => {
        calls.push((Date.now() - BEGIN) / MINUTE);
        return token;
      };
      return { refresher, calls };
    };
    const theirs = same();
    const lost = await uncaught(async () => {
      raw(theirs.refresher);
      await vi.advanceTimersByTimeAsync(8 * MINUTE);
    });
    const gaps = theirs.calls.map((at, i) => at - (theirs.calls[i - 1] ?? 0));
    expect(gaps.slice(2, 6)).toEqual([2, 1, 0.5, 0.25]);
    expect(Math.min(...gaps.slice(1)) * MINUTE).toBeLessThan(100);
    expect(lost).toEqual(["The token returned from the tokenRefresher is expired."]);

    vi.setSystemTime(BEGIN);
    const mine = same();
    const credential = ours({ fetchToken: mine.refresher });
    await ask(credential);
    await vi.advanceTimersByTimeAsync(8 * MINUTE - 6_000); // later an ask would wait for the attempt in the air, if there is one
    expect(await ask(credential)).toBe("t1");
    await vi.advanceTimersByTimeAsync(5_999);
    expect(mine.calls.slice(0, 2)).toEqual([0, 7.5]);
    // One cycle and its cooldowns in the last half minute, and no two starts within a second.
    expect(Math.min(...mine.calls.slice(1).map((at, i) => at - mine.calls[i]!)) * MINUTE).toBeGreaterThanOrEqual(500);
  });

  test("trap: a delay above 2^31-1 ms fires at once, again and again", async () => {
    const THIRTY_DAYS = 30 * 24 * 60;
    const theirs = backend(THIRTY_DAYS);
    raw(theirs.fetchToken);
    await vi.advanceTimersByTimeAsync(200);
    expect(theirs.asked.length).toBeGreaterThan(100);

    const mine = backend(THIRTY_DAYS);
    await ask(ours({ fetchToken: mine.fetchToken }));
    await vi.advanceTimersByTimeAsync(200);
    expect(mine.asked.length).toBe(1);
  });

  test("trap: a static token is handed out long after its end", async () => {
    const { mint, fetchToken } = backend();
    const token = mint();
    const azure = new AzureCommunicationTokenCredential(token);
    const evertoken = ours({ fetchToken, initialToken: token });
    await vi.advanceTimersByTimeAsync(61 * MINUTE);
    expect([await ask(azure), await ask(evertoken)]).toEqual(["t1", "t2"]);
  });

  test("trap: where the device's clock is two hours ahead, every new token has expired", async () => {
    const { mint } = backend();
    const serverMints = async (): Promise<string> => {
      vi.setSystemTime(Date.now() - 120 * MINUTE);
      const token = mint();
      vi.setSystemTime(Date.now() + 120 * MINUTE);
      return token;
    };
    const reactive = new AzureCommunicationTokenCredential({ tokenRefresher: serverMints });
    expect(await ask(reactive)).toBe("The token returned from the tokenRefresher is expired.");
    const { token, expiresOnTimestamp } = await ours({ fetchToken: serverMints }).getToken();
    expect([nameOf(token), expiresOnTimestamp]).toEqual(["t2", BEGIN + 60 * MINUTE]); // by the device's clock
  });

  test("trap: a credential that fetches in its constructor rejects where nobody listens", async () => {
    const tokenCredential = { getToken: (): Promise<never> => Promise.reject(new Error("no sign-in")) };
    const resourceEndpoint = "https://contoso.communication.azure.com";
    const lost = await uncaught(
      async () => new AzureCommunicationTokenCredential({ resourceEndpoint, tokenCredential }),
    );
    expect(lost).toEqual(["no sign-in"]);
    expect(await uncaught(async () => ours({ fetchToken: tokenCredential.getToken }))).toEqual([]);
  });
});

describe("ChatClient", () => {
  const ENDPOINT = "https://contoso.communication.azure.com";
  const seen: string[] = [];
  let accepts = (_name: string): boolean => true;
  const server = setupServer(
    http.get(`${ENDPOINT}/chat/threads`, ({ request }) => {
      const name = nameOf(request.headers.get("authorization")!.replace("Bearer ", ""));
      seen.push(name);
      return accepts(name) ? HttpResponse.json({ value: [] }) : HttpResponse.json({}, { status: 401 });
    }),
  );
  beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
  afterAll(() => server.close());
  beforeEach(() => {
    seen.length = 0;
    accepts = () => true;
  });

  const chat = (credential: CommunicationTokenCredential): ChatClient => new ChatClient(ENDPOINT, credential);
  let lastError: unknown;
  /** One request: `ok`, the status, or the error's name. */
  const list = (client: ChatClient, abortSignal?: AbortSignal): Promise<string> =>
    client
      .listChatThreads(abortSignal ? { abortSignal } : {})
      .next()
      .then(
        () => "ok",
        (error: unknown) => {
          lastError = error;
          return String((error as { statusCode?: number }).statusCode ?? (error as Error).name);
        },
      );

  test("trap: with a static token it goes on with an expired one", async () => {
    const { mint, fetchToken } = backend();
    const token = mint();
    accepts = (name) => name === "t2" || Date.now() < BEGIN + 60 * MINUTE;
    const clients = [new AzureCommunicationTokenCredential(token), ours({ fetchToken, initialToken: token })].map(chat);
    expect(await Promise.all(clients.map((client) => list(client)))).toEqual(["ok", "ok"]);
    await vi.advanceTimersByTimeAsync(61 * MINUTE);
    expect(await Promise.all(clients.map((client) => list(client)))).toEqual(["401", "ok"]);
  });

  test("trap: a wrong unit of expiresOnTimestamp makes every request ask, or none", async () => {
    const { mint, fetchToken } = backend();
    let asks = 0;
    const inSeconds = { token: mint(), expiresOnTimestamp: BEGIN / 1000 + 3600 };
    const wrong = chat({ getToken: async () => (asks++, inSeconds), dispose: () => undefined });
    for (let i = 0; i < 5; i++) await list(wrong);
    expect(asks).toBe(5);

    const credential = ours({ fetchToken });
    const right = vi.spyOn(credential, "getToken");
    const client = chat(credential);
    for (let i = 0; i < 5; i++) await list(client);
    expect(right).toHaveBeenCalledTimes(1);
  });

  test("follows the manager over many lives", async () => {
    const { fetchToken } = backend();
    const client = chat(ours({ fetchToken }));
    for (let i = 0; i < 20; i++) {
      expect(await list(client)).toBe("ok");
      await vi.advanceTimersByTimeAsync(17 * MINUTE);
    }
    expect([...new Set(seen)]).toEqual(["t1", "t2", "t3", "t4", "t5", "t6"]);
  });

  test("trap: one request that is aborted ends the wait of all others", async () => {
    const slow = async (signal?: { readonly aborted: boolean }): Promise<string> => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      if (signal?.aborted) throw new DOMException("aborted", "AbortError"); // as fetch() does with that signal
      return backend().mint();
    };
    const two = async (client: ChatClient): Promise<string[]> => {
      const leaving = new AbortController();
      const both = Promise.all([list(client, leaving.signal), list(client)]);
      await vi.advanceTimersByTimeAsync(500);
      leaving.abort();
      await vi.advanceTimersByTimeAsync(5_000);
      return both;
    };
    const reactive = new AzureCommunicationTokenCredential({ tokenRefresher: slow });
    expect(await two(chat(reactive))).toEqual(["AbortError", "AbortError"]);
    expect(await two(chat(ours({ fetchToken: () => slow() })))).toEqual(["AbortError", "ok"]);
  });

  test("trap: a token that is refused stays in the client; a new client has the new one", async () => {
    const { fetchToken } = backend();
    const tokens = new TokenManager({ fetchToken });
    onTestFinished(() => tokens.dispose());
    const credential = acsCredential(tokens);
    const client = chat(credential);
    await list(client);
    accepts = (name) => name !== "t1";
    expect(await list(client)).toBe("401");
    credential.invalidate(lastError);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await list(client)).toBe("401");
    expect(await list(chat(credential))).toBe("ok");
  });

  test("trap: in a token's last two minutes each request is sent with the token before the one asked for", async () => {
    const { fetchToken } = backend();
    const tokens = new TokenManager({ fetchToken });
    onTestFinished(() => tokens.dispose());
    const credential = acsCredential(tokens);
    const client = chat(credential);
    await list(client);
    await vi.advanceTimersByTimeAsync(58.5 * MINUTE);
    accepts = (name) => name === "t2";
    await tokens.refresh();
    expect([await list(client), seen.at(-1), nameOf((await credential.getToken()).token)]).toEqual(["401", "t1", "t2"]);
    credential.invalidate(lastError);
    expect(nameOf((await credential.getToken()).token)).toBe("t2"); // not refused: t1 was
    credential.invalidate(); // what a caller without the error would say
    expect(nameOf((await credential.getToken()).token)).toBe("t3");
  });
});
