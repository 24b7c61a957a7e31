/** A process that waits for a token lives until it has one; a manager that nobody waits for keeps no process alive. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const INDEX = JSON.stringify(new URL("../../src/index.ts", import.meta.url).href);

/** Runs a script in a process of its own; `fetchToken` fails at the first call and succeeds at the second. */
function run(script: string): { status: number | null; stdout: string } {
  const body = `
    const { TokenManager } = await import(${INDEX});
    let calls = 0;
    const fetchToken = () => {
      if (++calls === 1) throw new TypeError("fetch failed");
      return { token: "opaque", expiresIn: 3600 };
    };
    ${script}`;
  const { status, stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", body], { encoding: "utf8" });
  return { status, stdout: stdout.trim() };
}

test.for([
  [
    "getToken() through a pause",
    `const t = new TokenManager({ fetchToken }); console.log(await t.getToken());`,
    "opaque",
  ],
  [
    "start() through a pause",
    `const t = new TokenManager({ fetchToken }); console.log((await t.start()).value);`,
    "opaque",
  ],
  [
    "refresh() through the interval",
    `const t = new TokenManager({ fetchToken, minRefreshIntervalMs: 1000, retry: { minDelayMs: 1 } });
     await t.start(); console.log((await t.refresh()).value);`,
    "opaque",
  ],
  [
    "a limit of its own, whatever the fetcher does",
    `const t = new TokenManager({ fetchToken: () => new Promise(() => {}) });
     await t.getToken({ timeoutMs: 100 }).catch((e) => console.log(e.code));`,
    "ERR_FETCH_TIMEOUT",
  ],
] as const)("R125 %s", ([, script, said]) => {
  expect(run(script)).toEqual({ status: 0, stdout: said });
});

test("R125 an idle manager lets the process end", () => {
  const script = `const t = new TokenManager({ fetchToken, quiet: true, retry: { minDelayMs: 1 } }); await t.start(); console.log(t.state.phase);`;
  expect(run(script)).toEqual({ status: 0, stdout: "holding" });
});
