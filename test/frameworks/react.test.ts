/** React, built by Vite: the two versions that are in use. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TokenManager } from "../../src/manager.ts";
import { startBackEnd } from "./back-end.ts";
import { eventually, seemsWell, visit } from "./life.ts";
import { testViteApp } from "./vite-app.ts";
import { openWorkshop } from "./workshop.ts";

/** The manager of the page concurrent.html. */
declare const tokens: TokenManager;

describe.each([
  ["19", "react"],
  ["18", "react-18"],
])("R246 R247 R248 R249 React %s", (_version, recipe) => {
  testViteApp({ name: "react", recipe, server: "src/server.tsx", component: "src/App.tsx" });

  test("R80 a manager of one component sends one request, although StrictMode mounts it twice", async () => {
    const { serve } = await openWorkshop("react", recipe);
    const backEnd = await startBackEnd();
    const visited = await visit(
      `${await serve("vite", ["--host", "127.0.0.1", "--port", "0"], { BACK_END: backEnd.url })}/room.html`,
    );
    const { page } = visited;
    const look = (): Promise<string | null> => page.locator("[data-token]").textContent();
    await eventually(page, look, "t1");
    await page.clock.fastForward(580_000);
    await eventually(page, look, "t2");
    expect(backEnd.requests).toBe(2);
    await seemsWell(visited);
  });

  test("R250 no reader tears while React renders in slices and the token is replaced; a hand-written hook does", async () => {
    const { folder, run } = await openWorkshop("react", recipe);
    await run("vite", ["build"]);
    const backEnd = await startBackEnd(join(folder, "dist"));
    for (const [button, kind] of [
      ["Readers", "data-token"],
      ["Naive readers", "data-naive"],
    ] as const) {
      const visited = await visit(`${backEnd.url}/concurrent.html`, false);
      await visited.page.getByRole("button", { name: button, exact: true }).waitFor();
      const replacedMeanwhile = await visited.page.evaluate(replaceWhileRendering, { button, kind });
      expect(replacedMeanwhile).toBeGreaterThan(0);
      const shown = await visited.page.locator(`[${kind}]`).allTextContents();
      expect(shown).toHaveLength(40);
      if (kind === "data-token") await seemsWell(visited);
      else expect(await visited.page.evaluate(() => globalThis.tears.length)).toBeGreaterThan(0);
    }
  });

  test("R398 what a selector throws for a new state reaches the error boundary", async () => {
    const { folder, run } = await openWorkshop("react", recipe);
    await run("vite", ["build"]);
    const backEnd = await startBackEnd(join(folder, "dist"));
    const { page } = await visit(`${backEnd.url}/concurrent.html`, false);
    await page.getByRole("button", { name: "Picky", exact: true }).waitFor();
    expect(await page.evaluate(caught)).toBe("no freshness that I know");
  });
});

/** In the page. */
async function caught(): Promise<string | null | undefined> {
  const isThere = async (query: string): Promise<void> => {
    while (!document.querySelector(query)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Picky")!.click();
  await isThere("[data-picky]");
  tokens.setToken({ token: "opaque", expiresIn: 600 });
  await isThere("[data-caught]");
  return document.querySelector("[data-caught]")!.textContent;
}

/** In the page: begins to render, and replaces the token again and again until it is shown. Returns how often. */
async function replaceWhileRendering({ button, kind }: { button: string; kind: string }): Promise<number> {
  const replace = (number: number): void =>
    tokens.setToken({ token: `opaque-${number}`, expiresIn: 600 + number, name: `t${number}` });
  replace(0);
  [...document.querySelectorAll("button")].find(({ textContent }) => textContent === button)!.click();
  for (let number = 1; ; number++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (document.querySelector(`[${kind}]`)) return number - 1;
    replace(number);
  }
}
