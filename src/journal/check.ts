/**
 * Whether something is a saved journal, whoever has kept it or been at it.
 *
 * @module
 */
import { LATEST_MS } from "../core/read/instant.ts";
import { EVENT_NAMES, type TokenState } from "../events.ts";
import type { SavedJournal } from "./saved.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The last instant that a `Date` has, epoch ms: a later one has no words. */
const LAST_DATE_MS = 8.64e15;

const PHASES: readonly TokenState["phase"][] = [
  "idle",
  "refreshing",
  "holding",
  "waiting",
  "halted",
  "stopped",
  "disposed",
];
const FRESHNESS: readonly TokenState["freshness"][] = ["none", "fresh", "expiring", "expired"];
const DATES = ["receivedAt", "expiresAt", "refreshAt", "retryAt"];

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isOptional = (value: unknown, isGood: (value: unknown) => boolean): boolean =>
  value === undefined || isGood(value);
const isOneOf = (value: unknown, words: readonly string[]): boolean => words.includes(value as string);
const isText = (value: unknown): boolean => typeof value === "string";
const isDate = (value: unknown): boolean => typeof value === "number" && Math.abs(value) <= LAST_DATE_MS;
const isClock = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= LATEST_MS;
const isPlain = (value: unknown): boolean => ["number", "string", "boolean"].includes(typeof value);

/** A picture of a manager that has words: `explain` can read it. */
export function isState(value: unknown): boolean {
  if (!isFields(value) || !isOneOf(value["phase"], PHASES) || !isOneOf(value["freshness"], FRESHNESS)) return false;
  const { phase, error } = value;
  const isError = isFields(error) && [error["code"], error["action"], error["remedy"]].every(isText);
  const isTold = error === undefined ? phase !== "halted" && phase !== "waiting" : isError;
  return isTold && DATES.every((name) => isOptional(value[name], isDate));
}

function isStep(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { wallMs, monoMs, input, drawn, state } = value;
  const isWorld = isClock(wallMs) && isClock(monoMs) && isOptional(drawn, Array.isArray);
  return isWorld && isFields(input) && isText(input["type"]) && isOptional(state, isState);
}

function isEntry(value: unknown): boolean {
  if (!isFields(value)) return false;
  const { writtenAt, event, detail, facts } = value;
  const isTold = isOptional(facts, (given) => isFields(given) && Object.values(given).every(isPlain));
  return isClock(writtenAt) && isOneOf(event, EVENT_NAMES) && isOptional(detail, isText) && isTold;
}

/** The steps, which alone are played again; what each is made of is known when it is played. */
export const hasSteps = (value: unknown): value is SavedJournal =>
  isFields(value) &&
  value["version"] === 1 &&
  Array.isArray(value["steps"]) &&
  value["steps"].every(isStep) &&
  isOptional(value["from"], isFields) &&
  isOptional(value["policy"], isFields);

/** All that is shown of a life. */
export const isSavedJournal = (value: unknown): value is SavedJournal =>
  hasSteps(value) && Array.isArray(value.entries) && (value.entries as readonly unknown[]).every(isEntry);
