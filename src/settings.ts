/**
 * Options to settings: validated once, completed, frozen.
 *
 * @module
 */
import { checkName, checkNames, checkOption, quoted, range, wrongOption } from "./core/check.ts";
import type { ClassifyError } from "./core/classify.ts";
import { at, type Chosen } from "./core/fields.ts";
import { hooked } from "./core/hook.ts";
import { readJwt, type TokenClaims } from "./core/read/jwt.ts";
import { MAX_TIMER_MS, type Policy } from "./core/schedule.ts";
import type { Environment } from "./environment.ts";
import { DEFAULTS, type TokenManagerOptions } from "./options.ts";
import type { TabCoordinator } from "./tab-port.ts";
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
  /** As long as a whole cycle may take. */
  readonly cycleMs: number;
}

const FUNCTIONS = ["fetchToken", "readToken", "readAnswer", "classifyError", "onListenerError"] as const;

const HOOKS = ["readToken", "readAnswer", "classifyError"] as const;

const OPTIONS = [
  ...FUNCTIONS,
  ...(["initialToken", "tabs", "environment", "quiet"] as const),
  ...(Object.keys(DEFAULTS) as (keyof typeof DEFAULTS)[]),
];

/** As long as a whole cycle may take: all attempts time out, with the longest pauses between them. */
const cycleMs = ({ retry, fetchTimeoutMs }: Pick<Settings, "retry" | "fetchTimeoutMs">): number =>
  Math.min((retry.retries + 1) * fetchTimeoutMs + retry.retries * retry.maxDelayMs, MAX_TIMER_MS);

/**
 * What holds where an app has chosen nothing: the prototype of all settings, so that a manager holds only its app's own.
 * Not frozen: what a frozen prototype has could not be set on an object of it.
 */
const UNCHOSEN: Omit<Settings, "fetchToken"> = {
  ...DEFAULTS,
  readToken: readJwt,
  environment: environmentOf(undefined),
  isLeadOpen: true,
  isQuiet: false,
  cycleMs: cycleMs(DEFAULTS),
};

/** What an app has chosen: nothing in it is `undefined`. */
type Given = Chosen<TokenManagerOptions>;

type Draft = { -readonly [Name in keyof Settings]: Settings[Name] };

/**
 * Validates and completes.
 *
 * @throws TypeError for a wrong type, RangeError for a wrong value; both quote option and value
 */
export function resolveOptions(options: TokenManagerOptions): Settings {
  const given: unknown = options;
  if (typeof given !== "object" || !given)
    throw new TypeError(`TokenManager needs an options object, got ${quoted(given)}.`);
  const kind: unknown = Object.getPrototypeOf(options);
  if (kind === Object.prototype || kind === null) checkNames(options, OPTIONS); // a class has fields of its own
  // What is `undefined` counts as not given. By name, because a class has its methods on the prototype.
  const chosen: Record<string, unknown> = {};
  for (const name of OPTIONS) if (options[name] !== undefined) chosen[name] = options[name];
  const { initialToken: _, environment, quiet, retry, cooldown, ...rest } = chosen as unknown as Given;
  const settings = Object.assign(Object.create(UNCHOSEN) as Draft, rest);
  if (rest.singleUse && rest.autoRefresh === undefined) settings.autoRefresh = false;
  if (rest.willExpireLeadMs !== undefined) settings.refreshLeadMs = rest.refreshLeadMs ?? rest.willExpireLeadMs;
  if ((rest.refreshLeadMs ?? rest.willExpireLeadMs) !== undefined) settings.isLeadOpen = false;
  const lead = settings.refreshLeadMs;
  if (typeof lead === "object" && lead) settings.refreshLeadMs = { min: lead.min, max: lead.max };
  if (retry !== undefined) settings.retry = nested("retry", DEFAULTS.retry, retry);
  if (cooldown !== undefined) settings.cooldown = nested("cooldown", DEFAULTS.cooldown, cooldown);
  if (environment !== undefined) settings.environment = environmentOf(environment);
  if (quiet !== undefined) settings.isQuiet = quiet;
  validate(settings);
  for (const name of FUNCTIONS) if (rest[name]) settings[name] = (rest[name] as () => never).bind(options);
  for (const name of HOOKS) if (rest[name]) settings[name] = hooked(name, settings[name] as () => never);
  if (retry ?? rest.fetchTimeoutMs) settings.cycleMs = cycleMs(settings);
  return Object.freeze(settings);
}

function nested<T extends object>(option: string, defaults: T, given: object): T {
  checkOption(option, given, "object");
  for (const name of Object.keys(given))
    checkName(
      "option",
      `${option}.${name}`,
      Object.keys(defaults).map((known) => `${option}.${known}`),
    );
  const chosen = { ...defaults };
  // By name, as above.
  for (const name of Object.keys(defaults) as (keyof T)[]) {
    const value = (given as T)[name];
    if (value !== undefined) chosen[name] = value;
  }
  return chosen;
}

function validate(settings: Draft): void {
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
  const chosen = Object.keys(settings);
  for (const [path, min, max] of ranges)
    if (chosen.includes(path.split(".")[0]!)) range(path, at(settings, path), min, max);
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
