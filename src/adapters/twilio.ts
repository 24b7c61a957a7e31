/**
 * `evertoken/twilio`: Voice, TaskRouter, Conversations, Sync and Video kept supplied with tokens.
 *
 * @module
 */
export { type ClientLike, keepClient, type KeepClientOptions } from "./twilio/client.ts";
export { type DeviceLike, keepDevice, type KeepDeviceOptions } from "./twilio/device.ts";
export { type ConnectLike, connectRoom, type ConnectRoomOptions, type KeptRoom, type RoomLike } from "./twilio/room.ts";
export { keepWorker, type KeepWorkerOptions, type WorkerLike } from "./twilio/worker.ts";
export type { ProblemOptions } from "./common/app-callbacks.ts";
export type { AdapterClock, ClockOptions } from "./common/clock.ts";
export type { TokenFeed } from "./common/feed.ts";
