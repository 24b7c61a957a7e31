/**
 * Options to settings: validated once, completed, frozen.
 *
 * @module
 */
import type { ClassifyError } from "./core/classify.ts";
import { readJwt, type TokenClaims } from "./core/read/jwt.ts";
import { MAX_TIMER_MS, type Policy } from "./core/schedule.ts";
import type { Environment } from "./environment.ts";
import { DEFAULTS, type TabCoordinator, type TokenManagerOptions } from "./options.ts";
import { environmentOf } from "./runtime/host.ts";

/** Options after validation: complete, frozen, never re-read. */
export interface Settings extends Policy {
  readonly fetchToken: TokenManagerOptions["fetchToken"];
  readonly fetchTimeoutMs: number;
  readonly readToken: (value: string) => TokenClaims | undefined;
  readonly readAnswer?: TokenManagerOptions["readAnswer"];
  readonly classifyError?: ClassifyError | undefined;
  readonly tabs?: TabCoordinator | undefined;
  readonly environment: Environment;
  readonly onListenerError?: ((error: unknown) => void) | undefined;
  readonly isQuiet: boolean;
  /** As long as a whole cycle may take: all attempts time out, with the longest pauses between them. */
  readonly cycleMs: number;
}

const OPTIONS: readonly string[] = [
  "fetchToken",
  "initialToken",
  "readToken",
  "readAnswer",
  "classifyError",
  "tabs",
  "environment",
  "onListenerError",
  "quiet",
  ...Object.keys(DEFAULTS),
];

/**
 * Validates and completes.
 *
 * @throws TypeError for a wrong type, RangeError for a wrong value; both quote option and value
 */
export function resolveOptions(options: TokenManagerOptions): Settings {
  const given: unknown = options;
  if (typeof given !== "object" || !given)
    throw new TypeError(`TokenManager needs an options object, got ${String(given)}.`);
  for (const name of Object.keys(options))
    if (!OPTIONS.includes(name)) throw new TypeError(`There is no option "${name}", only ${OPTIONS.join(", ")}.`);
  const { initialToken: _, environment, readToken, quiet = false, ...rest } = options;
  const willExpireLeadMs = options.willExpireLeadMs ?? DEFAULTS.willExpireLeadMs;
  const settings: Settings = {
    ...DEFAULTS,
    refreshLeadMs: willExpireLeadMs,
    ...withoutUndefined(rest),
    retry: rest.retry ? { ...DEFAULTS.retry, ...withoutUndefined(rest.retry) } : DEFAULTS.retry,
    cooldown: rest.cooldown ? { ...DEFAULTS.cooldown, ...withoutUndefined(rest.cooldown) } : DEFAULTS.cooldown,
    readToken: readToken ?? readJwt,
    environment: environmentOf(environment),
    isQuiet: quiet,
    cycleMs: 0,
  };

  const { retry, cooldown, refreshLeadMs: lead } = settings;
  check("quiet", quiet, "boolean");
  for (const name of ["fetchToken", "readToken", "readAnswer", "classifyError", "onListenerError"] as const)
    if (settings[name] !== undefined || name === "fetchToken") check(name, settings[name], "function");
  check("autoRefresh", settings.autoRefresh, "boolean");
  const ranges: readonly (readonly [name: string, value: unknown, min?: number, max?: number])[] = [
    ["willExpireLeadMs", willExpireLeadMs],
    ["minRefreshIntervalMs", settings.minRefreshIntervalMs, 1_000],
    ["fetchTimeoutMs", settings.fetchTimeoutMs, 1, MAX_TIMER_MS],
    ["retry.retries", retry.retries, 0, 100],
    ["retry.minDelayMs", retry.minDelayMs],
    ["retry.factor", retry.factor, 1, 100],
    ["retry.maxDelayMs", retry.maxDelayMs, retry.minDelayMs, MAX_TIMER_MS],
    ["cooldown.minMs", cooldown.minMs, 1],
    ["cooldown.maxMs", cooldown.maxMs, cooldown.minMs],
    ["refreshLeadMs", typeof lead === "number" ? lead : 0],
  ];
  for (const row of ranges) range(...row);
  if (!Number.isInteger(retry.retries)) throw wrong(RangeError, "retry.retries", "a whole number", retry.retries);
  if (typeof lead === "object" && lead) {
    range("refreshLeadMs.min", lead.min);
    range("refreshLeadMs.max", lead.max, lead.min);
  } else if (typeof lead !== "number" && lead !== "spread")
    throw wrong(TypeError, "refreshLeadMs", 'ms, { min, max } or "spread"', lead);
  oneOf("overlap", settings.overlap, ["allow", "never"]);
  oneOf("hiddenPolicy", settings.hiddenPolicy, ["refresh", "pause"]);
  const cycleMs = (retry.retries + 1) * settings.fetchTimeoutMs + retry.retries * retry.maxDelayMs;
  return Object.freeze({ ...settings, cycleMs: Math.min(cycleMs, MAX_TIMER_MS) });
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

const withoutUndefined = <T extends object>(part: T): Given<T> =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as Given<T>;

const wrong = (kind: ErrorConstructor, name: string, wanted: string, got: unknown): Error =>
  new kind(`Option "${name}" must be ${wanted}, got ${String(got)}.`);

export function check(name: string, value: unknown, type: "function" | "boolean" | "number"): void {
  if (typeof value !== type) throw wrong(TypeError, name, `a ${type}`, value);
}

/** Also for the options of single calls. */
export function range(name: string, value: unknown, min = 0, max: number = Number.MAX_SAFE_INTEGER): void {
  check(name, value, "number");
  if (!((value as number) >= min && (value as number) <= max))
    throw wrong(RangeError, name, `from ${min} to ${max}`, value);
}

function oneOf(name: string, value: unknown, names: readonly string[]): void {
  if (!names.includes(value as string)) throw wrong(RangeError, name, names.join(" or "), value);
}
