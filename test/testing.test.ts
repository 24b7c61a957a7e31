/** `evertoken/testing` on hosts that lack what Node has. */
import { afterEach, expect, test, vi } from "vitest";
import { TokenManager } from "../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../src/testing.ts";

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
