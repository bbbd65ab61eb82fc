"""Votes for who is meant by the names that are said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from lifestream.domain.speaker import UNKNOWN_SPEAKER
from lifestream.domain.transcript import Transcript, Utterance
from lifestream.pipeline.name_words import bare
from lifestream.pipeline.names_said import ANSWERS, Naming, find_namings

NEAR = 8.0
"""Seconds within which somebody who is called answers, or who is thanked has spoken."""
ANSWER = 2.5
"""Seconds within which an answer follows a question."""
SELF, CALLED, THANKED, PERHAPS = 3.0, 1.0, 0.8, 0.4
"""Votes for who introduces themselves, is called and speaks next, is thanked, may be meant."""
AT_ONCE = 0.5
"""Votes more for who answers at once, or is called by name in the answer to their own question."""
BETWEEN_TWO = 1.5
"""Votes for the other one where only two talk with each other."""
NOT_ME = 1.0
"""Votes against a speaker who says that name of somebody else."""
TALK_SHARE, TALK_TURNS = 0.03, 4
"""Share of the words from which on somebody takes part, and changes of speaker that make a conversation."""
SAME_NAME = 0.75
"""Likeness (0–1) of a heard name to one on a slide."""
MOSTLY = 0.5
"""Share of the speech in other languages from which on a talk is not English."""
SHORT_FORM = 3
"""Letters of a listed first name that its short form must have."""


@dataclass(slots=True)
class Votes:
    """Votes for one speaker being called one name, and the ids that gave them."""

    score: float = 0.0
    evidence: list[str] = field(default_factory=list)
    is_self: bool = False


Ballot = dict[tuple[str, str], Votes]


def vote(transcript: Transcript, listed: Sequence[str]) -> Ballot:
    """Count votes for pairs of a speaker and a name; ``listed`` are the full names on slides.

    Somebody is called and speaks next; is thanked and spoke before; says a name, and so is somebody else.
    """
    utterances = transcript.utterances
    others = sum(language.share for language in transcript.languages if language.code != "en")
    namings = find_namings(utterances, listed, is_english=others < MOSTLY)
    full = {naming.name for naming in namings if " " in bare(naming.name)}
    names = {name: as_listed(name, listed, full) for name in {naming.name for naming in namings}}
    pair = _pair(utterances)
    ballot: Ballot = defaultdict(Votes)
    denied: set[tuple[int, str]] = set()
    for naming in namings:
        said, name = utterances[naming.utterance], names[naming.name]
        for target, score in _meant(naming, utterances, namings, pair):
            if target.speaker != UNKNOWN_SPEAKER:
                votes = ballot[target.speaker, name]
                votes.score += score
                votes.evidence += [said.id] if target is said else [said.id, target.id]
                votes.is_self |= naming.kind == "introduction"
        if naming.kind != "introduction" and (naming.utterance, name) not in denied:
            denied.add((naming.utterance, name))
            ballot[said.speaker, name].score -= NOT_ME
    return ballot


def _pair(utterances: Sequence[Utterance]) -> frozenset[str]:
    """The two speakers of a conversation between two; else nobody."""
    words: Counter[str] = Counter()
    for utterance in utterances:
        words[utterance.speaker] += len(utterance.words)
    takes_part = frozenset(speaker for speaker, count in words.items() if count >= TALK_SHARE * words.total())
    turns = sum(a.speaker != b.speaker for a, b in pairwise(utterances))
    return takes_part if len(takes_part) == 2 and turns >= TALK_TURNS else frozenset()


def _meant(
    naming: Naming, utterances: Sequence[Utterance], namings: Sequence[Naming], pair: frozenset[str]
) -> list[tuple[Utterance, float]]:
    """The utterances of those of whom a name may be said, each with its votes."""
    said = utterances[naming.utterance]
    if naming.kind == "introduction":
        return [(said, SELF)]
    if naming.kind == "mention":
        return []
    before, after = _before(naming, utterances), _after(naming, utterances)
    nearest = after if naming.kind == "to-next" else before or after
    if nearest and {said.speaker, nearest.speaker} == pair:
        return [(nearest, BETWEEN_TWO)]
    if naming.kind == "to-next":
        if after is None or _calls_another(naming, after, utterances, namings):
            return []
        is_question = said.text.endswith("?") or said.words[naming.until - 1].text.endswith("?")
        is_pair = is_question or ANSWERS.match(after.text)
        is_answer = bool(is_pair) and said.segment.gap(after.segment) <= ANSWER
        return [(after, CALLED + AT_ONCE * is_answer)]
    if naming.kind == "to-previous":
        return [(before, THANKED)] if before else []
    return _either(naming, before, after, utterances, namings)


def _either(
    naming: Naming,
    before: Utterance | None,
    after: Utterance | None,
    utterances: Sequence[Utterance],
    namings: Sequence[Naming],
) -> list[tuple[Utterance, float]]:
    """Who is greeted or called in passing: who speaks before and after, if that is one, else perhaps both."""
    if before and after and before.speaker == after.speaker:
        asked = utterances[naming.utterance - 1]
        is_asked = asked.text.endswith("?") or any(
            n.utterance == naming.utterance - 1 and n.kind == "to-next" for n in namings
        )
        is_reply = is_asked and asked.speaker == before.speaker
        is_reply = is_reply and asked.segment.gap(utterances[naming.utterance].segment) <= ANSWER
        return [(before, CALLED + AT_ONCE * is_reply)]
    return [(utterance, PERHAPS) for utterance in (before, after) if utterance]


def _before(naming: Naming, utterances: Sequence[Utterance]) -> Utterance | None:
    """What somebody else said last before a name, if that was just before."""
    said = utterances[naming.utterance]
    moment = said.words[naming.word].segment.start
    for utterance in reversed(utterances[: naming.utterance]):
        if moment - utterance.segment.end > NEAR:
            return None
        if utterance.speaker != said.speaker:
            return utterance
    return None


def _after(naming: Naming, utterances: Sequence[Utterance]) -> Utterance | None:
    """What somebody else says first after the sentence with a name, if that is soon."""
    said = utterances[naming.utterance]
    moment = said.words[naming.until - 1].segment.end
    for utterance in utterances[naming.utterance + 1 :]:
        if utterance.segment.start - moment > NEAR:
            return None
        if utterance.speaker != said.speaker:
            return utterance
    return None


def _calls_another(
    naming: Naming, answer: Utterance, utterances: Sequence[Utterance], namings: Sequence[Naming]
) -> bool:
    """Whether somebody else is called before the answer comes."""
    return any(
        (naming.utterance, naming.word) < (other.utterance, other.word)
        and other.kind == "to-next"
        and other.name != naming.name
        and utterances[other.utterance].segment.start < answer.segment.start
        and utterances[other.utterance].speaker != answer.speaker
        for other in namings
    )


def as_listed(name: str, listed: Sequence[str], heard: Collection[str] = ()) -> str:
    """The full name of which a heard name is a part, a short form or another spelling; else the name as heard.

    Names on slides go before those ``heard`` in full. Where more than one fits, none does.
    """
    plain = bare(name)
    for test in (_is_part_of, _is_short_for, _is_initial_of, _sounds_like):
        fits = {full for full in listed if test(plain, full)}
        if len(fits) == 1:
            full = fits.pop()
            return f"{plain.split()[0]} {full.split(maxsplit=1)[1]}" if test is _is_initial_of else full
        if fits:
            return name
    fits = {full for full in heard if _is_part_of(plain, bare(full))}
    return fits.pop() if len(fits) == 1 else name


def _is_part_of(name: str, full: str) -> bool:
    return name == full or name in full.split()


def _is_short_for(name: str, full: str) -> bool:
    first = full.split()[0]
    return len(name) >= SHORT_FORM and name != first and first.startswith(name)


def _is_initial_of(name: str, full: str) -> bool:
    """Whether a slide may mean somebody by initial and surname ("D. Webb" for Daniel)."""
    return full[1:2] == "." and full[0] == name[0] and (" " not in name or name.split()[1] == full.split()[-1])


def _sounds_like(name: str, full: str) -> bool:
    parts = (full, full.split()[0]) if " " not in name else (full,)
    return max(SequenceMatcher(None, name.lower(), part.lower()).ratio() for part in parts) > SAME_NAME


def spelt(listed: str, ballot: Mapping[tuple[str, str], Votes]) -> str:
    """A name on a slide with the first name that was heard instead of its initial."""
    heard = {
        name for _, name in ballot if name.split()[-1] == listed.split()[-1] and _is_initial_of(name.split()[0], listed)
    }
    return heard.pop() if len(heard) == 1 else listed
