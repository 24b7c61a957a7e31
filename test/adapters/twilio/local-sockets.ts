/**
 * A `WebSocket` whose server is in this process, so that an SDK's whole life fits into virtual time: what is sent
 * arrives in the microtasks of the moment at which it was sent, and no clock has to wait for a network.
 *
 * @module
 */
import { afterAll, beforeAll } from "vitest";

interface Server {
  isReachable(socket: LocalSocket): boolean;
  onMessage(socket: LocalSocket, data: Buffer): void;
  onClose(socket: LocalSocket): void;
}

interface Listening extends Server {
  readonly open: Set<LocalSocket>;
}

const servers = new Map<string, Listening>();

/** The server of an address, whatever comes behind its host. */
const serverOf = (url: string): Listening | undefined => servers.get(new URL(url).origin);

/** As much of the browser's class as twilsock@1.0.2 and twilio-taskrouter@2.1.1 touch. */
export class LocalSocket {
  binaryType = "";
  /** As the platform counts: 0 connecting, 1 open, 3 closed. */
  readyState = 0;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: ArrayBuffer | string }) => void) | null = null;
  onclose: ((event: object) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly url: string;
  readonly #server: Listening;

  constructor(url: string) {
    this.url = url;
    this.#server = serverOf(url)!;
    queueMicrotask(() => this.#connect());
  }

  #connect(): void {
    if (this.readyState === 3) return;
    if (!this.#server.isReachable(this)) {
      this.onerror?.({});
      return this.cut();
    }
    this.readyState = 1;
    this.#server.open.add(this);
    this.onopen?.();
  }

  /** The SDK's end sends. */
  send(data: ArrayBuffer | Uint8Array): void {
    const bytes = Buffer.from(data as Uint8Array);
    queueMicrotask(() => {
      if (this.readyState === 1) this.#server.onMessage(this, bytes);
    });
  }

  /** The server's end sends. */
  receive(data: Buffer | string): void {
    queueMicrotask(() => {
      const sent = typeof data === "string" ? data : new Uint8Array(data).buffer;
      if (this.readyState === 1) this.onmessage?.({ data: sent });
    });
  }

  close(): void {
    this.cut();
  }

  /** The connection is gone. */
  cut(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.#server.open.delete(this);
    this.#server.onClose(this);
    queueMicrotask(() => this.onclose?.({}));
  }
}

/** A socket of this process where its server is here, else the platform's. */
export const constructSocket = (Platform: typeof WebSocket, [url, protocols]: [string, string[]]): object =>
  serverOf(url) ? new LocalSocket(url) : new Platform(url, protocols);

/** {@link LocalSocket} for the servers of this process, and the platform's class for all else, in the tests of one file. */
export function useLocalSockets(): void {
  const platform = globalThis.WebSocket;
  beforeAll(() => void (globalThis.WebSocket = new Proxy(platform, { construct: constructSocket })));
  afterAll(() => void (globalThis.WebSocket = platform));
}

/** A server at an address of its own, and its open connections. */
export function localSockets(server: Server): { readonly url: string; readonly open: ReadonlySet<LocalSocket> } {
  const url = `ws://server-${servers.size}.test`;
  const open = new Set<LocalSocket>();
  servers.set(url, { ...server, open });
  return { url, open };
}
