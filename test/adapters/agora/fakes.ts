/**
 * Agora's two clients as far as tokens go: what agora-rtc-sdk-ng@4.24.8 and agora-rtm@2.3.0 do was seen in their
 * browser tests; here they do it in virtual time. And a manager with a journal.
 *
 * @module
 */
import type { AgoraClient, AgoraLinkState, AgoraRtmClient } from "../../../src/adapters/agora.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import { fakeTokens, type FakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

type Listener = (...args: never[]) => void;

/** What a call of the SDK does: settles with the value, rejects with the error, or stays pending for ever. */
export type Answer = "ok" | "silence" | Error;

const settle = (answer: Answer): Promise<void> =>
  answer === "ok" ? Promise.resolve() : answer === "silence" ? new Promise(() => {}) : Promise.reject(answer);

/** An error of the RTC SDK. */
export const rtcError = (code: string, data?: object): Error =>
  Object.assign(new Error(`AgoraRTCError ${code}: `), { name: "AgoraRTCException", code, data });

/** An error of the RTM SDK. */
export const rtmError = (code: number): Error =>
  Object.assign(new Error(`Error Code ${code} - `), { error: true, code, errorCode: code, operation: "login" });

class Listeners {
  readonly #all = new Set<readonly [event: string, listener: Listener]>();
  get count(): number {
    return this.#all.size;
  }
  add(event: string, listener: Listener): void {
    this.#all.add([event, listener]);
  }
  remove(event: string, listener: Listener): void {
    for (const entry of this.#all) if (entry[0] === event && entry[1] === listener) this.#all.delete(entry);
  }
  tell(event: string, ...args: unknown[]): void {
    for (const [name, listener] of [...this.#all]) if (name === event) listener(...(args as never[]));
  }
}

/** A manager in virtual time, and everything that was called or said, with the second at which it was. */
export interface Stage {
  readonly env: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
  readonly journal: string[];
  note(text: string): void;
}

export function stage(options: Partial<TokenManagerOptions> = {}): Stage {
  const env = virtualEnvironment();
  const source = fakeTokens(env);
  const { fetchToken } = source;
  const tokens = new TokenManager({ fetchToken, environment: env, retry: { retries: 0 }, ...options });
  const beginning = env.trueNow();
  const journal: string[] = [];
  const note = (text: string): void => void journal.push(`${Math.round((env.trueNow() - beginning) / 1000)}s ${text}`);
  return { env, source, tokens, journal, note };
}

export class FakeClient implements AgoraClient<string> {
  connectionState = "DISCONNECTED";
  localTracks: string[] = [];
  channelName: string | undefined;
  uid: number | string | undefined;
  joins: Answer = "ok";
  /** `t1`: only this token is met with `joins`. */
  only = "";
  renews: Answer = "ok";
  /** What `leave()` takes. */
  leaveMs = 0;
  readonly #stage: Stage;
  readonly #listeners = new Listeners();

  constructor(on: Stage) {
    this.#stage = on;
  }
  get listeners(): number {
    return this.#listeners.count;
  }
  on(event: string, listener: Listener): void {
    this.#listeners.add(event, listener);
  }
  off(event: string, listener: Listener): void {
    this.#listeners.remove(event, listener);
  }
  emit(event: string, ...args: unknown[]): void {
    this.#listeners.tell(event, ...args);
  }
  move(state: string, reason?: string): void {
    const previous = this.connectionState;
    this.connectionState = state;
    this.emit("connection-state-change", state, previous, reason);
  }
  async join(
    _appId: string,
    channel: string,
    token: string | null,
    uid?: number | string | null,
  ): Promise<number | string> {
    const name = this.#stage.source.nameOf(token!);
    this.#stage.note(`join ${name}`);
    if (this.connectionState !== "DISCONNECTED")
      throw rtcError("INVALID_OPERATION: [client] Client already in connecting/connected state");
    this.move("CONNECTING");
    await settle(this.only && this.only !== name ? "ok" : this.joins).catch((error: unknown) => {
      this.move("DISCONNECTED");
      throw error;
    });
    [this.channelName, this.uid] = [channel, uid ?? 4711];
    this.move("CONNECTED");
    return this.uid;
  }
  async leave(): Promise<void> {
    this.#stage.note("leave");
    if (this.leaveMs) {
      this.move("DISCONNECTING");
      await new Promise<void>((resolve) => void this.#stage.env.setTimer(resolve, this.leaveMs));
    }
    this.#end("LEAVE");
  }
  renewToken(token: string): Promise<void> {
    this.#stage.note(`renew ${this.#stage.source.nameOf(token)}`);
    return settle(this.renews);
  }
  /** The server puts the client out; `reason` was LEAVE before 4.19.0. */
  putOut(reason = "TOKEN_EXPIRE"): void {
    this.#end(reason);
    this.emit("token-privilege-did-expire");
  }
  #end(reason: string): void {
    this.move("DISCONNECTING");
    this.localTracks = [];
    this.channelName = this.uid = undefined;
    this.move("DISCONNECTED", reason);
  }
}

export class FakeRtm implements AgoraRtmClient {
  logins: Answer = "ok";
  renews: Answer = "ok";
  readonly #stage: Stage;
  readonly #listeners = new Listeners();

  constructor(on: Stage) {
    this.#stage = on;
  }
  get listeners(): number {
    return this.#listeners.count;
  }
  addEventListener(event: string, listener: Listener): void {
    this.#listeners.add(event, listener);
  }
  removeEventListener(event: string, listener: Listener): void {
    this.#listeners.remove(event, listener);
  }
  warn(channelName = ""): void {
    this.#listeners.tell("tokenPrivilegeWillExpire", channelName);
  }
  link(currentState: string, reasonCode: string, more: Partial<AgoraLinkState> = {}): void {
    const event: AgoraLinkState = { currentState, reasonCode, serviceType: "MESSAGE", affectedChannels: [], ...more };
    this.#listeners.tell("linkState", event);
  }
  async login({ token = "" }: { token?: string } = {}): Promise<object> {
    this.#stage.note(`login ${this.#stage.source.nameOf(token)}`);
    await settle(this.logins).catch((error: unknown) => {
      this.link("FAILED", "INVALID_TOKEN");
      throw error;
    });
    this.link("CONNECTED", "LOGIN_SUCCESS");
    return {};
  }
  logout(): Promise<object> {
    this.#stage.note("logout");
    this.link("IDLE", "LOGOUT");
    return Promise.resolve({});
  }
  async renewToken(token: string, options?: { channelName?: string }): Promise<object> {
    this.#stage.note(["renew", this.#stage.source.nameOf(token), options?.channelName].filter(Boolean).join(" "));
    await settle(this.renews);
    return {};
  }
}
