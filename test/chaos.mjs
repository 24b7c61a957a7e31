/**
 * `npm run chaos`: the long form of R67. A thousand processes under `--unhandled-rejections=strict`, each with five
 * random lives of its own (`test/support/programs/chaos.ts`); prints how many printed anything else or failed.
 * Argument: how many processes.
 */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const RUNS = Number(process.argv[2] ?? 1_000);
const LIVES = 5;
/** What the thousand lives of the quick form have seen already. */
const FIRST_SEED = 1_001;
const PROGRAM = new URL("support/programs/chaos.ts", import.meta.url).pathname;
const LANES = 2;

const run = promisify(execFile);
let next = 0;
let bad = 0;

async function lane() {
  while (next < RUNS) {
    const seed = FIRST_SEED + LIVES * next++;
    const args = ["--unhandled-rejections=strict", PROGRAM, String(LIVES), String(seed)];
    const { stdout, stderr } = await run(process.execPath, args).catch((error) => error);
    if (stdout === `${LIVES} lives\n` && !stderr) continue;
    bad++;
    console.error(`seed ${seed}: ${stdout}${stderr}`);
  }
}

await Promise.all(Array.from({ length: LANES }, lane));
console.log(`${RUNS} processes, ${RUNS * LIVES} lives: ${bad} failed or printed something`);
process.exitCode = bad ? 1 : 0;
