/**
 * What was pasted: a token, an error, a HAR file, a journal.
 *
 * @module
 */
import { tokenIn } from "../diagnose/token/wrapping.ts";

/** What to do with the input. */
export type Pasted =
  | { readonly kind: "token" }
  | { readonly kind: "error"; readonly error: unknown }
  /** Failures in the order of their time, each with a line that says where it was found. */
  | {
      readonly kind: "list";
      readonly what: string;
      readonly entries: readonly (readonly [where: string, error: unknown])[];
    };

/** Tells what a text is. No token has a blank in it, whatever stands around it. */
export function pastedIn(text: string): Pasted {
  const json = parse(text.replace(/^\uFEFF/, "")); // as Windows saves it
  if (typeof json === "number") return { kind: "error", error: json };
  if (typeof json === "object" && json !== null) {
    const list = harIn(json) ?? journalIn(json);
    if (list) return list;
    return tokenIn(json) ? { kind: "token" } : { kind: "error", error: json };
  }
  return isToken(text) ? { kind: "token" } : { kind: "error", error: text };
}

/** One word, after what tools put around it: quotes, "Bearer". A PEM block and a page are wrong tokens, not errors. */
function isToken(text: string): boolean {
  const bare = text
    .trim()
    .replace(/^["'`]|["'`]$/g, "")
    .replace(/^Bearer\s+/i, "");
  return !/\s/.test(bare) || /^-----BEGIN |^\s*<(?:!doctype|html)/i.test(bare);
}

/** HTTP Archive 1.2, as browsers save it: the answers that are failures. */
function harIn(json: object): Pasted | undefined {
  const entries = (json as { log?: { entries?: unknown } }).log?.entries;
  if (!Array.isArray(entries)) return undefined;
  const found = (entries as readonly HarEntry[]).flatMap((entry): [string, unknown][] => {
    const status = entry.response?.status ?? 0;
    if (status >= 200 && status < 400) return [];
    const { text: body = "", encoding } = entry.response?.content ?? {};
    const text = encoding === "base64" ? decode(body) : body;
    const headers = Object.fromEntries(
      (entry.response?.headers ?? []).map(({ name, value }) => [name.toLowerCase(), value]),
    );
    const error =
      status === 0
        ? { message: entry.response?._error ?? "Failed to fetch" }
        : { status, headers, data: parse(text) ?? text };
    return [[`${entry.request?.method ?? "?"} ${addressOf(entry.request?.url ?? "?")}`, error]];
  });
  return { kind: "list", what: "HAR file", entries: found };
}

interface HarEntry {
  readonly request?: { readonly method?: string; readonly url?: string };
  readonly response?: {
    readonly status?: number;
    readonly headers?: readonly { readonly name: string; readonly value: string }[];
    readonly content?: { readonly text?: string; readonly encoding?: string };
    /** Chromium's word for what kept the answer away. */
    readonly _error?: string;
  };
}

/** Without its query: that is where tokens are. */
const addressOf = (url: string): string => url.replace(/[?#].*$/s, "");

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return ""; // an image, cut short
  }
}

/** What `keepJournal(tokens).entries()` gives, or what it is saved as; an app may keep that beside other things. */
function journalIn(json: object): Pasted | undefined {
  const saved = json as { entries?: unknown; journal?: { entries?: unknown } };
  const found = Array.isArray(json) ? json : (saved.entries ?? saved.journal?.entries);
  if (!Array.isArray(found) || found.length === 0) return undefined;
  const entries = found as readonly {
    readonly writtenAt?: unknown;
    readonly event?: unknown;
    readonly detail?: unknown;
  }[];
  const isJournal = entries.every((entry) => typeof entry?.writtenAt === "number" && typeof entry.event === "string");
  if (!isJournal) return undefined;
  const failures = entries.filter(({ detail }) => typeof detail === "string" && detail.startsWith("ERR_"));
  return {
    kind: "list",
    what: "journal",
    entries: failures.map(({ event, detail }) => [String(event), { code: detail }]),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
