"""Transcript and scenes on one clock."""

from __future__ import annotations

from dataclasses import replace

from lifestream.domain.media import Media
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Keyframe, Scene, Scenes, Slide
from lifestream.domain.segment import Segment
from lifestream.domain.timeline import Timeline
from lifestream.domain.transcript import Transcript, Utterance


def align(recording: Recording, media: Media, transcript: Transcript, scenes: Scenes) -> Timeline:
    """Put what was heard and what was seen on the media clock, clamped to its duration and in order of time.

    No word is lost: one that a track carries beyond the container's stated end is moved to that end.
    A container without a stated duration lasts until the last thing in it.
    """
    ends = [u.segment.end for u in transcript.utterances] + [s.segment.end for s in scenes.scenes]
    bounds = Segment(0.0, media.duration if media.duration > 0 else max(ends, default=0.0))
    return Timeline(
        recording=recording,
        media=media if media.duration > 0 else replace(media, duration=bounds.end),
        transcript=_align_transcript(transcript, bounds),
        scenes=_align_scenes(scenes, bounds),
    )


def _align_transcript(transcript: Transcript, bounds: Segment) -> Transcript:
    utterances = tuple(_align_utterance(u, bounds) for u in transcript.utterances)
    turns = (replace(turn, segment=turn.segment.clamp(bounds)) for turn in transcript.turns)
    dropped = (replace(span, segment=span.segment.clamp(bounds)) for span in transcript.dropped)
    return replace(
        transcript,
        utterances=tuple(sorted(utterances, key=lambda u: u.segment.start)),
        turns=tuple(sorted((t for t in turns if t.segment.duration > 0), key=lambda t: t.segment)),
        dropped=tuple(sorted(dropped, key=lambda d: d.segment)),
        speech_seconds=min(transcript.speech_seconds, bounds.duration),
    )


def _align_utterance(utterance: Utterance, bounds: Segment) -> Utterance:
    return replace(utterance, words=tuple(replace(w, segment=w.segment.clamp(bounds)) for w in utterance.words))


def _align_scenes(scenes: Scenes, bounds: Segment) -> Scenes:
    return replace(
        scenes,
        scenes=tuple(_in_order(scenes.scenes, bounds)),
        keyframes=tuple(
            sorted((replace(k, time=min(max(k.time, 0.0), bounds.end)) for k in scenes.keyframes), key=_keyframe_time)
        ),
        slides=tuple(_align_slide(slide, bounds) for slide in scenes.slides),
    )


def _in_order(scenes: tuple[Scene, ...], bounds: Segment) -> list[Scene]:
    return sorted((replace(s, segment=s.segment.clamp(bounds)) for s in scenes), key=lambda s: s.segment)


def _keyframe_time(keyframe: Keyframe) -> float:
    return keyframe.time


def _align_slide(slide: Slide, bounds: Segment) -> Slide:
    spans = (span.clamp(bounds) for span in slide.spans)
    return replace(slide, spans=tuple(sorted(span for span in spans if span.duration > 0)))
