/**
 * `evertoken/livekit`: a fresh token at the one moment when LiveKit looks at its expiry, the connect.
 *
 * Once connected, the server itself sends the room newer tokens (livekit-client@2.23.0); nothing is done then.
 *
 * @module
 */
import { livekit } from "../diagnose/catalog/livekit.ts";
import { TokenError } from "../errors.ts";
import { type ClockOptions, clockOf } from "./common/clock.ts";
import { within } from "./common/deadline.ts";
import type { TokenFeed } from "./common/feed.ts";
import { openWithToken } from "./common/open.ts";
import { vendorError } from "./common/vendor-error.ts";

/** The part of `Room` (livekit-client 2.x) that is used here. */
export interface LiveKitRoom {
  connect(url: string, token: string, options?: object): Promise<unknown>;
  disconnect(): Promise<unknown>;
}

/** Options of {@link connectRoom}. */
export interface ConnectRoomOptions<Room extends LiveKitRoom = LiveKitRoom> extends ClockOptions {
  /** LiveKit's own options for `room.connect()`. */
  connectOptions?: Parameters<Room["connect"]>[2];
  /**
   * Limit of one `room.connect()`, in ms.
   *
   * @defaultValue 60_000: two rounds of LiveKit's own 15 s for signalling and 15 s for media (livekit-client\@2.23.0)
   */
  connectTimeoutMs?: number;
  /** The user has gone: the connection is given up, also while a token is on its way. */
  signal?: AbortSignal;
}

/** The token is looked at when the signalling connection opens; LiveKit waits 15 s for that. */
const MIN_VALIDITY_MS = 15_000;

/**
 * Connects `room` with a fresh token; one that the server refuses (status 401) is replaced and tried once more.
 * `room.disconnect()` ends what this has begun: nothing else is left behind.
 *
 * @param url - of the LiveKit server, `wss://…`
 * @throws TokenError `ERR_HANDOVER_FAILED` explained; why there is no token; the `signal`'s reason
 */
export async function connectRoom<Room extends LiveKitRoom>(
  room: Room,
  url: string,
  tokens: TokenFeed,
  options: ConnectRoomOptions<Room> = {},
): Promise<void> {
  const { connectOptions, connectTimeoutMs = 60_000, signal } = options;
  const clock = clockOf(options);
  const leave = (): void => void room.disconnect().catch(() => undefined); // it was to be given up anyway
  signal?.addEventListener("abort", leave);
  try {
    await openWithToken({
      getToken: () => tokens.getToken({ minValidityMs: MIN_VALIDITY_MS, ...(signal && { signal }) }),
      open: (value) =>
        within(connectTimeoutMs, "room.connect()", clock, () => room.connect(url, value, connectOptions)),
      explain(error) {
        if (error instanceof TokenError) leave(); // the deadline: else a second connect() would join this one
        return vendorError("room.connect()", error, livekit, { token: tokens.peek(), now: clock.now() });
      },
      cure(_problem, value, error) {
        const isRefused = (error as { status?: unknown } | null)?.status === 401;
        if (isRefused) tokens.invalidate(value);
        return isRefused;
      },
      check: () => signal?.throwIfAborted(),
    });
  } finally {
    signal?.removeEventListener("abort", leave);
  }
}

/**
 * For livekit-client's `TokenSource.literal(…)`, which asks each time, and `TokenSource.custom(…)`, which keeps an
 * answer of its own until 60 s before its end.
 */
export function livekitTokenSource(
  tokens: TokenFeed,
  url: string,
): () => Promise<{ serverUrl: string; participantToken: string }> {
  return async () => ({
    serverUrl: url,
    participantToken: await tokens.getToken({ minValidityMs: MIN_VALIDITY_MS }),
  });
}
