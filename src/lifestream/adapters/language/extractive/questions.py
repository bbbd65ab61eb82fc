"""What was asked, and what was answered."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from lifestream.adapters.language.extractive import cues
from lifestream.adapters.language.extractive.dialogue import Dialogue
from lifestream.adapters.language.extractive.sentences import without_opening
from lifestream.verify.support import content

FEWEST = 4  # words of a question that stands on its own
MOST = 6  # questions of one chunk
SHORT = 4  # words of an answer that needs the next sentence too


@dataclass(frozen=True, slots=True)
class Asked:
    """A question or an open matter, and the indices of the sentences that answer it."""

    text: str
    sentence: int
    answer: tuple[int, ...] = ()


def find_questions(dialogue: Dialogue, promised: Collection[int]) -> Iterator[Asked]:
    """Questions of substance and matters said to be open, in order of time; requests and small talk are none."""
    found = 0
    for i, sentence in enumerate(dialogue.sentences):
        if i in promised or found == MOST:
            continue
        text = without_opening(sentence.plain)
        if not sentence.is_question:
            if cues.OPEN.search(text) and len(content(text)) >= 2:
                found += 1
                yield Asked(text, i)
            continue
        is_trivial = cues.SMALL_TALK.search(text) or len(text.split()) < FEWEST or len(content(text)) < 2
        if is_trivial or cues.REQUESTS.search(text):
            continue
        found += 1
        yield Asked(text, i, _answer(dialogue, i))


def _answer(dialogue: Dialogue, i: int) -> tuple[int, ...]:
    """The sentences of the reply: the first, and the next where that is hardly more than yes or no."""
    reply = dialogue.reply(i)
    if reply is None:
        return ()
    first = dialogue.sentences[reply]
    if first.is_question or cues.ANSWER_UNKNOWN.search(first.text):
        return ()
    if len(first.text.split()) > SHORT:
        return (reply,)
    following = reply + 1
    if following < len(dialogue.sentences):
        second = dialogue.sentences[following]
        if second.speaker == first.speaker and not second.is_question:
            return () if cues.ANSWER_UNKNOWN.search(second.text) else (reply, following)
    return (reply,) if re.match(r"(?:yes|no|yeah|nope|exactly|correct|right)\b", first.text, re.IGNORECASE) else ()
