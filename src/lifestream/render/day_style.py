"""The looks of a day's page: one style sheet, named by its hash in the page's own security policy."""

from __future__ import annotations

import base64
import hashlib

STYLE = """
:root {
  --ink: #1d2530;
  --soft: #5d6b7c;
  --line: #dfe4ea;
  --paper: #f6f7f9;
  --card: #fff;
  --accent: #0b6e8a;
  --warm: #b4492d;
  --good: #2f7d4f;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e6eaf0;
    --soft: #9aa7b8;
    --line: #2d3642;
    --paper: #12161c;
    --card: #1a2028;
    --accent: #62bdd6;
    --warm: #f0906f;
    --good: #77c796;
  }
}
* { box-sizing: border-box }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto, "Helvetica Neue",Arial,sans-serif;
}
main { max-width: 52rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem }
header p { margin: .25rem 0; color: var(--soft) }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .4rem; letter-spacing: -.01em }
header .lead { font-size: 1.15rem; color: var(--ink) }
h2 { font-size: 1.05rem; margin: 2.4rem 0 .8rem; letter-spacing: .02em }
h3 { font-size: 1.1rem; margin: 0; line-height: 1.35 }
a { color: var(--accent); text-decoration: none }
a:hover { text-decoration: underline }
.at { font-size: .82em; font-variant-numeric: tabular-nums; white-space: nowrap }
.day { list-style: none; margin: 1.6rem 0 0; padding: 0; border-left: 2px solid var(--line) }
.day > li { position: relative; padding: 0 0 1.4rem 1.5rem }
.day > li::before {
  content: "";
  position: absolute;
  left: -7px;
  top: .45rem;
  width: 12px;
  height: 12px;
  border-radius: 50%;
  background: var(--accent);
  border: 2px solid var(--paper);
}
.day > li.gap { color: var(--soft); font-size: .9rem }
.day > li.gap::before { background: var(--line); top: .3rem }
.hours { font-variant-numeric: tabular-nums; color: var(--soft); font-size: .9rem }
article {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 12px;
  padding: 1rem 1.15rem;
  margin-top: .3rem;
  overflow: hidden;
}
article img {
  float: right;
  width: 13rem;
  max-width: 42%;
  border-radius: 8px;
  margin: 0 0 .6rem 1rem;
  border: 1px solid var(--line);
}
.facts { color: var(--soft); font-size: .9rem; margin: .2rem 0 .6rem }
article p { margin: .5rem 0 }
details { margin-top: .6rem }
summary { cursor: pointer; color: var(--accent); font-size: .9rem }
details h4 { font-size: .92rem; margin: .8rem 0 .1rem }
ul { padding-left: 1.1rem }
li { margin: .2rem 0 }
.tasks { list-style: none; padding: 0; margin: 0 }
.tasks > li {
  background: var(--card);
  border: 1px solid var(--line);
  border-left: 4px solid var(--accent);
  border-radius: 8px;
  padding: .6rem .9rem;
  margin: .5rem 0;
}
.tasks > li.overdue { border-left-color: var(--warm) }
.tasks > li.closed { border-left-color: var(--good) }
.tasks .standing { color: var(--soft); font-size: .88rem }
.overdue .standing { color: var(--warm) }
.closed .standing { color: var(--good) }
.who { font-weight: 600 }
blockquote {
  margin: .3rem 0 0;
  padding-left: .8rem;
  border-left: 2px solid var(--line);
  color: var(--soft);
  font-size: .9rem;
}
code { font-size: .78rem; color: var(--soft) }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; padding: 0; list-style: none }
.chips li {
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 999px;
  padding: .15rem .7rem;
  font-size: .9rem;
}
footer { margin-top: 3rem; color: var(--soft); font-size: .85rem }
@media (max-width: 34rem) {
  article img { float: none; width: 100%; max-width: 100%; margin: 0 0 .6rem }
  h1 { font-size: 1.6rem }
}
@media print {
  body { background: #fff }
  article,.tasks > li { break-inside: avoid }
}
"""

_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()

POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a page may load: this style sheet and the pictures inside it, nothing from anywhere, no script at all."""
