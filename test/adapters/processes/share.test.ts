/** `shareAcrossProcesses` with a real lock file, in one process; several: processes.long.test.ts. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { shareAcrossProcesses, type SharedTokenStore } from "../../../src/adapters/processes.ts";
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

test("R176 what the store throws while nobody waits is the app's to hear, or an uncaught error", async () => {
  const broken: SharedTokenStore = {
    ...storeInMemory(),
    read: () => {
      throw new Error("disk full");
    },
  };
  const heard = new Promise((onError) =>
    shareAcrossProcesses({ path: "session.json", store: broken, onError }).connect(HOST).tell({ cleared: true }),
  );
  expect(String(await heard)).toBe("Error: disk full");
  const uncaught = new Promise((resolve) => process.once("uncaughtException", resolve));
  shareAcrossProcesses({ path: "session.json", store: broken }).connect(HOST).tell({ cleared: true });
  expect(String(await uncaught)).toBe("Error: disk full");
});

test("options that cannot be meant are refused at once", () => {
  const store = storeInMemory();
  const { read, swap } = store;
  expect(() => shareAcrossProcesses({ path: "", store })).toThrow(/"path".*file's path, got ""/);
  expect(() => shareAcrossProcesses({ path: 1 as never, store })).toThrow(/"path".*got 1/);
  for (const bad of [{}, { read }, { swap }, undefined])
    expect(() => shareAcrossProcesses({ path: "x", store: bad as never })).toThrow(/read\(\) and swap\(\)/);
  expect(() => shareAcrossProcesses({ path: "x", store })).not.toThrow();
});
