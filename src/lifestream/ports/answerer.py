"""The need: to compose an answer of passages that were found."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lifestream.domain.answer import Turn


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One thing that may be cited, by its number: what was said or shown, by whom, where and when."""

    number: int
    text: str
    speaker: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Drafted:
    """One sentence of a draft, and the numbers of the exhibits that it cites."""

    text: str
    numbers: tuple[int, ...]


class Answerer(Protocol):
    """Composes answers. What it drafts is checked before anybody sees it."""

    @property
    @abstractmethod
    def fingerprint(self) -> str:
        """Model and settings, as text."""

    @abstractmethod
    def draft(self, question: str, exhibits: Sequence[Exhibit], turns: Sequence[Turn]) -> tuple[Drafted, ...]:
        """Draft an answer of what is given and nothing else; no sentence where it does not answer.

        Raises:
            ModelError: the answer cannot be used.
            UnavailableError, ConfigurationError: nobody answers.
        """
