/**
 * The usual script: what `evertoken.iife.min.js` gives as the global `Evertoken`. The core, and every adapter that needs no
 * further package.
 *
 * @module
 */
export * from "./iife-core.ts";
export * as acs from "./adapters/acs.ts";
export * as agora from "./adapters/agora.ts";
export * as connection from "./adapters/connection.ts";
export * as livekit from "./adapters/livekit.ts";
export * as tabs from "./adapters/tabs.ts";
export * as twilio from "./adapters/twilio.ts";
export * as webrtc from "./adapters/webrtc.ts";
export { acsCredential, createCallAgent, forTeams, keepCallAgent } from "./adapters/acs.ts";
export { joinChannel, keepRtm, loginRtm, readAgoraToken } from "./adapters/agora.ts";
export { freshConnect, isUnauthorized, keepConnection } from "./adapters/connection.ts";
export { keepRoom, livekitTokenSource } from "./adapters/livekit.ts";
export { shareAcrossTabs } from "./adapters/tabs.ts";
export { keepDevice, keepWorker } from "./adapters/twilio.ts";
export { iceServersOf, keepIceServers } from "./adapters/webrtc.ts";
