/**
 * An app as its own bundler makes it, with the vendor's packages of its folder and this package from source.
 *
 * @module
 */
import { build } from "esbuild";

const src = new URL("../../src/", import.meta.url).pathname;

/** The app of a folder, as one script in development mode. */
export async function built(folder: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL(`${folder}/app.tsx`, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"development"', global: "window" },
    alias: {
      evertoken: `${src}index.ts`,
      "evertoken/acs": `${src}adapters/acs.ts`,
      "evertoken/agora": `${src}adapters/agora.ts`,
      "evertoken/livekit": `${src}adapters/livekit.ts`,
    },
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}
