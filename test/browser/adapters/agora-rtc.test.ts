/**
 * The real agora-rtc-sdk-ng@4.24.8 in Chromium, with real tokens, against the cloud of `agora/cloud.ts`. Each trap
 * is shown by the SDK alone first. All scenes share one page, each in a room of its own, and run side by side.
 */
import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "./agora/cloud.ts";
import { type AgoraPage, agoraPage } from "./agora/page.ts";

declare const window: AgoraPage;

/** Tokens of a few seconds: which one it is depends on the second in which it was minted. */
const AGAIN: unknown = expect.stringMatching(/^join t[2-9]$/);

let cloud: Cloud;
let page: Page;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ page, cloud, close } = await agoraPage());
});
afterAll(() => close());

describe.concurrent("joining", () => {
  test("trap: a token whose join privilege ends is put out, although the token itself lasts", async () => {
    const found = await page.evaluate(async () => {
      const raw = window.scene("out");
      await window.rawJoin(raw, { expire: 3600, privilege: 4 });
      const kept = window.scene("stay", { expire: 3600, privilege: 8 });
      const { uid } = await window.Evertoken.joinChannel(kept.client, kept.tokens, kept.options);
      await raw.until("did-expire");
      const renewed = await window.outcome(raw.client.renewToken("t".repeat(99)));
      await kept.seen("renew t2");
      await kept.drop(); // the SDK reconnects by itself, with the token that it got last
      await kept.seen("renew t3"); // t1 has run out by now
      const { connectionState } = kept.client;
      await kept.client.leave();
      kept.tokens.dispose();
      return { raw: raw.notes, renewed, uid, connectionState, kept: kept.notes };
    });
    expect(found).toEqual({
      raw: ["CONNECTING", "CONNECTED", "DISCONNECTING", "DISCONNECTED TOKEN_EXPIRE", "did-expire"],
      renewed: expect.stringMatching(/INVALID_OPERATION.*should not be called before user join/) as string,
      uid: 7,
      connectionState: "CONNECTED",
      kept: ["CONNECTING", "CONNECTED", "RECONNECTING", "CONNECTED", "DISCONNECTING", "DISCONNECTED LEAVE"],
    });
    expect(cloud.room("out").journal).toEqual(["join t1", "willExpire", "didExpire"]);
    const journal = cloud.room("stay").journal.filter((entry) => entry !== "willExpire");
    expect(journal).toEqual(["join t1", "renew t2", "join t2", "renew t3", "leave"]);
  });

  test("trap: the access point refuses, and the SDK hides its number", async () => {
    const numbers = { 5: "fixConfig", 7: "fixConfig", 8: "retryLater", 9: "fixConfig", 10: "fixClock" };
    const others = { 11: "fixConfig", 13: "fixClock", 14: "fixConfig", 15: "fixConfig", 16: "retryLater" };
    const wanted = { ...numbers, ...others, 18: "fixConfig", 19: "fixConfig" };
    const found = await page.evaluate(
      (each) =>
        Promise.all(
          each.map(async (ap) => {
            const scene = window.scene(`ap${ap}`);
            await scene.room({ ap });
            const raw = await window.outcome(window.rawJoin(scene));
            const { client, tokens, options } = scene;
            const ours = await window.outcome(window.Evertoken.joinChannel(client, tokens, options));
            return { ap, raw: raw.split(" | ")[1], action: ours.split(" | ")[2] };
          }),
        ),
      Object.keys(wanted).map(Number),
    );
    expect(found).toEqual(
      Object.entries(wanted).map(([ap, action]) => ({ ap: Number(ap), raw: "CAN_NOT_GET_GATEWAY_SERVER", action })),
    );
  });

  test("an old token that is refused as expired is replaced once, and the join succeeds", async () => {
    const found = await page.evaluate(async () => {
      const scene = window.scene("aged", { expire: 12 }, { autoRefresh: false });
      await scene.tokens.start();
      await scene.room({ ap: 13, only: "t1" });
      await window.wait(6_100); // half of its life: from now on it is not fresh any more
      const options = { ...scene.options, joinTimeoutMs: 3_500 };
      const joined = await window.outcome(window.Evertoken.joinChannel(scene.client, scene.tokens, options));
      await scene.client.leave();
      return joined;
    });
    expect(found).toBe("ok");
    const { journal } = cloud.room("aged");
    expect(new Set(journal.slice(0, -2))).toEqual(new Set(["ap t1 13"]));
    expect(journal.slice(-2)).toEqual(["join t2", "leave"]);
  });

  test("trap: gateway 110 means invalid, and is called expired", async () => {
    const found = await page.evaluate(async () => {
      const scene = window.scene("gw110");
      await scene.room({ join: 110 });
      const raw = await window.outcome(window.rawJoin(scene));
      const ours = await window.outcome(window.Evertoken.joinChannel(scene.client, scene.tokens, scene.options));
      return { raw, ours, notes: scene.notes };
    });
    expect(found).toEqual({
      raw: "AgoraRTCException | TOKEN_EXPIRE | AgoraRTCError TOKEN_EXPIRE: dynamic key expired",
      ours: expect.stringMatching(
        /^TokenError \| ERR_HANDOVER_FAILED \| fixConfig \| join\(\) failed: TOKEN_EXPIRE/,
      ) as string,
      // The state says TOKEN_EXPIRE as well: no reason to join again, the rejection tells more.
      notes: ["CONNECTING", "DISCONNECTED TOKEN_EXPIRE", "CONNECTING", "DISCONNECTED TOKEN_EXPIRE"],
    });
    expect(cloud.room("gw110").journal).toEqual(["join t1 110", "join t2 110"]); // t1 was the SDK's alone
  });

  test("trap: join() never settles on gateway 109, 118, 120 and others", async () => {
    const numbers = [109, 118, 120, 2];
    const found = await page.evaluate(
      (each) =>
        Promise.all(
          each.map(async (join) => {
            const raw = window.scene(`gw${join}`);
            const { client, tokens, options, room } = window.scene(`ours${join}`);
            await Promise.all([raw.room({ join }), room({ join })]);
            const joining = window.outcome(window.rawJoin(raw));
            const ours = await window.outcome(
              window.Evertoken.joinChannel(client, tokens, { ...options, joinTimeoutMs: 2_500 }),
            );
            const { connectionState } = client;
            await raw.seen(`join t1 ${join}`, 3); // it tries and tries
            const outcome = await Promise.race([joining, window.wait(0)]);
            const result = { raw: outcome, rawState: raw.client.connectionState, ours, connectionState };
            await raw.client.leave();
            return result;
          }),
        ),
      numbers,
    );
    for (const result of found) {
      expect(result).toEqual({
        rawState: "CONNECTING",
        ours: "TokenError | ERR_HANDOVER_FAILED | retryLater | join() did not settle within 2500 ms",
        connectionState: "DISCONNECTED",
      });
    }
    const tries = (): number[] => numbers.map((join) => cloud.room(`ours${join}`).journal.length);
    const before = tries();
    await page.evaluate(() => window.wait(1_000));
    expect(tries()).toEqual(before); // no more
  });

  test("an old token that is met with silence is replaced once", async () => {
    const found = await page.evaluate(async () => {
      const scene = window.scene("hush");
      await scene.tokens.start();
      await scene.room({ join: 109, only: "t1" });
      await window.wait(100);
      const options = { ...scene.options, joinTimeoutMs: 3_000 };
      const joined = await window.outcome(window.Evertoken.joinChannel(scene.client, scene.tokens, options));
      await scene.client.leave();
      return joined;
    });
    expect(found).toBe("ok");
    const { journal } = cloud.room("hush");
    expect(new Set(journal.slice(0, -2))).toEqual(new Set(["join t1 109"]));
    expect(journal.slice(-2)).toEqual(["join t2", "leave"]);
  });

  test("trap: a join() soon after leaving one that hangs is taken down, if it comes between two tries of that", async () => {
    const found = await page.evaluate(async () => {
      for (let i = 1; i <= 6; i++) {
        const scene = window.scene(`soon${i}`);
        await scene.room({ join: 109, only: "t1" });
        const first = window.outcome(window.rawJoin(scene));
        await scene.seen("join t1 109");
        await scene.client.leave();
        await first;
        const second = await window.outcome(window.rawJoin(scene));
        await window.wait(1_000);
        if (scene.client.connectionState === "DISCONNECTED") return second === "ok" || second.includes("WS_ABORT");
        await scene.client.leave();
      }
      return "never";
    });
    // That the adapter gets in all the same is shown above: it waits for a second after leaving.
    expect(found).toBe(true);
  });

  test("the app's leave() during a join that hangs ends it", async () => {
    const found = await page.evaluate(async () => {
      const { client, tokens, options, room, until } = window.scene("hangup");
      await room({ join: 118 });
      const joining = window.outcome(window.Evertoken.joinChannel(client, tokens, options));
      await until("CONNECTING");
      await client.leave();
      return { outcome: await joining, isWrapped: Object.hasOwn(client, "leave") };
    });
    expect(found).toEqual({
      outcome: "TokenError | ERR_HANDOVER_FAILED | none | join() was given up",
      isWrapped: false,
    });
  });
});

describe.concurrent("renewing", () => {
  test("a renewal that is refused is explained, and the connection stays", async () => {
    const wanted = {
      2: "fixClock",
      7: "fixConfig",
      109: "fixClock",
      110: "fixConfig",
      118: "fixClock",
      120: "fixConfig",
    };
    const found = await page.evaluate(
      (each) =>
        Promise.all(
          each.map(async (renew) => {
            const scene = window.scene(`rn${renew}`);
            const { client, tokens, options, notes, room, until } = scene;
            await window.Evertoken.joinChannel(client, tokens, options);
            await room({ renew });
            const raw = await window.outcome(client.renewToken("t".repeat(99)));
            window.warn(scene);
            await until("problem");
            const { connectionState } = client;
            await client.leave();
            const problem = notes.find((note) => note.startsWith("problem"))!;
            return {
              renew,
              raw: raw.split(" | ")[1],
              connectionState,
              action: /\w+(?=: renewToken)/.exec(problem)?.[0],
            };
          }),
        ),
      Object.keys(wanted).map(Number),
    );
    const shared = { raw: "UNEXPECTED_RESPONSE", connectionState: "CONNECTED" };
    expect(found).toEqual(
      Object.entries(wanted).map(([renew, action]) => ({ renew: Number(renew), ...shared, action })),
    );
    for (const renew of Object.keys(wanted))
      expect(cloud.room(`rn${renew}`).journal).toEqual([
        "join t1",
        `renew unknown ${renew}`,
        `renew t2 ${renew}`,
        "leave",
      ]);
  });

  test("trap: renewToken() waits for ever for a gateway that is silent", async () => {
    const found = await page.evaluate(async () => {
      const raw = window.scene("mute");
      await window.rawJoin(raw);
      await raw.room({ silent: true });
      const pending = await Promise.race([window.outcome(raw.client.renewToken("t".repeat(99))), window.wait(4_000)]);
      const kept = window.scene("quiet");
      await window.Evertoken.joinChannel(kept.client, kept.tokens, { ...kept.options, renewTimeoutMs: 500 });
      await kept.room({ silent: true });
      window.warn(kept);
      await kept.until("problem retryLater: renewToken() did not settle within 500 ms");
      const { connectionState } = kept.client;
      return { pending, connectionState };
    });
    expect(found).toEqual({ connectionState: "CONNECTED" });
    expect(cloud.room("quiet").journal).toEqual(["join t1", "renew t2 in silence"]);
  });

  test("the SDK's warning is a hint: one new token, however often it comes", async () => {
    const found = await page.evaluate(async () => {
      const scene = window.scene("hint");
      const { client, tokens, options, notes, seen } = scene;
      await window.Evertoken.joinChannel(client, tokens, options);
      for (let i = 0; i < 3; i++) window.warn(scene);
      await seen("renew t2");
      await window.wait(1_500); // longer than the manager's interval: no second one
      await client.leave();
      return notes.filter((note) => note.startsWith("problem"));
    });
    expect(found).toEqual([]);
    expect(cloud.room("hint").journal).toEqual(["join t1", "renew t2", "leave"]);
  });

  test("keepClient() takes over a client that the app has joined", async () => {
    const found = await page.evaluate(async () => {
      const { client, tokens, options, notes, seen } = window.scene("over", { expire: 6 });
      await client.join(options.appId, options.channel, await tokens.getToken(), options.uid ?? null);
      const undo = window.Evertoken.keepClient(client, tokens);
      await seen("renew t2");
      undo();
      undo();
      await window.wait(100);
      const left = ["token-privilege-will-expire", "token-privilege-did-expire", "connection-state-change"].map(
        (event) => client.getListeners(event).length,
      );
      const isWrapped = Object.hasOwn(client, "leave");
      await client.leave();
      tokens.dispose();
      return { left, isWrapped, notes };
    });
    expect(found).toEqual({
      left: [0, 1, 1], // those of the scene itself
      isWrapped: false,
      notes: ["CONNECTING", "CONNECTED", "DISCONNECTING", "DISCONNECTED LEAVE"],
    });
    expect(cloud.room("over").journal.slice(0, 3)).toEqual(["join t1", "renew t1", "renew t2"]);
  });
});

describe.concurrent("after the token has run out", () => {
  test("trap: the client is thrown out and reset; told twice, it joins again once and says what to publish", async () => {
    const found = await page.evaluate(async () => {
      // The manager may not refresh: the server puts the client out.
      const { client, tokens, options, notes, room, until } = window.scene(
        "kick",
        { expire: 4 },
        { autoRefresh: false },
      );
      const { channel: name } = options;
      await room({ leadMs: 0 });
      await window.Evertoken.joinChannel(client, tokens, { ...options, joinTimeoutMs: 3_000 });
      const canvas = document.createElement("canvas");
      canvas.getContext("2d")!.fillRect(0, 0, 9, 9);
      const [mediaStreamTrack] = canvas.captureStream(5).getVideoTracks();
      await client.publish(window.AgoraRTC.createCustomVideoTrack({ mediaStreamTrack: mediaStreamTrack! }));
      let seen: unknown;
      client.on("token-privilege-did-expire", () => {
        seen = [client.localTracks.length, client.channelName ?? "none", client.connectionState];
      });
      await until("rejoined 7 with 1");
      const after = [client.localTracks.length, client.channelName === name, client.connectionState];
      await client.leave();
      return { seen, after, notes };
    });
    expect(found).toEqual({
      seen: [0, "none", "DISCONNECTED"],
      after: [0, true, "CONNECTED"],
      notes: [
        ...["CONNECTING", "CONNECTED", "DISCONNECTING", "DISCONNECTED TOKEN_EXPIRE", "did-expire"],
        ...["CONNECTING", "CONNECTED", "rejoined 7 with 1", "DISCONNECTING", "DISCONNECTED LEAVE"],
      ],
    });
    const { journal } = cloud.room("kick");
    expect(journal.filter((entry) => entry.startsWith("join"))).toEqual(["join t1", AGAIN]);
  });

  test("a fresh token that is refused again ends it, with the reason", async () => {
    const found = await page.evaluate(async () => {
      const { client, tokens, options, notes, room, until } = window.scene(
        "dead",
        { expire: 4 },
        { autoRefresh: false },
      );
      await room({ leadMs: 0 });
      await window.Evertoken.joinChannel(client, tokens, { ...options, joinTimeoutMs: 3_000 });
      await room({ join: 110 });
      await until("problem");
      await tokens.refresh();
      await window.wait(500);
      return { problems: notes.filter((note) => note.startsWith("problem")), isOver: !Object.hasOwn(client, "leave") };
    });
    expect(found).toEqual({
      problems: [expect.stringContaining("problem fixConfig: join() failed: TOKEN_EXPIRE") as string],
      isOver: true,
    });
    const { journal } = cloud.room("dead");
    expect(journal.filter((entry) => entry.startsWith("join"))).toEqual(["join t1", "join t2 110"]);
  });

  test("trap: reconnecting after the token's own end goes on for ever, without a word", async () => {
    const found = await page.evaluate(async () => {
      const life = { expire: 4, privilege: 3600 };
      const raw = window.scene("stuck", life);
      const kept = window.scene("freed", life, { autoRefresh: false });
      await window.rawJoin(raw, life);
      await window.Evertoken.joinChannel(kept.client, kept.tokens, { ...kept.options, joinTimeoutMs: 3_000 });
      await window.wait(4_100);
      await Promise.all([raw.drop(), kept.drop()]);
      await kept.until("rejoined 7 with 0");
      const states = [raw.client.connectionState, kept.client.connectionState];
      await Promise.all([raw.client.leave(), kept.client.leave()]);
      return { states, notes: kept.notes };
    });
    expect(found).toEqual({
      states: ["RECONNECTING", "CONNECTED"],
      notes: [
        ...["CONNECTING", "CONNECTED", "RECONNECTING", "DISCONNECTING", "DISCONNECTED LEAVE"],
        ...["CONNECTING", "CONNECTED", "rejoined 7 with 0", "DISCONNECTING", "DISCONNECTED LEAVE"],
      ],
    });
    expect(cloud.room("stuck").journal.at(-1)).toBe("ap t1 10");
    expect(cloud.room("freed").journal.slice(-2)).toEqual([AGAIN, "leave"]);
  });

  test("trap: renewToken() while reconnecting does not reach the gateway, which gets the old token", async () => {
    const found = await page.evaluate(async () => {
      const raw = window.scene("late", { expire: 4 });
      const kept = window.scene("saved", { expire: 4 });
      await window.rawJoin(raw, { expire: 4 });
      await window.Evertoken.joinChannel(kept.client, kept.tokens, { ...kept.options, joinTimeoutMs: 3_000 });
      kept.tokens.stop(); // as if the page had no network either
      await Promise.all([raw.room({ ap: 16 }), kept.room({ ap: 16 }), raw.drop(), kept.drop()]);
      await window.wait(4_100);
      const renewing = window.rawRenew(raw);
      void kept.tokens.start();
      await Promise.all([raw.room({ ap: 0 }), kept.room({ ap: 0 })]);
      await kept.until("rejoined 7 with 0");
      const outcome = await Promise.race([window.outcome(renewing), window.wait(1_000)]);
      const states = [raw.client.connectionState, kept.client.connectionState];
      await Promise.all([raw.client.leave(), kept.client.leave()]);
      kept.tokens.dispose();
      return { outcome, states };
    });
    expect(found).toEqual({ states: ["RECONNECTING", "CONNECTED"] });
    expect(cloud.room("late").journal.at(-1)).toBe("join t1 118");
    expect(cloud.room("saved").journal).toContainEqual(AGAIN);
  });

  test("trap: reconnecting after the end of the join privilege puts the client out; it joins again", async () => {
    const found = await page.evaluate(async () => {
      const { client, tokens, options, notes, until, room, drop } = window.scene("gone", { expire: 60 });
      await window.Evertoken.joinChannel(client, tokens, options);
      await room({ ap: 13, only: "t1" });
      await drop();
      await until("rejoined 7 with 0");
      await client.leave();
      return notes;
    });
    expect(found).toEqual([
      ...["CONNECTING", "CONNECTED", "RECONNECTING", "DISCONNECTING", "DISCONNECTED TOKEN_EXPIRE", "did-expire"],
      ...["CONNECTING", "CONNECTED", "rejoined 7 with 0", "DISCONNECTING", "DISCONNECTED LEAVE"],
    ]);
  });

  test.each(["hangs up", "waits"])(
    "no token is to be had when the client is put out, and the user %s",
    async (does) => {
      const found = await page.evaluate(async (user) => {
        const scene = window.scene(user.replace(" ", ""), { expire: 3 }, { autoRefresh: false });
        const { client, tokens, options, notes, room, until } = scene;
        await room({ leadMs: 0 });
        await window.Evertoken.joinChannel(client, tokens, { ...options, joinTimeoutMs: 2_000 });
        scene.fail();
        await until("problem");
        if (user === "hangs up") await client.leave();
        scene.recover();
        await tokens.refresh();
        await (user === "waits" ? until("rejoined 7 with 0") : window.wait(1_000));
        const isWrapped = Object.hasOwn(client, "leave");
        tokens.dispose();
        return { notes: notes.slice(5), isWrapped, connectionState: client.connectionState };
      }, does);
      const problem = "problem retryLater: fetchToken failed: Failed to fetch";
      expect(found).toEqual(
        does === "waits"
          ? {
              notes: [problem, "CONNECTING", "CONNECTED", "rejoined 7 with 0"],
              isWrapped: true,
              connectionState: "CONNECTED",
            }
          : { notes: [problem], isWrapped: false, connectionState: "DISCONNECTED" },
      );
    },
  );
});
