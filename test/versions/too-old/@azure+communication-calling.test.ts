/** Runs in a copy of the repository that has @azure/communication-calling@1.13.1. */
import { readFileSync } from "node:fs";
import type { CallClient } from "@azure/communication-calling";
import { expect, test } from "vitest";
import type * as Acs from "../../../src/adapters/acs.ts";
import type * as Core from "../../../src/index.ts";
import { type Bench, openAcs } from "./acs/page.ts";

declare const Evertoken: typeof Core & typeof Acs;
declare const bench: Bench;
declare const window: Window & { "azure-communication-calling": { CallClient: new () => CallClient } };

test("R234 an agent of @azure/communication-calling 1.13 is refused", async () => {
  const { version } = JSON.parse(
    readFileSync(new URL("../../../node_modules/@azure/communication-calling/package.json", import.meta.url), "utf8"),
  ) as { version: string };
  expect(version).toBe("1.13.1");
  const acs = await openAcs();
  await acs.page.evaluate(() => {
    const tokens = new Evertoken.TokenManager({ fetchToken: () => bench.fetchToken() });
    const client = new window["azure-communication-calling"].CallClient();
    Evertoken.keepCallAgent(client, tokens).then(
      () => bench.note("kept"),
      (error: unknown) => bench.note(`${(error as Error).name}: ${(error as Error).message}`),
    );
  });
  await acs.until(/kept|rror/);
  expect((await acs.journal()).map((line) => line.replace(/^\d+s /, ""))).toEqual([
    "TypeError: This call agent is too old: @azure/communication-calling 1.23 or later is needed",
  ]);
});
