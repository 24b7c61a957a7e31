/**
 * What a manager says of itself: on the console where nobody listens, in `state` and `explain()`, about misuse.
 *
 * @module
 */
import { inspect } from "node:util";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { explain, TokenManager, type TokenManagerOptions } from "../../src/index.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { HOUR, MINUTE, SECOND, stage, started } from "../support/stage.ts";

afterEach(() => void vi.restoreAllMocks());

/** A manager that nobody listens to, and what it said on the console. */
function unheard(options: Partial<TokenManagerOptions>): {
  tokens: TokenManager;
  said: string[];
  pass: (ms: number) => Promise<void>;
} {
  const said: string[] = [];
  vi.spyOn(console, "warn").mockImplementation((...words: unknown[]) => void said.push(words.join(" ")));
  const environment = virtualEnvironment();
  const tokens = new TokenManager({ fetchToken: () => "opaque", environment, ...options });
  return { tokens, said, pass: (ms) => environment.pass(ms) };
}

const refusing = (): never => {
  throw Object.assign(new Error("no"), { status: 401 });
};

describe("R135 what nobody listens to", () => {
  test("is one console.warn for each cause, with code, action and remedy", async () => {
    const { tokens, said, pass } = unheard({ fetchToken: refusing });
    void tokens.start();
    await pass(0);
    for (let i = 0; i < 5; i++) {
      void tokens.refresh();
      await pass(MINUTE);
    }
    expect(said).toEqual([
      'evertoken: ERR_REAUTH_REQUIRED (signIn): fetchToken failed with status 401: no. Let the user sign in again, then call refresh() or setToken(). [on("refreshFailed") or quiet: true ends this message]',
    ]);
  });

  test("a warning, too", async () => {
    const { tokens, said, pass } = unheard({});
    void tokens.start();
    await pass(0);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/^evertoken: warning noExpiry: The token does not say when it expires/);
  });

  test("ends like any sentence, also where a warning says what to do", async () => {
    const { tokens, said, pass } = unheard({ initialToken: "" });
    void tokens.start();
    await pass(0);
    expect(said).toHaveLength(2);
    for (const line of said) expect(line).toMatch(/[^.]\. \[on\("warning"\) or quiet: true ends this message\]$/);
  });

  test("any more is said again: a listener that is taken off listens no longer", async () => {
    const ends: readonly ((tokens: TokenManager) => void)[] = [
      (tokens) => tokens.on("refreshFailed", () => undefined)(),
      (tokens) => {
        const leaving = new AbortController();
        tokens.on("refreshFailed", () => undefined, { signal: leaving.signal });
        leaving.abort();
      },
      (tokens) => {
        const listener = (): void => undefined;
        tokens.on("refreshFailed", listener);
        tokens.off("refreshFailed", listener);
      },
      (tokens) => {
        const listener = (): void => undefined;
        tokens.on("refreshFailed", listener);
        tokens.on("refreshFailed", listener)(); // counts once, and its undo is as good as the first one's
      },
    ];
    for (const end of ends) {
      const { tokens, said, pass } = unheard({ fetchToken: refusing });
      end(tokens);
      void tokens.start();
      await pass(0);
      expect(said).toHaveLength(1);
    }
  });

  test("is silent with quiet: true, and for what somebody listens to", async () => {
    const quiet = unheard({ fetchToken: refusing, quiet: true });
    void quiet.tokens.start();
    const heard = unheard({ fetchToken: refusing });
    heard.tokens.on("refreshFailed", () => undefined);
    heard.tokens.on("warning", () => undefined);
    void heard.tokens.start();
    await quiet.pass(MINUTE);
    await heard.pass(MINUTE);
    expect([...quiet.said, ...heard.said]).toEqual([]);
  });
});

describe("R119 an initialToken", () => {
  test.for(["undefined", "", "null", "<html>", { token: "abc", expiresIn: "soon" }])(
    "that is %j is warned of at start(), and replaced",
    async (initialToken) => {
      const { env, source, tokens, journal } = stage({ initialToken });
      expect(tokens.peek()).toBeUndefined();
      await env.pass(MINUTE);
      expect(journal).toEqual([]);
      const told = new Promise<string>((resolve) => void tokens.once("warning", ({ message }) => resolve(message)));
      await tokens.start();
      expect(await told).toMatch(/^initialToken: /);
      expect(journal).toEqual(["60s warning initialToken", "60s refreshed t1 (initial)"]);
      expect(source.requests).toHaveLength(1);
    },
  );

  test("without an end is used, and warned of at start()", async () => {
    const { tokens, journal, source } = stage({ initialToken: "opaque" });
    expect(tokens.peek()?.value).toBe("opaque");
    await tokens.start();
    expect(journal).toEqual(["0s warning noExpiry"]);
    expect(source.requests).toEqual([]);
  });
});

test("what a console shows of a manager is its state, and what kind of object it is", () => {
  const { tokens } = stage();
  expect(Object.keys(tokens)).toEqual(["state"]);
  expect(tokens.constructor).toBe(TokenManager);
  expect(inspect(tokens)).toBe("TokenManager { phase: 'idle', freshness: 'none' }");
});

describe("R131 state and explain()", () => {
  test("freshness is that of the clocks, in every phase, although no timer has fired", async () => {
    const { env, source } = stage();
    const idle = stage({ env, source, initialToken: source.mint() });
    const stopped = await started({ env, source });
    stopped.tokens.stop();
    const late = await started({ env, source });
    env.sleep(HOUR);
    for (const { tokens } of [idle, stopped, late]) {
      expect(tokens.state.freshness).toBe("expired");
      expect(tokens.state).toBe(tokens.state);
    }
  });

  test("a refresh that waits for the interval says when it begins", async () => {
    const { env, tokens } = await started({ fetchToken: () => `opaque-${String(Math.random())}` });
    await env.pass(2 * SECOND);
    void tokens.refresh();
    expect(explain(tokens.state)).toBe("Holding a token (fresh); the next refresh is at 2026-01-01T00:00:10.000Z.");
  });

  test("between two attempts it says which one failed, and when the next one is", async () => {
    const { env, source, tokens } = stage();
    source.mood = "down";
    void tokens.start();
    expect(explain(tokens.state)).toBe("Fetching a token, attempt 1.");
    await env.pass(0);
    expect(tokens.state).toMatchObject({ phase: "refreshing", attempt: 1, retryAt: env.now() + 500 });
    expect(explain(tokens.state)).toBe(
      "Attempt 1 to fetch a token failed; the next one is at 2026-01-01T00:00:00.500Z.",
    );
  });

  test("no sentence has an empty half", async () => {
    const ends: string[] = [];
    for (const overlap of ["allow", "never"] as const)
      for (const autoRefresh of [true, false])
        for (const answer of ["opaque", { token: "opaque", expiresIn: 60 }, null] as const) {
          const { env, tokens } = stage({ overlap, autoRefresh, fetchToken: () => answer });
          tokens.subscribe(() => ends.push(explain(tokens.state)));
          void tokens.start();
          await env.pass(MINUTE);
          void tokens.refresh();
          await env.pass(MINUTE);
        }
    expect(ends.length).toBeGreaterThan(20);
    expect(ends.filter((text) => /; \.|undefined|NaN|Invalid/.test(text))).toEqual([]);
  });

  test("console.log(tokens) shows the state, and no token", async () => {
    const { tokens } = await started();
    expect(inspect(tokens)).toMatch(/^TokenManager \{\s+phase: 'holding',\s+freshness: 'fresh',/);
    expect(inspect(tokens, { depth: 12, showHidden: true })).not.toContain(tokens.peek()!.value);
  });
});

describe("R134 misuse", () => {
  test("an unknown option is refused by name", () => {
    const misspelt = { fetchToken: () => "opaque", refreshLead: 5 } as TokenManagerOptions;
    expect(() => new TokenManager(misspelt)).toThrow(/^There is no option "refreshLead", only /);
  });

  test.for([
    [{ retry: 3 }, 'Option "retry" must be an object, got 3.'],
    [{ retry: null }, 'Option "retry" must be an object, got null.'],
    [{ retry: { retires: 9 } }, 'There is no option "retry.retires", only retry.retries'],
    [{ cooldown: { min: 1 } }, 'There is no option "cooldown.min", only cooldown.minMs, cooldown.maxMs.'],
    [{ environment: "x" }, 'Option "environment" must be an object, got x.'],
    [{ tabs: "my-app" }, 'Option "tabs.connect" must be a function, got undefined.'],
    [{ quiet: "yes" }, 'Option "quiet" must be a boolean, got yes.'],
  ] as const)("a wrong option is refused by name: %j", ([options, message]) => {
    expect(() => new TokenManager({ fetchToken: () => "opaque", ...(options as object) })).toThrow(message);
  });

  test("a listener that is none is refused at once", () => {
    const tokens = new TokenManager({ fetchToken: () => "opaque", quiet: true });
    expect(() => tokens.subscribe("x" as never)).toThrow("A listener must be a function, got x.");
  });

  test("who ignores the promise of start() or refresh() loses nothing", async () => {
    const lost: unknown[] = [];
    const note = (reason: unknown): void => void lost.push((reason as Error).message);
    process.on("unhandledRejection", note);
    onTestFinished(() => void process.off("unhandledRejection", note));
    const { tokens, pass } = unheard({ fetchToken: refusing, quiet: true });
    void tokens.start();
    await pass(0);
    void tokens.refresh();
    await pass(MINUTE);
    await new Promise((resolve) => setImmediate(resolve));
    expect(lost).toEqual([]);
  });

  test("methods may be handed around without their object", async () => {
    const { env, source, tokens } = await started();
    const { getToken, peek, subscribe, refresh, stop, on } = tokens;
    let changes = 0;
    subscribe(() => changes++);
    on("refreshed", () => undefined);
    expect(source.nameOf(await getToken())).toBe("t1");
    expect(peek()).toBe(tokens.peek());
    void refresh();
    await env.pass(10 * SECOND);
    stop();
    expect(changes).toBeGreaterThan(1);
    expect(tokens.getToken).toBe(tokens.getToken);
  });

  test("a subclass may override a method and call the one it overrides", async () => {
    class Counting extends TokenManager {
      calls = 0;
      override getToken(): Promise<string> {
        this.calls++;
        return super.getToken();
      }
    }
    const tokens = new Counting({ fetchToken: () => "opaque", quiet: true });
    expect([await tokens.getToken(), await tokens.getToken(), tokens.calls]).toEqual(["opaque", "opaque", 2]);
    tokens.dispose();
  });

  test.for([
    [
      "a ReferenceError",
      () => {
        throw new ReferenceError("tokenUrl is not defined");
      },
    ],
    [
      "a relative URL",
      () =>
        Promise.reject(
          new TypeError("Failed to parse URL from /token", {
            cause: Object.assign(new TypeError("Invalid URL"), { code: "ERR_INVALID_URL" }),
          }),
        ),
    ],
    ["a wrong shape", () => ({ jwt: "abc" }) as never],
    ["nothing", () => undefined as never],
  ] as const)("%s is a developer's, and told at the first attempt", async ([, fetchToken]) => {
    const { env, tokens, journal } = stage({ fetchToken });
    const failures: unknown[] = [];
    tokens.getToken().catch((error: unknown) => failures.push(error));
    await env.pass(0);
    expect(failures).toMatchObject([{ action: "fixConfig", retryable: false }]);
    expect(journal).toHaveLength(1);
    expect(journal[0]).toMatch(/^0s refreshFailed ERR_\w+ fixConfig, next in 2.5s$/);
  });
});

describe("R136 environment", () => {
  test("may be an instance of a class", async () => {
    const env = virtualEnvironment();
    class Host {
      used = 0;
      now(): number {
        this.used++;
        return env.now();
      }
      monotonicNow(): number {
        return env.monotonicNow();
      }
    }
    const environment = new Host();
    const tokens = new TokenManager({ fetchToken: () => "opaque", environment, quiet: true });
    await tokens.start();
    expect(environment.used).toBeGreaterThan(0);
    expect(tokens.peek()?.receivedAt).toBe(env.now());
    tokens.dispose();
  });

  test("that is wrong is refused by name", () => {
    expect(() => new TokenManager({ fetchToken: () => "opaque", environment: { now: 5 as never } })).toThrow(
      'Option "environment.now" must be a function, got 5.',
    );
  });
});

test("R137 numbers in events and state are whole milliseconds, although the clock has fractions", async () => {
  const env = virtualEnvironment();
  const odd: string[] = [];
  const { tokens, source } = stage({
    env,
    environment: { monotonicNow: () => env.monotonicNow() * 1.0007 + 0.123, random: () => 0.777 },
  });
  const look = (value: unknown): void => {
    for (const [name, number] of Object.entries(value as object))
      if (typeof number === "number" && !Number.isInteger(number)) odd.push(`${name} ${String(number)}`);
  };
  for (const name of ["willExpire", "expired", "refreshed", "attemptFailed", "refreshFailed", "stateChange"] as const)
    tokens.on(name, look);
  void tokens.start();
  await env.pass(560 * SECOND);
  source.mood = "down";
  await env.pass(2 * MINUTE);
  source.mood = "up";
  await env.pass(2 * MINUTE);
  expect(odd).toEqual([]);
});
