/**
 * Small real servers that make real SDKs throw.
 *
 * @module
 */
import { createServer, type RequestListener } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

interface Socket {
  on(event: "message", listener: (data: Buffer) => void): void;
  send(data: Buffer): void;
  terminate(): void;
}
interface SocketServer {
  readonly clients: Set<Socket>;
  on(event: "connection", listener: (socket: Socket) => void): void;
  once(event: "listening", listener: () => void): void;
  address(): unknown;
  close(): void;
}

// `ws` ships no types.
const { WebSocketServer } = createRequire(import.meta.url)("ws") as {
  WebSocketServer: new (options: { port: number; host: string }) => SocketServer;
};

/** An HTTP server for one test. Returns its address. */
export async function httpServer(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address where nobody listens. */
export async function deadAddress(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

/**
 * Speaks as much of Twilio's socket protocol as it takes to refuse: a line with the length of the
 * header, the header as JSON, the payload.
 */
export async function twilsockServer(status: { code: number; status: string; errorCode?: number }): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket) =>
    socket.on("message", (data) => {
      const [, length, rest] = /^TWILSOCK V3\.0 (\d+)\r\n([^]*)$/.exec(data.toString())!;
      const { id } = JSON.parse(rest!.slice(0, Number(length))) as { id: string };
      const header = JSON.stringify({
        method: "reply",
        id,
        payload_size: 0,
        status: { description: "refused", ...status },
      });
      socket.send(Buffer.from(`TWILSOCK V3.0 ${Buffer.byteLength(header)}\r\n${header}\r\n`));
    }),
  );
  await new Promise<void>((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
