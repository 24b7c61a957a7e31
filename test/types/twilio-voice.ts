/** The vendors' real types fit `keepDevice` and `keepWorker`, and what cannot be kept does not. */
import type { Call, Device } from "@twilio/voice-sdk";
import type { Supervisor, Worker, Workspace } from "twilio-taskrouter";
import { type DeviceLike, keepDevice, keepWorker, type WorkerLike } from "../../src/adapters/twilio.ts";
import type { TokenManager } from "../../src/index.ts";

declare const tokens: TokenManager;

export const device = (device: Device): DeviceLike => device;
export const worker = (worker: Worker): WorkerLike => worker;
export const supervisor = (supervisor: Supervisor): WorkerLike => supervisor;

export const undoOfDevice = (device: Device): (() => void) =>
  keepDevice(device, tokens, { duringCallLeadMs: 0, onProblem: ({ action }) => action });
export const undoOfWorker = (worker: Worker): (() => void) =>
  keepWorker(worker, tokens, { onProblem: ({ remedy }) => remedy });

// @ts-expect-error a call takes no token
export const call = (call: Call): DeviceLike => call;
// @ts-expect-error a workspace takes a token, but tells nothing
export const workspace = (workspace: Workspace): WorkerLike => workspace;
