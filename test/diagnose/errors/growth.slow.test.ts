/** How the work of reading what a console prints grows with the text: see test/core/scrub-growth.slow.test.ts. */
import { runInThisContext } from "node:vm";
import { afterEach, describe, expect, test } from "vitest";
import { diagnoseError } from "../../../src/diagnose.ts";

describe("R495 a hostile text costs no more than its length", () => {
  afterEach(() => Reflect.deleteProperty(globalThis, "diagnosed"));

  // A second or two of work; where one end is looked for from each beginning it takes a minute.
  test.each([
    ["objects whose texts are escaped", "{a:" + '\\"'.repeat(50)],
    ["objects whose texts stay open", `{a:${"'".repeat(51)}`],
    ["lists whose texts stay open", `[{${'\\"'.repeat(10)}`],
    ["lines of a stack", `\n    at a(${"(".repeat(90)}`],
    ["lines that a mail has broken", `\n${"a ".repeat(40)}`],
    ["lines of a log", `\nINFO GET ${"x".repeat(90)}`],
    ["escapes of an address", "%20%22"],
    ["marks of code", "```js\n"],
  ])("%s", (_, piece) => {
    const text = `${piece.repeat(Math.ceil(20_001 / piece.length))}\\`; // an escape that is cut off
    const diagnosed = (): unknown => Array.from({ length: 40 }, () => diagnoseError(text));
    Object.assign(globalThis, { diagnosed });
    expect(runInThisContext("diagnosed()", { timeout: 20_000 })).toHaveLength(40);
  });
});
