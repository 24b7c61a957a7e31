/**
 * Draws the phases as `decide` moves between them: `node test/support/state-machine.ts` writes `docs/state-machine.svg`
 * and the table in `docs/how-it-works.md`. Only the places of the boxes and labels are written by hand.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import { type Phase, type Transition, transitions } from "./state-walk.ts";

export const DRAWING = new URL("../../docs/state-machine.svg", import.meta.url);
export const PAGE = new URL("../../docs/how-it-works.md", import.meta.url);

const WIDTH = 140;
const HEIGHT = 44;

/** Middle of each box. */
const PLACES: Readonly<Record<Phase, readonly [x: number, y: number]>> = {
  idle: [90, 60],
  stopped: [90, 420],
  refreshing: [430, 60],
  holding: [430, 420],
  waiting: [810, 60],
  halted: [810, 420],
  disposed: [90, 530],
};

/** Where an arrow leaves and arrives, from the middles of its boxes on, and where its label begins. */
interface Route {
  readonly leave: readonly [number, number];
  readonly arrive: readonly [number, number];
  readonly label: readonly [number, number];
}

const ROUTES: Readonly<Record<string, Route>> = {
  "idle refreshing": { leave: [70, 0], arrive: [-70, 0], label: [172, 80] },
  "idle holding": { leave: [20, 22], arrive: [-70, -12], label: [52, 150] },
  "stopped holding": { leave: [70, 8], arrive: [-70, 8], label: [200, 446] },
  "stopped refreshing": { leave: [20, -22], arrive: [-70, 14], label: [92, 350] },
  "refreshing holding": { leave: [-10, 22], arrive: [-10, -22], label: [278, 234] },
  "holding refreshing": { leave: [30, -22], arrive: [30, 22], label: [470, 220] },
  "refreshing waiting": { leave: [70, -10], arrive: [-70, -10], label: [540, 36] },
  "waiting refreshing": { leave: [-70, 10], arrive: [70, 10], label: [572, 92] },
  "refreshing halted": { leave: [60, 22], arrive: [-60, -22], label: [710, 300] },
  "halted refreshing": { leave: [-70, -10], arrive: [44, 22], label: [590, 334] },
  "waiting holding": { leave: [20, 22], arrive: [70, -14], label: [790, 165] },
  "halted holding": { leave: [-70, 8], arrive: [70, 8], label: [540, 452] },
};

/** What leads away from nearly everywhere is told in a sentence, not drawn: the call, and where it leads. */
const EVERYWHERE: Readonly<Record<string, Phase>> = {
  "stop()": "stopped",
  "dispose()": "disposed",
  "clear()": "halted",
};

const PHASES = Object.keys(PLACES) as Phase[];

/** What is drawn as an arrow. */
const arrows = (all: readonly Transition[]): Transition[] =>
  all.flatMap(({ from, to, by }) => {
    const own = by.filter((call) => EVERYWHERE[call] !== to);
    return own.length > 0 ? [{ from, to, by: own }] : [];
  });

/** `stop() leads from everywhere but stopped, disposed to stopped.` */
const sentences = (all: readonly Transition[]): string[] =>
  Object.entries(EVERYWHERE).map(([call, to]) => {
    const from = all.filter((one) => one.to === to && one.by.includes(call)).map((one) => one.from);
    const but = PHASES.filter((phase) => !from.includes(phase));
    return `${call} leads to ${to} from every phase but ${but.join(", ").replace(/, (\w+)$/, " and $1")}`;
  });

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function arrow({ from, to, by }: Transition): string {
  const route = ROUTES[`${from} ${to}`];
  if (!route) throw new Error(`The drawing has no place for the arrow from ${from} to ${to}`);
  const [ax, ay] = PLACES[from];
  const [bx, by_] = PLACES[to];
  const line = `M${ax + route.leave[0]} ${ay + route.leave[1]}L${bx + route.arrive[0]} ${by_ + route.arrive[1]}`;
  const [x, y] = route.label;
  const words = by.map((word, at) => `<tspan x="${x}" dy="${at === 0 ? 0 : 16}">${escaped(word)}</tspan>`).join("");
  return `<g class="arrow"><path d="${line}" marker-end="url(#tip)"/><text x="${x}" y="${y}">${words}</text></g>`;
}

const box = (phase: Phase): string => {
  const [x, y] = PLACES[phase];
  return `<g class="phase"><rect x="${x - WIDTH / 2}" y="${y - HEIGHT / 2}" width="${WIDTH}" height="${HEIGHT}" rx="10"/><text x="${x}" y="${y + 5}">${phase}</text></g>`;
};

/** The whole drawing. */
export function drawing(all: readonly Transition[]): string {
  const notes = sentences(all).map((text, at) => `<text x="200" y="${514 + at * 20}">${escaped(text)}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 940 580" role="img" aria-label="The phases of a manager and what leads from one to another" font-family="system-ui, sans-serif" font-size="13" fill="currentColor">
<style>svg{color:#24292f}@media(prefers-color-scheme:dark){svg{color:#d0d7de}}</style>
<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>
<g fill="none" stroke="currentColor" stroke-width="1.3">
${arrows(all).map(arrow).join("\n").replaceAll("<text ", '<text stroke="none" fill="currentColor" ')}
</g>
<g text-anchor="middle" font-weight="600" font-size="15">
${PHASES.map(box).join("\n").replaceAll("<rect ", '<rect fill="none" stroke="currentColor" stroke-width="2" ')}
</g>
${notes.join("\n")}
</svg>
`;
}

const BEGIN = "<!-- Written by test/support/state-machine.ts from what `decide` does. -->";
const END = "<!-- end -->";

/** The table of every change of phase. */
export function table(all: readonly Transition[]): string {
  const rows = PHASES.flatMap((from) =>
    arrows(all)
      .filter((one) => one.from === from)
      .map(
        ({ to, by }) =>
          `| \`${from}\` | \`${to}\` | ${by.map((word) => (/\(|^force/.test(word) ? `\`${word}\`` : word)).join(", ")} |`,
      ),
  );
  const notes = sentences(all).map((text) => `- ${text.replace(/^\S+/, "`$&`")}.`);
  return [BEGIN, "", "| from | to | by |", "| --- | --- | --- |", ...rows, "", ...notes, "", END].join("\n");
}

/** The page with the table as it should be. */
export const withTable = (page: string, all: readonly Transition[]): string => {
  const [before, rest] = page.split(BEGIN) as [string, string];
  return `${before}${table(all)}${rest.slice(rest.indexOf(END) + END.length)}`;
};

if (import.meta.main) {
  const all = transitions();
  writeFileSync(DRAWING, drawing(all));
  writeFileSync(PAGE, withTable(readFileSync(PAGE, "utf8"), all));
}
