/**
 * `keepDevice` with the real `@twilio/voice-sdk@2.18.5` in Chromium, in virtual time, against a stub of the gateway.
 *
 * Each trap is shown with the bare SDK first.
 */
import { chromium, type Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TokenManager, TokenManagerOptions } from "../../../src/index.ts";
import { evertoken } from "../../support/script.ts";
import { type VoicePage, voicePage } from "./twilio/voice-page.ts";

interface VendorDevice {
  readonly state: string;
  readonly token: string;
  readonly isBusy: boolean;
  on(event: string, listener: (...args: unknown[]) => void): void;
  listenerCount(event: string): number;
  removeAllListeners(event: string): void;
  updateToken(token: string): void;
  register(): Promise<void>;
  unregister(): Promise<void>;
  connect(): Promise<{ disconnect(): void }>;
  destroy(): void;
}
declare const window: {
  device: VendorDevice;
  tokens: TokenManager;
  undo: () => void;
  notes: string[];
  note(text: string): void;
  makeDevice(token: string, options?: object): VendorDevice;
  keep(options?: Partial<TokenManagerOptions>, deviceOptions?: object, also?: { registers: boolean }): Promise<void>;
  fetchToken(): Promise<string>;
};

let browser: Browser;
let script: string;
beforeAll(async () => {
  [browser, script] = await Promise.all([
    chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] }),
    evertoken("manager.ts", "adapters/twilio/device.ts"),
  ]);
});
afterAll(() => browser.close());

const open = (): Promise<VoicePage> => voicePage(browser, script);
const messages = (lines: readonly string[], type: string): string[] =>
  lines.filter((line) => line.includes(` ${type} `));

describe("the vendor's own timer", () => {
  test("trap: after one early updateToken() tokenWillExpire comes once more, wrongly, and never again", async () => {
    const it = await open();
    await it.page.evaluate(async () => {
      const device = window.makeDevice(await window.fetchToken());
      device.on("tokenWillExpire", () => window.note("tokenWillExpire"));
      await device.register();
    });
    await it.pass(20);
    await it.page.evaluate(async () => window.device.updateToken(await window.fetchToken()));
    await it.pass(68);
    expect(await it.noted()).toEqual(["50s tokenWillExpire"]); // the new token's, due at 70 s, is missing
  });

  test("trap survived: the manager's own timer goes on handing over", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep());
    await it.pass(100);
    expect(messages(it.seen(), "listen")).toEqual(["0s listen t1", "30s listen t2", "60s listen t3", "90s listen t4"]);
    expect(await it.noted()).toEqual([]);
  });

  test("trap: where the token lives no longer than tokenRefreshMs, a handler that refreshes is a storm", async () => {
    const it = await open();
    it.lifeMs = 8_000;
    await it.page.evaluate(async () => {
      const device = window.makeDevice(await window.fetchToken());
      device.on("tokenWillExpire", () => void window.fetchToken().then((token) => device.updateToken(token)));
      await device.register();
    });
    await it.pass(0.03, 1);
    expect(messages(it.seen(), "listen").length).toBeGreaterThan(20);
  });

  test("trap survived: half a life apart, however often the vendor warns", async () => {
    const it = await open();
    it.lifeMs = 8_000;
    await it.page.evaluate(() => window.keep());
    await it.pass(0.1, 1);
    await it.pass(12);
    expect(messages(it.seen(), "listen")).toEqual([
      "0s listen t1",
      "4.1s listen t2",
      "8.1s listen t3",
      "12.1s listen t4",
    ]);
    expect(await it.noted()).toEqual([]);
  });

  test("trap survived: however long tokenRefreshMs is, nothing is fetched before its time", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep({}, { tokenRefreshMs: 55_000 }));
    await it.pass(66);
    expect(messages(it.seen(), "listen")).toEqual(["0s listen t1", "30s listen t2", "60s listen t3"]);
    expect(it.fetched).toBe(3);
  });

  test("is a hint: with autoRefresh off it is what renews", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep({ autoRefresh: false }));
    await it.pass(70);
    expect(messages(it.seen(), "listen")).toEqual(["0s listen t1", "50s listen t2"]);
    expect(await it.noted()).toEqual([]);
  });
});

describe("a token that was refused", () => {
  test("trap: after 31205 updateToken() does not bring the registration back", async () => {
    const it = await open();
    await it.page.evaluate(async () => {
      await window.makeDevice(await window.fetchToken(), { tokenRefreshMs: undefined }).register();
    });
    await it.pass(65);
    await it.page.evaluate(async () => window.device.updateToken(await window.fetchToken()));
    await it.pass(40);
    expect(it.seen()).toEqual([
      "0s listen t1",
      "0s register t1",
      "30s register t1",
      "60s register t1",
      "66s listen t2", // and never a register again
    ]);
    expect(await it.noted()).toEqual(["60s error 20104"]);
    const state = await it.page.evaluate(async () => {
      const { state } = window.device;
      await window.device.register().catch((error: unknown) => window.note((error as Error).name));
      return state;
    });
    expect(state).toBe("registered");
    expect(await it.noted()).toEqual(["106s InvalidStateError"]);
  });

  test("trap survived: revoked, it is replaced, and the device registered again for good", async () => {
    const it = await open();
    it.lifeMs = 600_000;
    await it.page.evaluate(() => window.keep());
    await it.pass(80);
    it.gateway.revoked.add("t1");
    await it.pass(100);
    expect(it.seen()).toEqual([
      "0s listen t1",
      "0s register t1",
      "30s register t1",
      "60s register t1",
      "90s register t1", //  31205
      "90s listen t1", //    31205 once more
      "92s listen t2",
      "94s unregister t2",
      "94s register t2",
      "124s register t2",
      "154s register t2",
    ]);
    expect(await it.noted()).toEqual(["90s error 20104", "90s error 20104"]);
    expect(await it.page.evaluate(() => window.device.state)).toBe("registered");
  });

  test("is handed over again first: a refusal may be meant for the token before", async () => {
    const it = await open();
    it.lifeMs = 600_000;
    it.gateway.refuseWith = 31204;
    await it.page.evaluate(() => window.keep());
    await it.pass(50);
    it.gateway.mistakes = 1;
    await it.pass(50);
    expect(it.seen()).toEqual([
      "0s listen t1",
      "0s register t1",
      "30s register t1",
      "60s register t1", // refused by mistake
      "60s listen t1",
      "62s unregister t1",
      "62s register t1",
      "92s register t1",
    ]);
    expect(await it.noted()).toEqual(["60s error 20101"]);
    expect(it.fetched).toBe(1);
  });

  test("and again when fresh, is reported and not fetched in a loop", async () => {
    const it = await open();
    it.lifeMs = 600_000;
    await it.page.evaluate(() => window.keep());
    await it.pass(100);
    it.gateway.revoked.add("all");
    await it.pass(300);
    expect(it.seen().slice(5)).toEqual(["120s register t1", "120s listen t1", "122s listen t2", "124s listen t2"]);
    expect(await it.noted()).toEqual([
      "120s error 20104",
      "120s error 20104",
      "122s error 20104",
      "124s error 20104",
      "124s problem fixClock",
    ]);
    expect(it.fetched).toBe(2);
  });

  test("trap: an expired token is called a connection error", async () => {
    const it = await open();
    it.gateway.refuseWith = 31202;
    await it.page.evaluate(async () => {
      const device = window.makeDevice(await window.fetchToken(), { tokenRefreshMs: undefined });
      device.on("error", (error) =>
        window.note(`original ${typeof (error as { originalError?: object }).originalError}`),
      );
      await device.register();
    });
    await it.pass(65);
    expect(await it.noted()).toEqual(["60s error 53000", "60s original undefined"]);
  });

  test("trap survived: our own clock knows that it has expired", async () => {
    const it = await open();
    it.gateway.refuseWith = 31202;
    await it.page.evaluate(() => window.keep({ autoRefresh: false }, { tokenRefreshMs: undefined }));
    it.gateway.mistakes = 1;
    await it.pass(100);
    expect(it.seen()).toEqual([
      "0s listen t1",
      "0s register t1",
      "30s register t1", // refused by mistake: the token is alive, so it is not blamed
      "60s register t1",
      "60s listen t2",
      "62s unregister t2",
      "62s register t2",
      "92s register t2",
    ]);
    expect(await it.noted()).toEqual(["30s error 53000", "30s problem retryLater", "60s error 53000"]);
  });

  test("with precise errors a wrong secret is told from an expired token", async () => {
    const it = await open();
    it.gateway.refuseWith = 31202;
    await it.page.evaluate(() => window.keep({}, { enableImprovedSignalingErrorPrecision: true }));
    it.gateway.mistakes = 1;
    await it.pass(40);
    expect(await it.noted()).toEqual(["30s error 31202", "30s problem fixConfig"]);
    expect(it.fetched).toBe(2);
  });

  test("trap: register() with a dead token never settles, and a second one throws", async () => {
    const it = await open();
    await it.page.evaluate(async () => {
      window.makeDevice(await window.fetchToken());
    });
    await it.pass(70);
    await it.page.evaluate(
      () =>
        void window.device.register().then(
          () => window.note("settled"),
          () => window.note("settled"),
        ),
    );
    await it.pass(60);
    await it.page.evaluate(() =>
      window.device.register().catch((error: unknown) => window.note((error as Error).name)),
    );
    expect(await it.noted()).toEqual(["70s error 20104", "130s InvalidStateError"]);
  });

  test("trap survived: the first register() and connect() complete with a new token", async () => {
    const it = await open();
    await it.page.evaluate(() => {
      const deviceOptions = { getUserMedia: () => new Promise(() => {}) };
      return window.keep({ autoRefresh: false }, deviceOptions, { registers: false });
    });
    await it.pass(70);
    await it.page.evaluate(() => {
      void window.device.register().then(() => window.note("registered"));
      void window.device.connect().then(() => window.note("call"));
    });
    await it.pass(10);
    expect(it.seen()).toEqual(["70s listen t1", "70s listen t2", "70s register t2"]);
    expect(await it.noted()).toEqual(["70s error 20104", "70s call", "70s registered"]);
  });

  test("while registering over an open connection: the SDK cannot be helped, and that is reported", async () => {
    const it = await open();
    await it.page.evaluate(async () => {
      await window.keep({ autoRefresh: false }, { tokenRefreshMs: undefined });
      await window.device.unregister();
    });
    await it.pass(70);
    it.seen();
    await it.page.evaluate(() => void window.device.register());
    await it.pass(20);
    expect(it.seen()).toEqual(["70s register t1", "70s listen t2"]);
    expect(await it.noted()).toEqual(["70s error 20104", "82s problem rejoin"]);
    it.gateway.isDown = true;
    await it.pass(4);
    it.gateway.isDown = false;
    await it.pass(10);
    expect(await it.page.evaluate(() => window.device.state)).toBe("registering"); // nor does a new connection help
  });
});

describe("while the network is down", () => {
  test("trap: updateToken() throws where nobody listens for errors, and yet has taken the token", async () => {
    const it = await open();
    await it.page.evaluate(async () => {
      const device = window.makeDevice(await window.fetchToken());
      await device.register();
      device.removeAllListeners("error");
    });
    await it.pass(5);
    it.gateway.isDown = true;
    await it.pass(5);
    const thrown = await it.page.evaluate(async () => {
      const token = await window.fetchToken();
      try {
        window.device.updateToken(token);
      } catch (error) {
        return [(error as { code: number }).code, window.device.token === token];
      }
      return [];
    });
    expect(thrown).toEqual([31009, true]);
  });

  test("trap survived: the hand-over is silent, and its token opens the next connection", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep());
    await it.pass(25);
    it.gateway.isDown = true;
    await it.pass(10);
    it.gateway.isDown = false;
    await it.pass(20);
    // When the SDK tries again is its own affair, and partly chance.
    const listened = messages(it.seen(), "listen").map((message) => message.replace(/^\d+s /, ""));
    expect(listened).toEqual(["listen t1", "listen t2"]);
    expect(await it.noted()).toEqual(["30s error 31009"]);
  });

  test("a night's sleep: back with a new token and registered", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep());
    await it.pass(5);
    it.seen();
    await it.sleep(8 * 3600);
    await it.pass(20);
    it.seen();
    await it.noted();
    await it.pass(60);
    const seen = it.seen();
    expect(messages(seen, "listen")).toEqual(["28836s listen t3", "28866s listen t4"]);
    expect(messages(seen, "register")).toHaveLength(2);
    expect(await it.noted()).toEqual([]);
    expect(await it.page.evaluate(() => window.device.state)).toBe("registered");
  });

  test("trap: lost once more on its way back, the Device is never registered again", async () => {
    const it = await open();
    it.lifeMs = 600_000;
    await it.page.evaluate(async () => {
      await window.makeDevice(await window.fetchToken()).register();
    });
    await it.pass(5);
    it.gateway.isDown = true;
    await it.pass(5);
    it.gateway.isDown = false;
    it.gateway.hangUps = 1;
    await it.pass(120);
    expect(messages(it.seen(), "register")).toEqual(["0s register t1"]);
    expect(await it.page.evaluate(() => window.device.state)).toBe("unregistered");
  });

  test("R441 trap survived: it is registered, with the token that it has", async () => {
    const it = await open();
    it.lifeMs = 600_000;
    await it.page.evaluate(() => window.keep());
    await it.pass(5);
    it.gateway.isDown = true;
    await it.pass(5);
    it.seen();
    it.gateway.isDown = false;
    it.gateway.hangUps = 1;
    await it.pass(25);
    expect(it.seen().map((message) => message.replace(/^\d+s /, ""))).toEqual([
      "listen t1",
      "listen t1",
      "register t1",
    ]);
    expect(await it.page.evaluate(() => window.device.state)).toBe("registered");
  });

  test("R441 trap survived: and with the next token, where its own has ended meanwhile and each connection is closed", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep({ autoRefresh: false }, { tokenRefreshMs: undefined }));
    await it.pass(5);
    it.gateway.hangsUpOnRefusal = true;
    it.gateway.isDown = true;
    await it.pass(60);
    it.seen();
    it.gateway.isDown = false;
    await it.pass(60);
    const seen = it.seen().map((message) => message.replace(/^\d+s /, ""));
    expect(seen.filter((message) => message !== "listen t1")).toEqual(["listen t2", "register t2", "register t2"]);
    expect(await it.page.evaluate(() => window.device.state)).toBe("registered");
  });

  test("an hour in the back/forward cache: the SDK comes back with the dead token, the adapter with a new one", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep());
    await it.pass(10);
    it.seen();
    await it.cache(3600);
    await it.pass(10);
    expect(it.seen()).toEqual(["3610s listen t1", "3610s listen t2", "3610s register t2"]);
    expect(await it.noted()).toEqual(["3610s error 20104"]);
    expect(await it.page.evaluate(() => window.device.state)).toBe("registered");
  });
});

describe("during a call", () => {
  /** A real call of the SDK, which waits for its microphone: the stub has no media to answer with. */
  const call = async (it: VoicePage, endsAfterMs: number): Promise<void> => {
    await it.page.evaluate(() => window.keep({}, { getUserMedia: () => new Promise(() => {}) }));
    await it.page.evaluate(async (ms) => {
      const call = await window.device.connect();
      setTimeout(() => call.disconnect(), ms);
    }, endsAfterMs);
  };

  test("the hand-over waits, and happens with the end of the call", async () => {
    const it = await open();
    await call(it, 40_000);
    await it.pass(60);
    expect(messages(it.seen(), "listen")).toEqual(["0s listen t1", "40s listen t2", "60s listen t3"]);
    expect(await it.noted()).toEqual([]);
  });

  test("but no longer than until ten seconds before the old token ends", async () => {
    const it = await open();
    await call(it, 100_000);
    await it.pass(60);
    expect(await it.page.evaluate(() => window.device.isBusy)).toBe(true);
    expect(messages(it.seen(), "listen")).toEqual(["0s listen t1", "50s listen t2"]);
    expect(await it.noted()).toEqual([]);
  });
});

describe("the end", () => {
  test("trap: updateToken() on a destroyed Device throws", async () => {
    const it = await open();
    const name = await it.page.evaluate(async () => {
      const device = window.makeDevice(await window.fetchToken());
      device.destroy();
      try {
        device.updateToken("a.b.c");
      } catch (error) {
        return (error as Error).name;
      }
      return "";
    });
    expect(name).toBe("InvalidStateError");
  });

  test("trap survived: the app destroys the Device, and the adapter ends quietly", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep());
    await it.pass(5);
    it.seen();
    await it.page.evaluate(() => window.device.destroy());
    await it.pass(60);
    expect(it.seen()).toEqual([]);
    expect(await it.noted()).toEqual([]);
    expect(it.fetched).toBe(3); // the manager is not the adapter's to stop
  });

  test("the undo leaves no listener behind, and may be called twice", async () => {
    const it = await open();
    const counts = await it.page.evaluate(async () => {
      await window.keep();
      const names = ["error", "tokenWillExpire", "destroyed"];
      const count = (): number[] => names.map((name) => window.device.listenerCount(name));
      const before = count();
      window.undo();
      window.undo();
      return [before, count()];
    });
    expect(counts).toEqual([
      [2, 1, 1],
      [1, 0, 0], // the test's own
    ]);
    await it.pass(40);
    expect(messages(it.seen(), "listen")).toEqual(["0s listen t1"]);
  });

  test("a reload of the page starts over", async () => {
    const it = await open();
    await it.page.evaluate(() => window.keep());
    await it.pass(25);
    await it.reload();
    await it.page.evaluate(() => window.keep());
    await it.pass(40);
    expect(it.seen()).toEqual([
      "0s listen t1",
      "0s register t1",
      "26s listen t2",
      "26s register t2",
      "56s register t2",
      "56s listen t3",
    ]);
    expect(await it.noted()).toEqual([]);
  });
});
