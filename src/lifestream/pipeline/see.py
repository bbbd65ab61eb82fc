"""Everything seen: scenes, keyframes, slides and the text on them."""

from __future__ import annotations

from pathlib import Path

from lifestream.domain.media import Media
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Scenes
from lifestream.domain.stage import Stage
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.find_scenes import SeeTools, find_scenes
from lifestream.pipeline.read_text import read_text
from lifestream.pipeline.tools import Tools


def see(recording: Recording, media: Media, tools: Tools, step: Steps) -> Scenes:
    """Turn a recording's picture into scenes; empty where there is nothing to see."""
    if not media.has_video:
        step.skip(Stage.SCENES, Stage.OCR)
        return Scenes()
    seers = SeeTools(tools.decoder, tools.detector, tools.reader, tools.blobs, tools.workers)
    scenes = step.attempt(
        Stage.SCENES,
        Scenes(),
        lambda watch: find_scenes(Path(recording.path), media, seers, watch),
        media.sha256,
        tools.detector.fingerprint,
        # Pictures that somebody deleted are made again.
        usable=lambda scenes: bool(scenes.keyframes) and all(tools.blobs.exists(k.image) for k in scenes.keyframes),
    )
    if not scenes.keyframes:
        step.skip(Stage.OCR)
        return scenes
    return step.attempt(
        Stage.OCR, scenes, lambda watch: read_text(scenes, seers, watch), scenes, tools.reader.fingerprint
    )
