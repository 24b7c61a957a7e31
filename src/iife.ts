/**
 * What the script tag gives as the global `Evertoken`: every entry point that needs no further package.
 * The core's names stand at the top; each adapter is a namespace, because two vendors may share a name.
 *
 * @module
 */
export * from "./index.ts";
export * from "./diagnose.ts";
export * as acs from "./adapters/acs.ts";
export * as agora from "./adapters/agora.ts";
export * as fetch from "./adapters/fetch.ts";
export * as livekit from "./adapters/livekit.ts";
export * as twilio from "./adapters/twilio.ts";
