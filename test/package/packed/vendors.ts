/** Links the vendors' packages into the consumer, so that blocks of the documentation may import them. */
import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { inject } from "vitest";

const ROOT = new URL("../../../", import.meta.url).pathname;

/** @param more - packages that come with others */
export function linkVendors(...more: readonly string[]): void {
  const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as Record<string, Record<string, string>>;
  for (const name of [...Object.keys(manifest["devDependencies"]!), ...more]) {
    const link = join(inject("consumer"), "node_modules", name);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), link);
  }
}
