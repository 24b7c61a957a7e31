/**
 * An RTC channel as a kept connection: which of the client's events means what.
 *
 * Facts: agora-rtc-sdk-ng@4.24.8, its declarations and its bundle.
 *
 * @module
 */
import { decodeAgoraToken, readAgoraToken } from "../../core/read/agora.ts";
import { agoraRtc } from "../../diagnose/catalog/agora/rtc.ts";
import { fault } from "../../errors.ts";
import type { ProblemOptions } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import { KeptConnection } from "../common/connection/kept-connection.ts";
import type { TokenFeed } from "../common/feed.ts";
import { TokenOwner } from "../common/identity.ts";
import { forgetOpening, shareOpening } from "../common/share-opening.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import { vendorError } from "../common/vendor-error.ts";
import { wrapMethod } from "../common/wrap-method.ts";
import { rtcUserOf, userOfUid } from "./identity.ts";

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

/** What `joinChannel` and `keepClient` have in common. */
export interface AgoraChannelOptions<Track = unknown> extends ClockOptions, ProblemOptions {
  /**
   * Limit of one `join()`, in ms: the SDK leaves it pending for ever on some refusals. The token must live as long.
   *
   * @defaultValue 20_000: a join takes 1 to 3 s
   */
  joinTimeoutMs?: number | undefined;
  /**
   * Limit of one `renewToken()`, in ms: the SDK sets none.
   *
   * @defaultValue 10_000: after that the SDK itself warns of a silent server (agora-rtc-sdk-ng\@4.24.8)
   */
  renewTimeoutMs?: number | undefined;
  /**
   * The token had run out, or the SDK had given up, and the channel has been joined again. The app must publish again.
   *
   * @defaultValue nobody is told, and nothing is published
   */
  onRejoined?(rejoined: AgoraRejoined<Track>): void;
}

/** Where to join. */
export interface AgoraTarget {
  /** Without it, the one in the token. */
  appId?: string | undefined;
  channel: string;
  uid?: AgoraUid | null | undefined;
  joinOptions?: AgoraJoinOptions | undefined;
}

/** The SDK's loop of reconnects outlives `leave()` by one of its waits, and takes a `join()` down that comes sooner. */
export const SETTLE_MS = 1_000;

/** Listens to the client and keeps it in the channel. */
export function keepChannel<Track>(
  client: AgoraClient<Track>,
  tokens: TokenFeed,
  target: AgoraTarget,
  options: AgoraChannelOptions<Track>,
): KeptConnection<AgoraUid> {
  refuseSingleUse(tokens, "An Agora client");
  const clock = clockOf(options);
  // `uid`: joined again under the uid that the server had chosen, the client is the same participant to the others.
  const seen: { uid: AgoraUid | null; tracks: Track[] } = { uid: target.uid ?? null, tracks: [] };
  const leave = wrapMethod(client, "leave", () => connection.stop());
  const unlisten = listen(client, () => connection, seen);
  const connection: KeptConnection<AgoraUid> = new KeptConnection(
    {
      opens: "join()",
      openTimeoutMs: options.joinTimeoutMs ?? 20_000,
      minValidityMs: options.joinTimeoutMs ?? 20_000,
      handsOver: "renewToken()",
      handOverTimeoutMs: options.renewTimeoutMs ?? 10_000,
      settleMs: SETTLE_MS,
      afterRefusal: "end",
      owner: new TokenOwner(rtcUserOf, userOfUid(target.uid)),
      app: options,
      isUp: () => client.connectionState === "CONNECTED",
      handOver: (value) => client.renewToken(value),
      open: async (value) => (seen.uid = await shareOpening(client, () => join(client, target, value, seen.uid))),
      close() {
        forgetOpening(client);
        return leave.original();
      },
      readToken: readAgoraToken,
      explain: (what, error, token) => vendorError(what, error, agoraRtc, { token, now: clock.now() }),
      onReopened: (uid) => options.onRejoined?.({ uid, tracks: seen.tracks }),
      release() {
        leave.undo();
        unlisten();
      },
    },
    tokens,
    clock,
  );
  return connection;
}

async function join(
  client: AgoraClient,
  { appId, channel, joinOptions }: AgoraTarget,
  value: string,
  uid: AgoraUid | null,
): Promise<AgoraUid> {
  // Another keeper of this client was faster.
  if (client.connectionState === "CONNECTED" && client.uid !== undefined) return client.uid;
  const id = appId ?? decodeAgoraToken(value)?.appId;
  if (id === undefined)
    throw fault("ERR_HANDOVER_FAILED", "The token does not say its app id", "fixConfig", "Give the option appId.");
  return client.join(id, channel, value, uid, joinOptions);
}

function listen<Track>(
  client: AgoraClient<Track>,
  connection: () => KeptConnection<AgoraUid>,
  seen: { tracks: Track[] },
): () => void {
  const onState = (state: string, previous: string, reason?: string): void => {
    // The SDK empties the list on its way out.
    if (previous === "CONNECTED") seen.tracks = [...client.localTracks];
    if (state === "CONNECTED") connection().up();
    else if (state === "RECONNECTING") connection().down();
    else if (state !== "DISCONNECTED") return;
    else if (reason === "TOKEN_EXPIRE") connection().tokenEnded();
    // Before 4.19.0 an expiry looked like a LEAVE, with `token-privilege-did-expire` in the same breath.
    else void Promise.resolve().then(() => onGone(reason));
  };
  const onGone = (reason: string | undefined): void => {
    const problem = vendorError("The connection", { reason }, agoraRtc);
    if (reason === "LEAVE") connection().closed();
    else if (problem.action === "retryLater") connection().broke(() => problem);
    else connection().closed(problem);
  };
  const onWillExpire = (): void => connection().hint();
  const onDidExpire = (): void => connection().tokenEnded();
  client.on("connection-state-change", onState);
  client.on("token-privilege-will-expire", onWillExpire);
  client.on("token-privilege-did-expire", onDidExpire);
  return () => {
    client.off("connection-state-change", onState);
    client.off("token-privilege-will-expire", onWillExpire);
    client.off("token-privilege-did-expire", onDidExpire);
  };
}
