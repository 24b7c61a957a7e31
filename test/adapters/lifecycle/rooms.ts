/**
 * LiveKit's and Twilio Video's rooms over a line: their SDKs need a browser, and lose patience after a while. What they say
 * was seen with livekit-client@2.23.0 and twilio-video@2.32.0: test/browser/adapters/livekit.test.ts, twilio-video.test.ts.
 *
 * @module
 */
import { createRequire } from "node:module";
import { keepRoom, type LiveKitRoomEvents } from "../../../src/adapters/livekit.ts";
import { connectRoom } from "../../../src/adapters/twilio/room.ts";
import { Emitter } from "./emitter.ts";
import type { Subject } from "./life.ts";
import { Line } from "./line.ts";
import { world, type World } from "./world.ts";

class LiveKitRoom extends Emitter implements LiveKitRoomEvents {
  state = "disconnected";
  readonly line: Line;
  #connecting: Promise<void> | undefined;

  constructor(world: World) {
    super();
    const events = {
      lost: () => void (this.state = "reconnecting"),
      back: () => {
        this.state = "connected";
        this.emit("reconnected");
      },
      refused: () => this.#end(),
      gaveUp: () => this.#end(),
    };
    this.line = new Line(world, events, 43_000);
  }
  /** As the SDK does: nothing where it is connected, and one connecting for all who want it. */
  async connect(_url: string, token: string): Promise<void> {
    if (this.state === "connected") return;
    return (this.#connecting ??= this.#connect(token).finally(() => (this.#connecting = undefined)));
  }
  async #connect(token: string): Promise<void> {
    this.state = "connecting";
    const met = await this.line.open(token);
    this.state = met === "open" ? "connected" : "disconnected";
    if (met === "open") return;
    const why =
      met === "refused"
        ? { reason: 0, reasonName: "NotAllowed", status: 401 }
        : { reason: 1, reasonName: "ServerUnreachable" };
    throw Object.assign(new Error(met), { name: "ConnectionError", code: 1, ...why });
  }
  async disconnect(): Promise<void> {
    this.line.close();
    if (this.state !== "disconnected") this.#end(1);
  }
  #end(reason?: number): void {
    this.state = "disconnected";
    this.emit("disconnected", reason);
  }
}

const URL = "wss://livekit.example.test";

export const livekit: Subject = {
  name: "keepRoom: LiveKit",
  sdk: "stand-in",
  keptTwice: "is the same connection",
  async begin() {
    const here = world();
    const room = new LiveKitRoom(here);
    const stop = await keepRoom(room, URL, here.tokens, here.options);
    return {
      ...{ world: here, stop },
      accepted: () => room.line.accepted,
      isServed: () => room.line.isServed,
      listeners: () => room.listeners,
      timers: () => room.line.timers,
      cut: () => room.line.cut(),
      leave: () => room.disconnect(),
      keepAgain: (options) => keepRoom(room, URL, here.tokens, options),
    };
  },
};

const { createTwilioError } = createRequire(import.meta.url)("twilio-video/lib/util/twilio-video-errors") as {
  createTwilioError(code: number): Error;
};

class VideoRoom extends Emitter {
  readonly line: Line;

  constructor(line: Line) {
    super();
    this.line = line;
  }
  disconnect(): void {
    this.line.close();
    this.emit("disconnected", this);
  }
}

export const twilioVideo: Subject = {
  name: "connectRoom: Twilio Video",
  sdk: "stand-in",
  keptTwice: "is another connection",
  async begin() {
    const here = world();
    const rooms: VideoRoom[] = [];
    const connect = async (token: string): Promise<VideoRoom> => {
      const events = {
        lost: () => room.emit("reconnecting", createTwilioError(53001)),
        back: () => room.emit("reconnected"),
        refused: () => room.emit("disconnected", room, createTwilioError(20104)),
        gaveUp: () => room.emit("disconnected", room, createTwilioError(53001)),
      };
      const room = new VideoRoom(new Line(here, events, 30_000));
      const met = await room.line.open(token);
      if (met !== "open") throw createTwilioError(met === "refused" ? 20104 : 53000);
      rooms.push(room);
      return room;
    };
    const kept = await connectRoom(connect, here.tokens, here.options);
    return {
      world: here,
      stop: () => kept.stop(),
      accepted: () => rooms.reduce((sum, { line }) => sum + line.accepted, 0),
      isServed: () => rooms.some(({ line }) => line.isServed),
      listeners: () => rooms.reduce((sum, { listeners }) => sum + listeners, 0),
      timers: () => rooms.reduce((sum, { line }) => sum + line.timers, 0),
      cut: () => rooms.forEach(({ line }) => line.cut()),
      leave: () => kept.room.disconnect(),
    };
  },
};
