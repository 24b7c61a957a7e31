/** The options of every adapter: a misspelt one is refused, and so is a limit that no timer can keep. */
import { describe, expect, test } from "vitest";
import * as acs from "../../../src/adapters/acs.ts";
import * as agora from "../../../src/adapters/agora.ts";
import * as connection from "../../../src/adapters/connection.ts";
import * as livekit from "../../../src/adapters/livekit.ts";
import * as twilio from "../../../src/adapters/twilio.ts";
import * as webrtc from "../../../src/adapters/webrtc.ts";
import type { TokenFeed } from "../../../src/adapters/common/feed.ts";

/** Nothing of an SDK or a manager is touched before the options are looked at. */
const untouched = new Proxy({}, { get: (_, name) => expect.unreachable(String(name)) }) as never;
const tokens = untouched as TokenFeed;
const nothing = (): void => undefined;

const common = { environment: {} };
const told = { ...common, onProblem: nothing, onRecovered: nothing };
const { signal } = new AbortController();

const credential: Required<acs.AcsCredentialOptions> = { ...told, identity: "ann" };
const agent: Required<acs.CreateCallAgentOptions<object>> = { ...credential, agentOptions: {}, createTimeoutMs: 1 };
const channel: Required<agora.KeepClientOptions> = {
  ...{ ...told, appId: "a", joinOptions: {}, joinTimeoutMs: 1, renewTimeoutMs: 1, onRejoined: nothing },
};
const login: Required<Omit<agora.AgoraRtmOptions, "channelName">> = {
  ...{ ...told, loginTimeoutMs: 1, renewTimeoutMs: 1, onLoggedIn: nothing },
};
const room: Required<livekit.ConnectRoomOptions> = { ...common, connectOptions: {}, connectTimeoutMs: 1, signal };

/** Each function, and all the options that it has. */
const ADAPTERS: Readonly<Record<string, readonly [call: (options: never) => unknown, options: object]>> = {
  acsCredential: [(options) => acs.acsCredential(tokens, options), credential],
  createCallAgent: [(options) => acs.createCallAgent(untouched, tokens, options), agent],
  keepCallAgent: [
    (options) => acs.keepCallAgent(untouched, tokens, options),
    { ...agent, onAgent: nothing, onCallLost: nothing } satisfies Required<acs.KeepCallAgentOptions<never, object>>,
  ],
  joinChannel: [
    (options) => agora.joinChannel(untouched, tokens, options),
    { ...channel, appId: "a", channel: "daily", uid: 42 } satisfies Required<agora.JoinChannelOptions>,
  ],
  "keepClient (Agora)": [(options) => agora.keepClient(untouched, tokens, options), channel],
  loginRtm: [(options) => agora.loginRtm(untouched, tokens, options), login],
  keepRtm: [
    (options) => agora.keepRtm(untouched, tokens, options),
    { ...login, channelName: "daily" } satisfies Required<agora.AgoraRtmOptions>,
  ],
  freshConnect: [
    (options) => connection.freshConnect(tokens, nothing, options),
    {
      ...{ ...common, close: nothing, isRefusal: () => true, minValidityMs: 0, connectTimeoutMs: 1, signal },
    } satisfies Required<connection.FreshConnectOptions>,
  ],
  keepConnection: [
    (options: object) => connection.keepConnection(tokens, { reopen: nothing, ...options }),
    {
      ...{ ...told, reopen: nothing, handOver: nothing, close: nothing, isOpen: () => true, isRefusal: () => true },
      ...{ identityOf: () => "ann", onReopened: nothing, overlap: "never" as const, signal },
      ...{ openTimeoutMs: 1, handOverTimeoutMs: 1, minValidityMs: 0 },
    } satisfies Required<connection.KeepConnectionOptions<unknown>>,
  ],
  "connectRoom (LiveKit)": [(options) => livekit.connectRoom(untouched, "wss://", tokens, options), room],
  keepRoom: [
    (options) => livekit.keepRoom(untouched, "wss://", tokens, options),
    { ...room, ...told, onRejoined: nothing } satisfies Required<livekit.KeepRoomOptions>,
  ],
  "keepClient (Twilio)": [
    (options) => twilio.keepClient(untouched, tokens, options),
    { ...told, deadlineMs: 1 } satisfies Required<twilio.KeepClientOptions>,
  ],
  keepDevice: [
    (options) => twilio.keepDevice(untouched, tokens, options),
    { ...told, duringCallLeadMs: 0, settleMs: 0, deadlineMs: 1 } satisfies Required<twilio.KeepDeviceOptions>,
  ],
  keepWorker: [
    (options) => twilio.keepWorker(untouched, tokens, options),
    { ...told, minIntervalMs: 0 } satisfies Required<twilio.KeepWorkerOptions>,
  ],
  "connectRoom (Twilio)": [
    (options) => twilio.connectRoom(untouched, tokens, options),
    {
      ...{ ...told, connectOptions: {}, onRoom: nothing, minValidityMs: 0, connectTimeoutMs: 1, signal },
    } satisfies Required<twilio.ConnectRoomOptions<never, object>>,
  ],
  keepIceServers: [
    (options) => webrtc.keepIceServers(untouched, tokens, options),
    {
      ...{ onProblem: nothing, onRecovered: nothing, iceServers: () => [], restartRelayed: true },
    } satisfies Required<webrtc.KeepIceServersOptions>,
  ],
};

const complaintOf = async (call: (options: never) => unknown, options: object): Promise<string> => {
  try {
    await call(options as never);
  } catch (error) {
    return String(error);
  }
  return "";
};

describe.each(Object.entries(ADAPTERS))("R445 %s", (_, [call, all]) => {
  test("refuses an option that it does not have", async () => {
    expect(await complaintOf(call, { deadLineMs: 1 })).toMatch(/^TypeError: There is no option "deadLineMs", only /);
  });

  test("refuses a limit that no timer can keep, by its name", async () => {
    for (const name of Object.keys(all).filter((name) => name.endsWith("Ms"))) {
      for (const limit of [Infinity, 3_000_000_000, NaN, -1])
        expect(await complaintOf(call, { [name]: limit })).toMatch(
          `RangeError: Option "${name}" must be from 0 to 2147483647, got ${limit}.`,
        );
      for (const limit of ["5", null])
        expect(await complaintOf(call, { [name]: limit })).toMatch(
          `TypeError: Option "${name}" must be a number, got ${limit}.`,
        );
    }
  });

  test("takes all that it has, and what is undefined", async () => {
    for (const [name, value] of Object.entries(all))
      expect(await complaintOf(call, { [name]: value as unknown })).not.toMatch(/option/i);
    const none = Object.fromEntries(Object.keys(all).map((name) => [name, undefined]));
    expect(await complaintOf(call, { ...none, ...("reopen" in all && { reopen: nothing }) })).not.toMatch(/option/i);
  });
});

test("R445 keepConnection refuses an overlap that there is not", async () => {
  const options = { reopen: nothing, overlap: "nevr" as "never" };
  await expect(connection.keepConnection(tokens, options)).rejects.toThrow(
    new TypeError('There is no overlap "nevr", only allow, never.'),
  );
});
