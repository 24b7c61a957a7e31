/** The option `environment`, which means the same wherever it is taken. */
import { describe, expect, test } from "vitest";
import { freshConnect } from "../../src/adapters/connection.ts";
import { refreshTokenFetcher } from "../../src/adapters/oauth.ts";
import { shareAcrossTabs, type TabHost } from "../../src/adapters/tabs.ts";
import type { Environment } from "../../src/environment.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { started } from "../support/stage.ts";

const never = (): Promise<never> => new Promise(() => undefined);
const HOST: TabHost = { adopt: () => false, current: () => undefined, clear: () => undefined };
/** No other tab answers. */
const platform = { locks: () => undefined, openChannel: () => ({ onmessage: null, postMessage() {}, close() {} }) };

/** What each entry does with a clock, and how long that takes at most. */
const ENTRIES: Readonly<Record<string, (environment: Partial<Environment>) => Promise<unknown>>> = {
  "tabs, the first token of a page": (environment) => {
    const { signal } = new AbortController();
    const wants = { signal, accepts: () => true, forced: false, exclusive: false };
    const connection = shareAcrossTabs("app", { environment, platform }).connect(HOST);
    return connection.run(async () => ({ value: "fetched" }), wants);
  },
  "oauth, a store that hangs": async (environment) => {
    const { signal } = new AbortController();
    const store = { read: never, write: () => undefined };
    const server = { token_endpoint: "https://id.example.com/token" };
    const fetchToken = refreshTokenFetcher({ server, client: "app", store, environment, platform });
    return fetchToken({ signal, attempt: 1 });
  },
  "connection, a connect() that hangs": async (environment) => {
    const { tokens } = await started();
    return freshConnect(tokens, never, { environment });
  },
};

describe.each(Object.entries(ENTRIES))("R136 the environment of %s", (_, begin) => {
  test("may be an object of any class; what is undefined in it is the host's own", async () => {
    const time = virtualEnvironment();
    const environment = Object.assign(Object.create(time) as object, { random: undefined }) as object;
    let outcome = "waits";
    const end = (): string => (outcome = "has ended");
    begin(environment).then(end, end);
    await time.pass(60_000);
    expect(outcome).toBe("has ended");
  });

  test("R134 is refused where a part of it is no function", async () => {
    await expect((async () => begin({ now: 5 as never }))()).rejects.toThrow(
      new TypeError('Option "environment.now" must be a function, got 5.'),
    );
  });
});
