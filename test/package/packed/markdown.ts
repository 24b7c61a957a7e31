/** What the documentation of the installed package shows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

/** The HTML blocks of a file of the package, in order. */
export function htmlBlocks(file: string): string[] {
  const text = readFileSync(join(inject("consumer"), "node_modules/evertoken", file), "utf8");
  return [...text.matchAll(/^```html\n([^]*?)^```$/gm)].map((match) => match[1]!);
}
