/** `evertoken/testing` on hosts that lack what Node has, and in the hands of tests that are not exact. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { readJwt, TokenManager } from "../src/index.ts";
import { fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../src/testing.ts";

const BEGINNING = Date.UTC(2026, 0, 1);

afterEach(() => void vi.unstubAllGlobals());

/** Requests of a manager in one hour, with tokens of ten minutes. */
async function requestsOfAnHour(): Promise<number> {
  const environment = virtualEnvironment();
  const source = fakeTokens(environment);
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment });
  await tokens.start();
  await environment.pass(3_600_000);
  tokens.dispose();
  return source.requests.length;
}

test("R155 time passes where there is no MessageChannel", async () => {
  expect(await requestsOfAnHour()).toBe(7);
  vi.stubGlobal("MessageChannel", undefined);
  expect(await requestsOfAnHour()).toBe(7);
});

test.each(["clock", "_isMockFunction"])("R155 and where the timers are faked as well (%s)", async (mark) => {
  vi.stubGlobal("MessageChannel", undefined);
  const faked = (): void => expect.unreachable("a timer of the test's");
  vi.stubGlobal("setTimeout", Object.assign(faked, { [mark]: true }));
  expect(await requestsOfAnHour()).toBe(7);
});

test("R155 every message channel is closed at both ends", async () => {
  let open = 0;
  const Platform = MessageChannel;
  vi.stubGlobal("MessageChannel", function () {
    const channel = new Platform();
    for (const port of [channel.port1, channel.port2]) {
      open++;
      const close = port.close.bind(port);
      port.close = () => {
        open--;
        close();
      };
    }
    return channel;
  });
  expect(await requestsOfAnHour()).toBe(7);
  expect(open).toBe(0);
});

describe("R415 a fake token lives exactly as long as it was asked for", () => {
  test.each([
    [60_000, 900],
    [1_500, 900],
    [999, 1],
    [600_000, 999],
  ])("%i ms, minted %i ms after a full second", (lifetimeMs, afterMs) => {
    const startAt = 1_700_000_000_000 + afterMs;
    const environment = virtualEnvironment({ startAt });
    const source = fakeTokens(environment, { lifetimeMs });
    const token = source.mint();
    expect(readJwt(token)).toEqual({ issuedAt: startAt, expiresAt: startAt + lifetimeMs });
    environment.sleep(lifetimeMs - 1);
    expect(source.accepts(token)).toBe(true);
    environment.sleep(1);
    expect(source.accepts(token)).toBe(false);
  });

  test("and one that is older is older by as much", () => {
    const environment = virtualEnvironment({ startAt: 1_700_000_000_250 });
    const value = fakeTokens(environment).mint({ lifetimeMs: 10_000, ageMs: 400 });
    expect(readJwt(value)).toEqual({ issuedAt: 1_699_999_999_850, expiresAt: 1_700_000_009_850 });
  });
});

describe("R415 a time that cannot be is refused by name, and no clock moves", () => {
  const calls = {
    "pass(ms)": (environment: VirtualEnvironment, ms: number) => environment.pass(ms),
    "sleep(ms)": (environment: VirtualEnvironment, ms: number) => environment.sleep(ms),
    "setClock(byMs)": (environment: VirtualEnvironment, ms: number) => environment.setClock(ms),
  };
  test.each(Object.entries(calls))("%s", async (name, call) => {
    const environment = virtualEnvironment();
    const refused = async (ms: unknown): Promise<unknown> => {
      const thrown = await Promise.resolve()
        .then(() => call(environment, ms as number))
        .catch((error: unknown) => error);
      expect(String(thrown)).toContain(`Option "${name}"`);
      return (thrown as Error).constructor;
    };
    for (const ms of ["20", null, undefined, 20n, {}]) expect(await refused(ms)).toBe(TypeError);
    for (const ms of [NaN, Infinity, -Infinity]) expect(await refused(ms)).toBe(RangeError);
    if (name !== "setClock(byMs)") expect(await refused(-1)).toBe(RangeError);
    expect([environment.now(), environment.trueNow(), environment.monotonicNow()]).toEqual([BEGINNING, BEGINNING, 0]);
  });

  test.each(["lifetimeMs", "latencyMs"] as const)("R435 of a fake token endpoint: %s", async (name) => {
    const environment = virtualEnvironment();
    const kinds = [[TypeError, "600", null, 5n], [RangeError, NaN, -5, Infinity]] as const; // prettier-ignore
    for (const [kind, ...values] of kinds)
      for (const ms of values as readonly unknown[]) {
        const message = `Option "${name}" must be ${kind === TypeError ? "a number" : "from 0 to 9007199254740991"}, got ${String(ms)}.`;
        expect(() => fakeTokens(environment, { [name]: ms })).toThrow(new kind(message));
        const source = fakeTokens(environment);
        Object.assign(source, { [name]: ms }); // also one that is changed later
        const signal = new AbortController().signal;
        const told = source.fetchToken({ signal, reason: "initial", attempt: 1 });
        await expect(told).rejects.toThrow(new kind(message));
      }
  });

  test("R435 of a fake token that is minted", () => {
    const source = fakeTokens(virtualEnvironment());
    expect(() => source.mint({ lifetimeMs: NaN })).toThrow(RangeError);
    expect(() => source.mint({ ageMs: NaN })).toThrow(RangeError);
    expect(() => source.mint({ ageMs: "1" as never })).toThrow('Option "ageMs" must be a number, got 1.');
    expect(readJwt(source.mint({ lifetimeMs: 0, ageMs: -1_000 }))?.issuedAt).toBe(BEGINNING + 1_000); // of the future
  });

  test.each(["startAt", "seed"])("%s", (name) => {
    expect(() => virtualEnvironment({ [name]: NaN })).toThrow(RangeError);
    expect(() => virtualEnvironment({ [name]: "1" })).toThrow(`Option "${name}" must be a number, got 1.`);
  });
});

test("R487 an option or a mood that does not exist is named, and no seed is rounded", async () => {
  const environment = virtualEnvironment();
  expect(() => virtualEnvironment({ seeds: 5 } as never)).toThrow(
    new TypeError('There is no option "seeds", only startAt, seed.'),
  );
  expect(() => fakeTokens(environment, { lifeTimeMs: 5 } as never)).toThrow(
    new TypeError('There is no option "lifeTimeMs", only lifetimeMs, latencyMs.'),
  );
  expect(() => virtualEnvironment({ seed: 1.5 })).toThrow(
    new RangeError('Option "seed" must be a whole number, got 1.5.'),
  );
  const source = fakeTokens(environment);
  source.mood = "dwon" as never;
  const request = { signal: new AbortController().signal, reason: "initial", attempt: 1 } as const;
  await expect(source.fetchToken(request)).rejects.toThrow(
    new TypeError('There is no mood "dwon", only up, down, hang, late.'),
  );
});
