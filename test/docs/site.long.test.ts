/** The site as `npm run docs` has built it, looked at in Chromium. */
import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { DIST, fileAt, filesOf, openPage, readBuilt, visit } from "./site.ts";

describe("R294 the built site", () => {
  test("has no address that leads nowhere, and none that begins at the root of a server", () => {
    const pages = filesOf(".html").filter((name) => name !== "404.html");
    expect(pages.length).toBeGreaterThan(50);
    const broken = pages.flatMap((name) =>
      [...readBuilt(name).matchAll(/ (?:href|src)="([^"]*)"/g)]
        .map(([, address]) => address!)
        .filter((address) => !/^(?:https?:|data:|mailto:|#)/.test(address))
        .filter((address) => {
          const path = posix.join(posix.dirname(name), decodeURI(address.replace(/[?#].*/, "")));
          return address.startsWith("/") || path.startsWith("..") || path.endsWith("/") || !fileAt(path);
        })
        .map((address) => `${name} -> ${address}`),
    );
    expect(broken).toEqual([]);
  });

  test.each(["/", "/some/where/"])("works below %s: links, the way back, the search", async (below) => {
    const { page, complaints } = await visit("index.html", below);
    await page.getByRole("link", { name: "First steps" }).first().click();
    await page.getByRole("heading", { level: 1, name: "First steps" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`${below}first-steps.html`);
    await page.goBack();
    await page.getByRole("heading", { level: 1, name: "evertoken" }).waitFor();
    await page.keyboard.press("Control+k");
    await page.locator("#localsearch-input").fill("hiddenPolicy");
    await page.locator("#localsearch-list a").first().click();
    await page.waitForURL(
      ({ pathname, hash }) => pathname.startsWith(below) && pathname.endsWith(".html") && hash !== "",
    );
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("can be read from file:, its links and styles included", async () => {
    const { page } = await openPage();
    await page.goto(`file://${DIST}index.html`);
    expect(
      await page
        .locator(".VPHero")
        .first()
        .evaluate((hero) => getComputedStyle(hero).display),
    ).toBe("block");
    await page.locator(".VPHero").getByRole("link", { name: "First steps" }).click();
    await page.getByRole("heading", { level: 1, name: "First steps" }).waitFor();
    expect(page.url()).toBe(`file://${DIST}first-steps.html`);
  });

  test("has each page as Markdown, and llms.txt lists them", () => {
    const listed = [...readBuilt("llms.txt").matchAll(/\]\(([^)]+)\)/g)].map(([, name]) => name!);
    expect(listed.length).toBeGreaterThan(50);
    expect(listed.filter((name) => !fileAt(name) || !fileAt(name.replace(/\.md$/, ".html")))).toEqual([]);
    const pages = filesOf(".html").map((name) => name.replace(/\.html$/, ".md"));
    expect(pages.filter((name) => name !== "404.md" && !fileAt(name))).toEqual([]);
    expect(readBuilt("llms.txt")).toMatch(/^# evertoken\n\n> Keeps short-lived/);
  });
});

describe("R295 the page of errors", () => {
  test.each([
    ["40235", "acs-call", "ACCESSTOKEN_EXPIRED"],
    ["20104", "twilio", "20104"],
    ["TwilioError 20104: Access Token expired or expiration date invalid", "twilio", "20104"],
    ['{"code":401,"subCode":40235}', "acs-call", "ACCESSTOKEN_EXPIRED"],
  ])("leads from %s to a row", async (text, table, says) => {
    const { page, complaints } = await visit("errors.html");
    await page.getByLabel("Paste a code").fill(text);
    await page.getByRole("list", { name: "Rows that fit" }).getByRole("button").first().waitFor();
    await page.keyboard.press("Enter");
    const row = page.locator("tr.found");
    await expect.poll(() => row.evaluate((found) => found === document.activeElement)).toBe(true);
    expect(await row.textContent()).toContain(says);
    const heading = await row.evaluate((found) => {
      let before: Element | null = found.closest("table");
      while (before && before.tagName !== "H2") before = before.previousElementSibling;
      return before?.previousElementSibling?.querySelector("a")?.id ?? "";
    });
    expect(heading).toContain(table);
    expect(complaints).toEqual([]);
  });
});

describe("R296 the inspector", () => {
  test("reads a token and an error; nothing is sent, stored, or put into the address", async () => {
    const { page, complaints, requests } = await visit("inspector.html");
    await page.waitForLoadState("networkidle");
    const before = requests.length;
    const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString("base64url");
    const token = `${part({ alg: "RS256" })}.${part({ sub: "user-1", iat: 1_700_000_000, exp: 1_700_003_600 })}.${"x".repeat(43)}`;
    await page.getByLabel("Paste a token").fill(`Bearer ${token}`);
    await page.locator(".findings .error").first().waitFor();
    expect(await page.locator(".findings").textContent()).toMatch(/expired/i);
    await page.getByLabel("Paste a token").fill('{"code":20104}');
    await page.locator(".diagnosis").first().waitFor();
    // A font may be late; whatever is asked for is a file of the site, and the question says nothing.
    const isFile = (address: string): boolean => {
      const { pathname, search } = new URL(address);
      return search === "" && fileAt(pathname.slice("/some/where/".length)) !== undefined;
    };
    expect(requests.slice(before).filter((address) => !isFile(address))).toEqual([]);
    expect(
      await page.evaluate(() =>
        JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href, document.cookie]),
      ),
    ).not.toContain(token.slice(0, 20));
    expect(complaints).toEqual([]);
  });
});
