import { createClient } from "@liveblocks/client";
import { expect, test } from "vitest";
import type { WebSocket as Socket } from "ws";
import { expiry, serveSockets } from "./kit.ts";

/** What Liveblocks looks for in a token. */
const CLAIMS = { k: "acc", pid: "project", uid: "ann", perms: { lobby: ["room:write"] } };

test("R232 Liveblocks sends a token of its own when its server calls one expired", async () => {
  const { tokens, shown, takes, runOut, pass } = await expiry(CLAIMS, { autoRefresh: false });
  const live: Socket[] = [];
  const server = await serveSockets((socket, request) => {
    if (!takes(new URL(request.url!, "http://x").searchParams.get("tok"))) return socket.close(4109, "token expired");
    live.push(socket);
    socket.send(
      JSON.stringify({
        type: 104,
        users: {},
        nonce: "n",
        scopes: ["room:write"],
        actor: live.length,
        meta: { showBrand: false },
      }),
    );
  });
  const standIn = { baseUrl: server.url.replace("ws", "http") };
  await pass(400_000); // what the manager holds is old by now

  // #region Liveblocks
  const liveblocks = createClient({
    ...standIn, // not shown
    authEndpoint: async () => ({ token: await tokens.getToken({ forceRefresh: true }) }),
  });
  // #endregion

  const { room, leave } = liveblocks.enterRoom("lobby");
  await expect.poll(() => room.getStatus()).toBe("connected");
  await runOut();
  live[0]!.close(4109, "token expired");
  await expect.poll(() => live.length).toBe(2);
  expect(shown).toEqual(["t2 accepted", "t3 accepted"]);
  leave();
});

test("trap: given a token that is not new, Liveblocks shows it after its end again and again, without a pause", async () => {
  const { tokens, shown, takes, pass } = await expiry(CLAIMS);
  const live: Socket[] = [];
  const server = await serveSockets((socket, request) => {
    if (!takes(new URL(request.url!, "http://x").searchParams.get("tok"))) return socket.close(4109, "token expired");
    live.push(socket);
  });
  await pass(400_000);
  const baseUrl = server.url.replace("ws", "http");
  const options = { baseUrl, authEndpoint: async () => ({ token: await tokens.getToken() }) };
  const { leave } = createClient(options).enterRoom("lobby");
  await expect.poll(() => live.length).toBe(1);
  await pass(250_000); // the manager has the next token, and Liveblocks counts 600 s from when it asked
  live[0]!.close(4109, "token expired");
  await expect.poll(() => shown.length).toBeGreaterThan(30);
  expect(new Set(shown.slice(1))).toEqual(new Set(["t1 expired"]));
  leave();
});
