import type { Socket } from "node:net";
import { HocuspocusProvider } from "@hocuspocus/provider";
import { Server } from "@hocuspocus/server";
import { expect, onTestFinished, test } from "vitest";
import { Doc } from "yjs";
import { expiry } from "./kit.ts";

test("R232 Hocuspocus hands the next token to its server in place, and shows it when it connects again", async () => {
  const { tokens, shown, takes, runOut } = await expiry();
  const check = async ({ token }: { token: string }): Promise<void> => {
    if (!takes(token)) throw new Error("expired");
  };
  const server = new Server({ port: 0, quiet: true, stopOnSignals: false, onAuthenticate: check, onTokenSync: check });
  const live: Socket[] = [];
  server.httpServer.on("connection", (socket) => live.push(socket));
  await server.listen();
  onTestFinished(() => server.destroy());
  const url = `ws://127.0.0.1:${server.address.port}`;
  const document = new Doc();

  // #region Hocuspocus
  const provider = new HocuspocusProvider({ url, name: "notes", document, token: () => tokens.getToken() });
  tokens.on("refreshed", () => void provider.sendToken());
  // #endregion

  await expect.poll(() => shown).toEqual(["t1 accepted"]);
  await runOut();
  await expect.poll(() => shown).toEqual(["t1 accepted", "t2 accepted"]);
  live.forEach((socket) => socket.destroy());
  await expect.poll(() => shown).toEqual(["t1 accepted", "t2 accepted", "t2 accepted"]);
  provider.destroy();
});
