/**
 * What RTC and RTM bring to `line.ts`, and what is known of the token that a connection has.
 *
 * @module
 */
import { readAgoraToken } from "../../core/read/agora.ts";
import { explained } from "../common/vendor-error.ts";
import type { Table } from "../../diagnose/error/table.ts";
import type { TokenError } from "../../errors.ts";
import type { AdapterClock } from "../common/deadline.ts";
import type { TokenFeed } from "../common/feed.ts";

/** One connection of one vendor object. */
export interface Port<Opened> {
  readonly table: Table;
  /** The vendor's call, for messages: `"join()"`. */
  readonly opens: string;
  readonly openTimeoutMs: number;
  readonly renewTimeoutMs: number;
  /** Whether a new token can be handed over now. */
  isUp(): boolean;
  renew(value: string): PromiseLike<unknown>;
  open(value: string): PromiseLike<Opened>;
  /** Ends an `open()` that hangs, or a connection that does not come back. */
  close(): PromiseLike<unknown>;
  /** Opened again after its token had run out. */
  onReopened(opened: Opened): void;
  onProblem(error: TokenError): void;
  /** Removes listeners and wrappers. Called once. */
  release(): void;
}

/** A token in the hands of the vendor's object. Instants are epoch ms. */
export interface Held {
  readonly value: string;
  readonly receivedAt: number;
  readonly expiresAt?: number | undefined;
  readonly issuedAt?: number | undefined;
}

/** The manager's dates where it knows them: they are corrected for clock skew. */
export function heldOf(value: string, tokens: TokenFeed, clock: AdapterClock): Held {
  const token = tokens.peek();
  const known = token?.value === value ? token : undefined;
  const { expiresAt, issuedAt } = (known?.expiresAt === undefined ? readAgoraToken(value) : known) ?? {};
  return { value, receivedAt: known?.receivedAt ?? clock.now(), expiresAt, issuedAt };
}

/** What a refusal means, for a token of this age. */
export const problemOf = <Opened>(
  what: string,
  error: unknown,
  { table }: Port<Opened>,
  clock: AdapterClock,
  token?: Held,
): TokenError => explained(what, error, [table], { provider: table.id, token, now: clock.now() });

/** Actions that a new token takes care of. */
export const isCurable = ({ action }: TokenError): boolean => ["renew", "refresh", "rejoin"].includes(action);
