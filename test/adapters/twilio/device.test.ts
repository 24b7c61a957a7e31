/**
 * `keepDevice` in virtual time, with a fake `Device`: what the real one does not do on demand. The real one is kept in
 * test/browser/adapters/twilio-voice.long.test.ts.
 */
import { EventEmitter } from "node:events";
import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import { type DeviceLike, keepDevice, type KeepDeviceOptions } from "../../../src/adapters/twilio/device.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import type { TokenError } from "../../../src/errors.ts";
import { fakeTokens, virtualEnvironment, type FakeTokens, type VirtualEnvironment } from "../../../src/testing.ts";
import { countingFeed } from "../common/counting-feed.ts";
import { usersOf } from "./users.ts";

/** Does what it is told at once; notes what is done to it. */
class FakeDevice extends EventEmitter implements DeviceLike {
  state = "registered";
  edge: string | null = "ashburn";
  isBusy = false;
  /** What the promises of `register()` and `unregister()` do. */
  mood: "settles" | "hangs" | "fails" = "settles";
  token: string;
  readonly note: (text: string) => void;
  #shouldReRegister = false;

  constructor(token: string, note: (text: string) => void) {
    super();
    this.token = token;
    this.note = note;
  }
  updateToken(token: string): void {
    if (this.state === "destroyed") throw new Error('Attempt to "updateToken" when device is in state "destroyed".');
    this.token = token;
    this.note("updateToken");
  }
  register(): Promise<void> {
    return this.#become("register", "registered");
  }
  unregister(): Promise<void> {
    return this.#become("unregister", "unregistered");
  }
  /** `Device._onSignalingOffline` of `@twilio/voice-sdk@2.18.5`: a second loss in a row forgets the registration. */
  lose(): void {
    this.edge = null;
    this.#shouldReRegister = this.state !== "unregistered";
    this.#set("unregistered");
  }
  /** `Device._onSignalingConnected` of `@twilio/voice-sdk@2.18.5`. */
  connect(): void {
    this.edge = "ashburn";
    if (this.#shouldReRegister) void this.register();
  }
  /** As `@twilio/voice-sdk@2.18.5` reports a refusal. */
  refuse(code = 31205): void {
    const fields = { code: 20104, name: "AccessTokenExpired", causes: [], solutions: [], originalError: { code } };
    this.emit("error", Object.assign(new Error(`refused ${this.token}`), fields));
  }
  destroy(): void {
    this.state = "destroyed";
    this.emit("destroyed");
    this.removeAllListeners();
  }
  #become(name: string, state: string): Promise<void> {
    this.note(name);
    this.#shouldReRegister = false;
    if (this.mood === "fails" && name === "register") return Promise.reject(new Error("no"));
    if (this.mood === "hangs") return new Promise(() => {});
    if (name === "unregister") this.edge = null;
    this.#set(state);
    return Promise.resolve();
  }
  #set(state: string): void {
    if (this.state === state) return;
    this.state = state;
    this.emit(state);
  }
}

interface Scene {
  readonly env: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
  readonly device: FakeDevice;
  readonly problems: TokenError[];
  readonly undo: () => void;
  /** What was done to the device since the last look: `570s updateToken t2`. */
  seen(): string[];
}

async function scene(manager: Partial<TokenManagerOptions> = {}, options: KeepDeviceOptions = {}): Promise<Scene> {
  const env = virtualEnvironment();
  const source = fakeTokens(env);
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, ...manager });
  const beginning = env.now();
  const lines: string[] = [];
  const device = new FakeDevice(await tokens.getToken(), (text) =>
    lines.push(`${(env.now() - beginning) / 1000}s ${text} ${source.nameOf(device.token)}`),
  );
  const problems: TokenError[] = [];
  const undo = keepDevice(device, tokens, { environment: env, onProblem: (it) => void problems.push(it), ...options });
  return { env, source, tokens, device, problems, undo, seen: () => lines.splice(0) };
}

test("every new token is handed over, ahead of the end of the old one", async () => {
  const { env, seen, problems } = await scene();
  await env.pass(1_200_000);
  expect(seen()).toEqual(["570s updateToken t2", "1140s updateToken t3"]);
  expect(problems).toEqual([]);
});

test("a Device that was made with another token gets the manager's at once", async () => {
  const { env, tokens, source, seen } = await scene();
  const other = new FakeDevice("another", () => {});
  keepDevice(other, tokens, { environment: env });
  await env.pass(0);
  expect(source.nameOf(other.token)).toBe("t1");
  expect(seen()).toEqual([]);
});

describe("during a call", () => {
  test.each([
    [undefined, "590s updateToken t2"],
    [0, "600s updateToken t2"],
    [120_000, "480s updateToken t2"],
  ])("with duringCallLeadMs %s the hand-over is made at the latest at %s", async (duringCallLeadMs, line) => {
    const { env, device, seen } = await scene(
      { refreshLeadMs: 200_000 },
      duringCallLeadMs === undefined ? {} : { duringCallLeadMs },
    );
    device.isBusy = true;
    await env.pass(605_000);
    expect(seen()).toEqual([line]);
  });

  test("a token that the app has given the Device itself is not waited for: nobody knows how long it lives", async () => {
    const { env, device, source, tokens, seen } = await scene();
    await env.pass(1_000);
    device.isBusy = true;
    device.token = "of the app";
    tokens.setToken(source.mint());
    await env.pass(0);
    expect(seen()).toEqual(["1s updateToken t2"]);
  });

  test("a refused token does not wait", async () => {
    const { env, device, seen } = await scene({ refreshLeadMs: 200_000 });
    device.isBusy = true;
    await env.pass(450_000);
    device.refuse();
    await env.pass(5_000);
    expect(seen()).toEqual(["451s updateToken t2", "453s unregister t2", "453s register t2"]);
  });

  test("the undo ends the waiting", async () => {
    const { env, device, tokens, undo, seen } = await scene({ refreshLeadMs: 200_000 });
    device.isBusy = true;
    await env.pass(450_000);
    undo();
    tokens.stop();
    await env.pass(0);
    expect(env.timers).toBe(0);
    device.isBusy = false;
    await env.pass(200_000);
    expect(seen()).toEqual([]);
  });
});

describe("registering again", () => {
  test("is given up after the deadline, reported, and tried again with the next token", async () => {
    const { env, device, seen, problems } = await scene();
    device.mood = "hangs";
    device.refuse();
    await env.pass(15_000);
    expect(seen()).toEqual(["0s updateToken t1", "2s unregister t1"]);
    expect(problems).toMatchObject([{ code: "ERR_HANDOVER_FAILED", action: "retryLater" }]);
    device.mood = "settles";
    await env.pass(570_000);
    expect(seen()).toEqual(["570s updateToken t2", "572s unregister t2", "572s register t2"]);
  });

  test("happens once; the next hand-over is an ordinary one", async () => {
    const { env, device, seen } = await scene();
    device.refuse();
    await env.pass(600_000);
    expect(seen()).toEqual(["0s updateToken t1", "2s unregister t1", "2s register t1", "570s updateToken t2"]);
  });

  test("R371 a token of the app's own that is refused is replaced by the manager's, whose youth says nothing of it", async () => {
    const { env, device, seen, problems } = await scene();
    await env.pass(1_000);
    device.token = "of the app";
    device.refuse();
    await env.pass(5_000);
    expect(seen()).toEqual(["1s updateToken t1", "3s unregister t1", "3s register t1"]);
    expect(problems).toEqual([]);
  });

  test("waits for the next token where this one is refused for good", async () => {
    const { env, device, seen, problems } = await scene();
    device.refuse();
    await env.pass(1_000);
    device.refuse();
    await env.pass(600_000);
    expect(seen()).toEqual(["0s updateToken t1", "570s updateToken t2", "572s unregister t2", "572s register t2"]);
    expect(problems).toMatchObject([{ action: "fixClock" }]);
  });

  test("is remembered where it was begun and failed", async () => {
    const { env, device, seen } = await scene();
    await env.pass(450_000);
    device.mood = "fails";
    device.refuse();
    await env.pass(5_000);
    expect(device.state).toBe("unregistered");
    device.mood = "settles";
    device.refuse();
    await env.pass(5_000);
    expect(seen().slice(3)).toEqual(["455s updateToken t2", "457s register t2"]);
  });

  test("is left to the SDK where the connection was lost in the meantime", async () => {
    const { env, device, seen, problems } = await scene();
    device.refuse();
    await env.pass(1_000);
    device.state = "registering";
    await env.pass(5_000);
    device.state = "registered";
    await env.pass(10_000);
    expect(seen()).toEqual(["0s updateToken t1"]);
    expect(problems).toEqual([]);
  });

  test("waits for a token if there is none yet", async () => {
    const { env, device, source, seen } = await scene();
    source.mood = "down";
    await env.pass(601_000);
    device.refuse();
    await env.pass(60_000);
    expect(seen()).toEqual([]);
    source.mood = "up";
    await env.pass(60_000);
    expect(seen().map((line) => line.split(" ").slice(1).join(" "))).toEqual([
      "updateToken t2",
      "unregister t2",
      "register t2",
    ]);
  });

  test("does not happen after the undo", async () => {
    const { env, device, tokens, undo, seen } = await scene();
    device.refuse();
    await env.pass(1_000);
    undo();
    tokens.stop();
    await env.pass(0);
    expect(env.timers).toBe(0);
    await env.pass(30_000);
    expect(seen()).toEqual(["0s updateToken t1"]);
  });
});

describe("R441 a Device that the app has registered is registered again", () => {
  test("where its connection is lost once more on its way back", async () => {
    const { env, device, seen, problems } = await scene();
    await env.pass(60_000);
    device.lose();
    device.lose();
    await env.pass(30_000);
    expect(seen()).toEqual([]);
    device.connect();
    await env.pass(10_000);
    expect([seen(), device.state, problems]).toEqual([["95s register t1"], "registered", []]);
    await env.pass(60_000);
    expect([seen(), env.timers]).toEqual([[], 1]); // the manager's
  });

  test("with the next token, where the one before has ended in the outage and the gateway hangs up on it", async () => {
    const { env, device, source, seen, problems } = await scene();
    source.mood = "down";
    await env.pass(590_000);
    device.lose();
    await env.pass(20_000);
    for (let attempt = 0; attempt < 3; attempt++) {
      device.refuse();
      device.lose();
      await env.pass(5_000);
    }
    expect(seen()).toEqual([]);
    source.mood = "up";
    env.wake("online");
    await env.pass(500);
    device.connect(); // the answer to the new token
    await env.pass(5_000);
    expect([seen(), device.state, problems]).toEqual([
      ["625.1s updateToken t2", "627.1s register t2"],
      "registered",
      [],
    ]);
  });

  test("and is left to the SDK where that does it by itself", async () => {
    const { env, device, seen } = await scene();
    device.lose();
    await env.pass(60_000);
    device.connect();
    await env.pass(60_000);
    expect(seen()).toEqual(["60s register t1"]);
  });

  test("also during a call, without a second of silence", async () => {
    const { env, device, seen } = await scene();
    await env.pass(1_000);
    device.isBusy = true;
    device.lose();
    device.lose();
    device.connect();
    await env.pass(60_000);
    expect(seen()).toEqual(["6s register t1"]);
  });

  test("and tried again where that fails, which is told", async () => {
    const { env, device, seen, problems } = await scene();
    await env.pass(1_000);
    device.mood = "fails";
    device.lose();
    device.lose();
    device.connect();
    await env.pass(11_000);
    device.mood = "settles";
    await env.pass(60_000);
    expect(seen()).toEqual(["6s register t1", "11s register t1", "16s register t1"]);
    expect(problems).toMatchObject([{ action: "retryLater" }]);
  });

  test("unless the app has called unregister() since", async () => {
    const { env, device, seen } = await scene();
    await env.pass(1_000);
    await device.unregister();
    device.connect();
    await env.pass(60_000);
    device.refuse();
    await env.pass(60_000);
    expect(seen()).toEqual(["1s unregister t1", "61s updateToken t1"]);
    await device.register();
    device.lose();
    device.lose();
    device.connect();
    await env.pass(60_000);
    expect(seen()).toEqual(["121s register t1", "126s register t1"]);
  });

  test("also where the app's own register() was cut short by a loss", async () => {
    const { env, device, seen } = await scene();
    await device.unregister();
    await env.pass(1_000);
    seen();
    device.mood = "hangs";
    void device.register();
    device.state = "registering";
    device.mood = "settles";
    device.lose();
    device.lose();
    device.connect();
    await env.pass(60_000);
    expect(device.state).toBe("registered");
  });

  test("nor where the app calls it between the two calls that replace a refused token", async () => {
    const { env, device, seen } = await scene();
    await env.pass(30_000);
    device.once("unregistered", () => void device.unregister());
    device.refuse();
    await env.pass(60_000);
    expect(seen().filter((line) => line.includes(" register"))).toEqual([]);
    expect(device.state).toBe("unregistered");
  });

  test("nor for a user who has signed out", async () => {
    const { env, device, tokens, seen } = await scene();
    await env.pass(1_000);
    tokens.clear();
    device.lose();
    device.lose();
    device.connect();
    await env.pass(60_000);
    expect([seen(), device.state]).toEqual([[], "unregistered"]);
  });

  test("and no longer after the undo, which gives back the SDK's own unregister()", async () => {
    const { env, device, tokens, undo, seen } = await scene();
    device.lose();
    device.lose();
    device.connect();
    undo();
    tokens.dispose();
    expect([env.timers, Object.hasOwn(device, "unregister")]).toEqual([0, false]);
    await env.pass(60_000);
    expect(seen()).toEqual([]);
  });
});

test("R93 a problem says who must act, and holds no token", async () => {
  const { env, device, problems } = await scene();
  await env.pass(1_000);
  const fields = { code: 53000, causes: [], solutions: [] };
  device.emit("error", Object.assign(new Error(`no connection for ${device.token}`), fields));
  device.refuse();
  device.refuse();
  await env.pass(1_000);
  expect(problems).toMatchObject([{ action: "retryLater" }, { action: "fixClock" }]);
  expect(inspect(problems, { depth: 10, showHidden: true })).not.toContain(device.token);
});

test("errors that are not about the token are nobody's business here", async () => {
  const { env, device, seen, problems } = await scene();
  device.emit("error", Object.assign(new Error("no microphone"), { code: 31401, causes: [], solutions: [] }));
  device.emit("error", new Error("something else"));
  await env.pass(60_000);
  expect(seen()).toEqual([]);
  expect(problems).toEqual([]);
});

test("a Device that the app does not register is not registered by a new token", async () => {
  const { env, device, seen } = await scene();
  await device.unregister();
  device.refuse();
  await env.pass(30_000);
  expect(seen()).toEqual(["0s unregister t1", "0s updateToken t1"]);
});

test("a Device that goes on registering with the new token is given up: the app must make a new one", async () => {
  const { env, device, seen, problems } = await scene();
  device.state = "registering";
  device.refuse();
  await env.pass(11_000);
  expect(problems).toEqual([]);
  await env.pass(2_000);
  expect(seen()).toEqual(["0s updateToken t1"]);
  expect(problems).toMatchObject([{ code: "ERR_HANDOVER_FAILED", action: "rejoin" }]);
  expect(problems[0]!.message).toMatch(/goes on registering/);
  expect(problems[0]!.remedy).toMatch(/new Device/);
});

test("tokenWillExpire is a hint: where nobody renews by the clock it is what renews", async () => {
  const { env, device, seen } = await scene({ autoRefresh: false });
  device.emit("tokenWillExpire");
  await env.pass(584_000);
  device.emit("tokenWillExpire");
  await env.pass(0);
  expect(seen()).toEqual([]);
  await env.pass(2_000);
  device.emit("tokenWillExpire");
  await env.pass(0);
  expect(seen()).toEqual(["586s updateToken t2"]);
});

test("what the Device throws at a hand-over is told, by what failed", async () => {
  const { env, device, problems } = await scene();
  device.updateToken = () => {
    throw new Error('Attempt to "updateToken" when device is in state "destroyed".');
  };
  await env.pass(580_000);
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The hand-over to the Device failed: /),
  ]);
});

test("a deadline is the app's to set, and its problem names the SDK's call", async () => {
  const { env, device, seen, problems } = await scene({}, { deadlineMs: 3_000, settleMs: 500 });
  device.mood = "hangs";
  device.refuse();
  await env.pass(3_499);
  expect(problems).toEqual([]);
  await env.pass(1);
  expect(seen()).toEqual(["0s updateToken t1", "0.5s unregister t1"]);
  expect(problems.map(({ message }) => message)).toEqual(["unregister() did not settle within 3000 ms"]);
});

describe("the end", () => {
  test("the Device is let go at once when it is destroyed", async () => {
    const { env, tokens } = await scene();
    const feed = countingFeed(tokens);
    const device = new FakeDevice("another", () => {});
    keepDevice(device, feed, { environment: env });
    expect(feed.listeners).toBe(1);
    device.destroy();
    expect(feed.listeners).toBe(0);
  });

  test("a destroyed Device ends it, and the manager goes on", async () => {
    const { env, device, tokens, source, seen, problems } = await scene();
    device.destroy();
    await env.pass(1_200_000);
    expect(seen()).toEqual([]);
    expect(problems).toEqual([]);
    expect(source.requests).toHaveLength(3);
    tokens.dispose();
    expect(env.timers).toBe(0);
  });

  test("is the end of its problems: a token that does not come is not told any more", async () => {
    for (const isKept of [true, false]) {
      const { env, tokens, device, undo, problems } = await scene();
      tokens.stop();
      env.sleep(3_600_000);
      device.refuse();
      if (!isKept) undo();
      await env.pass(1_000);
      expect(problems.map(({ code }) => code)).toEqual(isKept ? ["ERR_STOPPED"] : []);
      undo();
    }
  });

  test("a Device that was destroyed before is left alone", async () => {
    const { env, tokens } = await scene();
    const device = new FakeDevice("another", () => {});
    device.destroy();
    keepDevice(device, tokens, { environment: env });
    await env.pass(600_000);
    expect(device.eventNames()).toEqual([]);
    expect(device.token).toBe("another");
  });

  test("R228 a manager that is stopped still lends the token that is valid, and no other, which is told once", async () => {
    const { env, tokens, device, undo, seen, problems } = await scene();
    tokens.stop();
    device.refuse();
    await env.pass(600_000);
    expect(seen()).toEqual(["0s updateToken t1", "2s unregister t1", "2s register t1"]);
    for (let refusal = 0; refusal < 3; refusal++) {
      device.refuse();
      await env.pass(60_000);
    }
    undo();
    expect(device.eventNames()).toEqual([]);
    expect([seen(), problems.map(({ code }) => code)]).toEqual([[], ["ERR_STOPPED"]]);
  });
});

describe("R214 an outage", () => {
  const offline = { code: 53000, causes: [], solutions: [] };

  test("of five minutes is told once, and its end as well", async () => {
    const told: string[] = [];
    const { env, device } = await scene(
      {},
      { onProblem: ({ action }) => void told.push(action), onRecovered: () => void told.push("recovered") },
    );
    for (let outage = 0; outage < 2; outage++) {
      device.lose();
      for (let attempt = 0; attempt < 31; attempt++) {
        device.emit("error", Object.assign(new Error("no connection"), offline));
        device.emit("error", Object.assign(new Error("no connection"), { ...offline, code: 31005 }));
        await env.pass(10_000);
      }
      device.connect();
      await env.pass(60_000);
    }
    expect(told).toEqual(["retryLater", "recovered", "retryLater", "recovered"]);
  });

  test("R348 of a Device that registers and is refused at once, again and again, is told twice at most", async () => {
    const told: string[] = [];
    const { env, device } = await scene(
      {},
      { onProblem: ({ action }) => void told.push(action), onRecovered: () => void told.push("recovered") },
    );
    for (let attempt = 0; attempt < 60; attempt++) {
      device.emit("registered");
      await env.pass(10_000);
      device.emit("error", Object.assign(new Error("no connection"), offline));
    }
    expect(told).toEqual(["retryLater", "recovered", "retryLater"]);
    device.emit("registered");
    await env.pass(60_000);
    expect(told).toEqual(["retryLater", "recovered", "retryLater", "recovered"]);
  });

  test("of a Device that is registered is told once, however many tokens it spans", async () => {
    const { env, device, problems } = await scene();
    for (let minute = 0; minute < 12; minute++) {
      device.emit("error", Object.assign(new Error("no connection"), offline));
      await env.pass(60_000);
    }
    expect(problems.map(({ action }) => action)).toEqual(["retryLater"]);
  });

  test("of a Device that does not register is not told again after the same token", async () => {
    const { env, tokens } = await scene();
    const given: string[] = [];
    const device = new FakeDevice(await tokens.getToken(), (text) => void given.push(text));
    const problems: TokenError[] = [];
    device.state = "unregistered";
    keepDevice(device, tokens, { environment: env, onProblem: (it) => void problems.push(it) });
    const fails = async (): Promise<void> => {
      device.emit("error", Object.assign(new Error("no connection"), offline));
      await env.pass(1_000);
    };
    await fails();
    device.refuse(); // meant for a token before, perhaps
    await env.pass(1_000);
    expect(given).toEqual(["updateToken"]);
    await fails();
    expect(problems.map(({ action }) => action)).toEqual(["retryLater"]);
  });

  test("of a Device that does not register is told again after the next token", async () => {
    const { env, tokens } = await scene();
    const device = new FakeDevice(await tokens.getToken(), () => {});
    const problems: TokenError[] = [];
    device.state = "unregistered";
    keepDevice(device, tokens, { environment: env, onProblem: (it) => void problems.push(it) });
    for (let minute = 0; minute < 12; minute++) {
      device.emit("error", Object.assign(new Error("no connection"), offline));
      await env.pass(60_000);
    }
    expect(problems.map(({ action }) => action)).toEqual(["retryLater", "retryLater"]);
  });
});

test("R211 callbacks that throw stop no hand-over", async () => {
  const reported = vi.spyOn(console, "error").mockReturnValue();
  const { env, device, seen } = await scene(
    {},
    {
      onProblem() {
        throw new Error("app bug");
      },
    },
  );
  device.emit("error", Object.assign(new Error("no connection"), { code: 53000, causes: [], solutions: [] }));
  await env.pass(600_000);
  expect(seen()).toEqual(["570s updateToken t2"]);
  expect(reported.mock.calls).toEqual([[new Error("app bug")]]);
  reported.mockRestore();
});

describe("R216 a token of another user", () => {
  test("than the one in the Device is not handed over, also not after a refusal", async () => {
    const env = virtualEnvironment();
    const users = usersOf(env);
    const done: string[] = [];
    const device = new FakeDevice(users.mint("bob"), (text) => void done.push(`${text} ${users.nameOf(device.token)}`));
    const problems: TokenError[] = [];
    keepDevice(device, users.tokens, { environment: env, onProblem: (it) => void problems.push(it) });
    await env.pass(1_000);
    device.refuse();
    await env.pass(10_000);
    expect(done).toEqual([]);
    expect(problems.map(({ action }) => action)).toContain("fixConfig");
    users.switchTo("bob");
    await env.pass(10_000);
    expect(done[0]).toBe("updateToken bob");
  });
});
