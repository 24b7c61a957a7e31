/**
 * The real agora-rtm@2.3.0 in Chromium, with real tokens, against the servers of `agora/rtm-cloud.ts`. Each trap is
 * shown by the SDK alone first. One page for all, every scene with a user of its own.
 */
import type AgoraRTM from "agora-rtm";
import type { RTMClient } from "agora-rtm";
import { chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as Adapter from "../../../src/adapters/agora.ts";
import type * as Core from "../../../src/index.ts";
import { APP_ID, mintRtm } from "../../adapters/agora/mint.ts";
import { rtmCloud, type RtmUser } from "./agora/rtm-cloud.ts";
import { evertoken } from "../../support/script.ts";

interface Scene {
  readonly rtm: RTMClient;
  readonly tokens: Core.TokenManager;
  /** What the SDK and the adapter said. */
  readonly notes: string[];
  readonly options: Adapter.AgoraRtmOptions;
  /** Waits for a note that begins like this. */
  until(note: string): Promise<void>;
  /** Waits until the servers have written this. */
  seen(entry: string): Promise<void>;
}
declare const window: {
  AgoraRTM: typeof AgoraRTM;
  Evertoken: typeof Core & typeof Adapter;
  mint(userId: string, seconds: number): Promise<string>;
  changeUser(userId: string, patch: Partial<RtmUser>): Promise<void>;
  wait(ms: number): Promise<void>;
  scene(userId: string, seconds?: number, manager?: Partial<Core.TokenManagerOptions>): Scene;
  outcome(promise: Promise<unknown>): Promise<string>;
};

const SETUP = `
  // The presence service speaks a protocol of its own; tokens do not matter to it.
  AgoraRTM.setParameter("DISABLE_PRESENCE", true);
  window.wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  window.outcome = (promise) =>
    promise.then(() => "ok", ({ name, code, action }) => [name, code, action].filter(Boolean).join(" "));
  window.scene = (userId, seconds = 3600, manager = {}) => {
    const notes = [];
    const heard = [];
    const note = (text) => {
      notes.push(text);
      heard.splice(0).forEach((look) => look());
    };
    const rtm = new AgoraRTM.RTM("${APP_ID}", userId, { logLevel: "none" });
    rtm.addEventListener("linkState", ({ currentState, reasonCode }) => note(currentState + " " + reasonCode));
    rtm.addEventListener("tokenPrivilegeWillExpire", (channel) => note("will expire " + JSON.stringify(channel)));
    rtm.addEventListener("token", ({ eventType }) => note(eventType));
    const tokens = new Evertoken.TokenManager({
      fetchToken: () => mint(userId, seconds),
      readToken: Evertoken.readAgoraToken,
      minRefreshIntervalMs: 1000,
      ...manager,
    });
    const options = {
      loginTimeoutMs: 2_000, // tokens here live for seconds
      onLoggedIn: () => note("in again"),
      onProblem: ({ action, message }) => note("problem " + action + ": " + message),
    };
    const until = async (text) => {
      while (!notes.some((each) => each.startsWith(text))) await new Promise((resolve) => heard.push(resolve));
    };
    const seen = async (entry) => {
      while (!(await journalOf(userId)).includes(entry)) await wait(50);
    };
    return { rtm, tokens, notes, options, until, seen };
  };`;

let user: (userId: string) => RtmUser;
let page: Page;
let close: () => Promise<void>;
beforeAll(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  close = () => browser.close();
  page = await browser.newPage();
  await page.route("**/*", (route) =>
    route.request().url() === "https://app.test/"
      ? route.fulfill({ contentType: "text/html", body: "<!doctype html>" })
      : route.abort(),
  );
  user = await rtmCloud(page);
  await page.exposeFunction("mint", mintRtm);
  await page.exposeFunction("changeUser", (userId: string, patch: Partial<RtmUser>) => {
    Object.assign(user(userId), patch);
  });
  await page.exposeFunction("journalOf", (userId: string) => user(userId).journal);
  await page.goto("https://app.test/");
  for (const file of ["agora-rtc-sdk-ng/AgoraRTC_N-production.js", "agora-rtm/agora-rtm.js"])
    await page.addScriptTag({ path: new URL(`../../../node_modules/${file}`, import.meta.url).pathname });
  for (const content of [await evertoken("index.ts", "adapters/agora.ts"), SETUP]) await page.addScriptTag({ content });
});
afterAll(() => close());

const LOGGED_IN = ["CONNECTING LOGIN", "CONNECTED LOGIN_SUCCESS"];
const LOGGED_OUT = "IDLE LOGOUT";

describe.concurrent("agora-rtm 2", () => {
  test("trap: the login ends with its token, is warned of twice, and cannot be renewed then", async () => {
    const found = await page.evaluate(async () => {
      const raw = window.scene("raw");
      const kept = window.scene("kept", 6);
      await raw.rtm.login({ token: await window.mint("raw", 3) });
      const undo = await window.Evertoken.loginRtm(kept.rtm, kept.tokens, kept.options);
      await raw.until("FAILED TOKEN_EXPIRED");
      const renewed = await window.outcome(raw.rtm.renewToken(await window.mint("raw", 3600)));
      await kept.seen("renew t3");
      undo();
      await Promise.all([raw.rtm.logout(), kept.rtm.logout()]);
      kept.tokens.dispose();
      return { raw: raw.notes, renewed, kept: kept.notes };
    });
    expect(found).toEqual({
      raw: [...LOGGED_IN, 'will expire ""', "WILL_EXPIRE", "FAILED TOKEN_EXPIRED", LOGGED_OUT],
      renewed: "RtmInvalidStatusError -10025",
      kept: [...LOGGED_IN, LOGGED_OUT],
    });
    expect(user("raw").journal).toEqual(["login t1", "drop"]);
    expect(user("kept").journal).toEqual(["login t1", "renew t2", "renew t3"]);
  });

  test("trap: two warnings for one end of a token cost one new token", async () => {
    const found = await page.evaluate(async () => {
      // The manager may not refresh by itself: only the warnings call for a token.
      const { rtm, tokens, notes, options, seen } = window.scene("warned", 9, { autoRefresh: false });
      await window.changeUser("warned", { leadMs: 7_000 });
      await window.Evertoken.loginRtm(rtm, tokens, options);
      await window.changeUser("warned", { leadMs: 0 }); // no warning about the next token
      await seen("renew t2");
      await window.wait(1_500); // longer than the manager's interval: no second one
      await rtm.logout();
      return notes;
    });
    expect(found).toEqual([...LOGGED_IN, 'will expire ""', "WILL_EXPIRE", LOGGED_OUT]);
    expect(user("warned").journal).toEqual(["login t1", "renew t2"]);
  });

  test("a login that its token has ended is taken up again with a fresh one, once", async () => {
    const found = await page.evaluate(async () => {
      const { rtm, tokens, notes, options, until } = window.scene("back", 4, { autoRefresh: false });
      await window.changeUser("back", { leadMs: 0 });
      await rtm.login({ token: await tokens.getToken() });
      const undo = window.Evertoken.keepRtm(rtm, tokens, options);
      await until("in again");
      undo();
      await rtm.logout();
      return { notes, isWrapped: Object.hasOwn(rtm, "logout") };
    });
    expect(found).toEqual({
      notes: [
        ...LOGGED_IN,
        "FAILED TOKEN_EXPIRED",
        "CONNECTING RELOGIN",
        "CONNECTED LOGIN_SUCCESS",
        "in again",
        LOGGED_OUT,
      ],
      isWrapped: false,
    });
    expect(user("back").journal).toEqual(["login t1", "drop", expect.stringMatching(/^login t[23]$/)]);
  });

  test("the app's logout() ends it all quietly", async () => {
    const found = await page.evaluate(async () => {
      const { rtm, tokens, notes, options } = window.scene("out", 4);
      await window.Evertoken.loginRtm(rtm, tokens, options);
      await rtm.logout();
      await tokens.refresh();
      await window.wait(500);
      tokens.dispose();
      return { notes, isWrapped: Object.hasOwn(rtm, "logout") };
    });
    expect(found).toEqual({ notes: [...LOGGED_IN, LOGGED_OUT], isWrapped: false });
    expect(user("out").journal).toEqual(["login t1"]);
  });

  test("a login that is refused is explained", async () => {
    const wanted = { 5: "fixConfig", 9: "fixConfig", 10: "fixClock", 13: "fixClock", 20: "fixConfig", 23: "fixConfig" };
    const found = await page.evaluate(
      (each) =>
        Promise.all(
          each.map(async (ap) => {
            const { rtm, tokens, options } = window.scene(`ap${ap}`);
            await window.changeUser(`ap${ap}`, { ap });
            const outcome = await window.outcome(window.Evertoken.loginRtm(rtm, tokens, options));
            return { ap, outcome, isWrapped: Object.hasOwn(rtm, "logout") };
          }),
        ),
      Object.keys(wanted).map(Number),
    );
    const outcomeOf = (action: string): string => `TokenError ERR_HANDOVER_FAILED ${action}`;
    expect(found).toEqual(
      Object.entries(wanted).map(([ap, action]) => ({ ap: Number(ap), outcome: outcomeOf(action), isWrapped: false })),
    );
  });

  test("trap: a fresh token that is refused again ends it, with the reason", async () => {
    const found = await page.evaluate(async () => {
      const { rtm, tokens, notes, options, until } = window.scene("dead", 4, { autoRefresh: false });
      await window.changeUser("dead", { leadMs: 0 });
      await window.Evertoken.loginRtm(rtm, tokens, options);
      await window.changeUser("dead", { ap: 9 });
      await until("problem");
      await tokens.refresh();
      await window.wait(500);
      return { notes: notes.slice(2), isWrapped: Object.hasOwn(rtm, "logout") };
    });
    expect(found).toEqual({
      notes: [
        "FAILED TOKEN_EXPIRED",
        "CONNECTING RELOGIN",
        "FAILED INVALID_TOKEN",
        expect.stringContaining("problem fixConfig: login() failed: RTM_ERROR_INVALID_TOKEN (-10005)") as string,
      ],
      isWrapped: false,
    });
  });
});
