/**
 * An RTC channel as a line: which of the client's events means what.
 *
 * Facts: agora-rtc-sdk-ng@4.24.8, its declarations and its bundle.
 *
 * @module
 */
import { decodeAgoraToken } from "../../core/read/agora.ts";
import { agoraRtc } from "../../diagnose/catalog/agora/rtc.ts";
import type { TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import type { AdapterClock } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { ahead } from "../common/wrap-method.ts";
import { type Line, lineOf } from "./line.ts";

export type AgoraUid = number | string;

/** `IJoinOptions` of the SDK. */
export interface AgoraJoinOptions {
  autoSubscribe?: boolean;
  autoReceiveAndPlayAudio?: boolean;
  networkQualityProbe?: boolean;
}

/** The part of `IAgoraRTCClient` (agora-rtc-sdk-ng 4.x) that is used. */
export interface AgoraClient<Track = unknown> {
  readonly connectionState: string;
  /** The tracks that are published. */
  readonly localTracks: Track[];
  readonly channelName?: string | undefined;
  readonly uid?: AgoraUid | undefined;
  join(
    appId: string,
    channel: string,
    token: string | null,
    uid?: AgoraUid | null,
    options?: AgoraJoinOptions,
  ): Promise<AgoraUid>;
  leave(): Promise<void>;
  renewToken(token: string): Promise<void>;
  on(event: "connection-state-change", listener: (state: string, previous: string, reason?: string) => void): unknown;
  on(event: "token-privilege-will-expire" | "token-privilege-did-expire", listener: () => void): unknown;
  off(event: string, listener: (...args: never[]) => void): unknown;
}

/** The client is in the channel again, as a new participant. */
export interface AgoraRejoined<Track = unknown> {
  readonly uid: AgoraUid;
  /** What was published before: `client.publish(tracks)`. Encryption, volume indicator and media relay are off as well. */
  readonly tracks: Track[];
}

export interface AgoraChannelOptions<Track = unknown> {
  /** For one `join()`, which the SDK leaves pending for ever on some refusals. Default 20 s: a join takes 1 to 3 s. */
  joinTimeoutMs?: number;
  /** For one `renewToken()`, to which the SDK sets no limit. Default 10 s: after that it warns of a silent server itself. */
  renewTimeoutMs?: number;
  /** The token had run out, and the channel has been joined again. The app must publish again. */
  onRejoined?(rejoined: AgoraRejoined<Track>): void;
  /** What went wrong after the join, and who must act. */
  onProblem?(error: TokenError): void;
  environment?: Partial<AdapterClock>;
}

/** Where to join. */
export interface AgoraTarget {
  /** Default: the one in the token. */
  appId?: string | undefined;
  channel: string;
  uid?: AgoraUid | null | undefined;
  joinOptions?: AgoraJoinOptions | undefined;
}

export function channelLine<Track>(
  client: AgoraClient<Track>,
  tokens: TokenFeed,
  target: AgoraTarget,
  options: AgoraChannelOptions<Track>,
): Line<AgoraUid> {
  const { channel, joinOptions } = target;
  let uid = target.uid ?? null;
  let tracks: Track[] = [];

  const onState = (state: string, previous: string, reason?: string): void => {
    // The SDK empties the list on its way out.
    if (previous === "CONNECTED") tracks = [...client.localTracks];
    if (state === "CONNECTED") void line.handOver();
    else if (state === "RECONNECTING") line.watch();
    else if (state !== "DISCONNECTED") return;
    else if (reason === "TOKEN_EXPIRE") line.lost();
    // Before 4.19.0 an expiry looked like a LEAVE, with `token-privilege-did-expire` in the same breath.
    else void Promise.resolve().then(() => line.closed(reason === "LEAVE" ? undefined : { reason }));
  };
  const onWillExpire = (): void => line.hint();
  const onDidExpire = (): void => line.lost();
  const leave = ahead(client, "leave", () => line.stop());

  const line: Line<AgoraUid> = lineOf(
    {
      table: agoraRtc,
      opens: "join()",
      openTimeoutMs: options.joinTimeoutMs ?? 20_000,
      renewTimeoutMs: options.renewTimeoutMs ?? 10_000,
      isUp: () => client.connectionState === "CONNECTED",
      renew: (value) => client.renewToken(value),
      async open(value) {
        const appId = target.appId ?? decodeAgoraToken(value)?.appId;
        if (appId === undefined) throw new TypeError("The token does not say its app id: give the option appId");
        // Again under the uid that the server had chosen: to the others it is the same participant.
        return (uid = await client.join(appId, channel, value, uid, joinOptions));
      },
      close: leave.original,
      onReopened: (newUid) => options.onRejoined?.({ uid: newUid, tracks }),
      onProblem: (error) => options.onProblem?.(error),
      release() {
        leave.undo();
        client.off("connection-state-change", onState);
        client.off("token-privilege-will-expire", onWillExpire);
        client.off("token-privilege-did-expire", onDidExpire);
      },
    },
    tokens,
    { ...DEFAULT_ENVIRONMENT, ...options.environment },
  );
  client.on("connection-state-change", onState);
  client.on("token-privilege-will-expire", onWillExpire);
  client.on("token-privilege-did-expire", onDidExpire);
  return line;
}
