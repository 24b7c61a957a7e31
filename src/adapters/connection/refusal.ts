/**
 * What an error of a server says of the token, where no vendor's table knows it.
 *
 * @module
 */
import { isBugOfTheApp } from "../../core/classify.ts";
import { at as fieldAt } from "../../core/fields.ts";
import { type Action, fault, TokenError } from "../../errors.ts";
import type { Turn } from "../common/open.ts";
import { foreignCopy } from "../common/vendor-error.ts";

/**
 * HTTP 401, and its like among the close codes of WebSockets: 3000 "Unauthorized" (IANA WebSocket Close Code Number
 * Registry) and 4401 (the private code that graphql-ws and others use).
 */
const UNAUTHORIZED: readonly unknown[] = [401, 3000, 4401];

/** Where HTTP clients, `CloseEvent` and Socket.IO put a number. */
const PLACES = ["status", "statusCode", "code", "response.status", "data.status", "data.code", "context.status"];

/** What packages say that put no number anywhere: ws\@8.23.0, \@microsoft/signalr\@10.0.11. */
const SAID = /^Unexpected server response: 401$|: Status code '401'$/;

/** Whether an error or a `CloseEvent` says that the token was refused: what {@link keepConnection} asks by default. */
export function isUnauthorized(error: unknown): boolean {
  const message = fieldAt(error, "message");
  return (
    PLACES.some((place) => UNAUTHORIZED.includes(fieldAt(error, place))) ||
    (typeof message === "string" && SAID.test(message))
  );
}

/** A mistake of the app: a `SyntaxError` is what `new WebSocket()` throws for an address that is none. */
const isMistake = (error: unknown): boolean => fieldAt(error, "name") === "SyntaxError" || isBugOfTheApp(error);

/** What an error has met. */
export interface Met {
  readonly met: "refusal" | "failure";
  readonly turn: Turn;
  /** The token, which must not show in the copy of the error. */
  readonly value: string;
  /** Nothing is tried again by itself: the app must do it. */
  readonly isLast: boolean;
}

/** Who must act on an error. */
export function connectionError(what: string, error: unknown, met: Met): TokenError {
  if (error instanceof TokenError) return error;
  const cause = foreignCopy(error, [met.value]);
  const [action, said, remedy, retryable] = meaningOf(what, error, met);
  const quoted = cause.message && ` (${cause.message})`;
  return fault("ERR_HANDOVER_FAILED", `${what} failed: ${said}${quoted}`, action, remedy, { cause, retryable });
}

function meaningOf(
  what: string,
  error: unknown,
  { met, turn, isLast }: Met,
): readonly [Action, string, string, boolean?] {
  if (met === "refusal" && turn === "first")
    return ["rejoin", "the token was refused", "Fetch a new token and connect again with it."];
  if (met === "refusal")
    return ["fixConfig", "a fresh token was refused as well", "Check the keys, grants and audience of the tokens."];
  if (isMistake(error)) {
    const remedy = `Correct the code of ${what.endsWith(")") ? what : "reopen()"}.`;
    // After an opening that has worked it may be that of an SDK which has met a dead network, or a portal's page in place of
    // JSON: that ends nothing.
    const isOfNetwork = ["TypeError", "SyntaxError"].includes(String(fieldAt(error, "name")));
    return ["fixConfig", "a mistake in the program", remedy, !isLast && isOfNetwork];
  }
  const remedy = isLast ? "Wait and try again." : "Nothing: it is tried again.";
  return ["retryLater", "the server could not be reached", remedy];
}
