#include "report/style.h"

namespace maas::report {

const std::string_view kStyle = R"(
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --ink: #1a212c; --muted: #5b6675; --line: #dde1e7;
  --grid: #e8ebf0; --right: 37 99 235; --wrong: 226 88 34;
  --c0: #2563eb; --c1: #d9591c; --c2: #0d8f6b; --c3: #7c4ddb;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #0e1218; --card: #161b23; --ink: #e5e9ef; --muted: #97a2b2; --line: #2b333f;
    --grid: #252c37; --right: 59 120 240; --wrong: 230 104 48;
    --c0: #6fa8ff; --c1: #ff9a5a; --c2: #4fcfa4; --c3: #b79bff;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem clamp(1rem, 4vw, 3rem) 3rem; max-width: 82rem;
  background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
}
h1 { margin: 0 0 .25rem; font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.1rem; }
h3 { margin: 0; font-size: .95rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; }
.tiles {
  display: grid; gap: .75rem; margin: 1.25rem 0 0; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
}
.tiles li { padding: .7rem .9rem; }
.tiles b { display: block; font-size: 1.45rem; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tiles span { color: var(--muted); font-size: .85rem; overflow-wrap: anywhere; }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1.5rem; margin: .5rem 0 0; font-size: .9rem; }
.facts div { display: flex; gap: .4rem; }
.facts dt { flex: none; color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.charts { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.chart { margin: 0; padding: .9rem 1.1rem .5rem; }
.chart figcaption { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1rem; }
.legend { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; font-size: .85rem; }
.legend li::before {
  content: ""; display: inline-block; width: 1rem; height: 3px; margin-right: .4rem;
  border-radius: 2px; background: var(--c); vertical-align: middle;
}
.legend b { font-variant-numeric: tabular-nums; }
.c0 { --c: var(--c0); } .c1 { --c: var(--c1); } .c2 { --c: var(--c2); } .c3 { --c: var(--c3); }
.plot { position: relative; height: 15rem; margin: .9rem .6rem 1.5rem 3.1rem; }
.plot svg { position: absolute; width: 100%; height: 100%; overflow: visible; }
.plot path { fill: none; vector-effect: non-scaling-stroke; }
.grid { stroke: var(--grid); stroke-width: 1; }
.line { stroke: var(--c); stroke-width: 2; stroke-linejoin: round; }
.dot { stroke: var(--c); stroke-width: 6; stroke-linecap: round; }
.dot:hover { stroke-width: 11; }
.plot span { position: absolute; color: var(--muted); font-size: .78rem; line-height: 1; font-variant-numeric: tabular-nums; }
.plot .y { white-space: nowrap; right: calc(100% + .5rem); transform: translateY(-50%); }
.plot .x { top: calc(100% + .5rem); transform: translateX(-50%); }
.unit { margin: 0; text-align: center; color: var(--muted); font-size: .78rem; }
.parallel { min-width: 30rem; height: 19rem; margin: .9rem 4.5rem 3.6rem; }
.parallel .rail { stroke: var(--line); stroke-width: 1; }
.parallel .strand { stroke: rgb(var(--right) / calc(.12 + .7 * var(--share))); stroke-width: 1.6; stroke-linejoin: round; }
.parallel .best { stroke: var(--c1); stroke-width: 3; }
.parallel .strand:hover { stroke: var(--ink); stroke-width: 3; }
.parallel .name { top: calc(100% + 1.1rem); width: 9rem; color: var(--ink); text-align: center; line-height: 1.2; overflow-wrap: anywhere; transform: translateX(-50%); }
.parallel .tick { margin-left: .4rem; padding: 0 .15rem; border-radius: 3px; background: color-mix(in srgb, var(--card) 80%, transparent); transform: translateY(-50%); pointer-events: none; }
tr.best td { font-weight: 600; }
.scroll { overflow-x: auto; padding: .5rem; }
table { border-collapse: collapse; font-size: .88rem; }
caption { padding: .2rem .5rem .5rem; text-align: left; color: var(--muted); font-size: .85rem; }
th { font-weight: 600; }
.plain { width: 100%; }
.plain th, .plain td { padding: .35rem .6rem; text-align: left; }
.plain tr + tr > *, .plain tbody tr:first-child > * { border-top: 1px solid var(--line); }
.plain .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { position: relative; min-width: 7rem; }
.bar::before {
  content: ""; position: absolute; inset: 28% auto 28% 1.2rem; width: calc((100% - 4.9rem) * var(--share));
  border-radius: 3px; background: rgb(var(--right) / .35);
}
.pair { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.pair section { flex: 1 1 36rem; min-width: 0; }
.pair section:first-child { flex: 0 1 auto; max-width: 100%; }
.pair section:only-child { flex-grow: 1; }
.confusion { margin: 0 auto 0 0; }
.confusion td { min-width: 2.9rem; height: 2.1rem; padding: 0 .35rem; text-align: center; border: 1px solid var(--card); font-variant-numeric: tabular-nums; }
.confusion .right { background: rgb(var(--right) / calc(.65 * var(--share))); }
.confusion .wrong { background: rgb(var(--wrong) / calc(.85 * var(--share))); }
.confusion .none { color: var(--muted); opacity: .55; }
.confusion tbody th { position: sticky; left: -.5rem; padding: 0 .6rem; background: var(--card); max-width: 15rem; overflow: hidden; text-align: right; text-overflow: ellipsis; font-weight: 500; white-space: nowrap; }
.confusion thead th { padding: .4rem 0; vertical-align: bottom; font-weight: 500; }
.confusion thead span { max-height: 15rem; overflow: hidden; text-overflow: ellipsis; writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; }
.gallery {
  display: grid; gap: .75rem; margin: 0; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr));
}
.gallery figure { margin: 0; height: 100%; overflow: hidden; }
.gallery img {
  display: block; width: 100%; aspect-ratio: 1; object-fit: contain;
  background: var(--grid); image-rendering: pixelated;
}
.gallery figcaption { padding: .55rem .75rem .65rem; font-size: .85rem; line-height: 1.35; overflow-wrap: anywhere; }
.gallery .facts { display: block; margin: 0 0 .25rem; font-size: inherit; }
.gallery .facts div:first-child dd { font-weight: 600; }
.gallery small { color: var(--muted); font-size: .75rem; }
pre { margin: 0; padding: 1rem 1.2rem; overflow-x: auto; font: .82rem/1.5 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; }
footer { margin-top: 2rem; color: var(--muted); font-size: .85rem; }
@media (max-width: 36rem) {
  body { padding-top: 1.25rem; font-size: 14px; }
  .tiles { grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: .5rem; }
  .tiles b { font-size: 1.2rem; }
  .plot { height: 12rem; }
  .confusion td { min-width: 2.4rem; }
  .plain th, .plain td { padding: .3rem .35rem; }
  .bar { min-width: 0; }
  .bar::before { display: none; }
}
@media print { body { background: none; max-width: none; } .card { break-inside: avoid; } }
)";

}  // namespace maas::report
