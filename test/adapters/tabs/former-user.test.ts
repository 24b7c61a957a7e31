/** Pages of whoever has the cookie: what becomes of a page, and of the token in its hand, when that is the next user. */
import { describe, expect, onTestFinished, test } from "vitest";
import { shareAcrossTabs } from "../../../src/adapters/tabs.ts";
import { TokenManager } from "../../../src/manager.ts";
import { World } from "../../support/tab-world.ts";
import { MINUTE, SECOND } from "../../support/stage.ts";

const MODES = [{ overlap: "allow" }, { overlap: "never" }] as const;

interface User {
  id: string | undefined;
}

/** A manager of whoever has the cookie: the answer is `null` where that is not the page's user. */
function openPage(world: World, user: User, cookie: User, { overlap }: (typeof MODES)[number]) {
  const tab = world.open(0);
  const { environment, platform } = tab;
  let count = 0;
  const tokens = new TokenManager({
    environment,
    overlap,
    quiet: true,
    tabs: shareAcrossTabs("app", { owner: () => user.id, environment, platform }),
    fetchToken: async () => {
      await new Promise((resolve) => void environment.setTimer(() => resolve(undefined), 2 * SECOND));
      return cookie.id && cookie.id === user.id ? { token: `${user.id}-537-${++count}`, expiresIn: 600 } : null;
    },
  });
  onTestFinished(() => tokens.dispose());
  return { tab, tokens };
}

describe.each(MODES)("R537 with overlap $overlap a page of Ann's that is turned to Bob", (mode) => {
  async function annsPage() {
    const world = new World({});
    const user: User = { id: "ann" };
    const cookie: User = { id: "ann" };
    const { tokens } = openPage(world, user, cookie, mode);
    void tokens.start();
    await world.time.pass(5 * SECOND);
    cookie.id = "bob";
    return { world, user, cookie, tokens };
  }

  test("gives nobody her token once it starts again after the `null` about him", async () => {
    const { world, user, tokens } = await annsPage();
    await world.time.pass(9.5 * MINUTE);
    expect([tokens.state.phase, tokens.peek()?.value]).toEqual(["halted", "ann-537-1"]);
    user.id = "bob";
    const given: unknown[] = [];
    void tokens.start().then(({ value }) => given.push(value));
    void tokens.getToken().then((value) => given.push(value));
    expect(tokens.peek()).toBeUndefined();
    await world.time.pass(3 * SECOND);
    expect(given).toEqual(["bob-537-2", "bob-537-2"]);
  });

  test("takes his token from another page of his at once", async () => {
    const { world, user, cookie, tokens } = await annsPage();
    const his = openPage(world, { id: "bob" }, cookie, mode).tokens;
    void his.start();
    await world.time.pass(9.5 * MINUTE);
    user.id = "bob";
    const first = tokens.start().then(({ value }) => value);
    await world.time.pass(200);
    expect([await first, tokens.peek()?.value]).toEqual([his.peek()?.value, his.peek()?.value]);
  });

  test("forgets hers at the next request, where nothing has halted it", async () => {
    const { world, user, tokens } = await annsPage();
    user.id = "bob";
    void tokens.refresh();
    expect(tokens.peek()).toBeUndefined();
    await world.time.pass(3 * SECOND);
    expect(tokens.peek()?.value).toBe("bob-537-2");
  });

  test("forgets hers at the next renewal, though that fails", async () => {
    const { world, user, cookie, tokens } = await annsPage();
    user.id = "bob";
    cookie.id = "eve";
    await world.time.pass(560 * SECOND);
    expect(tokens.peek()?.value).toBe("ann-537-1");
    await world.time.pass(10 * SECOND);
    expect([tokens.peek(), tokens.state.phase]).toEqual([undefined, "halted"]);
  });

  test("forgets hers where it was stopped meanwhile", async () => {
    const { world, user, tokens } = await annsPage();
    tokens.stop();
    user.id = "bob";
    const [first, called] = [tokens.start().then(({ value }) => value), tokens.getToken()];
    await world.time.pass(5 * SECOND);
    expect(await Promise.all([first, called])).toEqual(["bob-537-2", "bob-537-2"]);
  });

  test("has his where he has signed in meanwhile", async () => {
    const { world, user, tokens } = await annsPage();
    tokens.stop();
    user.id = "bob";
    tokens.setToken({ token: "bob-537-set", expiresIn: 600 });
    const first = tokens.start().then(({ value }) => value);
    await world.time.pass(5 * SECOND);
    expect(await first).toBe("bob-537-set");
  });

  test("is hers as long as the app names her, or nobody", async () => {
    const { world, user, tokens } = await annsPage();
    user.id = undefined;
    void tokens.refresh().catch(() => undefined);
    await world.time.pass(3 * SECOND);
    expect(tokens.peek()?.value).toBe("ann-537-1");
  });
});

describe.each(MODES)("R532 with overlap $overlap a page without a session", (mode) => {
  test.each([undefined, "bob"])(
    "keeps its first start() after it was in the back/forward cache: %s",
    async (before) => {
      const world = new World({});
      const cookie: User = { id: "ann" };
      const user: User = { id: before };
      const { tokens: hers } = openPage(world, { id: "ann" }, cookie, mode);
      const { tab, tokens } = openPage(world, user, cookie, mode);
      for (const each of [hers, tokens]) void each.start().catch(() => undefined);
      await world.time.pass(5 * SECOND);
      expect(tokens.state.phase).toBe("halted");
      tab.page("left");
      tab.freeze();
      await world.time.pass(SECOND);
      hers.clear();
      await world.time.pass(SECOND);
      tab.thaw();
      tab.page("shown");
      await world.time.pass(MINUTE);
      hers.setToken({ token: "ann-532-again", expiresIn: 600 });
      await world.time.pass(SECOND);
      user.id = "ann";
      const first = tokens.start().then(({ value }) => value, String);
      await world.time.pass(5 * SECOND);
      expect([await first, tokens.state.phase]).toEqual(["ann-532-again", "holding"]);
    },
  );
});
