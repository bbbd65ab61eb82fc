"""Who spoke when: diarisation and Jaccard error rates, and how many people there are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyannote.core import Annotation, Timeline
from pyannote.core import Segment as Stretch
from pyannote.metrics.diarization import DiarizationErrorRate, JaccardErrorRate

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn

COLLARS = (0.0, 0.25)
"""Seconds around each true edge of a turn that are not scored."""


@dataclass(frozen=True, slots=True)
class VoiceErrors:
    """Shares (0–1, or more) of the reference's speech, overlap scored; ``rate`` is the sum of the three parts."""

    rate: float
    missed: float
    false_alarm: float
    confusion: float
    jaccard: float
    seconds: float


def read_rttm(path: Path) -> tuple[Turn, ...]:
    """Read turns from NIST's Rich Transcription Time Marked format."""
    rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Turn(Segment(float(row[3]), float(row[3]) + float(row[4])), row[7]) for row in rows if row[:1] == ["SPEAKER"]
    )


def voice_errors(
    reference: Iterable[Turn], found: Iterable[Turn], length: float, scored: tuple[Segment, ...] | None, collar: float
) -> VoiceErrors:
    """Compare turns with a reference, speakers matched so that the errors are fewest.

    Args:
        reference: the true turns.
        found: the turns to judge.
        length: of the recording, in seconds.
        scored: the stretches that are labelled; all of the recording where that is ``None``.
        collar: seconds before and after each true edge that are not scored.
    """
    uem = Timeline([Stretch(s.start, s.end) for s in scored] if scored else [Stretch(0.0, length)])
    truth, heard = _annotation(reference), _annotation(found)
    # pyannote's collar is the whole width of the stretch that is left out.
    parts = DiarizationErrorRate(collar=2 * collar)(truth, heard, uem=uem, detailed=True)
    total = parts["total"] or 1.0
    return VoiceErrors(
        rate=parts["diarization error rate"],
        missed=parts["missed detection"] / total,
        false_alarm=parts["false alarm"] / total,
        confusion=parts["confusion"] / total,
        jaccard=JaccardErrorRate(collar=2 * collar)(truth, heard, uem=uem),  # type: ignore[no-untyped-call]
        seconds=parts["total"],
    )


def _annotation(turns: Iterable[Turn]) -> Annotation:
    annotation = Annotation()
    for number, turn in enumerate(turns):
        if turn.segment.duration > 0:
            annotation[Stretch(turn.segment.start, turn.segment.end), number] = turn.speaker
    return annotation
