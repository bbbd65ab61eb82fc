"""What the speakers are called, where the recording says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lifestream.domain.scene import Scenes
from lifestream.domain.speaker import UNKNOWN_SPEAKER, NameSource, Speaker
from lifestream.domain.transcript import Transcript
from lifestream.pipeline.name_ballot import SELF, TALK_SHARE, Ballot, Votes, spelt, vote
from lifestream.pipeline.names_on_slides import NameOnSlide, find_names_on_slides

ENOUGH = 1.5
"""Votes: an introduction, one question with the name in it that is answered at once, or being called twice."""
ENOUGH_ON_SLIDE = 0.75
"""Votes where a slide lists that name too."""
ENOUGH_AS_LAST = 0.4
"""Votes for the only speaker who is left, where one name is left."""
MARGIN = 0.5
"""Votes by which a name must lead over the next, and a speaker over the next."""
ALONE = 0.8
"""Share of the words from which on a slide's presenter is the one who speaks."""
FEWEST = 3
"""Speakers from which on the last one left is told."""

Named = dict[str, tuple[str, Votes]]


def name_speakers(transcript: Transcript, scenes: Scenes) -> Transcript:
    """Give speakers the names that the recording gives them, with the ids that say so.

    Somebody is named who introduces themselves, or answers to a name more than once (once where a slide
    lists that name, or the question is answered at once), who is the presenter that a slide names and does
    nearly all the talking, or who is the only one left of those who are called by name. A name belongs to
    one speaker; who is in doubt stays ``S1``, ``S2``….
    """
    on_slides = list(find_names_on_slides(scenes))
    ballot = vote(transcript, [slide.name for slide in on_slides])
    presented = _presented(transcript, on_slides)
    if presented:
        speaker, slide = presented
        ballot[speaker, slide.name].score += SELF
        ballot[speaker, slide.name].evidence.append(slide.keyframe)
    listed = {spelt(slide.name, ballot): slide.keyframe for slide in reversed(on_slides)}
    named = _elect(ballot, listed)
    last = _last(named, transcript, ballot, listed)
    if last:
        named[last[0]] = (last[1], ballot[last])
    return replace(transcript, speakers=tuple(_named(s, named, listed) for s in transcript.speakers))


def _shares(transcript: Transcript) -> dict[str, float]:
    """Each known speaker's share of the words."""
    words: Counter[str] = Counter()
    for utterance in transcript.utterances:
        words[utterance.speaker] += len(utterance.words)
    total = words.total()
    return {speaker: count / total for speaker, count in words.items() if speaker != UNKNOWN_SPEAKER}


def _presented(transcript: Transcript, on_slides: Sequence[NameOnSlide]) -> tuple[str, NameOnSlide] | None:
    """The speaker who does nearly all the talking, and the only presenter that slides name."""
    presenters = {slide.name: slide for slide in reversed(on_slides) if slide.is_presenter}
    shares = _shares(transcript)
    most = max(shares, key=lambda speaker: shares[speaker], default=None)
    if most is None or len(presenters) != 1 or shares[most] < ALONE:
        return None
    return most, next(iter(presenters.values()))


def _elect(ballot: Ballot, listed: Mapping[str, str]) -> Named:
    """Speakers with the name that clearly leads for them, and for which they clearly lead.

    Who is elected is no rival for what is left; so a greeting that may mean two people ends by meaning one.
    """
    elected: Named = {}
    while True:
        names = {name for name, _ in elected.values()}
        left = {pair: v for pair, v in ballot.items() if pair[0] not in elected and pair[1] not in names}
        new = {}
        for (speaker, name), votes in left.items():
            rivals = [v.score for (s, n), v in left.items() if (s == speaker) != (n == name)]
            needed = ENOUGH_ON_SLIDE if name in listed else ENOUGH
            if votes.evidence and votes.score >= max(needed, max(rivals, default=0.0) + MARGIN):
                new[speaker] = (name, votes)
        if not new:
            return elected
        elected |= new


def _last(named: Named, transcript: Transcript, ballot: Ballot, listed: Mapping[str, str]) -> tuple[str, str] | None:
    """The only speaker without a name, with the only name that is left, if somebody may have called them so."""
    shares = _shares(transcript)
    speakers = [id for id, share in shares.items() if share >= TALK_SHARE or id in named]
    left = [id for id in speakers if id not in named]
    if len(left) != 1 or len(speakers) < FEWEST:
        return None
    taken = {name for name, _ in named.values()}
    called = {name for (_, name), votes in ballot.items() if votes.evidence} - taken
    # Where a slide lists everybody who speaks, nobody else is expected.
    names = set(listed) - taken if len(listed) == len(speakers) else called
    if len(names) != 1:
        return None
    last = left[0], names.pop()
    votes = ballot.get(last, Votes())
    rivals = [v.score for (s, n), v in ballot.items() if n == last[1] and s not in {*named, last[0]}]
    return last if votes.score >= ENOUGH_AS_LAST and votes.score > max(rivals, default=0.0) else None


def _named(speaker: Speaker, elected: Mapping[str, tuple[str, Votes]], listed: Mapping[str, str]) -> Speaker:
    if speaker.id not in elected or speaker.name:
        return speaker
    name, votes = elected[speaker.id]
    source: NameSource = "addressed"
    if votes.is_self:
        source = "self-introduction"
    elif all(id in listed.values() for id in votes.evidence):
        source = "slide"
    evidence = [*votes.evidence, *([listed[name]] if name in listed else [])]
    return replace(speaker, name=name, name_source=source, name_evidence=tuple(dict.fromkeys(evidence)))
