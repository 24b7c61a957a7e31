/**
 * Writes `docs/requirements.md`: each requirement in one line, and the tests that carry its number in a title.
 * `node test/support/requirements-page.ts`
 *
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

export const REQUIREMENTS_PAGE = new URL("../../docs/requirements.md", import.meta.url);
const TESTS = new URL("../", import.meta.url);

/** What waits for a release of its own: several tabs, React, and a quarter of an hour in a throttled browser. */
const LATER: readonly number[] = [27, 30, 40, 41, 42, 43, 44, 80];

const LINES: readonly string[] = [
  "`willExpire` comes once per token, 30 s before its end",
  "and again for every later token, a thousand times over",
  "adopting a token leaves no timer of the one before",
  "a token adopted late warns and is replaced; a dead one is `expired` and replaced",
  "leads end at half the life: the number of fetches a day is bounded for every lifetime",
  "lives of 25 days to 100 years: silence, then the right moment; no timer beyond 2^31-1 ms",
  "fetches keep their distance, whatever callers do; a proven refusal may pass once",
  "a token that lives no longer than the one in hand is a failure, not a renewal",
  "a token that is dead on arrival is a failure and never a loop",
  "dates in the wrong unit, NaN, infinite or absurd are named and refused",
  "a server's advice to refresh earlier is followed",
  "a range or `spread` draws one lead per token, evenly, never past half the life",
  "a seed reproduces every lead and delay",
  "renewals do not drift",
  "opaque tokens work with a stated life; without one there is one warning and no timer",
  "without proactive refresh only callers cause fetches",
  "wrong local clocks cost no extra fetches and hand out no dead token",
  "a token from the future or dead on arrival is recognised as clock skew",
  "a token that the back end cached gains no life from that",
  "`expires_in` counts from the start of the fetch",
  "a wall clock set back does not delay a refresh",
  "a wall clock set forward costs at most one fetch",
  "a server time is used only where it is sane",
  "an 8 h sleep with a visible tab ends with one fetch",
  "a burst of wake events is one look at the clock",
  "waking before the network is up is transient",
  "throttled background tabs keep a 5-minute token alive",
  "the lead grows while hidden and shrinks back without a fetch",
  '`hiddenPolicy: "pause"` is silent while hidden and fresh on return',
  "the page stays eligible for the back/forward cache",
  "offline burns no attempts; `online` acts at once; a probe each minute",
  "page and network are injectable; no DOM is needed",
  "any number of callers share one fetch",
  "a forced refresh joins only a fetch that started after the refusal",
  "a caller's abort ends that caller only",
  "rejection, throw and timeout all free the way for the next fetch",
  "callers of a failing fetch share one error",
  "results of an earlier generation are dropped, in any order",
  "an older token never replaces a newer one",
  "several tabs: one fetch per rotation",
  "waiting for another tab is bounded; no lock while listeners run",
  "a frozen or dead tab stops nobody",
  "no token crosses tabs unless the app asked for it",
  "everything works without Web Locks and BroadcastChannel",
  "backoff with jitter, exact for a seed, reset by success",
  "attempts go on until success, a terminal error, `stop` or `dispose`",
  "a failure never removes a valid token",
  "callers during an outage cause no more fetches than the schedule",
  "`Retry-After` is honoured, clamped, and never delays `expired`",
  "a terminal failure stops everything until somebody acts",
  "the default classes over the whole range of statuses",
  "a fetcher may say its class itself; `null` is signed out",
  "a fetcher that hangs is given up in time",
  "a late success is used if it is fresher; a late rejection is silent",
  'one fetch at a time; `overlap: "never"` waits for a call that timed out',
  "everything wrong that a fetcher can return is named",
  "a caller's deadline ends that caller only",
  "starting again works after stop and after failure; twice is once",
  "the order of events is a grammar",
  "`expired` comes once, on time or at the first look, and never for a token that is gone",
  "every failed attempt is told with its reason and the time of the next",
  "a throwing listener hurts nobody",
  "listeners may call every method",
  "`setToken` in `willExpire` replaces the fetch",
  "`on` returns its undo, takes a signal, is typed, counts a function once",
  "a late subscriber can read everything",
  "a thousand random lives leave no unhandled rejection and no output",
  "only the exact current token can be invalidated",
  "an invalidated token is never handed out again",
  "a fresh token that is refused escalates and never loops",
  "`minValidityMs` gets as much, or the best there is",
  "`peek` looks and does nothing",
  "an expired token is never handed out",
  "reading a JWT never throws",
  "`dispose` leaves no timer, listener or request",
  "pending callers are rejected at once on `dispose`",
  "a token that comes after `dispose` is not kept",
  "timers do not keep a process alive",
  "importing and constructing touch no page",
  "React's StrictMode leaves one schedule",
  "100,000 renewals leave the heap flat",
  "no token value in any log, error, event or dump",
  "foreign error texts are cut and scrubbed",
  "the journal is a bounded ring without identifiers",
  "nothing is persisted by default",
  "`explain` says why nothing happens",
  "clock, timers, randomness, page and network are injectable",
  "events, options and errors are closed types",
  "entry points, types and size",
  "units are in the names",
  "`diagnoseError` is total and pure",
  "expired and invalid are different",
  "the diagnosis survives drifting codes by what we know ourselves",
  "each action comes with a hint and says whether the user must act",
  "rejoin where a live connection cannot take a token",
  "random histories over the whole manager",
];

/** Requirement -> files whose tests name it. */
export function carriers(): ReadonlyMap<number, readonly string[]> {
  const found = new Map<number, Set<string>>();
  for (const name of readdirSync(TESTS, { recursive: true, encoding: "utf8" }).sort()) {
    if (!/\.test\.ts$|^types\/.*\.ts$/.test(name)) continue;
    const text = readFileSync(new URL(name, TESTS), "utf8");
    for (const [, title] of text.matchAll(
      /(?:\b(?:test|describe|it)\b[^"'`\n]*(?:\n\s*)?|^\/\*\* )["'`]?((?:R\d+[ ,/-]*)+)/gm,
    ))
      for (const [, number] of title!.matchAll(/R(\d+)/g)) {
        if (!found.has(Number(number))) found.set(Number(number), new Set());
        found.get(Number(number))!.add(name);
      }
  }
  return new Map([...found].map(([number, names]) => [number, [...names]]));
}

/** The numbers that no test carries, although none of them waits for later. */
export const missing = (): number[] =>
  LINES.map((_, index) => index + 1).filter((number) => !LATER.includes(number) && !carriers().has(number));

/** The whole page. */
export function requirementsPage(): string {
  const tests = carriers();
  const rows = LINES.map((line, index) => {
    const number = index + 1;
    const files = (tests.get(number) ?? []).map((name) => `[${name}](../test/${name})`);
    const where = [...files, ...(LATER.includes(number) ? ["*later*"] : [])].join(", ");
    return `| ${number} | ${line} | ${where} |`;
  });
  return `# Requirements

<!-- Written by test/support/requirements-page.ts from the titles of the tests. -->

Ninety-six behaviours, each carried by tests whose titles begin with its number. *later*: in whole or in part for a later release.

| R | what must be true | tests |
|---|---|---|
${rows.join("\n")}
`;
}

if (import.meta.main) writeFileSync(REQUIREMENTS_PAGE, requirementsPage());
