/**
 * Wrong options are refused at construction, by name and with their value.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { DEFAULTS, type TokenInput, TokenManager, type TokenManagerOptions } from "../src/index.ts";
import { resolveOptions } from "../src/settings.ts";
import { virtualEnvironment } from "../src/testing.ts";
import { HOUR, SECOND, stage } from "./support/stage.ts";

const fetchToken = (): string => "abc";
const make = (options: unknown): TokenManager => new TokenManager(options as TokenManagerOptions);

describe("options", () => {
  test.for([
    [undefined, "TokenManager needs an options object, got undefined."],
    [null, "TokenManager needs an options object, got null."],
    ["https://example.org/token", "TokenManager needs an options object, got https://example.org/token."],
    [{}, 'Option "fetchToken" must be a function, got undefined.'],
    [{ fetchToken: "/api/token" }, 'Option "fetchToken" must be a function, got /api/token.'],
    [{ fetchToken: null }, 'Option "fetchToken" must be a function, got null.'],
  ] as const)("what is not even an options object: %j", ([options, message]) => {
    expect(() => make(options)).toThrow(new TypeError(message));
  });

  const types: readonly (readonly [object, string])[] = [
    [{ readToken: "jwt" }, 'Option "readToken" must be a function, got jwt.'],
    [{ classifyError: 1 }, 'Option "classifyError" must be a function, got 1.'],
    [{ onListenerError: {} }, 'Option "onListenerError" must be a function, got [object Object].'],
    [{ autoRefresh: "no" }, 'Option "autoRefresh" must be a boolean, got no.'],
    [{ autoRefresh: null }, 'Option "autoRefresh" must be a boolean, got null.'],
    [{ willExpireLeadMs: "30000" }, 'Option "willExpireLeadMs" must be a number, got 30000.'],
    [{ fetchTimeoutMs: null }, 'Option "fetchTimeoutMs" must be a number, got null.'],
    [{ retry: { retries: "4" } }, 'Option "retry.retries" must be a number, got 4.'],
    [{ cooldown: { maxMs: true } }, 'Option "cooldown.maxMs" must be a number, got true.'],
    [{ refreshLeadMs: "spreaded" }, 'Option "refreshLeadMs" must be ms, { min, max } or "spread", got spreaded.'],
    [{ refreshLeadMs: null }, 'Option "refreshLeadMs" must be ms, { min, max } or "spread", got null.'],
    [{ refreshLeadMs: {} }, 'Option "refreshLeadMs.min" must be a number, got undefined.'],
    [{ refreshLeadMs: { min: 1 } }, 'Option "refreshLeadMs.max" must be a number, got undefined.'],
  ];
  test.for(types)("a wrong type is a TypeError: %j", ([options, message]) => {
    expect(() => make({ fetchToken, ...options })).toThrow(new TypeError(message));
  });

  const MAX = Number.MAX_SAFE_INTEGER;
  const ranges: readonly (readonly [object, string])[] = [
    [{ willExpireLeadMs: -1 }, `Option "willExpireLeadMs" must be from 0 to ${String(MAX)}, got -1.`],
    [{ willExpireLeadMs: NaN }, `Option "willExpireLeadMs" must be from 0 to ${String(MAX)}, got NaN.`],
    [{ willExpireLeadMs: Infinity }, `Option "willExpireLeadMs" must be from 0 to ${String(MAX)}, got Infinity.`],
    [{ refreshLeadMs: -5 }, `Option "refreshLeadMs" must be from 0 to ${String(MAX)}, got -5.`],
    [{ refreshLeadMs: { min: -1, max: 5 } }, `Option "refreshLeadMs.min" must be from 0 to ${String(MAX)}, got -1.`],
    [{ refreshLeadMs: { min: 9, max: 5 } }, `Option "refreshLeadMs.max" must be from 9 to ${String(MAX)}, got 5.`],
    [{ minRefreshIntervalMs: 999 }, `Option "minRefreshIntervalMs" must be from 1000 to ${String(MAX)}, got 999.`],
    [{ fetchTimeoutMs: 0 }, 'Option "fetchTimeoutMs" must be from 1 to 2147483647, got 0.'],
    [{ fetchTimeoutMs: 2 ** 31 }, 'Option "fetchTimeoutMs" must be from 1 to 2147483647, got 2147483648.'],
    [{ retry: { retries: -1 } }, 'Option "retry.retries" must be from 0 to 100, got -1.'],
    [{ retry: { retries: 1.5 } }, 'Option "retry.retries" must be a whole number, got 1.5.'],
    [{ retry: { retries: Infinity } }, 'Option "retry.retries" must be from 0 to 100, got Infinity.'],
    [{ retry: { factor: 0.5 } }, 'Option "retry.factor" must be from 1 to 100, got 0.5.'],
    [{ retry: { minDelayMs: -1 } }, `Option "retry.minDelayMs" must be from 0 to ${String(MAX)}, got -1.`],
    [{ retry: { minDelayMs: 9_000 } }, 'Option "retry.maxDelayMs" must be from 9000 to 2147483647, got 8000.'],
    [{ cooldown: { minMs: 0 } }, `Option "cooldown.minMs" must be from 1 to ${String(MAX)}, got 0.`],
    [{ cooldown: { minMs: 9, maxMs: 8 } }, `Option "cooldown.maxMs" must be from 9 to ${String(MAX)}, got 8.`],
    [{ overlap: "maybe" }, 'Option "overlap" must be allow or never, got maybe.'],
    [{ hiddenPolicy: "stop" }, 'Option "hiddenPolicy" must be refresh or pause, got stop.'],
  ];
  test.for(ranges)("a wrong value is a RangeError: %j", ([options, message]) => {
    expect(() => make({ fetchToken, ...options })).toThrow(new RangeError(message));
  });

  test("undefined is the default, on every level", () => {
    const settings = resolveOptions({
      fetchToken,
      willExpireLeadMs: undefined,
      retry: { retries: undefined, factor: 3 },
      cooldown: undefined,
      environment: undefined,
    });
    expect(settings).toMatchObject({ ...DEFAULTS, retry: { ...DEFAULTS.retry, factor: 3 } });
  });

  test("the refresh lead is the warning's lead where nothing else is said", () => {
    expect(resolveOptions({ fetchToken, willExpireLeadMs: 45_000 }).refreshLeadMs).toBe(45_000);
    expect(resolveOptions({ fetchToken, willExpireLeadMs: 45_000, refreshLeadMs: 5_000 }).refreshLeadMs).toBe(5_000);
  });

  test("options are read once", () => {
    const options = { fetchToken, retry: { retries: 1 } };
    const settings = resolveOptions(options);
    options.retry.retries = 99;
    expect(settings.retry.retries).toBe(1);
    expect(Object.isFrozen(settings)).toBe(true);
  });

  test("R431 a range of leads is read once as well", async () => {
    const refreshLeadMs = { min: 60_000, max: 60_000 };
    const { env, tokens, journal } = stage({ refreshLeadMs });
    Object.assign(refreshLeadMs, { min: NaN, max: NaN });
    await tokens.start();
    await env.pass(541 * SECOND);
    expect(journal).toEqual(["0s refreshed t1 (initial)", "540s refreshed t2 (willExpire)"]);
  });

  test("R431 parts that stand in getters, or are inherited, count as those of a plain object", async () => {
    class Lead {
      get min(): number {
        return 60_000;
      }
      get max(): number {
        return 60_000;
      }
    }
    const retry = Object.create({ retries: 0 }) as { retries: number };
    const { env, source, tokens, journal } = stage({ refreshLeadMs: new Lead(), retry });
    await tokens.start();
    source.mood = "down";
    await env.pass(541 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "540s refreshFailed ERR_FETCH_FAILED retryLater, next in 2.5s",
    ]);
  });

  test("R431 a class may have fields of its own; a plain object has options alone", () => {
    const own = { api: "https://app.example.com", fetchToken: () => "token" };
    const ofClass = new (class {
      readonly api = own.api;
      fetchToken = own.fetchToken;
    })();
    new TokenManager(ofClass).dispose();
    expect(() => new TokenManager(own)).toThrow(TypeError);
  });

  test("R431 nobody can change the defaults of all managers", () => {
    for (const part of [DEFAULTS, DEFAULTS.retry, DEFAULTS.cooldown]) expect(Object.isFrozen(part)).toBe(true);
  });

  test("R431 functions keep the object that they are methods of, be it an instance of a class", async () => {
    class Options implements TokenManagerOptions {
      readonly quiet = true;
      readonly #address: string = "session";
      readonly #seen: string[] = [];
      fetchToken(): TokenInput {
        return this.readAnswer({ jwt: `${this.#address}-token` });
      }
      readAnswer(answer: { jwt?: string; token?: string }): { token: string } {
        return { token: answer.jwt ?? answer.token!, ...(this.#address && {}) };
      }
      readToken(value: string): { expiresAt: number } {
        this.#seen.push(value);
        return { expiresAt: Date.UTC(2026, 0, 1) + this.#seen.length * HOUR };
      }
      onListenerError(error: unknown): void {
        this.#seen.push(String(error));
      }
      get seen(): readonly string[] {
        return this.#seen;
      }
    }
    const options = new Options();
    const environment = virtualEnvironment();
    const tokens = new TokenManager(Object.assign(options, { environment }));
    tokens.on("refreshed", () => {
      throw new Error("a listener's own");
    });
    expect((await tokens.start()).value).toBe("session-token");
    expect(options.seen).toEqual(["session-token", "Error: a listener's own"]);
    tokens.dispose();
    expect(() => make(new Date(0))).toThrow('Option "fetchToken" must be a function, got undefined.');
  });

  test("the defaults", () => {
    expect(DEFAULTS).toEqual({
      willExpireLeadMs: 30_000,
      refreshLeadMs: 30_000,
      autoRefresh: true,
      singleUse: false,
      minRefreshIntervalMs: 10_000,
      fetchTimeoutMs: 10_000,
      retry: { retries: 4, minDelayMs: 1_000, factor: 2, maxDelayMs: 8_000 },
      cooldown: { minMs: 5_000, maxMs: 60_000 },
      overlap: "allow",
      hiddenPolicy: "refresh",
    });
  });
});
