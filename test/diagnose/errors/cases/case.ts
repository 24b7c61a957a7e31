/**
 * What a hand-written expectation looks like.
 *
 * @module
 */
import type { Diagnosis, DiagnoseErrorOptions, Provider } from "../../../../src/diagnose.ts";

/** The instant at which every case happens. */
export const NOW = Date.UTC(2026, 10, 21);

/**
 * - error: as the app gets it
 * - expected: `provider code/subCode action>thenAction`, with `!` where the user must act
 */
export type Case = readonly [error: unknown, expected: string, options?: DiagnoseErrorOptions];

/** A diagnosis in the words of a {@link Case}. */
export function inWords({ provider, code, subCode, action, thenAction, userMustAct }: Diagnosis): string {
  const then = thenAction ? `>${thenAction}` : "";
  return `${provider} ${code}${subCode === undefined ? "" : `/${subCode}`} ${action}${then}${userMustAct ? "!" : ""}`;
}

/** One provider's cases, all with the option `provider`. */
export const asked = (provider: Provider, cases: readonly Case[]): readonly Case[] =>
  cases.map(([error, expected, options]) => [error, expected, { provider, ...options }]);

export const EXPIRED = { expiresAt: NOW - 1 };
/** Half an hour old, half an hour to go. */
export const OLD = { expiresAt: NOW + 1_800_000, issuedAt: NOW - 1_800_000, receivedAt: NOW - 1_800_000 };
/** Ten seconds old. */
export const FRESH = { expiresAt: NOW + 3_590_000, issuedAt: NOW - 10_000, receivedAt: NOW - 10_000 };
