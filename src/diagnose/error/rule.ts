/**
 * From a row's rule and what is known of the token to one action.
 *
 * Pure: the instant is given, nothing is read from a clock.
 *
 * @module
 */
import type { Action } from "../../errors.ts";
import type { TokenAge } from "./token-age.ts";

/**
 * What a row says about the action.
 *
 * - `refresh`: always this
 * - `refresh>fixClock`: the first; the second if a *fresh* token met the error
 * - `refresh?fixConfig`: the first if the token has expired, else (and when nobody knows) the second
 * - `none!`: the user must act, although it is not about signing in
 * - `retryLater^`: the app's own fetcher failed; the manager's stored error knows better
 */
export type Rule = `${Action | `${Action}${">" | "?"}${Action}`}${"" | "!" | "^"}`;

/** A rule taken apart. */
export interface RuleParts {
  readonly first: Action;
  readonly kind: ">" | "?" | undefined;
  readonly second: Action | undefined;
  readonly mark: "!" | "^" | undefined;
}

/** What to do about one error, knowing the token. */
export interface Verdict {
  readonly action: Action;
  readonly thenAction?: Action;
  readonly userMustAct: boolean;
  /** Whether this is what the row says when nothing is known of the token; its own remedy is written for that. */
  readonly usual: boolean;
  /** The evidence that changed the action, as a sentence. */
  readonly because?: string;
}

/** What to do where neither the row nor its table has anything more precise. */
export const ACTION_REMEDIES: Readonly<Record<Action, string>> = {
  renew: "Fetch a new token and hand it to the live connection; nothing has failed yet.",
  refresh: "Fetch a new token and retry the failed operation once.",
  rejoin: "Fetch a new token and make a new connection with it; this one cannot be given a token any more.",
  signIn: "Let the user sign in again.",
  fixConfig: "A developer must correct the keys, ids, grants or lifetime; retrying is useless.",
  fixClock: "Correct the clock of this device or of the server that issues the tokens.",
  retryLater: "Wait and try again, with growing delays; honour Retry-After.",
  none: "Leave the token alone.",
};

/** Takes a rule apart. */
export function partsOf(rule: Rule): RuleParts {
  const [, first, kind, second, mark] = /^(\w+)(?:([>?])(\w+))?([!^])?$/.exec(rule)!;
  return { first, kind, second, mark } as RuleParts;
}

/**
 * @param maxLifeMs - the longest life this provider accepts: a longer one explains an expiry error better than a clock
 */
export function verdictOf(rule: Rule, age: TokenAge | undefined, maxLifeMs?: number): Verdict {
  const { first, kind, second: written, mark } = partsOf(rule);
  const inner = mark === "^" ? age?.failure : undefined;
  if (inner)
    return {
      action: inner,
      userMustAct: inner === "signIn",
      usual: false,
      because: "The last error of the token manager is the cause.",
    };

  const tooLong = written === "fixClock" && !!maxLifeMs && !!age?.lifeMs && age.lifeMs > maxLifeMs;
  const second = tooLong ? "fixConfig" : written;
  const verdict = (action: Action, answer: "usual" | "unusual", because?: string, thenAction?: Action): Verdict => ({
    action,
    ...(thenAction && { thenAction }),
    userMustAct: action === "signIn" || mark === "!",
    usual: answer === "usual",
    ...(because && { because }),
  });
  if (kind === "?") {
    return age?.expired
      ? verdict(first, "unusual", "By the clock here, the token has expired.", second)
      : // Nobody knows whether the token has expired: if waiting does not help, it may have.
        verdict(second!, "usual", undefined, second === "retryLater" && !age ? first : undefined);
  }
  // A token of unknown age that is alive contradicts "expired" all the same; it says nothing about "invalid".
  const fresh = kind && (age?.young ?? (written === "fixClock" && age?.alive));
  if (!fresh) return verdict(first, "usual", undefined, second);
  return verdict(
    second!,
    "unusual",
    tooLong
      ? "Yet the token in hand is fresh; it was made for a longer life than the service accepts."
      : "Yet the token in hand is fresh.",
  );
}
