/**
 * One walk over an error: what it is, and everything inside it that may be the error itself.
 *
 * @module
 */
import { ErrorView } from "./error-view.ts";
import { fieldAt, fieldsAt, headerAt, readableText, textOf } from "./field-at.ts";
import { cleared, headlineOf, loudest } from "./pasted.ts";
import { failureFrom, type Written, writtenIn } from "./written.ts";

/** The budget: as many objects and texts are looked at, whatever an error is made of. */
const MAX_VIEWS = 16;
const MAX_ELEMENTS = 6;
const MAX_WHOLE = 1_200;

/**
 * Where libraries put an error inside an error: names that are looked up, not a list of libraries. An object is never
 * enumerated, for it may have ten thousand fields, and to list them takes milliseconds.
 */
const INSIDE =
  /* @__PURE__ */ "cause originalError innerError innerException inner underlyingError networkError error errors graphQLErrors response data body result extensions detail details reason exception err context metadata $metadata http output errorData errorDetail status shape description xhr jqXHR responseJSON responseText bodyAsText _data parsedBody reply message parameters failure errorInfo payload meta Error Fault stateChange target httpResponse rawResponse responseData info fault problem lastError json res resp Errors Exception InnerException exceptions values callEndReason errorReason twilioError oauthError nativeEvent userInfo jsonPayload connectionState params raw rawError errorResponse apiError errorBody responseBody closeEvent event args challenge www-authenticate httpError extra attributes msg errorMessage error.message exception.message value log textPayload baseData events props pageProps properties".split(
    " ",
  );

const NOTHING_WRITTEN: Written = { held: [], rest: "" };

/** The error, then what is inside it, from the outside to the inside. */
export function viewsOf(error: unknown): readonly ErrorView[] {
  const views: ErrorView[] = [];
  const queue: [value: unknown, depth: number][] = [[error, 0]];
  const seen = new Set<unknown>();
  for (let next = 0; next < queue.length && views.length < MAX_VIEWS; next++) {
    const [value, depth] = queue[next]!;
    if (seen.has(value)) continue;
    seen.add(value);
    // What JSON says stands in its fields: read as words too, its names and its data would say something of their own.
    const { held, rest } = typeof value === "string" ? writtenIn(cleared(readableText(value))) : NOTHING_WRITTEN;
    const whole = /\w/.test(rest) ? printedError(held, rest) : held;
    if (whole.length > 0) {
      for (const each of whole) queue.push([each, depth]);
      continue;
    }
    const view = new ErrorView(held.length > 0 ? rest : value, depth, loudest);
    if (typeof value === "string") view.headline = headlineOf(view.own);
    views.push(view);
    const inside: unknown[] = held.length > 0 ? [...held] : insideOf(value);
    if (inside.length === 0 && view.own === "" && isObject(value)) {
      const subjects = subjectsIn(value);
      inside.push(...(subjects.length > 0 || depth === 0 ? subjects : strangersIn(value)));
    }
    for (const inner of inside) queue.push([inner, depth + 1]);
  }
  return withAllTexts(views);
}

/** An error as a console prints it: its name, its words and its stack, and then its fields. */
function printedError(held: readonly object[], words: string): readonly object[] {
  const failure = held.length === 1 && fieldAt(held[0], "message") === undefined ? failureFrom(words) : undefined;
  return failure ? [{ ...failure, ...held[0] }] : [];
}

/** Each text may stand in another object than its code. */
function withAllTexts(views: readonly ErrorView[]): readonly ErrorView[] {
  if (views.length > 1) {
    const whole = [...new Set(views.map(({ own }) => own))].join("\n").slice(0, MAX_WHOLE);
    for (const view of views) view.text = `${view.own}\n${whole}`;
  }
  return views;
}

function insideOf(value: unknown): unknown[] {
  if (typeof value === "string") return [structureIn(value)].filter(Boolean);
  if (typeof value !== "object" || value === null) return [];
  const found: unknown[] = [];
  if (isArray(value)) {
    for (let at = 0; at < MAX_ELEMENTS; at++) {
      const element = fieldAt(value, String(at));
      if (typeof element === "string" || isObject(element)) found.push(element);
    }
    return found;
  }
  for (const inner of fieldsAt(value, INSIDE)) {
    if (inner === undefined) continue;
    const held = typeof inner === "string" ? structureIn(inner) : inner;
    if (isObject(held)) found.push(held);
  }
  // A STOMP frame's words stand in its headers.
  const framed = fieldAt(value, "headers.message");
  if (typeof framed === "string") found.push(framed);
  const header = headerAt(value, "www-authenticate");
  const challenge = header && structureIn(header);
  if (challenge) found.push(challenge);
  return found;
}

const MAX_STRANGERS = 16;

/**
 * The objects in the first fields of something inside, whatever they are called: a wrapper that nobody knows may hold
 * anything. Not of the error itself: to list ten thousand fields takes a millisecond.
 */
function strangersIn(value: object): object[] {
  const found: object[] = [];
  let seen = 0;
  try {
    for (const name in value) {
      if (++seen > MAX_STRANGERS) break;
      const inner = fieldAt(value, name);
      if (isObject(inner) && !(isArray(inner) && typeof fieldAt(inner, "0") === "string")) found.push(inner);
    }
  } catch {
    // a proxy that does not tell its fields
  }
  return found;
}

/** Where the name of a field is the subject of its sentence, as in `{ token: ["has expired"] }`. */
const SUBJECTS =
  "token access_token accessToken refresh_token authorization session credentials username password exp base non_field_errors".split(
    " ",
  );

function subjectsIn(value: object): string[] {
  return fieldsAt(value, SUBJECTS).flatMap((field, at) => {
    const text = textOf(field);
    return text && text.length < 200 ? [`${SUBJECTS[at]!}: ${text}`] : [];
  });
}

/** JSON in a text, or the fields of a query or of a `WWW-Authenticate` header. */
export function structureIn(text: string): object | undefined {
  if (!/[{[=]/.test(text)) return undefined;
  const [json] = writtenIn(text).held;
  if (json) return json;
  const read = readableText(text);
  if (!/\berror="?\w/.test(text)) return undefined;
  const fields: Record<string, string> = {};
  for (const [, name, quoted, bare] of read.matchAll(
    /\b(error|error_description|scope|claims|acr_values|max_age)=(?:"([^"]*)"|([^\s"&,;]+))/g,
  )) {
    fields[name!] ??= quoted ?? decoded(bare!);
  }
  return fields;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false; // a revoked proxy
  }
}

/** Where one vendor's SDK keeps the error inside its error. */
const CAUSES = ["cause", "originalError", "error", "reason", "detail", "data"];

/** {@link viewsOf} for errors of one SDK: the error, and the first thing inside it, four deep. */
export function lineOf(error: unknown): readonly ErrorView[] {
  const views = [new ErrorView(error)];
  let inner: unknown = error;
  for (let depth = 1; depth < 4; depth++) {
    const outer = inner;
    inner = CAUSES.map((name) => fieldAt(outer, name)).find(isObject);
    if (inner === undefined) break;
    views.push(new ErrorView(inner, depth));
  }
  return withAllTexts(views);
}
