/**
 * The sources as one script for a page, dependencies included: what a bundler would make of them.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { inlineDependencies } from "../../../rollup.config.mjs";

const ENTRY = "\0entry";
const pathOf = (room: string): string => fileURLToPath(new URL(`../../../src/${room}`, import.meta.url));

/** All that these files of `src/` export, as the global `Evertoken`. */
export async function evertoken(...rooms: readonly string[]): Promise<string> {
  const build = await rollup({
    input: ENTRY,
    plugins: [
      {
        name: "entry and types",
        resolveId: (id) => (id === ENTRY ? ENTRY : null),
        load: (id) =>
          id === ENTRY
            ? rooms.map((room) => `export * from ${JSON.stringify(pathOf(room))};`).join("\n")
            : id.endsWith(".ts")
              ? stripTypeScriptTypes(readFileSync(id, "utf8"))
              : null,
      },
      inlineDependencies(),
    ],
    onwarn: () => {},
  });
  const { output } = await build.generate({ format: "iife", name: "Evertoken", exports: "named" });
  return output[0].code;
}
