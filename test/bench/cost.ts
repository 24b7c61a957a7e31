/**
 * Table 2, part of `npm run bench`: a cached token, the heap, the timers and the construction of each client. With
 * `--write` the table is kept in `docs/benchmarks.md`.
 */
import { keep, made, measured, tableOf, versions } from "./kept.ts";

interface Cost {
  readonly name: string;
  /** Nanoseconds of one awaited call for a token that is there. */
  readonly ns?: number;
  readonly bytes?: number;
  readonly timers?: number;
  readonly constructionNs?: number;
  readonly fault?: string;
}

const { bareNs, rows } = measured("cost.mjs", "--expose-gc") as { bareNs: number; rows: readonly Cost[] };
const ours = rows[0]!;

const ratio = (value: number | undefined, base: number | undefined, digits: number): string =>
  value === undefined || base === undefined ? "" : `${(value / base).toFixed(digits)} x`;

const lines = rows.map(({ name, ns, bytes, timers, constructionNs, fault }) => [
  name,
  fault ?? ratio(ns, bareNs, 1),
  bytes === undefined ? "" : `${(bytes / 1_000).toFixed(1)} kB`,
  timers === undefined ? "" : timers.toFixed(1),
  ratio(constructionNs, ours.constructionNs, 2),
]);
const HEAD = [
  "client",
  "cached token / bare async function",
  "heap with a token",
  "timers",
  "construction / evertoken's",
];
keep("table 2", `${made(versions())}\n\n${tableOf(HEAD, lines)}`);
