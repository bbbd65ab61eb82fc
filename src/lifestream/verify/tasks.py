"""What a task asks for, and whether a report says that it was done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lifestream.verify.completion import Report
from lifestream.verify.senses import ANY, MEANS, TASK_VERBS, root, sense
from lifestream.verify.things import Things, things
from lifestream.verify.words import STOPWORDS, fold, stem, tokenize

_JOINT = re.compile(r"\s*(?:,\s*(?:and\s+|then\s+)?|\band\s+(?:then\s+)?|\bthen\s+)", re.IGNORECASE)
_MARKS = str.maketrans("", "", '[]()“”"*_')


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to do: the sense of its verb (empty where it has none), and what it is to be done to."""

    sense: str
    about: Things

    @property
    def is_means(self) -> bool:
        """Whether it is done for the sake of what follows, as a call is."""
        return self.sense in MEANS


@lru_cache(maxsize=4096)
def parts_of(task: str) -> tuple[Part, ...]:
    """The parts of a task, each with a verb of its own.

    >>> [(p.sense, p.about.objects[0].head) for p in parts_of("Call Dr. Alvarez and reserve the freezer")]
    [('speak', 'alvarez'), ('reserve', 'freez')]
    >>> [(p.sense, len(p.about.objects)) for p in parts_of("Write the text message and the letter")]
    [('make', 2)]
    """
    plain = fold(task).translate(_MARKS).strip(" .")
    texts: list[str] = []
    position = 0
    for joint in _JOINT.finditer(plain):
        if _verb_of(plain[joint.end() :]):
            texts.append(plain[position : joint.start()])
            position = joint.end()
    texts.append(plain[position:])
    return tuple(_part(text) for text in texts if text.strip())


def _verb_of(text: str) -> str | None:
    """The verb that a part of a task begins with."""
    first = next((t.lower for t in tokenize(text) if t.is_word and t.lower not in ("please", "also", "to")), None)
    if first is None or (first in STOPWORDS and first not in ("get", "make", "take", "give", "do")):
        return None
    return first if root(first) in TASK_VERBS else None


def _part(text: str) -> Part:
    words = [t.lower for t in tokenize(text) if t.is_word]
    verb = _verb_of(text) or next((w for w in words[:1] if w not in STOPWORDS), None)
    if verb == "let" and "know" in words:
        return Part("tell", things(text, {"let", "know"}))
    behind = words[words.index(verb) + 1 :][:1] if verb else []
    return Part(sense(verb, *behind) if verb else "", things(text, {stem(verb)} if verb else ()))


def fulfils(report: Report, part: Part) -> bool:
    """Whether a report says that a part of a task was done: its deed, to everything that it was to be done to."""
    is_same_deed = part.sense in report.senses or ANY in report.senses
    if not is_same_deed or report.about.excludes(part.about):
        return False
    return bool(part.about.objects) and report.about.covers(part.about)


def likeness(report: Report, part: Part) -> float:
    """The share (0–1) of what either is about that both are."""
    either = report.about.keys | part.about.keys
    return len(report.about.keys & part.about.keys) / len(either) if either else 0.0


def are_one_task(a: str, b: str) -> bool:
    """Whether two tasks ask for the same deeds on the same things.

    >>> (
    ...     are_one_task("Send the budget to Tom", "Send Tom the budget"),
    ...     are_one_task("Send the budget", "Sign the budget"),
    ... )
    (True, False)
    """
    short, long = sorted((parts_of(a), parts_of(b)), key=len)
    return bool(short) and all(any(_are_one(mine, other) for other in long) for mine in short)


def excludes(a: str, b: str) -> bool:
    """Whether two tasks cannot be the same: they speak of other numbers, months, names or versions."""
    return any(mine.about.excludes(other.about) for mine in parts_of(a) for other in parts_of(b))


def _are_one(a: Part, b: Part) -> bool:
    if a.sense != b.sense or not a.about.objects or a.about.excludes(b.about):
        return False
    return a.about.covers(b.about) and b.about.covers(a.about)
