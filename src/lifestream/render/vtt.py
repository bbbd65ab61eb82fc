"""A transcript as WebVTT subtitles (W3C WebVTT: The Web Video Text Tracks Format)."""

from __future__ import annotations

from lifestream.domain.transcript import Transcript
from lifestream.render.cues import cues, stamp
from lifestream.render.escape import one_line
from lifestream.render.wording import speaker_name

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render_vtt(transcript: Transcript) -> str:
    """Write WebVTT; every cue carries its speaker in a voice tag."""
    blocks = ["WEBVTT\n"]
    for cue in cues(transcript, with_names=False):
        name = one_line(speaker_name(transcript.speaker(cue.speaker))).translate(_ESCAPES)
        times = f"{stamp(cue.segment.start, '.')} --> {stamp(cue.segment.end, '.')}"
        text = "\n".join(cue.lines).translate(_ESCAPES)
        blocks.append(f"{times}\n<v {name}>{text}\n")
    return "\n".join(blocks)
