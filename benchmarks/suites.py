"""What can be measured, each suite on its own: from results so far to results with more figures."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from benchmarks.peers.race import race
from benchmarks.results import Race, Results, Speed
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
LENGTHS = {"quick": (1.0,), "default": (1.0, 10.0, 60.0), "full": (1.0, 10.0, 60.0)}


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run works on: items, the folder for everything it makes, and how much it should do."""

    items: tuple[Item, ...]
    work: Path
    extent: str
    show: Show
    again: bool = False

    def outcomes(self, items: Sequence[Item], what: str) -> Iterator[Outcome]:
        """The outcomes of items, one after the other, with progress."""
        for number, item in enumerate(items):
            self.show(f"{what}: {item.id}", number, len(items))
            yield outcome_of(item, self.work, again=self.again)


def accuracy(bench: Bench, results: Results) -> Results:
    """Process every item and compare it with its truth."""
    return replace(results, scores=tuple(score(outcome) for outcome in bench.outcomes(bench.items, "accuracy")))


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
    made = make_mixtures(bench.items, bench.work / "mixtures")
    return replace(results, mixtures=tuple(score(outcome) for outcome in bench.outcomes(made, "mixtures")))


def peers(bench: Bench, results: Results) -> Results:
    """What a user would pick instead, on the same items."""
    tasks = {
        "reference": [item for item in bench.items if item.id.startswith(MEETINGS)],
        "sherpa": [item for item in bench.items if item.rttm and (item.id.startswith(MEETINGS) or item.id in CALLS)],
        "content": [item for item in bench.items if item.cuts is not None],
        "adaptive": [item for item in bench.items if item.cuts is not None],
    }
    total, done = sum(map(len, tasks.values())), 0
    found: dict[str, tuple[Score, ...]] = {}
    for name, items in tasks.items():
        scores = []
        for item in items:
            bench.show(f"{name}: {item.id}", done, total)
            outcome = outcome_of(item, bench.work)
            scores.append(_score_peer(outcome, peer_outcome(name, item, bench.work)))
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
    hears = bool(other.utterances)
    return replace(
        scored,
        words=scored.words if hears else None,
        by_speaker=scored.by_speaker if hears else None,
        in_time=scored.in_time if hears else None,
        edges=scored.edges if hears else None,
        voices=scored.voices if other.turns else None,
        cuts=None if other.name == "sherpa" else scored.cuts,
        screens=None,
        facts=None,
        claims=None,
        coverage=None,
        invented_words=None,
    )


def speed(bench: Bench, results: Results) -> Results:
    """One recording of a minute, of ten and of sixty: how fast, how much memory, how much disk."""
    plan: list[tuple[float, int | None, bool]] = [(minutes, None, False) for minutes in LENGTHS[bench.extent]]
    if bench.extent != "quick":
        plan += [(10.0, 1, False), (10.0, None, True)]
    sources = tuple(item for item in bench.items if item.id.startswith(MEETINGS))
    measured: list[Speed] = []
    for number, (minutes, cores, is_warm) in enumerate(plan):
        bench.show(f"speed: {minutes:.0f} minutes", number, len(plan))
        media = make_long(sources, bench.work / "long", minutes)
        measured.append(_speed(bench.work / "speed", media, minutes, cores, is_warm))
    return replace(results, speed=tuple(measured))


def _speed(folder: Path, media: Path, minutes: float, cores: int | None, is_warm: bool) -> Speed:
    """Process a recording from nothing; warm means that its file and the models were read just before."""
    shutil.rmtree(folder, ignore_errors=True)
    item = Item(media.parent, {"id": media.stem, "kind": "long", "media": media.name, "duration_s": 60 * minutes})
    if is_warm:
        outcome_of(item, folder, cores=cores)
        shutil.rmtree(folder)
    cost = outcome_of(item, folder, cores=cores).cost
    assert cost is not None
    disk = sum(path.stat().st_size for path in (folder / "home" / "blobs").rglob("*") if path.is_file())
    return Speed(
        minutes, cores or usable_cores(), is_warm, cost.seconds, cost.cpu_seconds, cost.peak_bytes, disk, cost.stages
    )


def races(bench: Bench, results: Results) -> Results:
    """Finding scenes, against PySceneDetect, and everything that is heard, against the reference composition."""
    videos = [item for item in bench.items if item.cuts is not None and item.id.startswith(MEETINGS)][:4]
    heard = [item for item in bench.items if item.id.startswith(MEETINGS)][:2]

    def ours(items: Sequence[Item], stages: Iterable[str]) -> float:
        shutil.rmtree(bench.work / "race", ignore_errors=True)
        costs = [outcome_of(item, bench.work / "race").cost for item in items]
        return sum(cost.stages.get(stage, 0.0) for cost in costs if cost for stage in stages)

    def theirs(name: str, items: Sequence[Item]) -> float:
        return sum(peer_outcome(name, item, bench.work / "race", again=True).cost.seconds for item in items)

    bench.show("race: finding scenes", 0, 2)
    scenes = race({"LifeStream": lambda: _scene_seconds(videos), "Adaptive": lambda: theirs("adaptive", videos)})
    bench.show("race: hearing", 1, 2)
    whole = race(
        {
            "LifeStream": lambda: ours(heard, ("diarise", "transcribe")),
            "reference": lambda: theirs("reference", heard),
        }
    )
    made = (("finding scenes", scenes), ("diarising and transcribing", whole))
    return replace(results, races=tuple(Race(task, {n: tuple(s) for n, s in t.items()}) for task, t in made))


def _scene_seconds(items: Sequence[Item]) -> float:
    """Seconds of finding cuts alone, in a process of its own, as the peer is measured."""
    code = (
        "import sys, time; from pathlib import Path; from lifestream.bootstrap import bootstrap; "
        "from lifestream.config import load_settings; from lifestream.ports.watch import Watch; "
        "tools = bootstrap(load_settings()).tools; begun = time.perf_counter()\n"
        "for path in sys.argv[1:]:\n"
        "    path = Path(path); watch = Watch(); media = tools.decoder.probe(path, watch)\n"
        "    tools.detector.find(path, media, tools.workers, watch)\n"
        "print(time.perf_counter() - begun)"
    )
    command = [sys.executable, "-c", code, *(str(item.media) for item in items)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 (our own words)
    return float(done.stdout.split()[-1])


def robustness(bench: Bench, results: Results) -> Results:
    """The same items, harmed."""
    items = [item for item in bench.items if item.id.startswith(MEETINGS)]
    harmed = {
        how: tuple(
            score(outcome)
            for outcome in bench.outcomes(
                [harm(item, how, bench.work / "harmed") for item in items if suits(item, how)], how
            )
        )
        for how in HARMS
    }
    return replace(results, harmed=harmed)


def determinism(bench: Bench, results: Results) -> Results:
    """Process some items twice from nothing, and say where the two differ."""
    items = [item for item in bench.items if item.seconds < 400][:4]
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
    "mixtures": mixtures,
    "peers": peers,
    "speed": speed,
    "races": races,
    "robustness": robustness,
    "determinism": determinism,
}
EXTENTS = {
    "quick": ("accuracy",),
    "default": ("accuracy", "oracle", "speed", "mixtures", "peers", "races"),
    "full": tuple(SUITES),
}
