/**
 * `connectRoom` with the real `twilio-video@2.32.0` in Chromium, with real tokens, against a stub of the signalling.
 *
 * Each trap is shown with the bare SDK first.
 */
import { readFileSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright";
import type * as Video from "twilio-video";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type * as Twilio from "../../../src/adapters/twilio/room.ts";
import type * as Core from "../../../src/index.ts";
import { forget, mint } from "../../adapters/twilio/tokens.ts";
import { evertoken } from "../../support/script.ts";
import { type VideoRooms, videoRooms } from "./twilio/video-rooms.ts";

declare const Evertoken: typeof Core & typeof Twilio;
declare const window: {
  Twilio: { Video: typeof Video };
  /** What happened in the page. */
  notes: string[];
  room: Video.Room;
  kept: Twilio.KeptRoom<Video.Room>;
  fetchToken(ttl?: number): Promise<string>;
  /** For `connect()`: the stub, and no devices. */
  here: Video.ConnectOptions;
  watch(room: Video.Room, name: string): void;
  keep(): Promise<void>;
};

const FILE = new URL("../../../node_modules/twilio-video/dist/twilio-video.min.js", import.meta.url);
let browser: Browser;
let scripts: string[];
beforeAll(async () => {
  const [launched, ours] = await Promise.all([
    chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] }),
    evertoken("manager.ts", "adapters/twilio/room.ts"),
  ]);
  browser = launched;
  scripts = [readFileSync(FILE, "utf8"), ours];
});
afterAll(() => browser.close());

/** In the page: the room's events as notes, and a room that is kept. */
function prepare(): void {
  window.notes = [];
  window.here = { tracks: [], insights: false, logLevel: "off", wsServer: "wss://signalling.test/" } as object;
  window.watch = (room, name) => {
    for (const event of ["reconnecting", "reconnected", "disconnected"] as const)
      room.on(event as "reconnecting", (...args: unknown[]) => {
        const { code = "" } = (args.at(-1) ?? {}) as { code?: unknown };
        window.notes.push(`${name} ${event} ${String(code)}`.trim());
      });
  };
  window.keep = async () => {
    let rooms = 0;
    const tokens = new Evertoken.TokenManager({ fetchToken: () => window.fetchToken() });
    window.kept = await Evertoken.connectRoom(window.Twilio.Video.connect, tokens, {
      connectOptions: window.here,
      onRoom(room, previous) {
        window.notes.push(`room ${++rooms}${previous ? ` after one that is ${previous.state}` : ""}`);
        window.watch(room, `room ${rooms}`);
      },
      onProblem: ({ action }) => window.notes.push(`problem ${action}`),
    });
  };
}

interface It {
  readonly page: Page;
  readonly rooms: VideoRooms;
  /** All notes, once there is one like this. */
  noted(last: string): Promise<string[]>;
}
async function open(): Promise<It> {
  forget();
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const rooms = videoRooms();
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" })
      : route.abort(),
  );
  await page.routeWebSocket(/signalling/, rooms.accept);
  await page.exposeFunction("fetchToken", (ttl?: number) => mint(ttl === undefined ? {} : { ttl }));
  await page.goto("https://app.test/");
  for (const content of scripts) await page.addScriptTag({ content });
  await page.evaluate(prepare);
  return {
    page,
    rooms,
    noted: async (last) => {
      await page.waitForFunction((last) => window.notes.includes(last), last);
      return page.evaluate(() => window.notes);
    },
  };
}

test("trap: a dead token fails the connect; connectRoom() fetches another, once", async () => {
  const { page, rooms, noted } = await open();
  const raw = await page.evaluate(async () => {
    const dead = await window.fetchToken(-60);
    return window.Twilio.Video.connect(dead, window.here).then(
      () => "connected",
      (error: unknown) => `${(error as Error).name} ${(error as Video.TwilioError).code}`,
    );
  });
  expect(raw).toBe("TwilioError 20104");

  rooms.ended.add("t2");
  await page.evaluate(() => window.keep());
  expect(await noted("room 1")).toEqual(["room 1"]);
  expect(rooms.journal).toEqual(["ice t1 20104", "ice t2 20104", "ice t3 ok", "connect t3 ok"]);
});

test("trap: the end of the token is felt when the signalling reconnects; R95 a kept room is joined anew", async () => {
  const { page, rooms, noted } = await open();
  await page.evaluate(async () => {
    window.room = await window.Twilio.Video.connect(await window.fetchToken(), window.here);
    window.watch(window.room, "bare");
  });
  rooms.ended.add("t1");
  rooms.cut();
  expect(await noted("bare disconnected 20104")).toEqual(["bare reconnecting 53001", "bare disconnected 20104"]);

  const before = rooms.journal.length;
  await page.evaluate(() => window.keep());
  rooms.ended.add("t2");
  rooms.cut();
  expect((await noted("room 2 after one that is disconnected")).slice(2)).toEqual([
    "room 1",
    "room 1 reconnecting 53001",
    "room 1 disconnected 20104",
    "room 2 after one that is disconnected",
  ]);
  rooms.cut();
  await noted("room 2 reconnected"); // watched like the first one
  expect(rooms.journal.slice(before)).toEqual([
    ...["ice t2 ok", "connect t2 ok", "sync t2 20104"],
    ...["ice t3 ok", "connect t3 ok", "sync t3 ok"],
  ]);
});

test("R70 a fresh token that is refused as well is reported, not retried", async () => {
  const { page, rooms, noted } = await open();
  await page.evaluate(() => window.keep());
  rooms.ended.add("all");
  rooms.cut();
  expect((await noted("problem fixClock")).slice(-2)).toEqual(["room 1 disconnected 20104", "problem fixClock"]);
  rooms.ended.clear();
  await page.evaluate(() => window.kept.rejoin());
  expect(rooms.journal).toEqual([
    ...["ice t1 ok", "connect t1 ok", "sync t1 20104", "ice t2 20104"],
    ...["ice t2 ok", "connect t2 ok"], // the manager has not lost it
  ]);
});

test("trap: the old room of a rejoin ends with an error, and who answers each error with a rejoin never stops", async () => {
  const { page, rooms, noted } = await open();
  await page.evaluate(async () => {
    const token = await window.fetchToken();
    let connects = 0;
    const join = async (): Promise<void> => {
      const room = await window.Twilio.Video.connect(token, window.here);
      if (++connects === 10) window.notes.push("10 rooms");
      else room.on("disconnected", (_room, error) => error && connects < 10 && void join());
    };
    await join();
    await join();
  });
  await noted("10 rooms");

  await page.evaluate(async () => {
    window.notes.length = 0;
    await window.keep();
    await window.kept.rejoin();
  });
  await noted("room 1 disconnected 53205");
  rooms.cut();
  const notes = await noted("room 2 reconnected");
  expect(notes.filter((note) => /^room \d( after|$)|problem/.test(note))).toEqual([
    "room 1",
    expect.stringContaining("room 2 after"),
  ]);
});

test("the same person in another tab: the room is theirs, and the app may take it back", async () => {
  const { page, noted } = await open();
  await page.evaluate(async () => {
    await window.keep();
    window.room = await window.Twilio.Video.connect(await window.fetchToken(), window.here);
  });
  await noted("room 1 disconnected 53205");
  expect(await page.evaluate(() => window.room.state)).toBe("connected");
  await page.evaluate(() => window.kept.rejoin());
  expect(await noted("room 2 after one that is disconnected")).toEqual([
    "room 1",
    "room 1 disconnected 53205",
    "room 2 after one that is disconnected",
  ]);
});

test("a server that says nothing: given up at the limit, by the SDK as well", async () => {
  const { page, rooms } = await open();
  rooms.isSilent = true;
  const failure = page.evaluate(async () => {
    const tokens = new Evertoken.TokenManager({ fetchToken: () => window.fetchToken() });
    const options = { connectOptions: window.here, connectTimeoutMs: 300 };
    const kept = Evertoken.connectRoom(window.Twilio.Video.connect, tokens, options);
    return kept.catch((error: unknown) => String(error));
  });
  await expect.poll(() => rooms.open).toBe(1);
  expect(await failure).toContain("connect() did not settle within 300 ms");
  await expect.poll(() => rooms.open).toBe(0);
});

test("the app leaves: quietly, and nothing is left behind", async () => {
  const { page, rooms, noted } = await open();
  const counts = await page.evaluate(async () => {
    const { connect } = window.Twilio.Video;
    const count = (room: Video.Room): number => room.listenerCount("disconnected");
    const bare = count(await connect(await window.fetchToken(), window.here));
    await window.keep();
    const { room } = window.kept;
    const kept = count(room);
    room.disconnect();
    return [kept - bare, count(room) < kept];
  });
  expect(counts).toEqual([2, true]); // the adapter's listener, and the one of this test
  expect((await noted("room 1 disconnected")).filter((note) => note.startsWith("problem"))).toEqual([]);
  const refused = page.evaluate(() => window.kept.rejoin().catch((error: unknown) => (error as Core.TokenError).code));
  expect(await refused).toBe("ERR_STOPPED");
  expect(rooms.journal.filter((line) => line.startsWith("connect"))).toHaveLength(2);
});
