/**
 * Agora's two clients over a line, with real Agora tokens. What the SDKs say when was seen with agora-rtc-sdk-ng@4.24.8
 * and agora-rtm@2.3.0: test/browser/adapters/agora-rtc.test.ts, agora-rtm.test.ts.
 *
 * @module
 */
import { RtcRole, RtcTokenBuilder, RtmTokenBuilder } from "agora-token";
import {
  type AgoraClient,
  type AgoraLinkState,
  type AgoraRtmClient,
  joinChannel,
  keepClient,
  keepRtm,
  loginRtm,
  readAgoraToken,
} from "../../../src/adapters/agora.ts";
import { rtcError, rtmError } from "../agora/fakes.ts";
import { APP_ID } from "../agora/mint.ts";
import { Emitter } from "./emitter.ts";
import type { Subject } from "./life.ts";
import { Line } from "./line.ts";
import { LIFE_MS, type Mint, world, type World } from "./world.ts";

const CERTIFICATE = "fedcba9876543210".repeat(2);
const LIFE_S = LIFE_MS / 1_000;
const mintRtc: Mint = (user) =>
  RtcTokenBuilder.buildTokenWithUserAccount(APP_ID, CERTIFICATE, "daily", user, RtcRole.PUBLISHER, LIFE_S, LIFE_S);
const mintRtm: Mint = (user) => RtmTokenBuilder.buildToken(APP_ID, CERTIFICATE, user, LIFE_S);
const manager = { readToken: readAgoraToken };

class RtcClient extends Emitter implements AgoraClient {
  connectionState = "DISCONNECTED";
  readonly localTracks: string[] = [];
  channelName: string | undefined;
  uid: string | number | undefined;
  readonly line: Line;
  readonly #world: World;

  constructor(world: World) {
    super();
    this.#world = world;
    this.line = new Line(world, {
      lost: () => this.#move("RECONNECTING"),
      back: () => this.#move("CONNECTED"),
      refused: () => this.#end("TOKEN_EXPIRE"),
    });
  }
  async join(
    _app: string,
    channel: string,
    token: string | null,
    uid?: string | number | null,
  ): Promise<string | number> {
    if (this.connectionState !== "DISCONNECTED") throw rtcError("INVALID_OPERATION");
    this.#move("CONNECTING");
    const met = await this.line.open(token!);
    if (met !== "open") {
      this.#move("DISCONNECTED");
      throw rtcError(met === "refused" ? "CAN_NOT_GET_GATEWAY_SERVER" : "WS_ABORT");
    }
    [this.channelName, this.uid] = [channel, uid ?? 4711];
    this.#move("CONNECTED");
    return this.uid;
  }
  async leave(): Promise<void> {
    this.line.close();
    this.#end("LEAVE");
  }
  /** The SDK sets no limit: without a network the answer does not come. */
  async renewToken(token: string): Promise<void> {
    if (!this.#world.isOnline || !this.line.isServed) return new Promise(() => undefined);
    this.line.token = token;
  }
  #move(state: string, reason?: string): void {
    const previous = this.connectionState;
    this.connectionState = state;
    this.emit("connection-state-change", state, previous, reason);
  }
  #end(reason: string): void {
    this.channelName = this.uid = undefined;
    this.#move("DISCONNECTED", reason);
    if (reason === "TOKEN_EXPIRE") this.emit("token-privilege-did-expire");
  }
}

export const agoraRtc: Subject = {
  name: "joinChannel: Agora RTC",
  sdk: "stand-in",
  keptTwice: "is the same connection",
  async begin() {
    const here = world(mintRtc, manager);
    const client = new RtcClient(here);
    const options = { appId: APP_ID, channel: "daily", uid: "alice", ...here.options };
    const { stop } = await joinChannel(client, here.tokens, options);
    return {
      ...{ world: here, stop },
      accepted: () => client.line.accepted,
      isServed: () => client.line.isServed,
      listeners: () => client.listeners,
      timers: () => client.line.timers,
      cut: () => client.line.cut(),
      leave: () => client.leave(),
      keepAgain: (options) => keepClient(client, here.tokens, options),
    };
  },
};

class RtmClient extends Emitter implements AgoraRtmClient {
  readonly addEventListener = this.on.bind(this) as AgoraRtmClient["addEventListener"];
  readonly removeEventListener = this.off.bind(this) as AgoraRtmClient["removeEventListener"];
  readonly line: Line;

  constructor(world: World) {
    super();
    this.line = new Line(world, {
      lost: () => this.#link("DISCONNECTED", "KEEP_ALIVE_TIMEOUT"),
      back: () => this.#link("CONNECTED", "RECONNECT_SUCCESS"),
      refused: () => this.#link("FAILED", "TOKEN_EXPIRED"),
    });
  }
  async login({ token = "" }: { token?: string } = {}): Promise<void> {
    const met = await this.line.open(token);
    if (met === "open") this.#link("CONNECTED", "LOGIN_SUCCESS");
    if (met === "open") return;
    this.#link("FAILED", met === "refused" ? "TOKEN_EXPIRED" : "LOGIN_TIMEOUT");
    throw rtmError(met === "refused" ? -10009 : -10011);
  }
  async logout(): Promise<void> {
    this.line.close();
    this.#link("IDLE", "LOGOUT");
  }
  async renewToken(token: string): Promise<void> {
    if (!this.line.isServed) throw rtmError(-10026);
    this.line.token = token;
  }
  #link(currentState: string, reasonCode: string): void {
    const event: AgoraLinkState = { currentState, reasonCode, serviceType: "MESSAGE", affectedChannels: [] };
    this.emit("linkState", event);
  }
}

export const agoraRtm: Subject = {
  name: "loginRtm: Agora RTM",
  sdk: "stand-in",
  keptTwice: "is the same connection",
  async begin() {
    const here = world(mintRtm, manager);
    const rtm = new RtmClient(here);
    const stop = await loginRtm(rtm, here.tokens, here.options);
    return {
      ...{ world: here, stop },
      accepted: () => rtm.line.accepted,
      isServed: () => rtm.line.isServed,
      listeners: () => rtm.listeners,
      timers: () => rtm.line.timers,
      cut: () => rtm.line.cut(),
      leave: () => rtm.logout(),
      keepAgain: (options) => keepRtm(rtm, here.tokens, options),
    };
  },
};
