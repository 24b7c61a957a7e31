/**
 * How each block of code in the documentation is held: `node test/support/guide-blocks.ts` counts them. A block that is
 * run names the test that runs it as it stands; one that is not says why.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";

const ROOT = new URL("../../", import.meta.url);

/** One block. */
export type Held =
  | { readonly run: string }
  /** Compiled against the package and the vendor's own types. */
  | { readonly compiled: string }
  /** What the reader has before; nobody should copy it. */
  | { readonly shown: string };

const run = (test: string): Held => ({ run: `test/${test}` });
const guides = run("package/packed/guides.test.ts");
const inPage = run("package/packed/guides-page.test.ts");
const marked = run("package/packed/running.test.ts");
const recipe = run("single-use/recipes.long.test.ts");
const app = (framework: string): Held => run(`frameworks/${framework}.test.ts`);
/** `npm run examples`. */
const examples: Held = { run: "docs/examples/build.ts" };
const jest = run("elsewhere/jest.test.ts");

/** Each vendor's SDK opens a connection to its own cloud. The adapter is driven by the real SDK, on a stand-in. */
const cloud = (vendor: string, test: string): Held => ({
  compiled: `connects to ${vendor}; the same adapter in the real SDK: test/browser/adapters/${test}`,
});
const before: Held = { shown: "the code that the next block takes the place of" };

/** Page -> its blocks in order. The recipes of pull-sdks.md are counted by {@link recipesOf}. */
export const HELD: Readonly<Record<string, readonly Held[]>> = {
  "README.md": [run("package/packed/readme.test.ts")],
  "docs/first-steps.md": [run("package/packed/first-steps.test.ts"), run("package/packed/first-steps.test.ts")],
  "docs/methods.md": [marked],
  "docs/script-tag.md": [run("package/packed/script-tag.test.ts"), run("package/packed/bundlers.test.ts")],
  "docs/guides/acs.md": [
    cloud("Azure", "acs.long.test.ts"),
    guides,
    { compiled: "a server of the reader's that asks Azure for identities" },
  ],
  "docs/guides/agora.md": [
    cloud("Agora", "agora-rtc.test.ts"),
    cloud("Agora", "agora-rtm.test.ts"),
    cloud("Agora", "agora-rtm.test.ts"),
    guides,
  ],
  "docs/guides/angular.md": [app("angular"), app("angular"), app("angular")],
  "docs/guides/coming-from.md": [
    before,
    guides,
    { compiled: "oidc-client-ts signs in by sending the browser to a provider and back" },
    before,
    guides,
    { compiled: "keycloak-js signs in by sending the browser to a Keycloak and back" },
    guides,
    before,
    guides,
  ],
  "docs/guides/connection.md": [guides, guides],
  "docs/guides/credentials.md": [inPage, recipe, guides],
  "docs/guides/electron.md": [guides, guides],
  "docs/guides/fetch.md": [guides, guides],
  "docs/guides/large-apps.md": [guides],
  "docs/guides/lifeline.md": [inPage, inPage],
  "docs/guides/livekit.md": [
    cloud("a LiveKit server", "livekit.test.ts"),
    guides,
    cloud("a LiveKit server", "livekit.test.ts"),
    guides,
  ],
  "docs/guides/node.md": [marked, guides],
  "docs/guides/oauth.md": [run("browser/adapters/oauth-guide.engines.test.ts"), inPage, guides, inPage, guides],
  "docs/guides/offline-first.md": [inPage],
  "docs/guides/processes.md": [guides, run("adapters/processes/processes.long.test.ts")],
  "docs/guides/react-native.md": [guides],
  "docs/guides/react.md": [app("react"), app("react"), app("react"), examples, examples],
  "docs/guides/single-use.md": [recipe, recipe, recipe, recipe, recipe, recipe],
  "docs/guides/solid.md": [app("solid"), app("solid")],
  "docs/guides/svelte.md": [app("svelte"), app("svelte"), app("svelte")],
  "docs/guides/tabs.md": [guides, guides],
  "docs/guides/testing.md": [
    marked,
    marked,
    guides,
    marked,
    run("package/packed/guide-playwright.test.ts"),
    jest,
    jest,
    jest,
    jest,
  ],
  "docs/guides/twilio.md": [
    { compiled: "connects to Twilio; the same adapter in the real SDK: test/adapters/twilio/client.test.ts" },
    cloud("Twilio", "twilio-video.test.ts"),
    guides,
  ],
  "docs/guides/twilio-voice.md": [
    cloud("Twilio", "twilio-voice.long.test.ts"),
    guides,
    { compiled: "connects to Twilio; the same adapter in the real SDK: test/adapters/twilio/worker.slow.test.ts" },
    guides,
  ],
  "docs/guides/vendor-react.md": [
    run("vendor-react/agora.test.ts"),
    run("vendor-react/livekit.test.ts"),
    // npm run versions -- react
    run("vendor-react/acs.test.ts"),
    run("vendor-react/acs.test.ts"),
  ],
  "docs/guides/vue.md": [app("vue"), app("vue"), app("vue"), app("vue"), examples, examples],
  "docs/guides/workers.md": [inPage, inPage, inPage],
};

const read = (file: string): string => readFileSync(new URL(file, ROOT), "utf8");

/** The languages of the blocks of a page, commands for a shell apart. */
export const blocksOf = (page: string): string[] =>
  [...read(page).matchAll(/^```(\w+)\n[^]*?^```$/gm)].map(([, language]) => language!).filter((name) => name !== "sh");

/** The pages with code. */
export const PAGES: readonly string[] = [
  "README.md",
  ...["docs", "docs/guides", "docs/decisions"].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `${folder}/${name}`),
  ),
].filter((page) => blocksOf(page).length > 0);

const RECIPES = "docs/guides/pull-sdks.md";

/** The page marks the recipes that are driven in their real SDK; test/adapters/pull-sdks.test.ts holds the marks. */
export const recipesOf = (): { all: number; run: number } => ({
  all: blocksOf(RECIPES).length,
  run: [...read(RECIPES).matchAll(/\]\(#[^)]+\) ↻/g)].length,
});

/** What is printed. */
export function counted(): string {
  const held = Object.values(HELD).flat();
  const recipes = recipesOf();
  const of = (kind: string): number => held.filter((block) => kind in block).length;
  const ran = of("run") + recipes.run;
  const compiled = of("compiled") + recipes.all - recipes.run;
  const reasons = Object.entries(HELD).flatMap(([page, blocks]) =>
    blocks.flatMap((block, at) => ("compiled" in block ? [`  ${page}, block ${at + 1}: ${block.compiled}`] : [])),
  );
  return [
    `${PAGES.length} pages with code, ${ran + compiled + of("shown")} blocks: ${ran} are run, ${compiled} are compiled only, ${of("shown")} show what is replaced`,
    ...reasons,
    `  ${RECIPES}: ${recipes.all - recipes.run} recipes for SDKs that need an account or a cloud of their own`,
  ].join("\n");
}

if (import.meta.main) console.log(counted());
