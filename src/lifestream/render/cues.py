"""Subtitles: utterances cut into cues that can be read while they are on screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lifestream.domain.segment import Segment
from lifestream.domain.transcript import SENTENCE_ENDS, Transcript, Utterance
from lifestream.render.escape import one_line
from lifestream.render.wording import speaker_name

LINE = 42
"""Characters on a line, and two lines a cue: broadcasters' usual limits (BBC Subtitle Guidelines)."""
LONGEST = 6.0
"""Seconds that one cue may last."""
SHORTEST = 1.0
"""Seconds that a cue stays up where nothing follows it, however short its words."""
PAUSE = 1.0
"""Seconds of silence after which a new cue begins."""
CLAUSE_ENDS = (",", ";", ":", "—", "、", "，")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is on screen for a while: one or two lines of one speaker, in display order."""

    segment: Segment
    speaker: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, or as much of one as a line holds."""

    text: str
    start: float
    end: float


def cues(transcript: Transcript, *, with_names: bool) -> tuple[Cue, ...]:
    """Cut a transcript into cues in order of start; no word is lost.

    ``with_names`` puts the speaker's name before the first words after a change of speaker. Cues
    overlap only where different people speak at once.
    """
    found: list[Cue] = []
    speaker: str | None = None
    for spoken in sorted(transcript.utterances, key=lambda u: u.segment):
        name = f"{one_line(speaker_name(transcript.speaker(spoken.speaker)))}:"
        pieces = _pieces(spoken, name if with_names and spoken.speaker != speaker else "")
        found += [_cue(group, spoken.speaker) for group in _groups(pieces)]
        speaker = spoken.speaker
    found.sort(key=lambda cue: cue.segment.start)
    return tuple(_timed(found))


def stamp(time: float, comma: str) -> str:
    """Write seconds as ``hh:mm:ss`` and milliseconds behind ``comma``.

    >>> stamp(3723.5, ",")
    '01:02:03,500'
    """
    milliseconds = round(time * 1000)
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{comma}{rest:03}"


def _pieces(spoken: Utterance, name: str) -> list[_Piece]:
    first = spoken.words[0].segment.start
    texts = [(name, first, first)] if name else []
    texts += [(one_line(word.text), word.segment.start, word.segment.end) for word in spoken.words]
    return [_Piece(text[i : i + LINE], start, end) for text, start, end in texts for i in range(0, len(text), LINE)]


def _groups(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Cut where it costs least over the whole utterance: few cues, well filled, that end with a clause."""
    costs, cuts = [0.0], [0]
    for end in range(1, len(pieces) + 1):
        ways = [(costs[start] + _cost(pieces[start:end]), start) for start in _starts(pieces, end)]
        cost, start = min(ways)
        costs.append(cost)
        cuts.append(start)
    groups: list[list[_Piece]] = []
    end = len(pieces)
    while end:
        groups.append(pieces[cuts[end] : end])
        end = cuts[end]
    return groups[::-1]


def _starts(pieces: list[_Piece], end: int) -> Iterator[int]:
    """Where a cue that ends before piece ``end`` may start, latest first; one piece is always a cue."""
    yield end - 1
    for start in range(end - 2, -1, -1):
        group = pieces[start:end]
        if (
            group[-1].end - group[0].start > LONGEST
            or group[1].start - group[0].end > PAUSE
            or len(_lines([piece.text for piece in group])) > 2
        ):
            return
        yield start


def _cost(group: list[_Piece]) -> float:
    """What a cue costs: one for itself, more the emptier it is, and most when it breaks a clause."""
    filled = len(" ".join(piece.text for piece in group)) / (2 * LINE)
    last = group[-1].text
    torn = 0.0 if last.endswith(SENTENCE_ENDS) else 0.4 if last.endswith(CLAUSE_ENDS) else 1.2
    return 1.0 + 0.5 * (1.0 - filled) ** 2 + torn


def _cue(group: list[_Piece], speaker: str) -> Cue:
    start = group[0].start
    end = min(max(piece.end for piece in group), start + LONGEST)
    return Cue(Segment(start, max(start, end)), speaker, _balanced([piece.text for piece in group]))


def _lines(texts: list[str]) -> list[str]:
    """Fill lines one after the other."""
    lines: list[str] = []
    for text in texts:
        if lines and len(lines[-1]) + 1 + len(text) <= LINE:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
    return lines


def _balanced(texts: list[str]) -> tuple[str, ...]:
    """One line where that is enough, else two that are as even as can be."""
    whole = " ".join(texts)
    if len(whole) <= LINE or len(texts) == 1:
        return (whole,)
    ways = ((" ".join(texts[:i]), " ".join(texts[i:])) for i in range(1, len(texts)))
    return min(ways, key=lambda way: (max(map(len, way)), len(way[1]) < len(way[0])))


def _timed(found: list[Cue]) -> Iterator[Cue]:
    """End each cue before the same speaker's next one, but no sooner than it can be noticed."""
    for i, cue in enumerate(found):
        start, end = cue.segment.start, cue.segment.end
        following = next((c for c in found[i + 1 : i + 20] if c.speaker == cue.speaker), None)
        limit = max(following.segment.start, start) if following else start + LONGEST
        upcoming = found[i + 1].segment.start if i + 1 < len(found) else start + SHORTEST
        end = max(min(end, limit), min(start + SHORTEST, upcoming), start + 0.04)
        yield Cue(Segment(start, end), cue.speaker, cue.lines)
