from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.harm import Signal
from benchmarks.items import Item, load_set
from benchmarks.join import RATE, samples_of, write_wav
from benchmarks.mixtures import CONDITIONS, cut_at_pauses, make_mixtures, spoken, voices_of
from benchmarks.scores.voices import read_rttm

from lifestream.domain.transcript import Turn

QUIET = -50.0  # dB, between the hum of the room and the bursts below


def bursts(*spans: tuple[float, float], seconds: float, pitch: float = 150.0) -> Signal:
    """A buzz that is on during those spans, in a room that hums faintly."""
    time = np.arange(round(seconds * RATE)) / RATE
    buzz = sum(np.sin(2 * np.pi * pitch * n * time) / n for n in range(1, 12))
    is_on = np.zeros(len(time), bool)
    for start, end in spans:
        is_on[round(start * RATE) : round(end * RATE)] = True
    return np.asarray(0.05 * buzz * is_on + 1e-4 * np.sin(100 * time), np.float64)


def sentence(seed: int, pitch: float) -> Signal:
    """Twelve seconds of words, with short pauses between them, and some long ones."""
    random, spans, end = np.random.default_rng(seed), [], 0.4
    while end < 11:
        start = end + random.choice([0.1, 0.15, 0.5])
        end = start + random.uniform(0.2, 0.7)
        spans.append((start, end))
    return bursts(*spans, seconds=12, pitch=pitch)


def utterances(folder: Path, **voices: str) -> Item:
    """An item of six utterances for each voice; the sex of each is given."""
    rows = []
    for place, name in enumerate(voices):
        for number in range(6):
            file = f"utts/{name}-{number}.wav"
            samples = 32_767 * (0.3 + 0.3 * place) * sentence(10 * place + number, 100 + 17 * place)
            write_wav(folder / file, samples.astype(np.int16))
            rows.append({"file": file, "speaker": name, "text": "word"})
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, rows)))
    people = [{"id": name, "gender": sex} for name, sex in voices.items()]
    truth = {"id": "asr", "kind": "asr", "media": "utts/", "transcript": "manifest.jsonl", "speakers": people}
    return Item(folder, truth | {"license": "our own"})


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Item:
    return utterances(tmp_path_factory.mktemp("voices"), ann="F", bob="M", cid="M", dan="M")


@pytest.fixture(scope="module")
def made(source: Item, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Item]:
    items = make_mixtures((source,), tmp_path_factory.mktemp("mixtures"), 8, alone=2)
    return {item.id.split("_", 3)[3]: item for item in items if item.speaker_count == 2} | {
        item.id: item for item in items if item.speaker_count == 1
    }


def turns_of(item: Item) -> tuple[Turn, ...]:
    assert item.rttm
    return read_rttm(item.rttm)


def talk(item: Item) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for turn in turns_of(item):
        seconds[turn.speaker] = seconds.get(turn.speaker, 0) + turn.segment.duration
    return seconds


def overlap(item: Item) -> float:
    pairs = combinations([turn.segment for turn in turns_of(item)], 2)
    return sum(max(0.0, min(a.end, b.end) - max(a.start, b.start)) for a, b in pairs)


def test_speech_is_found_to_the_hundredth_of_a_second() -> None:
    (first, second) = spoken(bursts((0.5, 1.2), (1.7, 2.4), seconds=3), QUIET)
    assert (first.start, first.end, second.start, second.end) == pytest.approx((0.5, 1.2, 1.7, 2.4), abs=0.011)


def test_a_short_pause_belongs_to_the_turn() -> None:
    (only,) = spoken(bursts((0.5, 1.2), (1.45, 2.4), seconds=3), QUIET)
    assert only.duration == pytest.approx(1.9, abs=0.02)


def test_the_tick_of_a_clock_is_no_speech() -> None:
    assert len(spoken(bursts((0.5, 1.0), (1.25, 1.3), (1.55, 2.1), seconds=3), QUIET)) == 2


def test_silence_holds_no_speech() -> None:
    assert spoken(bursts(seconds=1), QUIET) == ()
    assert cut_at_pauses(bursts(seconds=1), QUIET, 1.5, 4.0) == ()


def test_speech_is_cut_where_it_pauses() -> None:
    pieces = cut_at_pauses(bursts((0.3, 2.5), (2.9, 5.2), (5.6, 7.8), seconds=8), QUIET, 1.5, 4.0)
    assert [len(piece.sound) / RATE for piece in pieces] == pytest.approx([2.36, 2.46, 2.36], abs=0.03)
    assert [s.start for piece in pieces for s in piece.spoken] == pytest.approx([0.08] * 3, abs=0.011)


def test_speech_without_a_pause_is_cut_within_bounds() -> None:
    pieces = cut_at_pauses(bursts((0.2, 19.8), seconds=20), QUIET, 1.5, 4.0)
    assert all(1.5 <= len(piece.sound) / RATE <= 4.1 for piece in pieces)
    assert sum(len(piece.sound) for piece in pieces) / RATE == pytest.approx(19.76, abs=0.3)


def test_mixtures_are_a_set_of_their_own(made: dict[str, Item]) -> None:
    items = load_set(made["plain"].folder.parent)
    assert len(items) == 10
    assert {item.kind for item in items} == {"mixture"}
    assert [item.speaker_count for item in items] == [1, 1] + 8 * [2]
    assert all(item.truth["license"] == "our own" for item in items)


def test_every_condition_occurs_and_lasts_a_minute_or_so(made: dict[str, Item]) -> None:
    assert {condition.name for condition in CONDITIONS} <= set(made)
    assert all(60 <= item.seconds <= 90 for item in made.values())
    assert all(len(samples_of(item.media)) / RATE == pytest.approx(item.seconds, abs=0.01) for item in made.values())


def test_two_of_one_sex_are_the_rule(made: dict[str, Item]) -> None:
    for item in made.values():
        assert {speaker["gender"] for speaker in item.truth["speakers"]} == {"M"} or item.speaker_count == 1


def test_every_sixth_round_is_of_both_sexes(source: Item, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.mixtures.CONDITIONS", CONDITIONS[:1])
    items = make_mixtures((source,), tmp_path, 6, alone=0)
    assert [len({s["gender"] for s in item.truth["speakers"]}) for item in items] == [1, 1, 1, 1, 1, 2]


def test_what_is_labelled_is_loud_and_what_is_not_is_quiet(made: dict[str, Item]) -> None:
    item = made["plain"]
    samples = samples_of(item.media) / 32_768
    is_speech = np.zeros(len(samples), bool)
    for turn in turns_of(item):
        first, last = (round(moment * RATE) for moment in (turn.segment.start, turn.segment.end))
        is_speech[first:last] = True
        assert np.square(samples[first : first + RATE // 50]).mean() > 10**-4.5
        assert np.square(samples[last - RATE // 50 : last]).mean() > 10**-4.5
    assert 10 * np.log10(np.square(samples[is_speech]).mean()) == pytest.approx(-27, abs=2)
    assert 10 * np.log10(np.square(samples[~is_speech]).mean()) < -55


def test_both_are_equally_loud(made: dict[str, Item]) -> None:
    item = made["plain"]
    samples, power = samples_of(item.media) / 32_768, dict[str, list[float]]()
    for turn in turns_of(item):
        part = samples[round(turn.segment.start * RATE) : round(turn.segment.end * RATE)]
        power.setdefault(turn.speaker, []).append(float(np.square(part).mean()))
    one, other = (10 * np.log10(np.mean(values)) for values in power.values())
    assert one == pytest.approx(other, abs=1.0)


def test_nobody_overlaps_himself_and_others_only_where_they_should(made: dict[str, Item]) -> None:
    for name, item in made.items():
        assert (overlap(item) > 2) == (name == "overlap")
        for speaker in talk(item):
            own = sorted(turn.segment for turn in turns_of(item) if turn.speaker == speaker)
            assert all(before.end < after.start for before, after in pairwise(own))


def test_one_of_two_says_little_where_talk_is_unequal(made: dict[str, Item]) -> None:
    for name in ("unequal", "phone-unequal"):
        seconds = talk(made[name])
        assert 0.14 <= min(seconds.values()) / sum(seconds.values()) <= 0.21
    seconds = talk(made["plain"])
    assert min(seconds.values()) / sum(seconds.values()) > 0.4


def test_short_turns_are_short(made: dict[str, Item]) -> None:
    assert max(turn.segment.duration for turn in turns_of(made["short-turns"])) <= 4
    assert len(turns_of(made["short-turns"])) > 20


def test_a_telephone_lets_only_its_band_through(made: dict[str, Item]) -> None:
    for name, item in made.items():
        spectrum = np.square(np.abs(np.fft.rfft(samples_of(item.media)[: 1 << 19])))
        hertz = np.arange(len(spectrum)) * RATE / 2 / len(spectrum)
        beyond = spectrum[(hertz < 200) | (hertz > 3_900)].sum() / spectrum.sum()
        assert (beyond < 0.02) == ("phone" in name)


def test_noise_is_fifteen_decibels_below_the_voices(made: dict[str, Item]) -> None:
    item = made["noise"]
    samples, pauses = samples_of(item.media) / 32_768, []
    for before, after in pairwise(turns_of(item)):
        first, last = before.segment.end + 0.1, after.segment.start - 0.1
        pauses.append(samples[round(first * RATE) : max(round(first * RATE), round(last * RATE))])
    assert 10 * np.log10(np.square(np.concatenate(pauses)).mean()) == pytest.approx(-26 - 15, abs=1.5)


def test_the_same_seed_gives_the_same_recordings(made: dict[str, Item], source: Item, tmp_path: Path) -> None:
    again = make_mixtures((source,), tmp_path / "again", 1, alone=0)[0]
    other = make_mixtures((source,), tmp_path / "other", 1, seed=1, alone=0)[0]
    assert again.media.read_bytes() == made["plain"].media.read_bytes()
    assert again.truth == made["plain"].truth
    assert other.media.read_bytes() != made["plain"].media.read_bytes()


def test_one_voice_alone_gives_no_pair(tmp_path: Path) -> None:
    source = utterances(tmp_path / "voices", ann="F")
    assert [item.speaker_count for item in make_mixtures((source,), tmp_path, 8, alone=1)] == [1]


def meeting(folder: Path, name: str, kind: str, people: list[dict[str, Any]], **more: Any) -> Item:
    """A meeting in which people take turns of twelve seconds, and the last two turns overlap."""
    folder.mkdir()
    order = [person["id"] for _ in range(5) for person in people] + [people[0]["id"]]
    sounds = [sentence(number, 120) for number in range(len(order))]
    signal = np.concatenate(sounds)
    lines = [f"{name} 1 {who} {12 * n}.3 {12 * n + 11}.8 words\n" for n, who in enumerate(order)]
    lines[-1] = lines[-1].replace(f" {12 * len(order) - 12}.3 ", f" {12 * len(order) - 13}.0 ")
    write_wav(folder / "audio.wav", (32_767 * signal).astype(np.int16))
    (folder / "ref.stm").write_text("".join(lines))
    truth = {"id": name, "kind": kind, "media": "audio.wav", "transcript": "ref.stm", "speakers": people}
    return Item(folder, truth | more)


def test_only_what_somebody_says_alone_is_taken_from_a_meeting(tmp_path: Path) -> None:
    people = [{"id": "spk1", "gender": "M"}, {"id": "spk2", "gender": "F"}]
    item = meeting(tmp_path / "m", "sim_m", "sim_meeting", people)
    assert [(voice.id, voice.sex, len(voice.stretches)) for voice in voices_of([item])] == [
        ("1", "M", 5),
        ("2", "F", 4),
    ]


def test_a_room_that_echoes_gives_no_voices(tmp_path: Path) -> None:
    people = [{"id": "spk1", "gender": "M"}, {"id": "spk2", "gender": "F"}]
    assert voices_of([meeting(tmp_path / "m", "sim_m", "sim_meeting", people, reverb_rt60_s=0.4)]) == ()


def test_two_people_with_one_synthetic_voice_are_one(tmp_path: Path) -> None:
    people = [{"id": "Ann", "voice": "af_sky"}, {"id": "Bea", "voice": "af_sky"}, {"id": "Tom", "voice": "joe"}]
    voices = voices_of([meeting(tmp_path / "m", "scripted_m", "meeting", people)])
    assert [(voice.id, voice.sex, voice.origin) for voice in voices] == [
        ("af_sky", "F", "synthetic"),
        ("joe", "M", "synthetic"),
    ]
