"""What was on screen: words read, characters wrong, and how many slides there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import jiwer

from lifestream.domain.scene import Scenes
from lifestream.domain.segment import Segment

Screens = Sequence[tuple[Segment, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class ScreenScore:
    """Words of the truth that were read, characters wrong of so many, and slides found and true."""

    words_read: int
    words: int
    character_errors: int
    characters: int
    slides_found: int
    slides: int

    @property
    def recall(self) -> float:
        """Share (0–1) of the words on screen that were read."""
        return self.words_read / self.words if self.words else 1.0

    @property
    def character_error_rate(self) -> float:
        """Character errors for each character on screen; may exceed 1."""
        return self.character_errors / self.characters if self.characters else 0.0


def score_screens(screens: Screens, scenes: Scenes) -> ScreenScore:
    """Compare the text of the slide that was found on screen for longest while each true one was shown.

    Where a stretch has no slide, the keyframe in it with the most text stands in. Text that the truth does
    not list, such as a watermark, counts as an error in characters and not in words.
    """
    read = words = wrong = characters = 0
    for span, lines in screens:
        truth, found = "\n".join(lines), text_during(span, scenes)
        wanted, seen = Counter(_words(truth)), Counter(_words(found))
        read += (wanted & seen).total()
        words += wanted.total()
        counted = jiwer.process_characters(_plain(truth), _plain(found))
        wrong += counted.substitutions + counted.deletions + counted.insertions
        characters += len(_plain(truth))
    return ScreenScore(read, words, wrong, characters, len(scenes.slides), len({lines for _, lines in screens}))


def text_during(span: Segment, scenes: Scenes) -> str:
    """What the product says was to be read on screen during a stretch."""
    shown = [(sum(s.overlap(span) for s in slide.spans), slide.text) for slide in scenes.slides]
    seconds, text = max(shown, default=(0.0, ""))
    if seconds > 0:
        return text
    return max((k.text for k in scenes.keyframes if span.contains(k.time)), key=len, default="")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _plain(text: str) -> str:
    return " ".join(text.split())
