/**
 * What an SDK brings to `kept-connection.ts`, and what is known of the token that its connection has.
 *
 * @module
 */
import type { TokenClaims } from "../../../core/read/jwt.ts";
import type { MetToken } from "../../../diagnose/error/diagnosis.ts";
import type { TokenError } from "../../../errors.ts";
import type { ProblemOptions } from "../app-callbacks.ts";
import { type AdapterClock, timeTo } from "../clock.ts";
import type { TokenFeed } from "../feed.ts";
import type { TokenOwner } from "../identity.ts";
import type { Turn } from "../open.ts";

/** One connection of one vendor object. */
export interface ConnectionPort<Opened> {
  /** The vendor's call that opens, for messages: `"join()"`. */
  readonly opens: string;
  readonly openTimeoutMs: number;
  /** How much life a token must have for `open()`. */
  readonly minValidityMs: number;
  /** The vendor's call that takes a new token, for messages. */
  readonly handsOver?: string;
  /** Limit of one `handOver()`. */
  readonly handOverTimeoutMs?: number;
  /** How long after a close nothing may be opened. */
  readonly settleMs: number;
  /** What a refusal that no token cures does: it ends the keeping, or the keeping waits for the app's `reopen()`. */
  readonly afterRefusal: "end" | "wait";
  readonly owner: TokenOwner;
  /** What the app wants to be told. */
  readonly app: ProblemOptions;
  /** Whether the connection works just now, and can be given a new token. */
  isUp(): boolean;
  /**
   * Opens.
   *
   * @param ended - aborted when nobody wants the connection any more; its promise is then not waited for
   */
  open(value: string, ended: AbortSignal): PromiseLike<Opened>;
  /** Gives a new token to the live connection. Without it, a token is needed at the opening alone. */
  handOver?(value: string): PromiseLike<unknown>;
  /** Where there is no `handOver()`: each new token opens the connection anew. Otherwise a token waits for a loss. */
  readonly onNewToken?: "reopen";
  /** Ends an `open()` that hangs, or a connection that does not come back. */
  close(): unknown;
  /** Reads the dates of tokens that the manager cannot read by itself. */
  readToken?(value: string): TokenClaims | undefined;
  explain(what: string, error: unknown, token: TokenInUse): TokenError;
  /** The connection has been opened again. */
  onReopened(opened: Opened): void;
  /** Removes listeners and wrappers. Called once. */
  release(): void;
}

/** A token in the hands of the vendor's object. Instants are epoch ms. */
export interface TokenInUse {
  readonly value: string;
  readonly receivedAt: number;
  readonly expiresAt?: number | undefined;
  readonly issuedAt?: number | undefined;
  /** How much of its life is left, in ms; negative after its end. */
  leftMs(): number;
  /** `second`: it was fetched because a server had refused the one before. */
  readonly turn: Turn;
}

/** What is known of a token. The manager's dates come first: they are corrected for clock skew. */
export function tokenInUse<Opened>(
  value: string,
  turn: Turn,
  tokens: TokenFeed,
  clock: AdapterClock,
  port: Pick<ConnectionPort<Opened>, "readToken">,
): TokenInUse {
  const token = tokens.peek();
  const known = token?.value === value ? token : undefined;
  const { expiresAt, issuedAt } = (known?.expiresAt === undefined ? port.readToken?.(value) : known) ?? {};
  const receivedAt = known?.receivedAt ?? clock.now();
  return { value, receivedAt, expiresAt, issuedAt, turn, leftMs: timeTo(expiresAt, clock) };
}

/**
 * What may be held against a token that was refused, by a vendor that refuses good tokens now and then: that it has
 * expired, or that it is the second one in a row. Otherwise another token is worth a try, and of this one no more is known
 * than its value, which no text may show.
 */
export function evidence(token: TokenInUse, clock: AdapterClock): MetToken {
  const counts = token.turn === "second" || token.leftMs() <= 0;
  return { token: counts ? token : { value: token.value }, now: clock.now() };
}
