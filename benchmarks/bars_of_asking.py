"""The lines of the table about finding and answering."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from benchmarks.results import Results
from benchmarks.row import Hits, Row, share_row
from benchmarks.scores.interval import bootstrap
from benchmarks.scores.recall import TOP, AskScore, reciprocal


def asking_rows(results: Results) -> list[Row]:
    """Search and answers, each over the questions that settings were not chosen on as well."""
    answerable = [score for score in results.questions if score.is_right is not None]
    hopeless = [score for score in results.questions if score.is_right is None]
    if not answerable:
        return []
    found = [(s, s.rank is not None and s.rank <= TOP) for s in answerable]
    ranks = [score.rank for score in answerable]
    low, high = bootstrap([1 / rank if rank else 0.0 for rank in ranks])
    mrr = reciprocal(ranks)
    right = [(s, bool(s.is_right)) for s in answerable]
    refused = [(s, not s.is_answered) for s in hopeless]
    slides = list(results.slides.items())
    rows = [
        share_row(f"questions whose moment is in the top {TOP}", _by_item(found), 0.95),
        Row("mean reciprocal rank", f"{mrr:.3f}", f"{low:.2f} – {high:.2f}", bar="≥ 0.80", is_met=mrr >= 0.8),
    ]
    if slides:
        rows.append(
            share_row(
                f"lines of slides that find their slide in the top {TOP}",
                [(line, int(rank is not None and rank <= TOP), 1) for line, rank in slides],
                0.95,
            )
        )
    rows += _judged("questions answered right, with a citation in the true span", right, 0.8)
    rows += _judged("unanswerable questions refused", refused, 0.9)
    rows.append(
        share_row("citations of answers that resolve", [(s.item, s.resolved, s.cited) for s in results.questions], 1.0)
    )
    return rows


def _judged(title: str, scores: Sequence[tuple[AskScore, bool]], bar: float) -> list[Row]:
    """The recordings that settings were chosen on, the questions beside those, and recordings that only measure."""
    near = [pair for pair in scores if not pair[0].is_held]
    held = [pair for pair in scores if pair[0].is_held]
    rows = [
        share_row(title, _by_item(near), bar),
        share_row("the same, on questions that settings were not chosen on", _by_item(_others(near)), None),
    ]
    return [*rows, share_row("the same, on other recordings", _by_item(held), None)] if held else rows


def _others(scores: Sequence[tuple[AskScore, bool]]) -> list[tuple[AskScore, bool]]:
    return [(score, hit) for score, hit in scores if not score.is_chosen]


def _by_item(scores: Sequence[tuple[AskScore, bool]]) -> list[Hits]:
    ordered = sorted(scores, key=lambda pair: pair[0].item)
    groups = [(item, list(group)) for item, group in groupby(ordered, key=lambda pair: pair[0].item)]
    return [(item or "none", sum(hit for _, hit in group), len(group)) for item, group in groups]
