/**
 * The band: three rows over one axis of time. The token, the work for the next one, and the world around.
 *
 * @module
 */
import type { JournalEntry } from "../journal/saved.ts";
import { blank, svg, type TemplateResult } from "./lit.ts";
import type { Bar, Lane, Scale } from "./spans.ts";
import type { Mark, Story } from "./story.ts";
import { axisOf } from "./time-scale.ts";
import { eventWords, isHandOver } from "./words.ts";

/** What part of a life is shown, and what stands out in it. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  /** The line. */
  readonly now: number;
  /** Until when what is open has lasted. */
  readonly end: number;
  readonly width: number;
  readonly picked: Mark | undefined;
  /** What is planned, on the story's clock. */
  readonly plans: { readonly refreshAt?: number | undefined; readonly expiresAt?: number | undefined };
}

/** Kind -> top and height. */
const BARS: Readonly<Record<string, readonly [y: number, height: number]>> = {
  fresh: [20, 18],
  expiring: [28, 10],
  expired: [34, 4],
  attempt: [60, 10],
  halted: [63, 5],
  stopped: [63, 5],
  hidden: [87, 4],
  offline: [87, 8],
  asleep: [87, 12],
};

const FAR_PX = 9; // marks that are nearer to each other are drawn as one

/** What the rows are about, and the room for it. */
const ROWS: readonly (readonly [y: number, text: string])[] = [
  [33, "token"],
  [69, "fetching"],
  [97, "page"],
];
const GUTTER_PX = 54;

/** The height of the band, in pixels. */
export const BAND_HEIGHT = 118;

export function bandOf(story: Story, frame: Frame): TemplateResult {
  const { from, to, end, now, width, picked } = frame;
  const { scale, ticks } = axisOf(from, to, GUTTER_PX, width);
  const draw = (lane: Lane, y = 0): TemplateResult[] => lane.bars(from, to, end, scale).map((bar) => shape(bar, y));
  const line = scale(now);
  return svg`
    ${ticks.map(
      ({ x, text }) =>
        svg`<line class="grid" x1=${x} x2=${x} y1="4" y2="100"></line><text x=${x} y="114" text-anchor="middle">${text}</text>`,
    )}
    ${ROWS.map(([y, text]) => svg`<text x="0" y=${y}>${text}</text>`)} ${plans(frame, scale)} ${draw(story.token)} ${draw(story.work)} ${draw(story.serverWait)}
    ${draw(story.asleep)} ${draw(story.hidden)} ${draw(story.offline)}
    ${marksOf(story, frame, scale)}
    ${picked && picked.at >= from && picked.at <= to ? svg`<line class="picked" x1=${scale(picked.at)} x2=${scale(picked.at)} y1="2" y2="102"></line>` : blank}
    <line class="now" x1=${line} x2=${line} y1="2" y2="102"></line>`;
}

/** A number of the band as few digits say it. */
const px = (value: number): string => value.toFixed(1);

function shape({ kind, x, width }: Bar, shiftY: number): TemplateResult {
  const bar = BARS[kind];
  if (bar)
    return svg`<rect class=${kind} x=${px(x)} y=${bar[0] + shiftY} width=${px(width > 3 ? width - 1 : width)} height=${bar[1]} rx=${width > 4 ? 2 : 0}></rect>`;
  const y = kind === "serverWait" ? 76 : 65;
  const ends = kind === "serverWait" ? `M${px(x)} 72v8m0-4H${px(x + width)}m0-4v8` : `M${px(x)} ${y}H${px(x + width)}`;
  return svg`<path class=${kind} fill="none" d=${ends}></path>`;
}

function plans({ now, from, to, plans: { refreshAt, expiresAt } }: Frame, scale: Scale): TemplateResult | typeof blank {
  if (expiresAt === undefined || expiresAt <= now || now < from) return blank;
  const left = scale(now);
  const right = scale(Math.min(expiresAt, to));
  const renewal = refreshAt !== undefined && refreshAt > now && refreshAt < to ? scale(refreshAt) : undefined;
  return svg`<rect class="coming" x=${px(left)} y="20.5" width=${px(Math.max(0, right - left))} height="17"></rect>
    ${renewal === undefined ? blank : svg`<path class="coming" d=${`M${px(renewal)} 16V70`}></path>`}`;
}

/** New tokens and failures stand above the bars, warnings of the end below them: they come together too often. */
function marksOf(story: Story, { from, to }: Frame, scale: Scale): TemplateResult[] {
  const drawn: TemplateResult[] = [];
  const last: Record<number, number> = {};
  for (const { at, entry } of story.marks(from, to)) {
    const x = scale(at);
    const y = entry.event === "willExpire" ? 44 : 11;
    const farPx = entry.event.endsWith("Failed") ? 1 : FAR_PX; // a failure is not hidden by what stood beside it before
    if (x - (last[y] ?? -Infinity) < farPx) continue;
    last[y] = x;
    drawn.push(glyph(x, y, entry));
  }
  return drawn;
}

function glyph(x: number, y: number, entry: JournalEntry): TemplateResult {
  const [kind, path] = GLYPHS[isHandOver(entry) ? "handOver" : entry.event]!;
  const place = `translate(${px(x)} ${y})`;
  return svg`<path class="mark ${kind}" transform=${place} d=${path}><title>${eventWords(entry)}</title></path>`;
}

/** Event -> class and outline, around the middle. */
const GLYPHS: Readonly<Record<string, readonly [kind: string, path: string]>> = {
  refreshed: ["", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0"],
  handOver: ["", "M0-5L5 0L0 5L-5 0z"],
  willExpire: ["", "M0-3L4 3H-4z"],
  expired: ["warned", "M-4-4H4V4H-4z"],
  attemptFailed: ["failed", "M-3-3L3 3M3-3L-3 3"],
  refreshFailed: ["failed", "M-4-4L4 4M4-4L-4 4M-6-6H6V6H-6z"],
  warning: ["warned", "M0-5L5 4H-5z"],
};
