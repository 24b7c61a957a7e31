/**
 * The sockets of this process for twilio-taskrouter, which takes its class when it is loaded: import this first.
 *
 * @module
 */
import { constructSocket } from "../twilio/local-sockets.ts";

globalThis.WebSocket = new Proxy(globalThis.WebSocket, { construct: constructSocket });
