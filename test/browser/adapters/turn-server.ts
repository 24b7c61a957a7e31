/**
 * Debian's coturn on this machine, and the short-lived credentials of its REST API.
 *
 * @module
 */
import { spawn } from "node:child_process";
import { createHmac, randomUUID } from "node:crypto";
import { createSocket } from "node:dgram";

/** Of each server here: one that starts anew takes the credentials of the one before. */
const secret = randomUUID();

/** A TURN server, and what an app's endpoint answers for it. */
export interface TurnServer {
  readonly port: number;
  /** Credentials that end after so many seconds, as draft-uberti-behave-turn-rest-00 has them. */
  mint(lifeS: number): { username: string; password: string; ttl: number; uris: string[] };
  close(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket("udp4").bind(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => resolve(port));
    });
  });

/** Starts one on the loopback, by default on a free port. */
export async function turnServer(port?: number): Promise<TurnServer> {
  port ??= await freePort();
  const options = ["no-cli", "no-tls", "no-dtls", "allow-loopback-peers", "use-auth-secret", "simple-log", "verbose"];
  const settings = {
    "listening-ip": "127.0.0.1",
    "relay-ip": "127.0.0.1",
    "listening-port": port,
    "static-auth-secret": secret,
    realm: "test",
    "log-file": "stdout",
    pidfile: "/dev/null",
  };
  const args = options.map((name) => `--${name}`);
  for (const [name, value] of Object.entries(settings)) args.push(`--${name}=${String(value)}`);
  const server = spawn("turnserver", ["-n", ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    const hear = (text: Buffer): void => {
      log += String(text);
      if (/listener opened on ?: 127\.0\.0\.1/.test(log)) resolve();
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("error", reject);
    server.once("exit", () => reject(new Error(log)));
  });
  return {
    mint(lifeS) {
      const username = `${String(Math.floor(Date.now() / 1000) + lifeS)}:ada`;
      const password = createHmac("sha1", secret).update(username).digest("base64");
      return { username, password, ttl: lifeS, uris: [`turn:127.0.0.1:${String(port)}?transport=udp`] };
    },
    port,
    async close() {
      server.kill();
      await ended;
    },
  };
}
