"""What can be measured, each suite on its own: from results so far to results with more figures."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from benchmarks.bars_of_speech import CALLS
from benchmarks.harm import HARMS, harm, suits
from benchmarks.hour import make_long
from benchmarks.items import Item
from benchmarks.mixtures import make_mixtures
from benchmarks.oracle import oracle_error
from benchmarks.outcome import Outcome, outcome_of
from benchmarks.peers.outcome import PeerOutcome, peer_outcome
from benchmarks.races import race_hearing, race_scenes
from benchmarks.results import Results, Speed
from benchmarks.scores.score import Score, score
from lifestream import codec
from lifestream.config import usable_cores
from lifestream.domain.document import Document
from lifestream.domain.scene import Scene, Scenes
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript

Show = Callable[[str, int, int], None]
"""Hears what is being done, and that so many of so many are done."""

MEETINGS = ("sim_", "scripted_")
LENGTHS = (1.0, 10.0, 60.0)
"""Minutes."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run works on: items, the folder for everything it makes, and who hears of progress."""

    items: tuple[Item, ...]
    work: Path
    show: Show

    @property
    def meetings(self) -> tuple[Item, ...]:
        """Videos in which people speak in turn."""
        return tuple(item for item in self.items if item.id.startswith(MEETINGS))

    @property
    def made(self) -> Path:
        """The folder for recordings made of these items: other items make others."""
        return self.work / "made" / hashlib.sha256("".join(i.key for i in self.items).encode()).hexdigest()[:12]

    def scores(self, items: Sequence[Item], what: str) -> tuple[Score, ...]:
        """The scores of items, with progress; one that the product failed on has its message and no figure."""
        return tuple(self._scores(items, what))

    def _scores(self, items: Sequence[Item], what: str) -> Iterator[Score]:
        for number, item in enumerate(items):
            self.show(f"{what}: {item.id}", number, len(items))
            try:
                yield score(outcome_of(item, self.work))
            except RuntimeError as error:
                yield Score(item.id, item.kind, item.seconds, None, (str(error),))


def accuracy(bench: Bench, results: Results) -> Results:
    """Process every item and compare it with its truth."""
    return replace(results, scores=bench.scores(bench.items, "accuracy"))


def oracle(bench: Bench, results: Results) -> Results:
    """What perfect clustering would give."""
    errors: dict[str, float] = {}
    labelled = [item for item in bench.items if item.rttm]
    for number, item in enumerate(labelled):
        bench.show(f"perfect clustering: {item.id}", number, len(labelled))
        errors[item.id] = oracle_error(item)
    return replace(results, oracle=errors)


def mixtures(bench: Bench, results: Results) -> Results:
    """Two voices, over and over: of one sex, on one telephone line, in noise, in short turns."""
    made = make_mixtures(bench.items, bench.made / "mixtures")
    return replace(results, mixtures=bench.scores(made, "mixtures"))


TASKS: dict[str, frozenset[str]] = {
    "reference": frozenset({"words", "voices", "cuts"}),
    "sherpa": frozenset({"voices"}),
    "content-skip2": frozenset({"cuts"}),
    "content": frozenset({"cuts"}),
    "adaptive": frozenset({"cuts"}),
}
"""What each peer looks for: what it does not find of that counts as missed."""


def peers(bench: Bench, results: Results) -> Results:
    """What a user would pick instead, on the same items."""
    heard = [item for item in bench.items if item.rttm and (item.id.startswith(MEETINGS) or item.id in CALLS)]
    seen = [item for item in bench.items if item.cuts is not None]
    tasks = {"reference": bench.meetings, "sherpa": heard, "content-skip2": seen, "content": seen, "adaptive": seen}
    total, done = sum(map(len, tasks.values())), 0
    found: dict[str, tuple[Score, ...]] = {}
    for name, items in tasks.items():
        scores = []
        for item in items:
            bench.show(f"{name}: {item.id}", done, total)
            scores.append(_score_peer(outcome_of(item, bench.work), peer_outcome(name, item, bench.work)))
            done += 1
        found[name] = tuple(scores)
    return replace(results, peers=found)


def _score_peer(own: Outcome, other: PeerOutcome) -> Score:
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


def speed(bench: Bench, results: Results) -> Results:
    """One recording of a minute, of ten and of sixty: how fast, how much memory, how much disk."""
    if not bench.meetings:
        bench.show("speed: left out, for the set has no meeting to make long recordings of", 0, 1)
        return results
    plan = [*((minutes, None, False) for minutes in LENGTHS), (10.0, 1, False), (10.0, None, True)]
    measured: list[Speed] = []
    for number, (minutes, cores, is_warm) in enumerate(plan):
        bench.show(f"speed: {minutes:.0f} minutes", number, len(plan))
        media = make_long(bench.meetings, bench.made / "long", minutes)
        measured.append(_speed(bench.work / "speed", media, minutes, cores, is_warm))
    return replace(results, speed=tuple(measured))


def _speed(folder: Path, media: Path, minutes: float, cores: int | None, is_warm: bool) -> Speed:
    """Process a recording from nothing.

    A warm start finds the models joined, checked and in the system's cache, as they are from the second recording on;
    no stage of the recording itself is stored in either.
    """
    shutil.rmtree(folder, ignore_errors=True)
    item = Item(media.parent, {"id": media.stem, "kind": "long", "media": media.name, "duration_s": 60 * minutes})
    if is_warm:
        outcome_of(item, folder, cores=cores)
        for made in folder.iterdir():
            shutil.rmtree(made / "blobs" if made.name == "home" else made)
    cost = outcome_of(item, folder, cores=cores).cost
    assert cost is not None
    disk = sum(path.stat().st_size for path in (folder / "home" / "blobs").rglob("*") if path.is_file())
    return Speed(
        minutes, cores or usable_cores(), is_warm, cost.seconds, cost.cpu_seconds, cost.peak_bytes, disk, cost.stages
    )


def races(bench: Bench, results: Results) -> Results:
    """Finding scenes, against PySceneDetect, and everything that is heard, against the reference composition."""
    if not bench.meetings:
        bench.show("races: left out, for the set has no meeting", 0, 1)
        return results
    folder = bench.work / "race"
    bench.show("race: finding scenes", 0, 2)
    scenes = race_scenes(bench.meetings[:4], folder)
    bench.show("race: hearing", 1, 2)
    return replace(results, races=(scenes, race_hearing(bench.meetings[:2], folder)))


def robustness(bench: Bench, results: Results) -> Results:
    """The same items, harmed: meetings in every way, and whatever has cuts where the picture is harmed."""
    items = [item for item in bench.items if item in bench.meetings or item.cuts is not None]
    harmed = {}
    for how in HARMS:
        copies = [harm(item, how, bench.work / "harmed") for item in items if suits(item, how)]
        harmed[how] = bench.scores(copies, how)
    return replace(results, harmed=harmed)


def determinism(bench: Bench, results: Results) -> Results:
    """Process one item of each kind twice from nothing, and say where the two differ."""
    short = [item for item in bench.items if item.seconds < 400]
    items = list({item.kind: item for item in sorted(short, key=lambda i: i.seconds)}.values())
    found: dict[str, str] = {}
    for number, item in enumerate(items):
        bench.show(f"twice: {item.id}", number, len(items))
        folders = [bench.work / "twice" / name for name in ("one", "other")]
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
        found[item.id] = _difference(*(outcome_of(item, folder) for folder in folders))
    return replace(results, differences=found)


def _difference(one: Outcome, other: Outcome) -> str:
    parts: tuple[tuple[str, Callable[[Timeline, Document], object]], ...] = (
        ("turns", lambda timeline, _: timeline.transcript.turns),
        ("words", lambda timeline, _: [u.words for u in timeline.transcript.utterances]),
        ("scenes", lambda timeline, _: timeline.scenes),
        ("document", lambda _, document: document),
    )
    differing = [
        name
        for name, part in parts
        if codec.fingerprint(repr(part(one.timeline, one.document)))
        != codec.fingerprint(repr(part(other.timeline, other.document)))
    ]
    return f"differ in {', '.join(differing)}" if differing else "identical"


SUITES: dict[str, Callable[[Bench, Results], Results]] = {
    "accuracy": accuracy,
    "oracle": oracle,
    "speed": speed,
    "mixtures": mixtures,
    "peers": peers,
    "races": races,
    "robustness": robustness,
    "determinism": determinism,
}
EXTENTS = {
    "quick": ("accuracy",),
    "default": ("accuracy", "oracle", "speed", "mixtures", "peers", "races"),
    "full": tuple(SUITES),
}
