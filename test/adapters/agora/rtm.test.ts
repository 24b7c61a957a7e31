/** loginRtm() and keepRtm() in virtual time. */
import { describe, expect, test } from "vitest";
import { type AgoraRtmOptions, keepRtm, loginRtm } from "../../../src/adapters/agora.ts";
import { FakeRtm, rtmError, type Stage, stage } from "./fakes.ts";

const MINUTE = 60_000;

const optionsOf = (on: Stage): AgoraRtmOptions => ({
  environment: on.env,
  onLoggedIn: () => on.note("in again"),
  onProblem: ({ action, message }) => on.note(`problem ${action}: ${message}`),
});

async function loggedIn(on: Stage): Promise<FakeRtm> {
  const rtm = new FakeRtm(on);
  void loginRtm(rtm, on.tokens, optionsOf(on));
  await on.env.pass(0);
  on.journal.splice(0);
  return rtm;
}

describe("a login", () => {
  test("is kept by renewals, and ends with the app's logout()", async () => {
    const on = stage();
    const rtm = await loggedIn(on);
    await on.env.pass(20 * MINUTE);
    await rtm.logout();
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual(["570s renew t2", "1140s renew t3", "1200s logout"]);
    expect([rtm.listeners, Object.hasOwn(rtm, "logout")]).toEqual([0, false]);
    on.tokens.dispose();
    expect(on.env.timers).toBe(0);
  });

  test("trap: warnings at 30, 20 and 10 s (before 2.2.3) cost one token", async () => {
    const on = stage({ readToken: () => undefined });
    const rtm = await loggedIn(on);
    rtm.renews = rtmError(-10026);
    for (const _ of [30, 20, 10]) {
      rtm.warn();
      await on.env.pass(10_000);
    }
    expect(on.source.requests.length).toBe(2);
    expect(on.journal.filter((entry) => entry.includes("renew t2")).length).toBe(4); // each time, and once by itself meanwhile
  });

  test("that hangs is cancelled, and tried once with another token", async () => {
    const on = stage();
    const rtm = new FakeRtm(on);
    rtm.logins = "silence";
    await on.tokens.start();
    await on.env.pass(1_000);
    const failed = expect(loginRtm(rtm, on.tokens, optionsOf(on))).rejects.toThrow(
      "login() did not settle within 20000 ms",
    );
    await on.env.pass(MINUTE);
    await failed;
    expect(on.journal).toEqual(["1s login t1", "21s logout", "22s login t2", "42s logout"]);
    expect(rtm.listeners).toBe(0);
  });

  test("trap: a token that has run out is followed by one login with a fresh one; a refusal of that ends it", async () => {
    const on = stage();
    const rtm = await loggedIn(on);
    await on.env.pass(100_000);
    rtm.link("FAILED", "TOKEN_EXPIRED");
    await on.env.pass(MINUTE);
    expect(on.journal).toEqual(["100s login t2", "100s in again"]);
    rtm.logins = rtmError(-10009);
    rtm.link("FAILED", "TOKEN_EXPIRED");
    await on.env.pass(20 * MINUTE);
    expect(on.journal.slice(2)).toEqual([
      "160s login t3",
      expect.stringContaining("160s problem fixClock: login() failed: RTM_ERROR_TOKEN_EXPIRED (-10009)") as string,
    ]);
    expect(rtm.listeners).toBe(0);
  });

  test("that another device takes over is not fought for", async () => {
    const on = stage();
    const rtm = await loggedIn(on);
    rtm.link("FAILED", "SAME_UID_LOGIN");
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual([
      expect.stringContaining("0s problem none: The connection failed: REMOTE_LOGIN (SAME_UID_LOGIN)") as string,
    ]);
    expect(rtm.listeners).toBe(0);
  });

  test("is not renewed while the link is down, but right after", async () => {
    const on = stage();
    const rtm = await loggedIn(on);
    rtm.link("DISCONNECTED", "KEEP_ALIVE_TIMEOUT");
    await on.env.pass(580_000);
    expect(on.journal).toEqual([]);
    rtm.link("CONNECTED", "RECONNECT_SUCCESS");
    await on.env.pass(0);
    expect(on.journal).toEqual(["580s renew t2"]);
  });
});

describe("a stream channel", () => {
  const STREAM = { serviceType: "STREAM", affectedChannels: ["stage"] };

  test("has tokens of its own, which do not mix with the login's", async () => {
    const login = stage();
    const rtm = await loggedIn(login);
    const channel = stage();
    channel.source.lifetimeMs = 20 * MINUTE; // or the fakes would mint the same tokens
    await channel.tokens.start();
    const undo = keepRtm(rtm, channel.tokens, { ...optionsOf(channel), channelName: "stage" });
    await channel.env.pass(0);
    rtm.warn("stage");
    await channel.env.pass(MINUTE);
    await login.env.pass(MINUTE);
    expect(login.source.requests.length).toBe(1);
    expect(channel.source.requests.length).toBe(2);
    rtm.warn("another");
    rtm.link("FAILED", "TOKEN_EXPIRED", { serviceType: "STREAM", affectedChannels: ["another"] });
    await channel.env.pass(MINUTE);
    await login.env.pass(MINUTE);
    expect(login.journal).toEqual(["0s renew t0 stage", "0s renew t0 stage"]); // t0: none of the login's
    undo();
    expect(rtm.listeners).toBe(2); // the login's
  });

  test("trap: once it has ended, the app must join it again", async () => {
    const on = stage();
    const rtm = new FakeRtm(on);
    keepRtm(rtm, on.tokens, { ...optionsOf(on), channelName: "stage" });
    await on.env.pass(0);
    rtm.link("FAILED", "TOKEN_EXPIRED", STREAM);
    await on.env.pass(20 * MINUTE);
    expect(on.journal).toEqual([
      "0s renew t1 stage",
      expect.stringContaining("0s problem rejoin: The connection failed: Token expired (TOKEN_EXPIRED)") as string,
    ]);
    expect(rtm.listeners).toBe(0);
  });
});
