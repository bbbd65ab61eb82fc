from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from benchmarks.harm import (
    HARMS,
    PICTURE_HARMS,
    SOUND_HARMS,
    SPEEDS,
    harm,
    in_room,
    mu_law,
    phone_band,
    suits,
    with_noise,
)
from benchmarks.items import Item
from benchmarks.join import samples_of, write_wav
from benchmarks.scores.voices import read_rttm
from tests.media import Encoding, film, landscape, sound, still

from lifestream.errors import InputError

ONSET, CUTS = 1.5, (4.0, 14.6)
"""When the tone of the film begins, and when its shots change, in seconds."""
ENCODING = Encoding(fps=10, tones=(440.0,), sound_delay=ONSET, options={"preset": "ultrafast"})
TRUTH: dict[str, Any] = {
    "id": "film",
    "kind": "meeting",
    "media": "video.mp4",
    "duration_s": 22.5,
    "speakers": [{"id": "Ann"}],
    "rttm": "ref.rttm",
    "transcript": "ref.stm",
    "cuts": [{"t": CUTS[0], "frame": 40, "type": "cut", "tol_s": 0.08}, {"t": CUTS[1], "type": "cut", "tol_s": 0.08}],
    "on_screen_text": [{"start": 4.0, "end": 14.6, "lines": ["Harbor 2.0"]}],
    "facts": [{"type": "number", "value": 45, "span": [4.5, 9.0]}],
    "topics": [{"topic": "start", "start": 0.0, "end": 9.0}],
    "words": 90,
}


def item_of(folder: Path, name: str = "film", **more: Any) -> Item:
    (folder / "ref.rttm").write_text("SPEAKER film 1 1.500 9.000 <NA> <NA> Ann <NA> <NA>\n")
    (folder / "ref.stm").write_text("film 1 Ann 1.500 10.500 at 9.000 euros, no more\n")
    return Item(folder, TRUTH | {"id": name} | more)


@pytest.fixture(scope="module")
def item(tmp_path_factory: pytest.TempPathFactory) -> Item:
    folder = tmp_path_factory.mktemp("film")
    shots = [still(landscape(seed, 480, 270)) for seed in (1, 2, 3)]
    lengths = (CUTS[0], CUTS[1] - CUTS[0], 21.0 - CUTS[1])
    film(folder / "video.mp4", *zip(lengths, shots, strict=True), encoding=ENCODING)
    return item_of(folder)


@pytest.fixture(scope="module")
def harmed(item: Item, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Item]:
    folder = tmp_path_factory.mktemp("harmed")
    return {how: harm(item, how, folder) for how in HARMS}


def shot_changes(path: Path) -> Iterator[float]:
    """When a picture differs much from the one before."""
    before = None
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            image = frame.reformat(64, 36, "gray").to_ndarray().astype(int)
            if before is not None and np.abs(image - before).mean() > 10:
                yield frame.time
            before = image


def packets(path: Path, kind: str) -> list[bytes]:
    with av.open(str(path)) as container:
        stream = container.streams.video[0] if kind == "video" else container.streams.audio[0]
        return [bytes(packet) for packet in container.demux(stream) if packet.size]


def loudest_pitch(path: Path) -> float:
    samples = samples_of(path)[32_000:64_000]
    return float(np.argmax(np.abs(np.fft.rfft(samples)))) / 2


@pytest.mark.parametrize("how", HARMS)
def test_the_copy_is_an_item_of_its_own(harmed: dict[str, Item], how: str) -> None:
    copy = harmed[how]
    assert copy.id == copy.folder.name == f"film.{how}"
    assert copy.truth["harm"] == how
    with av.open(str(copy.media)) as container:
        assert container.duration is not None
        assert container.duration / av.time_base == pytest.approx(copy.seconds, abs=0.1)


@pytest.mark.parametrize("how", HARMS)
def test_cuts_are_where_the_copy_says(harmed: dict[str, Item], how: str) -> None:
    copy = harmed[how]
    assert copy.cuts
    assert list(shot_changes(copy.media)) == pytest.approx([cut.time for cut in copy.cuts], abs=0.001)


@pytest.mark.parametrize("how", HARMS)
def test_sound_begins_where_the_copy_says(harmed: dict[str, Item], how: str) -> None:
    copy = harmed[how]
    with av.open(str(copy.media)) as container:
        stream = container.streams.audio[0]
        frames = list(container.decode(stream))
        rate = stream.codec_context.sample_rate
    loud = np.abs(np.concatenate([f.to_ndarray().reshape(-1).astype(float) for f in frames]))
    heard = frames[0].time + np.argmax(loud > 0.5 * loud.max()) / rate
    assert copy.rttm
    assert copy.said
    (turn,) = read_rttm(copy.rttm)
    assert heard == pytest.approx(turn.segment.start, abs=0.02)
    assert copy.said[0].segment.start == turn.segment.start
    assert copy.said[0].segment.end == pytest.approx(turn.segment.end, abs=0.002)  # lengths are rounded too


@pytest.mark.parametrize("how", SOUND_HARMS)
def test_harmed_sound_leaves_the_picture_as_it_was(item: Item, harmed: dict[str, Item], how: str) -> None:
    assert packets(harmed[how].media, "video") == packets(item.media, "video")


@pytest.mark.parametrize("how", PICTURE_HARMS)
def test_a_harmed_picture_leaves_the_sound_as_it_was(item: Item, harmed: dict[str, Item], how: str) -> None:
    assert packets(harmed[how].media, "audio") == packets(item.media, "audio")


def test_a_fixed_gop_has_a_keyframe_each_ten_seconds_and_none_at_cuts(harmed: dict[str, Item]) -> None:
    with av.open(str(harmed["fixed-gop"].media)) as container:
        keys = [packet.pts * packet.time_base for packet in container.demux(video=0) if packet.is_keyframe]
    assert keys == [0, 10, 20]


def test_a_low_resolution_is_320_wide(harmed: dict[str, Item]) -> None:
    with av.open(str(harmed["low-resolution"].media)) as container:
        context = container.streams.video[0].codec_context
        assert (context.width, context.height) == (320, 180)


@pytest.mark.parametrize("how", SPEEDS)
def test_another_speed_moves_all_times_and_nothing_else(harmed: dict[str, Item], how: str) -> None:
    copy, factor = harmed[how], float(1 / SPEEDS[how])
    assert copy.seconds == pytest.approx(22.5 * factor, abs=0.001)
    assert copy.cuts
    assert [cut.time for cut in copy.cuts] == pytest.approx([t * factor for t in CUTS], abs=0.001)
    assert copy.cuts[0].tolerance == pytest.approx(0.08 * factor, abs=0.001)
    assert copy.truth["cuts"][0]["frame"] == 40
    assert copy.facts == ({"type": "number", "value": 45, "span": [round(4.5 * factor, 3), round(9 * factor, 3)]},)
    assert copy.screens
    assert copy.screens[0][0].start == pytest.approx(4 * factor, abs=0.001)
    assert copy.text == "at 9.000 euros, no more"
    assert copy.truth["words"] == 90
    assert loudest_pitch(copy.media) == pytest.approx(440 / factor, abs=1.5)
    with av.open(str(copy.media)) as container:
        assert float(container.streams.video[0].average_rate or 0) == pytest.approx(10 / factor, rel=1e-3)


def test_mp3_has_its_bit_rate(harmed: dict[str, Item]) -> None:
    sizes = [len(packet) for packet in packets(harmed["mp3-32k"].media, "audio")]
    assert sum(sizes) * 8 / 22.5 == pytest.approx(32_000, rel=0.05)


def test_mp3_of_a_telephone_line_has_a_rate_that_mp4_takes(harmed: dict[str, Item], tmp_path: Path) -> None:
    with av.open(str(harm(harmed["phone"], "mp3-32k", tmp_path).media)) as container:
        assert container.streams.audio[0].codec_context.sample_rate == 16_000


def test_a_copy_that_is_there_is_not_made_again(item: Item, harmed: dict[str, Item]) -> None:
    before = harmed["phone"].media.stat().st_mtime_ns
    assert harm(item, "phone", harmed["phone"].folder.parent).truth == harmed["phone"].truth
    assert harmed["phone"].media.stat().st_mtime_ns == before


def test_a_copy_that_was_cut_short_is_made_again(item: Item, tmp_path: Path) -> None:
    (tmp_path / "film.phone").mkdir()
    (tmp_path / "film.phone" / "video.mp4").write_bytes(b"half")
    assert (harm(item, "phone", tmp_path).media).stat().st_size > 1_000


def test_the_moment_of_recording_is_kept(tmp_path: Path) -> None:
    moment = {"creation_time": "2026-11-05T15:00:00.000000Z"}
    film(tmp_path / "video.mp4", (1.0, still(landscape(1))), encoding=Encoding(tones=(440.0,), metadata=moment))
    for how in ("noise", "low-resolution"):
        with av.open(str(harm(item_of(tmp_path), how, tmp_path / "harmed").media)) as container:
            assert container.metadata["creation_time"] == moment["creation_time"]


def test_sound_without_a_picture_stays_without(tmp_path: Path) -> None:
    sound(tmp_path / "audio.m4a", 440.0)
    item = item_of(tmp_path, media="audio.m4a")
    assert harm(item, "noise", tmp_path).media.name == "audio.flac"
    assert harm(item, "mp3-32k", tmp_path).media.name == "audio.mp3"


def test_other_containers_than_mp4_become_matroska(tmp_path: Path) -> None:
    film(tmp_path / "video.mkv", (2.0, still(landscape(1))), encoding=ENCODING)
    item = item_of(tmp_path, media="video.mkv")
    for how in ("reverb", "fixed-gop"):
        assert harm(item, how, tmp_path).media.name == "video.mkv"


def test_single_utterances_are_joined_first(tmp_path: Path) -> None:
    (tmp_path / "ref.jsonl").write_text(json.dumps({"file": "utts/a.wav", "text": "one"}) + "\n")
    write_wav(tmp_path / "utts" / "a.wav", np.full(16_000, 3_000, np.int16))
    copy = harm(item_of(tmp_path, media="utts/", transcript="ref.jsonl", rttm=None), "slow", tmp_path)
    assert copy.seconds == pytest.approx(1.5 / 0.9, abs=0.01)
    assert copy.text == "one"


def test_what_was_found_by_audit_is_still_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "audited.json").write_text(json.dumps({"film": [{"type": "decision", "span": [1.0, 2.0]}]}))
    monkeypatch.setattr("benchmarks.items.AUDITED", tmp_path / "audited.json")
    sound(tmp_path / "audio.wav", 440.0, codec="pcm_s16le")
    facts = harm(item_of(tmp_path, media="audio.wav"), "slow", tmp_path).facts
    assert facts
    assert facts[-1] == {"type": "decision", "span": [1.111, 2.222], "also": True}


def test_what_cannot_be_harmed_is_said(tmp_path: Path, item: Item) -> None:
    sound(tmp_path / "audio.wav", 440.0, codec="pcm_s16le")
    heard = item_of(tmp_path, media="audio.wav")
    assert [how for how in HARMS if suits(heard, how)] == list(SOUND_HARMS)
    with pytest.raises(InputError, match="nothing that fixed-gop"):
        harm(heard, "fixed-gop", tmp_path)
    with pytest.raises(InputError, match="Nobody knows the harm rust"):
        harm(item, "rust", tmp_path)


def test_noise_is_as_far_below_the_speech_as_asked() -> None:
    tone = 0.1 * np.sin(np.arange(64_000) * 0.3)
    speech = tone * (np.arange(64_000) % 32_000 < 16_000)  # pauses do not count
    added = with_noise(speech, 16_000, 10, 1) - speech
    assert 10 * np.log10(np.square(tone).mean() / np.square(added).mean()) == pytest.approx(10, abs=0.1)


def test_silence_gets_no_noise() -> None:
    assert not with_noise(np.zeros(1_001), 16_000, 10, 1).any()


def test_a_room_rings_for_six_tenths_of_a_second() -> None:
    click = np.zeros(32_000)
    click[1_000] = 0.5
    wet = in_room(click, 16_000, 1)
    left = np.cumsum(np.square(wet[::-1]))[::-1][1_100:]  # the energy that is still to come (Schroeder, 1965)
    decay = 10 * np.log10(left / left[0])
    assert (np.argmax(decay < -25) - np.argmax(decay < -5)) / 16_000 * 3 == pytest.approx(0.6, abs=0.06)
    assert np.argmax(np.abs(wet)) == 1_000


@pytest.mark.parametrize(("hertz", "is_heard"), [(100, False), (1_000, True), (2_500, True), (4_500, False)])
def test_a_telephone_has_a_narrow_band(hertz: int, is_heard: bool) -> None:
    tone = np.sin(2 * np.pi * hertz * np.arange(32_000) / 16_000)
    passed = phone_band(tone, 16_000)
    assert len(passed) == 16_000
    assert (np.square(passed).mean() > 0.4) == is_heard


def test_quantising_keeps_silence_silent_and_is_finer_where_it_is_quiet() -> None:
    values = np.linspace(-1, 1, 10_001)
    error = np.abs(mu_law(values) - values)
    assert mu_law(np.zeros(3)).tolist() == [0, 0, 0]
    assert error[np.abs(values) < 0.01].max() < 0.001 < error.max() < 0.03
    assert len(np.unique(mu_law(values))) == 255
