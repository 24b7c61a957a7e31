/**
 * `npm run extract`: reads the codes of the vendors' packages, and fails if one of them is neither answered by the
 * catalog nor left out with a reason; then measures the answers on errors that those packages make.
 * `npm run extract -- --newest` takes the newest versions: what it reports then is what a new release brought.
 *
 * The packages are many and large, so they have a manifest of their own and are installed in a cache.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { CATALOG, diagnoseError, type Provider } from "../../src/diagnose.ts";
import { namesOf } from "../../src/diagnose/error/table.ts";
import { LEFT_OUT } from "../support/left-out.ts";

const HERE = new URL("./", import.meta.url);
const CACHE = new URL("../../node_modules/.cache/evertoken-extract/", import.meta.url);
const isNewest = process.argv.includes("--newest");

/** Where a provider's errors carry their code, if not in `code`. */
const FIELDS: Readonly<Record<string, string>> = {
  msal: "errorCode",
  cognito: "name",
  auth0: "error",
  opentok: "name",
  "agora-chat": "type",
  zoom: "errorCode",
  chime: "_statusCode",
  daily: "type",
  keycloak: "message",
  google: "message",
};

/** What a measured error looks like. */
interface Unseen {
  readonly kind: string;
  readonly id: string;
  readonly provider?: Provider;
  readonly expect: readonly string[];
  readonly fine: readonly string[];
  readonly error: unknown;
}

function install(): void {
  mkdirSync(CACHE, { recursive: true });
  for (const name of ["package.json", "package-lock.json", "codes.mjs", "unseen.mjs"])
    copyFileSync(new URL(name, HERE), new URL(name, CACHE));
  const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--legacy-peer-deps"];
  if (isNewest) {
    const { dependencies } = JSON.parse(readFileSync(new URL("package.json", HERE), "utf8")) as {
      dependencies: Record<string, string>;
    };
    execFileSync("npm", ["install", ...flags, ...Object.keys(dependencies).map((name) => `${name}@latest`)], {
      cwd: CACHE,
    });
  } else if (!existsSync(new URL("node_modules", CACHE))) {
    execFileSync("npm", ["ci", ...flags], { cwd: CACHE, stdio: "inherit" });
  }
}

function isListed(id: Provider, code: string): boolean {
  const names = CATALOG.filter((table) => table.id === id || table.id.startsWith(`${id}-`)).flatMap(({ rows }) =>
    rows.flatMap((row) => [...row[0].split(" "), ...namesOf(row)]),
  );
  if (names.some((name) => name.replace(/^\w+:/, "").toLowerCase() === code.toLowerCase())) return true;
  const value = /^-?\d+$/.test(code) ? Number(code) : code;
  const field = code.includes(" ") ? "message" : (FIELDS[id] ?? "code");
  return diagnoseError({ [field]: value }, { provider: id, now: 1 }).recognised;
}

function isLeftOut(id: Provider, code: string): boolean {
  const lists = Object.entries(LEFT_OUT).filter(([table]) => table === id || table.startsWith(`${id}-`));
  const codes = lists.flatMap(([, entries]) =>
    entries.flatMap(([list]) => (code.includes(" ") ? list.split(" | ") : list.split(" "))),
  );
  return codes.some((entry) => {
    const [, from, to] = /^(\d+)-(\d+)$/.exec(entry) ?? [];
    return from !== undefined
      ? Number(code) >= Number(from) && Number(code) <= Number(to)
      : entry.toLowerCase() === code.toLowerCase();
  });
}

function checkCodes(): boolean {
  const output = execFileSync(process.execPath, ["codes.mjs"], { cwd: CACHE, encoding: "utf8", maxBuffer: 1e8 });
  let isComplete = true;
  console.log("provider          codes  mapped  left out  neither");
  for (const [id, codes] of Object.entries(JSON.parse(output) as Record<Provider, string[]>) as [
    Provider,
    string[],
  ][]) {
    const mapped = codes.filter((code) => isListed(id, code));
    const leftOut = codes.filter((code) => !mapped.includes(code) && isLeftOut(id, code));
    const neither = codes.filter((code) => !mapped.includes(code) && !leftOut.includes(code));
    const cells = [codes, mapped, leftOut, neither].map(({ length }) => String(length).padStart(8));
    console.log(`${id.padEnd(15)}${cells.join("")}`);
    if (codes.length === 0 || neither.length > 0) {
      isComplete = false;
      console.log(
        `  ${codes.length === 0 ? "nothing was found: has the package moved its codes?" : neither.join(" ")}`,
      );
    }
  }
  return isComplete;
}

async function measure(): Promise<boolean> {
  const { collect } = (await import(new URL("unseen.mjs", CACHE).href)) as { collect(): Promise<{ found: Unseen[] }> };
  const { found } = await collect();
  let isGood = true;
  for (const isHinted of [true, false]) {
    const count = { right: 0, acceptable: 0, wrong: 0 };
    for (const { kind, id, provider, expect, fine, error } of found) {
      const { action, provider: by, name } = diagnoseError(error, isHinted && provider ? { provider } : {});
      const verdict = expect.includes(action) ? "right" : fine.includes(action) ? "acceptable" : "wrong";
      count[verdict]++;
      if (verdict === "wrong") console.log(`  [${kind}] ${id}: ${action} by ${by} ${name}, not ${expect.join(" or ")}`);
    }
    console.log(`${isHinted ? "with" : "without"} the provider: ${JSON.stringify(count)} of ${found.length}`);
    isGood &&= count.wrong <= found.length * 0.05;
  }
  return isGood;
}

install();
process.on("uncaughtException", () => undefined); // sockets of the vendors' SDKs that are still closing
const isComplete = checkCodes();
const isGood = process.argv.includes("--codes") || (await measure());
process.exit(isComplete && isGood ? 0 : 1);
