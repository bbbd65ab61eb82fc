"""A transcript as plain text, one utterance a line."""

from __future__ import annotations

from lifestream.domain.segment import timecode
from lifestream.domain.transcript import Transcript
from lifestream.render.escape import one_line


def render_plain(transcript: Transcript) -> str:
    """Write ``[mm:ss] Name: text`` for each utterance; empty where nobody spoke."""
    return "".join(
        f"[{timecode(spoken.segment.start)}] {one_line(transcript.speaker(spoken.speaker).label)}: "
        f"{one_line(spoken.text)}\n"
        for spoken in transcript.utterances
    )
