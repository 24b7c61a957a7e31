/**
 * Twilio, a room for each product.
 *
 * @module
 */
export * from "./twilio/every-product.ts";
export * from "./twilio/taskrouter.ts";
export * from "./twilio/twilsock.ts";
export * from "./twilio/video.ts";
export * from "./twilio/voice.ts";
