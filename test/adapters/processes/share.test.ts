/** `shareAcrossProcesses` with a real lock file, in one process; several: processes.long.test.ts. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { shareAcrossProcesses, type SharedTokenStore } from "../../../src/adapters/processes.ts";
import { TokenManager } from "../../../src/manager.ts";
import type { SharedToken, TabCall, TabHost } from "../../../src/tab-port.ts";

const HOST: TabHost = { adopt: () => false, current: () => undefined, clear: () => undefined };
const WANTS: TabCall = {
  signal: new AbortController().signal,
  accepts: () => true,
  forced: false,
  exclusive: true,
};

function storeInMemory(): SharedTokenStore & { token: SharedToken | undefined } {
  const store = {
    token: undefined as SharedToken | undefined,
    read: () => store.token,
    swap(expected: string | undefined, next: SharedToken | undefined) {
      if (store.token?.value !== expected) return false;
      store.token = next;
      return true;
    },
  };
  return store;
}

test("R176 of two that want a token one fetches, and the other one finds it; no lock is left", async () => {
  const folder = mkdtempSync(join(tmpdir(), "evertoken-share-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = storeInMemory();
  const coordinator = shareAcrossProcesses({ path: join(folder, "session.json"), store });
  let calls = 0;
  const call = async (): Promise<SharedToken> => ({ value: `t${++calls}` });
  const [one, other] = [coordinator.connect(HOST), coordinator.connect(HOST)];
  expect(await Promise.all([one.run(call, WANTS), other.run(call, WANTS)])).toEqual([{ value: "t1" }, { value: "t1" }]);
  expect([calls, store.token]).toEqual([1, { value: "t1" }]);
  expect(readdirSync(folder)).toEqual(["session.json.lock.owner"]);
});

describe("what the store throws while nobody waits", () => {
  const broken: SharedTokenStore = {
    ...storeInMemory(),
    read: () => {
      throw new Error("disk full");
    },
  };
  const heardBy = (host: TabHost, onError?: (error: unknown) => void): void =>
    shareAcrossProcesses({ path: "session.json", store: broken, onError }).connect(host).tell({ cleared: true });

  test("R176 R360 is the app's to hear, else the manager's", async () => {
    const own = new Promise((onError) => heardBy({ ...HOST, complain: expect.unreachable }, onError));
    expect(String(await own)).toBe("Error: disk full");
    expect(String(await new Promise((complain) => heardBy({ ...HOST, complain })))).toBe("Error: disk full");
    const thrown = new Promise((complain) =>
      heardBy({ ...HOST, complain }, () => {
        throw new Error("mine");
      }),
    );
    expect(String(await thrown)).toBe("Error: mine");
  });

  test("R176 is an uncaught error where the host has no ear for it", async () => {
    const uncaught = new Promise((resolve) => process.once("uncaughtException", resolve));
    heardBy(HOST);
    expect(String(await uncaught)).toBe("Error: disk full");
  });

  test("R173 R360 harms no manager: it is told once, and the token that the app has set is in use", async () => {
    const said: unknown[] = [];
    for (const begin of ["start", "stop"] as const) {
      const tokens = new TokenManager({
        fetchToken: () => expect.unreachable(),
        tabs: shareAcrossProcesses({ path: "session.json", store: broken }),
      });
      onTestFinished(() => tokens.dispose());
      const warned = new Promise((resolve) => tokens.on("warning", resolve));
      tokens.on("warning", ({ code, message }) => said.push([code, message]));
      tokens.setToken({ token: "set-by-the-app", expiresIn: 600 });
      tokens[begin]()?.catch(() => undefined);
      tokens.setToken({ token: "set-again", expiresIn: 700 });
      await warned;
      await new Promise((resolve) => setImmediate(resolve));
      expect(tokens.peek()?.value).toBe("set-again");
    }
    expect(said).toEqual(Array(2).fill(["tabs", "The option tabs failed: disk full"]));
  });
});

test("R440 a folder that is not there is the app's to make, with a turn that is needed and with one that is not", async () => {
  const path = join(tmpdir(), "evertoken-nowhere", "session.json");
  const said: unknown[] = [];
  for (const overlap of ["never", "allow"] as const) {
    const tokens = new TokenManager({
      fetchToken: () => ({ token: "fetched-alone", expiresIn: 600 }),
      tabs: shareAcrossProcesses({ path, store: storeInMemory() }),
      overlap,
    });
    onTestFinished(() => tokens.dispose());
    tokens.on("warning", ({ code, message }) => said.push([code, message]));
    tokens.on("refreshFailed", ({ error }) => said.push([error.action, error.message, error.remedy]));
    await tokens.start().catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const what = 'There is no folder for the lock of the option "path"';
  expect(said).toEqual([
    ["fixConfig", what, "Make the folder of that file before the first token is wanted."],
    ["tabs", `The option tabs failed: ${what}`],
  ]);
});

test("R134 options that cannot be meant are refused at once", () => {
  const store = storeInMemory();
  const { read, swap } = store;
  expect(() => shareAcrossProcesses({ path: "", store })).toThrow(/"path".*file's path, got ""/);
  expect(() => shareAcrossProcesses({ path: 1 as never, store })).toThrow(/"path".*got 1/);
  expect(() => shareAcrossProcesses({ path: "x", store, onErorr() {} } as never)).toThrow(
    new TypeError('There is no option "onErorr", only path, store, onError.'),
  );
  for (const bad of [{}, { read }, { swap }, undefined])
    expect(() => shareAcrossProcesses({ path: "x", store: bad as never })).toThrow(/read\(\) and swap\(\)/);
  expect(() => shareAcrossProcesses({ path: "x", store })).not.toThrow();
});
