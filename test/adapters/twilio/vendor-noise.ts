/**
 * What Sync and Conversations say to the world when their connection goes, and nobody of this project can help.
 *
 * twilsock@1.0.2 then rejects requests of its own that nobody waits for, and after an update that was cut off it emits
 * an `error` that nobody can hear; @twilio/conversations@3.0.1 logs. Rejections of theirs, by their stack, pass; all
 * others go where they went before.
 *
 * @module
 */
import { afterAll, beforeAll, vi } from "vitest";

const isVendors = (reason: unknown): boolean =>
  reason instanceof Error
    ? /node_modules\/(?:twilsock|twilio-sync|@twilio)\//.test(reason.stack ?? "")
    : typeof reason === "object" && reason !== null && "terminal" in reason; // as `connectionError` has it

/** For the tests of one file. */
export function muteVendors(): void {
  const before = process.listeners("unhandledRejection");
  beforeAll(() => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    process.removeAllListeners("unhandledRejection");
    process.on("unhandledRejection", (reason, promise) => {
      if (!isVendors(reason)) before.forEach((listener) => listener(reason, promise));
    });
  });
  afterAll(() => {
    vi.restoreAllMocks();
    process.removeAllListeners("unhandledRejection");
    before.forEach((listener) => process.on("unhandledRejection", listener));
  });
}
