/**
 * Agora, a room for each SDK.
 *
 * @module
 */
export * from "./agora/chat.ts";
export * from "./agora/rtc-3.ts";
export * from "./agora/rtc-native.ts";
export * from "./agora/rtc.ts";
export * from "./agora/rtm-1.ts";
export * from "./agora/rtm.ts";
