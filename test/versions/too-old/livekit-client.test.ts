/** Runs in a copy of the repository that has livekit-client@1.15.13. */
import { Room, version } from "livekit-client";
import { expect, test } from "vitest";
import { connectRoom, keepRoom } from "../../../src/adapters/livekit.ts";
import { TokenManager } from "../../../src/index.ts";

test("R234 a room of livekit-client 1.x is refused", async () => {
  expect(version).toBe("1.15.13");
  const room = new Room();
  const tokens = new TokenManager({ fetchToken: () => "opaque" });
  const refusal = new TypeError("This room is too old: livekit-client 2.0 or later is needed");
  await expect(connectRoom(room, "wss://room.test", tokens)).rejects.toThrow(refusal);
  await expect(keepRoom(room, "wss://room.test", tokens)).rejects.toThrow(refusal);
});
