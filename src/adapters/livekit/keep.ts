/**
 * Keeps a room connected: when LiveKit has given up, the room is connected again with a fresh token.
 *
 * LiveKit reconnects by itself, for 43 s (livekit-client@2.23.0), with the newest token that its server has sent. After
 * that, or when the server refuses that token, `disconnected` comes without a reason and nothing more is tried.
 *
 * @module
 */
import { claimsOf } from "../../core/read/jwt.ts";
import { livekit } from "../../diagnose/catalog/livekit.ts";
import type { Table } from "../../diagnose/error/table.ts";
import { fault, type TokenError } from "../../errors.ts";
import type { ProblemOptions } from "../common/app-callbacks.ts";
import { clockOf } from "../common/clock.ts";
import { KeptConnection } from "../common/connection/kept-connection.ts";
import { evidence } from "../common/connection/port.ts";
import type { TokenFeed } from "../common/feed.ts";
import { TokenOwner } from "../common/identity.ts";
import { checkOptions } from "../common/options.ts";
import { quietly } from "../common/quietly.ts";
import { vendorError } from "../common/vendor-error.ts";
import { wrapMethod } from "../common/wrap-method.ts";
import {
  CONNECT_TIMEOUT_MS,
  type ConnectRoomOptions,
  type LiveKitRoom,
  MIN_VALIDITY_MS,
  refuseOldRoom,
} from "./connect.ts";

/** The part of `Room` (livekit-client 2.x) that is used besides. */
export interface LiveKitRoomEvents extends LiveKitRoom {
  /** `disconnected`, `connecting`, `connected`, `reconnecting` or `signalReconnecting`. */
  readonly state: string;
  /** Adds a listener. */
  on(event: "disconnected", listener: (reason?: unknown) => void): unknown;
  /** Removes a listener. */
  off(event: "disconnected", listener: (reason?: unknown) => void): unknown;
}

/** Options of {@link keepRoom}. */
export interface KeepRoomOptions<Room extends LiveKitRoomEvents = LiveKitRoomEvents>
  extends ConnectRoomOptions<Room>, ProblemOptions {
  /**
   * LiveKit had given up, and the room is connected again. Local tracks must be published again.
   *
   * @defaultValue nobody is told, and nothing is published
   */
  onRejoined?: ((room: Room) => void) | undefined;
}

/** The codes of LiveKit's errors are other numbers than the reasons of `disconnected`: 13 is a negotiation that failed. */
const connecting = (): Table => ({ ...livekit, unrelated: "" });

/** `DisconnectReason.CLIENT_INITIATED`. */
const BY_APP = 1;

/**
 * `DisconnectReason`s of livekit-client@2.23.0 with which a server means it. Not 12, `USER_REJECTED`: the SDK says that of a
 * refused token too (`getDisconnectReasonFromConnectionError`), and another token cures that.
 */
const BY_SERVER: Readonly<Partial<Record<number, string>>> = {
  2: "the same identity joined again",
  4: "the participant was removed",
  5: "the room was deleted",
  10: "the room was closed",
  11: "the user was not available",
  13: "the SIP trunk failed",
};

/**
 * Like {@link connectRoom}, and stays: after a loss of the network, however long, the room is connected again, once.
 * `room.disconnect()` ends it.
 *
 * @param url - of the LiveKit server, `wss://…`
 * @returns the undo; it does not disconnect
 * @throws TypeError for a room of livekit-client 1.x, or an unknown option; RangeError for a limit that no timer can keep; TokenError `ERR_HANDOVER_FAILED` explained; why there is no token; the `signal`'s reason
 */
export async function keepRoom<Room extends LiveKitRoomEvents>(
  room: Room,
  url: string,
  tokens: TokenFeed,
  options: KeepRoomOptions<Room> = {},
): Promise<() => void> {
  checkOptions(options, [
    ...(["connectOptions", "connectTimeoutMs", "signal", "environment"] as const),
    ...(["onRejoined", "onProblem", "onRecovered"] as const),
  ]);
  refuseOldRoom(room);
  options.signal?.throwIfAborted();
  const connection = connectionOf(room, url, tokens, options);
  await connection.start();
  return () => connection.stop();
}

function connectionOf<Room extends LiveKitRoomEvents>(
  room: Room,
  url: string,
  tokens: TokenFeed,
  options: KeepRoomOptions<Room>,
): KeptConnection<unknown> {
  const clock = clockOf(options);
  const { signal } = options;
  const onAbort = (): void => {
    connection.stop(signal?.reason);
    quietly(() => room.disconnect());
  };
  signal?.addEventListener("abort", onAbort);
  const disconnect = wrapMethod<"disconnect">(room, "disconnect", () => connection.stop());
  const unlisten = listen(room, () => connection);
  const connection: KeptConnection<unknown> = new KeptConnection(
    {
      opens: "room.connect()",
      openTimeoutMs: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
      minValidityMs: MIN_VALIDITY_MS,
      settleMs: 0,
      afterRefusal: "end",
      owner: new TokenOwner((value) => claimsOf(value)?.["sub"] as string | undefined),
      app: options,
      isUp: () => room.state === "connected",
      open: (value) => room.connect(url, value, options.connectOptions),
      close: disconnect.original,
      explain: (what, error, token) => vendorError(what, error, connecting(), evidence(token, clock)),
      onReopened: () => options.onRejoined?.(room),
      release() {
        disconnect.undo();
        unlisten();
        signal?.removeEventListener("abort", onAbort);
      },
    },
    tokens,
    clock,
  );
  return connection;
}

function listen(room: LiveKitRoomEvents, connection: () => KeptConnection<unknown>): () => void {
  const onDisconnected = (reason?: unknown): void => {
    const why = BY_SERVER[reason as number];
    if (reason === BY_APP) connection().closed();
    else connection().broke(() => (why ? endedByServer(why) : lostByNetwork()));
  };
  room.on("disconnected", onDisconnected);
  return () => void room.off("disconnected", onDisconnected);
}

const lostByNetwork = (): TokenError =>
  fault(
    "ERR_HANDOVER_FAILED",
    "LiveKit has given up reconnecting",
    "retryLater",
    "Nothing: the room is connected again as soon as that can be done.",
  );

const endedByServer = (why: string): TokenError =>
  fault("ERR_HANDOVER_FAILED", `The room has ended: ${why}`, "none", "Connect anew if the user wants to go on.");
