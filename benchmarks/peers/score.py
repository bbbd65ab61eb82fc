"""Peers are scored as the product is, in what they look for."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from benchmarks.outcome import Outcome
from benchmarks.peers.outcome import PeerOutcome
from benchmarks.scores.score import Score, score
from lifestream.domain.scene import Scene, Scenes
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Transcript

TASKS: dict[str, frozenset[str]] = {
    "reference": frozenset({"words", "voices", "cuts"}),
    "sherpa": frozenset({"voices"}),
    "content-skip2": frozenset({"cuts"}),
    "adaptive": frozenset({"cuts"}),
}
"""What each peer looks for: what it does not find of that counts as missed."""


def score_peer(own: Outcome, other: PeerOutcome) -> Score:
    """Score a peer as if its words, turns and cuts stood in our timeline; what it does not look for is left out."""
    edges = [0.0, *other.cuts, max(own.timeline.media.duration, *other.cuts, 0.0)]
    scenes = tuple(
        Scene(f"c{n}", Segment(a, max(a, b)), "cut" if n else "start") for n, (a, b) in enumerate(pairwise(edges))
    )
    transcript = Transcript(utterances=other.utterances, turns=other.turns)
    timeline = replace(own.timeline, transcript=transcript, scenes=Scenes(scenes=scenes))
    scored = score(Outcome(own.item, own.document, timeline, other.cost))
    does = TASKS[other.name]
    hears = "words" in does
    return replace(
        scored,
        failures=(),
        words=scored.words if hears else None,
        by_speaker=scored.by_speaker if hears else None,
        in_time=scored.in_time if hears else None,
        edges=scored.edges if hears else None,
        voices=scored.voices if "voices" in does else None,
        cuts=scored.cuts if "cuts" in does else None,
        screens=None,
        facts=None,
        claims=None,
        coverage=None,
        invented_words=None,
    )
