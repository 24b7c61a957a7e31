/**
 * RTM 2: a login, or the membership of one stream channel, as a kept connection.
 *
 * Facts: agora-rtm@2.3.0, its declarations and its bundle.
 *
 * @module
 */
import { readAgoraToken } from "../../core/read/agora.ts";
import { agoraRtm } from "../../diagnose/catalog/agora/rtm.ts";
import type { ProblemOptions } from "../common/app-callbacks.ts";
import { type ClockOptions, clockOf } from "../common/clock.ts";
import { KeptConnection } from "../common/connection/kept-connection.ts";
import type { TokenFeed } from "../common/feed.ts";
import { TokenOwner } from "../common/identity.ts";
import { forgetOpening, shareOpening } from "../common/share-opening.ts";
import { refuseSingleUse } from "../common/single-use.ts";
import { tooOld } from "../common/too-old.ts";
import { orTriedAgain, vendorError } from "../common/vendor-error.ts";
import { wrapMethod } from "../common/wrap-method.ts";
import { SETTLE_MS } from "./channel.ts";
import { rtcUserOf, rtmUserOf } from "./identity.ts";

/** The part of the SDK's `linkState` event that is used. */
export interface AgoraLinkState {
  /** `IDLE`, `CONNECTING`, `CONNECTED`, `DISCONNECTED`, `SUSPENDED` or `FAILED`. */
  readonly currentState: string;
  /** Why, such as `TOKEN_EXPIRED` or `SAME_UID_LOGIN`. */
  readonly reasonCode: string;
  /** `MESSAGE` for the login, `STREAM` for a stream channel. */
  readonly serviceType: string;
  /** The stream channels that it is about. */
  readonly affectedChannels: readonly string[];
}

/** The part of `RTMClient` (agora-rtm 2.x) that is used. */
export interface AgoraRtmClient {
  /** Adds a listener. */
  addEventListener(event: "tokenPrivilegeWillExpire", listener: (channelName: string) => void): void;
  addEventListener(event: "linkState", listener: (event: AgoraLinkState) => void): void;
  /** Removes a listener. */
  removeEventListener(event: "tokenPrivilegeWillExpire", listener: (channelName: string) => void): void;
  removeEventListener(event: "linkState", listener: (event: AgoraLinkState) => void): void;
  /** Gives a new token to the login or, with `channelName`, to a stream channel. */
  renewToken(token: string, options?: { channelName?: string }): Promise<unknown>;
  /** Logs in, also after the login has ended. */
  login(options?: { token?: string }): Promise<unknown>;
  /** Logs out. Wrapped while the client is kept: nothing else tells the app's own end from a loss. */
  logout(): Promise<unknown>;
}

/** What `loginRtm` and `keepRtm` have in common. */
export interface AgoraRtmOptions extends ClockOptions, ProblemOptions {
  /**
   * Keeps the token of this stream channel instead of the login's. The channel must have been joined.
   *
   * @defaultValue the login's
   */
  channelName?: string | undefined;
  /**
   * Limit of one `login()`, in ms.
   *
   * @defaultValue 20_000
   */
  loginTimeoutMs?: number | undefined;
  /**
   * Limit of one `renewToken()`, in ms.
   *
   * @defaultValue 12_000: the SDK gives up by itself after 10 s (agora-rtm\@2.3.0)
   */
  renewTimeoutMs?: number | undefined;
  /**
   * The token had run out, or the SDK had given up, and the client has logged in again. The SDK restores what was
   * subscribed.
   *
   * @defaultValue nobody is told
   */
  onLoggedIn?: (() => void) | undefined;
}

/** What the SDK last said of the connection. */
export interface LinkStatus {
  isUp: boolean;
}

/** Listens to the client and keeps it logged in. */
export function keepLogin(
  rtm: AgoraRtmClient,
  tokens: TokenFeed,
  options: AgoraRtmOptions,
  link: LinkStatus,
): KeptConnection<unknown> {
  // agora-rtm@2.1.10 never fires `linkState`; `history` came with that event.
  if ("presence" in rtm && !("history" in rtm)) throw tooOld("This RTM client", "agora-rtm 2.2");
  refuseSingleUse(tokens, "An RTM client");
  const clock = clockOf(options);
  const { channelName = "" } = options;
  const logout = wrapMethod(rtm, "logout", () => {
    forgetOpening(rtm);
    connection.stop();
  });
  const unlisten = listen(rtm, () => connection, channelName, link);
  const connection: KeptConnection<unknown> = new KeptConnection(
    {
      opens: "login()",
      openTimeoutMs: options.loginTimeoutMs ?? 20_000,
      minValidityMs: options.loginTimeoutMs ?? 20_000,
      handsOver: "renewToken()",
      handOverTimeoutMs: options.renewTimeoutMs ?? 12_000,
      settleMs: SETTLE_MS,
      afterRefusal: "end",
      owner: new TokenOwner(channelName ? rtcUserOf : rtmUserOf),
      app: options,
      isUp: () => link.isUp,
      handOver: (value) => (channelName ? rtm.renewToken(value, { channelName }) : rtm.renewToken(value)),
      // Another keeper of this client may have been faster.
      open: async (value) => link.isUp || (await shareOpening(rtm, () => rtm.login({ token: value }))),
      close() {
        forgetOpening(rtm);
        return logout.original();
      },
      readToken: readAgoraToken,
      // Whatever the age of a token that replaces a refused one: another one is no remedy.
      explain: (what, error, token) =>
        vendorError(what, error, agoraRtm, { token, now: clock.now(), isFresh: token.turn === "second" }),
      onReopened: () => options.onLoggedIn?.(),
      release() {
        logout.undo();
        unlisten();
      },
    },
    tokens,
    clock,
  );
  return connection;
}

function listen(
  rtm: AgoraRtmClient,
  connection: () => KeptConnection<unknown>,
  channelName: string,
  link: LinkStatus,
): () => void {
  // The event `token` tells the same a second time.
  const onWillExpire = (name = ""): void => {
    if (name === channelName) connection().hint();
  };
  const onLinkState = (event: AgoraLinkState): void => {
    const { currentState, reasonCode, serviceType, affectedChannels } = event;
    if (channelName ? !affectedChannels.includes(channelName) : serviceType === "STREAM") return;
    link.isUp = currentState === "CONNECTED";
    if (link.isUp) connection().up();
    else if (currentState !== "FAILED") return;
    else if (reasonCode === "TOKEN_EXPIRED" && !channelName) connection().tokenEnded();
    else onFailed(event);
  };
  const onFailed = (event: AgoraLinkState): void => {
    const problem = vendorError("The connection", event, agoraRtm);
    const passing = orTriedAgain(problem);
    // A stream channel is the app's to join again: only the app has its token's channel object.
    if (passing.action === "retryLater" && !channelName) connection().broke(() => passing);
    else connection().closed(problem);
  };
  rtm.addEventListener("tokenPrivilegeWillExpire", onWillExpire);
  rtm.addEventListener("linkState", onLinkState);
  return () => {
    rtm.removeEventListener("tokenPrivilegeWillExpire", onWillExpire);
    rtm.removeEventListener("linkState", onLinkState);
  };
}
