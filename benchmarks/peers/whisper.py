"""faster-whisper with its usual settings: what is said, read in sequence with a beam of five."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers.measure import Found, Stopwatch
from benchmarks.peers.recording import has_track, sound_of
from lifestream.bootstrap import model_files
from lifestream.config import load_settings
from lifestream.domain.segment import Segment
from lifestream.domain.transcript import Utterance, Word

MODEL = "base"
BEAM = 5


def whisper(media: Path, watch: Stopwatch, cores: int) -> Found:
    """Transcribe a file, an utterance for each of Whisper's segments; who speaks is not asked. ``decode`` is apart."""
    if not has_track(media, "audio"):
        return Found()
    with watch.part("decode"):
        sound = sound_of(media)
    lines = find_lines(sound, watch, cores)
    return Found(tuple(Utterance(f"u{number}", "S1", line) for number, line in enumerate(lines, 1)))


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
