/**
 * Lives in virtual time, saved: to be drawn, played and measured.
 *
 * @module
 */
import { keepJournal, type SavedJournal, type TabHost, TokenManager } from "../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../src/testing.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const saved = (journal: object): SavedJournal => JSON.parse(JSON.stringify(journal)) as SavedJournal;

/** A life in which everything happens once that a lifeline can show. */
export async function eventfulLife(): Promise<SavedJournal> {
  const environment = virtualEnvironment();
  const source = fakeTokens(environment, { lifetimeMs: 10 * MINUTE, latencyMs: 400 });
  let host: TabHost | undefined;
  const tokens = new TokenManager({
    fetchToken: source.fetchToken,
    environment,
    quiet: true,
    tabs: {
      connect: (given) => ((host = given), { run: (call) => call(), tell: () => undefined, close: () => undefined }),
    },
  });
  const journal = keepJournal(tokens, { size: 10_000, now: environment.now });
  void tokens.start();
  await environment.pass(5 * MINUTE);
  source.mood = "down";
  await environment.pass(6 * MINUTE); // attempts, backoff, cooldown, expiry
  source.mood = { status: 429, retryAfter: "40" };
  await environment.pass(2 * MINUTE);
  source.mood = "up";
  await environment.pass(2 * MINUTE);
  environment.hide();
  await environment.pass(2 * MINUTE);
  environment.show();
  environment.goOffline();
  environment.wake();
  await environment.pass(MINUTE);
  environment.goOnline();
  await environment.pass(MINUTE);
  host!.adopt({ value: source.mint(), expiresAt: environment.now() + 30 * MINUTE });
  await environment.pass(2 * MINUTE);
  environment.sleep(40 * MINUTE);
  environment.wake();
  await environment.pass(5 * MINUTE);
  source.mood = { status: 400, error: "invalid_grant" };
  await environment.pass(10 * MINUTE);
  tokens.dispose();
  return saved(journal);
}

/** A life with so many events: a short token, renewed again and again, with an outage now and then. */
export async function longLife(events: number): Promise<SavedJournal> {
  const environment = virtualEnvironment();
  const source = fakeTokens(environment, { lifetimeMs: 20 * SECOND, latencyMs: 200 });
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment, quiet: true });
  const journal = keepJournal(tokens, { size: 100_000, now: environment.now });
  const told = (): number => {
    const { stateChange: _, ...others } = journal.counts();
    return Object.values(others).reduce((sum, count) => sum + count, 0);
  };
  void tokens.start();
  for (let i = 0; told() < events; i++) {
    source.mood = i % 10 === 9 ? "down" : "up";
    await environment.pass(MINUTE);
  }
  tokens.dispose();
  return saved(journal);
}
