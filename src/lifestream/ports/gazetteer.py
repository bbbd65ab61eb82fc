"""The need: to name a place on the earth, and its time zone, without asking anybody."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Town:
    """What is known of a point: what it is called, such as ``near Davos, Switzerland``, and how far the town is.

    ``zone`` is the IANA name of the town's time zone, ``kilometres`` the distance from its middle.
    """

    name: str
    zone: str
    kilometres: float


class Gazetteer(Protocol):
    """Knows where towns lie."""

    @abstractmethod
    def find(self, latitude: float, longitude: float) -> Town | None:
        """The town that a point (degrees north and east) is in, or near.

        ``None`` where none is near enough to say anything, as on the open sea, and where there is no such point.
        """
