/** What the pages' own code tells of a manager that has no token: each block as it stands, in virtual time. */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { describe, expect, test } from "vitest";
import { explain, TokenManager } from "../../src/index.ts";
import { virtualEnvironment, type VirtualEnvironment } from "../../src/testing.ts";

/** A part of a page's code, which runs with these names. */
function run(page: string, part: RegExp, names: Readonly<Record<string, unknown>>): void {
  const code = part.exec(readFileSync(new URL(`../../${page}`, import.meta.url), "utf8"))?.[0];
  if (code === undefined) throw new Error(`${page} has no code like ${String(part)}`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the code that a reader copies
  new Function(...Object.keys(names), stripTypeScriptTypes(code))(...Object.values(names));
}

type Answer = () => Response;
const html: Answer = () =>
  new Response("<!doctype html><title>App</title>", { headers: { "content-type": "text/html" } });
const failing: readonly [string, Answer][] = [
  ["a wrong address", () => new Response("Not found", { status: 404 })],
  ["the app's page in place of an answer", html],
  ["a wrong secret", () => Response.json({ error: "invalid_client" }, { status: 400 })],
  ["an outage", () => new Response("", { status: 503 })],
];
const ended: Answer = () => new Response("", { status: 401 });

function managerOf(answer: Answer): { tokens: TokenManager; environment: VirtualEnvironment } {
  const environment = virtualEnvironment();
  return { environment, tokens: new TokenManager({ environment, fetchToken: answer, quiet: true }) };
}

describe("R451 the code of README, of the health check and of the offline banner tells that there is no token, and why", () => {
  describe("README", () => {
    /** What the app has done by each failure of a minute, and what it should have printed. */
    async function printed(answer: Answer): Promise<{ lines: string[]; failures: string[] }> {
      const lines: string[] = [];
      const failures: string[] = [];
      const { tokens, environment } = managerOf(answer);
      tokens.on("refreshFailed", ({ error }) => void failures.push(`${error.message} ${error.remedy}`));
      run("README.md", /^tokens\.on\("refreshFailed"[^]*?^}\);$/m, {
        tokens,
        console: { warn: (...words: string[]) => void lines.push(words.join(" ")) },
        location: { assign: (path: string) => void lines.push(`to ${path}`) },
      });
      void tokens.start();
      await environment.pass(60_000);
      tokens.dispose();
      return { lines, failures };
    }

    test.each(failing)("%s", async (_, answer) => {
      const { lines, failures } = await printed(answer);
      expect(failures.length).toBeGreaterThan(0);
      expect(lines).toEqual(failures);
    });

    test("the end of a session leads to the sign-in", async () => {
      expect((await printed(ended)).lines).toEqual(["to /sign-in"]);
    });
  });

  const HEALTH = /^app\.get\("\/health"[^]*?^}\);$/m;
  const BANNER = /^tokens\.subscribe\(.*$/m;

  /** What both say now. */
  function watch(tokens: TokenManager): () => [number, string] {
    const banner = { textContent: "" };
    let code = 0;
    let ask: (request: object, response: object) => void = () => undefined;
    const response = {
      status(given: number) {
        code = given;
        return { json: () => undefined };
      },
    };
    const app = { get: (_: string, answer: typeof ask) => void (ask = answer) };
    run("docs/guides/node.md", HEALTH, { app, tokens, explain });
    run("docs/guides/offline-first.md", BANNER, { tokens, banner, explain });
    return () => {
      ask({}, response);
      return [code, banner.textContent];
    };
  }

  test.each([...failing, ["the end of a session", ended] as const])("%s, for an hour", async (_, answer) => {
    const { tokens, environment } = managerOf(answer);
    const said = watch(tokens);
    expect(said()).toEqual([200, ""]); // nobody has needed a token yet
    void tokens.start();
    await environment.pass(3_600_000);
    expect(said()).toEqual([503, explain(tokens.state)]);
    tokens.dispose();
  });

  test("a token that has ended in an outage, and the next one", async () => {
    let isDown = false;
    const { tokens, environment } = managerOf(() =>
      isDown ? new Response("", { status: 503 }) : Response.json({ token: "wh1stle-4-mugwort", expiresIn: 600 }),
    );
    const said = watch(tokens);
    void tokens.start();
    await environment.pass(60_000);
    isDown = true;
    await environment.pass(535_000);
    expect([said(), tokens.state.freshness]).toEqual([[200, ""], "expiring"]);
    await environment.pass(60_000);
    expect(said()).toEqual([503, explain(tokens.state)]);
    isDown = false;
    await environment.pass(60_000);
    expect(said()).toEqual([200, ""]);
    tokens.dispose();
  });
});

test("the pages name the oldest Node that package.json names", () => {
  const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
  const { engines } = JSON.parse(read("package.json")) as { engines: { node: string } };
  for (const page of ["README.md", "docs/script-tag.md"]) {
    expect(read(page)).toContain(`Node ${engines.node.replace(">=", "")} or later`);
  }
});
