/** The guide's example, and a whole life in a test, in Deno and in Bun. */
import { describe, expect, test } from "vitest";
import { blocks, runIn } from "./here.ts";

const EXAMPLE = blocks("ts")[0]!;
/** What the comments of the example say that it prints. */
const SAID = [...EXAMPLE.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map((match) => `${match[1]!}\n`).join("");

const LIFE = `
import { TokenManager } from "evertoken";
import { fakeTokens, virtualEnvironment } from "evertoken/testing";
export async function life() {
  const environment = virtualEnvironment();
  const endpoint = fakeTokens(environment);
  const tokens = new TokenManager({ fetchToken: endpoint.fetchToken, environment });
  await tokens.start();
  await environment.pass(3_600_000);
  tokens.dispose();
  if (endpoint.requests.length !== 7) throw new Error(String(endpoint.requests.length) + " requests");
}
`;

const DENO = `import { life } from "./life.mjs"; Deno.test("life", life);`;
const BUN = `import { test } from "bun:test"; import { life } from "./life.mjs"; test("life", life);`;

test("the example says what it prints", () => {
  expect(SAID).toBe("expired ERR_FETCH_FAILED\nfresh\n");
});

describe.each([
  ["Deno 2.9.6", "deno/bin.cjs", ["test", "--allow-all", "life_test.mjs"], { "life_test.mjs": DENO }],
  [
    "Deno 2.3.7, which asks for every port to be closed",
    "deno-2.3/bin.cjs",
    ["test", "--allow-all", "life_test.mjs"],
    { "life_test.mjs": DENO },
  ],
  ["Bun 1.4.5", ".bin/bun", ["test", "./life.test.mjs"], { "life.test.mjs": BUN }],
] as const)("R155 in %s", (_name, program, args, files) => {
  test("the guide's example prints what it says", async () => {
    expect(await runIn({ "example.ts": EXAMPLE }, [program, "run", "example.ts"])).toEqual({ code: 0, printed: SAID });
  });

  test("its own test runner sees a life, and nothing left open", async () => {
    const { code, printed } = await runIn({ "life.mjs": LIFE, ...files }, [program, ...args]);
    expect([code, printed]).toEqual([0, expect.stringMatching(/1 pass/)]);
  });
});
