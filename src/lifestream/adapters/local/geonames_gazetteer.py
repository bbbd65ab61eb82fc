"""Places named by GeoNames' list of towns, which lies beside this file."""

from __future__ import annotations

import lzma
import math
from functools import cached_property
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lifestream.ports.gazetteer import Gazetteer, Town

EARTH_KM = 6371.0
EXTENT_KM, LEAST_EXTENT_KM = 0.015, 1.5
"""How far a town reaches from its middle: so many kilometres times the root of its people, and never less."""
NEAR_KM, FAR_KM = 50.0, 300.0
"""Up to which distance a point is near a town, and up to which the distance alone is told."""


class _Towns(NamedTuple):
    """The list by columns. ``points`` has shape (n, 3): unit vectors from the middle of the earth."""

    labels: list[str]
    zones: list[str]
    points: NDArray[np.float64]
    extents: NDArray[np.float64]


class GeonamesGazetteer(Gazetteer):
    """69,000 towns of 5,000 people and more, read when the first place is to be named."""

    def find(self, latitude: float, longitude: float) -> Town | None:
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            return None
        towns = self._towns
        chords = np.linalg.norm(towns.points - _unit(np.array([latitude]), np.array([longitude])), axis=1)
        distances = 2 * EARTH_KM * np.arcsin(np.minimum(chords / 2, 1))
        # In proportion to the size: outside of all, a city tells more than a village that is a little nearer.
        best = int(np.argmin(distances / towns.extents))
        away, label = float(distances[best]), towns.labels[best]
        if away > FAR_KM:
            return None
        if away > NEAR_KM:
            label = f"{10 * round(away / 10)} km from {label}"
        elif away > towns.extents[best]:
            label = f"near {label}"
        return Town(label, towns.zones[best], away)

    @cached_property
    def _towns(self) -> _Towns:
        packed = files("lifestream.adapters.local").joinpath("towns.tsv.xz").read_bytes()
        rows = [line.split("\t") for line in lzma.decompress(packed).decode().splitlines()]
        latitudes, longitudes, people = (np.array([float(row[column]) for row in rows]) for column in (3, 4, 5))
        return _Towns(
            [", ".join(part for part in row[:3] if part) for row in rows],
            [row[6] for row in rows],
            _unit(latitudes, longitudes),
            np.maximum(LEAST_EXTENT_KM, EXTENT_KM * np.sqrt(people)),
        )


def _unit(latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit vectors of degrees north and east; shape (n, 3)."""
    north, east = latitudes * math.pi / 180, longitudes * math.pi / 180
    return np.stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1)
