/**
 * What a token, or a manager that holds one, tells about an error: the knowledge a vendor's SDK lacks.
 *
 * @module
 */
import { MAX_TOKEN_LENGTH } from "../../core/read/bytes.ts";
import { readJwt } from "../../core/read/jwt.ts";
import { type Action, isAction } from "../../errors.ts";
import { fieldAt, textAt } from "./field-at.ts";

/** A token refused within a minute of its arrival is not cured by a newer one. */
const YOUNG_MS = 60_000;

/** Everything that is known of the token which met the error. */
export interface TokenAge {
  readonly expired: boolean;
  /** Well before its end: no clock of a healthy device is that wrong. */
  readonly alive: boolean;
  /** Just received; `undefined` if its age is unknown. */
  readonly young: boolean | undefined;
  /** From issue to expiry, where both are known. */
  readonly lifeMs: number | undefined;
  /** What the manager's own last error asks for. */
  readonly failure: Action | undefined;
  /** What that error says. */
  readonly failureText?: string;
}

/** Of a token that was fetched for the very call that failed. */
export const JUST_FETCHED: TokenAge = {
  expired: false,
  alive: true,
  young: true,
  lifeMs: undefined,
  failure: undefined,
};

/**
 * @param token - a `Token`, a manager or its `state`, anything with `expiresAt` in epoch ms, or a JWT
 * @param now - epoch ms
 */
export function tokenAgeOf(token: unknown, now: number): TokenAge | undefined {
  if (token === undefined || token === null) return undefined;
  const times = typeof token === "string" ? readJwt(token) : token;
  const time = (name: string): number | undefined =>
    [fieldAt(times, name), fieldAt(times, `state.${name}`)].find(
      (value): value is number => typeof value === "number" && value > 0,
    );
  const action = [fieldAt(times, "error.action"), fieldAt(times, "state.error.action")].find(isAction);
  const failureText = textAt(times, "error.message") || textAt(times, "state.error.message");
  const expiresAt = time("expiresAt");
  if (expiresAt === undefined)
    return (
      action && { expired: false, alive: false, young: undefined, lifeMs: undefined, failure: action, failureText }
    );

  const issuedAt = time("issuedAt");
  const bornAt = time("receivedAt") ?? issuedAt;
  const startAt = issuedAt ?? bornAt;
  const lifeMs = startAt === undefined ? undefined : expiresAt - startAt;
  return {
    expired: now >= expiresAt,
    alive: expiresAt - now > YOUNG_MS,
    young:
      bornAt === undefined
        ? undefined
        : now < expiresAt && now - bornAt <= Math.min(YOUNG_MS, (expiresAt - bornAt) / 2),
    lifeMs,
    failure: action,
    failureText,
  };
}

/** The string that must not show up in any text, where the caller gave one. */
export function secretsOf(token: unknown): readonly string[] {
  return [token, fieldAt(token, "value")].filter(
    (value): value is string => typeof value === "string" && value.length > 3 && value.length <= MAX_TOKEN_LENGTH, // what is longer is no token
  );
}
