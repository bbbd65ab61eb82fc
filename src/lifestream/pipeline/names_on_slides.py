"""The names of people that a slide lists, or names as the one who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lifestream.domain.scene import Keyframe, Scenes

_TITLE = r"(?:Dr\.? |Prof\.? |Professor |Mr\.? |Mrs\.? |Ms\.? )"
_NAME = r"((?:[A-Z]\.|[A-Z][\w'’-]+)(?: [A-Z][\w'’.-]+){1,2})"
_FULL_NAME = re.compile(rf"{_TITLE}?{_NAME}")
_PRESENTER = re.compile(rf"(?i:presented by|presenter|speaker|lecturer|instructor|by|host)[: ]+{_TITLE}?{_NAME}$")
_TITLED = re.compile(rf"{_TITLE}{_NAME}")
_HEADING = re.compile(r"(?i:attendees|participants|present|people|team|members|with)\s*[:–-]?\s*")
_ROLE = re.compile(r"\s*(?:\([^)]*\)|\s[–-]\s.*)$")
_BETWEEN = re.compile(r"\s*(?:,|;|·|•|\||&| and )\s*")


@dataclass(frozen=True, slots=True)
class NameOnSlide:
    """A full name read from a keyframe; ``is_presenter`` where the slide says that this person speaks."""

    name: str
    keyframe: str
    is_presenter: bool = False


def find_names_on_slides(scenes: Scenes) -> Iterator[NameOnSlide]:
    """Find lists of people ("Ana Silva, Bo Li", or one a line below "Attendees") and presenters.

    Somebody with a title, alone on a line of the first picture with text, is a presenter too.
    """
    is_first = True
    for keyframe in scenes.keyframes:
        texts = [line.text.strip() for line in keyframe.lines]
        for text in texts:
            presenter = _PRESENTER.search(text) or (_TITLED.fullmatch(text) if is_first else None)
            if presenter:
                yield NameOnSlide(presenter[1], keyframe.id, is_presenter=True)
            else:
                yield from _in_a_row(text, keyframe)
        yield from _below_each_other(texts, keyframe)
        is_first = is_first and not any(texts)


def _in_a_row(text: str, keyframe: Keyframe) -> Iterator[NameOnSlide]:
    parts = [_ROLE.sub("", part) for part in _BETWEEN.split(_HEADING.sub("", text, count=1)) if part]
    names = [_FULL_NAME.fullmatch(part) for part in parts]
    if len(names) >= 2 and all(names):
        yield from (NameOnSlide(match[1], keyframe.id) for match in names if match)


def _below_each_other(texts: list[str], keyframe: Keyframe) -> Iterator[NameOnSlide]:
    heading = next((i for i, text in enumerate(texts) if _HEADING.fullmatch(text)), len(texts))
    for text in texts[heading + 1 :]:
        match = _FULL_NAME.fullmatch(_ROLE.sub("", text.lstrip("•·-– ")))
        if not match:
            return
        yield NameOnSlide(match[1], keyframe.id)
