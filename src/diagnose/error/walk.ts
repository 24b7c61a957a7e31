/**
 * One walk over an error: what it is, and everything inside it that may be the error itself.
 *
 * @module
 */
import { ErrorView } from "./error-view.ts";
import { fieldAt, fieldsAt, headerAt, textOf } from "./field-at.ts";

/** The budget: as many objects and texts are looked at, whatever an error is made of. */
const MAX_VIEWS = 16;
const MAX_ELEMENTS = 6;
const MAX_JSON = 20_000;
const MAX_WHOLE = 1_200;

/**
 * Where libraries put an error inside an error: names that are looked up, not a list of libraries. An object is never
 * enumerated, for it may have ten thousand fields, and to list them takes milliseconds.
 */
const INSIDE =
  /* @__PURE__ */ "cause originalError innerError innerException inner underlyingError networkError error errors graphQLErrors response data body result extensions detail details reason exception err context metadata $metadata http output errorData errorDetail status shape description xhr jqXHR responseJSON responseText bodyAsText _data parsedBody reply message parameters failure errorInfo payload meta Error Fault stateChange target httpResponse rawResponse responseData info fault problem lastError json res resp Errors Exception InnerException exceptions values callEndReason errorReason twilioError oauthError nativeEvent userInfo jsonPayload connectionState params raw rawError errorResponse apiError errorBody responseBody closeEvent event args challenge www-authenticate httpError".split(
    " ",
  );

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
    const written = typeof value === "string" ? jsonIn(value) : undefined;
    if (written && !written.rest.trim()) {
      queue.push([written.held, depth]);
      continue;
    }
    const view = new ErrorView(written?.rest ?? value, depth);
    views.push(view);
    const inside = written ? [written.held] : insideOf(value);
    if (inside.length === 0 && view.own === "" && isObject(value)) inside.push(...subjectsIn(value));
    for (const inner of inside) queue.push([inner, depth + 1]);
  }
  return withAllTexts(views);
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

/** JSON in a text, and the text around it. */
function jsonIn(text: string): { readonly held: object; readonly rest: string } | undefined {
  const read = text.slice(0, MAX_JSON);
  for (const [open, close] of ["{}", "[]"] as unknown as readonly (readonly [string, string])[]) {
    const [from, to] = [read.indexOf(open), read.lastIndexOf(close) + 1];
    const written = from < 0 ? "" : read.slice(from, to);
    for (const json of [written, asJson(written)]) {
      try {
        const held: unknown = json && JSON.parse(json);
        if (isObject(held)) return { held, rest: `${read.slice(0, from)} ${read.slice(to)}` };
      } catch {
        continue; // brackets of another kind
      }
    }
  }
  return undefined;
}

/** JSON in a text, or the fields of a query or of a `WWW-Authenticate` header. */
export function structureIn(text: string): object | undefined {
  if (!/[{[=]/.test(text)) return undefined;
  const json = jsonIn(text);
  if (json) return json.held;
  const read = text.slice(0, MAX_JSON);
  if (!/\berror="?\w/.test(text)) return undefined;
  const fields: Record<string, string> = {};
  for (const [, name, quoted, bare] of read.matchAll(
    /\b(error|error_description|scope|claims|acr_values|max_age)=(?:"([^"]*)"|([^\s"&,;]+))/g,
  )) {
    fields[name!] ??= quoted ?? decoded(bare!);
  }
  return fields;
}

/** What a console prints of an object: names without quotes, texts between single ones. A text that is left open ends it: one pass. */
const asJson = (text: string): string =>
  text.replace(
    /"(?:[^"\\]|\\.)*(?:"|$)|'((?:[^'\\\n]|\\.)*)(?:'|\n|$)|\b([A-Za-z_$][\w$]{0,60})(?=\s{0,9}:)|\bundefined\b|\[(?:[A-Z]\w{0,60}|Function[^\]\n]{0,60})\]/g,
    (whole: string, single?: string, name?: string) =>
      whole.startsWith('"')
        ? whole
        : single === undefined && name === undefined
          ? "null"
          : JSON.stringify(single ?? name),
  );

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
