/**
 * Video: connects to a room with a fresh token, and connects anew when the room was lost.
 *
 * @module
 */
import { type ProblemOptions } from "../common/app-callbacks.ts";
import type { ClockOptions } from "../common/clock.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { RoomKeeper } from "./room-keeper.ts";

/** The part of `Room` (`twilio-video` 2.x) that is touched. */
export interface RoomLike {
  /** `disconnected` after its end. */
  readonly state?: string | undefined;
  on(event: "disconnected", listener: (...args: unknown[]) => void): unknown;
  off(event: "disconnected", listener: (...args: unknown[]) => void): unknown;
  disconnect(): unknown;
}

/** `connect` of `twilio-video`, whose promise can be cancelled. */
export type ConnectLike<Room extends RoomLike, ConnectOptions> = (
  token: string,
  options?: ConnectOptions,
) => Promise<Room> & { cancel?(): unknown };

/** Options of {@link connectRoom}. */
export interface ConnectRoomOptions<Room extends RoomLike, ConnectOptions> extends ClockOptions, ProblemOptions {
  /**
   * For `connect()`. With `tracks` of the app's own, a rejoin publishes the same ones; without, it opens the devices
   * anew.
   *
   * @defaultValue the SDK's own
   */
  connectOptions?: ConnectOptions | undefined;
  /**
   * There is a room: add your listeners to it. The first time without `previous`; after that, `previous` is lost or,
   * after `rejoin()`, ends with 53205 (duplicate identity), as it should.
   *
   * @defaultValue nobody is told: `room` of what `connectRoom` gives is the current one
   */
  onRoom?: ((room: Room, previous: Room | undefined) => void) | undefined;
  /**
   * How much life a token must have at `connect()`, in ms. Best as long as a session, if tokens live that long.
   *
   * @defaultValue 60_000
   */
  minValidityMs?: number | undefined;
  /**
   * Limit of one `connect()`, in which the user may be asked for camera and microphone, in ms.
   *
   * @defaultValue 60_000
   */
  connectTimeoutMs?: number | undefined;
  /** The user has gone: the room is left, or the connecting given up. @defaultValue `leave()` does that */
  signal?: AbortSignal | undefined;
}

/** What {@link connectRoom} gives. */
export interface KeptRoom<Room> {
  /** The current room; while another is being connected to, the old one. */
  readonly room: Room;
  /**
   * Connects anew: after a problem that somebody has solved, or although the room is well, e.g. before the longest
   * duration of a participant ends.
   *
   * @throws TokenError why there is no room
   */
  rejoin(): Promise<Room>;
  /** Ends the keeping; the room stays. */
  stop(): void;
  /** Ends the keeping and leaves the room, the one that is being connected to as well. */
  leave(): void;
}

/**
 * Connects with a fresh token; one that is refused is replaced and tried once more. A room that was lost through its
 * token or the network is connected to anew. `room.disconnect()` ends it all.
 *
 * @param connect - `Video.connect`
 * @throws TypeError for an unknown option; RangeError for a limit that no timer can keep; TokenError
 *   `ERR_HANDOVER_FAILED` explained; why there is no token; the `signal`'s reason
 */
export async function connectRoom<Room extends RoomLike, ConnectOptions>(
  connect: ConnectLike<Room, ConnectOptions>,
  tokens: TokenFeed,
  options: ConnectRoomOptions<Room, ConnectOptions> = {},
): Promise<KeptRoom<Room>> {
  checkOptions(options, [
    ...(["connectOptions", "onRoom", "minValidityMs", "connectTimeoutMs", "signal"] as const),
    ...(["onProblem", "onRecovered", "environment"] as const),
  ]);
  options.signal?.throwIfAborted();
  const keeper = new RoomKeeper(connect, tokens, options);
  await keeper.start();
  return {
    get room() {
      return keeper.room!;
    },
    rejoin: () => keeper.rejoin(),
    stop: () => keeper.stop(),
    leave: () => keeper.leave(),
  };
}
