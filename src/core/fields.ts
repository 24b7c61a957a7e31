/**
 * Reads what others throw: it may be anything, on any level, and its getters may throw.
 *
 * @module
 */
import { scrub } from "./scrub.ts";

export function read<T>(get: () => T): T | undefined {
  try {
    return get();
  } catch {
    return undefined; // an error that cannot be read is an unknown error, not a second one
  }
}

/** The value at a dotted path, or `undefined`. */
export const at = (value: unknown, path: string): unknown =>
  read(() => path.split(".").reduce((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value));

export type Chosen<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A copy without the fields that are `undefined`. */
export function withoutUndefined<T extends object>(fields: T): Chosen<T> {
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) known[name] = value;
  return known as Chosen<T>;
}

// Where HTTP clients put an answer on the error they throw: fetch wrappers, axios, Angular, jQuery, superagent, got,
// ofetch, RxJS, Apollo, boom, passport; each also as text, and an app's own `throw new Error(await response.text())`.
const WRAPPERS =
  "error response data body responseJSON responseText json text payload output oauthError networkError result cause errors.0 message".split(
    " ",
  );

/** What was thrown, and all that hangs on it where an answer may hang, parsed; the outermost first. */
export function layersOf(thrown: unknown): readonly unknown[] {
  const layers = new Set([typeof thrown === "string" ? { message: thrown } : thrown]);
  for (const layer of layers) {
    // Enough for any client, and an end to what is made anew each time it is read.
    for (const key of layers.size < 32 ? WRAPPERS : []) {
      const said = at(layer, key);
      // JSON or a form at the end of a text: "400 Bad Request: {...}".
      const json = typeof said === "string" ? parsed(said.replace(/^[^{]+/, "")) : said;
      const inner = typeof json === "string" ? formIn(said as string) : json;
      if (typeof inner === "object" && inner) layers.add(inner);
    }
  }
  return [...layers];
}

/** The first form in a text, as old OAuth servers send it: `name=...&...`. Base64 has `=` only at its end. */
export function formIn(text: string): Record<string, string> | undefined {
  const form = /(?:^|[^\w.-])([\w.-]+=[^=\s]\S*)/.exec(text)?.[1];
  return form === undefined ? form : Object.fromEntries(new URLSearchParams(form));
}

/** JSON text as what it says; anything else as it is. */
export function parsed(value: unknown): unknown {
  try {
    return typeof value === "string" ? JSON.parse(value) : value;
  } catch {
    return value; // text of another kind
  }
}

/** The error's message and that of its cause, scrubbed. */
export function describe(thrown: unknown, secrets: readonly string[]): string {
  const why = at(thrown, "cause.code") ?? at(thrown, "cause.message"); // Node's "fetch failed" hides ECONNREFUSED there
  const text = read(() => String(at(thrown, "message") ?? thrown) + (typeof why === "string" ? ` (${why})` : ""));
  return scrub(text ?? "an error that cannot be read", secrets);
}

/** A scrubbed copy, never the original: axios and ky hang the request, with its headers, on their errors. */
export function copyOf(thrown: unknown, secrets: readonly string[]): Error {
  const text = (key: string): string | undefined => {
    const value = at(thrown, key);
    return typeof value === "string" || typeof value === "number" ? scrub(String(value), secrets, 1_024) : undefined;
  };
  const copy = new Error(describe(thrown, secrets));
  copy.name = text("name") ?? copy.name;
  copy.stack = text("stack") ?? `${copy.name}: ${copy.message}`;
  const code = text("code");
  return code === undefined ? copy : Object.assign(copy, { code });
}
