"""Speed side by side: everybody runs in turn, the order is turned round each time, and medians are compared.

What else the machine does in those minutes then falls on everybody alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import median

ROUNDS = 3
"""Rounds below which a median says little."""


def race(runners: Mapping[str, Callable[[], float]], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """Let runners run ``rounds`` times each: A B C, then C B A, then A B C.

    Args:
        runners: by name, what runs once and returns the seconds that it took by its own clock.
        rounds: how often each runs, at least once.

    Returns:
        The seconds of each runner, in the order of the rounds.

    Raises:
        ValueError: there is less than one round.
    """
    if rounds < 1:
        raise ValueError(f"a race has at least one round, not {rounds}")
    taken: dict[str, list[float]] = {name: [] for name in runners}
    for number in range(rounds):
        for name in list(runners)[:: -1 if number % 2 else 1]:
            taken[name].append(runners[name]())
    return taken


def times_as_fast(taken: Mapping[str, Sequence[float]], name: str, than: str) -> float:
    """How many times as fast one runner is as another: the ratio of the medians of their seconds.

    >>> times_as_fast({"hare": [1.0, 2.0, 9.0], "tortoise": [8.0, 6.0, 1.0]}, "hare", than="tortoise")
    3.0

    Raises:
        ValueError: the first took no time at all, so that it was not measured.
    """
    own = median(taken[name])
    if own <= 0:
        raise ValueError(f"{name} took {own} seconds")
    return median(taken[than]) / own
