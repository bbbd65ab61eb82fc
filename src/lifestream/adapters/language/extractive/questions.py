"""What was asked, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.dialogue import Dialogue
from lifestream.adapters.language.extractive.phrases import whole
from lifestream.adapters.language.extractive.salience import has_verb
from lifestream.adapters.language.extractive.sentences import finish, without_opening
from lifestream.pipeline.topics import announced
from lifestream.verify.mentions import find_dates
from lifestream.verify.numerals import find_numbers
from lifestream.verify.support import content

FEWEST = 4  # words of a question that stands on its own
TELLING = 2  # content words of an open matter
SELF_CONTAINED = 4  # content words of a statement that needs no question before it
ANSWERED = 3  # content words of a question that is worth reading with its answer
MOST_ANSWERED = 3  # of one chunk
SHORT = 4  # words of an answer that needs the next sentence too

_POINTS_BACK = re.compile(
    r"\b(?:it|they|them|that|those|these|this one|that one|the one|he|she|his|her|of the (?:two|three|four|five))\b",
    re.IGNORECASE,
)


_WHAT_ABOUT = re.compile(r"(?:what|how) about (?!you|that|this|it)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or an open matter: its words, and the indices of its sentences and of those that answer it.

    ``status`` are those that say how far an open question is. ``by`` is the sentence that it is told in.
    """

    text: str
    sentences: tuple[int, ...]
    answer: tuple[int, ...] = ()
    status: tuple[int, ...] = ()
    by: int | None = None


def find_questions(dialogue: Dialogue, settled: Collection[int]) -> Iterator[Asked]:
    """Matters that stay open, and questions that make sense with their answer on their own; in order of time.

    Requests, small talk, and what ``settled`` sentences say already are none.
    """
    answered = 0
    taken: set[int] = set(settled)
    for i, sentence in enumerate(dialogue.sentences):
        if i in taken:
            continue
        asked = _asked(dialogue, i) if sentence.is_question else _open(dialogue, i)
        if asked is None or (taken & {*asked.sentences, *asked.answer}):
            continue
        if asked.answer:
            stands = len(content(asked.text)) >= ANSWERED and not _POINTS_BACK.search(asked.text)
            if not stands or answered == MOST_ANSWERED:
                continue
            answered += 1
        taken.update(asked.sentences)
        yield asked


def _open(dialogue: Dialogue, i: int) -> Asked | None:
    """A matter that somebody says to be open."""
    text = without_opening(dialogue.sentences[i].plain)
    is_open = cues.OPEN.search(text) and len(content(text)) >= TELLING and not _POINTS_BACK.match(text)
    return Asked(text, (i,)) if is_open else None


def _asked(dialogue: Dialogue, i: int) -> Asked | None:
    """A question of substance: open where the reply says so, or where nobody replies."""
    text = without_opening(dialogue.sentences[i].plain)
    text = finish(re.sub(r"^[A-Z]\w+, (?=[a-z])|, [A-Z]\w+(?=\?)", "", text))
    fewest, telling = (3, 1) if _WHAT_ABOUT.match(text) else (FEWEST, TELLING)
    if cues.SMALL_TALK.search(text) or len(text.split()) < fewest or len(content(text)) < telling:
        return None
    if announced(text) or cues.ABOUT_TALK.match(text):
        return None
    if cues.REQUESTS.search(text):
        return None
    following = dialogue.own_next(i)
    reply = dialogue.reply(i)
    if reply is None:
        is_rhetorical = following is not None or not dialogue.is_shared
        return None if is_rhetorical or _POINTS_BACK.search(text) else Asked(text, (i,))
    said = _answer(dialogue, reply)
    if any(cues.UNANSWERED.search(dialogue.sentences[j].text) for j in said[:2]):
        stated = next((j for j in said if _open(dialogue, j)), None)
        if stated is not None:
            matter = without_opening(dialogue.sentences[stated].plain)
            if len(content(matter)) >= SELF_CONTAINED and not _POINTS_BACK.match(matter):
                return Asked(matter, (i, stated), by=stated)
            return Asked(text, (i, *said), status=said)
        return None if _POINTS_BACK.search(text) else Asked(text, (i, said[0]), status=said[:1])
    if dialogue.sentences[reply].is_question or not _answers(text, " ".join(dialogue.sentences[j].plain for j in said)):
        return None
    return Asked(text, (i,), said[:2] if _is_short(dialogue, reply) else said[:1])


def _answer(dialogue: Dialogue, reply: int) -> tuple[int, ...]:
    """The sentences of the reply, three at most."""
    speaker = dialogue.sentences[reply].speaker
    found: list[int] = []
    for j in range(reply, min(reply + 3, len(dialogue.sentences))):
        if dialogue.sentences[j].speaker != speaker or dialogue.sentences[j].is_question:
            break
        found.append(j)
    return tuple(found) or (reply,)


_YES_NO = whole(r"^(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|shall|may|might|must)\b")
_YES = whole(
    r"^(?:\w+[,.]? ){0,2}(?:yes|yeah|yep|no|nope|not|sure|of course|definitely|absolutely|exactly|maybe|probably|right"
    r"|(?:do|did|does|is|are|was|can|could|will|would)n't|think so|hope so|afraid)\b"
)
_HOW_MUCH = whole(
    r"\b(?:when|how (?:many|much|long|old|far|often)|what (?:time|day|date|number)|which (?:day|date|week))\b"
)


def _answers(question: str, reply: str) -> bool:
    """Whether what somebody else says next is about the question: not all that follows a question answers it."""
    if _YES_NO.match(question) and _YES.match(reply):
        return True
    if _HOW_MUCH.search(question) and (find_numbers(reply) or find_dates(reply)):
        return True
    return has_verb(reply) and bool(content(question) & content(reply))


def _is_short(dialogue: Dialogue, reply: int) -> bool:
    """Whether an answer is hardly more than yes or no."""
    return len(dialogue.sentences[reply].text.split()) <= SHORT
