/**
 * What is printed at the end: one row for each provider, and one for each SDK.
 *
 * @module
 */
import type { ProviderName } from "./providers.ts";
import type { SdkLog } from "./sdk-log.ts";
import type { Tally } from "./watch.ts";

export interface Result {
  readonly provider: ProviderName;
  readonly tally: Tally;
  /** Time without a valid token. */
  readonly gapMs: number;
}

const SDK_HEAD = ["provider  SDK        ", "answered", "seconds well", "failures"];
const HEAD = ["provider", "refreshes", "failed attempts", "failed cycles", "seconds without"];

export function summarise(results: readonly Result[], sdks: readonly SdkLog[], elapsedMs: number): string {
  const rows = results.map(({ provider, tally, gapMs }) => [
    provider,
    String(Math.max(0, tally.tokens - 1)), // the first token is not a refresh
    String(tally.failedAttempts),
    String(tally.failedCycles),
    secondsOf(gapMs),
  ]);
  const total = (count: (tally: Tally) => number): number => results.reduce((sum, { tally }) => sum + count(tally), 0);
  const gapMs = results.reduce((sum, result) => sum + toTenths(result.gapMs), 0);
  return [
    `Summary after ${(elapsedMs / 1000).toFixed(1)} s`,
    "",
    ...table([HEAD, ...rows]),
    "",
    ...table([SDK_HEAD, ...sdks.map(sdkRow)]),
    "",
    `Refreshes: ${total(({ tokens }) => Math.max(0, tokens - 1))}. ` +
      `Failures: ${total(({ failedAttempts, failedCycles }) => failedAttempts + failedCycles)}. ` +
      `Seconds without a valid token: ${secondsOf(gapMs)}.`,
  ].join("\n");
}

const sdkRow = ({ provider, sdk, answers, wellMs, failures }: SdkLog): string[] => [
  `${provider.padEnd(8)}  ${sdk}`,
  answers === undefined ? "-" : String(answers),
  (wellMs / 1000).toFixed(1),
  String(failures),
];

/** The first column to the left, figures to the right, each as wide as its head. */
const table = ([head, ...rows]: readonly (readonly string[])[]): string[] =>
  [head!, ...rows].map((cells) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(head![0]!.length) : cell.padStart(head![i]!.length))).join("  "),
  );

/** Up to the next tenth of a second, so that `0` means none at all. */
const toTenths = (ms: number): number => Math.ceil(ms / 100) * 100;

const secondsOf = (ms: number): string => (ms === 0 ? "0" : (toTenths(ms) / 1000).toFixed(1));
