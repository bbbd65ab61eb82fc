"""What people do when they take turns, where the sound alone says it wrongly.

A question that calls somebody by name is asked by somebody else. Between a question and its answer there is little
silence, so that a diarizer easily begins the answer's turn with the question: "Tom, what is the situation? The
provider can connect us in December."
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lifestream.domain.transcript import SENTENCE_ENDS, Word
from lifestream.pipeline.name_words import NAME

LONGEST_QUESTION = 6.0  # seconds
_CALLED = re.compile(NAME + ",")


def give_back_questions(words: Sequence[Word], labels: Sequence[int]) -> list[int]:
    """Give a question by which somebody is called, and which opens the turn that answers it, to whoever spoke before.

    Args:
        words: in order of time.
        labels: the speaker of each word.

    Returns:
        The speaker of each word: other than before only in sentences that begin with a name and a comma, end in a
        question mark, and are nearer to what was said before than to the answer.
    """
    given = list(labels)
    sentences = list(_sentences(words))
    for (first, end), (answer, close) in pairwise(sentences[1:]):
        asker, asked = given[first - 1], given[end - 1]
        is_answered = given[answer] == asked and not words[close - 1].text.endswith("?")
        if asker != asked and is_answered and _calls_somebody(words[first:end]):
            before = words[first].segment.start - words[first - 1].segment.end
            after = words[answer].segment.start - words[end - 1].segment.end
            if after >= before:
                given[first:end] = [asker] * (end - first)
    return given


def _sentences(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for i, word in enumerate(words):
        if word.text.endswith(SENTENCE_ENDS) or i + 1 == len(words):
            yield first, i + 1
            first = i + 1


def _calls_somebody(sentence: Sequence[Word]) -> bool:
    seconds = sentence[-1].segment.end - sentence[0].segment.start
    text = " ".join(word.text for word in sentence)
    return text.endswith("?") and seconds <= LONGEST_QUESTION and _CALLED.match(text) is not None
