/** Runs in a copy of the repository that has @azure/communication-calling@1.22.4. */
import type { CallClient } from "@azure/communication-calling";
import { expect, test } from "vitest";
import type * as Acs from "../../../src/adapters/acs.ts";
import type * as Core from "../../../src/index.ts";
import { fileOf } from "../diagnose/page.ts";
import { type Bench, openAcs } from "./acs/page.ts";

declare const Evertoken: typeof Core & typeof Acs;
declare const bench: Bench;
declare const logger$1: object;
declare const window: Window & { "azure-communication-calling": { CallClient: new () => CallClient } };

test("R234 a call agent of @azure/communication-calling 1.22 is refused", async () => {
  const acs = await openAcs();
  // Its build looks for the logger under another name than the newest does.
  await acs.page.evaluate(() => Object.assign(globalThis, { logger: logger$1 }));
  await acs.page.addScriptTag({ content: fileOf("@azure/communication-calling/dist/sdk.bundle.js") });
  await acs.page.evaluate(() => {
    const tokens = new Evertoken.TokenManager({ fetchToken: () => bench.fetchToken() });
    const client = new window["azure-communication-calling"].CallClient();
    Evertoken.keepCallAgent(client as never, tokens).then(
      () => bench.note("kept"),
      (error: unknown) => bench.note(`${(error as Error).name}: ${(error as Error).message}`),
    );
  });
  await acs.until(/kept|Error/);
  const said = (await acs.journal()).map((line) => line.replace(/^\d+s /, ""));
  expect(said).toContain("TypeError: This call agent is too old: @azure/communication-calling 1.23 or later is needed");
});
