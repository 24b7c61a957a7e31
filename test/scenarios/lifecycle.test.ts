/**
 * How it ends: nothing is left behind, nobody waits for ever, and no token stays in memory.
 *
 * @module
 */
import { spawnSync } from "node:child_process";
import { describe, expect, test, vi } from "vitest";
import type { TabConnection, TokenManagerOptions, WakeHint } from "../../src/index.ts";
import { HOUR, MINUTE, SECOND, type Stage, stage, type StageOptions, started } from "../support/stage.ts";

/** One manager in each phase, and in the middle of everything that has a timer. */
const situations: Record<string, (options?: StageOptions) => Promise<Stage>> = {
  idle: async (options) => stage(options),
  refreshing: async (options) => {
    const made = stage({ latencyMs: 5 * SECOND, ...options });
    void made.tokens.start();
    await made.env.pass(SECOND);
    return made;
  },
  backoff: async (options) => {
    const made = stage(options);
    made.source.mood = "down";
    void made.tokens.start();
    await made.env.pass(4 * SECOND);
    return made;
  },
  waiting: async (options) => {
    const made = stage(options);
    made.source.mood = "down";
    void made.tokens.start();
    await made.env.pass(8 * SECOND);
    return made;
  },
  halted: async (options) => {
    const made = stage(options);
    made.source.mood = { status: 401 };
    void made.tokens.start();
    await made.env.pass(SECOND);
    return made;
  },
  holding: (options) => started(options),
  woken: async (options) => {
    const made = await started(options);
    made.env.wake(); // gathered for 100 ms
    return made;
  },
  stopped: async (options) => {
    const made = await started(options);
    made.tokens.stop();
    return made;
  },
};

describe("dispose()", () => {
  test.for(Object.keys(situations))("R75 leaves no timer, no listener and no channel behind: %s", async (name) => {
    let open = 0;
    const tabs: TokenManagerOptions["tabs"] = {
      connect(): TabConnection {
        open++;
        return { run: (call) => call(), tell: () => undefined, close: () => open-- };
      },
    };
    const { env, source, tokens, journal } = await situations[name]!({ tabs });
    const before = journal.length;
    const ownTimers = name === "refreshing" ? 1 : 0; // of the fake endpoint, which answers after 5 s
    for (let i = 0; i < 3; i++) {
      tokens.dispose();
      expect([env.timers - ownTimers, env.listeners, open]).toEqual([0, 0, 0]);
    }
    const { length } = source.requests;
    await env.pass(HOUR);
    env.wake();
    env.goOnline();
    expect(tokens.state).toEqual({ phase: "disposed", freshness: "none" });
    expect(tokens.peek()).toBeUndefined();
    for (const call of [() => tokens.getToken(), () => tokens.start(), () => tokens.refresh()])
      await expect(call()).rejects.toMatchObject({ code: "ERR_DISPOSED", action: "none" });
    tokens.setToken(source.mint());
    tokens.invalidate("anything");
    tokens.stop();
    tokens.clear();
    await env.pass(HOUR);
    expect(tokens.peek()).toBeUndefined();
    expect(tokens.state.phase).toBe("disposed");
    expect(source.requests).toHaveLength(length);
    expect(journal).toHaveLength(before);
    expect([env.timers, env.listeners, open]).toEqual([0, 0, 0]);
  });

  test("R75 lets go of every listener, and of the signals that were to end them", () => {
    const { tokens } = stage();
    const { signal } = new AbortController();
    const [added, removed] = [vi.spyOn(signal, "addEventListener"), vi.spyOn(signal, "removeEventListener")];
    let heard = 0;
    tokens.on("stateChange", () => heard++, { signal });
    tokens.subscribe((...given: unknown[]) => (heard += given.length));
    tokens.dispose();
    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(added).toHaveBeenCalledTimes(1);
    expect(heard).toBe(1); // of the end itself, and subscribe() hears without arguments
  });

  test("R75 aborts the fetch in the air", async () => {
    const signals: AbortSignal[] = [];
    const { env, tokens } = stage({
      fetchToken({ signal }) {
        signals.push(signal);
        return new Promise<string>(() => undefined);
      },
    });
    void tokens.start();
    await env.pass(SECOND);
    tokens.dispose();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(env.timers).toBe(0);
  });

  test("R75 inside attemptFailed leaves no timer", async () => {
    for (const departure of ["dispose", "stop"] as const) {
      const { env, source, tokens } = stage();
      source.mood = "down";
      tokens.on("attemptFailed", () => tokens[departure]());
      void tokens.start();
      await env.pass(0);
      expect([env.timers, env.listeners], departure).toEqual([0, 0]);
    }
  });

  test("R75 is what `using` calls", async () => {
    const { env, tokens } = stage();
    {
      using manager = tokens;
      await manager.start();
      expect(env.timers).toBe(1);
    }
    expect(tokens.state.phase).toBe("disposed");
    expect(env.timers).toBe(0);
  });

  test("R75 removes what the default environment has added to page and window", async () => {
    const added: string[] = [];
    const removed: string[] = [];
    const spy = (where: string): object => ({
      addEventListener: (name: string) => added.push(`${where} ${name}`),
      removeEventListener: (name: string) => removed.push(`${where} ${name}`),
    });
    const { onWake } = (await import("../../src/runtime/host.ts")).DEFAULT_ENVIRONMENT;
    vi.stubGlobal("document", { visibilityState: "visible", ...spy("document") });
    for (const [name, value] of Object.entries(spy("window"))) vi.stubGlobal(name, value);
    try {
      const { tokens } = await started({ environment: { onWake } });
      expect([...added].sort()).toEqual([
        "document resume",
        "document visibilitychange",
        "window focus",
        "window online",
        "window pageshow",
      ]);
      tokens.dispose();
      expect([...removed].sort()).toEqual([...added].sort());
    } finally {
      vi.unstubAllGlobals();
    }
  });

  test.for([{ undo: undefined }, { undo: null }, { undo: 7 }, { undo: {} }])(
    "R75 an onWake that gives $undo for its undo is left, and not heard",
    async ({ undo }) => {
      const listeners: ((hint: WakeHint) => void)[] = [];
      const onWake = ((listener: (hint: WakeHint) => void) => {
        listeners.push(listener);
        return undo;
      }) as never;
      const { env, tokens, source } = await started({ environment: { onWake } });
      tokens.stop();
      await tokens.start();
      tokens.dispose();
      expect(listeners).toHaveLength(2);
      for (const listener of listeners) for (const hint of ["resumed", "online"] as const) listener(hint);
      expect(env.timers).toBe(0);
      await env.pass(HOUR);
      expect(source.requests).toHaveLength(1);
    },
  );

  test.for(["dispose", "stop", "clear"] as const)("R76 %s() ends all waiting within a microtask", async (departure) => {
    const { env, tokens } = stage({ latencyMs: 5 * SECOND });
    const ends: string[] = [];
    const note = (name: string) => (error: { code?: string }) => void ends.push(`${name} ${String(error.code)}`);
    tokens.getToken().catch(note("getToken"));
    tokens.getToken({ timeoutMs: MINUTE }).catch(note("timed"));
    tokens.start().catch(note("start"));
    tokens.refresh().catch(note("refresh"));
    await env.pass(SECOND);
    tokens[departure]();
    await Promise.resolve().then(() => undefined); // one turn of the queue for start() and refresh(), one more through getToken()
    const code = { dispose: "ERR_DISPOSED", stop: "ERR_STOPPED", clear: "ERR_REAUTH_REQUIRED" }[departure];
    expect([...ends].sort()).toEqual([`getToken ${code}`, `refresh ${code}`, `start ${code}`, `timed ${code}`]);
    expect(env.timers).toBe(1); // the endpoint's own
  });

  test("R77 a fetch that succeeds after dispose() leaves no token in memory", () => {
    const script = `
      const { TokenManager } = await import(${JSON.stringify(new URL("../../src/index.ts", import.meta.url).href)});
      const settle = () => new Promise((resolve) => setImmediate(resolve));
      const refs = {};
      const watch = (name, manager) => manager.on("refreshed", ({ token }) => { refs[name] = new WeakRef(token); });
      const mint = () => ({ token: "canary-" + Math.random(), expiresIn: 600 });

      // One that answers after dispose().
      let answer;
      const late = new TokenManager({ fetchToken: () => new Promise((resolve) => { answer = resolve; }) });
      late.start();
      await settle();
      late.dispose();
      (() => {
        const object = mint();
        refs.answer = new WeakRef(object);
        answer(object);
      })();
      answer = undefined;

      // One that held a token, handed it out, and had one refused.
      const held = new TokenManager({ fetchToken: mint });
      watch("held", held);
      await held.start();
      await held.getToken();
      held.invalidate(held.peek().value);
      await settle();
      await held.getToken();
      held.dispose();

      // One that still lives, as the check of this check.
      const alive = new TokenManager({ fetchToken: mint });
      watch("alive", alive);
      await alive.start();

      for (let i = 0; i < 5; i++) {
        await settle();
        globalThis.gc();
      }
      const found = Object.fromEntries(Object.entries(refs).map(([name, ref]) => [name, ref.deref() !== undefined]));
      console.log(JSON.stringify(found), late.state.phase, held.state.phase, alive.state.phase);
    `;
    const { stdout, stderr } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", script], {
      encoding: "utf8",
    });
    expect(stderr).toBe("");
    expect(stdout.trim()).toBe('{"answer":false,"held":false,"alive":true} disposed disposed holding');
  });
});

describe("stop(), clear() and the promise of start()", () => {
  test("R76 a promise of start() or refresh() that nobody looks at is never an unhandled rejection", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      const { env, source, tokens } = stage();
      source.mood = { status: 401 };
      void tokens.start();
      await env.pass(SECOND);
      void tokens.refresh();
      await env.pass(SECOND);
      tokens.dispose();
      void tokens.start();
      void tokens.refresh();
      await env.pass(SECOND);
      expect(unhandled).toEqual([]);
    } finally {
      process.off("unhandledRejection", note);
    }
  });

  test("after clear() nothing is fetched for nobody, until somebody signs in", async () => {
    const { env, source, tokens, journal } = await started();
    tokens.clear();
    expect(tokens.peek()).toBeUndefined();
    expect(tokens.state).toMatchObject({ phase: "halted", freshness: "none", error: { code: "ERR_REAUTH_REQUIRED" } });
    await env.pass(HOUR);
    env.wake();
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_REAUTH_REQUIRED", action: "signIn" });
    expect(source.requests).toHaveLength(1);
    tokens.setToken(source.mint());
    await env.pass(570 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "3600s refreshed t2 (app)",
      "4170s willExpire t2",
      "4170s refreshed t3 (willExpire)",
    ]);
  });

  test("R308 a listener that clears whatever is halted is heard once, and a second clear() changes nothing", async () => {
    const { env, source, tokens } = stage();
    let calls = 0;
    const clear = (): void => {
      if (tokens.state.phase === "halted" && ++calls < 100) tokens.clear();
    };
    tokens.on("stateChange", clear);
    tokens.subscribe(clear);
    source.mood = { status: 401 };
    void tokens.start();
    await env.pass(SECOND);
    const { state } = tokens;
    tokens.clear();
    expect(tokens.state).toBe(state);
    expect(calls).toBe(4); // two listeners, of the failure and of clear()
    expect(state.phase).toBe("halted");
  });

  test("setToken(null) is clear()", async () => {
    const { tokens } = await started();
    tokens.setToken(null);
    expect(tokens.state).toMatchObject({ phase: "halted", freshness: "none" });
  });

  test("R58 a stopped manager hands out a token that is still good, and takes one", async () => {
    const { env, source, tokens, journal } = await started();
    tokens.stop();
    await env.pass(599 * SECOND);
    expect(source.nameOf(await tokens.getToken())).toBe("t1");
    tokens.setToken(source.mint());
    expect(source.nameOf(await tokens.getToken())).toBe("t2");
    await env.pass(600 * SECOND);
    await expect(tokens.getToken()).rejects.toMatchObject({ code: "ERR_STOPPED" });
    expect(journal).toEqual(["0s refreshed t1 (initial)"]);
  });

  test("R309 a token that a stopped manager has taken is told of when it starts, once, and before it is warned of", async () => {
    const { env, source, tokens, journal } = await started();
    tokens.stop();
    tokens.setToken(source.mint());
    await env.pass(SECOND);
    await tokens.start();
    tokens.stop();
    await tokens.start();
    await env.pass(570 * SECOND);
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "1s refreshed t2 (app)",
      "570s willExpire t2",
      "570s refreshed t3 (willExpire)",
    ]);
  });

  test("R309 one that was cleared is not told of, and one that has died is told to be dead", async () => {
    const { env, source, tokens, journal } = await started();
    tokens.stop();
    tokens.setToken(source.mint());
    tokens.clear();
    await tokens.start();
    tokens.stop();
    tokens.setToken(source.mint());
    await env.pass(HOUR);
    await tokens.start();
    expect(journal).toEqual([
      "0s refreshed t1 (initial)",
      "0s refreshed t3 (initial)",
      "3600s expired t4 3000s late",
      "3600s refreshed t5 (expired)",
    ]);
  });
});
