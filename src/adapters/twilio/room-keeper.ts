/**
 * A Video room as a kept connection.
 *
 * A room keeps the token of its `connect()` for life, and sends it again whenever its signalling reconnects: the end
 * of the token is felt then, or never, and no room can be given another. Vendor facts: `twilio-video@2.32.0`, observed.
 *
 * @module
 */
import { twilioVideo } from "../../diagnose/catalog/twilio/video.ts";
import type { Table } from "../../diagnose/error/table.ts";
import { fault, type TokenError } from "../../errors.ts";
import { tellApp } from "../common/app-callbacks.ts";
import { type AdapterClock, clockOf } from "../common/clock.ts";
import { KeptConnection } from "../common/connection/kept-connection.ts";
import { type ConnectionPort, evidence, type TokenInUse } from "../common/connection/port.ts";
import type { TokenFeed } from "../common/feed.ts";
import { TokenOwner } from "../common/identity.ts";
import { quietly } from "../common/quietly.ts";
import { orTriedAgain, vendorError } from "../common/vendor-error.ts";
import { twilioIdentityOf } from "./identity.ts";
import type { ConnectLike, ConnectRoomOptions, RoomLike } from "./room.ts";

/** On `reconnecting` the SDK goes on by itself after a 53001; with `disconnected` it has given up. */
const roomEnd = (): Table => ({
  ...twilioVideo,
  rows: [
    [
      "53001",
      "rejoin?retryLater",
      "The signalling connection was lost, and the SDK has given up.",
      "SignalingConnectionDisconnectedError",
      { remedy: "Nothing: the room is connected to anew as soon as that can be done." },
    ],
    ...twilioVideo.rows,
  ],
});

/** A room ends so that has been completed. */
const COMPLETED = 53118;

/** A room ends so that a newer one of the same identity has replaced. */
const PUT_OUT = 53205;

/** A late room and the 53205 of the room that it puts out come from the server at one moment, in any order. */
const TOGETHER_MS = 10_000;

/** What a room says that ends before its `connect()` does: nobody could listen to it. */
const lost = (): Error => Object.assign(new Error("The room has ended before it was there"), { code: 53000 });

/** Keeps one participant in a room. */
export class RoomKeeper<Room extends RoomLike, ConnectOptions> {
  /** The current room. */
  room: Room | undefined;
  #isRoomUp = false;
  /** The call that is waited for; a room that any other call brings is left. */
  #call: ReturnType<ConnectLike<Room, ConnectOptions>> | undefined;
  /** When a room came that nobody waited for any longer, and when the current one was put out, on the monotonic clock. */
  readonly #seenAt = { late: -Infinity, putOut: -Infinity };
  #unwatch = (): void => undefined;
  readonly #connectSdk: ConnectLike<Room, ConnectOptions>;
  readonly #options: ConnectRoomOptions<Room, ConnectOptions>;
  readonly #clock: AdapterClock;
  readonly #connection: KeptConnection<Room>;
  readonly #onAbort = (): void => quietly(() => this.leave());

  constructor(
    connect: ConnectLike<Room, ConnectOptions>,
    tokens: TokenFeed,
    options: ConnectRoomOptions<Room, ConnectOptions>,
  ) {
    [this.#connectSdk, this.#options, this.#clock] = [connect, options, clockOf(options)];
    this.#connection = new KeptConnection(this.#port(), tokens, this.#clock);
    options.signal?.addEventListener("abort", this.#onAbort);
  }

  start(): Promise<Room> {
    return this.#connection.start();
  }

  rejoin(): Promise<Room> {
    return this.#connection.reopen();
  }

  stop(): void {
    const { signal } = this.#options;
    const over = fault("ERR_STOPPED", "The room is not kept any more", "none", "Connect anew.");
    this.#connection.stop(signal?.aborted ? signal.reason : over);
  }

  leave(): void {
    this.stop();
    this.room?.disconnect();
  }

  #port(): ConnectionPort<Room> {
    const { minValidityMs = 60_000, connectTimeoutMs = 60_000, signal } = this.#options;
    return {
      opens: "connect()",
      openTimeoutMs: connectTimeoutMs,
      minValidityMs,
      settleMs: 0,
      afterRefusal: "wait",
      owner: new TokenOwner(twilioIdentityOf),
      app: this.#options,
      isUp: () => this.#isRoomUp,
      open: (value, ended) => this.#connect(value, ended),
      close: () => this.#giveUp(),
      explain: (what, error, token) => this.#explain(what, error, token),
      onReopened: () => undefined, // `onRoom` has told
      release: () => {
        this.#unwatch();
        this.#giveUp();
        signal?.removeEventListener("abort", this.#onAbort);
      },
    };
  }

  async #connect(value: string, ended: AbortSignal): Promise<Room> {
    const call = (this.#call = this.#connectSdk(value, this.#options.connectOptions));
    if (ended.aborted) this.#giveUp(); // `connect` may be a function of the app's own, and the app may leave in it
    const room = await call;
    if (this.#call !== call) {
      quietly(() => room.disconnect());
      this.#sees("late");
    } else if (room.state === "disconnected") throw lost();
    else this.#watch(room, ended);
    return room;
  }

  /** A late room is left. Where the server has ended the current room for it, another one is needed. */
  #sees(event: "late" | "putOut"): void {
    const at = this.#seenAt;
    at[event] = this.#clock.monotonicNow();
    if (Math.abs(at.late - at.putOut) < TOGETHER_MS) quietly(() => this.rejoin());
  }

  #giveUp(): void {
    const call = this.#call;
    this.#call = undefined;
    quietly(() => call?.cancel?.());
  }

  #watch(next: Room, ended: AbortSignal): void {
    this.#unwatch();
    const previous = this.room;
    const onDisconnected = (_room: unknown, error: unknown): void => this.#disconnected(error);
    [this.room, this.#isRoomUp, this.#call] = [next, true, undefined];
    next.on("disconnected", onDisconnected);
    this.#unwatch = () => next.off("disconnected", onDisconnected);
    tellApp(() => ended.aborted || this.#options.onRoom?.(next, previous));
  }

  #disconnected(error: unknown): void {
    this.#isRoomUp = false;
    if (!error) return this.stop(); // the app has left, or the server has sent the participant away
    const { code } = error as { code?: unknown };
    const isExpected = code === COMPLETED || code === PUT_OUT;
    this.#connection.broke((token) => (isExpected ? undefined : orTriedAgain(this.#explain("The room", error, token))));
    if (code === PUT_OUT) this.#sees("putOut");
  }

  #explain(what: string, error: unknown, token: TokenInUse): TokenError {
    return vendorError(what, error, roomEnd(), evidence(token, this.#clock));
  }
}
