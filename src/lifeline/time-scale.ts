/**
 * The one door of d3-scale.
 *
 * @module
 */
import { scaleTime } from "d3-scale";
import type { Scale } from "./spans.ts";

/** Where times are, and the round ones among them. */
export interface Axis {
  readonly scale: Scale;
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
}

/** Room for `14:03:22`. */
const LABEL_PX = 76;

/** The axis of a window, between these pixels. */
export function axisOf(from: number, to: number, left: number, right: number): Axis {
  const time = scaleTime([from, to], [left, right]);
  const format = time.tickFormat(2, to - from < 7_200_000 ? "%H:%M:%S" : "%d %b %H:%M");
  const ticks = time
    .ticks(Math.max(2, Math.floor((right - left) / LABEL_PX)))
    .map((at) => ({ x: time(at), text: format(at) }));
  const roomy = ticks.filter(({ x }) => x > left + LABEL_PX / 2 && x < right - LABEL_PX / 2);
  return { scale: (at) => time(at), ticks: roomy };
}
