/**
 * Reads a fetch `Response` that the app's fetcher handed over as it is.
 *
 * @module
 */
import type { HttpFailure } from "../core/classify.ts";
import { unusable } from "../core/read/input.ts";

/** By shape: a `Response` of another realm, of node-fetch or of a test is one too. */
export function isResponse(answer: unknown): answer is Response {
  const { status, headers, text } = Object(answer) as Partial<Response>;
  return typeof status === "number" && typeof headers?.get === "function" && typeof text === "function";
}

/** The body (JSON where it parses, else text) and the server's time. */
export interface ResponseReading {
  readonly input: unknown;
  readonly serverNow?: number | undefined;
}

/**
 * @throws HttpFailure for a status that is not a success
 * @throws TokenError `ERR_TOKEN_UNUSABLE` for an empty body or a page of HTML
 */
export async function readResponse(response: Response): Promise<ResponseReading> {
  const { status, headers } = response;
  const text = (await response.text()).trim();
  const date = Date.parse(headers.get("date") ?? "");
  // An `Age` says that a cache answered: its `Date` is the time of the original answer.
  const serverNow = Number.isNaN(date) || headers.get("age") ? undefined : date;
  const input = parse(text);
  if (status >= 400) {
    const error = (Object(input) as { error?: unknown }).error;
    const retryAfter = headers.get("retry-after");
    const failure: HttpFailure = { status, error, retryAfter, serverNow, message: response.statusText };
    throw Object.assign(new Error(), failure);
  }
  if (text === "") throw unusable(`the answer with status ${status} has no body`);
  return { input, serverNow };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a bare token, or something that readInput() will call by its name
  }
}
