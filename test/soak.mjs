/**
 * `npm run soak`: the long forms of the browser tests, ten minutes for each engine. WebKit needs a display (`xvfb-run`).
 */
import { spawnSync } from "node:child_process";

const args = ["run", "--config", "test/vitest.config.ts", "test/browser/adapters/tabs.engines.test.ts"];
const engines = process.argv.slice(2);
for (const engine of engines.length > 0 ? engines : ["chromium", "firefox", "webkit"]) args.push("--project", engine);
const { status } = spawnSync("vitest", args, { stdio: "inherit", env: { ...process.env, ROTATIONS: "200" } });
process.exitCode = status ?? 1;
