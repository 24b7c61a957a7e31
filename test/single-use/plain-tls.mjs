/**
 * Preloaded by Node: whatever a package would send to its vendor over TLS goes in plain text to the stand-in, whose port
 * is in the environment. So the packages run as they are, with the addresses that they have by default.
 */
import net from "node:net";
import tls from "node:tls";
import { syncBuiltinESMExports } from "node:module";

tls.connect = (...args) => {
  const listener = args.find((arg) => typeof arg === "function");
  const socket = net.connect(Number(process.env.STAND_IN), "127.0.0.1");
  if (listener) socket.once("secureConnect", listener);
  socket.once("connect", () => socket.emit("secureConnect"));
  return Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false });
};
syncBuiltinESMExports();
