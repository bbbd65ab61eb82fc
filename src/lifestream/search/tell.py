"""Chosen sentences as the sentences of an answer: who said what, word for word, in quotation marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lifestream.search.extract import Choice
from lifestream.search.sentences import Line, Sentence

GAP = " … "


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of a recording that a sentence of an answer rests on."""

    recording: str
    line: Line
    is_shown: bool = False

    @classmethod
    def of(cls, sentence: Sentence) -> Moment:
        """Where a sentence was said or shown."""
        return cls(sentence.recording, sentence.line, sentence.is_shown)


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence that wants to be in an answer, and what it rests on; ``is_quote`` where it is one stretch of talk."""

    text: str
    rests_on: tuple[Moment, ...]
    is_quote: bool = False


def tell(choices: Iterable[Choice]) -> Iterator[Draft]:
    """Each chosen sentence after what it needs; nothing is told twice."""
    told: set[tuple[str, Line]] = set()
    for choice in choices:
        sentence = choice.sentence
        if sentence.is_shown:
            yield _shown(choice)
            continue
        lines = [line for line in (*choice.lead, sentence.line, *choice.tail) if (sentence.recording, line) not in told]
        told |= {(sentence.recording, line) for line in lines}
        for quoted in _by_utterance(lines):
            same = map(Moment.of, choice.others) if sentence.line in quoted else ()
            yield Draft(_quotation(quoted), (Moment(sentence.recording, quoted[0]), *same), _is_one_stretch(quoted))


def _shown(choice: Choice) -> Draft:
    sentence = choice.sentence
    heading = f" “{sentence.heading}”" if sentence.heading and sentence.heading != sentence.text else ""
    return Draft(f"Slide{heading}: {sentence.text}", tuple(map(Moment.of, (sentence, *choice.others))))


def _by_utterance(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one utterance together: they are one quotation."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and groups[-1][-1].ref == line.ref:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _quotation(lines: Sequence[Line]) -> str:
    who = f"{lines[0].speaker}: " if lines[0].speaker else ""
    text = lines[0].text
    for before, line in pairwise(lines):
        text += f"{' ' if line.place == before.place + 1 else GAP}{line.text}"
    return f"{who}“{text}”"


def _is_one_stretch(lines: Sequence[Line]) -> bool:
    return lines[-1].place - lines[0].place == len(lines) - 1
