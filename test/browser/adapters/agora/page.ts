/**
 * A Chromium page with agora-rtc-sdk-ng@4.24.8, this package, and the cloud of `cloud.ts`.
 *
 * @module
 */
import type { IAgoraRTC, IAgoraRTCClient, ILocalTrack } from "agora-rtc-sdk-ng";
import { chromium, type Page } from "playwright";
import type * as Adapter from "../../../../src/adapters/agora.ts";
import type * as Core from "../../../../src/index.ts";
import { APP_ID, mintRtc, type RtcLife } from "../../../adapters/agora/mint.ts";
import { evertoken } from "../../../support/script.ts";
import { agoraCloud, type Cloud, type Room } from "./cloud.ts";

/** What a scene in the page works with. */
export interface Scene {
  readonly client: IAgoraRTCClient;
  readonly tokens: Core.TokenManager;
  /** What the SDK and the adapter said. */
  readonly notes: string[];
  /** For `joinChannel` and `keepClient`: notes what they report. */
  readonly options: Adapter.JoinChannelOptions<ILocalTrack>;
  /** Changes what the room's servers do. */
  room(patch: Partial<Room>): Promise<void>;
  drop(): Promise<void>;
  /** From now on the back end answers 503. */
  fail(): void;
  recover(): void;
  /** Waits for a note that begins like this. */
  until(note: string): Promise<void>;
  /** Waits until the room's servers have written this, so many times. */
  seen(entry: string, times?: number): Promise<void>;
}

/** The globals of the page. */
export interface AgoraPage {
  AgoraRTC: IAgoraRTC;
  Evertoken: typeof Core & typeof Adapter;
  wait(ms: number): Promise<void>;
  scene(channel: string, life?: RtcLife, manager?: Partial<Core.TokenManagerOptions>): Scene;
  /** Renews without the adapter, with a token of its own. */
  rawRenew(scene: Scene): Promise<void>;
  /** How it ended: `ok`, or action and message. */
  outcome(promise: Promise<unknown>): Promise<string>;
  /** The SDK's warning, without a server that sends it. */
  warn(scene: Scene): void;
  /** Joins without the adapter, with a token of its own. */
  rawJoin(scene: Scene, life?: RtcLife): Promise<unknown>;
}

const SETUP = `
  AgoraRTC.setLogLevel(4);
  AgoraRTC.disableLogUpload();
  // One access point, without the binary protocol and the relays that are asked for beside it.
  AgoraRTC.setParameter("SDP_ENDPOINT_DOMAIN", []);
  AgoraRTC.setParameter("JOIN_WITH_FALLBACK_MEDIA_PROXY", false);
  window.wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  window.outcome = (promise) =>
    promise.then(() => "ok", ({ name, code, action, message }) => [name, code, action, message].filter(Boolean).join(" | "));
  window.warn = ({ client }) => client.emit("token-privilege-will-expire");
  window.rawJoin = async ({ client, options: { appId, channel, uid } }, life = { expire: 3600 }) =>
    client.join(appId, channel, await mint(channel, uid, life), uid);
  window.rawRenew = async ({ client, options: { channel, uid } }) =>
    client.renewToken(await mint(channel, uid, { expire: 3600 }));
  window.scene = (channel, life = { expire: 3600 }, manager = {}) => {
    const notes = [];
    const heard = [];
    const note = (text) => {
      notes.push(text);
      heard.splice(0).forEach((look) => look());
    };
    const client = AgoraRTC.createClient({ mode: "rtc", codec: "vp8" });
    client.on("connection-state-change", (state, previous, reason) => note([state, reason].filter(Boolean).join(" ")));
    client.on("token-privilege-did-expire", () => note("did-expire"));
    const uid = 7;
    let isDown = false;
    const tokens = new Evertoken.TokenManager({
      fetchToken: () => (isDown ? Promise.reject(new TypeError("Failed to fetch")) : mint(channel, uid, life)),
      retry: { retries: 0 },
      readToken: Evertoken.readAgoraToken,
      minRefreshIntervalMs: 1000,
      ...manager,
    });
    return {
      client, tokens, notes,
      options: {
        appId: "${APP_ID}", channel, uid,
        onRejoined: ({ uid, tracks }) => note("rejoined " + uid + " with " + tracks.length),
        onProblem: ({ action, message }) => note("problem " + action + ": " + message),
      },
      room: (patch) => changeRoom(channel, patch),
      fail: () => (isDown = true),
      recover: () => (isDown = false),
      drop: () => dropRoom(channel),
      until: async (text) => {
        while (!notes.some((each) => each.startsWith(text))) await new Promise((resolve) => heard.push(resolve));
      },
      seen: async (entry, times = 1) => {
        while ((await journalOf(channel)).filter((each) => each === entry).length < times) await wait(50);
      },
    };
  };`;

export async function agoraPage(): Promise<{ page: Page; cloud: Cloud; close(): Promise<void> }> {
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  });
  const page = await browser.newPage();
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" })
      : route.abort(),
  );
  const cloud = await agoraCloud(page);
  await page.exposeFunction("mint", mintRtc);
  await page.exposeFunction("changeRoom", (channel: string, patch: Partial<Room>) => {
    Object.assign(cloud.room(channel), patch);
  });
  await page.exposeFunction("journalOf", (channel: string) => cloud.room(channel).journal);
  await page.exposeFunction("dropRoom", cloud.drop);
  await page.goto("https://app.test/");
  const sdk = new URL("../../../../node_modules/agora-rtc-sdk-ng/AgoraRTC_N-production.js", import.meta.url);
  await page.addScriptTag({ path: sdk.pathname });
  for (const content of [await evertoken("index.ts", "adapters/agora.ts"), SETUP]) await page.addScriptTag({ content });
  return { page, cloud, close: () => browser.close() };
}
