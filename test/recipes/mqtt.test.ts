import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { Aedes } from "aedes";
import mqtt from "mqtt";
import { expect, onTestFinished, test } from "vitest";
import { expiry } from "./kit.ts";

test("R232 MQTT.js sends the next token when it connects again after an expiry", async () => {
  const { tokens, shown, takes, runOut } = await expiry();
  const broker = await Aedes.createBroker({
    authenticate: (_, __, password, done) => done(null, takes(password?.toString())),
  });
  const server = createServer(broker.handle).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => new Promise((resolve) => broker.close(() => server.close(() => resolve()))));
  const url = `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`;

  // #region MQTT.js
  const client = mqtt.connect(url, {
    username: "jwt",
    password: await tokens.getToken(),
    reconnectOnConnackError: true,
  });
  tokens.on("refreshed", ({ token }) => (client.options.password = token.value));
  // #endregion

  const connected = (): Promise<void> => new Promise((resolve) => client.once("connect", () => resolve()));
  await connected();
  await runOut();
  client.stream.destroy();
  await connected();
  expect(shown).toEqual(["t1 accepted", "t2 accepted"]);
  await client.endAsync();
});
