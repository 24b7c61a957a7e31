/**
 * Reading what others threw: getters may throw, proxies may lie, nothing may be there.
 *
 * @module
 */
/** As much of a text is read: half of it from its end, since the last lines of a log, and of an error's print, say most. */
const MAX_READ = 20_000;

export const readableText = (text: string): string =>
  text.length > MAX_READ ? `${text.slice(0, MAX_READ / 2)}\n${text.slice(-MAX_READ / 2)}` : text;

/** Longer texts are cut before a pattern sees them. */
export const MAX_TEXT = 1_000;

/** Colours of a terminal, where the code stood, and what a printed object has not: no words about the error. */
const NOISE =
  /\u001b\[[\d;]*m|\n[ \t]+(?:at (?:.+:\d+\)?|[\w$.<>`]+\(.*\).*)|File ".+(?:\n[ \t]{3,}.+)?|['\w()]+: (?:false|null|undefined|\[\w+\]),?) *$/gm;

const known = new Map<string, readonly string[]>();

/** A dotted path, taken apart once. */
function partsOfPath(path: string): readonly string[] {
  const before = known.get(path);
  if (before) return before;
  const keys = path.split(".");
  known.set(path, keys);
  return keys;
}

/** The value at a dotted path (`cause.0.code`; `.` is the value itself), or `undefined`. Never throws. */
export function fieldAt(value: unknown, path: string): unknown {
  if (value === null || value === undefined) return undefined;
  if (path === ".") return value;
  try {
    if (!path.includes(".")) return (value as Record<string, unknown>)[path];
    let here: unknown = value;
    for (const key of partsOfPath(path)) {
      if (here === null || here === undefined) return undefined;
      here = (here as Record<string, unknown>)[key];
    }
    return here;
  } catch {
    return undefined; // a field that cannot be read is a field that is not there
  }
}

/** The values of many fields, each as {@link fieldAt} reads it: quickly, for objects whose getters do not throw. */
export function fieldsAt(value: unknown, names: readonly string[]): readonly unknown[] {
  try {
    const object = value as Record<string, unknown>;
    return names.map((name) => object[name]);
  } catch {
    return names.map((name) => fieldAt(value, name));
  }
}

/** Takes away what stands around an error's words. What an SDK throws was not pasted, so its adapter brings none. */
type Clearing = (text: string) => string;

const asItIs: Clearing = (text) => text;

/** What a text says, cut to a length that patterns can bear. */
function wordsOf(text: string, clear: Clearing): string {
  const long = readableText(text);
  return clear(long.includes("\u001b") || long.includes("\n") ? long.replace(NOISE, "") : long).slice(0, MAX_TEXT);
}

/** A foreign value as text, cut to a length that patterns can bear; of a list, its first text. */
export function textOf(found: unknown, clear: Clearing = asItIs): string {
  if (typeof found === "string") return wordsOf(found, clear);
  // Agora's `desc` is one text or a list of them.
  const first = typeof found === "object" && found !== null ? fieldAt(found, "0") : undefined;
  return typeof first === "string" ? wordsOf(first, clear) : "";
}

/** A text at `path`, cut to a length that patterns can bear; lists of texts are joined. */
export function textAt(value: unknown, path: string): string {
  return textOf(fieldAt(value, path));
}

/** The text or the number at `path`, as text. */
export function wordAt(value: unknown, path: string): string {
  const found = fieldAt(value, path);
  return typeof found === "number" || typeof found === "string" ? String(found).slice(0, 100) : "";
}

/** What a method without arguments returns, as of Chime's status; `undefined` if it throws. */
export function callAt(value: unknown, name: string): unknown {
  try {
    const method = fieldAt(value, name);
    return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
  } catch {
    return undefined; // not that method after all
  }
}

/** A response header of whatever kind of response hangs on the error, or the empty string. */
export function headerAt(value: unknown, name: string): string {
  for (const path of ["headers", "response.headers"]) {
    try {
      const headers = fieldAt(value, path) as { get?: unknown } | undefined;
      const get = headers?.get;
      const text: unknown =
        typeof get === "function"
          ? Reflect.apply(get, headers, [name])
          : (fieldAt(headers, name) ?? fieldAt(headers, titled(name)));
      if (typeof text === "string") return text.slice(0, MAX_TEXT);
    } catch {
      continue; // not readable as headers after all
    }
  }
  return "";
}

/** As servers and libraries write it: `WWW-Authenticate`. */
const titled = (name: string): string => name.replace(/\b\w/g, (letter) => letter.toUpperCase()).replace("Www", "WWW");
