/** Several tabs and one credential, in a simulated browser under virtual time. */
import { describe, expect, test } from "vitest";
import type { SimClient } from "../../support/sim-client.ts";
import { SECOND } from "../../support/stage.ts";
import { rotate, setting, values } from "../../support/tab-stage.ts";

describe.each([{ exclusive: false }, { exclusive: true }])("with %o", (mode) => {
  test("R168 one request per rotation, and everybody has the token", async () => {
    const set = setting(8, mode);
    for (let i = 1; i <= 20; i++) {
      await rotate(set);
      expect(values(set.clients)).toEqual(Array(8).fill(`t${i}`));
    }
    expect(set.server.requests).toHaveLength(20);
    expect(set.world.held).toEqual([]);
  });

  test("R168 with a slow channel too: what was said before the turn is heard in it", async () => {
    const set = setting(5, { ...mode, latencyMs: 400 });
    await set.world.time.pass(SECOND);
    for (let i = 0; i < 10; i++) await rotate(set, 5 * SECOND);
    // A new tab waits 100 ms for strangers, which is less than a message takes here: each may begin by itself.
    const first = new Set(set.clients.map(({ journal }) => journal[0])).size;
    expect(set.server.requests.length).toBeLessThanOrEqual(10 + first);
    expect(new Set(values(set.clients)).size).toBe(1);
  });

  test("R168 tabs that need no token get it within 100 ms", async () => {
    const set = setting(4, mode);
    await rotate(set);
    const { world, server, clients } = set;
    void clients[0]!.refresh();
    await world.time.pass(server.latencyMs + 100);
    expect(values(clients)).toEqual(Array(4).fill("t2"));
    expect(clients[3]!.journal.at(-1)).toMatch(/adopted t2/);
  });

  test("R168 a new tab has a valid token within 100 ms and without a request", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const late = set.join(mode);
    void late.refresh();
    await set.world.time.pass(99);
    expect([late.token?.value, set.server.requests.length]).toEqual(["t1", 1]);
  });

  test("R168 a tab that is alone waits for nobody but once", async () => {
    const { world, server, clients } = setting(1, mode);
    const starts: number[] = [];
    for (let i = 0; i < 3; i++) {
      const at = world.time.monotonicNow();
      void clients[0]!.refresh();
      await world.time.pass(SECOND);
      starts.push(server.requests[i]!.startedAt - world.time.now() + world.time.monotonicNow() - at);
    }
    expect(starts).toEqual([100, 0, 0]);
  });

  test("R170 a forced refresh is answered only by what was fetched after it", async () => {
    const set = setting(3, mode);
    await rotate(set);
    const { world, server, clients } = set;
    const [a, b, c] = clients as [SimClient, SimClient, SimClient];
    void a.refresh(); // t2, in the air
    await world.time.pass(20);
    const forced = b.refresh({ forced: true });
    const also = c.refresh({ forced: true });
    await world.time.pass(SECOND);
    expect((await forced).value).toBe("t3"); // not t2, although it came while b was waiting
    expect((await also).value).toBe("t3"); //   c had said so before b's request began
    expect(values(clients)).toEqual(["t3", "t3", "t3"]);
    expect(server.requests).toHaveLength(3);
  });

  test("R170 a refused token answers nobody who refused it", async () => {
    const set = setting(3, mode);
    await rotate(set);
    const { world, clients } = set;
    clients[0]!.refused.add("t1");
    const fresh = clients[0]!.refresh();
    await world.time.pass(SECOND);
    expect((await fresh).value).toBe("t2");
    expect(values(clients)).toEqual(["t2", "t2", "t2"]);
  });

  test("R170 a tab whose token was refused takes another tab's newer one", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const { world, server, clients } = set;
    const [a, b] = clients as [SimClient, SimClient];
    void a.refresh();
    b.refused.add("t1");
    const fresh = b.refresh();
    await world.time.pass(SECOND);
    expect([(await fresh).value, server.requests.length]).toEqual(["t2", 2]);
  });

  test("R169 waiting is not fetching: an aborted wait calls nobody", async () => {
    const set = setting(2, mode);
    await set.world.time.pass(200);
    const { world, server, clients } = set;
    void clients[0]!.refresh();
    await world.time.pass(10);
    const controller = new AbortController();
    const wait = clients[1]!.refresh({ signal: controller.signal });
    await world.time.pass(10);
    controller.abort(new Error("enough"));
    await expect(wait).rejects.toThrow("enough");
    await world.time.pass(SECOND);
    expect(server.requests.map(({ tab }) => tab)).toEqual(["tab0"]);
    expect(world.held).toEqual([]);
  });

  test("R171 a token that the app sets is told", async () => {
    const set = setting(3, mode);
    await rotate(set);
    const now = set.world.time.now();
    set.clients[1]!.set({ value: "app", issuedAt: now, expiresAt: now + 60_000 });
    await set.world.time.pass(50);
    expect(values(set.clients)).toEqual(["app", "app", "app"]);
  });

  test("R171 and also when the tab has only just begun", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const late = set.join(mode);
    const now = set.world.time.now();
    late.set({ value: "app", issuedAt: now, expiresAt: now + 60_000 });
    await set.world.time.pass(200);
    expect(values(set.clients)).toEqual(["app", "app", "app"]);
  });

  test("R171 a sign-out is one everywhere, and what was fetched before it does nothing", async () => {
    const set = setting(3, mode);
    await rotate(set);
    const { world, clients } = set;
    const late = clients[0]!.refresh(); // t2, in the air while the user signs out elsewhere
    late.catch(() => undefined);
    await world.time.pass(30);
    clients[1]!.signOut();
    await world.time.pass(SECOND);
    expect(values(clients).slice(1)).toEqual([undefined, undefined]);
    expect(clients.slice(1).map(({ journal }) => journal.filter((line) => line.includes("t2")))).toEqual([[], []]);
  });

  test("R171 a sign-out does not reach a tab that is opened later", async () => {
    const set = setting(1, mode);
    await rotate(set);
    set.clients[0]!.signOut();
    await set.world.time.pass(50);
    const late = set.join(mode);
    void late.refresh();
    await set.world.time.pass(SECOND);
    expect(values(set.clients)).toEqual([undefined, "t2"]);
  });

  test("R171 a sign-out reaches a tab that had stopped, once it starts again", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const [stopped, other] = set.clients as [SimClient, SimClient];
    stopped.connection.close();
    other.signOut();
    await set.world.time.pass(50);
    stopped.restart();
    await set.world.time.pass(50);
    expect([stopped.token, stopped.isSignedOut]).toEqual([undefined, true]);
  });

  test("R171 unless the app has set a token there meanwhile, which is then the latest word", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const [stopped, other] = set.clients as [SimClient, SimClient];
    stopped.connection.close();
    other.signOut();
    await set.world.time.pass(50);
    stopped.restart();
    const now = set.world.time.now();
    stopped.set({ value: "app", issuedAt: now, expiresAt: now + 60_000 });
    await set.world.time.pass(200);
    expect([stopped.token?.value, other.token]).toEqual(["app", undefined]);
    void other.refresh(); // the user wants to be signed in here, too
    await set.world.time.pass(200);
    expect(values(set.clients)).toEqual(["app", "app"]);
  });

  test("R171 after a new sign-in the tab that was signed out gets its token when it asks", async () => {
    const set = setting(2, mode);
    await rotate(set);
    const { world, server, clients } = set;
    clients[0]!.signOut();
    await world.time.pass(50);
    void clients[1]!.refresh(); // signs in
    await world.time.pass(SECOND);
    expect(values(clients)).toEqual([undefined, "t2"]);
    void clients[0]!.refresh();
    await world.time.pass(SECOND);
    expect([values(clients), server.requests.length]).toEqual([["t2", "t2"], 2]);
  });

  test("R171 tokens of another owner are not taken, and one owner's sign-out is not another's", async () => {
    const set = setting(0);
    let user: string | undefined = "u1";
    const switching = set.join({ ...mode, owner: () => user });
    const first = set.join({ ...mode, owner: "u1" });
    const second = set.join({ ...mode, owner: "u2" });
    const { world, server } = set;
    void switching.refresh();
    await world.time.pass(SECOND);
    expect(values(set.clients)).toEqual(["t1", "t1", undefined]);
    void second.refresh();
    await world.time.pass(SECOND);
    expect(values(set.clients)).toEqual(["t1", "t1", "t2"]);

    user = undefined; // the app forgets its user first, and then says so
    switching.signOut();
    await world.time.pass(SECOND);
    expect(values(set.clients)).toEqual([undefined, undefined, "t2"]);

    user = "u2";
    void switching.refresh();
    await world.time.pass(SECOND);
    expect(values(set.clients)).toEqual(["t2", undefined, "t2"]);
    expect([first.isSignedOut, server.requests.length]).toEqual([true, 2]);
  });

  test("R171 another user's sign-in ends the session of the one before in every tab", async () => {
    const set = setting(0);
    let user = "u1";
    const a = set.join({ ...mode, owner: () => user });
    const b = set.join({ ...mode, owner: "u1" });
    void a.refresh();
    await set.world.time.pass(SECOND);
    user = "u2";
    const now = set.world.time.now();
    a.set({ value: "of-u2", issuedAt: now, expiresAt: now + 60_000 });
    await set.world.time.pass(50);
    expect([a.token?.value, b.token?.value, b.isSignedOut]).toEqual(["of-u2", undefined, true]);
  });

  test("R171 an app that learns its user late signs nobody out", async () => {
    const set = setting(0);
    const user: { id?: string } = {};
    const a = set.join({ ...mode, owner: () => user.id });
    const b = set.join({ ...mode, owner: "u1" });
    void a.refresh();
    void b.refresh();
    await set.world.time.pass(SECOND);
    user.id = "u1";
    void a.refresh();
    await set.world.time.pass(SECOND);
    expect([b.isSignedOut, a.token?.value === b.token?.value]).toEqual([false, true]);
  });

  test("R178 dates arrive as they are, whatever the device's clock says", async () => {
    const set = setting(3, { ...mode, clockOffMs: -120_000 });
    await rotate(set);
    const [a, b] = set.clients as [SimClient, SimClient];
    expect(b.token).toEqual(a.token);
    expect(set.server.requests).toHaveLength(1);
  });

  test("R178 a sender whose clock is ahead makes no token live longer", async () => {
    const set = setting(1, { ...mode, latencyMs: 0 });
    const ahead = set.join({ ...mode, clockOffMs: 300_000 });
    void ahead.refresh();
    await set.world.time.pass(SECOND);
    const { token, tab } = set.clients[0]!;
    expect(token!.expiresAt! - tab.environment.now()).toBeLessThanOrEqual(60_000 - 900); // it began 100 ms after the tab
  });

  test("R75 a closed connection leaves nothing behind", async () => {
    const set = setting(2, mode);
    await rotate(set);
    set.clients.forEach(({ connection }) => {
      connection.close();
      connection.close();
    });
    expect(set.world.tabs.map(({ channels, listeners }) => [channels.size, listeners])).toEqual([
      [0, 0],
      [0, 0],
    ]);
    await set.world.time.pass(5); // what was said last is still on its way
    expect([set.world.held, set.world.time.timers]).toEqual([[], 0]);
    set.clients[0]!.connection.tell({ cleared: true });
    await expect(set.clients[0]!.refresh()).rejects.toMatchObject({ code: "ERR_STOPPED" });
  });
});
