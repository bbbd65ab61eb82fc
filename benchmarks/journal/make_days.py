"""The scripted days as documents and timelines, as the pipeline would have left them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.journal.five_days import SCENES, Expected, Promise, Scene
from lifestream.domain.claim import Action, Claim, Due, Evidence, Verification
from lifestream.domain.day import Commitment, Mention
from lifestream.domain.document import Contribution, Document, Kind
from lifestream.domain.entry import Entry
from lifestream.domain.media import Media, Origin
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Scenes
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript, Utterance, Word
from lifestream.library.happenings import Told
from lifestream.library.placing import place

SECONDS_A_WORD, PAUSE = 0.4, 0.6


def told(scene: Scene) -> Told:
    """A scripted recording as the ledger reads it."""
    document, timeline, entry = made(scene)
    return Told(entry, place(entry, None), document, timeline)


def made(scene: Scene) -> tuple[Document, Timeline, Entry]:
    """A document, what it cites, and the entry of the library."""
    spoken = _spoken(scene)
    length = spoken[-1].segment.end + 1.0
    speakers = tuple(Speaker(id, name, "self-introduction" if name else "none") for id, name in scene.voices)
    recording = Recording(scene.id, f"/recordings/{scene.id}.mp4", f"{scene.id}.mp4")
    media = Media("0" * 64, 1000, "mp4", length, origin=Origin(scene.start, "container", "container"))
    timeline = Timeline(recording, media, Transcript(spoken, speakers), Scenes())
    document = Document(
        recording=recording,
        media=media,
        template="minutes",
        kind=Kind("meeting", (("meeting", 0.9),), ()),
        title=scene.title,
        actions=tuple(_action(n, promise, spoken) for n, promise in enumerate(scene.promises, 1)),
        contributions=tuple(_contribution(speaker, spoken) for speaker in speakers),
        speakers=speakers,
    )
    added = datetime(2026, 12, 1, tzinfo=UTC)
    entry = Entry(
        scene.id,
        recording.filename,
        scene.title,
        "meeting",
        length,
        media.sha256,
        media.size_bytes,
        recording.path,
        added,
        added,
        recorded_at=scene.start,
        date_source="container",
        zone_source="container",
        people=tuple(name for _, name in scene.voices if name),
    )
    return document, timeline, entry


def _spoken(scene: Scene) -> tuple[Utterance, ...]:
    found, clock = [], 1.0
    for number, (who, text) in enumerate(scene.lines, 1):
        words = []
        for word in text.split():
            words.append(Word(word, Segment(clock, clock + SECONDS_A_WORD), 0.9))
            clock += SECONDS_A_WORD
        found.append(Utterance(f"u{number}", who, tuple(words)))
        clock += PAUSE
    return tuple(found)


def _action(number: int, promise: Promise, spoken: Sequence[Utterance]) -> Action:
    lines = [spoken[line - 1] for line in promise.lines]
    evidence = tuple(Evidence(u.id, u.segment, u.text) for u in lines)
    claim = Claim(f"a{number}", f"{promise.task}.", "action", evidence, verification=Verification("supported", 0.9))
    return Action(claim, promise.task, promise.owner, Due("as said", promise.due) if promise.due else None)


def _contribution(speaker: Speaker, spoken: Sequence[Utterance]) -> Contribution:
    own = [u for u in spoken if u.speaker == speaker.id]
    return Contribution(speaker, sum(u.segment.duration for u in own), 0.0, len(own), sum(len(u.words) for u in own))


def as_expected(commitment: Commitment) -> Expected:
    """A line of the ledger in the words of the script."""
    return Expected(
        commitment.task,
        commitment.owner,
        commitment.state,
        tuple(map(_place, commitment.opened)),
        tuple(map(_place, commitment.closed)),
        commitment.due.date if commitment.due else None,
    )


def _place(mention: Mention) -> tuple[str, int]:
    """The recording of a mention, and the line it was said in."""
    scene = next(scene for scene in SCENES if scene.id == mention.recording)
    starts = [u.segment.start for u in _spoken(scene)]
    return scene.id, starts.index(mention.segment.start) + 1
