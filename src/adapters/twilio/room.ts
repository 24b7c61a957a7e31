/**
 * Video: connects to a room with a fresh token, and connects anew when the room was lost through its token.
 *
 * A room keeps the token of its `connect()` for life, and sends it again whenever its signalling reconnects: the end
 * of the token is felt then, or never, and no room can be given another. Vendor facts: `twilio-video@2.32.0`, observed.
 *
 * @module
 */
import { twilioVideo } from "../../diagnose/catalog/twilio/video.ts";
import { fault, type TokenError } from "../../errors.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import { within } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { openWithToken, type Turn } from "../common/open.ts";
import { isCurable, tellApp, vendorError } from "../common/vendor-error.ts";

/** The part of `Room` (`twilio-video` 2.x) that is touched. */
export interface RoomLike {
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
export interface ConnectRoomOptions<Room extends RoomLike, ConnectOptions> extends ClockOptions {
  /** For `connect()`. With `tracks` of the app's own, a rejoin publishes the same ones; without, it opens the devices anew. */
  connectOptions?: ConnectOptions;
  /**
   * There is a room: add your listeners to it. The first time without `previous`; after that, `previous` is lost or,
   * after `rejoin()`, ends with 53205 (duplicate identity), as it should.
   */
  onRoom?(room: Room, previous: Room | undefined): void;
  /** The room is lost, and was not left or closed. `action` says who must act before `rejoin()`. */
  onProblem?(error: TokenError): void;
  /** How much life a token must have at `connect()`. Best as long as a session, if tokens live that long. Default 60_000. */
  minValidityMs?: number;
  /** For `connect()`, in which the user may be asked for camera and microphone. Default 60_000. */
  connectTimeoutMs?: number;
  /** The user has gone: the room is left, or the connecting given up. */
  signal?: AbortSignal;
}

/** What {@link connectRoom} gives. */
export interface KeptRoom<Room> {
  /** The current room; while another is being connected to, the old one. */
  readonly room: Room;
  /** Connects anew although the room is well, e.g. before the longest duration of a participant ends. */
  rejoin(): Promise<Room>;
  /** Ends the keeping; the room stays. */
  stop(): void;
  /** Ends the keeping and leaves the room, the one that is being connected to as well. */
  leave(): void;
}

/** The token of a room. */
interface Used {
  readonly value: string;
  readonly expiresAt: number | undefined;
}

/**
 * Connects with a fresh token; one that is refused is replaced and tried once more. `room.disconnect()` ends it all.
 *
 * @param connect - `Video.connect`
 * @throws TokenError `ERR_HANDOVER_FAILED` explained; why there is no token; the `signal`'s reason
 */
export async function connectRoom<Room extends RoomLike, ConnectOptions>(
  connect: ConnectLike<Room, ConnectOptions>,
  tokens: TokenFeed,
  options: ConnectRoomOptions<Room, ConnectOptions> = {},
): Promise<KeptRoom<Room>> {
  const { connectOptions, minValidityMs = 60_000, connectTimeoutMs = 60_000, signal } = options;
  const clock = clockOf(options);
  let room: Room | undefined;
  let replacement: string | undefined; // fetched because a server had refused the one before
  let joining: Promise<Room> | undefined;
  let unwatch = (): void => undefined;
  let isOver = false;
  let end: (reason: unknown) => void;
  const over = new Promise<never>((_, reject) => (end = reject));
  over.catch(() => undefined);

  const explain = (what: string, error: unknown, { value, expiresAt = Infinity }: Used): TokenError => {
    const token = value === replacement ? tokens.state : expiresAt <= clock.now() ? { expiresAt } : undefined;
    return vendorError(what, error, twilioVideo, { token, now: clock.now() });
  };
  const report = (problem: TokenError): void => tellApp(() => options.onProblem?.(problem));

  const connectWith = async (value: string): Promise<Room> => {
    let call: ReturnType<typeof connect> | undefined;
    try {
      return await within(connectTimeoutMs, "connect()", clock, () => {
        call = connect(value, connectOptions);
        return Promise.race([call, over]);
      });
    } catch (error) {
      call?.cancel?.();
      call?.then(
        (late) => late.disconnect(), // nobody waits for it any more
        () => undefined,
      );
      throw error;
    }
  };

  const join = (turn: Turn): Promise<Room> => {
    let used: Used;
    return openWithToken(
      {
        getToken: () => Promise.race([tokens.getToken({ minValidityMs }), over]),
        async open(value, now) {
          used = { value, expiresAt: tokens.peek()?.expiresAt };
          if (now === "second") replacement = value;
          const next = await connectWith(value);
          if (isOver) next.disconnect();
          else watch(next, used);
          return isOver ? over : next;
        },
        explain: (error) => (isOver ? (error as TokenError) : explain("connect()", error, used)),
        cure(problem, value) {
          if (isCurable(problem) && !isOver) tokens.invalidate(value);
          return isCurable(problem) && !isOver;
        },
      },
      turn,
    );
  };
  const rejoin = (turn: Turn = "first"): Promise<Room> => (joining ??= join(turn).finally(() => (joining = undefined)));

  function watch(next: Room, used: Used): void {
    unwatch();
    const previous = room;
    room = next;
    const onDisconnected = (_room: unknown, error: unknown): void => {
      if (!error) return stop(); // the app has left, or the server has sent the participant away
      if (joining) return; //       the server ends the old room when the new one begins
      const problem = explain("The room", error, used);
      if (isCurable(problem)) {
        const isCurrent = tokens.peek()?.value === used.value;
        tokens.invalidate(used.value);
        rejoin(isCurrent ? "second" : "first").catch((reason: unknown) => isOver || report(reason as TokenError));
      } else if (problem.action !== "none") report(problem);
    };
    next.on("disconnected", onDisconnected);
    unwatch = () => next.off("disconnected", onDisconnected);
    tellApp(() => options.onRoom?.(next, previous));
  }

  const stop = (): void => {
    isOver = true;
    unwatch();
    signal?.removeEventListener("abort", leave);
    end(
      signal?.aborted ? signal.reason : fault("ERR_STOPPED", "The room is not kept any more", "none", "Connect anew."),
    );
  };
  const leave = (): void => {
    stop();
    room?.disconnect();
  };

  signal?.throwIfAborted();
  signal?.addEventListener("abort", leave);
  try {
    await rejoin();
  } catch (error) {
    stop();
    throw error;
  }
  return {
    get room() {
      return room!;
    },
    rejoin: () => rejoin(),
    stop,
    leave,
  };
}
