/**
 * A thousand managers, each through its own random life; whatever escapes ends the process (R67), and so does a promise
 * that is not settled when the manager has ended. Arguments: how many, and the seed of the first.
 * Prints only the number of lives, so that anything else on the console shows.
 */
import { TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment, type FakeMood } from "../../../src/testing.ts";

const [, , lives = "1000", first = "1"] = process.argv;
const LIVES = Number(lives);
const FIRST = Number(first);
const MOODS: readonly FakeMood[] = [
  "up",
  "down",
  "hang",
  "late",
  { status: 429, retryAfter: "45" },
  { status: 503 },
  { status: 400, error: "invalid_grant" },
  { status: 418 },
];

for (let seed = FIRST; seed < FIRST + LIVES; seed++) {
  const env = virtualEnvironment({ seed });
  const source = fakeTokens(env, { lifetimeMs: 1_000 * Math.ceil(600 * env.random()) });
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(env.random() * choices.length)]!;
  const tokens = new TokenManager({
    quiet: true,
    fetchToken: source.fetchToken,
    environment: env,
    overlap: pick(["allow", "never"]),
    autoRefresh: pick([true, true, false]),
    onListenerError: () => undefined,
  });
  let open = 0;
  const count = (call: Promise<unknown>): void => {
    open++;
    const settled = (): void => {
      open--;
    };
    call.then(settled, settled);
  };
  // Ignored promises are the point: start(), refresh() and events must never need a catch.
  const deeds: readonly (() => unknown)[] = [
    () => void tokens.start(),
    () => void tokens.refresh(),
    () => count(tokens.start()),
    () => count(tokens.refresh()),
    () => count(tokens.getToken()),
    () => count(tokens.getToken({ timeoutMs: 60_000 })),
    () => count(tokens.getToken({ timeoutMs: 500, forceRefresh: true })),
    () => count(tokens.getToken({ signal: AbortSignal.abort() })),
    () => tokens.invalidate(tokens.peek()?.value ?? ""),
    () => tokens.setToken(source.mint()),
    () => tokens.stop(),
    () => tokens.clear(),
    () => (source.mood = pick(MOODS)),
    () => (source.mood = "up"),
    () => env.sleep(env.random() * 36_000_000),
    () => env.setClock((env.random() - 0.5) * 7_200_000),
    () => env.goOffline(),
    () => env.goOnline(),
    () => env.hide(),
    () => env.show(),
    () =>
      tokens.once(pick(["refreshed", "stateChange", "attemptFailed"]), () => {
        throw new Error("a listener's own mistake");
      }),
    () =>
      tokens.once(pick(["refreshed", "refreshFailed"]), () => Promise.reject(new Error("a listener's own mistake"))),
  ];
  void tokens.start();
  for (let i = 0; i < 25; i++) {
    pick(deeds)();
    await env.pass(Math.floor(env.random() * 60_000));
  }
  tokens.dispose();
  await env.pass(600_000);
  if (env.timers + env.listeners + open > 0)
    throw new Error(`seed ${seed}: ${env.timers} timers, ${env.listeners} listeners, ${open} promises`);
}
console.log(`${LIVES} lives`);
