/** What `onRejoined` says had been published, where a channel breaks more than once. In virtual time. */
import { describe, expect, test } from "vitest";
import { joinChannel, keepClient } from "../../../src/adapters/agora.ts";
import { FakeClient, type Stage, stage } from "./fakes.ts";

const SECOND = 1_000;

/** Publishes what it is told of, as the guide does; that takes a while. */
async function joined(on: Stage) {
  const client = new FakeClient(on);
  const told: string[] = [];
  const publish = async (tracks: readonly string[]): Promise<void> => {
    await new Promise<void>((resolve) => void on.env.setTimer(resolve, 2 * SECOND));
    if (client.connectionState === "CONNECTED") client.localTracks.push(...tracks);
  };
  await joinChannel(client, on.tokens, {
    ...{ appId: "a", channel: "daily", uid: 42, environment: on.env },
    onRejoined({ tracks }) {
      told.push(tracks.join());
      void publish(tracks);
    },
  });
  client.localTracks = ["microphone", "camera"];
  await on.env.pass(60 * SECOND);
  return { client, told };
}

const drop = (client: FakeClient): void => {
  client.localTracks = [];
  client.move("DISCONNECTED", "NETWORK_ERROR");
};

describe("R465 onRejoined tells what had been published", () => {
  test("also where the channel breaks again before that is published anew, as often as it does", async () => {
    const on = stage();
    const { client, told } = await joined(on);
    client.move("DISCONNECTED", "NETWORK_ERROR");
    client.localTracks = [];
    for (const waitSeconds of [6, 11]) {
      await on.env.pass(waitSeconds * SECOND); // joined again, and a second later
      expect(client.connectionState).toBe("CONNECTED");
      drop(client);
    }
    await on.env.pass(60 * SECOND);
    expect(told).toEqual(["microphone,camera", "microphone,camera", "microphone,camera"]);
    expect(client.localTracks).toEqual(["microphone", "camera"]);
  });

  test("also where a part of it is published already", async () => {
    const on = stage();
    const { client, told } = await joined(on);
    client.move("DISCONNECTED", "NETWORK_ERROR");
    client.localTracks = [];
    await on.env.pass(6 * SECOND);
    client.localTracks = ["microphone"];
    client.move("DISCONNECTED", "NETWORK_ERROR");
    await on.env.pass(60 * SECOND);
    expect(told).toEqual(["microphone,camera", "microphone,camera"]);
  });

  test("also where the SDK has reconnected by itself, and has not published it again before it gives up", async () => {
    const on = stage();
    const { client, told } = await joined(on);
    client.move("RECONNECTING");
    client.localTracks = []; // agora-rtc-sdk-ng@4.24.8 keeps it elsewhere until it has published it again
    client.move("CONNECTED");
    await on.env.pass(SECOND);
    client.move("RECONNECTING");
    drop(client);
    await on.env.pass(60 * SECOND);
    expect(told).toEqual(["microphone,camera"]);
  });

  test("and no more: what the app has taken back since is not in it", async () => {
    const on = stage();
    const { client, told } = await joined(on);
    client.move("DISCONNECTED", "NETWORK_ERROR");
    client.localTracks = [];
    await on.env.pass(60 * SECOND);
    client.localTracks = ["microphone"];
    drop(client);
    await on.env.pass(60 * SECOND);
    client.localTracks = ["screen"];
    client.move("DISCONNECTED", "NETWORK_ERROR");
    await on.env.pass(60 * SECOND);
    expect(told).toEqual(["microphone,camera", "", "screen"]);
  });

  test("R426 and not what the user has unpublished after a gap that the SDK has healed, however many follow", async () => {
    const on = stage();
    const { client, told } = await joined(on);
    const heal = async (): Promise<void> => {
      client.move("RECONNECTING", "NETWORK_ERROR");
      await on.env.pass(SECOND);
      client.move("CONNECTED");
      await on.env.pass(3 * SECOND);
    };
    await heal();
    client.localTracks = ["microphone"];
    await heal();
    await heal();
    client.move("RECONNECTING", "NETWORK_ERROR");
    drop(client);
    await on.env.pass(60 * SECOND);
    expect(told).toEqual(["microphone"]);
    expect(client.localTracks).toEqual(["microphone"]);
  });

  test("of a client that was joined by somebody else", async () => {
    const on = stage();
    const client = new FakeClient(on);
    await client.join("a", "daily", (await on.tokens.start()).value, 42);
    client.localTracks = ["camera"];
    const told: string[] = [];
    keepClient(client, on.tokens, {
      appId: "a",
      environment: on.env,
      onRejoined: ({ tracks }) => void told.push(tracks.join()),
    });
    client.move("DISCONNECTED", "NETWORK_ERROR");
    await on.env.pass(6 * SECOND);
    expect(told).toEqual(["camera"]);
  });
});
