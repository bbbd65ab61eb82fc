"""A transcript as SubRip subtitles."""

from __future__ import annotations

from lifestream.domain.transcript import Transcript
from lifestream.render.cues import cues, stamp

_LOOKALIKES = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")"})
"""SubRip has no escapes, and players obey ``<i>`` and ``{\\an8}``: other characters must stand in."""


def render_srt(transcript: Transcript) -> str:
    """Write SubRip; the speaker's name stands where the speaker changes. Empty where nobody spoke."""
    blocks = []
    for number, cue in enumerate(cues(transcript, with_names=True), start=1):
        times = f"{stamp(cue.segment.start, ',')} --> {stamp(cue.segment.end, ',')}"
        text = "\n".join(cue.lines).translate(_LOOKALIKES)
        blocks.append(f"{number}\n{times}\n{text}\n")
    return "\n".join(blocks)
