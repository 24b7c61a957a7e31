import { WebPubSubClient } from "@azure/web-pubsub-client";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { expiry, serveSockets } from "./kit.ts";

test("R232 Azure Web PubSub sends the next token when its service has closed the connection of an expired one", async () => {
  const { tokens, shown, takes, runOut } = await expiry();
  const live: WebSocket[] = [];
  const { url } = await serveSockets((socket, request) => {
    if (!takes(new URL(request.url!, "http://x").searchParams.get("access_token"))) return socket.terminate();
    live.push(socket);
    const connected = { type: "system", event: "connected", userId: "ann", connectionId: `c${live.length}` };
    socket.send(JSON.stringify(connected));
  });
  const endpoint = `${url}/client/hubs/chat`;

  // #region Azure Web PubSub
  const pubSub = new WebPubSubClient({
    getClientAccessUrl: async () => `${endpoint}?access_token=${await tokens.getToken()}`,
  });
  // #endregion

  const connections: string[] = [];
  pubSub.on("connected", ({ connectionId }) => connections.push(connectionId));
  await pubSub.start();
  await expect.poll(() => connections).toEqual(["c1"]);
  await runOut();
  live[0]!.close(1008, "token expired");
  await expect.poll(() => connections).toEqual(["c1", "c2"]);
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
  pubSub.stop();
});
