import { ConvexClient } from "convex/browser";
import { expect, test } from "vitest";
import { expiry, serveSockets } from "./kit.ts";

/** Convex's number 0, on its wire. */
const TS = Buffer.alloc(8).toString("base64");

test("R232 Convex sends another token when its server calls one expired", async () => {
  const { tokens, shown, takes, runOut } = await expiry();
  let told = (_message: object): void => {};
  const server = await serveSockets((socket) => {
    let version = { querySet: 0, identity: 0, ts: TS };
    const say = (message: object): void => socket.send(JSON.stringify(message));
    told = say;
    socket.on("message", (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { type: string; value: string; newVersion: number };
      if (message.type === "Authenticate" && !takes(message.value)) return;
      const startVersion = version;
      if (message.type === "Authenticate") version = { ...version, identity: version.identity + 1 };
      else if (message.type === "ModifyQuerySet") version = { ...version, querySet: message.newVersion };
      else return;
      say({ type: "Transition", startVersion, endVersion: version, modifications: [], clientClockSkew: 0 });
    });
  });
  const url = server.url.replace("ws", "http");

  // #region Convex
  const convex = new ConvexClient(url, { initialAuthTokenReuse: true });
  convex.setAuth(({ forceRefreshToken }) => tokens.getToken({ forceRefresh: forceRefreshToken }));
  // #endregion

  await expect.poll(() => shown).toEqual(["t1 accepted"]);
  await runOut();
  told({ type: "AuthError", error: "token expired", baseVersion: 0, authUpdateAttempted: false });
  await expect.poll(() => shown).toEqual(["t1 accepted", "t3 accepted"]);
  await convex.close();
});
