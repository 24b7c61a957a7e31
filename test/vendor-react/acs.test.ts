/** The components of docs/guides/vendor-react.md in a real app with @azure/communication-react@1.34.0, StrictMode, in Chromium. */
import { beforeAll, describe, expect, test } from "vitest";
import type { AcsService } from "../browser/adapters/acs/service.ts";
import { type Cloud, openAcsApp } from "./acs-cloud.ts";
import { built } from "./built.ts";

interface Agent {
  readonly connectionState: string;
  dispose(): Promise<void>;
}

declare const cloud: Cloud;
declare const service: AcsService;
declare const window: {
  notes: string[];
  mount(name: "Call" | "Chat" | "ChatByHook"): void;
  unmount(): void;
  startStateful(): void;
  stateful?: { client: { getState(): { callAgent?: object } }; kept: { readonly agent: Agent; stop(): void } };
  first: Agent;
};

/** The manager renews 30 s before the end. */
const LIFE_S = 300;

/** What was asked of these hosts, less the questions that need no token. */
const asked = (journal: readonly string[], ...hosts: readonly string[]): string[] =>
  journal.filter((line) => hosts.includes(line.split(" ")[1]!) && !line.startsWith("GET go"));

let script: string;
beforeAll(async () => void (script = await built("acs")));

describe("R238 @azure/communication-react", () => {
  test("CallComposite: one agent, renewed ahead of the end, ended when unmounted, there again when mounted", async () => {
    const { page, pass, until, refuse, look } = await openAcsApp(script, LIFE_S);
    await page.evaluate(() => window.mount("Call"));
    await until(() => service.shown.length === 2 && document.body.innerText.includes("Start call"));
    const begun = await look();
    expect(begun).toMatchObject({ shown: ["t1", "t1"], asked: [0] }); // the socket and the registrar
    expect(asked(begun.journal, "registrar")).toEqual(["POST registrar registrations t1"]);

    await pass(LIFE_S + 10);
    expect(await look()).toMatchObject({ shown: [], asked: [LIFE_S - 30] });
    await refuse("t1");
    await until(() => service.shown.length === 2);
    expect(await look()).toMatchObject({ shown: ["t2", "t2"], asked: [] });

    await page.evaluate(() => window.unmount());
    await pass(LIFE_S);
    const left = await look();
    expect(left).toMatchObject({ text: "", shown: [], asked: [2 * (LIFE_S - 30)] });
    expect(asked(left.journal, "registrar")).toEqual([expect.stringMatching(/^DELETE registrar [-\w]+ t2$/)]);

    await page.evaluate(() => window.mount("Call"));
    await until(() => service.shown.length === 2 && document.body.innerText.includes("Start call"));
    expect(await look()).toMatchObject({ shown: ["t3", "t3"], asked: [] });
    expect(await page.evaluate(() => window.notes)).toEqual([]);
  });

  test("ChatComposite: one socket, renewed ahead of the end, ended when unmounted", async () => {
    const { page, pass, until, refuse, look } = await openAcsApp(script, LIFE_S);
    const send = async (text: string): Promise<void> => {
      await page.fill("textarea", text);
      await page.press("textarea", "Enter");
      await pass(5);
    };
    await page.evaluate(() => window.mount("Chat"));
    await until(() => service.shown.length === 2 && document.body.innerText.includes("daily"));
    await pass(10);
    const begun = await look();
    expect(begun).toMatchObject({ shown: ["t1", "t1"], asked: [0] });
    expect(asked(begun.journal, "go", "registrar")).toEqual(["POST go a t1", "POST registrar registrations t1"]);
    await send("hello");
    expect((await look()).journal).toEqual(["POST contoso messages t1"]);

    await pass(LIFE_S + 10);
    expect(await look()).toMatchObject({ shown: [], asked: [LIFE_S - 30] });
    await refuse("t1");
    await until(() => service.shown.length === 2);
    await pass(15); // three asks within ten seconds would pass for a refusal
    await send("again");
    const renewed = await look();
    expect(renewed).toMatchObject({ shown: ["t2", "t2"], asked: [] });
    expect(renewed.text).toMatch(/hello\s[^]*again\s/);
    expect(renewed.text).not.toContain("Failed");
    expect(asked(renewed.journal, "contoso")).toEqual(["POST contoso messages t2"]);

    await page.evaluate(() => window.unmount());
    await pass(LIFE_S);
    const left = await look();
    expect(left).toMatchObject({ text: "", shown: [], asked: [2 * (LIFE_S - 30)] });
    expect(left.journal).toEqual([expect.stringMatching(/^DELETE registrar [-\w]+ t2$/)]);
    expect(await page.evaluate(() => window.notes)).toEqual([]);
  });

  test("trap: useAzureCommunicationChatAdapter leaves its notifications on when it is unmounted", async () => {
    const { page, pass, until, refuse, look } = await openAcsApp(script, LIFE_S);
    await page.evaluate(() => window.mount("ChatByHook"));
    await until(() => service.shown.length === 2 && document.body.innerText.includes("daily"));
    await page.evaluate(() => window.unmount());
    await pass(LIFE_S);
    expect((await look()).shown).toEqual(["t1", "t1"]);
    await refuse("t1");
    await until(() => service.shown.length === 2);
    expect(await look()).toMatchObject({ text: "", shown: ["t2", "t2"] });
  });

  test("the stateful client: an agent that the SDK has given up is replaced", async () => {
    const { page, until, refuse, look } = await openAcsApp(script, LIFE_S);
    await page.evaluate(() => window.startStateful());
    await until(() => window.stateful?.kept.agent.connectionState === "Connected");
    expect(await look()).toMatchObject({ shown: ["t1", "t1"], asked: [0] });
    await page.evaluate(() => {
      window.first = window.stateful!.kept.agent;
      cloud.isUp = false;
    });
    await refuse("t1");
    await until(() => window.notes.length > 0);
    await page.evaluate(() => void (cloud.isUp = true));
    await until(
      () => window.stateful!.kept.agent !== window.first && window.stateful!.kept.agent.connectionState === "Connected",
    );
    expect((await look()).shown.slice(-2)).toEqual(["t2", "t2"]);
    expect(await page.evaluate(() => window.notes)).toEqual([
      "It is tried again by itself, unless willRetry is false: then call refresh().",
    ]);
    expect(await page.evaluate(() => window.stateful!.client.getState().callAgent !== undefined)).toBe(true);
  });
});
