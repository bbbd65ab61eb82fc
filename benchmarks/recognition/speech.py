"""What people say alone, in two parts that share no sentence: one to learn a voice from, one to recognise it by.

Several recordings of the set hold the same sentences of the same reader. Whoever learns a voice from one and tests on
another would recognise the sentence too, so that sentences are dealt out, not recordings.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.harm import Signal
from benchmarks.items import Item
from benchmarks.join import RATE, samples_of
from benchmarks.scores.voices import read_rttm
from lifestream.domain.segment import Segment, union

Side = Literal["enrol", "test"]
LEAST = 0.8
"""Seconds of a stretch that is used: a shorter one is a laugh or a "yes"."""
MARGIN = 0.05
"""Seconds around a stretch in which nobody else speaks."""


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """What one person says on one side, in one recording: stretches of sound at ``RATE``."""

    person: str
    origin: str
    item: str
    side: Side
    stretches: tuple[Signal, ...]

    @property
    def seconds(self) -> float:
        """How long it is."""
        return sum(map(len, self.stretches)) / RATE


@dataclass(frozen=True, slots=True, eq=False)
class _Stretch:
    person: str
    item: Item
    text: str
    sound: Signal


def speech_of(items: Sequence[Item]) -> tuple[Speech, ...]:
    """The speech of everybody of whom it is known who speaks, in order of person, recording and side."""
    stretches: dict[str, list[_Stretch]] = {}
    for item in items:
        for stretch in _stretches(item):
            stretches.setdefault(stretch.person, []).append(stretch)
    found: list[Speech] = []
    for person, own in sorted(stretches.items()):
        # The texts of a person take turns, in an order that has nothing to do with the recordings.
        texts = sorted({s.text for s in own}, key=lambda text: hashlib.sha256(text.encode()).digest())
        sides: dict[str, Side] = {text: "test" if number % 2 else "enrol" for number, text in enumerate(texts)}
        for item in {s.item.id: s.item for s in own}.values():
            for side in ("enrol", "test"):
                sounds = tuple(s.sound for s in own if s.item is item and sides[s.text] == side)
                if sounds:
                    found.append(Speech(person, origin_of(item), item.id, side, sounds))
    return tuple(found)


def origin_of(item: Item) -> str:
    """How the voices of an item came to be: read, synthetic, or talking freely."""
    if item.id.startswith("scripted"):
        return "synthetic"
    return "read" if item.id.startswith(("sim_", "asr_librispeech")) else "free"


def _stretches(item: Item) -> Iterator[_Stretch]:
    speakers = item.truth.get("speakers") or []
    if str(item.truth.get("transcript")).endswith(".jsonl"):
        for line in (item.folder / item.truth["transcript"]).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield _Stretch(row["speaker"], item, _plain(row["text"]), samples_of(item.folder / row["file"]) / 32_768)
    elif item.said or (item.rttm and not item.truth.get("uem")):
        yield from _alone(item)
    elif len(speakers) == 1 and item.kind == "asr":
        sound = samples_of(item.media) / 32_768
        for number, start in enumerate(range(0, len(sound), 4 * RATE)):
            yield _Stretch(f"{item.id} {speakers[0]['id']}", item, str(number), sound[start : start + 4 * RATE])


def _alone(item: Item) -> Iterator[_Stretch]:
    """What is said while nobody else speaks."""
    assert item.rttm is not None
    if item.said:
        turns = [(line.speaker, line.segment, _plain(line.text)) for line in item.said]
    else:
        turns = [(turn.speaker, turn.segment, str(turn.segment.start)) for turn in read_rttm(item.rttm)]
    sound = samples_of(item.media) / 32_768
    voices = {s["id"]: s.get("voice") or s["id"].removeprefix("spk") for s in item.truth.get("speakers") or ()}
    is_known = item.said is not None  # other sets count their speakers from one in each recording
    for speaker, segment, text in turns:
        person = voices.get(speaker, speaker) if is_known else f"{item.id} {speaker}"
        others = [Segment(max(0.0, s.start - MARGIN), s.end + MARGIN) for o, s, _ in turns if o != speaker]
        for alone in _without(segment, union(others)):
            if alone.duration >= LEAST:
                yield _Stretch(person, item, text, np.asarray(sound[int(alone.start * RATE) : int(alone.end * RATE)]))


def _without(segment: Segment, others: Sequence[Segment]) -> Iterator[Segment]:
    """What is left of a segment without others, which are in order and apart."""
    start = segment.start
    for other in others:
        if other.end > start and other.start < segment.end:
            if other.start > start:
                yield Segment(start, other.start)
            start = other.end
    if start < segment.end:
        yield Segment(start, segment.end)


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum() or c == " ")
