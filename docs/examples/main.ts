/**
 * `npm run example -- react`: installs an example where that is needed, and runs it against the demo's back end.
 *
 * @module
 */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { EXAMPLES, install, start } from "./example.ts";

const [name = ""] = process.argv.slice(2);
if (!(name in EXAMPLES)) {
  console.error(`npm run example -- ${Object.keys(EXAMPLES).join(" | ")}`);
  process.exit(2);
}
if (!existsSync(new URL("../../dist/index.js", import.meta.url))) {
  console.error("First: npm run build");
  process.exit(2);
}
if (EXAMPLES[name] === "npm" && !existsSync(new URL(`${name}/node_modules`, import.meta.url))) {
  console.log("installing ...");
  await install(name);
}
const { url, printed, close } = await start(name);
console.log(printed ?? `${name}: ${url!}/ (Ctrl-C ends it)`);
if (url) await Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal)));
await close();
process.exit();
