/**
 * What `refreshFailed` and `state` promise where nothing is fetched but for callers, and what becomes of it when they go.
 *
 * @module
 */
import { describe, expect, test } from "vitest";
import { keepJournal, type SavedJournal, TokenError, type TokenState } from "../../src/index.ts";
import { replayJournal } from "../../src/testing.ts";
import { MINUTE, SECOND, type Stage, type StageOptions, stage } from "../support/stage.ts";

const ONLY_FOR_CALLERS = [{ autoRefresh: false }, { singleUse: true }] as const satisfies readonly StageOptions[];

/** Writes down each `stateChange`: when a next attempt is planned, if one is. */
function watched(options: StageOptions): Stage & { last: () => TokenState } {
  const on = stage({ quiet: true, ...options });
  let told = on.tokens.state;
  on.tokens.on("stateChange", (state) => {
    told = state;
    const { phase, retryAt } = state;
    const planned = retryAt === undefined ? "" : `, next in ${String((retryAt - on.env.now()) / SECOND)}s`;
    on.journal.push(`state ${phase}${planned}`);
  });
  return { ...on, last: () => told };
}

/** The code of an error, or the reason of an abort. */
const named = (error: unknown): string => (error instanceof TokenError ? error.code : (error as string));

async function differencesOf(journal: SavedJournal): Promise<readonly unknown[]> {
  const replay = replayJournal(journal);
  await replay.play();
  return replay.differences;
}

describe.each(ONLY_FOR_CALLERS)("R509 with %o no next cycle is promised when nobody waits for it", (options) => {
  test("a Retry-After that is longer than the last caller waits", async () => {
    const { env, source, tokens, journal, last } = watched(options);
    const saved = keepJournal(tokens);
    source.mood = { status: 429, retryAfter: "40" };
    tokens.getToken({ timeoutMs: 20 * SECOND }).catch((error: unknown) => journal.push(named(error)));
    await env.pass(MINUTE);
    expect(journal).toEqual([
      "state refreshing",
      "0s refreshFailed ERR_FETCH_FAILED retryLater, no retry",
      "state waiting",
      "ERR_FETCH_FAILED",
    ]);
    expect(last()).toBe(tokens.state);
    expect(await differencesOf(saved.toJSON())).toEqual([]);
  });

  test("one caller of two goes, and the other one waits until then", async () => {
    const { env, source, tokens, journal } = watched(options);
    source.mood = { status: 429, retryAfter: "40" };
    for (const timeoutMs of [20 * SECOND, 50 * SECOND])
      tokens.getToken({ timeoutMs }).then(
        (value) => journal.push(source.nameOf(value)),
        (error: unknown) => journal.push(named(error)),
      );
    await env.pass(30 * SECOND);
    source.mood = "up";
    await env.pass(MINUTE);
    expect(journal.filter((line) => !line.startsWith("state holding"))).toEqual([
      "state refreshing",
      "0s refreshFailed ERR_FETCH_FAILED retryLater, next in 40s",
      "state waiting, next in 40s",
      "ERR_FETCH_FAILED",
      "state refreshing",
      "40s refreshed t1 (retry)",
      "t1",
    ]);
  });

  /** With a caller who waits for fifty seconds, and a server that asks for forty. */
  function waiting(signal?: AbortSignal): ReturnType<typeof watched> & { saved: () => SavedJournal } {
    const on = watched(options);
    const saved = keepJournal(on.tokens);
    on.source.mood = { status: 429, retryAfter: "40" };
    on.tokens.getToken({ timeoutMs: 50 * SECOND, signal }).catch((error: unknown) => on.journal.push(named(error)));
    return { ...on, saved: () => saved.toJSON() };
  }

  const BEGUN = [
    "state refreshing",
    "0s refreshFailed ERR_FETCH_FAILED retryLater, next in 40s",
    "state waiting, next in 40s",
  ];

  test("a caller who leaves", async () => {
    const leaving = new AbortController();
    const { env, tokens, journal, last, saved } = waiting(leaving.signal);
    await env.pass(10 * SECOND);
    leaving.abort("left");
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([...BEGUN, "state waiting", "left"]);
    expect(last()).toBe(tokens.state);
    expect(await differencesOf(saved())).toEqual([]);
  });

  test("a caller whose wait is over before the next cycle can begin", async () => {
    const { env, source, tokens, journal, last, saved } = waiting();
    await env.pass(10 * SECOND);
    source.mood = "down";
    await env.pass(10 * MINUTE);
    expect(journal).toEqual([
      ...BEGUN,
      "state refreshing",
      "40s refreshFailed ERR_FETCH_FAILED retryLater, next in 5s",
      "state waiting, next in 5s",
      "state refreshing",
      "45s refreshFailed ERR_FETCH_FAILED retryLater, next in 10s",
      "state waiting, next in 10s",
      "state waiting", // after fifty seconds
      "ERR_FETCH_FAILED",
    ]);
    expect(last()).toBe(tokens.state);
    expect(await differencesOf(saved())).toEqual([]);
  });
});
