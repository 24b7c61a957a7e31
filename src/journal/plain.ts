/**
 * What a manager knows, as plain data and back: tokens by their names, errors without their messages.
 *
 * @module
 */
import { TokenError } from "../errors.ts";
import type { TokenState } from "../events.ts";
import { Token, type TokenFormat, type TokenLife } from "../token.ts";
import type { SavedError, SavedState } from "./saved.ts";
import { nameIn, standInOf } from "./stand-ins.ts";

/** How a token and an error are marked in plain data. */
const TOKEN = "$token";
const ERROR = "$error";

/** A copy in which `swap` has changed what it wants to: it gets each part with its name. */
export function swapped(part: unknown, swap: (part: unknown, key: string) => unknown, key = ""): unknown {
  const own = swap(part, key);
  if (own !== part || typeof part !== "object" || part === null || part instanceof Error) return own;
  if (Array.isArray(part)) return part.map((each) => swapped(each, swap));
  return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, swapped(each, swap, name)]));
}

export function savedError({ code, action, remedy, retryable, status, attempts }: SavedError): SavedError {
  return {
    code,
    action,
    remedy,
    retryable,
    ...(status !== undefined && { status }),
    ...(attempts !== undefined && { attempts }),
  };
}

export const savedState = ({ error, ...state }: TokenState): SavedState => ({
  ...state,
  ...(error && { error: savedError(error) }),
});

/** Stand-ins and errors to plain data. */
export const toPlain = (part: unknown): unknown =>
  swapped(part, (each) => {
    if (each instanceof Token) return Object.assign({ [TOKEN]: nameIn(each.value) }, each);
    if (each === Infinity) return Number.MAX_VALUE; // JSON has no such number; a server may ask for a wait without end
    return each instanceof TokenError ? { [ERROR]: savedError(each) } : each;
  });

/** Plain data to stand-ins and errors. */
export const fromPlain = (part: unknown): unknown =>
  swapped(part, (each) => {
    if (typeof each !== "object" || each === null) return each;
    if (TOKEN in each) return standInOf(String(each[TOKEN]), ...lifeOf(each as unknown as Token));
    return ERROR in each ? new TokenError({ ...(each[ERROR] as SavedError), message: NOT_KEPT }) : each;
  });

const NOT_KEPT = "A journal keeps no messages";

const lifeOf = ({ format, expiresAt, issuedAt, receivedAt }: Token): [TokenFormat, TokenLife] => [
  format,
  { expiresAt, issuedAt, receivedAt },
];
