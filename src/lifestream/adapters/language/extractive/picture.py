"""What the pictures of a chunk show, in sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lifestream.adapters.language.extractive.sentences import finish
from lifestream.adapters.language.extractive.slide_rows import BULLETS, rows
from lifestream.domain.scene import Keyframe

LINES = 6  # of one slide
_TITLE_SHARE = 2  # slides on which a line must stand to be a footer
SHORTEST = 3  # letters of a line that says something
SURE = 0.9  # confidence of a line on a picture that is not known to be a slide, or has no title
_NAMES = {"slide": "Slide", "screen": "Screen"}
_KINDS = {"people": "The picture shows people.", "landscape": "The picture shows a landscape."}


def describe(keyframes: Sequence[Keyframe]) -> Iterator[tuple[str, Keyframe]]:
    """Sentences about what was on screen, each once: slides by their title and lines, other pictures by their kind."""
    footers = _repeated_lines(keyframes)
    described: set[str] = set()
    for keyframe in keyframes:
        if keyframe.lines and keyframe.kind in {"slide", "screen", "unknown"}:
            name = keyframe.slide or keyframe.text
            told = _slide(keyframe, footers) if keyframe.title and _is_sure(keyframe) else _text(keyframe)
            if told and name not in described:
                described.add(name)
                yield told, keyframe
        elif keyframe.kind in _KINDS and keyframe.kind not in described:
            described.add(keyframe.kind)
            yield _KINDS[keyframe.kind], keyframe


def _is_sure(keyframe: Keyframe) -> bool:
    """Whether a title was read well enough; a stray word in a film easily is not."""
    if keyframe.kind in _NAMES:
        return True
    title = [line.confidence for line in keyframe.lines if line.text in (keyframe.title or "")]
    return min(title, default=0.0) >= SURE


def _slide(keyframe: Keyframe, footers: frozenset[str]) -> str:
    """The title of a slide and what stands under it."""
    title = (keyframe.title or "").strip()
    lines = [line for line in keyframe.lines if _without_digits(line.text) not in footers]
    lines = [line for line in lines if len(text := line.text.strip(BULLETS)) >= SHORTEST and text not in title]
    rest = rows(lines)
    what = _NAMES.get(keyframe.kind, "The picture reads")
    return finish(f"{what} “{title}”: {'; '.join(rest[:LINES])}" if rest else f"{what} “{title}”")


def _text(keyframe: Keyframe) -> str | None:
    """What is read on a slide without a title; stray letters in other pictures say nothing."""
    lines = [line for line in keyframe.lines if line.confidence >= SURE and len(line.text.strip(BULLETS)) >= SHORTEST]
    read = "; ".join(rows(lines)[:LINES])
    return f"The picture reads “{read}”." if keyframe.slide and read else None


def _repeated_lines(keyframes: Sequence[Keyframe]) -> frozenset[str]:
    """Lines in the margins of several slides, but for their numbers, and page numbers: nobody reads those."""
    slides = {keyframe.slide or keyframe.id: keyframe for keyframe in keyframes}
    counted = Counter(
        text
        for keyframe in slides.values()
        for text in {_without_digits(line.text) for line in keyframe.lines if line.box[1] > 0.8 or line.box[3] < 0.12}
    )
    pages = {
        _without_digits(line.text)
        for keyframe in slides.values()
        for line in keyframe.lines
        if re.search(r"\b(?:page|slide) \d+(?: (?:of|/) \d+)?$|^\d+ ?/ ?\d+$", line.text.strip(), re.IGNORECASE)
    }
    return frozenset(text for text, times in counted.items() if times >= _TITLE_SHARE) | pages


def _without_digits(text: str) -> str:
    return re.sub(r"\d+", "#", text.strip().casefold())
