/** A kept connection listens to its manager, and is yet no listener of the app's. */
import { afterEach, expect, test, vi } from "vitest";
import { stage } from "./stage.ts";

afterEach(() => void vi.restoreAllMocks());

test.each([false, true])(
  "R444 an outage of the token endpoint is told on the console while nobody but kept connections listens (kept: %s)",
  async (isKept) => {
    const warned = vi.spyOn(console, "warn").mockReturnValue();
    const on = stage();
    await on.tokens.start();
    if (isKept) await on.keep();
    on.source.mood = "down";
    await on.env.pass(20 * 60_000);
    expect(warned.mock.calls).toEqual([
      [expect.stringMatching(/^evertoken: ERR_FETCH_FAILED \(retryLater\): .* \[on\("refreshFailed"\) or quiet: true/)],
    ]);
  },
);

test("R444 and a connection that waits hears all the same that the manager has given up", async () => {
  const warned = vi.spyOn(console, "warn").mockReturnValue();
  const on = stage({ autoRefresh: false });
  await on.keep();
  await on.env.pass(11 * 60_000);
  on.source.mood = "down";
  on.sockets[0]!.end(1006);
  await on.env.pass(30_000);
  on.source.mood = "up";
  await on.env.pass(2 * 60_000);
  expect(on.timed.at(-1)).toMatch(/recovered$/);
  expect(warned.mock.calls).toEqual([[expect.stringMatching(/^evertoken: ERR_FETCH_FAILED/)]]);
});
