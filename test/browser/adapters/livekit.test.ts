/** livekit-client@2.23.0 in Chromium against a server on localhost that verifies tokens: connectRoom lives through expiry. */
import type * as LiveKit from "livekit-client";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type * as LiveKitAdapter from "../../../src/adapters/livekit.ts";
import type * as Core from "../../../src/index.ts";
import { fileOf } from "../diagnose/page.ts";
import { mint, startLiveKit, type LiveKitServer } from "./livekit-server.ts";
import { evertoken } from "../../support/script.ts";

declare const Evertoken: typeof Core & typeof LiveKitAdapter;
declare const LivekitClient: typeof LiveKit;
declare global {
  // In the page: a manager whose tokens come from the server's back end, a room, and the server's end of the media.
  var tokens: Core.TokenManager, room: LiveKit.Room, peer: RTCPeerConnection, states: string[];
}

let browser: Browser;
let script: string;
beforeAll(async () => {
  // Both ends of the peer connection are on this machine.
  const args = ["--no-sandbox", "--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"];
  browser = await puppeteer.launch({ executablePath: "/usr/bin/chromium", args });
  script = await evertoken("index.ts", "adapters/livekit.ts");
});
afterAll(() => browser.close());

let server: LiveKitServer;
let page: Page;
beforeEach(async () => {
  server = await startLiveKit();
  page = await browser.newPage();
  await page.goto(server.origin);
  await page.evaluate(fileOf("livekit-client/dist/livekit-client.umd.js"));
  await page.evaluate(script);
  await page.evaluate(() => {
    LivekitClient.setLogLevel("silent");
    globalThis.tokens = new Evertoken.TokenManager({ fetchToken: ({ signal }) => fetch("/token", { signal }) });
    globalThis.room = new LivekitClient.Room();
    globalThis.states = [];
    room.on("connectionStateChanged", (state) => states.push(state));
    room.on("disconnected", (reason) => states.push(`reason ${reason}`));
  });
  server.media = {
    answer: (sdp, isNew) =>
      page.evaluate(
        async (sdp, isNew) => {
          if (isNew) globalThis.peer = new RTCPeerConnection();
          await peer.setRemoteDescription({ type: "offer", sdp });
          await peer.setLocalDescription();
          if (peer.iceGatheringState !== "complete")
            await new Promise<void>((done) => {
              peer.onicegatheringstatechange = () => {
                if (peer.iceGatheringState === "complete") done();
              };
            });
          return peer.localDescription!.sdp;
        },
        sdp,
        isNew,
      ),
    candidate: (json) =>
      page.evaluate(async (json) => peer.addIceCandidate(JSON.parse(json) as RTCIceCandidateInit), json),
  };
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  await page.close();
});

const EXPIRED = "invalid token: validation failed, token is expired (exp)";
const url = (): string => server.origin.replace("http", "ws");

/** Resolves when LiveKit has come back by itself. It says so only to itself in older versions (2.0). */
const resumed = (): Promise<void> =>
  page.evaluate(() => {
    const { engine } = room as unknown as { engine: { once(event: "resumed", listener: () => void): void } };
    return new Promise<void>((done) => engine.once("resumed", done));
  });

/** What the app gets from connectRoom, and the room's state after it. */
const connect = (options: { connectTimeoutMs?: number; abortAfterMs?: number } = {}): Promise<string[]> =>
  page.evaluate(
    async (url, { connectTimeoutMs = 60_000, abortAfterMs }) => {
      const signal = abortAfterMs === undefined ? undefined : AbortSignal.timeout(abortAfterMs);
      const outcome = await Evertoken.connectRoom(room, url, tokens, {
        connectTimeoutMs,
        ...(signal && { signal }),
      }).then(
        () => "ok",
        (error: unknown) =>
          error instanceof Evertoken.TokenError ? `${error.code} ${error.action}` : (error as Error).name,
      );
      return [outcome, room.state];
    },
    url(),
    options,
  );

describe("connecting", () => {
  test("trap: an expired token is a 401 that calls itself ServerUnreachable; the manager hands none out", async () => {
    const dead = await mint(-60);
    const raw = await page.evaluate(
      (url, dead) =>
        room.connect(url, dead).then(
          () => [],
          (error: unknown) => {
            const { name, code, status, reasonName } = error as LiveKit.ConnectionError;
            return [name, code, status, reasonName, room.state];
          },
        ),
      url(),
      dead,
    );
    expect(raw).toEqual(["ConnectionError", 1, 401, "ServerUnreachable", "disconnected"]);

    // A back end with a cache: the first token is dead, and said to have ten minutes left. Its own word counts.
    const answers = [dead, await mint(600)];
    server.nextToken = async () => answers.shift()!;
    expect(await connect()).toEqual(["ok", "connected"]);
    expect(server.handshakes).toEqual([EXPIRED, "accepted"]);
    expect(answers).toEqual([]);
    // Each refused connect is a `disconnected` as well, of reason USER_REJECTED: no sign that the user should rejoin.
    expect(await page.evaluate(() => states.filter((state) => state.startsWith("reason")))).toEqual(["reason 12"]);
  });

  test("a fresh token that is refused as well is reported, not retried", async () => {
    let minted = 0;
    server.nextToken = () => mint(600 + ++minted, "another".repeat(5));
    expect(await connect()).toEqual(["ERR_HANDOVER_FAILED fixConfig", "disconnected"]);
    expect(server.handshakes).toEqual(Array(2).fill("invalid token: error in cryptographic primitive"));
    expect(minted).toBe(2);
  });

  test("trap: a second connect() joins one that hangs; after connectRoom's deadline it starts anew", async () => {
    server.isDeaf = true;
    const raw = page.evaluate(async (url) => {
      const [first, second] = ["one", "two"].map((token) => room.connect(url, token).catch((error: unknown) => error));
      return (await first) === (await second);
    }, url());
    await expect.poll(() => server.handshakes).toEqual(["deaf"]);
    await page.evaluate(() => room.disconnect());
    expect(await raw).toBe(true);
    expect(server.handshakes).toHaveLength(1);

    const [outcome] = await connect({ connectTimeoutMs: 300 });
    expect(outcome).toBe("ERR_HANDOVER_FAILED retryLater");
    server.isDeaf = false;
    expect(await connect()).toEqual(["ok", "connected"]);
    expect(server.handshakes.filter((handshake) => handshake !== "deaf")).toEqual(["accepted"]);
  });

  test("the app's signal ends it", async () => {
    server.isDeaf = true;
    expect(await connect({ abortAfterMs: 200 })).toEqual(["TimeoutError", "disconnected"]);
  });
});

test("connected: the server's newer token is LiveKit's own; a refusal at the reconnect needs a new connect", async () => {
  let minted = 0;
  server.nextToken = () => mint(600 + ++minted);
  expect(await connect()).toEqual(["ok", "connected"]);
  const pushed = await mint(900);
  server.pushToken(pushed);
  const again = resumed();
  server.drop();
  await again;
  expect(server.tokens.at(-1)).toBe(pushed);
  expect(minted).toBe(1);

  // trap: the room gives up at once, and its reason says nothing.
  server.revoked = pushed;
  const disconnected = page.evaluate(
    () => new Promise((done) => room.once("disconnected", (reason) => done(String(reason)))),
  );
  server.drop();
  expect(await disconnected).toBe("undefined");
  expect(await connect()).toEqual(["ok", "connected"]);
  expect(server.handshakes).toEqual(["accepted", "accepted", "invalid token: revoked", "accepted"]);
  expect(await page.evaluate(() => states.slice(-2))).toEqual(["connecting", "connected"]);
});

test("R220 keepRoom: a room that LiveKit has given up is connected again, once; the app's disconnect() is the end", async () => {
  let minted = 0;
  server.nextToken = () => mint(600 + ++minted);
  const countListeners = (): Promise<number> => page.evaluate(() => room.listenerCount("disconnected"));
  const before = await countListeners();
  await page.evaluate(async (url) => {
    await Evertoken.keepRoom(room, url, tokens, {
      onRejoined: () => states.push("rejoined"),
      onProblem: ({ action }) => states.push(`problem ${action}`),
      onRecovered: () => states.push("recovered"),
    });
    states.length = 0;
  }, url());
  const pushed = await mint(900);
  server.pushToken(pushed);
  const again = resumed();
  server.drop();
  await again;

  server.revoked = pushed;
  server.drop();
  await page.waitForFunction(() => states.includes("rejoined"), { timeout: 20_000 });
  expect(await page.evaluate(() => states.filter((state) => !/econnecting|^connect/.test(state)))).toEqual([
    ...["disconnected", "reason undefined", "problem retryLater", "recovered", "rejoined"],
  ]);
  expect(server.handshakes.slice(-2)).toEqual(["invalid token: revoked", "accepted"]);

  expect(await countListeners()).toBe(before + 1);
  await page.evaluate(() => room.disconnect());
  expect(await countListeners()).toBe(before);
});
