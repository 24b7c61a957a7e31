/** The host's own environment: looked up when it is needed, so that a test's fake timers and a fake page work. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { TokenManager } from "../../src/index.ts";
import { contextOf, DEFAULT_ENVIRONMENT } from "../../src/runtime/host.ts";
import { hostTurn } from "../../src/testing/host-turn.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("R261 a timer that rings in a hidden page runs in a task of its own, and can be cleared until then", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("document", { visibilityState: "hidden" });
  const { setTimer, clearTimer } = DEFAULT_ENVIRONMENT;
  const seen: string[] = [];
  const cleared = setTimer(() => seen.push("cleared"), 1_000);
  setTimer(() => seen.push("rung"), 1_000);
  vi.advanceTimersByTime(1_000);
  clearTimer(cleared);
  expect(seen).toEqual([]);
  await hostTurn();
  await hostTurn();
  expect(seen).toEqual(["rung"]);
});

test("R261 without message channels, and where the page is visible, it runs at once", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const seen: string[] = [];
  vi.stubGlobal("document", { visibilityState: "hidden" });
  vi.stubGlobal("MessageChannel", undefined);
  DEFAULT_ENVIRONMENT.setTimer(() => seen.push("hidden"), 1_000);
  vi.advanceTimersByTime(1_000);
  vi.unstubAllGlobals();
  DEFAULT_ENVIRONMENT.setTimer(() => seen.push("visible"), 1_000);
  vi.advanceTimersByTime(1_000);
  expect(seen).toEqual(["hidden", "visible"]);
});

describe("R87 the default environment", () => {
  test("takes a timer that is a number, as a browser has them", () => {
    vi.stubGlobal("setTimeout", () => 7);
    expect(DEFAULT_ENVIRONMENT.setTimer(() => undefined, 1_000)).toBe(7);
  });

  test("looks at the clocks in whole ms of the wall, draws by chance only when asked, and counts nobody in", () => {
    let draws = 0;
    const random = (): number => ++draws / 4;
    const context = contextOf({ ...DEFAULT_ENVIRONMENT, now: () => 1_000.9, monotonicNow: () => 5.5, random });
    expect([context.now, context.isAwaited, draws]).toEqual([{ wallMs: 1_000, monoMs: 5.5 }, false, 0]);
    expect([context.chance, context.chance, context.drawn]).toEqual([0.25, 0.5, [0.25, 0.5]]);
    expect(contextOf(DEFAULT_ENVIRONMENT, { isAwaited: true }).isAwaited).toBe(true);
    vi.spyOn(Math, "random").mockReturnValueOnce(0.75);
    expect(DEFAULT_ENVIRONMENT.random()).toBe(0.75);
  });

  test("follows a test's fake timers, also when they are put in place after the import", async () => {
    vi.useFakeTimers({ now: 0 });
    let minted = 0;
    const tokens = new TokenManager({ fetchToken: () => ({ token: `t${++minted}`, expiresIn: 600 }) });
    const seen: string[] = [];
    tokens.on("willExpire", ({ remainingMs }) => seen.push(`${Date.now() / 1000}s ${remainingMs} ms left`));
    tokens.on("refreshed", ({ reason }) => seen.push(`${Date.now() / 1000}s ${reason}`));
    void tokens.start();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(seen).toEqual(["0s initial", "570s 30000 ms left", "570s willExpire"]);
    tokens.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("listens to the page and the window for what may follow a sleep, and undoes it all", () => {
    const page = new EventTarget();
    const pane = new EventTarget();
    vi.stubGlobal("document", page);
    vi.stubGlobal("addEventListener", pane.addEventListener.bind(pane));
    vi.stubGlobal("removeEventListener", pane.removeEventListener.bind(pane));
    const hints: string[] = [];
    const undo = DEFAULT_ENVIRONMENT.onWake((hint) => hints.push(hint));
    const fire = (): void => {
      for (const name of ["visibilitychange", "resume"]) page.dispatchEvent(new Event(name));
      for (const name of ["pageshow", "focus", "online"]) pane.dispatchEvent(new Event(name));
    };
    fire();
    expect(hints).toEqual(["resumed", "resumed", "resumed", "resumed", "online"]);
    undo();
    fire();
    expect(hints).toHaveLength(5);
  });

  test("asks the page once for all who listen; one that throws or leaves takes nothing from the others", async () => {
    const page = new EventTarget();
    vi.stubGlobal("document", page);
    const heard: string[] = [];
    const undos = ["first", "second", "third"].map((name) =>
      DEFAULT_ENVIRONMENT.onWake(() => {
        heard.push(name);
        if (name === "second") throw new Error("a listener's own");
      }),
    );
    const thrown = new Promise((resolve) => process.once("uncaughtException", resolve));
    page.dispatchEvent(new Event("resume"));
    expect(heard).toEqual(["first", "second", "third"]);
    expect(await thrown).toEqual(new Error("a listener's own"));
    undos[0]!();
    undos[0]!();
    undos[1]!();
    page.dispatchEvent(new Event("resume"));
    expect(heard.slice(3)).toEqual(["third"]);
    undos[2]!();
  });

  test("reads visibility and network where they exist, and takes a host without them for visible and online", () => {
    expect([DEFAULT_ENVIRONMENT.isHidden(), DEFAULT_ENVIRONMENT.isOnline()]).toEqual([false, true]);
    vi.stubGlobal("document", { visibilityState: "hidden" });
    vi.stubGlobal("navigator", { onLine: false });
    expect([DEFAULT_ENVIRONMENT.isHidden(), DEFAULT_ENVIRONMENT.isOnline()]).toEqual([true, false]);
  });
});
