"""The reference composition: what is usually put together from the same weights.

faster-whisper reads the recording in sequence with a beam of five; sherpa-onnx tells who spoke when; each segment
of the transcript goes to one speaker, whole; PySceneDetect looks at every third frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.measure import Found, Stopwatch
from benchmarks.peers.recording import has_track, sound_of
from benchmarks.peers.sherpa_diarization import find_turns
from benchmarks.peers.shots import DETECTORS, find_cuts
from lifestream.bootstrap import model_files
from lifestream.config import load_settings
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Turn, Utterance, Word

MODEL = "base"
BEAM = 5


def reference(media: Path, watch: Stopwatch, cores: int) -> Found:
    """Run the parts one after the other: ``decode``, ``diarise``, ``transcribe``, ``assign``, ``shots``.

    ``load`` is what importing and loading took for all of them. The turns are the segments of the transcript with
    the speaker that each was given, as a reader of that transcript sees them.
    """
    utterances: tuple[Utterance, ...] = ()
    if has_track(media, "audio"):
        with watch.part("decode"):
            sound = sound_of(media)
        turns = find_turns(sound, watch, cores)
        lines = find_lines(sound, watch, cores)
        with watch.part("assign"):
            utterances = assign_whole(lines, turns)
    cuts = find_cuts(media, DETECTORS["content-skip2"], watch)
    return Found(utterances, tuple(Turn(u.segment, u.speaker) for u in utterances), cuts)


def find_lines(sound: NDArray[np.float32], watch: Stopwatch, cores: int) -> tuple[tuple[Word, ...], ...]:
    """Transcribe: the words of each of Whisper's segments, in order of time; the language is found out.

    Two parts are timed: ``load`` (import and model) and ``transcribe``.
    """
    # Joining the weights from their packages happens once in an installation and is nobody's time.
    folder = model_files(load_settings()).whisper(MODEL)
    with watch.part("load"):
        from faster_whisper import WhisperModel

        model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=cores)
    with watch.part("transcribe"):
        # The segments are made while they are read.
        segments = list(model.transcribe(sound, beam_size=BEAM, vad_filter=True, word_timestamps=True)[0])
    lines = (
        tuple(
            Word(word.word.strip(), Segment(word.start, max(word.start, word.end)), word.probability)
            for word in segment.words or ()
            if word.word.strip()
        )
        for segment in segments
    )
    return tuple(line for line in lines if line)


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
