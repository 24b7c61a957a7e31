/** Thousands of callers at once, as a server has them in an outage: each costs the others nothing. */
import { afterEach, expect, test, vi } from "vitest";
import { HOUR, SECOND, stage } from "../support/stage.ts";

afterEach(() => void vi.restoreAllMocks());

/** How many members of sets are looked at while `work` is done. */
function looksOf(work: () => void): number {
  let looks = 0;
  const { forEach, [Symbol.iterator]: iterator } = Set.prototype;
  vi.spyOn(Set.prototype, "forEach").mockImplementation(function (this: Set<unknown>, ...call) {
    looks += this.size;
    return forEach.apply(this, call);
  });
  vi.spyOn(Set.prototype, Symbol.iterator).mockImplementation(function (this: Set<unknown>) {
    looks += this.size;
    return iterator.call(this);
  });
  work();
  vi.restoreAllMocks();
  return looks;
}

test.each([
  ["without a limit", () => ({})],
  ["with the same limit", () => ({ timeoutMs: 30 * SECOND })],
  ["each with a limit of its own", (at: number) => ({ timeoutMs: 30 * SECOND - at })],
])("R538 a caller who comes in the middle of a cycle is no work for those who wait: %s", async (_, optionsOf) => {
  const { env, tokens, source } = stage({ quiet: true });
  source.latencyMs = 5 * SECOND;
  const answers: Promise<string>[] = [];
  const ask = (count: number) => (): void => {
    for (let at = 0; at < count; at++) answers.push(tokens.getToken(optionsOf(at)));
  };
  expect(looksOf(ask(300))).toBeLessThan(3_000); // 300 who each look at all others: 45,000
  await env.pass(2 * SECOND);
  expect(looksOf(ask(300))).toBeLessThan(3_000);
  await env.pass(10 * SECOND);
  expect(new Set(await Promise.all(answers)).size).toBe(1);
});

test("R538 each limit ends when it should, whoever came before, has gone or comes later", async () => {
  const { env, tokens, source } = stage({ quiet: true });
  source.latencyMs = HOUR;
  const ended: string[] = [];
  const gone = new AbortController();
  const ask = (name: string, timeoutMs: number, signal?: AbortSignal): void =>
    void tokens.getToken({ timeoutMs, signal }).catch(() => ended.push(`${name} ${env.now() - begunAt}`));
  const begunAt = env.now();
  ask("a", 5_000);
  ask("b", 3_000);
  ask("left", 1_000, gone.signal);
  await env.pass(500);
  gone.abort();
  ask("c", 1_500);
  ask("d", 9_000);
  await env.pass(2_000);
  ask("e", 2_000);
  await env.pass(10_000);
  expect(ended).toEqual(["left 500", "c 2000", "b 3000", "e 4500", "a 5000", "d 9500"]);
});
