"""The look of the HTML reports: calm, legible on a phone, printable on A4."""

STYLESHEET = """
:root {
  --ink: #1c2733; --soft: #4a5866; --paper: #fbfaf7; --card: #ffffff; --line: #d9dde2;
  --link: #1f4f82; --accent: #27486b; --focus: #b45309;
  --pass: #14532d; --pass-bg: #e3f1e7; --fail: #7f1d1d; --fail-bg: #fbe3e0;
  --na: #44403c; --na-bg: #f1f0ee; --open: #334155; --open-bg: #e8ecf1;
  --person: #713f12; --person-bg: #faedd0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6e9ed; --soft: #b3bdc8; --paper: #14191f; --card: #1b222a; --line: #36414d;
    --link: #9cc4ee; --accent: #9cc4ee; --focus: #fbbf24;
    --pass: #b5e3c3; --pass-bg: #173625; --fail: #f6bdb6; --fail-bg: #451c1a;
    --na: #d6d3d1; --na-bg: #2b2a28; --open: #cbd5e1; --open-bg: #28323e;
    --person: #f5d48b; --person-bg: #3d2d10;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 66rem;
  color: var(--ink); background: var(--paper);
  font: 1rem/1.7 "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC",
    "Source Han Sans SC", system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: .2em; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
h1, h2, h3 { line-height: 1.35; font-weight: 600; text-wrap: balance; }
h1 { margin: .2rem 0 .4rem; font-size: 1.7rem; }
h2 { margin: 2.6rem 0 .8rem; padding-bottom: .3rem; font-size: 1.25rem;
  border-bottom: 2px solid var(--accent); }
h3 { margin: 0; font-size: 1.05rem; }
.gloss { color: var(--soft); font-size: .82em; font-weight: 400; }
.edition, .none, .rule { color: var(--soft); }
.edition { margin: 0; letter-spacing: .02em; }
.conclusion { margin: 1rem 0; padding: .9rem 1.1rem; font-size: 1.1rem;
  border-left: .35rem solid currentColor; border-radius: 4px; }
.badge { display: inline-flex; align-items: center; gap: .4em; padding: .1em .65em .1em .5em;
  border: 1px solid currentColor; border-radius: 1em; font-weight: 600; white-space: nowrap; }
.badge .gloss { color: inherit; }
.badge svg { width: 1.05em; height: 1.05em; fill: none; stroke: currentColor;
  stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; flex: none; }
.pass { color: var(--pass); background: var(--pass-bg); }
.fail { color: var(--fail); background: var(--fail-bg); }
.not_applicable { color: var(--na); background: var(--na-bg); }
.undetermined { color: var(--open); background: var(--open-bg); }
.needs_person { color: var(--person); background: var(--person-bg); }
.item { margin: 0 0 1rem; padding: 1rem 1.1rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 6px; break-inside: avoid; }
.item header { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center;
  justify-content: space-between; }
.item p { margin: .5rem 0; }
.number { color: var(--accent); }
.rule { font-size: .9rem; }
dl { display: flex; flex-wrap: wrap; gap: .3rem 1.6rem; margin: .5rem 0; }
dl div { display: flex; gap: .5rem; }
dt { color: var(--soft); }
dd { margin: 0; }
dl.facts { display: block; }
dl.facts div { padding: .3rem 0; border-bottom: 1px solid var(--line); }
dl.facts dt { flex: 0 0 9em; }
.trail { font-size: .9rem; }
.trail a { display: inline-block; padding: .1rem .3rem; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 6px;
  background: var(--card); }
table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .45rem .7rem; text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--line); }
thead th { background: var(--open-bg); white-space: nowrap; }
tbody tr:last-child td { border-bottom: 0; }
tr:target td { background: var(--person-bg); }
td { min-width: 4.5em; }
td:first-child { min-width: 11em; }
.url, .digest { font-size: .85em; word-break: break-all; }
.digest { font-family: ui-monospace, Consolas, monospace; }
summary { padding: .5rem 0; cursor: pointer; color: var(--link); }
footer { margin-top: 3rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 40rem) {
  h1 { font-size: 1.4rem; }
  dl.facts div { display: block; }
}
@page { size: A4; margin: 14mm 12mm; }
@media print {
  :root { --paper: #fff; --card: #fff; --ink: #000; --soft: #333; --link: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.5; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
  .skip, summary { display: none; }
  .badge, .conclusion, thead th { print-color-adjust: exact; }
}
"""
