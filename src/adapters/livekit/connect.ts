/**
 * Connecting a room, once.
 *
 * Vendor facts: livekit-client@2.23.0.
 *
 * @module
 */
import { livekit } from "../../diagnose/catalog/livekit.ts";
import { TokenError } from "../../errors.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { openInSession } from "../common/open.ts";
import { checkOptions } from "../common/options.ts";
import { quietly } from "../common/quietly.ts";
import { tooOld } from "../common/too-old.ts";
import { vendorError } from "../common/vendor-error.ts";

/** The part of `Room` (livekit-client 2.x) that is used here. */
export interface LiveKitRoom {
  /** Connects; looks at the token's expiry. */
  connect(url: string, token: string, options?: object): Promise<unknown>;
  /** Disconnects, or gives the connecting up. */
  disconnect(): Promise<unknown>;
}

/** Options of {@link connectRoom}. */
export interface ConnectRoomOptions<Room extends LiveKitRoom = LiveKitRoom> extends ClockOptions {
  /** LiveKit's own options for `room.connect()`. @defaultValue LiveKit's own */
  connectOptions?: Parameters<Room["connect"]>[2] | undefined;
  /**
   * Limit of one `room.connect()`, in ms.
   *
   * @defaultValue 60_000: two rounds of LiveKit's own 15 s for signalling and 15 s for media (livekit-client\@2.23.0)
   */
  connectTimeoutMs?: number | undefined;
  /** The user has gone: the connection is given up, also while a token is on its way. @defaultValue `room.disconnect()` alone does that */
  signal?: AbortSignal | undefined;
}

/** livekit-client 1.x: other words for its errors and for the end of a room. */
export function refuseOldRoom(room: object): void {
  if ("participants" in room && !("remoteParticipants" in room)) throw tooOld("This room", "livekit-client 2.0");
}

/** The token is looked at when the signalling connection opens; LiveKit waits 15 s for that. */
export const MIN_VALIDITY_MS = 15_000;

/** See the option. */
export const CONNECT_TIMEOUT_MS = 60_000;

/**
 * Connects `room` with a fresh token; one that the server refuses (status 401) is replaced and tried once more.
 * `room.disconnect()` ends what this has begun: nothing else is left behind.
 *
 * @param url - of the LiveKit server, `wss://…`
 * @throws TypeError for a room of livekit-client 1.x, or an unknown option; RangeError for a limit that no timer can keep; TokenError `ERR_HANDOVER_FAILED` explained; why there is no token; the `signal`'s reason
 */
export async function connectRoom<Room extends LiveKitRoom>(
  room: Room,
  url: string,
  tokens: TokenFeed,
  options: ConnectRoomOptions<Room> = {},
): Promise<void> {
  checkOptions(options, ["connectOptions", "connectTimeoutMs", "signal", "environment"]);
  refuseOldRoom(room);
  const { connectOptions, connectTimeoutMs = CONNECT_TIMEOUT_MS, signal = new AbortController().signal } = options;
  const clock = clockOf(options);
  const leave = (): void => quietly(() => room.disconnect());
  signal.addEventListener("abort", leave);
  try {
    await openInSession(tokens, {
      getToken: () => tokens.getToken({ minValidityMs: MIN_VALIDITY_MS, signal }),
      open: (value) =>
        within(connectTimeoutMs, "room.connect()", clock, () => room.connect(url, value, connectOptions), signal),
      explain(error) {
        if (error instanceof TokenError) leave(); // the deadline: else a second connect() would join this one
        return vendorError("room.connect()", error, livekit, { token: tokens.peek(), now: clock.now() });
      },
      cure(_problem, value, error) {
        const isRefused = (error as { status?: unknown } | null)?.status === 401;
        if (isRefused) tokens.invalidate(value);
        return isRefused;
      },
      check: () => signal.throwIfAborted(),
    });
  } finally {
    signal.removeEventListener("abort", leave);
  }
}
