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

/** A room ends so that has been completed, or that a newer one of the same identity has replaced. */
const EXPECTED: readonly unknown[] = [53118, 53205];

/** What a room says that ends before its `connect()` does: nobody could listen to it. */
const lost = (): Error => Object.assign(new Error("The room has ended before it was there"), { code: 53000 });

/** Keeps one participant in a room. */
export class RoomKeeper<Room extends RoomLike, ConnectOptions> {
  /** The current room. */
  room: Room | undefined;
  #isRoomUp = false;
  /** The call that is waited for; a room that any other call brings is left. */
  #call: ReturnType<ConnectLike<Room, ConnectOptions>> | undefined;
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
        signal?.removeEventListener("abort", this.#onAbort);
      },
    };
  }

  async #connect(value: string, ended: AbortSignal): Promise<Room> {
    const call = (this.#call = this.#connectSdk(value, this.#options.connectOptions));
    const giveUp = (): void => this.#giveUp();
    ended.addEventListener("abort", giveUp);
    try {
      const room = await call;
      if (room.state === "disconnected") throw lost();
      if (this.#call === call) this.#watch(room, ended);
      else quietly(() => room.disconnect()); // nobody waits for this room any more
      return room;
    } finally {
      ended.removeEventListener("abort", giveUp);
    }
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
    [this.room, this.#isRoomUp] = [next, true];
    next.on("disconnected", onDisconnected);
    this.#unwatch = () => next.off("disconnected", onDisconnected);
    tellApp(() => ended.aborted || this.#options.onRoom?.(next, previous));
  }

  #disconnected(error: unknown): void {
    this.#isRoomUp = false;
    if (!error) return this.stop(); // the app has left, or the server has sent the participant away
    const isExpected = EXPECTED.includes((error as { code?: unknown }).code);
    this.#connection.broke((token) => (isExpected ? undefined : orTriedAgain(this.#explain("The room", error, token))));
  }

  #explain(what: string, error: unknown, token: TokenInUse): TokenError {
    return vendorError(what, error, roomEnd(), evidence(token, this.#clock));
  }
}
