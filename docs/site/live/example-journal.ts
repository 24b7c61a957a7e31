/**
 * A journal to begin with: an outage longer than a token, a busy server, a night's sleep. Lived in virtual time when it is asked for.
 *
 * @module
 */
import { keepJournal, type SavedJournal, TokenManager } from "../../../src/index.ts";
import { fakeTokens, virtualEnvironment } from "../../../src/testing.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export async function exampleJournal(): Promise<SavedJournal> {
  const environment = virtualEnvironment();
  const endpoint = fakeTokens(environment, { lifetimeMs: 10 * MINUTE, latencyMs: 800 });
  const tokens = new TokenManager({ fetchToken: endpoint.fetchToken, environment, quiet: true });
  const journal = keepJournal(tokens, { size: 1_000, now: () => environment.now() });
  void tokens.start();
  await environment.pass(8 * MINUTE);
  endpoint.mood = "down";
  await environment.pass(5 * MINUTE);
  endpoint.mood = { status: 503, retryAfter: "90" };
  await environment.pass(2 * MINUTE);
  endpoint.mood = "up";
  await environment.pass(6 * MINUTE);
  environment.hide();
  await environment.pass(2 * MINUTE);
  environment.sleep(7 * MINUTE);
  environment.show();
  await environment.pass(3 * MINUTE);
  const saved = journal.toJSON();
  tokens.dispose();
  return saved;
}
