/**
 * RTM 2: a login, or the membership of one stream channel, as a line.
 *
 * Facts: agora-rtm@2.3.0, its declarations and its bundle.
 *
 * @module
 */
import { agoraRtm } from "../../diagnose/catalog/agora/rtm.ts";
import type { TokenError } from "../../errors.ts";
import { DEFAULT_ENVIRONMENT } from "../../runtime/host.ts";
import type { AdapterClock } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";
import { ahead } from "../common/wrap-method.ts";
import { type Line, lineOf } from "./line.ts";

/** The part of the SDK's `linkState` event that is used. */
export interface AgoraLinkState {
  readonly currentState: string;
  readonly reasonCode: string;
  /** `MESSAGE` for the login, `STREAM` for a stream channel. */
  readonly serviceType: string;
  readonly affectedChannels: readonly string[];
}

/** The part of `RTMClient` (agora-rtm 2.x) that is used. */
export interface AgoraRtmClient {
  addEventListener(event: "tokenPrivilegeWillExpire", listener: (channelName: string) => void): void;
  addEventListener(event: "linkState", listener: (event: AgoraLinkState) => void): void;
  removeEventListener(event: "tokenPrivilegeWillExpire", listener: (channelName: string) => void): void;
  removeEventListener(event: "linkState", listener: (event: AgoraLinkState) => void): void;
  renewToken(token: string, options?: { channelName?: string }): Promise<unknown>;
  login(options?: { token?: string }): Promise<unknown>;
  logout(): Promise<unknown>;
}

export interface AgoraRtmOptions {
  /** Keeps the token of this stream channel instead of the login's. The channel must have been joined. */
  channelName?: string;
  /** For one `login()`. Default 20 s. */
  loginTimeoutMs?: number;
  /** For one `renewToken()`. Default 12 s: the SDK gives up by itself after 10 s. */
  renewTimeoutMs?: number;
  /** The token had run out, and the client has logged in again. The SDK restores what was subscribed. */
  onLoggedIn?(): void;
  /** What went wrong after the login, and who must act. */
  onProblem?(error: TokenError): void;
  environment?: Partial<AdapterClock>;
}

export function rtmLine(
  rtm: AgoraRtmClient,
  tokens: TokenFeed,
  options: AgoraRtmOptions,
  isIn: boolean,
): Line<unknown> {
  const { channelName = "" } = options;
  let isUp = isIn;

  // The event `token` tells the same a second time.
  const onWillExpire = (name = ""): void => {
    if (name === channelName) line.hint();
  };
  const onLinkState = (event: AgoraLinkState): void => {
    const { currentState, reasonCode, serviceType, affectedChannels } = event;
    if (channelName ? !affectedChannels.includes(channelName) : serviceType === "STREAM") return;
    isUp = currentState === "CONNECTED";
    if (isUp) void line.handOver();
    else if (currentState !== "FAILED") return;
    else if (reasonCode === "TOKEN_EXPIRED" && !channelName) line.lost();
    else line.closed(event);
  };
  const logout = ahead(rtm, "logout", () => line.stop());

  const line: Line<unknown> = lineOf(
    {
      table: agoraRtm,
      opens: "login()",
      openTimeoutMs: options.loginTimeoutMs ?? 20_000,
      renewTimeoutMs: options.renewTimeoutMs ?? 12_000,
      isUp: () => isUp,
      renew: (value) => (channelName ? rtm.renewToken(value, { channelName }) : rtm.renewToken(value)),
      open: (value) => rtm.login({ token: value }),
      close: logout.original,
      onReopened: () => options.onLoggedIn?.(),
      onProblem: (error) => options.onProblem?.(error),
      release() {
        logout.undo();
        rtm.removeEventListener("tokenPrivilegeWillExpire", onWillExpire);
        rtm.removeEventListener("linkState", onLinkState);
      },
    },
    tokens,
    { ...DEFAULT_ENVIRONMENT, ...options.environment },
  );
  rtm.addEventListener("tokenPrivilegeWillExpire", onWillExpire);
  rtm.addEventListener("linkState", onLinkState);
  return line;
}
