/**
 * Which row of which table explains an error.
 *
 * Never by class: vendors minify theirs and load them twice. Small numbers mean different things
 * to different vendors, so a number alone decides only where the catalog has it once.
 *
 * @module
 */
import type { ErrorView } from "./error-view.ts";
import { byCode, byName, bySaying, byText, byUnrelated, byWideCode, type Finder, isLost } from "./find-row.ts";
import { choose, type Found, guess, identified } from "./find-by-word.ts";
import { areMinted, asksForToken, isOverruled } from "./beside.ts";
import { likelyOf } from "./likely.ts";
import { findInWords, isAboutSigningIn, isAboutSomethingElse, plainText } from "./plain-words.ts";
import type { RowMatch } from "./row-index.ts";
import { statusOf } from "./status.ts";
import { extrasOf, type Table } from "./table.ts";

const EXACT: readonly Finder[] = [byCode, bySaying, byName, byText];

/**
 * The best explanation of an error among `tables`, or nothing. From the particular to the general: the named
 * provider, a provider whose shape the error has, the standards, a vendor's identifier anywhere in the text, plain
 * words, the rows that are a vendor's last resort, a number, and at last the HTTP status and the network.
 */
export function findProvider(
  views: readonly ErrorView[],
  provider: string | undefined,
  tables: readonly Table[],
  endpoint: "token" | "api",
): Found {
  const ranks = ranksOf(tables, asksForToken(views[0]!) ? "token" : endpoint);
  const at = (rank: Sorted): readonly Table[] => ranks.get(rank) ?? [];
  const asked = askProvider(views, provider, tables);
  // What a connection was lost for is often said beside it.
  const orItsCause = (found: Found): Found => {
    const cause = isLost(found.match!) ? findInWords(views, at("words"), "texts") : undefined;
    return cause && !/^none|retryLater/.test(cause.match.row[1]) ? cause : found;
  };
  if (asked.match && !isOverruled(asked.match, views[0]!)) return orItsCause(asked as Found);

  for (const view of views) view.shapes = at("shaped").filter((table) => table.is!(view));
  // What a status is depends on the shapes of all.
  for (const view of views) view.standards = likelyOf(view, at("standard"));
  const exact =
    inAll(views, EXACT, (view) => view.shapes) ??
    unlessRefused(
      views,
      inAll(views, [byCode, bySaying, byName], (view) => view.standards),
    ) ??
    unlessRefused(views, identified(views, tables));
  if (exact && !isOverruled(exact.match!, views[0]!)) return orItsCause(exact);

  const named = [...asked.tables, ...views.flatMap(({ shapes }) => shapes)];
  const vendors = named.filter(({ rank }) => rank === undefined);
  const settled = inAll(views, [byUnrelated], () => vendors);
  if (settled && !/token|jwt|expired/i.test(views[0]!.text)) return settled;
  // Where a vendor's last resort fits its code, only the text can say more: the words of the code are the same again.
  const wide = inAll(views, [byWideCode], ({ standards }) => [...named, ...standards]);
  const places = wide ? "texts" : "texts and codes";
  const minted = areMinted(named) ? findInWords(views, at("minted words"), places) : undefined;
  if (minted) return minted;
  const inWords = findInWords(views, at("words"), places);
  const isWeak = inWords && extrasOf(inWords.match.row).wide && isAboutSomethingElse(views);
  if (inWords && !isWeak && !(wide && saysNoMore(inWords.match, wide.match))) return inWords;
  if (wide) return wide;
  const late = findInWords(views, at("late words"), "texts and codes");
  // 401 and 403 say as much as these words, and say it exactly.
  const hasStatus = views.some((view) => statusOf(view).some((status) => status === 401 || status === 403));
  const isRefusal = late?.match.row[1] === "none";
  if (isRefusal && !hasStatus) return late;
  const isLoose = !isRefusal && isAboutSigningIn(views);
  // The words of an address that is not reached are those of its name: `ENOTFOUND auth.example.invalid`.
  const isUnreached = !hasStatus && inAll(views, [byCode], () => at("last resort"))?.match.row[1] === "retryLater";
  const loose = isLoose && !isUnreached ? findInWords(views, at("auth words"), "texts and codes") : undefined;
  // A 401 is an answer: who answers has been reached.
  if (loose && !(hasStatus && loose.match.row[1] === "retryLater")) return loose;
  if (late && !hasStatus) return late;

  // A provider that is known and has no row for its code: another one's row would be a guess.
  const guessed = asked.candidates || named.length > 0 ? asked : guess(views, tables);
  if (guessed.match) return guessed as Found;
  const isAnswered = views.some((view) => Number(statusOf(view)[0]) >= 400);
  const last =
    (isAnswered && inAll(views, [byCode], () => at("last resort").filter(({ codesIn }) => codesIn))) ||
    inAll(views, [byCode, bySaying, byName], () => at("last resort"));
  if (last) return last;
  const unrelated = inAll(views, [byUnrelated], ({ standards }) => [...named, ...standards]);
  if (unrelated) return unrelated;
  const vague = named.length > 0 ? findInWords(views, at("hinted words"), "texts and codes") : undefined;
  if (vague) return vague;
  const view = views[0]!;
  const table = views.flatMap(({ shapes }) => shapes)[0] ?? asked.tables[0];
  if (guessed.candidates) {
    const { candidates, isBare = true } = guessed;
    return { view: guessed.view ?? view, candidates, isBare };
  }
  return { view, ...(table && { table }) };
}

/**
 * A client that calls any answer `server_error`: a 401 beside it says more. And a 404 for `user_not_found` is about a
 * user who was looked for, whoever else has this word for one who is signed in.
 */
function unlessRefused(views: readonly ErrorView[], found: Found | undefined): Found | undefined {
  if (found?.match?.row[1].startsWith("signIn") && isAboutSomethingElse(views)) return undefined;
  const isTransient = found?.match?.row[1] === "retryLater" && found.match.table.id === "oauth";
  return isTransient && views.some((view) => statusOf(view)[0] === 401) ? undefined : found;
}

/** Whether plain words only repeat a vendor's code: `error="invalid_token"` without a description. */
const saysNoMore = ({ row }: RowMatch, { key }: RowMatch): boolean => extrasOf(row).says!.test(plainText(key.code));

type Sorted = NonNullable<Table["rank"]> | "shaped";

type Ranks = ReadonlyMap<Sorted, readonly Table[]>;

const sorted = { token: new WeakMap<readonly Table[], Ranks>(), api: new WeakMap<readonly Table[], Ranks>() };

/** The tables by rank, and those with a shape: sorted out once for each catalog, for this is asked at every error. */
function ranksOf(tables: readonly Table[], endpoint: "token" | "api"): Ranks {
  const known = sorted[endpoint].get(tables);
  if (known) return known;
  const ranks = new Map<Sorted, Table[]>([["shaped", tables.filter((table) => table.is)]]);
  for (const table of tables) {
    const { rank } = table;
    if (rank && (table.endpoint ?? endpoint) === endpoint) ranks.set(rank, [...(ranks.get(rank) ?? []), table]);
  }
  sorted[endpoint].set(tables, ranks);
  return ranks;
}

type Asked = Partial<Found> & { readonly tables: readonly Table[] };

/** The tables of a named provider: its own, those it inherits from, then its products. */
function askProvider(views: readonly ErrorView[], provider: string | undefined, tables: readonly Table[]): Asked {
  if (provider === undefined) return { tables: [] };
  const own = tables.filter(({ id, rank }) => id === provider && rank !== "last resort");
  const products = tables.filter(({ id, rank }) => id.startsWith(`${provider}-`) && rank !== "last resort");
  const named = [...own, ...products];
  if (named.length === 0) return { tables: named };
  const tablesOf = (view: ErrorView): readonly Table[] => [...products.filter((table) => table.is?.(view)), ...own];
  const found = inAll(views, EXACT, tablesOf);
  const cause = found && isLost(found.match) ? inAll(views, [byText], tablesOf) : undefined;
  if (found) return { ...(cause && !isLost(cause.match) ? cause : found), tables: named };
  for (const view of views) {
    const found = products.flatMap((table) => inAll([view], EXACT, () => [table])?.match ?? []);
    if (found.length > 0) return { view, tables: named, ...choose(found, tables, "telling") };
  }
  return { tables: named };
}

/** The first row, in the order of the ways to find one, then from the outside to the inside. */
function inAll(
  views: readonly ErrorView[],
  finders: readonly Finder[],
  tablesOf: (view: ErrorView) => readonly Table[],
): { readonly view: ErrorView; readonly match: RowMatch } | undefined {
  for (const find of finders) {
    for (const view of views) {
      for (const table of tablesOf(view)) {
        const match = find(view, table);
        if (match) return { view, match };
      }
    }
  }
  return undefined;
}
