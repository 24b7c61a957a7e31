/**
 * A token's times against the clock here: the same questions for every provider.
 *
 * @module
 */
import { duration, error, type TokenFinding, warning } from "./report.ts";

/** Epoch ms, each where the token says so. */
export interface Times {
  readonly issuedAt?: number | undefined;
  readonly notBefore?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** Validators forgive about this much, and healthy clocks differ by less. */
const LEEWAY_MS = 60_000;

/** As long as Agora's warning: less leaves no time for a retry. */
const SOON_MS = 30_000;

/** Shorter lives leave no room for a warning of 30 s and a retry. */
const SHORT_LIFE_MS = 60_000;

/**
 * @param now - epoch ms
 * @param what - what ends: the token, or a part of it
 */
export function checkTimes({ issuedAt, notBefore, expiresAt }: Times, now: number, what = "The token"): TokenFinding[] {
  const findings: TokenFinding[] = [];
  const bornAt = issuedAt ?? notBefore;
  if (expiresAt !== undefined && bornAt !== undefined && expiresAt <= bornAt) {
    findings.push(
      error(
        "neverValid",
        `${what} ends ${duration(bornAt - expiresAt)} before it begins.`,
        "Correct the lifetime in the code that mints it: seconds, and from which instant they count.",
      ),
    );
  } else if (expiresAt !== undefined && bornAt !== undefined && expiresAt - bornAt < SHORT_LIFE_MS) {
    findings.push(
      warning(
        "shortLived",
        `${what} lives for ${duration(expiresAt - bornAt)} only, too short for a warning and a second try.`,
        "Mint tokens that live for some minutes at least.",
      ),
    );
  }
  if (expiresAt !== undefined && now >= expiresAt) {
    const age = bornAt === undefined ? "" : ` and was issued ${duration(now - bornAt)} ago`;
    findings.push(
      error(
        "expired",
        `${what} expired ${duration(now - expiresAt)} ago${age}, by the clock here.`,
        "Fetch a new token. If this one was fetched a moment ago, the back end hands out stale tokens or one of the clocks is wrong.",
      ),
    );
  } else if (expiresAt !== undefined && expiresAt - now < SOON_MS) {
    findings.push(warning("expiresSoon", `${what} ends in ${duration(expiresAt - now)}.`, "Fetch a new token now."));
  }
  const waitMs = (notBefore ?? 0) - now;
  if (waitMs > LEEWAY_MS) {
    findings.push(
      error(
        "notYetValid",
        `${what} is not valid before ${duration(waitMs)} from now, by the clock here.`,
        'Set "nbf" to the present or leave it out. If it is meant to be the present, correct the clock of the minting server, or of this device.',
      ),
    );
  } else if (waitMs > 0 || (issuedAt ?? 0) - now > LEEWAY_MS) {
    findings.push(
      warning(
        "clockSkew",
        `${what} was issued ${duration(Math.max(waitMs, (issuedAt ?? 0) - now))} in the future, by the clock here.`,
        "Correct the clock of this device, or of the server that mints the tokens.",
      ),
    );
  }
  return findings;
}
