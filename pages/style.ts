/** The only style sheet. Pages for the screen follow the reader's light or dark; paper is always white. */
export const style = `
:root { color-scheme: light dark; --ink: #1b1a19; --quiet: #5c5a58; --ground: #ffffff; --soft: #f3f2f1; --line: #d2d0ce; --accent: #4f52b2; --warn: #8a3a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #f5f4f2; --quiet: #b8b6b3; --ground: #1f1e1d; --soft: #2b2a29; --line: #484644; --accent: #a9adf2; --warn: #ffb27a; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.05rem/1.55 "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
.page { max-width: 46rem; margin: 0 auto; padding: 1.25rem 1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .75rem; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p, ul, ol, dl { margin: .5rem 0; }
a { color: var(--accent); }
a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.bar { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; justify-content: space-between; color: var(--quiet); font-size: .95rem; }
.quiet { color: var(--quiet); }
.warn { color: var(--warn); font-weight: 600; }
.box { background: var(--soft); border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
.box > h2:first-child { margin-top: 0; }
.list { list-style: none; padding: 0; }
.list > li { border-top: 1px solid var(--line); padding: 1rem 0; }
.list h3 { margin-top: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem .9rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
@media (max-width: 26rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .4rem; } }
.code { font-weight: 700; letter-spacing: .02em; white-space: nowrap; }
.hint { max-width: 210mm; margin: 1rem auto; padding: 0 1rem; color: var(--quiet); }
.sheet { color-scheme: light; --ink: #1b1a19; --quiet: #4a4846; --soft: #f1f0f8; --line: #b9b7d6; --accent: #3d3f95; width: 210mm; max-width: 100%; min-height: 296mm; margin: 0 auto 2rem; padding: 15mm 16mm; background: #ffffff; color: var(--ink); font-size: 12pt; line-height: 1.4; display: flex; flex-direction: column; }
.sheet h1, .sheet h2, .sheet p, .sheet ol, .sheet ul, .sheet dl { margin: 0; }
.sheet h2 { color: var(--accent); }
.d0 { font-size: 14pt; }
.d1 { font-size: 12.5pt; }
.d2 { font-size: 10.5pt; }
.d3 { font-size: 8pt; }
.poster { gap: .95em; }
.poster h1 { font-size: 2.15em; line-height: 1.13; margin: 0; }
.poster h2 { font-size: 1.12em; }
.poster ol { padding-left: 1.3em; }
.poster li { margin: .35em 0; }
.poster .brand { font-weight: 700; color: var(--accent); }
.poster .words { font-size: 1.5em; font-weight: 700; }
.poster .address { font-weight: 700; }
.poster .foot { margin-top: auto; border-top: 1mm solid var(--accent); padding-top: .8em; display: grid; grid-template-columns: 1.1fr 1fr; gap: .8em 1.5em; }
.poster .foot .phone { font-size: 1.5em; font-weight: 700; }
.poster .small { font-size: .75em; color: var(--quiet); grid-column: 1 / -1; }
.note { padding: 11mm 14mm; gap: .7em; line-height: 1.33; }
.note.d0 { font-size: 10.3pt; }
.note.d1 { font-size: 9.6pt; }
.note.d2 { font-size: 8.6pt; }
.note.d3 { font-size: 7.8pt; }
.note h1 { font-size: 1.6em; line-height: 1.2; }
.note h2 { font-size: 1.18em; margin-top: .3em; }
.note ol, .note ul { padding-left: 1.3em; }
.note li { margin: .2em 0; }
.note dl { display: block; }
.note dt { color: var(--ink); font-weight: 700; margin-top: .3em; }
@media screen and (max-width: 44rem) {
  .sheet { padding: 1.25rem 1rem; min-height: 0; }
  .poster h1 { font-size: 1.7em; }
  .poster .foot { grid-template-columns: 1fr; }
}
@page { size: A4; margin: 0; }
@media print {
  .hint, .bar { display: none; }
  body { background: #ffffff; }
  .page { color-scheme: light; --ink: #000000; --quiet: #444444; --ground: #ffffff; --soft: #f3f2f1; --line: #999999; --accent: #000000; --warn: #000000; max-width: none; padding: 16mm; color: #000000; }
  .sheet { margin: 0; max-width: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`
