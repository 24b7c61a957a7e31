/**
 * What is used of WebRTC: the browser's own types fit, and those of Node's ports.
 *
 * @module
 */

/** A TURN or STUN server, as `RTCConfiguration.iceServers` has it. */
export interface IceServerLike {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** A server as an app states it: a field that it does not have may be `undefined`. */
export interface IceServerInput {
  /** Its addresses: `turn:`, `turns:` or `stun:`. */
  urls: string | string[];
  /** For TURN alone. */
  username?: string | undefined;
  /** For TURN alone. */
  credential?: string | undefined;
}

/** What is used of an `RTCPeerConnection`. */
export interface PeerConnectionLike {
  readonly iceConnectionState: string;
  readonly signalingState: string;
  getConfiguration(): object;
  setConfiguration(configuration: { iceServers: IceServerLike[] }): void;
  restartIce(): void;
  getStats(): Promise<{ forEach(callback: (report: object) => void): void }>;
  addEventListener(type: "iceconnectionstatechange", listener: () => void): void;
  removeEventListener(type: "iceconnectionstatechange", listener: () => void): void;
}
