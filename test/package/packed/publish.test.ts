/** What the publishing workflow calls, as far as it goes without a registry. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const ROOT = new URL("../../../", import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")) as { version: string };
const REPOSITORY = { type: "git", url: "git+https://example.com/somebody/evertoken.git" };
const DATED = `# Changelog\n\n## [Unreleased]\n\n## [${manifest.version}]\n\n### Added\n\n- All.\n`;

/** Nobody listens there, and npm need not ask a second time: a dry run needs no registry. */
const OFFLINE = { npm_config_registry: "http://127.0.0.1:9/", npm_config_fetch_retries: "0" };

/** The package as it will be published, in a folder of its own. */
function copyWith(changes: object, changelog: string): string {
  const folder = mkdtempSync(join(tmpdir(), "evertoken-publish-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const part of [".ci", "dist", "README.md", "LICENSE"])
    cpSync(ROOT + part, join(folder, part), { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, ...changes }));
  writeFileSync(join(folder, "CHANGELOG.md"), changelog);
  return folder;
}

function publish(
  cwd: string,
  flags: readonly string[],
  env: Record<string, string> = {},
): { status: number | null; said: string } {
  const options = {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...OFFLINE, ...env },
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [".ci/publish.mjs", ...flags], options);
  return { status, said: stdout + stderr };
}

test("R298 nothing is published until package.json names the repository, and the sentence says so", () => {
  const { status, said } = publish(copyWith({}, DATED), ["--dry-run"]);
  expect({ status, said }).toEqual({
    status: 1,
    said: 'package.json has no "repository": provenance binds the package to one, so set it to the public repository first.\n',
  });
});

test("R298 everything else that is missing is said as well: the build, the changelog, the tag", () => {
  const folder = copyWith(
    { version: "9.9.9", repository: REPOSITORY },
    DATED.replace("## [Unreleased]", "## [Unreleased]\n\n- New."),
  );
  rmSync(join(folder, "dist"), { recursive: true });
  mkdirSync(join(folder, "dist"));
  const { status, said } = publish(folder, [], { GITHUB_REF_NAME: "v1.0.0" });
  expect(status).toBe(1);
  expect(said.trim().split("\n")).toEqual([
    "dist/ is missing: run npm run build first.",
    "CHANGELOG.md has no section for 9.9.9.",
    "CHANGELOG.md has changes that are in no version: move them to a section of their own.",
    "The tag is v1.0.0, the version is 9.9.9: the tag must be v9.9.9.",
  ]);
});

test("R298 with a repository the dry run goes through to the end, without provenance outside of the workflow", () => {
  const { status, said } = publish(copyWith({ repository: REPOSITORY, scripts: {} }, DATED), ["--dry-run"]);
  expect(said).toContain("npm publish --access public --dry-run");
  expect(said).toContain(`+ evertoken@${manifest.version}`);
  expect(status).toBe(0);
});

test("R298 the workflow asks for provenance, may prove where it runs, and has no secret", () => {
  const workflow = readFileSync(`${ROOT}.github/workflows/publish.yml`, "utf8");
  expect(workflow).toMatch(/id-token: write/);
  expect(workflow).toContain("node .ci/publish.mjs");
  expect(workflow).not.toMatch(/secrets\.|NPM_TOKEN/);
  expect(readFileSync(`${ROOT}.ci/publish.mjs`, "utf8")).toContain("--provenance");
  const inPlace = ["CONTRIBUTING.md", "workflows/ci.yml", "workflows/publish.yml"].map(
    (name) => `${ROOT}.github/${name}`,
  );
  expect(inPlace.filter((file) => !existsSync(file))).toEqual([]);
});
