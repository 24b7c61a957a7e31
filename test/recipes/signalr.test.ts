import { HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { expect, test } from "vitest";
import { expiry, serveSockets } from "./kit.ts";

/** Ends each message of SignalR's JSON protocol. */
const END = "\u001e";

test("R232 SignalR sends the next token when it connects again after an expiry", async () => {
  const { tokens, shown, takesHeader, runOut } = await expiry();
  const server = await serveSockets(
    (socket, request) => {
      takesHeader(request.headers.authorization);
      socket.once("message", () => socket.send(`{}${END}`));
    },
    (request, response) => {
      if (!takesHeader(request.headers.authorization)) return void response.writeHead(401).end();
      const availableTransports = [{ transport: "WebSockets", transferFormats: ["Text"] }];
      const answer = { connectionId: "c", connectionToken: "c", negotiateVersion: 1, availableTransports };
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    },
  );
  const url = server.url.replace("ws", "http");

  // #region SignalR
  const connection = new HubConnectionBuilder()
    .withUrl(url, { accessTokenFactory: () => tokens.getToken() })
    .withAutomaticReconnect()
    .configureLogging(LogLevel.None) // not shown
    .build();
  // #endregion

  await connection.start();
  const isBack = new Promise((resolve) => connection.onreconnected(resolve));
  await runOut();
  server.drop();
  await isBack;
  expect(shown).toEqual(["t1 accepted", "t1 accepted", "t2 accepted", "t2 accepted"]);
  await connection.stop();
});
