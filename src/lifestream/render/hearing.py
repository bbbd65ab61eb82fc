"""Why a page has no words: nothing to hear, nobody heard, or a failure that says nothing of the recording."""

from __future__ import annotations

from typing import NamedTuple

from lifestream.domain.document import Document
from lifestream.domain.segment import timecode
from lifestream.domain.stage import Stage


class Silence(NamedTuple):
    """One reason, as a word among facts, as a sentence, and with the length of the recording."""

    short: str
    sentence: str
    measured: str


def silence(document: Document) -> Silence:
    """Say why nothing was heard; that nobody spoke is said only where somebody listened."""
    total = timecode(document.media.duration)
    failed = {failure.stage for failure in document.failures}
    if not document.media.audio:
        return Silence("no sound", "This recording has no sound.", f"No sound in {total}")
    if Stage.AUDIO in failed:
        text = "could not be decoded"
        return Silence("sound not decoded", f"The sound of this recording {text}.", f"The sound of {total} {text}")
    if Stage.TRANSCRIBE in failed:
        text = "could not be written down"
        return Silence("words not written down", f"What was said {text}.", f"What was said in {total} {text}")
    text = "Nobody was heard to speak in"
    return Silence("nobody heard", f"{text} this recording.", f"{text} {total}")
