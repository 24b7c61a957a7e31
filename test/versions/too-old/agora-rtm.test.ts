/** Runs in a copy of the repository that has agora-rtm@2.1.10. */
import { expect, test } from "vitest";
import type * as Agora from "../../../src/adapters/agora.ts";
import type * as Core from "../../../src/index.ts";
import { evertoken } from "../../support/script.ts";
import { fileOf, openPage } from "../diagnose/page.ts";

declare const Evertoken: typeof Core & typeof Agora;
declare const AgoraRTM: { VERSION: string; RTM: new (appId: string, userId: string) => Agora.AgoraRtmClient };

test("R234 a client of agora-rtm 2.1 is refused", async () => {
  const sdks = ["agora-rtc-sdk-ng/AgoraRTC_N-production.js", "agora-rtm/agora-rtm.js"].map(fileOf);
  const page = await openPage(...sdks, await evertoken("index.ts", "adapters/agora.ts"));
  const found = await page.evaluate(async () => {
    const rtm = new AgoraRTM.RTM("a".repeat(32), "ann");
    const tokens = new Evertoken.TokenManager({ fetchToken: () => "opaque" });
    const outcomeOf = (error: unknown): string => `${(error as Error).name}: ${(error as Error).message}`;
    const outcomes = [await Evertoken.loginRtm(rtm, tokens).then(() => "logged in", outcomeOf)];
    try {
      Evertoken.keepRtm(rtm, tokens);
    } catch (error) {
      outcomes.push(outcomeOf(error));
    }
    return [AgoraRTM.VERSION, ...outcomes];
  });
  const refusal = "TypeError: This RTM client is too old: agora-rtm 2.2 or later is needed";
  expect(found).toEqual(["2.1.10", refusal, refusal]);
});
