/** Journals that another version has kept, or that somebody has been at. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { SavedJournal } from "../src/index.ts";
import { explain } from "../src/index.ts";
import { bandOf } from "../src/lifeline/band.ts";
import { details, eventList, head } from "../src/lifeline/panes.ts";
import { checkShown, sourceOf } from "../src/lifeline/source.ts";
import { Viewport } from "../src/lifeline/viewport.ts";
import { bandWords } from "../src/lifeline/words.ts";
import { lifeline } from "../src/lifeline.ts";
import { replayJournal } from "../src/testing.ts";
import { eventfulLife } from "./support/long-life.ts";

let whole: string;
beforeAll(async () => {
  const { steps, entries, ...life } = await eventfulLife();
  whole = JSON.stringify({ ...life, steps: steps.slice(0, 60), entries: entries.slice(0, 60) });
});
const journal = (): SavedJournal => JSON.parse(whole) as SavedJournal;

type Path = readonly (string | number)[];
type Fields = Record<string | number, unknown>;

/** Every place in a journal. */
const placesIn = (part: unknown, path: Path = []): Path[] =>
  typeof part === "object" && part !== null
    ? Object.entries(part).flatMap(([key, each]) => [[...path, key], ...placesIn(each, [...path, key])])
    : [];

/** The journal with something else in one place; `undefined` takes the place away. */
function changed(path: Path, value: unknown): SavedJournal {
  const copy = journal();
  const holder = path.slice(0, -1).reduce<unknown>((part, key) => (part as Fields)[key], copy) as Fields;
  if (value === undefined) Reflect.deleteProperty(holder, path.at(-1)!);
  else holder[path.at(-1)!] = value;
  return JSON.parse(JSON.stringify(copy)) as SavedJournal;
}

const VALUES = [
  ...[undefined, null, 5, -1, 1e300, "x", "", [], {}, true, "9".repeat(20), -1e15, [null], { phase: "x" }],
  ...[{ $token: 5 }, { $token: "t1", format: "nope" }, { $error: null }],
];
const damage = fc.record({ at: fc.nat(), value: fc.constantFrom(...VALUES) });
const NEEDS_JOURNAL = /^A lifeline needs a TokenManager/;
const NEEDS_STEPS = /^replayJournal\(\) needs what journal\.toJSON\(\) gave, with version 1\./;

/** Everything that a lifeline makes of a life, but the page. */
function draw(given: SavedJournal): void {
  const source = sourceOf(given);
  const { story } = source;
  const viewport = new Viewport(source);
  for (const at of [story.begin, (story.begin + story.end) / 2, story.end]) {
    viewport.goTo(at);
    const state = story.stateAt(at)?.state ?? source.state;
    const marks = story.latest(at, 40);
    bandOf(story, viewport.frame(320, marks[0]));
    head("", state, at);
    bandWords(state, at, []);
    eventList(marks, marks[0], { pick() {}, move() {} });
    for (const mark of marks) details(mark);
  }
}

/** A page, as far as a lifeline that refuses needs it. */
const touched: string[] = [];
const element = new Proxy({}, { get: (_, name) => touched.push(String(name)) }) as Element;

describe("R413 a lifeline refuses what it cannot show, and leaves nothing on the page", () => {
  test.each<[string, Path, unknown]>([
    ["a step that is null", ["steps", 0], null],
    ["an entry that is null", ["entries", 0], null],
    ["a step without a clock", ["steps", 0, "wallMs"], undefined],
    ["a step without an input", ["steps", 1, "input"], undefined],
    ["another version's phase", ["steps", 0, "state", "phase"], "dreaming"],
    ["a halted life without its error", ["steps", 0, "state"], { phase: "halted", freshness: "none" }],
    ["a time that no date has", ["steps", 0, "state", "refreshAt"], 1e300],
    ["an event that is none", ["entries", 0, "event"], "constructor"],
    ["facts that are none", ["entries", 0, "facts"], [null]],
  ])("%s", (_, path, value) => {
    expect(() => lifeline(changed(path, value), element)).toThrow(NEEDS_JOURNAL);
    expect(touched).toEqual([]);
  });

  test("and what it does not refuse it can draw, in 1,000 damaged journals", () => {
    const places = placesIn(journal());
    let drawn = 0;
    fc.assert(
      fc.property(damage, ({ at, value }) => {
        const given = changed(places[at % places.length]!, value);
        try {
          checkShown(given);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect((error as Error).message).toMatch(NEEDS_JOURNAL);
          return;
        }
        draw(given);
        drawn++;
      }),
      { numRuns: 1_000, seed: 20_261_127 },
    );
    expect(drawn).toBeGreaterThan(100);
  });

  test("a whole journal is shown, and one in which nothing has happened", () => {
    for (const given of [journal(), { ...journal(), steps: [], entries: [] }]) {
      checkShown(given);
      draw(given);
    }
  });
});

describe("R414 a journal that is played again", () => {
  test.each<[string, Path, unknown]>([
    ["a step that is a word", ["steps", 3], "x"],
    ["a step without an input", ["steps", 3, "input"], undefined],
    ["random numbers that are none", ["steps", 3, "drawn"], {}],
    ["a time of no clock", ["steps", 3, "wallMs"], 1e300],
    ["no options", ["policy"], undefined],
    ["options that are a number", ["policy"], -1],
    ["a beginning that is none", ["from"], 5],
    ["steps that are none", ["steps"], {}],
    ["an input of another version", ["steps", 3, "input"], { type: "dream" }],
    ["a token of another version", ["from", "held"], { token: { $token: "t1", format: "nope" } }],
  ])("%s: the documented TypeError", async (_, path, value) => {
    const play = async (): Promise<void> => replayJournal(changed(path, value)).play();
    await expect(play()).rejects.toThrow(NEEDS_STEPS);
    await expect(play()).rejects.toThrow(TypeError);
  });

  test("says which step it cannot play, and why", async () => {
    const replay = replayJournal(changed(["steps", 3, "input"], { type: "dream" }));
    const error: unknown = await replay.play().catch((thrown: unknown) => thrown);
    expect((error as Error).message).toMatch(/This version cannot play step 3\.$/);
    expect((error as Error).cause).toBeInstanceOf(TypeError);
    expect(replay.remaining).toBe(journal().steps.length - 3);
  });

  test("comes to differences, to that error or to its end, in 1,000 damaged journals, and can be explained", async () => {
    const places = placesIn(journal()).filter(([room]) => room !== "entries");
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, value }) => {
        const given = changed(places[at % places.length]!, value);
        try {
          const replay = replayJournal(given);
          while (await replay.step()) explain(replay.state);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
          expect((error as Error).message).toMatch(NEEDS_STEPS);
        }
      }),
      { numRuns: 1_000, seed: 20_261_127 },
    );
  });

  test("takes one step at a time, however many are asked for at once", async () => {
    const alone = replayJournal(journal());
    const told: string[] = [];
    alone.on("stateChange", ({ phase }) => told.push(phase));
    await alone.play();
    const together = replayJournal(journal());
    const again: string[] = [];
    together.on("stateChange", ({ phase }) => again.push(phase));
    await Promise.all([together.play(), together.step(), together.play()]);
    expect([again, together.remaining, together.differences]).toEqual([told, 0, []]);
  });

  test("has the events of a manager and no others", () => {
    const replay = replayJournal(journal());
    expect(() => replay.on("nope" as never, () => undefined)).toThrow(/^There is no event "nope", only /);
    expect(() => replay.on("refreshed", 5 as never)).toThrow(/^A listener must be a function/);
  });

  test("rejects with what a listener throws, as it is", async () => {
    const replay = replayJournal(journal());
    const error = new Error("of the test");
    replay.subscribe(() => {
      throw error;
    });
    await expect(replay.play()).rejects.toBe(error);
  });
});
