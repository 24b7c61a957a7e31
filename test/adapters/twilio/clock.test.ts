/** The end of a token where the wall clock is set back in its life: a worker that is down, a device in a call. In virtual time. */
import { EventEmitter } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { keepDevice, keepWorker } from "../../../src/adapters/twilio.ts";
import { TokenManager } from "../../../src/manager.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

const HOUR = 3_600_000;

async function scene() {
  const env = virtualEnvironment();
  const source = fakeTokens(env);
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, quiet: true });
  onTestFinished(() => tokens.dispose());
  const first = await tokens.getToken();
  const journal: string[] = [];
  const give = (token: string): void => void journal.push(`${env.monotonicNow() / 1_000}s ${source.nameOf(token)}`);
  return { env, tokens, first, journal, give };
}

test.each([0, -HOUR])(
  "R396 a worker that is down gets the next token when the old one has ended: clock set by %i ms",
  async (byMs) => {
    const { env, tokens, journal, give } = await scene();
    const worker = Object.assign(new EventEmitter(), { updateToken: give });
    keepWorker(worker, tokens, { environment: env });
    await env.pass(500_000);
    env.setClock(byMs);
    worker.emit("disconnected", { message: "The connection was lost" });
    await env.pass(200_000);
    expect(journal).toEqual(["600s t2"]);
  },
);

test.each([0, -HOUR])(
  "R396 a device in a call gets the next token before the old one ends: clock set by %i ms",
  async (byMs) => {
    const { env, tokens, first, journal, give } = await scene();
    const device = Object.assign(new EventEmitter(), {
      state: "registered",
      isBusy: true,
      token: first,
      updateToken(token: string) {
        device.token = token;
        give(token);
      },
      register: () => Promise.resolve(),
      unregister: () => Promise.resolve(),
    });
    keepDevice(device, tokens, { environment: env });
    await env.pass(500_000);
    env.setClock(byMs);
    await env.pass(200_000);
    expect(journal).toEqual(["590s t2"]);
  },
);
