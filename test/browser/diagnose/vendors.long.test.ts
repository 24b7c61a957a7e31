/**
 * Errors that vendors' SDKs throw in a browser only, explained in the same page: getters and
 * prototypes do not survive the way to Node.
 */
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import type { Diagnosis } from "../../../src/diagnose.ts";
import { inWords } from "../../diagnose/errors/cases/case.ts";
import { bundle } from "../../support/script.ts";
import { fileOf, openPage } from "./page.ts";

interface Globals {
  Diagnose: { diagnoseError(error: unknown, options?: object): Diagnosis };
  /** What `run` throws, explained on the spot. */
  explain(run: () => unknown, options?: object): Promise<Diagnosis>;
}
/** As much of the vendors' globals as is touched here. */
interface Vendors {
  AgoraRTC: {
    setLogLevel(level: number): void;
    createClient(config: object): {
      renewToken(token: string): Promise<void>;
      join(appId: string, channel: string, token: string): Promise<unknown>;
    };
  };
  AgoraRTM: {
    RTM: new (
      appId: string,
      userId: string,
      config: object,
    ) => { renewToken(token: string): Promise<unknown>; login(options: { token: string }): Promise<unknown> };
  };
  "azure-communication-calling": { CallClient: new () => { createCallAgent(credential?: object): Promise<unknown> } };
  Twilio: {
    Device: new (
      token: string,
      options: object,
    ) => { on(event: "error", listener: (error: unknown) => void): void; register(): Promise<void>; destroy(): void };
  };
}
declare const window: Globals & Vendors;

const EXPLAIN = `window.explain = async (run, options) => {
  try { await run(); } catch (error) { return Diagnose.diagnoseError(error, options); }
  throw new Error("nothing was thrown");
};`;

let diagnose: string;
beforeAll(async () => {
  const source = fileURLToPath(new URL("../../../src/diagnose/error/diagnose-error.ts", import.meta.url));
  diagnose = `${await bundle("Diagnose", source)}\n${EXPLAIN}`;
});

test("agora-rtc-sdk-ng@4.24.8: renewToken() before join(), join() with an empty token", async () => {
  const page = await openPage(fileOf("agora-rtc-sdk-ng/AgoraRTC_N-production.js"), diagnose);
  const found = await page.evaluate(async () => {
    const { AgoraRTC } = window;
    AgoraRTC.setLogLevel(4);
    const client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
    return [
      await window.explain(() => client.renewToken("t".repeat(40))),
      await window.explain(() => client.join("a".repeat(32), "room", "")),
    ];
  });
  expect(found.map(inWords)).toEqual([
    "agora-rtc INVALID_OPERATION rejoin>fixConfig",
    "agora-rtc INVALID_PARAMS fixConfig",
  ]);
});

test("agora-rtm@2.3.0: renewToken() before login(), login() with a token of nobody", async () => {
  const page = await openPage(
    fileOf("agora-rtc-sdk-ng/AgoraRTC_N-production.js"),
    fileOf("agora-rtm/agora-rtm.js"),
    diagnose,
  );
  const found = await page.evaluate(async () => {
    const client = new window.AgoraRTM.RTM("a".repeat(32), "alice", { logLevel: "none" });
    return [
      await window.explain(() => client.renewToken("t".repeat(40))),
      await window.explain(() => client.login({ token: "t".repeat(40) })),
    ];
  });
  expect(found.map(inWords)).toEqual(["agora-rtm -10025 rejoin>fixConfig", "agora-rtm -10005 fixConfig"]);
});

test("@azure/communication-calling@2.0.0: what createCallAgent() checks before it asks anybody", async () => {
  // The globals that its UMD build looks for.
  const common = await bundle("communicationCommon", "@azure/communication-common");
  const logger = await bundle("logger$1", "@azure/logger");
  const calling = fileOf("@azure/communication-calling/dist/sdk.bundle.js");
  const page = await openPage(common, logger, calling, diagnose);
  const found = await page.evaluate(async () => {
    const { CallClient } = window["azure-communication-calling"];
    const jwt = (claims: object): string => `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify(claims))}.s`;
    const create = (getToken: () => unknown): Promise<Diagnosis> =>
      window.explain(() => new CallClient().createCallAgent({ getToken, dispose: () => {} }));
    const token = (value: unknown) => (): unknown =>
      Promise.resolve({ token: value, expiresOnTimestamp: Date.now() + 3_600_000 });
    return [
      await window.explain(() => new CallClient().createCallAgent()),
      await create(token("")),
      await create(() => Promise.reject(new Error("down"))),
      await create(() => Promise.reject(new Error("The token returned from the tokenRefresher is expired."))),
      await create(token("opaque")),
      await create(token(undefined)),
      await create(token("a.b.c")),
      await create(token(jwt({ acsScope: "chat", exp: 9e9 }))),
      await create(token(jwt({ acsScope: 1, exp: 9e9 }))),
      await create(token(jwt({ acsScope: "voip", exp: 9e9 }))),
      await create(token(jwt({ acsScope: "voip", resourceId: "r", exp: 9e9 }))),
    ];
  });
  expect(found.map(inWords)).toEqual([
    "acs-call 401/44108 fixConfig",
    "acs-call 401/44109 fixConfig",
    "acs-call 401/44110 retryLater",
    "acs-call 401/40235 refresh>fixClock",
    "acs-call 401/44111 fixConfig",
    "acs-call 401/44109 fixConfig",
    "acs-call 401/44117 fixConfig",
    "acs-call 401/44113 fixConfig",
    "acs-call 401/44114 fixConfig",
    "acs-call 401/44115 fixConfig",
    "acs-call 401/44116 fixConfig",
  ]);
});

test("@twilio/voice-sdk@2.18.5: a signalling server that refuses, masked and precise", async () => {
  const page = await openPage();
  await page.routeWebSocket(/signal/, (socket) => {
    socket.onMessage((data) => {
      const { type, payload } = JSON.parse(String(data)) as { type: string; payload: { token: string } };
      if (type !== "listen") return;
      const code = Number(payload.token.split(".")[0]);
      socket.send(
        JSON.stringify({
          type: "error",
          version: "1.6",
          payload: { error: { code, message: "refused", twilioError: {} } },
        }),
      );
    });
  });
  await page.addScriptTag({ content: fileOf("@twilio/voice-sdk/dist/twilio.js") });
  await page.addScriptTag({ content: diagnose });
  const ask = (enableImprovedSignalingErrorPrecision: boolean, codes: readonly number[], token?: object) =>
    page.evaluate(
      async ({ enableImprovedSignalingErrorPrecision, codes, token }) => {
        const { Device } = window.Twilio;
        const found: Diagnosis[] = [];
        for (const code of codes) {
          const device = new Device(`${code}.b.c`, { enableImprovedSignalingErrorPrecision, logLevel: 5 });
          const error = await new Promise((resolve) => {
            device.on("error", resolve);
            void device.register().catch(() => {});
          });
          found.push(window.Diagnose.diagnoseError(error, { token }));
          device.destroy();
        }
        return found;
      },
      { enableImprovedSignalingErrorPrecision, codes, token },
    );
  expect((await ask(false, [31201, 31204, 31205, 31202, 31207])).map(inWords)).toEqual([
    "twilio-voice 31201 refresh>fixConfig",
    "twilio-voice 31204 refresh>fixConfig",
    "twilio-voice 31205 refresh>fixClock",
    "twilio-voice 53000 retryLater>refresh",
    "twilio-voice 53000 retryLater>refresh",
  ]);
  expect((await ask(true, [31202, 31203, 31207, 51007])).map(inWords)).toEqual([
    "twilio-voice 31202 fixConfig",
    "twilio-voice 31203 fixConfig",
    "twilio-voice 31207 fixConfig",
    "twilio-voice 53000 retryLater>refresh",
  ]);
  // R93: the SDK says "connection error", but the token's own end has passed.
  expect((await ask(false, [31202, 51007], { expiresAt: 1 })).map(inWords)).toEqual([
    "twilio-voice 53000 refresh>retryLater",
    "twilio-voice 53000 refresh>retryLater",
  ]);
});

test("fetch of Chromium: no network, a page instead of JSON, an abort, a timeout", async () => {
  const page = await openPage(diagnose);
  const found = await page.evaluate(async () => [
    await window.explain(() => fetch("https://elsewhere.test/")),
    await window.explain(async () => (await fetch("https://app.test/")).json()),
    await window.explain(() => fetch("https://app.test/", { signal: AbortSignal.abort() })),
    await window.explain(async () => {
      const signal = AbortSignal.timeout(1);
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      signal.throwIfAborted();
    }),
    window.Diagnose.diagnoseError(await fetch("https://app.test/")),
  ]);
  expect(found.map(inWords)).toEqual([
    "network NetworkError retryLater",
    "network SyntaxError none",
    "network AbortError none",
    "network TimeoutError retryLater",
    "http html fixConfig",
  ]);
});
