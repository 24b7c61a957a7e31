/**
 * Which provider's row explains an error.
 *
 * Never by class: vendors minify theirs and load them twice. Small numbers mean different things
 * to different vendors, so a number alone decides only where the catalog has it once.
 *
 * @module
 */
import { Clue } from "./error-view.ts";
import { byCode, byName, type Match } from "./find-row.ts";
import { namesOf, type Table } from "./table.ts";

/** What was found: a match, a provider whose code is unknown, or several that may be meant. */
export interface Finding {
  readonly clue: Clue;
  readonly match?: Match;
  readonly table?: Table | undefined;
  readonly candidates?: readonly Match[];
}

/** Where errors hide other errors: wrappers, events, settled promises. */
const INNER = ["cause", "originalError", "error", "reason", "detail", "errors.0"];
const MAX_DEPTH = 3;

/** Numbers this long are one vendor's own, if the catalog has them once. */
const TELLING = 10_000;

/** The best explanation of `error` among `tables`, or nothing. */
export function detect(error: unknown, provider: string | undefined, tables: readonly Table[], depth = 0): Finding {
  const clue = new Clue(error);
  const asked = provider === undefined ? undefined : ask(clue, provider, tables);
  if (asked?.match) return { clue, ...asked };

  const shaped = tables.filter((table) => table.is?.(clue));
  const match =
    first(clue, shaped) ??
    first(
      clue,
      tables.filter((table) => table.general),
    );
  if (match) return { clue, match };

  // An error of unknown kind around a known one: the known one explains it.
  let inner: Finding | undefined;
  for (const path of depth < MAX_DEPTH ? INNER : []) {
    const value = clue.peek(path);
    if (typeof value !== "object" || value === null) continue;
    inner = detect(value, provider, tables, depth + 1);
    if (inner.match) return inner;
  }
  if (asked?.candidates) return { clue, candidates: asked.candidates };
  const table = shaped[0] ?? asked?.table;
  if (table) return { clue, table };
  const guessed = guess(clue, tables);
  return {
    clue,
    ...(guessed.match || guessed.candidates ? guessed : inner?.candidates && { candidates: inner.candidates }),
  };
}

/** The tables of a named provider: its own, those it inherits from, then its products. */
function ask(clue: Clue, provider: string, tables: readonly Table[]): Partial<Finding> {
  const own = tables.filter((table) => table.id === provider);
  const products = tables.filter((table) => table.id.startsWith(`${provider}-`));
  const shaped = products.filter((table) => table.is?.(clue));
  const match = first(clue, shaped) ?? first(clue, own);
  if (match) return { match };
  return {
    table: own[0] ?? shaped[0] ?? products[0],
    ...choose(
      products.flatMap((table) => first(clue, [table]) ?? []),
      tables,
    ),
  };
}

/** Without provider and shape: who in the catalog has this code? */
function guess(clue: Clue, tables: readonly Table[]): Partial<Finding> {
  const bare = clue.codes(". code errorCode");
  if (bare.size === 0) return {};
  // A number like 401 may well be a status that lost its name.
  const status = [...bare.values()].find((code) => typeof code === "number" && code >= 400 && code < 600);
  const general =
    status === undefined
      ? undefined
      : first(
          new Clue({ status }),
          tables.filter((table) => table.general),
        );
  const found = tables.flatMap((table) => {
    const match = first(clue, [table]);
    return match && !table.general && (bare.has(match.key.code.toLowerCase()) || named(match, bare)) ? match : [];
  });
  if (general) found.push(general);
  const lower = clue.text.toLowerCase();
  const confirmed = found.filter(({ row }) =>
    namesOf(row).some((name) => name.length > 7 && lower.includes(name.toLowerCase())),
  );
  if (confirmed.length === 1) return { match: confirmed[0]! };
  const [only, ...others] = found;
  const telling = [...bare.values()].some((code) => typeof code === "string" || Math.abs(code) >= TELLING);
  if (only && others.length === 0 && telling) return { match: only };
  return choose(found, tables, telling);
}

/** Several rows fit: one family with a table of its own speaks for its products, else the caller must choose. */
function choose(found: readonly Match[], tables: readonly Table[], trusted = true): Partial<Finding> {
  if (found.length === 0) return {};
  const { row, table } = found[0]!;
  const root = tables.find(({ id }) =>
    found.every((match) => match.table.id === id || match.table.id.startsWith(`${id}-`)),
  );
  const spoken = trusted && found.find((match) => match.table === root);
  if (spoken) return { match: spoken, candidates: found };
  const same = trusted && found.every((match) => match.row[1] === row[1] && match.table.title === table.title);
  return same ? { match: found[0]! } : { candidates: found };
}

function first(clue: Clue, tables: readonly Table[]): Match | undefined {
  for (const find of [byCode, byName]) {
    for (const table of tables) {
      const match = find(clue, table);
      if (match) return match;
    }
  }
  return undefined;
}

function named({ row }: Match, codes: ReadonlyMap<string, unknown>): boolean {
  return namesOf(row).some((name) => codes.has(name.toLowerCase()));
}
