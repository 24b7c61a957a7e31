/**
 * The demo: keeps five real, short-lived tokens fresh against a back end on this machine, lets four vendors' SDKs
 * live on them, and shows it.
 *
 * @module
 */
import { once } from "node:events";
import { type Arguments, readArguments, USAGE } from "./arguments.ts";
import { startBackEnd } from "./backend.ts";
import { Checker } from "./checker.ts";
import { Journal, seconds } from "./journal.ts";
import { helpLine, press, readKeys } from "./keys.ts";
import { createManagers } from "./managers.ts";
import { PROVIDERS } from "./providers.ts";
import { startSdks } from "./sdks.ts";
import { summarise } from "./summary.ts";
import { watch, whatNow } from "./watch.ts";

async function run({ endAfterMs, script }: Arguments): Promise<void> {
  // The first signal ends the demo in order; a second one finds no handler and ends the process.
  const end = new AbortController();
  const quit = (): void => end.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, quit);
  process.stdout.on("error", quit); // the reader of a pipe has gone

  const backEnd = await startBackEnd({
    text: () => statusText(),
    status: () => ({
      health: backEnd.breakages.health,
      sdks: sdks.map(({ provider, sdk, isWell, answers, failures }) => ({ provider, sdk, isWell, answers, failures })),
    }),
    press: (key) => (key === "q" ? Promise.resolve() : act(key)),
    signIn: () => backEnd.identityProvider.signIn(),
  });
  const session = { refreshToken: await backEnd.identityProvider.signIn() };
  const managers = createManagers(backEnd.url, session);

  const keyboard = readKeys((key) => void act(key), end.signal);
  console.log("evertoken demo: five real tokens, each good for 10 to 34 s, kept fresh\n");
  console.log(`Page    ${backEnd.url}/`);
  console.log(`Break   ${helpLine("Break")}`);
  console.log(`Repair  ${helpLine("Repair")}`);
  console.log(keyboard ? "" : '        (no terminal here: --script "d@8,u@12" presses keys)\n');

  const { stdout, env } = process;
  const colour = stdout.isTTY && !env["NO_COLOR"];
  const journal = new Journal({ write: (text) => stdout.write(text), colour });
  const act = (key: string): Promise<void> => press(key, { backEnd, session, managers, quit }, journal);

  const watched = PROVIDERS.map((provider) => {
    const manager = managers[provider];
    const tally = watch(provider, manager, journal);
    void manager.start();
    return { provider, tally, checker: new Checker(provider, manager, backEnd, journal) };
  });

  const sdks = startSdks(backEnd.url, managers, journal, end.signal);

  function statusText(): string {
    const rows = PROVIDERS.map((provider) => {
      const { freshness } = managers[provider].state;
      return `${provider.padEnd(7)}  ${freshness.padEnd(8)}  ${whatNow(managers[provider])}`;
    });
    return `evertoken demo, ${seconds(journal.elapsedMs)}\n\nback end: ${backEnd.breakages.health}\n\n${rows.join("\n")}\n`;
  }

  const timers = script.map(({ key, afterMs }) => setTimeout(() => void act(key), afterMs));
  if (endAfterMs !== undefined) timers.push(setTimeout(quit, endAfterMs));
  if (!end.signal.aborted) await once(end.signal, "abort");

  timers.forEach(clearTimeout);
  watched.forEach(({ checker }) => checker.stop());
  PROVIDERS.forEach((provider) => managers[provider].dispose());
  await backEnd.close();
  const results = watched.map(({ provider, tally, checker: { gapMs } }) => ({ provider, tally, gapMs }));
  journal.text(`\n${summarise(results, sdks, journal.elapsedMs)}`);
}

let options: Arguments | undefined;
try {
  options = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
if (options?.help) console.log(USAGE);
else if (options) {
  await run(options);
  process.exit(); // an SDK whose connection went waits half a minute for replies
}
