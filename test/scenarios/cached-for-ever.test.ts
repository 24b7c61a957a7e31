/** A cache that gives back any of the tokens it has had, at any time, to a user who comes and goes; on any clock. */
import { expect, onTestFinished, test } from "vitest";
import { TokenManager } from "../../src/manager.ts";
import { virtualEnvironment } from "../../src/testing.ts";
import { HOUR, MINUTE, SECOND } from "../support/stage.ts";

const base64url = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Seconds for which dead tokens were handed out, in one life of 40 turns. */
async function lived(seed: number, aheadMs: number, isBare: boolean): Promise<number[]> {
  const env = virtualEnvironment({ seed });
  env.setClock(aheadMs);
  const oneOf = <T>(values: readonly T[]): T => values[Math.floor(env.random() * values.length)]!;
  const lifeS = oneOf([60, 300, 600]);
  const ends = new Map<string, number>();
  const mint = (): string => {
    const iat = Math.floor(env.trueNow() / SECOND);
    const value = `${base64url({ alg: "none" })}.${base64url({ jti: ends.size, iat, exp: iat + lifeS })}.c2ln`;
    ends.set(value, (iat + lifeS) * SECOND);
    return value;
  };
  const tokens = new TokenManager({
    environment: env,
    quiet: true,
    autoRefresh: oneOf([true, false]),
    fetchToken() {
      const value = env.random() < 0.5 || ends.size === 0 ? mint() : oneOf([...ends.keys()].slice(-3));
      return isBare ? value : { access_token: value, expires_in: lifeS };
    },
  });
  onTestFinished(() => tokens.dispose());
  const dead: number[] = [];
  const judge = (value: string): void => {
    const lateMs = env.trueNow() - ends.get(value)!;
    if (lateMs > 1_500) dead.push(lateMs / SECOND); // `iat` and `exp` are whole seconds
  };
  const ignore = (): void => undefined;
  tokens.start().catch(ignore);
  for (let turn = 0; turn < 40; turn++) {
    await env.pass(oneOf([1, 10, lifeS / 5, lifeS / 2, lifeS, 2.5 * lifeS]) * SECOND);
    if (env.random() < 0.3) {
      tokens.clear();
      tokens.start().catch(ignore);
    }
    tokens.getToken({ timeoutMs: SECOND }).then(judge, ignore);
    await env.pass(1_500);
  }
  return dead;
}

test.each([
  ["right", 0],
  ["5 min ahead", 5 * MINUTE],
  ["an hour ahead", HOUR],
  ["5 min behind", -5 * MINUTE],
  ["an hour behind", -HOUR],
])("R541 no dead token is handed out, whichever a cache gives back, on a clock that is %s", async (_, aheadMs) => {
  for (let seed = 1; seed <= 8; seed++)
    for (const isBare of [true, false]) expect([seed, await lived(seed, aheadMs, isBare)]).toEqual([seed, []]);
});
