/** A rotating call that outlives `stop()`, and what happens to its session meanwhile. */
import { expect, test } from "vitest";
import { Managers } from "../../support/tab-managers.ts";
import { SECOND } from "../../support/stage.ts";

/** The holder's call is in the air as it stops, and the other tab signs out before the answer comes. */
async function signedOutMeanwhile(owner: string | undefined) {
  const set = new Managers(2, { overlap: "never", owner });
  await set.start();
  const holder = await set.midair();
  const other = set.all.find((tab) => tab !== holder)!;
  holder.tokens.stop();
  other.tokens.clear();
  await set.world.time.pass(5 * SECOND);
  return { set, holder, other };
}

test.each([undefined, "ann"])(
  "R488 a token whose call outlived stop() and the session is given to nobody once the manager is started (owner %s)",
  async (owner) => {
    const { set, holder, other } = await signedOutMeanwhile(owner);
    expect(holder.tokens.state.phase).toBe("stopped");
    const started = holder.tokens.start();
    await set.world.time.pass(5 * SECOND);
    expect((await started).value).toBe("t3");
    expect([holder.tokens.peek()?.value, other.tokens.peek(), set.requests]).toEqual(["t3", undefined, 3]);
    expect(JSON.stringify(set.world.posted)).not.toContain('"t2"');
  },
);

test.each([undefined, "ann"])(
  "R535 nor where the tab that has ended the session is closed by then: this one has heard it (owner %s)",
  async (owner) => {
    const { set, holder, other } = await signedOutMeanwhile(owner);
    expect([holder.tokens.state.phase, holder.tokens.peek()?.value]).toEqual(["stopped", "t2"]);
    other.tokens.dispose();
    const started = holder.tokens.start();
    await set.world.time.pass(5 * SECOND);
    expect((await started).value).toBe("t3");
    expect([holder.tokens.state.phase, holder.tokens.peek()?.value, set.requests]).toEqual(["holding", "t3", 3]);
    expect(JSON.stringify(set.world.posted)).not.toContain('"t2"');
  },
);

test("R535 a token that the app has set since is kept", async () => {
  const { set, holder } = await signedOutMeanwhile(undefined);
  holder.tokens.setToken(set.mint("set-535", 120 * SECOND));
  void holder.tokens.start();
  await set.world.time.pass(5 * SECOND);
  expect([holder.tokens.state.phase, holder.tokens.peek()?.value, set.requests]).toEqual(["holding", "set-535", 2]);
});
