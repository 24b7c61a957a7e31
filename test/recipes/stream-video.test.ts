import { StreamVideoClient } from "@stream-io/video-client";
import { expect, onTestFinished, test } from "vitest";
import { expiry, serveSockets } from "./kit.ts";

test("R232 Stream Video shows the next token when it connects again after an expiry", async () => {
  const { tokens, shown, takes, runOut } = await expiry({ user_id: "ann" });
  const server = await serveSockets((socket) => {
    socket.on("message", (data: Buffer) => {
      const { token } = JSON.parse(data.toString()) as { token?: string };
      if (!token) return; // the client's pings
      const error = { code: 40, message: "token expired", StatusCode: 401 };
      const answer = takes(token)
        ? { type: "connection.ok", connection_id: "c", me: { id: "ann" } }
        : { type: "connection.error", error };
      socket.send(JSON.stringify(answer));
    });
  });
  const apiKey = "key";
  const user = { id: "ann" };
  const options = { baseURL: server.url.replace("ws", "http"), logLevel: "error" as const };

  // #region Stream Video
  const video = new StreamVideoClient({
    apiKey,
    user,
    tokenProvider: () => tokens.getToken(),
    options, // not shown
  });
  // #endregion

  onTestFinished(() => video.disconnectUser());
  await expect.poll(() => shown).toEqual(["t1 accepted"]);
  await runOut();
  server.drop();
  await expect.poll(() => shown.at(-1)).toBe("t2 accepted");
  expect([...new Set(shown)]).toEqual(["t1 accepted", "t1 expired", "t2 accepted"]); // it may show the dead one twice
});
