/** What silence says of a token: nothing. A refusal that comes after it is the first one. In virtual time. */
import { describe, expect, test } from "vitest";
import { refusal, type Stage, stage } from "./stage.ts";

const SECOND = 1_000;

/** The token is not fetched for the opening: silence may be its doing. */
async function stageWithToken(): Promise<Stage> {
  const on = stage();
  await on.tokens.start();
  await on.env.pass(60 * SECOND);
  return on;
}

describe("R469 the first refusal after an opening that has hung", () => {
  test("costs another token, where it meets the connection that came of the next try", async () => {
    const on = stage();
    await on.keep();
    await on.env.pass(100 * SECOND);
    on.plan = ["hang"];
    on.sockets[0]!.end(1006);
    await on.env.pass(60 * SECOND);
    expect(on.sockets.at(-1)!.name).toBe("t2");
    on.journal.splice(0);
    on.sockets.at(-1)!.end(4401);
    await on.env.pass(60 * SECOND);
    expect(on.journal).toEqual(["open t3", "t3 after t2", "close t2"]);
    on.sockets.at(-1)!.end(4401); // t3 has replaced a refused one, but has served for a minute since
    await on.env.pass(30 * SECOND);
    expect(on.journal.slice(3)).toEqual(["open t4", "t4 after t3", "close t3"]);
    on.sockets.at(-1)!.end(4401);
    await on.env.pass(60 * SECOND);
    expect(on.journal.slice(6)).toEqual(["problem fixConfig"]);
  });

  test("costs another token, where it meets the next try", async () => {
    const on = await stageWithToken();
    on.plan = ["hang", refusal()];
    const kept = on.keep();
    await on.env.pass(30 * SECOND);
    await kept;
    expect(on.journal).toEqual(["open t1", "given up", "open t2", "open t3"]);
  });

  test("and no more than one: the second one is told", async () => {
    const on = await stageWithToken();
    on.plan = ["hang", refusal(), refusal()];
    const kept = on.keep();
    kept.catch(() => undefined);
    await on.env.pass(30 * SECOND);
    await expect(kept).rejects.toMatchObject({ action: "fixConfig" });
    expect(on.journal).toEqual(["open t1", "given up", "open t2", "open t3"]);
  });

  test("and silence after that is told as silence", async () => {
    const on = await stageWithToken();
    on.plan = ["hang", refusal(), "hang"];
    const kept = on.keep();
    kept.catch(() => undefined);
    await on.env.pass(60 * SECOND);
    await expect(kept).rejects.toMatchObject({ action: "retryLater" });
    expect(on.journal).toEqual(["open t1", "given up", "open t2", "open t3", "given up"]);
  });
});

test("R469 a token that has replaced a refused one, and has ended by now, is not refused as a fresh one", async () => {
  const on = stage({ quiet: true }, 50 * SECOND);
  await on.keep({ handOver: () => undefined });
  on.sockets[0]!.end(4401);
  await on.env.pass(10 * SECOND);
  on.source.mood = "down";
  await on.env.pass(45 * SECOND);
  expect(on.tokens.state.freshness).toBe("expired");
  on.sockets[1]!.end(4401);
  on.source.mood = "up";
  await on.env.pass(60 * SECOND);
  expect(on.journal.filter((line) => line.includes("fixConfig"))).toEqual([]);
  expect(on.sockets.at(-1)!.isOpen).toBe(true);
});
