/**
 * What every app that Vite builds must pass: a life in the built app, one in the development server (where frameworks
 * complain), and one over HTML that a server has rendered.
 *
 * @module
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { startBackEnd } from "./back-end.ts";
import { eventually, liveOneLife, seemsWell, shows, visit } from "./life.ts";
import { openWorkshop, type Workshop } from "./workshop.ts";

/** How an app differs from the others. */
export interface ViteApp {
  /** The folder of its files. */
  readonly name: string;
  /** The folder of its packages, where that is another one. */
  readonly recipe?: string;
  /** The file that renders on a server, and exports `html`. */
  readonly server: string;
  /** The component whose heading is edited while the page is open. */
  readonly component: string;
}

/** Builds what a server renders, and puts it where the client looks for it. */
async function renderOnServer({ folder, run }: Workshop, server: string): Promise<void> {
  await run("vite", ["build", "--ssr", server, "--outDir", "server"], { HYDRATE: "yes" });
  await run("vite", ["build", "--outDir", "hydrated"], { HYDRATE: "yes" });
  const module = pathToFileURL(join(folder, "server", `${/(\w+)\.\w+$/.exec(server)![1]!}.js`)).href;
  const { html, head = "" } = (await import(module)) as { html: string; head?: string };
  expect(html).toContain("none");
  expect(html).not.toContain("of-the-server");
  const page = join(folder, "hydrated/hydrate.html");
  const text = readFileSync(page, "utf8").replace("<!--app-->", html).replace("</head>", `${head}</head>`);
  writeFileSync(page, text);
}

/** Declares the tests of one app. */
export function testViteApp({ name, recipe, server, component }: ViteApp): void {
  test("the built app lives one life of a token, with one request for each", async () => {
    const { folder, run } = await openWorkshop(name, recipe);
    if (existsSync(join(folder, "tsconfig.json"))) await run("tsc", ["-p", "."]); // Vite looks at no types
    await run("vite", ["build"]);
    const backEnd = await startBackEnd(join(folder, "dist"));
    await liveOneLife(await visit(backEnd.url), backEnd);
  });

  test("the development server has nothing to warn of, and an edited component keeps the token", async () => {
    const { folder, serve } = await openWorkshop(name, recipe);
    const backEnd = await startBackEnd();
    const url = await serve("vite", ["--host", "127.0.0.1", "--port", "0"], { BACK_END: backEnd.url });
    const visited = await visit(url);
    const { page } = visited;
    await shows(page, "t1", "holding");
    await page.evaluate(() => Object.assign(globalThis, { isSamePage: true }));
    const file = join(folder, component);
    writeFileSync(file, readFileSync(file, "utf8").replace("<h1>Account", "<h1>Edited account"));
    await eventually(page, () => page.getByText("Edited account").count(), 1);
    await liveOneLife(visited, backEnd);
    expect(await page.evaluate("isSamePage")).toBe(true);
  });

  test("HTML of a server is taken over without a complaint, by a client that has a token already", async () => {
    const workshop = await openWorkshop(name, recipe);
    await renderOnServer(workshop, server);
    const backEnd = await startBackEnd(join(workshop.folder, "hydrated"));
    const visited = await visit(`${backEnd.url}/hydrate.html`);
    await shows(visited.page, "t1", "holding");
    await seemsWell(visited);
    await liveOneLife(visited, backEnd);
  });
}
