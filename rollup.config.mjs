/**
 * build/ (what tsc wrote) -> dist/: a module and a .d.ts for each entry point, and files for the script tag.
 *
 * Dependencies stay imports in the modules and are inlined in the scripts. One is inlined everywhere: eventemitter3,
 * see docs/decisions/0020-built-in-emitter.md. Source maps lead to src/.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import commonjs from "@rollup/plugin-commonjs";
import resolve from "@rollup/plugin-node-resolve";
import terser from "@rollup/plugin-terser";
import { rollup } from "rollup";
import dts from "rollup-plugin-dts";

/**
 * Entry point -> its room in src/, without the ending. Written a second time as "exports" and "bin" in
 * package.json; test/package/entries.test.ts keeps the two in step.
 */
export const ENTRIES = {
  index: "index",
  cli: "cli",
  diagnose: "diagnose",
  testing: "testing",
  acs: "adapters/acs",
  agora: "adapters/agora",
  angular: "adapters/angular",
  connection: "adapters/connection",
  fetch: "adapters/fetch",
  lifeline: "lifeline",
  livekit: "adapters/livekit",
  oauth: "adapters/oauth",
  processes: "adapters/processes",
  react: "adapters/react",
  solid: "adapters/solid",
  svelte: "adapters/svelte",
  tabs: "adapters/tabs",
  twilio: "adapters/twilio",
  webrtc: "adapters/webrtc",
  vue: "adapters/vue",
};

/** Script for a tag -> its room in src/, without the ending. Each sets the same global, and holds all of the one before. */
export const SCRIPTS = {
  "evertoken.core.iife.min.js": "iife-core",
  "evertoken.iife.min.js": "iife",
  "evertoken-diagnose.iife.min.js": "iife-diagnose",
};

const buildDir = fileURLToPath(new URL("build/", import.meta.url));
const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));

// Hands tsc's own maps on; without it the final maps would end at build/*.js.
const tscMaps = {
  name: "tsc-maps",
  load(id) {
    if (!id.startsWith(buildDir) || !id.endsWith(".js")) return null;
    const code = readFileSync(id, "utf8").replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
    return { code, map: JSON.parse(readFileSync(`${id}.map`, "utf8")) };
  },
};

/**
 * The module that eventemitter3 exports imports a CommonJS file, which no browser and no plain rollup can read. The
 * package has a flat module beside it, which its "exports" hide.
 */
const flatEmitter = {
  name: "flat-emitter",
  resolveId: (id) =>
    id === "eventemitter3"
      ? fileURLToPath(new URL("node_modules/eventemitter3/dist/eventemitter3.esm.js", import.meta.url))
      : null,
};

/**
 * In scripts fflate is run at the first use. It fills a table of 32,768 numbers when it is loaded: most of what the whole
 * script took to run, for pages that never read a token of Agora's. Tree-shaken first, then put into a function.
 */
const lazyInflate = {
  name: "lazy-inflate",
  resolveId: (id) => (id === "fflate" ? "\0fflate" : null),
  async load(id) {
    if (id !== "\0fflate") return null;
    const entry = {
      name: "entry",
      resolveId: (x) => (x === "entry" ? x : null),
      load: (x) => (x === "entry" ? 'export { Inflate } from "fflate";' : null),
    };
    const build = await rollup({ input: "entry", plugins: [entry, resolve({ browser: true })] });
    const { output } = await build.generate({ format: "iife", name: "fflate", exports: "named" });
    const code = `let loaded;
const load = () => { ${output[0].code} return fflate; };
export function Inflate(onData) { loaded ??= load(); return new loaded.Inflate(onData); }`;
    return { code, map: { mappings: "" } };
  },
};

/**
 * Where a page has frozen the engine's own objects (SES, LavaMoat) no class of errors can be given another name by assignment,
 * and a script that tries does not load. Nobody here reads that name.
 */
const namelessErrors = {
  name: "nameless-errors",
  transform(code, id) {
    if (!id.includes("/jwt-decode/")) return null;
    const naming = 'InvalidTokenError.prototype.name = "InvalidTokenError";';
    if (!code.includes(naming)) throw new Error("jwt-decode names its error in another way now.");
    return { code: code.replace(naming, ""), map: null };
  },
};

/** What dist/ holds of others: their licenses ask to go with it. */
const INLINED = [
  "eventemitter3",
  "fflate",
  "is-network-error",
  "jwt-decode",
  "p-retry",
  ...["lit", "lit-html"],
  ...["d3-array", "d3-color", "d3-format", "d3-interpolate", "d3-scale", "d3-time", "d3-time-format", "internmap"],
];

const licenses = {
  name: "licenses",
  generateBundle() {
    const textOf = (name) => {
      const folder = new URL(`node_modules/${name}/`, import.meta.url);
      const file = readdirSync(folder).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry));
      return `${name}\n\n${readFileSync(new URL(file, folder), "utf8").trim()}\n`;
    };
    this.emitFile({
      type: "asset",
      fileName: "LICENSES.txt",
      source: INLINED.map(textOf).join(`\n${"-".repeat(80)}\n\n`),
    });
  },
};

/** Prints the hash of a script for a tag, and keeps it beside the script, for the attribute `integrity`. */
const integrity = {
  name: "integrity",
  writeBundle({ file }) {
    const name = file.slice(file.lastIndexOf("/") + 1);
    const hash = `sha384-${createHash("sha384").update(readFileSync(file)).digest("base64")}`;
    const list = file.replace(name, "integrity.json");
    const known = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : {};
    writeFileSync(list, `${JSON.stringify({ ...known, [name]: hash }, undefined, 2)}\n`);
    console.log(`${name} ${hash}`);
  },
};

// Shared with `npm run size`, so that it measures what a bundler makes of dist/.
export const inlineDependencies = () => [flatEmitter, resolve({ browser: true }), commonjs()];
export const minify = (options) => terser({ ecma: 2020, ...options });

/** What the lifeline is drawn with: nobody else needs it, so it is no dependency of the package. */
const DRAWN_WITH = /^(?:lit|lit-html|d3-[a-z-]+|internmap)(?:\/|$)/;

/** lit's modules for Node run in browsers too, and unlike the others may be loaded where there is no page. */
const inlineDrawing = resolve({ exportConditions: ["node"], resolveOnly: [DRAWN_WITH] });

/**
 * lit is run at the first template. It makes a policy of Trusted Types, looks at the page and leaves its name on the global
 * when it is loaded: an app that imports the lifeline need not show it.
 */
const lazyLit = {
  name: "lazy-lit",
  resolveId: (id) => (id.startsWith("lit/") ? "\0lit" : null),
  async load(id) {
    if (id !== "\0lit") return null;
    const names = {
      html: "lit/html.js",
      render: "lit/html.js",
      svg: "lit/html.js",
      repeat: "lit/directives/repeat.js",
    };
    const entry = {
      name: "entry",
      resolveId: (x) => (x === "entry" ? x : null),
      load: (x) =>
        x === "entry"
          ? Object.entries(names)
              .map(([name, from]) => `export { ${name} } from "${from}";`)
              .join("\n")
          : null,
    };
    const build = await rollup({ input: "entry", plugins: [entry, inlineDrawing] });
    const { output } = await build.generate({ format: "iife", name: "lit", exports: "named" });
    const { code } = output[0];
    if (!code.includes('Symbol.for("lit-nothing")')) throw new Error("lit has another word for nothing now.");
    const lazily = (name) => `export const ${name} = (...given) => (loaded ??= load()).${name}(...given);`;
    return {
      code: `let loaded;
const load = () => { ${code} return lit; };
export const nothing = Symbol.for("lit-nothing");
${Object.keys(names).map(lazily).join("\n")}`,
      map: { mappings: "" },
    };
  },
};

const external = (id) => !/^[./\0]/.test(id) && id !== "eventemitter3" && !DRAWN_WITH.test(id);
const inputs = (ending) => Object.fromEntries(Object.entries(ENTRIES).map(([k, v]) => [k, `build/${v}${ending}`]));

export default [
  {
    input: inputs(".js"),
    external,
    plugins: [tscMaps, flatEmitter, lazyLit, inlineDrawing, licenses],
    output: {
      dir: "dist",
      format: "es",
      sourcemap: true,
      hoistTransitiveImports: false, // bare imports of what a module only imports indirectly: noise for users' bundlers
      chunkFileNames: "shared/[name].js",
      // Within the entry its static blocks would come along with whichever of the entry's functions is imported.
      manualChunks: (id) => (id.endsWith("/build/manager.js") ? "manager" : undefined),
      onlyExplicitManualChunks: true,
      importAttributesKey: "with", // rollup's default is the old `assert`
    },
  },
  {
    input: inputs(".d.ts"),
    external,
    plugins: [dts()],
    output: {
      dir: "dist",
      format: "es",
      chunkFileNames: ({ name }) => `shared/${name.replace(/\.d$/, "")}.d.ts`,
      banner: '/// <reference lib="esnext.disposable" />', // for [Symbol.dispose], where the user's own `lib` lacks it
    },
  },
  ...Object.entries(SCRIPTS).map(([file, room]) => ({
    input: `build/${room}.js`,
    plugins: [tscMaps, lazyInflate, namelessErrors, inlineDependencies(), integrity],
    output: {
      file: `dist/${file}`,
      format: "iife",
      name: "Evertoken",
      sourcemap: true,
      banner: `/*! evertoken ${version}, MIT; contains packages of others, MIT: see LICENSES.txt */`,
      // Not `module: true`: terser would drop the global as an unused variable.
      plugins: [minify({ compress: { passes: 3 }, format: { comments: /^!/ } })],
    },
  })),
];
