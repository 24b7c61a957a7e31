/**
 * HTTP Archive 1.2, as browsers and proxies save it: the answers that are failures.
 *
 * @module
 */
import { fieldAt } from "../diagnose/error/field-at.ts";
import { addressOf, secretsInAddress } from "./address.ts";
import { type Pasted, jsonIn, textIn } from "./pasted.ts";
import { redacted } from "./redacted.ts";

/** The failures of a HAR file, if it is one. What one entry lacks is nobody else's fault: every field may be anything. */
export function harIn(json: object): Pasted | undefined {
  const entries = fieldAt(fieldAt(json, "log"), "entries");
  if (!Array.isArray(entries)) return undefined;
  const readable = (entries as readonly unknown[]).filter((entry) => typeof entry === "object" && entry !== null);
  return {
    kind: "list",
    what: "HAR file",
    entries: readable.filter(isFailure).map((entry) => {
      const request = fieldAt(entry, "request");
      const method = textIn(request, "method") ?? "";
      const url = textIn(request, "url");
      const authorization = headersOf(request)["authorization"]?.split(/\s/) ?? [];
      return {
        where: `${/^[a-z-]{1,20}$/i.test(method) ? method : "?"} ${url === undefined ? "?" : addressOf(url)}`,
        error: errorOf(fieldAt(entry, "response")),
        secrets: [...secretsInAddress(url ?? ""), ...authorization],
      };
    }),
    readable: readable.length,
    unreadable: entries.length - readable.length,
  };
}

const answerStatus = (response: unknown): number => Number(fieldAt(response, "status")) || 0;

/** A WebSocket's 101 is no failure. */
function isFailure(entry: unknown): boolean {
  const status = answerStatus(fieldAt(entry, "response"));
  return status < 100 || status >= 400;
}

function errorOf(response: unknown): unknown {
  const status = answerStatus(response);
  // Chromium's word for what kept the answer away.
  if (status < 100) return { message: textIn(response, "_error") ?? "Failed to fetch" };
  const content = fieldAt(response, "content");
  const body = textIn(content, "text") ?? "";
  const text = fieldAt(content, "encoding") === "base64" ? decode(body) : body;
  return { status, headers: headersOf(response), data: redacted(jsonIn(text) ?? text) };
}

/** A list of names and values; some tools write an object. */
export function headersOf(message: unknown): Readonly<Record<string, string>> {
  const headers = fieldAt(message, "headers");
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(headers)
    ? headers.map((header) => [fieldAt(header, "name"), fieldAt(header, "value")])
    : Object.entries(headers ?? {});
  return Object.fromEntries(
    pairs.flatMap(([name, value]) =>
      typeof name === "string" && typeof value === "string" ? [[name.toLowerCase(), value]] : [],
    ),
  );
}

function decode(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return ""; // an image, cut short
  }
}
