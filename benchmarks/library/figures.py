"""What was measured of a large library."""

from __future__ import annotations

from dataclasses import dataclass

OURS, PLAIN, SQLITE_VEC, LANCE, LANCE_INDEXED = (
    "LifeStream", "FTS5, every word", "sqlite-vec", "LanceDB", "LanceDB, IVF_PQ refined",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answered:
    """How fast one contestant answered queries of one way, warm: milliseconds of the clock, at the median and at 95 %.

    ``cpu`` is what the asking thread itself worked at 95 %, which others on the machine disturb little. ``recall`` is
    the mean share of the ten best, by comparing with everything, that it found; ``None`` where nobody compared.
    """

    way: str
    contestant: str
    median: float
    late: float
    cpu: float
    recall: float | None = None


@dataclass(frozen=True, slots=True)
class LibraryFigures:
    """A library of so many passages: answers, passages indexed a second, bytes on disk, seconds from cold."""

    passages: int
    answers: tuple[Answered, ...]
    rates: dict[str, float]
    sizes: dict[str, int]
    cold: tuple[float, ...]
