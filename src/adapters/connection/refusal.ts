/**
 * What an error of a server says of the token, where no vendor's table knows it.
 *
 * @module
 */
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

/** Whether an error or a `CloseEvent` says that the token was refused: what {@link keepConnection} asks by default. */
export function isUnauthorized(error: unknown): boolean {
  return PLACES.some((place) => UNAUTHORIZED.includes(fieldAt(error, place)));
}

/** Mistakes of the program, which no repetition cures. A `TypeError` may be a failed fetch, so it is none of them. */
const MISTAKES: readonly unknown[] = ["ReferenceError", "SyntaxError", "RangeError"];

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
  const [action, said, remedy] = meaningOf(error, met);
  const quoted = cause.message && ` (${cause.message})`;
  return fault("ERR_HANDOVER_FAILED", `${what} failed: ${said}${quoted}`, action, remedy, { cause });
}

function meaningOf(error: unknown, { met, turn, isLast }: Met): readonly [Action, string, string] {
  if (met === "refusal" && turn === "first")
    return ["rejoin", "the token was refused", "Fetch a new token and connect again with it."];
  if (met === "refusal")
    return ["fixConfig", "a fresh token was refused as well", "Check the keys, grants and audience of the tokens."];
  if (MISTAKES.includes(fieldAt(error, "name"))) return ["fixConfig", "a mistake in the program", "Correct the call."];
  const remedy = isLast ? "Wait and try again." : "Nothing: it is tried again.";
  return ["retryLater", "the server could not be reached", remedy];
}
