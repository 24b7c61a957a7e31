/**
 * `evertoken/twilio`: Voice, TaskRouter, Conversations, Sync and Video kept supplied with tokens.
 *
 * @module
 */
export { type DeviceLike, keepDevice, type KeepDeviceOptions } from "./twilio/device.ts";
export { keepWorker, type KeepWorkerOptions, type WorkerLike } from "./twilio/worker.ts";
