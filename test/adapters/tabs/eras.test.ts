/** A sign-out begins a time of its own: whatever was said or fetched in the time before it is over, in every tab. */
import { describe, expect, test } from "vitest";
import type { SharedToken } from "../../../src/tab-port.ts";
import { SECOND } from "../../support/stage.ts";
import { rotate, type Setting, setting, values } from "../../support/tab-stage.ts";

function issued({ world }: Setting, value: string): SharedToken {
  const now = world.time.now();
  return { value, issuedAt: now, receivedAt: now, expiresAt: now + 60_000 };
}

test("R171 a sign-out is one everywhere, however much another tab says at that moment", async () => {
  const set = setting(3);
  await rotate(set);
  const [speaker, signer] = set.clients;
  for (const value of ["app1", "app2", "app3"]) speaker!.set(issued(set, value));
  signer!.signOut();
  await set.world.time.pass(50);
  expect(values(set.clients)).toEqual([undefined, undefined, undefined]);
  expect(set.clients.map(({ isSignedOut }) => isSignedOut)).toEqual([true, true, true]);
});

test("R171 a later sign-out counts in a tab that missed the earlier ones", async () => {
  const set = setting(2);
  await rotate(set);
  const [away, signer] = set.clients;
  away!.tab.page("left");
  for (let i = 0; i < 3; i++) {
    signer!.signOut();
    signer!.set(issued(set, `app${i}`));
  }
  away!.set(issued(set, "alone"));
  signer!.signOut();
  away!.tab.page("shown");
  await set.world.time.pass(50);
  expect(values(set.clients)).toEqual([undefined, undefined]);
});

test("R171 a sign-out reaches a tab that was closed then, once it begins again", async () => {
  const set = setting(2);
  await rotate(set);
  const [stopped, signer] = set.clients;
  stopped!.connection.close();
  signer!.signOut();
  await set.world.time.pass(50);
  expect(stopped!.token?.value).toBe("t1");
  stopped!.restart();
  await set.world.time.pass(50);
  expect([stopped!.token, stopped!.isSignedOut]).toEqual([undefined, true]);
});

test("R171 what was in the air at a sign-out reaches no tab that is opened after it", async () => {
  const set = setting(2, { exclusive: true });
  await rotate(set);
  const [holder, signer] = set.clients;
  holder!.refresh().catch(() => undefined);
  await set.world.time.pass(20);
  signer!.signOut();
  await set.world.time.pass(5);
  const late = set.join();
  await set.world.time.pass(SECOND);
  expect([late.token, late.isSignedOut]).toEqual([undefined, false]);
  expect(JSON.stringify(set.world.posted)).not.toContain('"t2"');
  void late.refresh();
  await set.world.time.pass(SECOND);
  expect(late.token?.value).toBe("t3");
});

describe("R419 a signed-out session lives on in no tab that is opened while another one comes back", () => {
  test.each([
    [0, 0],
    [5, 0],
    [40, 50],
    [300, 900],
  ])("%i ms later, and the third is busy for %i ms", async (ms, busyMs) => {
    const set = setting(2);
    await rotate(set);
    const [signer, away] = set.clients;
    away!.tab.page("left");
    away!.tab.freeze();
    signer!.signOut();
    await set.world.time.pass(SECOND);
    signer!.tab.freeze(); // what it knows comes late
    const early = ms === 0 ? set.join() : undefined;
    away!.tab.thaw();
    away!.tab.page("shown");
    await set.world.time.pass(ms);
    const late = early ?? set.join();
    await set.world.time.pass(Math.max(0, busyMs - ms));
    signer!.tab.thaw();
    await set.world.time.pass(5 * SECOND);
    expect(values([away!, late])).toEqual([undefined, undefined]);
  });
});
