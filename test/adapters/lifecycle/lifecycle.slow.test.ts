/**
 * Every kept connection through the same life: what takes it away, who brings it back, and what the app is told. Real SDKs
 * where they run in Node, else stand-ins; all in virtual time.
 */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { useLocalSockets } from "../twilio/local-sockets.ts";
import { forget } from "../twilio/tokens.ts";
import { muteVendors } from "../twilio/vendor-noise.ts";
import { acs } from "./acs.ts";
import { agoraRtc, agoraRtm } from "./agora.ts";
import { handedOver, reopened } from "./connection.ts";
import { type Fate, left, night, outage, type Return, twice, undone, withoutTokens } from "./measure.ts";
import { conversations, sync, taskrouter } from "./real.ts";
import { livekit, twilioVideo } from "./rooms.ts";
import { type Measured, tablesOf } from "./table.ts";
import { twilioVoice } from "./voice.ts";
import { useVirtualClock } from "./world.ts";

const SUBJECTS = [
  ...[acs, agoraRtc, agoraRtm, conversations, sync, twilioVideo, twilioVoice, taskrouter, livekit],
  ...[reopened, handedOver],
];
/** What the app is told of, by its action. */
const FATES: readonly (readonly [Fate, string])[] = [
  ["another user", "fixConfig"],
  ["stop()", "none"],
  ["dispose()", "none"],
  ["clear()", "signIn"],
];
const PAGE = new URL("../../../docs/lifecycle.md", import.meta.url).pathname;

muteVendors();
useLocalSockets();
beforeEach(() => {
  useVirtualClock();
  forget();
});

const measured: Measured[] = [];

/** What a keeper may tell of one outage: nothing, where the SDK comes back by itself with the token that it asks for. */
const TOLD_ONCE = [[], ["problem retryLater", "recovered"]];

/** One connection, told of at most once. */
function expectReturn({ seconds, connections, told }: Return): void {
  expect(seconds).toBeLessThanOrEqual(60);
  expect(connections).toBe(1);
  expect(TOLD_ONCE).toContainEqual(told);
}

describe.each(SUBJECTS)("R230 $name", (subject) => {
  const it = { subject, fates: {} } as { -readonly [Key in keyof Measured]: Measured[Key] };
  measured.push(it);

  test("8 h asleep", async () => {
    expectReturn((it.night = await night(subject, "page")));
  });
  test("8 h asleep, without page events", async () => {
    expectReturn((it.nightWithoutEvents = await night(subject, "none")));
  });
  test("five minutes offline over the end of the token", async () => {
    expectReturn((it.outage = await outage(subject, "page")));
  });
  test("five minutes offline, without page events", async () => {
    expectReturn((it.outageWithoutEvents = await outage(subject, "none")));
  });
  test("R229 R237 kept twice, and five minutes offline", async () => {
    it.twice = undefined;
    if (subject.keptTwice === "is another connection") return;
    const both = (it.twice = await twice(subject));
    expectReturn(both);
    expect(TOLD_ONCE).toContainEqual(both.toldBySecond);
  });
  test("the undo leaves the connection, and nothing else", async () => {
    expect((it.undone = await undone(subject))).toMatchObject({ isServedAtOnce: true, left: 0, told: [] });
  });
  test("the app leaves", async () => {
    expect((it.left = await left(subject))).toEqual({ isServed: false, left: 0, connections: 0, told: [] });
  });
  test.each(FATES)("R228 %s: stays until the token ends, and that is told", async (fate, action) => {
    const lost = await withoutTokens(subject, fate);
    (it.fates as Record<Fate, object>)[fate] = lost;
    const { isServedAtOnce, isServedThen, isServedLater, told, again } = lost;
    expect({ isServedAtOnce, isServedThen, isServedLater }).toEqual({
      isServedAtOnce: true,
      isServedThen: subject.outlivesToken === true,
      isServedLater: false,
    });
    expect(told.filter((line) => line !== "problem retryLater")).toEqual([`problem ${action}`]);
    if (fate === "dispose()") expect(again.connections).toBe(0);
    else expectReturn({ ...again, told: [] });
    expect(again.told).toEqual(fate === "dispose()" ? [] : ["recovered"]);
  });
});

test("R230 docs/lifecycle.md shows what was measured (`-u` writes it)", async () => {
  const [before, , after] = readFileSync(PAGE, "utf8").split(/(?<=-->\n\n)([^]*?)(?=\n<!-- end -->)/);
  await expect(`${before}${tablesOf(measured)}${after}`).toMatchFileSnapshot(PAGE);
});
