/**
 * Part of `npm run bench`: evertoken and others live through the everyday situations of `peers/situations.mjs` in virtual
 * time. With `--write` the table is kept in `docs/benchmarks.md`.
 *
 * The others have a manifest of their own and are installed in a cache, so that the main install stays lean.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

const HERE = new URL("peers/", import.meta.url);
const CACHE = new URL("../../node_modules/.cache/evertoken-peers/", import.meta.url);
const PAGE = new URL("../../docs/benchmarks.md", import.meta.url);
const OURS = "evertoken";

interface Result {
  readonly availability: number;
  readonly requests: number;
  readonly unhandled: number;
  /** `null`: never; absent: nothing to recover from. */
  readonly recoveryS?: number | null;
  readonly fault?: string;
}

interface Row {
  readonly name: string;
  readonly fewest: number;
  /** Whether the token endpoint answers all the time. */
  readonly isCalm: boolean;
  readonly results: Readonly<Record<string, Result>>;
}

function measured(): Row[] {
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(HERE))
    if (name !== "node_modules") copyFileSync(new URL(name, HERE), new URL(name, CACHE));
  if (!existsSync(new URL("node_modules", CACHE)))
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: CACHE, stdio: "inherit" });
  const index = new URL("../../src/index.ts", import.meta.url).href;
  const options = { cwd: CACHE, maxBuffer: 1e8, stdio: ["ignore", "pipe", "inherit"] as ["ignore", "pipe", "inherit"] };
  return JSON.parse(execFileSync(process.execPath, ["table1.mjs", index], options).toString()) as Row[];
}

const percent = (share: number): string => (share === 1 ? "100" : (Math.floor(1_000 * share) / 10).toFixed(1));

const cellOf = ({ availability, requests, recoveryS, unhandled, fault }: Result): string => {
  if (fault) return "does not start";
  const recovery = recoveryS === undefined ? "" : recoveryS === null ? ", never" : `, ${recoveryS.toFixed(1)} s`;
  return `${percent(availability)} %, ${requests}${recovery}${unhandled ? ", unhandled" : ""}`;
};

const mean = (rows: readonly Row[], name: string): string =>
  Math.exp(
    rows.reduce((sum, { fewest, results }) => sum + Math.log(Math.max(1, results[name]!.requests) / fewest), 0) /
      rows.length,
  ).toFixed(2);

function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0]!.results);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const availability = (name: string): number =>
    rows.reduce((sum, { results }) => sum + results[name]!.availability, 0) / rows.length;
  return [
    line(["situation", "fewest", ...names]),
    line(["---", "---", ...names.map(() => "---")]),
    ...rows.map(({ name, fewest, results }) =>
      line([name, `${fewest}`, ...names.map((each) => cellOf(results[each]!))]),
    ),
    line(["**mean availability**", "", ...names.map((name) => `${percent(availability(name))} %`)]),
    line(["**requests / fewest**, geometric mean", "", ...names.map((name) => mean(rows, name))]),
    line([
      "the same, where the endpoint always answers",
      "",
      ...names.map((name) =>
        mean(
          rows.filter((row) => row.isCalm),
          name,
        ),
      ),
    ]),
  ].join("\n");
}

/** Where another client serves more calls. */
const behind = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ name, results }) => {
    const best = Math.max(...Object.values(results).map(({ availability }) => availability));
    const ours = results[OURS]!.availability;
    return best > ours ? [`- ${name}: ${percent(ours)} %, the best ${percent(best)} %`] : [];
  });

const rows = measured();
const { dependencies } = JSON.parse(readFileSync(new URL("package.json", HERE), "utf8")) as {
  dependencies: Readonly<Record<string, string>>;
};
const versions = Object.entries(dependencies)
  .map(([name, version]) => `${name} ${version}`)
  .join(", ");
const made = `Made ${new Date().toISOString().slice(0, 10)} with Node ${process.versions.node}: ${versions}.`;
const text = [made, "", table(rows), "", "Rows in which another client serves more calls:", "", ...behind(rows)].join(
  "\n",
);
console.log(text);
if (process.argv.includes("--write")) {
  const [before, , after] = readFileSync(PAGE, "utf8").split(/^<!-- table 1(?: ends)? -->\n/m);
  writeFileSync(PAGE, `${before!}<!-- table 1 -->\n\n${text}\n\n<!-- table 1 ends -->\n${after!}`);
}
