"""The lines of the table about a large library."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.library.figures import OURS, Answered, LibraryFigures
from benchmarks.row import Row, percent

BARS = {(100_000, "words"): 15.0, (100_000, "whole search"): 50.0, (1_000_000, "whole search"): 300.0}
"""Milliseconds within which nineteen of twenty queries are answered, on two cores that have nothing else to do."""
RATES = {"LifeStream, with embedding": 30.0, "LifeStream, without": 2_000.0}
COLD = 1.5


def library_rows(libraries: Iterable[LibraryFigures]) -> list[Row]:
    """Answers, rates, sizes and starts of each library."""
    return [row for library in libraries for row in _rows(library)]


def _rows(library: LibraryFigures) -> list[Row]:
    size = f"{library.passages:,} passages"
    found = [_answered(a, library.answers, size, BARS.get((library.passages, a.way))) for a in library.answers]
    for name, rate in library.rates.items():
        bar = RATES.get(name)
        found.append(
            Row(
                f"{size}, indexed a second: {name}",
                f"{rate:,.0f}",
                bar="" if bar is None else f"≥ {bar:,.0f}",
                is_met=None if bar is None else rate >= bar,
            )
        )
    found += [Row(f"{size}, on disk: {name}", f"{bytes_ / 1e6:,.0f} MB") for name, bytes_ in library.sizes.items()]
    if library.cold:
        start = median(library.cold)
        found.append(
            Row(f"{size}, `lifestream search` from cold", f"{start:.2f} s", bar=f"≤ {COLD} s", is_met=start <= COLD)
        )
    return found


def _answered(answered: Answered, all_: Sequence[Answered], size: str, bar: float | None) -> Row:
    ours = next(a for a in all_ if a.way == answered.way and a.contestant == OURS)
    is_own = answered.contestant == OURS
    notes = [] if answered.recall is None else [f"recall of the best ten {percent(answered.recall)}"]
    notes += [f"CPU {answered.cpu:.1f} ms"] if is_own else [f"{answered.median / ours.median:.1f} × as long"]
    return Row(
        f"{size}, {answered.way}: {answered.contestant}",
        f"{answered.median:.1f} / {answered.late:.1f} ms",
        worst=", ".join(notes),
        bar=f"≤ {bar:.0f} ms" if bar and is_own else "",
        is_met=answered.late <= bar if bar and is_own else None,
    )
