/** The recipes of docs/guides/testing.md, in a real Jest. */
import { describe, expect, test } from "vitest";
import { blocks, fileOf, type Outcome, runIn } from "./here.ts";

const JEST = "jest/bin/jest.js";

/** Jest asks whose a package is, and would look above the folder of the case. */
const PACKAGE = { "package.json": '{ "name": "app", "private": true }' };

function jest(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Outcome> {
  return runIn({ ...PACKAGE, ...files }, ["node", `../node_modules/${JEST}`, "--ci", ...args], env);
}

const MODULES = { NODE_OPTIONS: "--experimental-vm-modules" };
const outage = { "outage.test.js": fileOf("outage.test.js") };
const configured = { ...outage, "jest.config.js": fileOf("jest.config.js") };

/** The same test, with all of Jest's timers faked before anything is loaded. */
const faked = (legacyFakeTimers: boolean): string =>
  `--fakeTimers=${JSON.stringify({ enableGlobally: true, ...(legacyFakeTimers && { legacyFakeTimers }) })}`;

describe("R158 Jest", () => {
  test("without a recipe cannot load the package", async () => {
    const { code, printed } = await jest(outage, []);
    expect([code, printed]).toEqual([1, expect.stringContaining("Must use import to load ES Module")]);
  });

  test("the guide names the flag that the next test sets", () => {
    expect(blocks("sh")[0]).toBe(`NODE_OPTIONS=${MODULES.NODE_OPTIONS} npx jest\n`);
  });

  test("loads it with the flag, and no configuration", async () => {
    const { code, printed } = await jest(outage, [], MODULES);
    expect([code, printed]).toEqual([0, expect.stringContaining("1 passed, 1 total")]);
  });

  test.each([
    ["node", []],
    ["jsdom", []],
    ["jsdom, faked timers", [faked(false)]],
    ["jsdom, faked timers of the old kind", [faked(true)]],
    ["jest-fixed-jsdom, faked timers", [faked(false)]],
  ])("R155 translates it by the guide's configuration: %s", async (name, args) => {
    const environment = name.split(",")[0]!;
    const { code, printed } = await jest(configured, [`--env=${environment}`, ...args]);
    expect([code, printed]).toEqual([0, expect.stringContaining("1 passed, 1 total")]);
  });

  test("R156 sends a relative address with its token in jsdom, answered by Mock Service Worker", async () => {
    const files = { "orders.test.js": fileOf("orders.test.js"), "jsdom.config.js": fileOf("jsdom.config.js") };
    const { code, printed } = await jest(files, ["--config=jsdom.config.js"], MODULES);
    expect([code, printed]).toEqual([0, expect.stringContaining("1 passed, 1 total")]);
  });

  test("shows a failure: the runs above are really made", async () => {
    const wrong = { "outage.test.js": outage["outage.test.js"].replace('toBe("signIn")', 'toBe("none")') };
    const { code, printed } = await jest(wrong, [], MODULES);
    expect([code, printed]).toEqual([1, expect.stringContaining('Received: "signIn"')]);
  });
});
