/**
 * An error means what it means, however it is passed on: printed as JSON, logged, wrapped, thrown again. What a field
 * says is not said by the text that the object was made into, nor by the names of its fields.
 */
import { describe, expect, test } from "vitest";
import { type Action, diagnoseError } from "../../../src/diagnose.ts";
import { readStrangers, type Stranger, verdictOn } from "../../extract/strangers/strangers.ts";
import { NOW } from "./cases/case.ts";

const actionOf = (error: unknown): Action => diagnoseError(error, { now: NOW }).action;
const isAnsweredWell = (stranger: Stranger, error: unknown): boolean =>
  /right|acceptable/.test(verdictOn(stranger, actionOf(error)));

const SETS = Array.from({ length: 34 }, (_, index) => String(index + 1));
const ANSWERED_WELL = SETS.flatMap(readStrangers).filter(
  (stranger) => typeof stranger.error === "object" && isAnsweredWell(stranger, stranger.error),
);

/** As SDKs throw it again. */
const causing = (cause: unknown): Error => new Error("Could not load the profile", { cause });

/** What failed warns of nothing any more. */
const WARNINGS = [
  "in-house gateway message before the end",
  "NetEase NERTC web SDK client event",
  'socket.io-client@4.8.4 event "auth:expiring" the server sends on a live socket',
];

const FORMS: readonly (readonly [name: string, of: (error: unknown) => unknown, known: readonly string[]])[] = [
  ["JSON", (error) => JSON.stringify(error), []],
  ["JSON in lines", (error) => JSON.stringify(error, null, 2), []],
  ["a line of a log", (error) => `[2026-11-25T06:00:00Z] ERROR api - failed: ${JSON.stringify(error)}`, WARNINGS],
  ["error", (error) => ({ error }), []],
  ["an event", (error) => ({ type: "error", error }), []],
  ["data.error", (error) => ({ data: { error } }), []],
  ["a cause", causing, WARNINGS],
  ["one of several", (error) => new AggregateError([error], "All promises were rejected"), []],
];

describe("R374 what was answered well is answered as well when it is passed on as", () => {
  test.each(FORMS)("%s", (_, form, known) => {
    const lost = ANSWERED_WELL.filter((stranger) => !isAnsweredWell(stranger, form(stranger.error)));
    expect(lost.map(({ source }) => source)).toEqual(known);
  });
});

test("R374 JSON of which no field is known is read as words", () => {
  expect(actionOf('{"event_message":"403: invalid JWT: token is expired","level":"error"}')).toBe("refresh");
  expect(actionOf('< {"op":"auth.expiring","hint":"send a new token"}')).toBe("renew");
  expect(actionOf('{"message":"Cannot send","hint":"token is expired"}')).toBe("none");
});
