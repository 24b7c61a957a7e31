/**
 * What an SDK brings to `kept-connection.ts`, and what is known of the token that its connection has.
 *
 * @module
 */
import type { TokenClaims } from "../../../core/read/jwt.ts";
import type { TokenError } from "../../../errors.ts";
import type { AdapterClock } from "../clock.ts";
import type { TokenFeed } from "../feed.ts";
import type { Turn } from "../open.ts";

/** One connection of one vendor object. */
export interface ConnectionPort<Opened> {
  /** The vendor's call that opens, for messages: `"join()"`. */
  readonly opens: string;
  readonly openTimeoutMs: number;
  /** How much life a token must have for `open()`. */
  readonly minValidityMs: number;
  /** Limit of one `handOver()`. */
  readonly handOverTimeoutMs: number;
  /** How long after an opening the SDK's attempts for the connection before may still take the new one down. */
  readonly echoMs: number;
  /** How long after a close nothing may be opened. */
  readonly settleMs: number;
  /** Whether the connection works just now, and can be given a new token. */
  isUp(): boolean;
  open(value: string): PromiseLike<Opened>;
  /** Gives a new token to the live connection. */
  handOver(value: string): PromiseLike<unknown>;
  /** Ends an `open()` that hangs, or a connection that does not come back. */
  close(): PromiseLike<unknown>;
  /** Reads what the manager cannot read. */
  readToken?(value: string): TokenClaims | undefined;
  explain(what: string, error: unknown, token: TokenInUse | undefined, turn: Turn): TokenError;
  /** The connection has been opened again. */
  onReopened(opened: Opened): void;
  onProblem(error: TokenError): void;
  /** Removes listeners and wrappers. Called once. */
  release(): void;
}

/** A token in the hands of the vendor's object. Instants are epoch ms. */
export interface TokenInUse {
  readonly value: string;
  readonly receivedAt: number;
  readonly expiresAt?: number | undefined;
  readonly issuedAt?: number | undefined;
}

/** What is known of a token. The manager's dates come first: they are corrected for clock skew. */
export function tokenInUse(
  value: string,
  tokens: TokenFeed,
  clock: AdapterClock,
  readToken?: (value: string) => TokenClaims | undefined,
): TokenInUse {
  const token = tokens.peek();
  const known = token?.value === value ? token : undefined;
  const { expiresAt, issuedAt } = (known?.expiresAt === undefined ? readToken?.(value) : known) ?? {};
  return { value, receivedAt: known?.receivedAt ?? clock.now(), expiresAt, issuedAt };
}
