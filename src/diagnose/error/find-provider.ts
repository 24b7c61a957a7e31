/**
 * Which provider's row explains an error.
 *
 * Never by class: vendors minify theirs and load them twice. Small numbers mean different things
 * to different vendors, so a number alone decides only where the catalog has it once.
 *
 * @module
 */
import { ErrorView } from "./error-view.ts";
import { byCode, byName, type RowMatch } from "./find-row.ts";
import { namesOf, type Table } from "./table.ts";

/** What was found: a match, a provider whose code is unknown, or several that may be meant. */
export interface Finding {
  readonly view: ErrorView;
  readonly match?: RowMatch;
  readonly table?: Table | undefined;
  readonly candidates?: readonly RowMatch[];
}

/** Where errors hide other errors: wrappers, events, settled promises. */
const INNER = ["cause", "originalError", "error", "reason", "detail", "errors.0"];
const MAX_DEPTH = 3;

/** Numbers this long are one vendor's own, if the catalog has them once. */
const TELLING = 10_000;

/** The best explanation of `error` among `tables`, or nothing. */
export function findProvider(
  error: unknown,
  provider: string | undefined,
  tables: readonly Table[],
  depth = 0,
): Finding {
  const view = new ErrorView(error);
  const asked = provider === undefined ? undefined : ask(view, provider, tables);
  if (asked?.match) return { view, ...asked };

  const shaped = tables.filter((table) => table.is?.(view));
  const match =
    first(view, shaped) ??
    first(
      view,
      tables.filter((table) => table.general),
    );
  if (match) return { view, match };

  // An error of unknown kind around a known one: the known one explains it.
  let inner: Finding | undefined;
  for (const path of depth < MAX_DEPTH ? INNER : []) {
    const value = view.field(path);
    if (typeof value !== "object" || value === null) continue;
    inner = findProvider(value, provider, tables, depth + 1);
    if (inner.match) return inner;
  }
  if (asked?.candidates) return { view, candidates: asked.candidates };
  const table = shaped[0] ?? asked?.table;
  if (table) return { view, table };
  const guessed = guess(view, tables);
  return {
    view,
    ...(guessed.match || guessed.candidates ? guessed : inner?.candidates && { candidates: inner.candidates }),
  };
}

/** The tables of a named provider: its own, those it inherits from, then its products. */
function ask(view: ErrorView, provider: string, tables: readonly Table[]): Partial<Finding> {
  const own = tables.filter((table) => table.id === provider);
  const products = tables.filter((table) => table.id.startsWith(`${provider}-`));
  const shaped = products.filter((table) => table.is?.(view));
  const match = first(view, shaped) ?? first(view, own);
  if (match) return { match };
  return {
    table: own[0] ?? shaped[0] ?? products[0],
    ...choose(
      products.flatMap((table) => first(view, [table]) ?? []),
      tables,
    ),
  };
}

/** Without provider and shape: who in the catalog has this code? */
function guess(view: ErrorView, tables: readonly Table[]): Partial<Finding> {
  const bare = view.codes(". code errorCode");
  if (bare.size === 0) return {};
  // A number like 401 may well be a status that lost its name.
  const status = [...bare.values()].find((code) => typeof code === "number" && code >= 400 && code < 600);
  const general =
    status === undefined
      ? undefined
      : first(
          new ErrorView({ status }),
          tables.filter((table) => table.general),
        );
  const found = tables.flatMap((table) => {
    const match = first(view, [table]);
    return match && !table.general && (bare.has(match.key.code.toLowerCase()) || named(match, bare)) ? match : [];
  });
  if (general) found.push(general);
  const lower = view.text.toLowerCase();
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
function choose(found: readonly RowMatch[], tables: readonly Table[], trusted = true): Partial<Finding> {
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

function first(view: ErrorView, tables: readonly Table[]): RowMatch | undefined {
  for (const find of [byCode, byName]) {
    for (const table of tables) {
      const match = find(view, table);
      if (match) return match;
    }
  }
  return undefined;
}

function named({ row }: RowMatch, codes: ReadonlyMap<string, unknown>): boolean {
  return namesOf(row).some((name) => codes.has(name.toLowerCase()));
}
