/** A `connect` of the app's own that takes its time, as one does that asks for the camera first. In virtual time. */
import { EventEmitter } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { connectRoom, type ConnectRoomOptions, type KeptRoom } from "../../../src/adapters/twilio.ts";
import { TokenManager } from "../../../src/manager.ts";
import { fakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

const lossOf = (code: number): Error => Object.assign(new Error("gone"), { code });

/** On the server one identity has one room: the newest. */
class FakeRoom extends EventEmitter {
  state = "connected";
  readonly name: string;
  readonly #note: (line: string) => void;

  constructor(name: string, note: (line: string) => void) {
    super();
    [this.name, this.#note] = [name, note];
  }
  disconnect(): void {
    this.end();
  }
  end(error?: Error & { code?: number }): void {
    if (this.state === "disconnected") return;
    this.state = "disconnected";
    this.#note(`${this.name} ${error ? `ends with ${error.code}` : "is left"}`);
    this.emit("disconnected", this, error);
  }
}

/** One call of `connect`. */
interface Call {
  /** How long the user looks at the question for the camera. */
  readonly asksMs: number;
  /** From the server's yes to the answer of `connect`. */
  readonly answersMs?: number;
  /** The user says no. */
  readonly isDenied?: true;
}

interface Scene {
  readonly env: VirtualEnvironment;
  readonly journal: string[];
  /** What the next calls do; without a plan they connect at once. */
  plan: Call[];
  /** How long the server's word of an end takes. */
  wordMs: number;
  readonly live: () => string[];
  keep(options?: ConnectRoomOptions<FakeRoom, object>): Promise<KeptRoom<FakeRoom>>;
  /** The same identity connects from somewhere else. */
  joinElsewhere(): void;
  /** What a user does within the next call. */
  within: () => void;
}

function scene(): Scene {
  const env = virtualEnvironment();
  const { fetchToken } = fakeTokens(env, { lifetimeMs: 7_200_000 });
  const tokens = new TokenManager({ fetchToken, environment: env, quiet: true });
  onTestFinished(() => tokens.dispose());
  const journal: string[] = [];
  const note = (line: string): void => void journal.push(`${env.monotonicNow() / 1_000}s ${line}`);
  const wait = (ms: number): Promise<void> => new Promise((resolve) => void env.setTimer(resolve, ms));
  const rooms: FakeRoom[] = [];
  const endOthers = (): void => {
    for (const room of rooms) env.setTimer(() => room.end(lossOf(53205)), self.wordMs);
  };
  let calls = 0;
  const connect = async (): Promise<FakeRoom> => {
    const name = `room ${++calls}`;
    const { asksMs, answersMs = 0, isDenied } = self.plan.shift() ?? { asksMs: 0 };
    self.within();
    if (asksMs > 0) await wait(asksMs);
    if (isDenied) throw new DOMException("Permission denied", "NotAllowedError");
    const room = new FakeRoom(name, note);
    endOthers();
    rooms.push(room);
    if (answersMs > 0) await wait(answersMs);
    return room;
  };
  const self: Scene = {
    ...{ env, journal, plan: [], wordMs: 0, joinElsewhere: endOthers, within: () => undefined },
    live: () => rooms.filter(({ state }) => state === "connected").map(({ name }) => name),
    keep: (options) =>
      connectRoom(connect, tokens, {
        environment: env,
        onRoom: (room, previous) => note(`onRoom ${room.name}${previous ? ` after ${previous.name}` : ""}`),
        onProblem: ({ action }) => note(action),
        onRecovered: () => note("recovered"),
        ...options,
      }),
  };
  return self;
}

/** Connected, the network goes for a moment, and the user looks at the camera's question for longer than the limit. */
async function loseRoom(on: Scene, plan: Call[]): Promise<KeptRoom<FakeRoom>> {
  const kept = await on.keep();
  await on.env.pass(60_000);
  on.plan = plan;
  kept.room.end(lossOf(53001));
  await on.env.pass(0);
  return kept;
}
const LOST = ["0s onRoom room 1", "60s room 1 ends with 53001", "60s retryLater"];

describe("R517 a room that comes too late, and puts out the newer one,", () => {
  test.each([
    [
      "before it is there itself",
      { answersMs: 500, wordMs: 0 },
      ["135s room 3 ends with 53205", "135.5s room 2 is left"],
    ],
    [
      "after it is there itself",
      { answersMs: 0, wordMs: 500 },
      ["135s room 2 is left", "135.5s room 3 ends with 53205"],
    ],
  ])("is left, and another one is connected to: %s", async (_, { answersMs, wordMs }, seen) => {
    const on = scene();
    on.wordMs = wordMs;
    const kept = await loseRoom(on, [{ asksMs: 70_000, answersMs }]);
    await on.env.pass(3_600_000);
    expect(on.journal).toEqual([
      ...LOST,
      ...["125s onRoom room 3 after room 1", "125s recovered"],
      ...seen,
      "135.5s onRoom room 4 after room 3",
    ]);
    expect([on.live(), kept.room.name]).toEqual([["room 4"], "room 4"]);
  });

  test("is left, and another one is connected to: both of them wait for the user's one answer", async () => {
    const on = scene();
    on.wordMs = 100;
    await loseRoom(on, [
      { asksMs: 70_000, answersMs: 10 },
      { asksMs: 9_999, answersMs: 50 },
    ]);
    await on.env.pass(3_600_000);
    expect(on.journal.slice(3)).toEqual([
      "135.01s room 2 is left",
      "135.049s onRoom room 3 after room 1",
      "135.049s recovered",
      "135.1s room 3 ends with 53205",
      "135.1s onRoom room 4 after room 3",
    ]);
    expect(on.live()).toEqual(["room 4"]);
  });

  test("is one thing, and a join from elsewhere another: that is left alone, before and after", async () => {
    const on = scene();
    await loseRoom(on, [{ asksMs: 3_600_000 }]);
    await on.env.pass(1_200_000);
    on.joinElsewhere();
    await on.env.pass(1_200_000);
    expect([on.journal.at(-1), on.live()]).toEqual(["1260s room 3 ends with 53205", []]);

    const other = scene();
    await loseRoom(other, [{ asksMs: 70_000 }]);
    await other.env.pass(100_000);
    expect(other.live()).toEqual(["room 4"]);
    other.joinElsewhere();
    await other.env.pass(3_600_000);
    expect([other.journal.at(-1), other.live()]).toEqual(["160s room 4 ends with 53205", []]);
  });

  test("does nothing of the kind after the end, or where the user says no", async () => {
    const on = scene();
    const kept = await loseRoom(on, [{ asksMs: 70_000 }]);
    await on.env.pass(66_000);
    kept.leave();
    await on.env.pass(3_600_000);
    expect([on.journal.slice(-2), on.live()]).toEqual([["126s room 3 is left", "135s room 2 is left"], []]);

    const denied = scene();
    await loseRoom(denied, [{ asksMs: 70_000, isDenied: true }]);
    await denied.env.pass(3_600_000);
    expect([denied.journal.at(-1), denied.live()]).toEqual(["125s recovered", ["room 3"]]);
  });
});

describe("R518 a user who leaves within the app's own connect", () => {
  const LEAVES = {
    "the signal": (_kept: KeptRoom<FakeRoom> | undefined, user: AbortController) => user.abort(new Error("left")),
    "leave()": (kept: KeptRoom<FakeRoom> | undefined) => kept?.leave(),
    "stop()": (kept: KeptRoom<FakeRoom> | undefined) => kept?.stop(),
  };

  test.each([0, 1_000])("at the first connect: its room is left (%i ms later)", async (asksMs) => {
    const on = scene();
    const user = new AbortController();
    on.plan = [{ asksMs }];
    on.within = () => user.abort(new Error("left"));
    const failed = expect(on.keep({ signal: user.signal })).rejects.toThrow("left");
    await on.env.pass(600_000);
    await failed;
    expect([on.journal, on.live()]).toEqual([[`${asksMs / 1_000}s room 1 is left`], []]);
  });

  test.each(Object.entries(LEAVES))("at a rejoin, by %s: the next room is left", async (by, leave) => {
    const on = scene();
    const user = new AbortController();
    const kept = await on.keep({ signal: user.signal });
    on.plan = [{ asksMs: 1_000 }];
    on.wordMs = 100;
    on.within = () => leave(kept, user);
    kept.rejoin().catch(() => on.journal.push("rejected"));
    await on.env.pass(600_000);
    const seen = ["rejected", "1s room 2 is left"];
    // The server ends the room that stop() has left to the app.
    if (by === "stop()") seen.push("1.1s room 1 ends with 53205");
    else seen.unshift("0s room 1 is left");
    expect(on.journal.slice(1)).toEqual(seen);
    expect([on.live(), kept.room.name, kept.room.eventNames()]).toEqual([[], "room 1", []]);
  });

  test.each([
    ["has its call cancelled, once", "within"],
    ["and not later: a call that has brought a room is not cancelled", "later"],
  ])("%s", async (_, when) => {
    const on = scene();
    const user = new AbortController();
    let cancelled = 0;
    const connect = (): Promise<FakeRoom> & { cancel(): unknown } => {
      const room = new FakeRoom("room", () => undefined);
      if (when === "within") user.abort(new Error("left"));
      const opening = when === "within" ? new Promise<FakeRoom>(() => undefined) : Promise.resolve(room);
      return Object.assign(opening, { cancel: () => cancelled++ });
    };
    const { fetchToken } = fakeTokens(on.env);
    const tokens = new TokenManager({ fetchToken, environment: on.env, quiet: true });
    onTestFinished(() => tokens.dispose());
    const joined = connectRoom(connect, tokens, { signal: user.signal, environment: on.env });
    if (when === "within") await expect(joined).rejects.toThrow("left");
    else (await joined).leave();
    expect(cancelled).toBe(when === "within" ? 1 : 0);
  });
});
