/**
 * Table 1 as text: what `peers/table1.mjs` has measured, in two tables with evertoken in both.
 *
 * @module
 */
import { percent, tableOf } from "./kept.ts";

const OURS = "evertoken";

interface Result {
  readonly availability: number;
  readonly requests: number;
  /** What of the last token is left at the end, as a share of its life. */
  readonly unspent: number;
  readonly unhandled: number;
  /** `null`: never; absent: nothing to recover from. */
  readonly recoveryS?: number | null;
  /** Why the client did not live through the situation. */
  readonly fault?: string;
}

interface Row {
  readonly name: string;
  readonly fewest: number;
  /** What a client that knows the future has left of its last token. */
  readonly unspent: number;
  /** Whether the token endpoint answers all the time. */
  readonly isCalm: boolean;
  readonly results: Readonly<Record<string, Result>>;
}

export interface Lives {
  readonly clients: readonly { readonly name: string; readonly faked: string; readonly isSignIn: boolean }[];
  readonly rows: readonly Row[];
}

const cellOf = ({ availability, requests, recoveryS, unhandled, fault }: Result): string => {
  if (fault) return fault;
  const recovery = recoveryS === undefined ? "" : recoveryS === null ? ", never" : `, ${recoveryS.toFixed(1)} s`;
  return `${percent(availability)} %, ${requests}${recovery}${unhandled ? ", unhandled" : ""}`;
};

/** The situations that a client lived through: the others say nothing about it. */
const lived = (rows: readonly Row[], name: string): readonly Row[] =>
  rows.filter(({ results }) => !results[name]!.fault);

const geometricMean = (values: readonly number[]): string =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length).toFixed(2);

/** Tokens count whole, whenever the situation ends. */
const whole = (rows: readonly Row[], name: string): string =>
  geometricMean(lived(rows, name).map(({ fewest, results }) => Math.max(1, results[name]!.requests) / fewest));

/** What is left of the last token has not been spent: else a client that renews a moment ahead pays for one more. */
const spent = (rows: readonly Row[], name: string): string =>
  geometricMean(
    lived(rows, name).map(({ fewest, unspent, results }) => {
      const { requests, unspent: left } = results[name]!;
      return Math.max(1 - left, requests - left) / (fewest - unspent);
    }),
  );

function availability(rows: readonly Row[], name: string): string {
  const of = lived(rows, name);
  const mean = of.reduce((sum, { results }) => sum + results[name]!.availability, 0) / of.length;
  return `${percent(mean)} %${of.length < rows.length ? ` of ${of.length}` : ""}`;
}

/** One table: every situation with these clients. */
function table(rows: readonly Row[], names: readonly string[]): string {
  const calm = rows.filter(({ isCalm }) => isCalm);
  const each = (of: (name: string) => string): string[] => names.map(of);
  return tableOf(
    ["situation", "fewest", ...names],
    [
      ...rows.map(({ name, fewest, results }) => [name, fewest, ...each((client) => cellOf(results[client]!))]),
      ["**mean availability**", "", ...each((name) => availability(rows, name))],
      ["**requests / fewest**, geometric mean", "", ...each((name) => spent(rows, name))],
      ["the same, where the endpoint always answers", "", ...each((name) => spent(calm, name))],
      ["the same over all, the last token counted whole", "", ...each((name) => whole(rows, name))],
    ],
  );
}

/** Where another client serves more calls. */
const behind = ({ rows }: Lives): string[] =>
  rows.flatMap(({ name, results }) => {
    const others = Object.entries(results).filter(([, { fault }]) => !fault);
    const best = Math.max(...others.map(([, { availability }]) => availability));
    const ours = results[OURS]!.availability;
    const leaders = others.filter(([, result]) => result.availability === best).map(([client]) => client);
    return best > ours ? [`- ${name}: ${percent(ours)} %, the best ${percent(best)} % (${leaders.join(", ")})`] : [];
  });

/** Clients that are given a function, and clients that bring a sign-in. */
export function text(lives: Lives): string {
  const namesOf = (isSignIn: boolean): string[] => [
    OURS,
    ...lives.clients.filter((client) => client.name !== OURS && client.isSignIn === isSignIn).map(({ name }) => name),
  ];
  return [
    "Clients that an app gives a function, or none at all:",
    table(lives.rows, namesOf(false)),
    "Clients that bring a sign-in of their own:",
    table(lives.rows, namesOf(true)),
    "What was faked of each besides the clocks:",
    lives.clients.map(({ name, faked }) => `- ${name}: ${faked}`).join("\n"),
    "Rows in which another client serves more calls:",
    behind(lives).join("\n"),
  ].join("\n\n");
}
