/**
 * Options to settings: validated once, completed, frozen.
 *
 * @module
 */
import { checkName, checkOption, range, wrongOption } from "./core/check.ts";
import type { ClassifyError } from "./core/classify.ts";
import { at, withoutUndefined } from "./core/fields.ts";
import { readJwt, type TokenClaims } from "./core/read/jwt.ts";
import { MAX_TIMER_MS, type Policy } from "./core/schedule.ts";
import type { Environment } from "./environment.ts";
import { DEFAULTS, type TokenManagerOptions } from "./options.ts";
import type { TabCoordinator } from "./tab-port.ts";
import { environmentOf } from "./runtime/host.ts";

// For what is checked like an option and sees no deeper than this floor.
export { range } from "./core/check.ts";

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

const FUNCTIONS = ["fetchToken", "readToken", "readAnswer", "classifyError", "onListenerError"] as const;

const OPTIONS = [...FUNCTIONS, "initialToken", "tabs", "environment", "quiet", ...Object.keys(DEFAULTS)];

/**
 * Validates and completes.
 *
 * @throws TypeError for a wrong type, RangeError for a wrong value; both quote option and value
 */
export function resolveOptions(options: TokenManagerOptions): Settings {
  const given: unknown = options;
  if (typeof given !== "object" || !given)
    throw new TypeError(`TokenManager needs an options object, got ${String(given)}.`);
  for (const name of Object.keys(options)) checkName("option", name, OPTIONS);
  const { initialToken: _, environment, readToken, quiet = false, ...rest } = options;
  const { willExpireLeadMs = DEFAULTS.willExpireLeadMs, singleUse } = rest;
  const settings = {
    ...completed(
      { ...DEFAULTS, autoRefresh: !singleUse, refreshLeadMs: willExpireLeadMs, readToken: readToken ?? readJwt },
      rest,
    ),
    retry: nested("retry", DEFAULTS.retry, rest.retry),
    cooldown: nested("cooldown", DEFAULTS.cooldown, rest.cooldown),
    environment: environmentOf(environment),
    isLeadOpen: (rest.refreshLeadMs ?? rest.willExpireLeadMs) === undefined,
    isQuiet: quiet,
  };
  validate(settings);
  const { retry, fetchTimeoutMs } = settings;
  const cycleMs = (retry.retries + 1) * fetchTimeoutMs + retry.retries * retry.maxDelayMs;
  return Object.freeze({ ...settings, cycleMs: Math.min(cycleMs, MAX_TIMER_MS) });
}

type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** What is `undefined` counts as not given. */
const completed = <T extends object, G extends object>(defaults: T, given: G | undefined): T & Given<G> => ({
  ...defaults,
  ...(withoutUndefined(given ?? {}) as Given<G>),
});

function nested<T extends object, G extends object>(option: string, defaults: T, given: G | undefined): T & Given<G> {
  if (given === undefined) return defaults as T & Given<G>; // one for all managers
  checkOption(option, given, "object");
  for (const name of Object.keys(given))
    checkName(
      "option",
      `${option}.${name}`,
      Object.keys(defaults).map((known) => `${option}.${known}`),
    );
  return completed(defaults, given);
}

function validate(settings: Omit<Settings, "cycleMs">): void {
  const { retry, cooldown, refreshLeadMs: lead } = settings;
  for (const name of FUNCTIONS)
    if (settings[name] !== undefined || name === "fetchToken") checkOption(name, settings[name], "function");
  if (settings.tabs !== undefined) checkOption("tabs.connect", at(settings, "tabs.connect"), "function");
  checkOption("quiet", settings.isQuiet, "boolean");
  checkOption("autoRefresh", settings.autoRefresh, "boolean");
  checkOption("singleUse", settings.singleUse, "boolean");
  for (const name of settings.singleUse ? (["autoRefresh", "tabs"] as const) : [])
    if (settings[name]) throw wrongOption(TypeError, name, "left out with singleUse", settings[name]);
  const ranges: readonly (readonly [path: string, min?: number, max?: number])[] = [
    ["willExpireLeadMs"],
    ["minRefreshIntervalMs", 1_000],
    ["fetchTimeoutMs", 1, MAX_TIMER_MS],
    ["retry.retries", 0, 100],
    ["retry.minDelayMs"],
    ["retry.factor", 1, 100],
    ["retry.maxDelayMs", retry.minDelayMs, MAX_TIMER_MS],
    ["cooldown.minMs", 1],
    ["cooldown.maxMs", cooldown.minMs],
  ];
  for (const [path, min, max] of ranges) range(path, at(settings, path), min, max);
  if (!Number.isInteger(retry.retries)) throw wrongOption(RangeError, "retry.retries", "a whole number", retry.retries);
  if (typeof lead === "number") range("refreshLeadMs", lead);
  else if (typeof lead === "object" && lead) {
    range("refreshLeadMs.min", lead.min);
    range("refreshLeadMs.max", lead.max, lead.min);
  } else if (lead !== "spread") throw wrongOption(TypeError, "refreshLeadMs", 'ms, { min, max } or "spread"', lead);
  oneOf("overlap", settings.overlap, ["allow", "never"]);
  oneOf("hiddenPolicy", settings.hiddenPolicy, ["refresh", "pause"]);
}

function oneOf(name: string, value: unknown, names: readonly string[]): void {
  if (!names.includes(value as string)) throw wrongOption(RangeError, name, names.join(" or "), value);
}
