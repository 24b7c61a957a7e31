/**
 * Objects that stand in a text: as JSON, or as a console prints them.
 *
 * @module
 */
import { readableText } from "./field-at.ts";

const MAX_GROUPS = 6;

const MAX_DEPTH = 40;

/** What is left open ends with its line, or with the text, also behind a backslash: whoever looks for its end finds it in one pass. */
const QUOTED = /"(?:[^"\\]|\\[^]?)*(?:"|$)|'(?:[^'\\\n]|\\[^]?)*(?:'|(?=\n)|$)|`(?:[^`\\]|\\[^]?)*(?:`|$)/g;

/**
 * What a printed object is made of. A text of several lines is printed as several, with a plus between them; an error as
 * its first line, or that in brackets, then its stack, then its fields; and `Response {` or `[Function: get]` only say
 * what kind of thing stands there. Every repetition has a bound, because a text is anybody's.
 */
const PIECES = /* @__PURE__ */ (() =>
  new RegExp(
    [
      `((?:${QUOTED.source})(?: \\+\\n {0,80}(?:${QUOTED.source}))*)(\\s{0,9}:)?`,
      /\[(?:[A-Z]\w{0,60}|(?:Function|class|Object|Getter|Circular)\b[^\]\n'"{]{0,60})\]/.source,
      /\[([A-Z][\w$]{0,60}: [^\]\n]{0,999})\]/.source,
      /(?<=[:[]\s{1,80})([A-Z][\w$]{0,60}(?: \[\w{1,60}\])?: [^\n]*?)(?=,?(?: \{)?(?:\n|$))/.source,
      /\n {1,80}at [^\n]*?(?=(?: \{)?(?:\n|$))/.source,
      /\[?(\b[A-Za-z_$][\w$-]{0,60}|Symbol\([^)\n]{0,60}\))\]?:(?=[\s"'{[\d])/.source,
      /(?:<ref \*\d+> )?\b[A-Z][\w$]{0,60}(?:\(\d+\))?(?: \[[^\]\n]{0,60}\])? (?=[{[])/.source,
      /([{[])|([}\]])/.source,
      /(-?\d[\d.]{0,30}|true|false|null|undefined|-?Infinity|NaN)(?=\s{0,80}(?:[,}\]]|$))/.source,
    ].join("|"),
    "g",
  ))(); // a function: `source` would keep it in bundles that need none of it

export interface Written {
  /** What stood in the text, one after the other. */
  readonly held: readonly object[];
  /** The text around it. */
  readonly rest: string;
}

/** What stands as JSON in a text, or as a console prints it, and the words around it. */
export function writtenIn(whole: string): Written {
  const text = readableText(whole);
  const held: object[] = [];
  const rest: string[] = [];
  let done = 0;
  // `[50001]` and `[WARN]` are a code and a mark.
  for (const { index } of [...text.matchAll(/\{|\[(?=\s*["'`{[])/g)].slice(0, MAX_GROUPS)) {
    if (index < done) continue;
    const group = groupAt(text, index);
    if (!group) continue; // brackets of another kind
    held.push(group.held);
    rest.push(text.slice(done, index), group.rest);
    done = group.end;
  }
  return { held, rest: [...rest, text.slice(done)].join(" ") };
}

type Holder = unknown[] | Record<string, unknown>;

interface Group {
  readonly held: object;
  /** Words that no quotes hold. */
  readonly rest: string;
  readonly end: number;
}

/** From an opening bracket to the one that closes it, or to the end of what was cut off. */
function groupAt(text: string, start: number): Group | undefined {
  const open: Holder[] = [];
  const rest: string[] = [];
  let held: Holder | undefined;
  let key: string | undefined;
  /** Whose fields follow its stack. */
  let failure: Record<string, unknown> | undefined;
  let end = start;
  const put = (value: unknown): void => {
    const holder = open.at(-1);
    if (Array.isArray(holder)) holder.push(value);
    else if (holder && key !== undefined) holder[key] ??= value;
    else if (typeof value === "string") rest.push(value);
    key = undefined;
  };
  PIECES.lastIndex = start;
  for (const piece of text.matchAll(PIECES)) {
    const [whole, quoted, isKey, short, long, name, opening, closing, plain] = piece;
    const head = short ?? long;
    const between = text.slice(end, piece.index);
    if (/\w/.test(between)) rest.push(between);
    end = piece.index + whole.length;
    if (name || isKey) key = name ?? unquoted(quoted!);
    else if (quoted !== undefined) put(unquoted(quoted));
    else if (head !== undefined) put((failure = failureFrom(head)));
    else if (plain !== undefined) put(valueOf(plain));
    else if (opening !== undefined) {
      const made: Holder = opening === "[" ? [] : (failure ?? {});
      if (made !== failure) put(made);
      failure = undefined;
      held ??= made;
      if (open.push(made) > MAX_DEPTH) return undefined;
    } else if (closing !== undefined) {
      open.pop();
      if (open.length === 0) break;
    }
  }
  return held && Object.keys(held).length > 0 ? { held, rest: rest.join(" "), end } : undefined;
}

function unquoted(text: string): string {
  return (text.match(QUOTED) ?? [])
    .map((part) => part.replace(/^(.)([^]*?)\1?$/, "$2").replace(/\\(?:u([\da-f]{4})|(.))/gi, escaped))
    .join("");
}

function escaped(_: string, hex: string | undefined, sign: string | undefined): string {
  return hex ? String.fromCharCode(Number.parseInt(hex, 16)) : ({ n: "\n", r: "\r", t: "\t" }[sign!] ?? sign!);
}

function valueOf(plain: string): unknown {
  return /\d/.test(plain) ? Number(plain) : { true: true, false: false, null: null }[plain];
}

/** `Error [KeyError]: words`, and perhaps its stack below, as an error's fields; in a line of a log with what stands before. */
export function failureFrom(printed: string): Record<string, unknown> | undefined {
  const [heading, type, name] =
    /(?:^(?:Uncaught (?:\(in promise\) )?)?|\s(?=\w*(?:Error|Exception)\b))([A-Z][\w$]*)(?: \[(\w+)\])?: /.exec(
      printed,
    ) ?? [];
  if (heading === undefined) return undefined;
  return {
    name: name ?? type,
    message: printed
      .replace(heading, " ")
      .trim()
      .replace(/\n\s+at .*/g, ""),
  };
}
