/** The core in the hands of tools that read ES modules and nothing else. */
import { join } from "node:path";
import { nodeResolve } from "@rollup/plugin-node-resolve";
import { rollup } from "rollup";
import { expect, test } from "vitest";
import { visit } from "./chromium.ts";
import { place, runNode } from "./consumer.ts";
import { htmlBlocks } from "./installed.ts";

const USE = `import { TokenManager } from "evertoken";
const tokens = new TokenManager({ fetchToken: () => ({ token: "opaque", expiresIn: 3600 }) });
`;

test("R157 rollup bundles the core without its commonjs plugin", async () => {
  const folder = place({ "main.js": `${USE}console.log(await tokens.getToken());` });
  const build = await rollup({
    input: join(folder, "main.js"),
    plugins: [nodeResolve({ browser: true })],
    onwarn: ({ message }) => expect.unreachable(message),
  });
  const { output } = await build.generate({ format: "es" });
  await build.close();
  expect(output[0].imports).toEqual([]);
  expect(await runNode("bundle.mjs", output[0].code)).toBe("opaque\n");
});

test("R157 a browser loads the core by the import map of the documentation, without any tool", async () => {
  const [map] = htmlBlocks("docs/script-tag.md").filter((html) => html.includes("importmap"));
  const { page, complaints } = await visit(`${map!}<script type="module">${USE}globalThis.tokens = tokens;</script>`);
  await page.waitForFunction("globalThis.tokens !== undefined");
  expect(await page.evaluate("tokens.getToken()")).toBe("opaque");
  expect(complaints).toEqual([]);
});
