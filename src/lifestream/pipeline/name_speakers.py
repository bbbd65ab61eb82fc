"""What the speakers are called, where the recording says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from lifestream.domain.scene import Scenes
from lifestream.domain.speaker import UNKNOWN_SPEAKER, NameSource, Speaker
from lifestream.domain.transcript import Transcript, Utterance
from lifestream.pipeline.names_said import NameOnSlide, Naming, find_names_on_slides, find_namings

NEAR = 8.0  # seconds within which somebody who is addressed answers, or who is thanked has spoken
WEIGHTS = {"introduction": 3.0, "to-next": 1.0, "to-previous": 0.8, "to-anybody": 0.4}
ANSWER = 2.5  # seconds within which an answer follows a question
ANSWERED = 0.5  # votes more for who answers a question with their name in it at once
ENOUGH = 1.5  # votes: an introduction, one such answer, or being addressed twice
ENOUGH_ON_SLIDE = 0.75  # votes where a slide lists that name too
MARGIN = 0.5  # votes by which a name must lead over the next, and a speaker over the next
NOT_ME = 1.0  # votes against a speaker who speaks of somebody by that name
ALONE = 0.8  # share of the words from which on a slide's presenter is the one who speaks
FEWEST_LISTED = 3  # names on a slide from which the last one left is told
SAME_NAME = 0.75  # likeness (0–1) of a heard name to one on a slide


@dataclass(slots=True)
class _Votes:
    """Votes for one speaker being called one name, and the ids that gave them."""

    score: float = 0.0
    evidence: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)


Ballot = dict[tuple[str, str], _Votes]


def name_speakers(transcript: Transcript, scenes: Scenes) -> Transcript:
    """Give speakers the names that the recording gives them, with the ids that say so.

    Somebody is named who introduces themselves, or answers to a name more than once (once where a slide
    lists that name), who is the presenter that a slide names and does nearly all the talking, or who is
    the only one left of those whom a slide lists. A name belongs to one speaker; who is in doubt stays
    ``S1``, ``S2``….
    """
    on_slides = list(find_names_on_slides(scenes))
    ballot = _vote(transcript.utterances, on_slides)
    _vote_presenter(ballot, transcript, on_slides)
    listed = {_as_heard(slide.name, ballot): slide.keyframe for slide in reversed(on_slides)}
    named = _elect(ballot, listed)
    _name_the_last(named, transcript, ballot, listed)
    return replace(transcript, speakers=tuple(_named(s, named, listed) for s in transcript.speakers))


def _vote(utterances: Sequence[Utterance], on_slides: Sequence[NameOnSlide]) -> Ballot:
    ballot: Ballot = defaultdict(_Votes)
    for naming in find_namings(utterances):
        name = _as_listed(naming.name, on_slides)
        said = utterances[naming.utterance]
        target = _meant(naming, utterances)
        if target is not None and target.speaker != UNKNOWN_SPEAKER:
            votes = ballot[target.speaker, name]
            votes.score += WEIGHTS[naming.kind] + (ANSWERED if _is_answer(naming, said, target) else 0.0)
            votes.evidence += [said.id] if target is said else [said.id, target.id]
            votes.kinds.add(naming.kind)
        if naming.kind != "introduction":
            ballot[said.speaker, name].score -= NOT_ME
    return ballot


def _meant(naming: Naming, utterances: Sequence[Utterance]) -> Utterance | None:
    """The utterance of whom a name is said."""
    said = utterances[naming.utterance]
    if naming.kind == "introduction":
        return said
    if naming.kind == "mention":
        return None
    if naming.kind == "to-next":
        return _other(said, utterances[naming.utterance + 1 :])
    earlier = _other(said, utterances[: naming.utterance][::-1])
    if naming.kind == "to-previous":
        return earlier
    return earlier or _other(said, utterances[naming.utterance + 1 :])


def _is_answer(naming: Naming, said: Utterance, target: Utterance) -> bool:
    is_question = said.text.endswith("?")
    return naming.kind == "to-next" and is_question and said.segment.gap(target.segment) <= ANSWER


def _other(said: Utterance, candidates: Sequence[Utterance]) -> Utterance | None:
    """The nearest utterance of somebody else, if it is near enough."""
    for utterance in candidates:
        if utterance.segment.gap(said.segment) > NEAR:
            return None
        if utterance.speaker != said.speaker:
            return utterance
    return None


def _as_listed(name: str, on_slides: Sequence[NameOnSlide]) -> str:
    """The full name on a slide of which a heard name is a part, spelt nearly so; else the name as heard."""
    best, likeness = name, SAME_NAME
    for slide in on_slides:
        for part in (slide.name, slide.name.split()[0]):
            score = SequenceMatcher(None, name.lower(), part.lower()).ratio()
            if score > likeness or (score == likeness == 1.0 and best == name):
                best, likeness = slide.name, score
    if best == name and " " not in name:
        initials = {slide.name for slide in on_slides if _is_initial_of(slide.name, name)}
        if len(initials) == 1:
            return f"{name} {initials.pop().split(maxsplit=1)[1]}"
    return best


def _is_initial_of(listed: str, first: str) -> bool:
    """Whether a slide may mean somebody by initial and surname ("D. Webb" for Daniel)."""
    return listed[1:2] == "." and listed[0] == first[0]


def _as_heard(listed: str, ballot: Ballot) -> str:
    """A name on a slide with the first name that was heard instead of its initial."""
    surname = listed.split(maxsplit=1)[1]
    heard = {name for _, name in ballot if name.endswith(f" {surname}") and _is_initial_of(listed, name)}
    return heard.pop() if len(heard) == 1 else listed


def _name_the_last(
    named: dict[str, tuple[str, _Votes]], transcript: Transcript, ballot: Ballot, listed: Mapping[str, str]
) -> None:
    """Where a slide lists as many as speak, and all others are named, the last name is the last speaker's."""
    speakers = [s.id for s in transcript.speakers if s.id != UNKNOWN_SPEAKER]
    left = [id for id in speakers if id not in named]
    names = [name for name in listed if name not in {name for name, _ in named.values()}]
    if len(speakers) != len(listed) or len(listed) < FEWEST_LISTED or len(left) != 1 or len(names) != 1:
        return
    against = ballot.get((left[0], names[0]), _Votes()).score
    if against >= 0:
        named[left[0]] = (names[0], _Votes(ENOUGH, [listed[names[0]]], {"slide"}))


def _vote_presenter(ballot: Ballot, transcript: Transcript, on_slides: Sequence[NameOnSlide]) -> None:
    presenters = {slide.name: slide.keyframe for slide in reversed(on_slides) if slide.is_presenter}
    said: dict[str, int] = defaultdict(int)
    for utterance in transcript.utterances:
        said[utterance.speaker] += len(utterance.words)
    most = max(said, key=lambda speaker: said[speaker], default=None)
    if len(presenters) != 1 or most in {None, UNKNOWN_SPEAKER} or said[most or ""] < ALONE * sum(said.values()):
        return
    [(name, keyframe)] = presenters.items()
    votes = ballot[most or "", name]
    votes.score += WEIGHTS["introduction"]
    votes.evidence.append(keyframe)
    votes.kinds.add("slide")


def _elect(ballot: Ballot, listed: Mapping[str, str]) -> dict[str, tuple[str, _Votes]]:
    """Speakers with the name that clearly leads for them, and for which they clearly lead."""
    elected = {}
    for (speaker, name), votes in ballot.items():
        rivals = [v.score for (s, n), v in ballot.items() if (s == speaker) != (n == name)]
        needed = ENOUGH_ON_SLIDE if name in listed else ENOUGH
        if votes.evidence and votes.score >= max(needed, max(rivals, default=0.0) + MARGIN):
            elected[speaker] = (name, votes)
    return elected


def _named(speaker: Speaker, elected: Mapping[str, tuple[str, _Votes]], listed: Mapping[str, str]) -> Speaker:
    if speaker.id not in elected or speaker.name:
        return speaker
    name, votes = elected[speaker.id]
    source: NameSource = "addressed"
    if "introduction" in votes.kinds:
        source = "self-introduction"
    elif "slide" in votes.kinds:
        source = "slide"
    evidence = [*votes.evidence, *([listed[name]] if name in listed else [])]
    return replace(speaker, name=name, name_source=source, name_evidence=tuple(dict.fromkeys(evidence)))
