"""What can be measured, each suite on its own: from results so far to results with more figures."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, starmap
from pathlib import Path

from benchmarks.asking import fill, find_slide, score_question
from benchmarks.bars_of_speech import CALLS
from benchmarks.harm import HARMS, harm, suits
from benchmarks.hour import make_long
from benchmarks.items import Item
from benchmarks.journal.suite import days_of, measure_day, measure_ledger
from benchmarks.kept import kept
from benchmarks.library.figures import LibraryFigures
from benchmarks.library.suite import SIZES, measure_library
from benchmarks.mixtures import make_mixtures
from benchmarks.oracle import oracle_error
from benchmarks.outcome import Outcome, outcome_of
from benchmarks.peers.outcome import peer_outcome
from benchmarks.peers.reference import reference_outcome
from benchmarks.peers.score import score_peer
from benchmarks.questions import lines_shown, questions_of
from benchmarks.races import race_hearing, race_scenes
from benchmarks.recognition.suite import measure_recognition
from benchmarks.results import UNHARMED, Race, Results, Speed
from benchmarks.scale import RUNS, measure_speed
from benchmarks.scores.score import Score, score
from lifestream import codec
from lifestream.config import usable_cores
from lifestream.domain.document import Document
from lifestream.domain.timeline import Timeline
from lifestream.pipeline.passages import passages_of

Show = Callable[[str, int, int], None]
"""Hears what is being done, and that so many of so many are done."""

MEETINGS = ("sim_", "scripted_")


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run works on: items, the folder for everything it makes, and who hears of progress.

    ``is_full`` says that time does not matter.
    """

    items: tuple[Item, ...]
    work: Path
    show: Show
    is_full: bool = False

    @property
    def meetings(self) -> tuple[Item, ...]:
        """Videos in which people speak in turn."""
        return tuple(item for item in self.items if item.id.startswith(MEETINGS))

    @property
    def short(self) -> tuple[Item, ...]:
        """The shortest meeting of each family."""
        families = [[item for item in self.items if item.id.startswith(name)] for name in MEETINGS]
        return tuple(min(family, key=lambda item: item.seconds) for family in families if family)

    @property
    def made(self) -> Path:
        """The folder for recordings made of these items: other items make others."""
        return self.work / "made" / hashlib.sha256("".join(i.key for i in self.items).encode()).hexdigest()[:12]

    def scores(self, items: Sequence[Item], what: str) -> tuple[Score, ...]:
        """The scores of items, with progress; one that the product failed on has its message and no figure."""

        def scored(number: int, item: Item) -> Score:
            self.show(f"{what}: {item.id}", number, len(items))
            return self._score(item)

        return tuple(starmap(scored, enumerate(items)))

    def scores_abreast(self, items: Sequence[Item], what: str) -> tuple[Score, ...]:
        """The same, a core for each item and as many at once as there are: sooner done, and without a cost."""

        def scored(number: int, item: Item) -> Score:
            self.show(f"{what}: {item.id}", number, len(items))
            return replace(self._score(item, cores=1), cost=None)

        with ThreadPoolExecutor(usable_cores()) as pool:
            return tuple(pool.map(scored, count(), items))

    def _score(self, item: Item, cores: int | None = None) -> Score:
        try:
            return score(outcome_of(item, self.work, cores=cores))
        except RuntimeError as error:
            return Score(item.id, item.kind, item.seconds, None, (str(error),))


def accuracy(bench: Bench, results: Results) -> Results:
    """Process every item and compare it with its truth."""
    return replace(results, scores=bench.scores(bench.items, "accuracy"))


def oracle(bench: Bench, results: Results) -> Results:
    """What perfect clustering would give."""
    errors: dict[str, float] = {}
    labelled = [item for item in bench.items if item.rttm]
    for number, item in enumerate(labelled):
        bench.show(f"perfect clustering: {item.id}", number, len(labelled))
        path = bench.work / "oracle" / f"{item.id}-{item.key}.json"
        errors[item.id] = kept(path, float, partial(oracle_error, item))
    return replace(results, oracle=errors)


def mixtures(bench: Bench, results: Results) -> Results:
    """Two voices, over and over: of one sex, on one telephone line, in noise, in short turns."""
    made = make_mixtures(bench.items, bench.made / "mixtures")
    return replace(results, mixtures=bench.scores_abreast(made, "mixtures"))


def peers(bench: Bench, results: Results) -> Results:
    """What a user would pick instead, on the same items: what listens, on every other meeting by name, or on all."""
    meetings = bench.meetings if bench.is_full else bench.meetings[::2]
    calls = [item for item in bench.items if item.id in CALLS]
    seen = [item for item in bench.items if item.cuts is not None]
    tasks = {"reference": meetings, "sherpa": [*calls, *meetings], "content-skip2": seen, "adaptive": seen}
    total, done = sum(map(len, tasks.values())), 0
    found: dict[str, tuple[Score, ...]] = {}
    for name, items in tasks.items():
        scores = []
        for item in items:
            bench.show(f"{name}: {item.id}", done, total)
            outcome = partial(peer_outcome, name) if name != "reference" else reference_outcome
            scores.append(score_peer(outcome_of(item, bench.work), outcome(item, bench.work)))
            done += 1
        found[name] = tuple(scores)
    return replace(results, peers=found)


def speed(bench: Bench, results: Results) -> Results:
    """One recording of a minute, of ten and of sixty: how fast, how much memory, how much disk."""
    if not bench.meetings:
        bench.show("speed: left out, for the set has no meeting to make long recordings of", 0, 1)
        return results
    measured: list[Speed] = []
    for number, (minutes, cores, is_warm) in enumerate(RUNS):
        bench.show(f"speed: {minutes:.0f} minutes", number, len(RUNS))
        media = make_long(bench.meetings, bench.made / "long", minutes)
        run = partial(measure_speed, bench.work / "speed", media, minutes, cores, is_warm=is_warm)
        path = bench.made / "speed" / f"{minutes:.0f}-{cores or 'all'}-{'warm' if is_warm else 'cold'}.json"
        measured.append(kept(path, Speed, run))
    return replace(results, speed=tuple(measured))


def races(bench: Bench, results: Results) -> Results:
    """Finding scenes, against PySceneDetect, and everything that is heard, against the reference composition.

    The shortest meetings run, so that everybody can run three times; what is heard, in one where people answer
    each other.
    """
    if not bench.meetings:
        bench.show("races: left out, for the set has no meeting", 0, 1)
        return results
    folder, videos = bench.made / "race", bench.short
    talks = [item for item in bench.meetings if (item.speaker_count or 0) > 1]
    heard = sorted(talks or videos, key=lambda item: item.seconds)[:1]
    bench.show("race: finding scenes", 0, 3)
    scenes = kept(folder / "scenes.json", Race, lambda: race_scenes("finding scenes", videos, folder))
    bench.show("race: finding scenes where keyframes tell nothing", 1, 3)
    blind = [harm(item, "fixed-gop", bench.work / "harmed") for item in videos]
    blind_scenes = kept(folder / "blind.json", Race, lambda: race_scenes("finding scenes, fixed GOP", blind, folder))
    bench.show("race: hearing", 2, 3)
    hearing = kept(folder / "hearing.json", tuple[Race, ...], lambda: race_hearing(heard, folder))
    return replace(results, races=(scenes, blind_scenes, *hearing))


def robustness(bench: Bench, results: Results) -> Results:
    """The same items, harmed: meetings in every way, and whatever has cuts where the picture is harmed."""
    items = [item for item in bench.items if item in bench.meetings or item.cuts is not None]
    harmed = {UNHARMED: bench.scores(items, UNHARMED)}
    for how in HARMS:
        copies = [harm(item, how, bench.work / "harmed") for item in items if suits(item, how)]
        harmed[how] = bench.scores(copies, how)
    return replace(results, harmed=harmed)


def determinism(bench: Bench, results: Results) -> Results:
    """Process one item of each kind twice from nothing, and once more on one core; say where these differ."""
    short = [item for item in bench.items if item.seconds < 400]
    items = list({item.kind: item for item in sorted(short, key=lambda i: i.seconds)}.values())
    found: dict[str, str] = {}
    for number, item in enumerate(items):
        bench.show(f"twice: {item.id}", number, len(items))
        folder = bench.work / "twice"
        shutil.rmtree(folder, ignore_errors=True)
        first, again = (outcome_of(item, folder / name) for name in ("first", "again"))
        slow = outcome_of(item, folder / "slow", cores=1)
        found[item.id] = f"{_difference(first, again)}; on one core, {_difference(first, slow)}"
    return replace(results, differences=found)


def _difference(one: Outcome, other: Outcome) -> str:
    parts: tuple[tuple[str, Callable[[Timeline, Document], object]], ...] = (
        ("turns", lambda timeline, _: timeline.transcript.turns),
        ("words", lambda timeline, _: [u.words for u in timeline.transcript.utterances]),
        ("scenes", lambda timeline, _: timeline.scenes),
        ("document", lambda _, document: document),
        ("passages", lambda timeline, document: passages_of(document, timeline)),
    )
    differing = [
        name
        for name, part in parts
        if codec.fingerprint(repr(part(one.timeline, one.document)))
        != codec.fingerprint(repr(part(other.timeline, other.document)))
    ]
    return f"differ in {', '.join(differing)}" if differing else "identical"


def questions(bench: Bench, results: Results) -> Results:
    """Put every item into one library, then search and ask it all questions that the set has."""
    asked, shown = questions_of(bench.items), lines_shown(bench.items)
    if not any(asking.span for asking in asked):
        bench.show("questions: left out, for the set has none", 0, 1)
        return results
    items = bench.items
    outcomes = [outcome_of(item, bench.work) for item in items]
    bench.made.mkdir(parents=True, exist_ok=True)
    library, ids = fill(
        bench.made / "library", outcomes, lambda number: bench.show(f"library: {items[number].id}", number, len(items))
    )
    found = []
    for number, asking in enumerate(asked):
        bench.show(f"asking: {asking.text}", number, len(asked))
        found.append(score_question(asking, library, ids))
    slides = {f"{s.item}: {s.line}": find_slide(s, library, ids) for s in shown}
    return replace(results, questions=tuple(found), slides=slides)


def _shown(bench: Bench, about: str, number: int, count: int) -> Callable[[str], None]:
    """Shows what is being done about one of several things."""
    return lambda what: bench.show(f"{about}: {what}", number, count)


def journal(bench: Bench, results: Results) -> Results:
    """Days made of several recordings, and the ledger of five scripted ones."""
    folder = bench.items[0].folder.parent
    truths = days_of(folder)
    days = []
    for number, truth in enumerate(truths):
        days.append(measure_day(truth, folder, bench.work, _shown(bench, "journal", number, len(truths))))
    return replace(results, days=tuple(days), ledger=measure_ledger())


def library(bench: Bench, results: Results) -> Results:
    """A library of 100,000 passages, and with time of a million: search, indexing, size, beside other stores."""
    found = []
    sizes = SIZES if bench.is_full else SIZES[:1]
    for number, passages in enumerate(sizes):
        what = f"library of {passages:,} passages"
        run = partial(measure_library, bench.work / "library", passages, _shown(bench, what, number, len(sizes)))
        found.append(kept(bench.work / "libraries" / f"{passages}.json", LibraryFigures, run))
    return replace(results, libraries=tuple(found))


def voices(bench: Bench, results: Results) -> Results:
    """Who is known again by the voice: people told apart, and named where some are known and some are not."""
    return replace(results, recognition=measure_recognition(bench.items, bench.made / "voices", bench.show))


SUITES: dict[str, Callable[[Bench, Results], Results]] = {
    "accuracy": accuracy,
    "questions": questions,
    "oracle": oracle,
    "speed": speed,
    "mixtures": mixtures,
    "peers": peers,
    "races": races,
    "robustness": robustness,
    "determinism": determinism,
    "journal": journal,
    "library": library,
    "voices": voices,
}
EXTENTS = {
    "quick": ("accuracy", "questions"),
    "default": (
        "accuracy",
        "questions",
        "oracle",
        "speed",
        "mixtures",
        "peers",
        "races",
        "journal",
        "library",
        "voices",
    ),
    "full": tuple(SUITES),
}
