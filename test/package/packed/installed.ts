/** Files of the installed package. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";

export const readInstalled = (file: string): string =>
  readFileSync(join(inject("consumer"), "node_modules/evertoken", file), "utf8");

/** The HTML blocks of a page of the documentation, in order. */
export const htmlBlocks = (file: string): string[] =>
  [...readInstalled(file).matchAll(/^```html\n([^]*?)^```$/gm)].map((match) => match[1]!);
