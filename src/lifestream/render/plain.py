"""A transcript as plain text, one utterance a line."""

from __future__ import annotations

from lifestream.domain.segment import timecode
from lifestream.domain.transcript import Transcript
from lifestream.render.escape import one_line
from lifestream.render.wording import speaker_name


def render_plain(transcript: Transcript) -> str:
    """Write ``[mm:ss] Name: text`` for each utterance; empty where nobody spoke."""
    return "".join(
        f"[{timecode(spoken.segment.start)}] {one_line(speaker_name(transcript.speaker(spoken.speaker)))}: "
        f"{one_line(spoken.text)}\n"
        for spoken in transcript.utterances
    )
