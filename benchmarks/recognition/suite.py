"""Makes the voiceprints that people are told apart by, and those of two people in one recording."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.items import Item
from benchmarks.join import samples_of
from benchmarks.kept import kept
from benchmarks.mixtures import make_mixtures, voices_of
from benchmarks.recognition.named import Named, name_voices
from benchmarks.recognition.prints import CONDITIONS, diarized, excerpts, voiceprint
from benchmarks.recognition.speech import Speech, speech_of
from benchmarks.recognition.trials import AS_RECORDED, ENROLLED, Print, Rates, enrolled, halves, measure
from benchmarks.scores.voices import read_rttm
from lifestream.domain.speaker import Voiceprint

Show = Callable[[str, int, int], None]
LENGTHS = ((5.0, 2), (10.0, 2), (20.0, 1))
"""Seconds of speech that a voice is tested by, and how many excerpts of each person and recording at most."""
HARMED = ((10.0, 1), (20.0, 1))
"""The same where the sound was harmed."""
SAME_AGAIN = ("sim_clean", "sim_long")
"""Recordings that hold the utterances of single readers as they were."""
MIXTURES = 24


@dataclass(frozen=True, slots=True)
class Recognition:
    """Error rates of trials, and what became of the voices of two in one recording."""

    rates: tuple[Rates, ...] = ()
    named: tuple[Named, ...] = ()


def measure_recognition(items: Sequence[Item], folder: Path, show: Show) -> Recognition:
    """Make every voiceprint that is not stored yet, and score them."""
    speech = [s for s in speech_of(items) if not _is_there_already(s, items)]
    prints: list[Print] = []
    for number, own in enumerate(speech):
        show(f"voices: {own.person} in {own.item}", number, len(speech))
        path = folder / f"{_slug(own.person, own.item, own.side)}.json"
        prints += kept(path, tuple[Print, ...], lambda own=own: _prints(own))  # type: ignore[misc]
    people = halves(prints)
    mixed = _mixed(items, speech, folder, show)
    named = [name_voices(half, mixed, _gallery(prints, people, half)) for half in (0, 1)]
    return Recognition(measure(prints), tuple(named))


def _is_there_already(own: Speech, items: Sequence[Item]) -> bool:
    """Whether the same utterances are single ones of the set too; those are learned from, and tested as they are."""
    has_single = any(item.media.is_dir() for item in items)
    return has_single and (own.item.startswith(SAME_AGAIN) or (own.item.startswith("sim_") and own.side == "enrol"))


def _slug(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _prints(own: Speech) -> tuple[Print, ...]:
    if own.side == "enrol":
        plan = [(AS_RECORDED, seconds, 1) for seconds in (ENROLLED, 10.0)]
        if own.seconds >= ENROLLED:
            del plan[1]
    else:
        plan = [(c, *lengths) for c in CONDITIONS for lengths in (LENGTHS if c == AS_RECORDED else HARMED)]
        if own.origin == "read" and own.item.startswith("sim_"):  # a room, noise or overlap are in it already
            plan = [(AS_RECORDED, *lengths) for lengths in LENGTHS]
    return tuple(
        Print(own.person, own.origin, own.item, own.side, condition, seconds, voiceprint(sound, condition))
        for condition, seconds, most in plan
        for sound in excerpts(own.stretches, seconds, most)
    )


def _gallery(prints: Sequence[Print], people: dict[str, int], half: int) -> dict[str, Voiceprint]:
    return {person: voice for person, voice in enrolled(prints).items() if people[person] == half}


def _mixed(
    items: Sequence[Item], speech: Sequence[Speech], folder: Path, show: Show
) -> tuple[tuple[str, str, Voiceprint], ...]:
    """Voices of two in one recording, from what nobody was enrolled by: condition, who it is, voiceprint."""
    tests = {s.person: s.stretches for s in speech if s.side == "test" and not s.item.startswith("sim_")}
    voices = tuple(replace(v, stretches=tests[v.id]) for v in voices_of(items) if v.id in tests)
    made = make_mixtures(tuple(items), folder / "mixtures", MIXTURES, alone=0, voices=voices)
    found: list[tuple[str, str, Voiceprint]] = []
    for number, item in enumerate(made):
        show(f"two voices: {item.id}", number, len(made))
        path = folder / f"{item.id}-{item.key}.json"
        found += kept(path, tuple[tuple[str, str, Voiceprint], ...], lambda item=item: _voices_in(item))  # type: ignore[misc]
    return tuple(found)


def _voices_in(item: Item) -> tuple[tuple[str, str, Voiceprint], ...]:
    """Each voice that the diarizer finds, and who speaks most of its turns."""
    assert item.rttm is not None
    truth = read_rttm(item.rttm)
    found = diarized(samples_of(item.media) / 32_768)
    result = []
    for speaker in found.speakers:
        own = [t.segment for t in found.turns if t.speaker == speaker.id]
        seconds: dict[str, float] = {}
        for turn in truth:
            seconds[turn.speaker] = seconds.get(turn.speaker, 0) + sum(turn.segment.overlap(s) for s in own)
        if speaker.voiceprint and seconds:
            condition = str(item.truth["notes"]).removeprefix("condition: ")
            result.append((condition, max(seconds, key=seconds.__getitem__), speaker.voiceprint))
    return tuple(result)
