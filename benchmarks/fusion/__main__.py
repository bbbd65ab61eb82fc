"""``python -m benchmarks.fusion``: which way of fusing finds the moment, chosen on one half, told on the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import mean
from typing import Annotated

import typer

from benchmarks import results as stored
from benchmarks.asking import fill
from benchmarks.fusion.sought import Place, Sought, queries_of
from benchmarks.fusion.ways import ways
from benchmarks.items import load_set
from benchmarks.outcome import outcome_of
from benchmarks.scores.recall import TOP, reciprocal, tells
from lifestream.domain.passage import Passage, Scope
from lifestream.library.library import Library
from lifestream.search.retrieve import CANDIDATES, all_words
from lifestream.search.terms import held_in, terms_of

KINDS = ("question", "retold", "words", "slide")
Ranks = dict[str, dict[Sought, int | None]]


def compare(
    folder: Annotated[Path | None, typer.Option("--set", help="A folder of items with ground truth.")] = None,
    work: Annotated[Path, typer.Option(help="Where outcomes are kept.")] = stored.ROOT / "build" / "bench",
) -> None:
    """Print a table of all ways, best first on the half that is chosen on."""
    items = load_set(folder)
    work = work / stored.fingerprint()
    library, ids = fill(work / "fusion", [outcome_of(item, work) for item in items], lambda _: None)
    ranks = rank_all(queries_of(items), library, ids)
    typer.echo(table(ranks))


def rank_all(queries: Sequence[Sought], library: Library, ids: dict[str, str]) -> Ranks:
    """The place of the first right passage by each way, from 1; ``None`` where it is not among the first ten."""
    found: Ranks = {name: {} for name in ways()}
    for sought in queries:
        terms = terms_of(sought.text)
        words = library.index.find_words(terms, CANDIDATES, Scope())
        meaning = library.index.find_near(library.embedder().embed([sought.text])[0], CANDIDATES, Scope())
        held = {f.passage.id: len(held_in(all_words(f.passage), terms)) / len(terms) for f in (*words, *meaning)}
        for name, way in ways().items():
            found[name][sought] = rank(way(words, meaning, held), sought.places, ids)
    return found


def rank(passages: Sequence[Passage], places: Iterable[Place], ids: dict[str, str]) -> int | None:
    """The place of the first of ten passages that lies where it should."""

    def is_right(passage: Passage) -> bool:
        return any(
            passage.recording == ids.get(place.item)
            and (passage.modality == "slide" if place.is_shown else True)
            and tells(passage, place.segment)
            for place in places
        )

    return next((n for n, passage in enumerate(passages[:10], start=1) if is_right(passage)), None)


def table(ranks: Ranks) -> str:
    """Recall and reciprocal rank of each way: all kinds of query weigh the same, however many there are."""
    some = next(iter(ranks.values()))
    counts = {
        kind: [sum(s.kind == kind and s.is_chosen is half for s in some) for half in (True, False)] for kind in KINDS
    }
    lines = [
        "n, chosen on + told on: " + "; ".join(f"{kind} {one} + {two}" for kind, (one, two) in counts.items()),
        "",
        f"| way, share of words | chosen on: MRR | told on: MRR | in the top {TOP} | " + " | ".join(KINDS) + " |",
        "|---|---|---|---|" + "---|" * len(KINDS),
    ]
    for name in sorted(ranks, key=lambda name: -_mrr(ranks[name], is_chosen=True)):
        own = ranks[name]
        each = [f"{reciprocal(_of(own, kind, is_chosen=False)):.3f}" for kind in KINDS]
        told = f"{_mrr(own, is_chosen=False):.3f} | {100 * _recall(own, is_chosen=False):.1f} %"
        lines.append(f"| {name} | {_mrr(own, is_chosen=True):.3f} | {told} | {' | '.join(each)} |")
    return "\n".join(lines)


def _of(ranks: dict[Sought, int | None], kind: str, *, is_chosen: bool) -> list[int | None]:
    return [rank for sought, rank in ranks.items() if sought.kind == kind and sought.is_chosen is is_chosen]


def _mrr(ranks: dict[Sought, int | None], *, is_chosen: bool) -> float:
    return mean(reciprocal(_of(ranks, kind, is_chosen=is_chosen)) for kind in KINDS)


def _recall(ranks: dict[Sought, int | None], *, is_chosen: bool) -> float:
    groups = [_of(ranks, kind, is_chosen=is_chosen) for kind in KINDS]
    return mean(sum(rank is not None and rank <= TOP for rank in group) / max(len(group), 1) for group in groups)


if __name__ == "__main__":
    typer.run(compare)
