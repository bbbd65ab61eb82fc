"""The reference composition: what is usually put together from the same weights.

faster-whisper reads the recording in sequence with a beam of five; sherpa-onnx tells who spoke when; each segment
of the transcript goes to one speaker, whole; PySceneDetect looks at every third frame. Each part is a peer of its
own, so that nothing is done twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.items import Item
from benchmarks.outcome import Cost
from benchmarks.peers.outcome import PeerOutcome, peer_outcome
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn, Utterance, Word

PARTS = ("whisper", "sherpa", "content-skip2")
"""The peers that it is composed of: what is said, who speaks when, where a new shot begins."""


def reference_outcome(item: Item, work: Path) -> PeerOutcome:
    """Let the parts process an item one after the other, or load what they made of it before, and compose it."""
    words, voices, pictures = (peer_outcome(part, item, work) for part in PARTS)
    return compose(words, voices, pictures)


def compose(words: PeerOutcome, voices: PeerOutcome, pictures: PeerOutcome) -> PeerOutcome:
    """Put together what three peers found; what it cost adds up.

    The turns are the segments of the transcript with the speaker that each was given, as a reader of that transcript
    sees them.
    """
    parts = (words, voices, pictures)
    utterances = assign_whole([utterance.words for utterance in words.utterances], voices.turns)
    stages, cpu_stages = Counter[str](), Counter[str]()
    for part in parts:
        stages.update(part.cost.stages)
        cpu_stages.update(part.cpu_stages)
    cost = Cost(
        media_seconds=words.cost.media_seconds,
        seconds=sum(part.cost.seconds for part in parts),
        cpu_seconds=sum(part.cost.cpu_seconds for part in parts),
        peak_bytes=max(part.cost.peak_bytes for part in parts),
        stages=dict(stages),
    )
    turns = tuple(Turn(utterance.segment, utterance.speaker) for utterance in utterances)
    return PeerOutcome("reference", utterances, turns, pictures.cuts, cost, dict(cpu_stages))


def assign_whole(lines: Sequence[tuple[Word, ...]], turns: Sequence[Turn]) -> tuple[Utterance, ...]:
    """Give each line, whole, to the speaker whose turns overlap it for the longest.

    Where no turn overlaps it, the nearest decides; where there are no turns at all, one speaker said everything.
    Of two speakers who are equal, the one whose turn comes first in ``turns`` gets the line.
    """
    return tuple(
        Utterance(f"u{number}", _speaker(Segment(line[0].segment.start, max(w.segment.end for w in line)), turns), line)
        for number, line in enumerate(lines, 1)
    )


def _speaker(line: Segment, turns: Sequence[Turn]) -> str:
    shared: dict[str, float] = {}
    for turn in turns:
        shared[turn.speaker] = shared.get(turn.speaker, 0.0) + line.overlap(turn.segment)
    if any(shared.values()):
        return max(shared, key=lambda speaker: shared[speaker])
    nearest = min(turns, key=lambda turn: line.gap(turn.segment), default=None)
    return nearest.speaker if nearest else "S1"
