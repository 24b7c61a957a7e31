/** Code of the packed guides. */
import { readInstalled } from "./installed.ts";

/** The first block of a guide that holds this text. */
export function blockOf(guide: string, text: string): string {
  const blocks = [...readInstalled(`docs/guides/${guide}.md`).matchAll(/^```(?:ts|js)\n([^]*?)^```$/gm)];
  const found = blocks.find(([, code]) => code!.includes(text))?.[1];
  if (found === undefined) throw new Error(`docs/guides/${guide}.md has no block with ${text}`);
  return found;
}
