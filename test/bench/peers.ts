/**
 * Part of `npm run bench`: evertoken and others live through the everyday situations of `peers/situations.mjs` in virtual
 * time, and what a quick recovery costs. With `--write` the tables are kept in `docs/benchmarks.md`.
 */
import { keep, made, measured, percent, tableOf, versions } from "./kept.ts";
import { type Lives, text } from "./table1.ts";

/** One pace of attempts for callers who wait. */
interface Pace {
  readonly minMs: number;
  readonly whole: number;
  readonly spent: number;
  readonly availability: number;
  readonly recoveryS: number;
}

const paceCells = ({ minMs, whole, spent, availability, recoveryS }: Pace): string[] => [
  `${minMs / 1_000} s${minMs === 5_000 ? " (default)" : ""}`,
  `${(3.5 * minMs) / 1_000} s`,
  `${recoveryS.toFixed(1)} s`,
  spent.toFixed(2),
  whole.toFixed(2),
  `${percent(availability)} %`,
];

keep("table 1", `${made(versions())}\n\n${text(measured("table1.mjs") as Lives)}`);
keep(
  "paces",
  tableOf(
    [
      "`cooldown.minMs`",
      "attempts while somebody waits",
      "next token after an outage, mean",
      "requests / fewest",
      "the last token counted whole",
      "mean availability",
    ],
    (measured("tradeoff.mjs") as Pace[]).map(paceCells),
  ),
);
