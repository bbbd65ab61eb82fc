"""Everything that happened, on one clock."""

from __future__ import annotations

from dataclasses import dataclass

from lifestream.domain.media import Media
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Keyframe, Scenes
from lifestream.domain.transcript import Transcript, Utterance


@dataclass(frozen=True, slots=True)
class Timeline:
    """A recording's transcript and scenes on the media clock, clamped to its duration."""

    recording: Recording
    media: Media
    transcript: Transcript
    scenes: Scenes

    def utterances(self) -> dict[str, Utterance]:
        """Utterances by id."""
        return {u.id: u for u in self.transcript.utterances}

    def keyframes(self) -> dict[str, Keyframe]:
        """Keyframes by id."""
        return {k.id: k for k in self.scenes.keyframes}
