/**
 * What is printed at the end: one row for each provider.
 *
 * @module
 */
import type { ProviderName } from "./providers.ts";
import type { Tally } from "./watch.ts";

export interface Result {
  readonly provider: ProviderName;
  readonly tally: Tally;
  /** Time without a valid token. */
  readonly gapMs: number;
}

const HEAD = ["provider", "refreshes", "failed attempts", "failed cycles", "seconds without"];

export function summarise(results: readonly Result[], elapsedMs: number): string {
  const rows = results.map(({ provider, tally, gapMs }) => [
    provider,
    String(Math.max(0, tally.tokens - 1)), // the first token is not a refresh
    String(tally.failedAttempts),
    String(tally.failedCycles),
    secondsOf(gapMs),
  ]);
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(8) : cell.padStart(HEAD[column]!.length))).join("  ");
  const total = (count: (tally: Tally) => number): number => results.reduce((sum, { tally }) => sum + count(tally), 0);
  const gapMs = results.reduce((sum, result) => sum + toTenths(result.gapMs), 0);
  return [
    `Summary after ${(elapsedMs / 1000).toFixed(1)} s`,
    "",
    line(HEAD),
    ...rows.map(line),
    "",
    `Refreshes: ${total(({ tokens }) => Math.max(0, tokens - 1))}. ` +
      `Failures: ${total(({ failedAttempts, failedCycles }) => failedAttempts + failedCycles)}. ` +
      `Seconds without a valid token: ${secondsOf(gapMs)}.`,
  ].join("\n");
}

/** Up to the next tenth of a second, so that `0` means none at all. */
const toTenths = (ms: number): number => Math.ceil(ms / 100) * 100;

const secondsOf = (ms: number): string => (ms === 0 ? "0" : (toTenths(ms) / 1000).toFixed(1));
