"""One line of the table, and how figures of several items become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from benchmarks.scores.interval import bootstrap, share_interval
from benchmarks.scores.score import Score


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``is_met`` is ``None`` where there is no bar."""

    what: str
    value: str
    interval: str = ""
    worst: str = ""
    bar: str = ""
    is_met: bool | None = None


def of(scores: Iterable[Score], *beginnings: str) -> list[Score]:
    """Those whose items' names begin so."""
    return [score for score in scores if score.item.startswith(beginnings)]


def percent(value: float, digits: int = 1) -> str:
    """A share as a percentage."""
    return f"{100 * value:.{digits}f} %"


def mean_row(
    what: str,
    scores: Sequence[Score],
    figure: Callable[[Score], float],
    *,
    bar: float | None = None,
    worst_bar: float | None = None,
) -> list[Row]:
    """Mean over items, its interval, the worst item; lower is better."""
    if not scores:
        return []
    figures = [figure(score) for score in scores]
    low, high = bootstrap(figures)
    worst = max(zip(figures, scores, strict=True), key=lambda pair: pair[0])
    limits = [] if bar is None else [f"≤ {percent(bar)}"]
    limits += [] if worst_bar is None else [f"worst ≤ {percent(worst_bar)}"]
    # Bars are known to a tenth of a percent, and so are figures held against them.
    met = (bar is None or round(mean(figures), 3) <= bar) and (worst_bar is None or round(worst[0], 3) <= worst_bar)
    return [
        Row(
            what,
            percent(mean(figures)),
            f"{percent(low)} – {percent(high)}",
            f"{percent(worst[0])} ({worst[1].item})",
            ", ".join(limits),
            met if limits else None,
        )
    ]


def interval(hits: int, tries: int) -> str:
    """A 95 % interval for hits of tries, as text."""
    low, high = share_interval(hits, tries)
    return f"{percent(low, 0)} – {percent(high, 0)}"


Hits = tuple[str, int, int]
"""An item, and how many of how many it has right."""


def share_row(what: str, counts: Sequence[Hits], bar: float | None) -> Row:
    """Hits of tries over all items, with the interval and the worst item; higher is better."""
    hits, tries = sum(count[1] for count in counts), sum(count[2] for count in counts)
    share = hits / tries if tries else 1.0
    least = min((c for c in counts if c[2]), key=lambda c: c[1] / c[2], default=None)
    return Row(
        what,
        f"{hits} of {tries}",
        interval(hits, tries),
        worst=f"{least[1]} of {least[2]} ({least[0]})" if least and least[1] < least[2] else "",
        bar="" if bar is None else f"≥ {percent(bar, 0)}",
        is_met=None if bar is None else share >= bar,
    )
