/**
 * An RTC channel as a kept connection: which of the client's events means what.
 *
 * Facts: agora-rtc-sdk-ng@4.24.8, its declarations and its bundle.
 *
 * @module
 */
import { decodeAgoraToken, readAgoraToken } from "../../core/read/agora.ts";
import { agoraRtc } from "../../diagnose/catalog/agora/rtc.ts";
import { fault, type TokenError } from "../../errors.ts";
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
import type { AgoraClient, AgoraJoinOptions, AgoraRejoined, AgoraUid } from "./like.ts";
import { PublishedTracks } from "./tracks.ts";

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
  onRejoined?: ((rejoined: AgoraRejoined<Track>) => void) | undefined;
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

/** Clients that a keeper of theirs has left, to join them again. */
const leftByKeeper = new WeakSet();

/** Listens to the client and keeps it in the channel. */
export function keepChannel<Track>(
  client: AgoraClient<Track>,
  tokens: TokenFeed,
  target: AgoraTarget,
  options: AgoraChannelOptions<Track>,
): KeptConnection<AgoraUid> {
  refuseSingleUse(tokens, "An Agora client");
  const clock = clockOf(options);
  // Joined again under the uid that the server had chosen, the client is the same participant to the others.
  let uid = target.uid ?? null;
  const tracks = new PublishedTracks(client, clock);
  const leave = wrapMethod(client, "leave", () => {
    forgetOpening(client);
    connection.stop();
  });
  const unlisten = listen(client, () => connection, tracks);
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
      open: async (value) => (uid = await shareOpening(client, () => join(client, target, value, uid), target.channel)),
      close() {
        forgetOpening(client);
        leftByKeeper.add(client);
        return leave.original();
      },
      readToken: readAgoraToken,
      // Whatever the age of a token that replaces a refused one: another one is no remedy.
      explain: (what, error, token) =>
        vendorError(what, error, agoraRtc, { token, now: clock.now(), isFresh: token.turn === "second" }),
      onReopened: (joined) => options.onRejoined?.({ uid: joined, tracks: tracks.lost }),
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
  // Another keeper of this client was faster. What reconnects is in the channel, and can be published to.
  const isIn = ["CONNECTED", "RECONNECTING"].includes(client.connectionState);
  if (isIn && client.channelName === channel && client.uid !== undefined) return client.uid;
  leftByKeeper.delete(client);
  const id = appId ?? decodeAgoraToken(value)?.appId;
  if (id === undefined)
    throw fault("ERR_HANDOVER_FAILED", "The token does not say its app id", "fixConfig", "Give the option appId.");
  return client.join(id, channel, value, uid, joinOptions);
}

const leftToJoin = (): TokenError =>
  fault(
    "ERR_HANDOVER_FAILED",
    "Another keeper of the client has left the channel",
    "retryLater",
    "Nothing: it is joined again.",
  );

function listen<Track>(
  client: AgoraClient<Track>,
  connection: () => KeptConnection<AgoraUid>,
  tracks: PublishedTracks<Track>,
): () => void {
  const onState = (state: string, previous: string, reason?: string): void => {
    tracks.moved(state, previous);
    if (state === "CONNECTED") connection().up();
    else if (state === "RECONNECTING") connection().down();
    else if (state !== "DISCONNECTED") return;
    else if (reason === "TOKEN_EXPIRE") connection().tokenEnded();
    // Before 4.19.0 an expiry looked like a LEAVE, with `token-privilege-did-expire` in the same breath.
    else void Promise.resolve().then(() => onGone(reason));
  };
  const onGone = (reason: string | undefined): void => {
    const problem = vendorError("The connection", { reason }, agoraRtc);
    if (reason === "LEAVE" && leftByKeeper.has(client)) connection().broke(leftToJoin);
    else if (reason === "LEAVE") connection().closed();
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
