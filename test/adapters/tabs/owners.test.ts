/** Whose session a tab's word is about: other users' tabs are not touched by it, and its own user's all are. */
import { describe, expect, test } from "vitest";
import type { SharedToken } from "../../../src/tab-port.ts";
import { SECOND } from "../../support/stage.ts";
import { type Setting, setting, values } from "../../support/tab-stage.ts";

interface Statement {
  readonly type: string;
  readonly what: string;
  readonly owner: string | undefined;
  readonly token: SharedToken | undefined;
}

function issued({ world }: Setting, value: string): SharedToken {
  const now = world.time.now();
  return { value, issuedAt: now, receivedAt: now, expiresAt: now + 60_000 };
}

/** What has been said to all tabs since `from`: the owner, and the token or the sign-out. */
const said = ({ world }: Setting, from = 0): string[] =>
  (world.posted.slice(from) as Statement[])
    .filter(({ type, what }) => type === "statement" && what !== "nothing")
    .map(({ owner, token, what }) => `${owner ?? "somebody"}: ${token?.value ?? what}`);

/** A tab whose user changes, and one of each user who stays; all of the first user hold `t1`. */
async function withUsers(first: string | undefined) {
  const set = setting(0);
  const user = { id: first };
  const a = set.join({ owner: () => user.id });
  const [unknown, ann, bob] = [undefined, "ann", "bob"].map((owner) => set.join({ owner }));
  void a.refresh();
  await set.world.time.pass(SECOND);
  const setFor = async (id: string | undefined): Promise<void> => {
    user.id = id;
    a.set(issued(set, "app"));
    await set.world.time.pass(50);
  };
  return { ...set, a, unknown: unknown!, ann: ann!, bob: bob!, setFor };
}

describe("R171 a token that the app sets", () => {
  test("for the same user ends no session: all tabs of the user have it", async () => {
    const set = await withUsers("ann");
    await set.setFor("ann");
    expect(values(set.clients)).toEqual(["app", undefined, "app", undefined]);
    expect(set.clients.map(({ isSignedOut }) => isSignedOut)).toEqual([false, false, false, false]);
  });

  test("for another user ends the session of the one before, in all of that one's tabs", async () => {
    const set = await withUsers("ann");
    const from = set.world.posted.length;
    await set.setFor("bob");
    expect(said(set, from)).toEqual(["ann: cleared", "bob: app"]);
    expect(values(set.clients)).toEqual(["app", undefined, undefined, "app"]);
    expect(set.clients.map(({ isSignedOut }) => isSignedOut)).toEqual([false, false, true, false]);
  });

  test("while the app does not know its user ends nobody's session", async () => {
    const set = await withUsers("ann");
    await set.setFor(undefined);
    expect(values(set.clients)).toEqual(["app", "app", "t1", undefined]);
    expect(set.clients.map(({ isSignedOut }) => isSignedOut)).toEqual([false, false, false, false]);
  });

  test("by an app that has learned its user since ends nobody's session", async () => {
    const set = await withUsers(undefined);
    expect(values(set.clients)).toEqual(["t1", "t1", undefined, undefined]);
    await set.setFor("ann");
    expect(values(set.clients)).toEqual(["app", "t1", "app", undefined]);
    expect(set.clients.map(({ isSignedOut }) => isSignedOut)).toEqual([false, false, false, false]);
  });

  test("after a sign-out ends no session that the user before has begun since in another tab", async () => {
    const set = await withUsers("ann");
    set.a.signOut();
    await set.world.time.pass(50);
    set.ann.set(issued(set, "anns"));
    await set.setFor("bob"); // before the word of Ann's new session is here
    expect(values(set.clients)).toEqual(["app", undefined, "anns", "app"]);
  });
});

describe("R358 of what a tab has to say that does not know yet what the others have said", () => {
  test("two tokens in a row are one word: the second", async () => {
    const set = setting(1);
    const [client] = set.clients;
    client!.set(issued(set, "first"));
    client!.set(issued(set, "second"));
    await set.world.time.pass(SECOND);
    expect(said(set)).toEqual(["somebody: second"]);
  });

  test("two tokens of two users, or with a sign-out between them, are words of their own", async () => {
    const set = setting(0);
    const user = { id: "ann" };
    const client = set.join({ owner: () => user.id });
    client.set(issued(set, "anns"));
    user.id = "bob";
    client.set(issued(set, "bobs"));
    client.signOut();
    client.set(issued(set, "bobs-again"));
    await set.world.time.pass(SECOND);
    expect(said(set)).toEqual(["ann: anns", "ann: cleared", "bob: bobs", "bob: cleared", "bob: bobs-again"]);
  });
});
