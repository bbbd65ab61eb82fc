"""The need: to name a place on the earth without asking anybody."""

from __future__ import annotations

from abc import abstractmethod
from typing import Protocol


class Gazetteer(Protocol):
    """Knows where towns lie."""

    @abstractmethod
    def name(self, latitude: float, longitude: float) -> str | None:
        """What a point is called, such as ``Zürich, Switzerland`` or ``near Davos, Switzerland``.

        Degrees north and east. ``None`` where no town is near enough to say anything, as on the open sea.
        """
