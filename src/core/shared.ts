/**
 * A token on its way between tabs: plain data outside, a candidate inside. Its dates stay as they are.
 *
 * @module
 */
import type { SharedToken } from "../tab-port.ts";
import { Token } from "../token.ts";
import { read } from "./fields.ts";
import { LATEST_MS } from "./read/instant.ts";
import type { Candidate } from "./state.ts";

/** What other tabs get. */
export function sharedOf({ token, refreshAt }: Pick<Candidate, "token" | "refreshAt">): SharedToken {
  const { format: _, ...life } = token;
  return { ...life, value: token.value, details: token.details, ...(refreshAt !== undefined && { refreshAt }) };
}

/** What another tab gave; nothing where it is no token. */
export const candidateOfShared = (shared: unknown, nowMs: number): Candidate | undefined =>
  read(() => {
    const { value, expiresAt, issuedAt, receivedAt = nowMs, refreshAt, details } = shared as SharedToken;
    const isDated = [expiresAt, issuedAt, receivedAt, refreshAt].every(
      (at) => at === undefined || Math.abs(at) <= LATEST_MS,
    );
    if (typeof value !== "string" || !value || !isDated) return undefined;
    const token = new Token(value, { expiresAt, issuedAt, receivedAt }, Object(details) as object);
    return { token, refreshAt, isShared: true };
  });
