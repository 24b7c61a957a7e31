/**
 * What was measured, as the tables of docs/lifecycle.md.
 *
 * @module
 */
import type { Subject } from "./life.ts";
import type { End, Fate, Loss, Return, Twice } from "./measure.ts";

/** What one kept connection has lived through. */
export interface Measured {
  readonly subject: Subject;
  readonly night: Return;
  readonly nightWithoutEvents: Return;
  readonly outage: Return;
  readonly outageWithoutEvents: Return;
  readonly twice: Twice | undefined;
  readonly undone: End & { readonly isServedAtOnce: boolean };
  readonly left: End;
  readonly fates: Readonly<Record<Fate, Loss>>;
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;
const table = (head: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [head, head.map(() => "---"), ...rows].map(row).join("\n");

const problems = (told: readonly string[]): number => told.filter((line) => line.startsWith("problem")).length;
const calls = ({ told }: Pick<Return, "told">): string => `${problems(told)} / ${told.length - problems(told)}`;
const back = ({ seconds, connections }: Return): string =>
  seconds === undefined ? "never" : `${seconds} s, ${connections}`;
const backOfTwo = (of: Twice): string => `${back(of)}; ${calls(of)} and ${calls({ told: of.toldBySecond })}`;
const words = (told: readonly string[]): string =>
  told.map((line) => line.replace("problem ", "")).join(", ") || "nothing";

function losses(all: readonly Measured[]): string {
  const head = ["kept by", "SDK", "8 h asleep", "no events", "5 min offline", "no events", "calls", "kept twice"];
  const rows = all.map(({ subject: { name, sdk }, ...of }) => [
    ...[name, sdk, back(of.night), back(of.nightWithoutEvents), back(of.outage), back(of.outageWithoutEvents)],
    ...[calls(of.outageWithoutEvents), of.twice ? backOfTwo(of.twice) : "another connection"],
  ]);
  return table(head, rows);
}

function ends(all: readonly Measured[]): string {
  const head = ["kept by", "undo", "app leaves", "another user", "`stop()`", "`dispose()`", "`clear()`", "there again"];
  const left = (end: End): string => `${end.left} left, ${words(end.told)} told`;
  const rows = all.map(({ subject: { name }, undone, left: gone, fates }) => [
    ...[name, left(undone), left(gone)],
    ...(["another user", "stop()", "dispose()", "clear()"] as const).map((fate) => words(fates[fate].told)),
    back(fates["clear()"].again),
  ]);
  return table(head, rows);
}

/** Both tables, as they stand between the marks of the page. */
export const tablesOf = (all: readonly Measured[]): string => `${losses(all)}\n\n${ends(all)}\n`;
