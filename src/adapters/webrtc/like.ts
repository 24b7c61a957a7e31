/**
 * What is used of WebRTC: the browser's own types fit, and those of Node's ports.
 *
 * @module
 */

/** A TURN or STUN server, as `RTCConfiguration.iceServers` has it. */
export interface IceServerLike {
  urls: string | string[];
  username?: string | undefined;
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
