/**
 * The part of agora-rtc-sdk-ng that is touched.
 *
 * @module
 */

/** A user in a channel: a number, or a user account. */
export type AgoraUid = number | string;

/** `IJoinOptions` of the SDK. */
export interface AgoraJoinOptions {
  /** Subscribes to what others publish. @defaultValue the SDK's own */
  autoSubscribe?: boolean | undefined;
  /** Receives and plays the audio of others. @defaultValue the SDK's own */
  autoReceiveAndPlayAudio?: boolean | undefined;
  /** Probes the network before joining. @defaultValue the SDK's own */
  networkQualityProbe?: boolean | undefined;
}

/** The part of `IAgoraRTCClient` (agora-rtc-sdk-ng 4.x) that is used. */
export interface AgoraClient<Track = unknown> {
  /** `DISCONNECTED`, `CONNECTING`, `RECONNECTING`, `CONNECTED` or `DISCONNECTING`. */
  readonly connectionState: string;
  /** The tracks that are published. */
  readonly localTracks: Track[];
  /** The channel that has been joined. */
  readonly channelName?: string | undefined;
  /** The user as whom it has been joined. */
  readonly uid?: AgoraUid | undefined;
  /** Joins a channel; stays pending for ever on some refusals. */
  join(
    appId: string,
    channel: string,
    token: string | null,
    uid?: AgoraUid | null,
    options?: AgoraJoinOptions,
  ): Promise<AgoraUid>;
  /** Leaves the channel. Wrapped while the client is kept: nothing else tells the app's own end from a loss. */
  leave(): Promise<void>;
  /** Gives a new token to the live connection. */
  renewToken(token: string): Promise<void>;
  /** Adds a listener. */
  on(event: "connection-state-change", listener: (state: string, previous: string, reason?: string) => void): unknown;
  on(event: "token-privilege-will-expire" | "token-privilege-did-expire", listener: () => void): unknown;
  /** Removes a listener. */
  off(event: string, listener: (...args: never[]) => void): unknown;
}

/** The client is in the channel again, as a new participant. */
export interface AgoraRejoined<Track = unknown> {
  /** As before, also where the server had chosen it. */
  readonly uid: AgoraUid;
  /** What was published before: `client.publish(tracks)`. Encryption, volume indicator and media relay are off as well. */
  readonly tracks: Track[];
}
