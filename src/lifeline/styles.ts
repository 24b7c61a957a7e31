/**
 * How a lifeline looks. Kinds differ by height and stroke as well as by colour, so that they can be told apart without.
 *
 * @module
 */
export const STYLES = `
:host {
  --ink: light-dark(#1c2430, #e8ebf1);
  --muted: light-dark(#566070, #a3acba);
  --line: light-dark(#d8dde5, #323a47);
  --accent: var(--evertoken-accent, light-dark(#0a63bd, #6cb0ff));
  --alert: light-dark(#a5520a, #f2ab5e);
  --bad: light-dark(#b0241c, #ff938a);
  display: block; container-type: inline-size; color: var(--ink);
  font: 0.875rem/1.45 system-ui, sans-serif; font-variant-numeric: tabular-nums;
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
p, ol, dl { margin: 0; padding: 0; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.125rem 0.75rem; }
.label { font-weight: 600; }
.short { color: var(--muted); }
.short[data-tone=bad] { color: var(--bad); }
.short[data-tone=alert] { color: var(--alert); }
.next { margin-block: 0.125rem 0.5rem; color: var(--muted); overflow-wrap: anywhere; }
.band { border-radius: 4px; touch-action: pan-y; }
svg { display: block; width: 100%; height: 118px; overflow: hidden; }
text { fill: var(--muted); font-size: 11px; }
.grid { stroke: var(--line); }
.now { stroke: var(--ink); stroke-width: 1.5; }
.fresh { fill: var(--accent); }
.expiring { fill: var(--accent); fill-opacity: 0.55; }
.expired { fill: var(--bad); }
.coming { fill: none; stroke: var(--accent); stroke-dasharray: 2 2; }
.attempt { fill: var(--ink); }
.backoff { stroke: var(--ink); stroke-width: 3; stroke-dasharray: 1.5 3; }
.cooldown { stroke: var(--alert); stroke-width: 3; stroke-dasharray: 7 4; }
.halted { fill: var(--bad); }
.stopped { fill: var(--line); }
.serverWait { stroke: var(--alert); stroke-width: 2; }
.hidden { fill: var(--muted); }
.offline { fill: var(--alert); }
.asleep { fill: var(--muted); fill-opacity: 0.5; }
.mark { fill: var(--ink); stroke: none; }
.mark.failed { fill: none; stroke: var(--bad); stroke-width: 2; }
.mark.warned { fill: var(--alert); }
.picked { stroke: var(--accent); stroke-width: 2; stroke-dasharray: 3 2; }
.tools { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; margin-block: 0.5rem; }
.tools input { flex: 1 1 8rem; min-width: 6rem; accent-color: var(--accent); }
button { font: inherit; color: inherit; background: none; border: 1px solid var(--line); border-radius: 6px; padding: 0.125rem 0.625rem; min-height: 1.75rem; cursor: pointer; }
button:hover { border-color: var(--muted); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.events { display: grid; gap: 0.5rem 1.25rem; grid-template-columns: minmax(0, 1fr); }
@container (min-width: 36rem) { .events { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
ol { list-style: none; max-height: 11rem; overflow-y: auto; }
ol button { display: flex; gap: 0.75rem; width: 100%; border: 0; border-radius: 4px; padding: 0.125rem 0.25rem; text-align: start; }
ol button:focus-visible { outline-offset: -2px; }
ol button:hover, ol button[aria-current=true] { background: color-mix(in srgb, var(--accent) 12%, transparent); }
ol time, .more { color: var(--muted); }
.more { overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.125rem 1rem; align-content: start; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
summary { color: var(--muted); cursor: pointer; width: max-content; max-width: 100%; border-radius: 4px; }
.key { margin-block-start: 0.375rem; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (max-width: 36rem) { .next { min-height: 2lh; } }
@media (prefers-reduced-motion: no-preference) { ol button, button { transition: background-color 120ms, border-color 120ms; } }
@media (forced-colors: active) {
  .fresh, .attempt, .mark, .halted, .hidden, .offline, .asleep, .expiring, .expired, .stopped { fill: CanvasText; }
  .fresh { fill: Highlight; }
  .mark.failed { fill: none; }
  .now, .backoff, .cooldown, .serverWait, .mark.failed, .grid { stroke: CanvasText; }
  .coming, .picked { stroke: Highlight; }
  text { fill: CanvasText; }
  ol button[aria-current=true] { outline: 2px solid Highlight; }
}`;
