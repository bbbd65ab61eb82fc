"""Which of the local voices are one person: over-cluster, then merge by centroid.

Average-linkage clustering (AHC) of the voices that spoke alone for long enough gives too many
clusters; their centroids are far less noisy than single embeddings, so that the decision whether two
clusters are one person is made on centroids. Every voice, however short, then goes to its nearest
centroid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import squareform

from lifestream.adapters.speech.local_voices import LocalVoices
from lifestream.adapters.speech.voice_embedding import unit
from lifestream.ports.diarizer import SpeakerBounds

Vectors = NDArray[np.float32]

BLOCK = 3_000
"""Voices whose distances are held at once: three quarters of an hour. Longer recordings go block by block."""


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Cosine distances (0–2) and seconds.

    Attributes:
        alone: a voice that spoke less than this alone does not found a speaker, it joins one.
        cut: average linkage below which voices are one cluster.
        finer: cuts to try where the user knows of more speakers than were found; where none gives as many, the
            tree is cut into that many.
        merge: distance of centroids below which two clusters are one speaker.
        apart: added between two voices of one window, which are two people.
        share: a speaker owns at least this share of all speech (0–1), but no less than ``least``
            and no more than ``most`` seconds; laughs and noises own less.
        margin: two voices of one window go to different speakers where that costs less cosine than this.
            The segmentation sometimes splits one voice in two; a strict rule would invent a speaker.
    """

    alone: float = 1.5
    cut: float = 0.56
    finer: tuple[float, ...] = (0.48, 0.40)
    merge: float = 0.41
    apart: float = 2.0
    share: float = 0.03
    least: float = 0.5
    most: float = 3.0
    margin: float = 0.25


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where the tree is cut: at a distance, or, where that is 0, so that ``wanted`` speakers come of it."""

    distance: float
    wanted: int


@dataclass(frozen=True, slots=True)
class _Clusters:
    centroids: Vectors
    seconds: NDArray[np.float64]


def cluster(
    voices: LocalVoices, bounds: SpeakerBounds, settings: ClusterSettings = ClusterSettings()
) -> tuple[NDArray[np.int64], Vectors]:
    """Say which speaker each local voice is.

    Returns:
        Speakers from 0 on, shape (voices,), and their centroids of unit length, shape (speakers, 192).
    """
    if len(voices.window) == 0:
        return np.zeros(0, np.int64), voices.embedding
    founders = _founders(voices, settings)
    wanted = bounds.at_least or 1
    found = _Clusters(voices.embedding[:0], np.zeros(0))
    for cut in (*settings.finer, 0.0) if bounds.at_least else (settings.cut,):
        found = _in_blocks(voices, founders, _Cut(cut, wanted), settings)
        if len(found.centroids) >= wanted:
            break
    found = _merge(found, settings.merge, wanted, bounds.at_most)
    return _assign(voices, found.centroids, settings)


def _founders(voices: LocalVoices, settings: ClusterSettings) -> NDArray[np.int64]:
    """Voices that spoke alone for long enough; the two longest where hardly anybody did."""
    founders = np.flatnonzero(voices.alone >= settings.alone)
    if len(founders) >= 2:
        return founders
    longest = np.sort(voices.seconds)[-2:][0]
    return np.flatnonzero(voices.seconds >= min(settings.alone, longest))


def _in_blocks(voices: LocalVoices, founders: NDArray[np.int64], cut: _Cut, settings: ClusterSettings) -> _Clusters:
    found = _Clusters(voices.embedding[:0], np.zeros(0))
    for start in range(0, len(founders), BLOCK):
        new = _over_cluster(voices, founders[start : start + BLOCK], cut, settings)
        found = _Clusters(np.concatenate([found.centroids, new.centroids]), np.append(found.seconds, new.seconds))
        if start:
            found = _merge(found, settings.merge, cut.wanted, None)
    return found


def _over_cluster(voices: LocalVoices, founders: NDArray[np.int64], cut: _Cut, settings: ClusterSettings) -> _Clusters:
    """Cluster some voices by average linkage and leave out clusters that own too little speech."""
    vectors, windows = voices.embedding[founders], voices.window[founders]
    seconds = np.maximum(voices.alone[founders], 1e-3) / voices.windows_per_second
    if len(founders) == 1:
        return _Clusters(vectors, seconds)
    distances = np.clip(1.0 - vectors @ vectors.T, 0.0, 2.0)
    distances += settings.apart * (windows[:, None] == windows[None])
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), "average")
    parts = fcluster(tree, cut.distance, "distance") if cut.distance else fcluster(tree, cut.wanted, "maxclust")
    names, labels = np.unique(parts, return_inverse=True)
    owned = np.bincount(labels, seconds).astype(np.float64)
    sums = np.zeros((len(names), vectors.shape[1]), np.float32)
    np.add.at(sums, labels, vectors * seconds[:, None].astype(np.float32))
    needed = min(float(np.clip(settings.share * seconds.sum(), settings.least, settings.most)), float(owned.max()))
    kept = (owned >= needed) | (cut.distance == 0.0)  # somebody who was counted may say little
    return _Clusters(unit(sums[kept]), owned[kept])


def _merge(clusters: _Clusters, distance: float, at_least: int, at_most: int | None) -> _Clusters:
    """Join the two nearest centroids until the nearest are further than ``distance``, within the bounds."""
    centroids, seconds = clusters.centroids.copy(), clusters.seconds.copy()
    while len(centroids) > at_least:
        apart = 1.0 - centroids @ centroids.T
        np.fill_diagonal(apart, np.inf)
        a, b = np.unravel_index(int(apart.argmin()), apart.shape)
        is_too_many = at_most is not None and len(centroids) > at_most
        if apart[a, b] > distance and not is_too_many:
            break
        centroids[a] = unit(centroids[a] * np.float32(seconds[a]) + centroids[b] * np.float32(seconds[b]))
        seconds[a] += seconds[b]
        centroids, seconds = np.delete(centroids, b, 0), np.delete(seconds, b)
    return _Clusters(centroids, seconds)


def _assign(voices: LocalVoices, centroids: Vectors, settings: ClusterSettings) -> tuple[NDArray[np.int64], Vectors]:
    likeness = voices.embedding @ centroids.T
    speakers = likeness.argmax(axis=1)
    order = np.argsort(voices.window, kind="stable")
    _, starts = np.unique(voices.window[order], return_index=True)
    for group in np.split(order, starts[1:]):
        if not 1 < len(group) <= len(centroids) or len(set(speakers[group])) == len(group):
            continue
        _, distinct = linear_sum_assignment(-likeness[group])
        cost = likeness[group, speakers[group]].sum() - likeness[group, distinct].sum()
        if cost <= settings.margin:
            speakers[group] = distinct
    used, speakers = np.unique(speakers, return_inverse=True)
    return speakers.astype(np.int64), centroids[used]
