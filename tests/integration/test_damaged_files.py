"""Whatever is damaged in a recording, only errors of ours come out, and most of it is still used."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.media import Encoding, Quiet, film, landscape, sound, still

from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.adapters.media.pyav_decoder import PyavMediaDecoder
from lifestream.adapters.media.pyav_scene_detector import PyavSceneDetector
from lifestream.errors import LifeStreamError

MUTANTS = 40
HEADER_BYTES = 1_200
FILMS = {
    "a.mp4": Encoding(fps=10, tones=(440.0,)),
    "a.mkv": Encoding(fps=10, tones=(440.0,), sound_codec="libopus"),
    "a.ts": Encoding(fps=10, tones=(440.0,)),
    "a.avi": Encoding("mpeg4", fps=10, options={}, tones=(440.0,), sound_codec="mp3"),
    "a.h264": Encoding(fps=10),
}
SOUNDS = {"a.ogg": "libopus", "a.mp3": "mp3", "a.wav": "pcm_s16le", "a.flac": "flac"}


def mutant(whole: bytes, chance: random.Random) -> bytes:
    """Some bytes are others, half of the time in the header, and some files end early."""
    data = bytearray(whole)
    for _ in range(chance.choice((1, 3, 10, 40))):
        zone = len(data) if chance.random() < 0.5 else min(len(data), HEADER_BYTES)
        data[chance.randrange(zone)] = chance.randrange(256)
    return bytes(data[: chance.randrange(1, len(data))] if chance.random() < 0.3 else data)


def use(path: Path) -> None:
    """Do with a file all that the pipeline does."""
    decoder, watch = PyavMediaDecoder(), Quiet()
    media = decoder.probe(path, watch)
    if media.has_audio:
        decoder.decode_sound(path, media, path.with_suffix(".pcm"), watch)
    list(decoder.frames(path, media, (0.0, 1.0, media.duration), 720))
    PyavSceneDetector().find(path, media, ThreadWorkers(2), watch)


@pytest.mark.parametrize("name", [*FILMS, *SOUNDS])
def test_a_damaged_file_is_used_or_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name in FILMS:
        film(path, (2, still(landscape(1))), (2, still(landscape(2))), encoding=FILMS[name])
    else:
        sound(path, 440.0, codec=SOUNDS[name])
    whole, chance, used = path.read_bytes(), random.Random(1), 0
    for _ in range(MUTANTS):
        path.write_bytes(mutant(whole, chance))
        try:
            use(path)
            used += 1
        except LifeStreamError:
            continue
    assert used >= MUTANTS // 4 or name == "a.h264"
