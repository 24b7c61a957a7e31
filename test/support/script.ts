/**
 * Modules as one script for a page, dependencies included: what a bundler would make of them.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";
import { rollup } from "rollup";
import { inlineDependencies } from "../../rollup.config.mjs";

const ENTRY = "\0entry";
const pathOf = (room: string): string => fileURLToPath(new URL(`../../src/${room}`, import.meta.url));

/** All that these export (packages, or paths), as a script that sets a global. */
export async function bundle(global: string, ...modules: readonly string[]): Promise<string> {
  const build = await rollup({
    input: ENTRY,
    plugins: [
      {
        name: "entry and types",
        resolveId: (id) => (id === ENTRY ? ENTRY : null),
        load: (id) =>
          id === ENTRY
            ? modules.map((from) => `export * from ${JSON.stringify(from)};`).join("\n")
            : id.endsWith(".ts")
              ? stripTypeScriptTypes(readFileSync(id, "utf8"))
              : null,
      },
      inlineDependencies(),
    ],
    onwarn: () => {},
  });
  const { output } = await build.generate({ format: "iife", name: global, exports: "named" });
  return output[0].code;
}

/** All that these files of `src/` export, as the global `Evertoken`. */
export const evertoken = (...rooms: readonly string[]): Promise<string> => bundle("Evertoken", ...rooms.map(pathOf));
