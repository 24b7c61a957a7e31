/**
 * What the app calls: join, log in, or keep what has been joined or logged in.
 *
 * @module
 */
import { readAgoraToken } from "../../core/read/agora.ts";
import { fault } from "../../errors.ts";
import { Outage, type ProblemOptions } from "../common/app-callbacks.ts";
import type { KeptConnection } from "../common/connection/kept-connection.ts";
import type { TokenFeed } from "../common/feed.ts";
import { checkOptions } from "../common/options.ts";
import { type AgoraChannelOptions, keepChannel } from "./channel.ts";
import type { AgoraClient, AgoraJoinOptions, AgoraUid } from "./like.ts";
import { type AgoraRtmClient, type AgoraRtmOptions, keepLogin } from "./rtm.ts";

const SHARED = ["onProblem", "onRecovered", "environment"] as const;
const CHANNEL = [...SHARED, "appId", "joinOptions", "joinTimeoutMs", "renewTimeoutMs", "onRejoined"] as const;
const LOGIN = [...SHARED, "loginTimeoutMs", "renewTimeoutMs", "onLoggedIn"] as const;

/** Options of {@link joinChannel}. */
export interface JoinChannelOptions<Track = unknown> extends AgoraChannelOptions<Track> {
  /** Of the Agora project, as in the token. */
  appId: string;
  /** The channel's name, as in the token. */
  channel: string;
  /**
   * As in the token: a number, or a user account.
   *
   * @defaultValue the server chooses a number
   */
  uid?: AgoraUid | null | undefined;
  /** Passed on to `join()`. @defaultValue the SDK's own */
  joinOptions?: AgoraJoinOptions | undefined;
}

/** A channel that has been joined. */
export interface AgoraChannel {
  /** The user as whom it has been joined. */
  readonly uid: AgoraUid;
  /** Keeps it no longer, and does not leave it. Not needed after the app's own `leave()`. */
  stop(): void;
}

/**
 * Joins with a valid token, and stays: new tokens are handed over in place; if the token has run out all the same
 * (asleep, offline), the channel is joined again. The app's own `client.leave()` ends it.
 *
 * @throws TypeError if the client is not `DISCONNECTED`, or for an unknown option; RangeError for a limit that no timer can
 *   keep; TokenError why it could not join, and who must act
 */
export async function joinChannel<Track>(
  client: AgoraClient<Track>,
  tokens: TokenFeed,
  options: JoinChannelOptions<Track>,
): Promise<AgoraChannel> {
  checkOptions(options, [...CHANNEL, "channel", "uid"]);
  if (client.connectionState !== "DISCONNECTED")
    throw new TypeError(`joinChannel() needs a client that is DISCONNECTED, got ${client.connectionState}`);
  const connection = keepChannel(client, tokens, options, options);
  const uid = await connection.start();
  warnIfUnreadable(tokens, options);
  return { uid, stop: () => connection.stop() };
}

/** Options of {@link keepClient}. */
export interface KeepClientOptions<Track = unknown> extends AgoraChannelOptions<Track> {
  /**
   * For joining again.
   *
   * @defaultValue the app id in the token
   */
  appId?: string | undefined;
  /** For joining again. @defaultValue the SDK's own */
  joinOptions?: AgoraJoinOptions | undefined;
}

/**
 * Like {@link joinChannel}, for a client that has joined already. Hands the current token over at once: which one the
 * client has joined with cannot be seen.
 *
 * @returns the undo; it does not leave the channel
 * @throws TypeError if the client has not joined, or for an unknown option; RangeError for a limit that no timer can keep
 */
export function keepClient<Track>(
  client: AgoraClient<Track>,
  tokens: TokenFeed,
  options: KeepClientOptions<Track> = {},
): () => void {
  checkOptions(options, CHANNEL);
  const { channelName, uid } = client;
  if (channelName === undefined)
    throw new TypeError("keepClient() needs a client that has joined; joinChannel() joins");
  return keepOn(keepChannel(client, tokens, { ...options, channel: channelName, uid }, options), tokens, options);
}

/**
 * Logs in to RTM with a valid token, and stays logged in. The app's own `rtm.logout()` ends it.
 *
 * @returns the undo; it does not log out
 * @throws TypeError for a client of agora-rtm 2.1 or older, or an unknown option; RangeError for a limit that no timer can
 *   keep; TokenError why it could not log in, and who must act
 */
export async function loginRtm(
  rtm: AgoraRtmClient,
  tokens: TokenFeed,
  options: Omit<AgoraRtmOptions, "channelName"> = {},
): Promise<() => void> {
  checkOptions(options, LOGIN);
  const connection = keepLogin(rtm, tokens, options, { isUp: false });
  await connection.start();
  warnIfUnreadable(tokens, options);
  return () => connection.stop();
}

/**
 * Keeps an RTM client that has logged in, or, with `channelName`, one of its stream channels: that has a token of its
 * own, and so a manager of its own. The current token is handed over at once.
 *
 * @returns the undo; it does not log out
 * @throws TypeError for a client of agora-rtm 2.1 or older, or an unknown option; RangeError for a limit that no timer can keep
 */
export function keepRtm(rtm: AgoraRtmClient, tokens: TokenFeed, options: AgoraRtmOptions = {}): () => void {
  checkOptions(options, [...LOGIN, "channelName"]);
  return keepOn(keepLogin(rtm, tokens, options, { isUp: true }), tokens, options);
}

/** Keeps what is connected already. */
function keepOn(connection: KeptConnection<unknown>, tokens: TokenFeed, options: ProblemOptions): () => void {
  connection.adopt().then(
    () => warnIfUnreadable(tokens, options),
    () => undefined,
  ); // it has ended, or the manager tells by `refreshFailed` why there is no token
  return () => connection.stop();
}

/** A manager that cannot read the end of Agora's tokens renews none ahead of time, and would not say so. */
function warnIfUnreadable(tokens: TokenFeed, app: ProblemOptions): void {
  const token = tokens.peek();
  if (!token || token.expiresAt !== undefined || !readAgoraToken(token.value)) return;
  const message = "The manager cannot read when Agora's tokens end, and renews none ahead of time";
  const remedy = "Pass the option `readToken: readAgoraToken` (evertoken/agora) to the TokenManager.";
  new Outage(app).problem(fault("ERR_HANDOVER_FAILED", message, "fixConfig", remedy));
}
