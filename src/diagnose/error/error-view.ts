/**
 * One object, or text, of an error: its words, its names, and its codes as each table looks for them.
 *
 * @module
 */
import { fieldAt, textAt } from "./field-at.ts";

/** Where libraries put words for people. */
const TEXTS =
  ". message description explanation error_description errorDescription errorMessage error_message errorSummary errorMsg msg reason desc detail details detailedMessage rawMessage long_message longMessage title error errors info responseText bodyAsText".split(
    " ",
  );
const STATUS = "status statusCode description httpStatusCode httpStatus http_status reply.status.code code".split(" ");

/** `status code '401'`, `HTTP/1.1 401`, `Unexpected response code: 401`, `401 Unauthorized`. */
const STATUS_IN_TEXT =
  /\b(?:status|response|response code|status ?code|http(?:\/\d(?:\.\d)?)?)\b[^\w\n]{0,5}([45]\d\d)\b|\b([45]\d\d)[ :-]{1,3}(?:unauthori[sz]ed|forbidden|not found|too many|internal|bad|service|gateway|conflict|gone|payment)/i;

/** `TypeError: …` and `Uncaught (in promise) AgoraRTCException: …`, as consoles print it. */
const NAMED = /(?:^|[\s([])([A-Z]\w*(?:Error|Exception))\b:? ?/g;

/** Words that can be a code: `ERR_NO_AUTHORIZED`, `auth/user-token-expired`, `AccessTokenExpired`; and numbers. */
const WORD = /-?\b\d+\b(?:\/\d+)?|[A-Za-z_$][\w$]*(?:[-/.][\w$]+)*/g;
const MAX_WORDS = 80;

/** A number beside which the text says that it is a code: `(20104)`, `51007: …`, `error code 109`. */
const NUMBER = /\((-?\d{1,7})\)|^(-?\d{3,7}): |(?:error|err|code|reason)["']?[^\w\n-]{0,4}(-?\d{1,7})\b/gim;

/** A read-only look. */
export class ErrorView {
  readonly error: unknown;
  /** How many wrappers are around it. */
  readonly depth: number;
  readonly name: string;
  /** Its own words, one text a line. */
  readonly own: string;
  /** Its own words, then those of everything around and inside it. */
  text: string;
  /** Whether its `code` is a vendor's, and so no HTTP status. */
  isOfVendor = false;
  readonly #codes = new Map<string, ReadonlyMap<string, string | number>>();
  #words: ReadonlySet<string> | undefined;

  constructor(error: unknown, depth = 0) {
    this.error = error;
    this.depth = depth;
    const texts = new Set<string>();
    for (const path of typeof error === "string" ? ["."] : TEXTS) {
      const text = textAt(error, path);
      // A single word in `error` is a code.
      if (!text || (path === "error" && !text.includes(" "))) continue;
      texts.add(text);
      const bare = text.replace(/^[^\n]*?\b[A-Z]\w*(?:Error|Exception): /, "");
      if (bare) texts.add(bare);
    }
    this.own = [...texts].join("\n");
    this.text = this.own;
    const names = typeof error === "string" ? [...this.own.matchAll(NAMED)].map(([, name]) => name!) : [];
    this.name = textAt(error, "name") || (names.filter((name) => name !== "Error").pop() ?? "");
  }

  field(path: string): unknown {
    return fieldAt(this.error, path);
  }

  /** The text at `path`, or the empty string. */
  textAt(path: string): string {
    return textAt(this.error, path);
  }

  /** The text or the number at `path`, as text. */
  wordAt(path: string): string {
    const value = this.field(path);
    return typeof value === "number" || typeof value === "string" ? String(value).slice(0, 100) : "";
  }

  /** Whether the value at `path` has the type `type`. */
  has(path: string, type: "string" | "number" | "boolean" | "object"): boolean {
    const value = this.field(path);
    return typeof value === type && value !== null;
  }

  /** What a method without arguments returns, as of Chime's status; `undefined` if it throws. */
  call(name: string): unknown {
    try {
      const method = this.field(name);
      return typeof method === "function" ? Reflect.apply(method, this.error, []) : undefined;
    } catch {
      return undefined; // not that method after all
    }
  }

  /** What the vendor itself said first, for quoting. */
  get said(): string {
    return this.own.split("\n", 1)[0]!;
  }

  /** Codes at these paths, by their text in lower case and with the prefix of the path; in the order of the paths. */
  codes(paths: string): ReadonlyMap<string, string | number> {
    const known = this.#codes.get(paths);
    if (known) return known;
    const found = new Map<string, string | number>();
    this.#codes.set(paths, found);
    for (const place of paths.split(" ")) {
      const colon = place.indexOf(":");
      const prefix = place.slice(0, colon + 1);
      const value = this.field(place.slice(colon + 1));
      const isCode =
        typeof value === "number" ||
        (typeof value === "string" && value.length < 100) ||
        (prefix !== "" && typeof value === "boolean");
      if (!isCode) continue;
      const key = (prefix + String(value)).toLowerCase();
      if (!found.has(key)) found.set(key, typeof value === "boolean" ? String(value) : value);
    }
    return found;
  }

  /** Everything in its words that may be a code, in lower case and in the order of the text. */
  get words(): ReadonlySet<string> {
    if (this.#words) return this.#words;
    const found = new Set<string>();
    for (const match of this.own.matchAll(NUMBER)) found.add(`#${match[1] ?? match[2] ?? match[3]!}`);
    let count = 0;
    for (const [word] of this.own.matchAll(WORD)) {
      if (++count > MAX_WORDS) break;
      const [code, sub] = word.split("/") as [string, string?];
      if (/^-?\d+$/.test(code)) {
        // Alone, a number in a sentence is anything; `401/40235` is a code and its sub-code.
        if (sub) found.add(`#${code}`).add(`#${sub}`);
        continue;
      }
      found.add(word.toLowerCase());
      const dot = word.lastIndexOf(".");
      if (dot > 0) found.add(word.slice(dot + 1).toLowerCase());
    }
    return (this.#words = found);
  }

  /** The HTTP status, and `401` as well as `4xx`; nothing if there is none. */
  status(): readonly (string | number)[] {
    const status =
      STATUS.map((path) => this.field(path))
        .map((value) => (typeof value === "string" && /^[45]\d\d$/.test(value) ? Number(value) : value))
        .find(
          (value, at): value is number =>
            isStatus(value) && (STATUS[at] !== "code" || (this.own !== "" && !this.isOfVendor)),
        ) ?? this.#statusInText();
    if (status === undefined) return [];
    if (status >= 300) return [status, `${Math.floor(status / 100)}xx`];
    // A success is only worth a word if a real response was handed over.
    if (this.depth > 0 || !this.has("ok", "boolean")) return [];
    return [status, "2xx"];
  }

  #statusInText(): number | undefined {
    const match = STATUS_IN_TEXT.exec(this.own);
    return match ? Number(match[1] ?? match[2]) : undefined;
  }
}

function isStatus(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 200 && value < 600;
}
