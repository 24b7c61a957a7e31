/**
 * One object, or text, of an error: its words, its names, and its codes as each table looks for them.
 *
 * @module
 */
import { fieldAt, fieldsAt, textAt, textOf } from "./field-at.ts";
import type { Table } from "./table.ts";

/** Where libraries put words for people. */
const TEXTS =
  "message reasonString description explanation error_description errorDescription errorDetails errorMessage error_message errorSummary errorMsg msg reason desc detail details detailedMessage rawMessage long_message longMessage title error err alert errors info responseText bodyAsText statusMessage error_summary err_msg errmsg faultstring reason_phrase userMessage developerMessage cause payload base exp body data responseBody Message Detail Title Description ErrorMessage ExceptionMessage log textPayload exc_info NSLocalizedDescription MSALErrorDescriptionKey authenticationErrorDetail value text error.message exception.message".split(
    " ",
  );
/** `TypeError: …` and `Uncaught (in promise) AgoraRTCException: …`, as consoles print it. */
const NAMED = /(?:^|[\s([])([A-Z]\w*(?:Error|Exception))\b:? ?/g;

/** All of its words together; what stands behind them is no sentence about the error any more. */
const MAX_OWN = 3_000;

const NONE: ReadonlyMap<string, string | number> = new Map();

/** A read-only look. */
export class ErrorView {
  /** The object that is looked at. */
  readonly error: unknown;
  /** How many wrappers are around it. */
  readonly depth: number;
  /** The error's own name, or its constructor's. */
  readonly name: string;
  /** Its own words, one text a line. */
  readonly own: string;
  /** Its own words, then those of everything around and inside it. */
  text: string;
  /** The tables whose shape it has. Where there are some, its `code` is a vendor's, and so no HTTP status. */
  shapes: readonly Table[] = [];
  /** The tables of standards that may know it. */
  standards: readonly Table[] = [];
  /** Codes and words, as patterns for plain words want them; like what follows, made when it is needed. */
  plain: string | undefined;
  /** Of the first view: {@link plain} of all, text by text and as one. */
  reading: { readonly texts: readonly string[]; readonly whole: string } | undefined;
  /** The line to quote, where it is not the first one. */
  headline: string | undefined;
  /** What in its words may be a code. */
  words: ReadonlySet<string> | undefined;
  /** The HTTP status, and `401` as well as `4xx`. */
  status: readonly (string | number)[] | undefined;
  /** What a table found in texts and headers, besides its codes. */
  readonly derived: Map<Table, ReadonlyMap<string, string | number>> = new Map();
  readonly #codes = new Map<string, ReadonlyMap<string, string | number>>();

  constructor(error: unknown, depth = 0, clear?: (text: string) => string) {
    this.error = error;
    this.depth = depth;
    const texts = new Set<string>();
    const values = typeof error === "object" && error !== null ? fieldsAt(error, TEXTS) : [error];
    for (const [at, value] of values.entries()) {
      if (value === undefined) continue;
      const text = textOf(value, clear);
      // A single word in `error` is a code.
      if (!text || (TEXTS[at] === "error" && values.length > 1 && !text.includes(" "))) continue;
      texts.add(text);
      const bare = /(?:Error|Exception)(?:\[\w+\]| \d+)?: /.test(text)
        ? text.replace(/^[^\n]*?\b[A-Z]\w*(?:Error|Exception)(?:\[\w+\]| \d+)?: /, "")
        : "";
      if (bare) texts.add(bare);
    }
    this.own = [...texts].join("\n").slice(0, MAX_OWN);
    this.text = this.own;
    const names = typeof error === "string" ? [...this.own.matchAll(NAMED)].map(([, name]) => name!) : [];
    this.name = textAt(error, "name") || (names.filter((name) => name !== "Error").pop() ?? "");
  }

  /** The value at a dotted path, or `undefined`; never throws. */
  field(path: string): unknown {
    return fieldAt(this.error, path);
  }

  /** The text at `path`, or the empty string. */
  textAt(path: string): string {
    return textAt(this.error, path);
  }

  /** Whether the value at `path` has the type `type`. */
  has(path: string, type: "string" | "number" | "boolean" | "object"): boolean {
    const value = this.field(path);
    return typeof value === type && value !== null;
  }

  /** What the vendor itself said first, for quoting. */
  get said(): string {
    return this.headline ?? this.own.split("\n", 1)[0]!;
  }

  /** Codes at these paths, by their text in lower case and with the prefix of the path; in the order of the paths. */
  codes(paths: string): ReadonlyMap<string, string | number> {
    const known = this.#codes.get(paths);
    if (known) return known;
    let found: Map<string, string | number> | undefined;
    for (const [prefix, path] of placesOf(paths)) {
      const value = this.field(path);
      const isCode =
        typeof value === "number" ||
        (typeof value === "string" && value.length < 100 && !value.includes("\n")) ||
        (prefix !== "" && typeof value === "boolean");
      if (!isCode) continue;
      const key = (prefix + String(value)).toLowerCase();
      found ??= new Map();
      if (!found.has(key)) found.set(key, typeof value === "boolean" ? String(value) : value);
    }
    this.#codes.set(paths, found ?? NONE);
    return found ?? NONE;
  }
}

const places = new Map<string, readonly (readonly [prefix: string, path: string])[]>();

/** `state:reason code`, taken apart once. */
function placesOf(paths: string): readonly (readonly [prefix: string, path: string])[] {
  const known = places.get(paths);
  if (known) return known;
  const parts = paths.split(" ").map((place): readonly [string, string] => {
    const colon = place.indexOf(":");
    return [place.slice(0, colon + 1), place.slice(colon + 1)];
  });
  places.set(paths, parts);
  return parts;
}
