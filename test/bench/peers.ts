/**
 * Part of `npm run bench`: evertoken and others live through the everyday situations of `peers/situations.mjs` in virtual
 * time, and what a quick recovery costs. With `--write` the tables are kept in `docs/benchmarks.md`.
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
  /** What of the last token is left at the end, as a share of its life. */
  readonly unspent: number;
  readonly unhandled: number;
  /** `null`: never; absent: nothing to recover from. */
  readonly recoveryS?: number | null;
  readonly fault?: string;
}

interface Row {
  readonly name: string;
  readonly fewest: number;
  /** What a client that knows the future has left of its last token. */
  readonly unspent: number;
  /** Whether the token endpoint answers all the time. */
  readonly isCalm: boolean;
  readonly results: Readonly<Record<string, Result>>;
}

/** One pace of attempts for callers who wait. */
interface Pace {
  readonly minMs: number;
  readonly whole: number;
  readonly spent: number;
  readonly availability: number;
  readonly recoveryS: number;
}

function measured(script: string): unknown {
  mkdirSync(CACHE, { recursive: true });
  for (const name of readdirSync(HERE))
    if (name !== "node_modules") copyFileSync(new URL(name, HERE), new URL(name, CACHE));
  if (!existsSync(new URL("node_modules", CACHE)))
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: CACHE, stdio: "inherit" });
  const index = new URL("../../src/index.ts", import.meta.url).href;
  const options = { cwd: CACHE, maxBuffer: 1e8, stdio: ["ignore", "pipe", "inherit"] as ["ignore", "pipe", "inherit"] };
  return JSON.parse(execFileSync(process.execPath, [script, index], options).toString());
}

const percent = (share: number): string => (share === 1 ? "100" : (Math.floor(1_000 * share) / 10).toFixed(1));

const cellOf = ({ availability, requests, recoveryS, unhandled, fault }: Result): string => {
  if (fault) return "does not start";
  const recovery = recoveryS === undefined ? "" : recoveryS === null ? ", never" : `, ${recoveryS.toFixed(1)} s`;
  return `${percent(availability)} %, ${requests}${recovery}${unhandled ? ", unhandled" : ""}`;
};

const geometricMean = (values: readonly number[]): string =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length).toFixed(2);

/** Tokens count whole, whenever the situation ends. */
const whole = (rows: readonly Row[], name: string): string =>
  geometricMean(rows.map(({ fewest, results }) => Math.max(1, results[name]!.requests) / fewest));

/** What is left of the last token has not been spent: else a client that renews a moment ahead pays for one more. */
const spent = (rows: readonly Row[], name: string): string =>
  geometricMean(
    rows.map(({ fewest, unspent, results }) => {
      const { requests, unspent: left } = results[name]!;
      return Math.max(1 - left, requests - left) / (fewest - unspent);
    }),
  );

function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0]!.results);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const calm = rows.filter(({ isCalm }) => isCalm);
  const availability = (name: string): number =>
    rows.reduce((sum, { results }) => sum + results[name]!.availability, 0) / rows.length;
  return [
    line(["situation", "fewest", ...names]),
    line(["---", "---", ...names.map(() => "---")]),
    ...rows.map(({ name, fewest, results }) =>
      line([name, `${fewest}`, ...names.map((each) => cellOf(results[each]!))]),
    ),
    line(["**mean availability**", "", ...names.map((name) => `${percent(availability(name))} %`)]),
    line(["**requests / fewest**, geometric mean", "", ...names.map((name) => spent(rows, name))]),
    line(["the same, where the endpoint always answers", "", ...names.map((name) => spent(calm, name))]),
    line(["the same over all, the last token counted whole", "", ...names.map((name) => whole(rows, name))]),
  ].join("\n");
}

/** Puts a table into its place on the page. */
function keep(name: string, lines: string): void {
  const [before, , after] = readFileSync(PAGE, "utf8").split(new RegExp(`^<!-- ${name}(?: ends)? -->\n`, "m"));
  writeFileSync(PAGE, `${before!}<!-- ${name} -->\n\n${lines}\n\n<!-- ${name} ends -->\n${after!}`);
}

/** Where another client serves more calls. */
const behind = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ name, results }) => {
    const best = Math.max(...Object.values(results).map(({ availability }) => availability));
    const ours = results[OURS]!.availability;
    return best > ours ? [`- ${name}: ${percent(ours)} %, the best ${percent(best)} %`] : [];
  });

const paceLine = ({ minMs, whole: all, spent: used, availability, recoveryS }: Pace): string =>
  `| ${minMs / 1_000} s${minMs === 5_000 ? " (default)" : ""} | ${(3.5 * minMs) / 1_000} s | ${recoveryS.toFixed(1)} s | ${used.toFixed(2)} | ${all.toFixed(2)} | ${percent(availability)} % |`;

const rows = measured("table1.mjs") as Row[];
const paces = [
  "| `cooldown.minMs` | attempts while somebody waits | next token after an outage, mean | requests / fewest | the last token counted whole | mean availability |",
  "| --- | --- | --- | --- | --- | --- |",
  ...(measured("tradeoff.mjs") as Pace[]).map(paceLine),
].join("\n");
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
console.log(`${text}\n\n${paces}`);
if (process.argv.includes("--write")) {
  keep("table 1", text);
  keep("paces", paces);
}
