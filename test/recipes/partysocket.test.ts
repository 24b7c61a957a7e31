import PartySocket from "partysocket";
import { expect, test } from "vitest";
import { expiry, serveSockets } from "./kit.ts";

test("R232 PartySocket sends the next token when it connects again after an expiry", async () => {
  const { tokens, shown, takes, runOut } = await expiry();
  const server = await serveSockets((socket, request) => {
    if (!takes(new URL(request.url!, "http://x").searchParams.get("token"))) socket.terminate();
    else socket.send("welcome");
  });
  const host = server.url.slice("ws://".length);

  // #region PartySocket
  const party = new PartySocket({ host, room: "lobby", query: async () => ({ token: await tokens.getToken() }) });
  // #endregion

  const welcomed = (): Promise<unknown> => new Promise((resolve) => party.addEventListener("message", resolve));
  await welcomed();
  await runOut();
  server.drop();
  party.reconnect();
  await welcomed();
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
  party.close();
});
