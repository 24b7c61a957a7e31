/**
 * Reads a fetch `Response` that the app's fetcher handed over as it is.
 *
 * @module
 */
import { type HttpFailure, signedOut } from "../core/classify.ts";
import { at, layersOf, parsed, read } from "../core/fields.ts";
import { readHeaderDate } from "../core/read/instant.ts";
import { unusable } from "../core/read/input.ts";
import type { Environment } from "../environment.ts";

/** By shape: a `Response` of another realm, of node-fetch or of a test is one too. */
export function isResponse(answer: unknown): answer is Response {
  const { status, headers, text } = Object(answer) as Partial<Response>;
  return typeof status === "number" && typeof headers?.get === "function" && typeof text === "function";
}

/** What the headers say of the time: the server's, and how long a cache has had the answer. */
export interface ResponseTime {
  readonly serverNow?: number | undefined;
  readonly ageMs: number;
  /** `Cache-Control: no-store`: no cache that keeps to the rules has it. */
  readonly isUnstored: boolean;
}

export function timeOf({ headers }: Response, nowMs: number): ResponseTime {
  const ageMs = Math.max(0, parseInt(headers.get("age") ?? "") * 1000) || 0; // caches on the way may add theirs: "800, 5"
  // `Date` is the time of the original answer.
  const serverNow = readHeaderDate(headers.get("date") ?? "", nowMs) + ageMs;
  return {
    ageMs,
    serverNow: serverNow || undefined,
    isUnstored: /no-store/i.test(headers.get("cache-control") ?? ""),
  };
}

/** A refusal counts by its status; its body is waited for no longer than this. */
const REFUSAL_BODY_MS = 2_000;

/** More than any token with all that comes beside it; a page may be longer. */
const MAX_BODY_LENGTH = 262_144;

/**
 * The body: JSON where it parses, else text.
 *
 * @param signal - ends the reading; the connection is then let go
 * @param leftMs - until nobody waits for the answer any more; a refusal is told before, by its status at least
 * @throws HttpFailure for a status that is not a success, whether its body can be read or not
 * @throws TokenError `ERR_TOKEN_UNUSABLE` for a body that is empty, too long, or read already; `ERR_REAUTH_REQUIRED`
 *   for a redirect to a page
 */
export async function readResponse(
  response: Response,
  signal: AbortSignal,
  environment: Environment,
  leftMs: number,
): Promise<unknown> {
  const { status, headers, type } = response;
  let text: string | undefined;
  let failure: unknown;
  try {
    if (response.bodyUsed || response.body?.locked)
      throw unusable("the body of the answer was read before: return what was read, or a clone");
    text = (await readText(response, signal, environment, leftMs)).trim();
  } catch (error) {
    failure = error;
  }
  if (status >= 400) {
    const { serverNow } = timeOf(response, environment.now());
    const retryAfter = headers.get("retry-after");
    const thrown: HttpFailure = { status, data: parsed(text), retryAfter, serverNow, message: response.statusText };
    throw Object.assign(new Error(), thrown);
  }
  // Only a user who is signed out is sent to another place than the token's, most often to the page where one signs in.
  if (type === "opaqueredirect" || (status >= 300 && status !== 304) || (response.redirected && text?.startsWith("<")))
    throw signedOut("The token endpoint redirected to a page");
  if (failure) throw failure as Error;
  if (!text) throw unusable(`the answer with status ${status} has no body`);
  return parsed(text);
}

/**
 * Throws again what a fetcher threw, once a `Response` in it is read (`throw response`, or an error like ky's): whoever
 * throws one has seldom read it. What it says then stands where axios has it, in `response.data`.
 */
export async function heard(
  thrown: unknown,
  signal: AbortSignal,
  environment: Environment,
  leftMs: number,
): Promise<never> {
  const response = read(() => layersOf(thrown).find(isResponse));
  if (!response || response.bodyUsed) throw thrown;
  const said: unknown = await readResponse(response, signal, environment, leftMs).catch((error: unknown) => error);
  if (thrown === response || at(said, "action") === "signIn") throw said;
  Object.assign(response, { data: at(said, "data") });
  throw thrown;
}

export async function readText(
  response: Response,
  signal: AbortSignal,
  environment: Environment,
  leftMs: number,
): Promise<string> {
  // Without: React Native, node-fetch, jsdom, a test.
  const reader = typeof TextDecoder === "function" ? response.body?.getReader?.() : undefined;
  let cancel = (): void => undefined;
  const over = new Promise<never>((_, reject) => {
    cancel = () => {
      reject(new Error("The body of the answer was cut off"));
      reader?.cancel().catch(() => undefined); // a connection that broke needs no end
    };
  });
  const patienceMs = leftMs > 0 ? Math.min(leftMs / 2, REFUSAL_BODY_MS) : REFUSAL_BODY_MS;
  const timer = response.status >= 400 ? environment.setTimer(cancel, patienceMs) : undefined;
  signal.addEventListener("abort", cancel);
  if (signal.aborted) cancel();
  try {
    // `over` first: a reader that was cancelled calls half a body the whole.
    return await Promise.race([over, wholeOf(response, reader)]);
  } finally {
    cancel(); // does nothing to a body that was read to its end
    environment.clearTimer(timer);
    signal.removeEventListener("abort", cancel);
  }
}

/** `async`, so that a `text()` that throws at once rejects like any other. */
async function wholeOf(
  response: Response,
  reader: ReadableStreamDefaultReader<Uint8Array> | undefined,
): Promise<string> {
  if (!reader) return response.text();
  const decoder = new TextDecoder();
  for (let text = ""; ;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > MAX_BODY_LENGTH) throw unusable("the answer is longer than 256 KiB");
  }
}
