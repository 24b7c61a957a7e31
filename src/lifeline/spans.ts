/**
 * Spans and marks of a life, in the order of time, and those of them that a window of time shows.
 *
 * @module
 */

/** Something that lasts. */
export interface Span {
  readonly kind: string;
  readonly from: number;
  /** `undefined` until the next span of the lane begins. */
  to: number | undefined;
}

/** What can be seen of a span. */
export interface Bar {
  readonly kind: string;
  readonly x: number;
  readonly width: number;
}

/** Where a time is on the band, in pixels. */
export type Scale = (at: number) => number;

/** One lane: its spans follow each other and do not overlap. */
export class Lane {
  readonly #limit: number;
  #spans: Span[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** From now on it is this; `undefined`: nothing. The same kind again goes on, unless it begins `anew`. */
  become(kind: string | undefined, at: number, again: "goes on" | "anew" = "goes on"): void {
    const last = this.#spans.at(-1);
    if (last && last.to === undefined) {
      if (last.kind === kind && again === "goes on") return;
      last.to = at;
    }
    if (kind !== undefined) this.add({ kind, from: at, to: undefined });
  }

  add(span: Span): void {
    this.#spans.push(span);
    if (this.#spans.length >= 2 * this.#limit) this.#spans = this.#spans.slice(-this.#limit);
  }

  /** The spans of a window. Of those that share a pixel the first is drawn, so the window's width bounds their number. */
  bars(from: number, to: number, now: number, scale: Scale): Bar[] {
    const bars: Bar[] = [];
    for (let i = firstAfter(this.#spans, from); i < this.#spans.length; i++) {
      const span = this.#spans[i]!;
      if (span.from > to) break;
      const x = scale(Math.max(span.from, from));
      const width = Math.max(1, scale(Math.min(span.to ?? now, to)) - x);
      const last = bars.at(-1);
      if (!last || width >= 2 || x - last.x >= 1) bars.push({ kind: span.kind, x, width });
    }
    return bars;
  }

  /** What it was at that time. */
  at(at: number): Span | undefined {
    const span = this.#spans[firstAfter(this.#spans, at)];
    return span && span.from <= at ? span : undefined;
  }
}

/** The first span that ends after this time. */
function firstAfter(spans: readonly Span[], at: number): number {
  return lowest(spans.length, (i) => (spans[i]!.to ?? Infinity) > at);
}

/** The lowest index for which this is true; it is true for all above. */
export function lowest(length: number, isTrue: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
