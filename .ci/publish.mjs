/**
 * Publishes the built package with provenance: `.github/workflows/publish.yml` calls it for a tag `v1.2.3`.
 *
 * It first says, one sentence each, everything that is not as it must be. `--dry-run` does all but the publishing, and can be
 * called anywhere: provenance alone needs the workflow.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const isDry = process.argv.includes("--dry-run");
const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const { version } = manifest;
const changelog = readFileSync("CHANGELOG.md", "utf8");
const tag = process.env.GITHUB_REF_NAME;

const faults = [
  manifest.repository
    ? undefined
    : 'package.json has no "repository": provenance binds the package to one, so set it to the public repository first.',
  existsSync("dist/index.js") ? undefined : "dist/ is missing: run npm run build first.",
  changelog.includes(`\n## [${version}]`) ? undefined : `CHANGELOG.md has no section for ${version}.`,
  /\n## \[Unreleased\]\s+(?!## \[)\S/.test(changelog)
    ? "CHANGELOG.md has changes that are in no version: move them to a section of their own."
    : undefined,
  isDry || tag === `v${version}`
    ? undefined
    : `The tag is ${tag ?? "none"}, the version is ${version}: the tag must be v${version}.`,
].filter(Boolean);

if (faults.length > 0) {
  for (const fault of faults) console.error(fault);
  process.exit(1);
}

const provenance = process.env.GITHUB_ACTIONS === "true" ? ["--provenance"] : [];
const flags = [...provenance, "--access", "public", ...(isDry ? ["--dry-run"] : [])];
console.log(`npm publish ${flags.join(" ")}`);
process.exit(spawnSync("npm", ["publish", ...flags], { stdio: "inherit" }).status ?? 1);
