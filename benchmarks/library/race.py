"""Everybody answers the same queries, by turns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import mean
from time import perf_counter, thread_time

import numpy as np

from benchmarks.library.figures import Answered

ROUNDS = 3
"""How often each contestant has its turn, so that what else the machine does falls on all."""
WARM = 10
"""Queries of each turn that nobody times."""
TOP = 10

Ask = Callable[[int], Sequence[object]]
"""Answers the query of a number with what was found, best first."""


def race(way: str, contestants: Mapping[str, Ask], queries: int, truth: Ask | None = None) -> tuple[Answered, ...]:
    """Let contestants answer so many queries, and compare their ten best with what is true."""
    clocks: dict[str, list[float]] = {name: [] for name in contestants}
    work: dict[str, list[float]] = {name: [] for name in contestants}
    found: dict[str, dict[int, Sequence[object]]] = {name: {} for name in contestants}
    for turn in range(ROUNDS):
        asked = range(turn * queries // ROUNDS, (turn + 1) * queries // ROUNDS)
        for name in list(contestants)[:: -1 if turn % 2 else 1]:
            ask = contestants[name]
            for number in list(asked)[:WARM]:
                ask(number)
            for number in asked:
                begin, worked = perf_counter(), thread_time()
                found[name][number] = ask(number)
                clocks[name].append(1000 * (perf_counter() - begin))
                work[name].append(1000 * (thread_time() - worked))
    right = {number: set(truth(number)[:TOP]) for number in range(queries)} if truth else {}
    return tuple(
        Answered(
            way,
            name,
            float(np.percentile(clocks[name], 50)),
            float(np.percentile(clocks[name], 95)),
            float(np.percentile(work[name], 95)),
            _recall(found[name], right) if truth else None,
        )
        for name in contestants
    )


def _recall(found: Mapping[int, Sequence[object]], right: Mapping[int, set[object]]) -> float:
    """The mean share of what is right among the ten best, over the queries to which there is an answer."""
    return mean(len(right[number] & set(found[number][:TOP])) / len(right[number]) for number in right if right[number])
