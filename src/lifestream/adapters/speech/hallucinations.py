"""Tells text that was heard from text that a speech model made up.

Whisper writes something for every sound. On noise and music that is a stock phrase of its training
data, on a hard stretch it is one phrase again and again. The thresholds are those of the model's own
paper (Radford et al. 2022, section 4.5), the loops and stock phrases what its users report most.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lifestream.adapters.speech.whisper_engine import Written
from lifestream.domain.transcript import DropReason

HIGHEST_COMPRESSION = 2.4
LOWEST_LOG_PROBABILITY = -1.0
HIGHEST_NO_SPEECH = 0.6

_SURE_VOICE = 0.8
_SOME_NO_SPEECH = 0.3
_POOR = -0.6  # mean log-probability

_LOOP_WORDS = 12  # a loop is at least this many words long in all…
_LOOP_TIMES = 4  # …and says the same at least this often in a row: "no, no, no" is no loop
_LONGEST_PHRASE = 10

_STOCK = frozenset(
    """
    you|thank you|thanks|thank you very much|thanks for watching|thank you for watching|bye|bye bye
    subscribe|please subscribe|like and subscribe|see you next time|see you in the next video
    i'll see you in the next video|subtitles by the amara org community|amara org|music|applause|silence|the end
    so|oh|okay|ok|yeah|hmm|mm|uh|um|i'm sorry|untertitel der amara org community|vielen dank|merci|gracias
    sous titres réalisés par la communauté d'amara org
    """.replace("\n", "|").split("|")
)
_STOCK_PHRASES = frozenset(phrase.strip() for phrase in _STOCK if phrase.strip())


def doubt(written: Written) -> DropReason | None:
    """Say why a decoding is not to be believed as it is; ``None`` where nothing speaks against it."""
    if find_loop(written.text.split()) is not None:
        return "repetition"
    if written.compression > HIGHEST_COMPRESSION:
        return "compression"
    if written.log_probability < LOWEST_LOG_PROBABILITY:
        return "no-speech" if written.no_speech > HIGHEST_NO_SPEECH else "low-probability"
    return None


def is_made_up(written: Written, voice: float) -> bool:
    """Whether a text is a stock phrase and nothing else says that somebody spoke.

    ``voice`` is how sure the voice detector was (0–1).
    """
    weak = voice < _SURE_VOICE or written.no_speech > _SOME_NO_SPEECH or written.log_probability < _POOR
    return weak and is_stock_phrase(written.text)


def is_stock_phrase(text: str) -> bool:
    """Whether a text is nothing but what the model tends to write where nobody speaks."""
    sentences = [_plain(sentence) for sentence in re.split(r"[.!?…♪]+", text)]
    return all(sentence in _STOCK_PHRASES for sentence in sentences if sentence)


def find_loop(words: Sequence[str]) -> int | None:
    """Find where a phrase of up to ten words begins to be said over and over.

    Returns:
        The index of the first word of the first repetition (the phrase itself was said once), or ``None``.
    """
    plain = [_plain(word) for word in words]
    for length in range(1, _LONGEST_PHRASE + 1):
        times = max(_LOOP_TIMES, -(-_LOOP_WORDS // length))
        same = 0
        for index in range(length, len(plain)):
            same = same + 1 if plain[index] == plain[index - length] else 0
            if same >= length * (times - 1):
                return index - same + 1
    return None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w']+", " ", text.lower()).split())
