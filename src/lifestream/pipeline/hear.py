"""Everything heard: who spoke when, what was said, and by whom."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lifestream.domain.media import Media, Sound
from lifestream.domain.recording import Recording
from lifestream.domain.scene import Scenes
from lifestream.domain.segment import Segment, union
from lifestream.domain.stage import Stage
from lifestream.domain.transcript import Diarization, Speech, Transcript
from lifestream.errors import ConfigurationError, LifeStreamError, ModelError, UnavailableError
from lifestream.pipeline.assign_speakers import assign_speakers
from lifestream.pipeline.checkpoint import Steps
from lifestream.pipeline.options import ProcessOptions
from lifestream.pipeline.slide_terms import slide_hints
from lifestream.pipeline.tools import Tools
from lifestream.ports.transcriber import Hint
from lifestream.ports.watch import Watch

log = logging.getLogger(__name__)

SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """Words and turns, not yet joined, and the sound they were heard in."""

    speech: Speech = Speech()
    diarization: Diarization = Diarization()
    sound: Callable[[], Sound] | None = None


def hear(recording: Recording, media: Media, tools: Tools, options: ProcessOptions, step: Steps) -> Heard:
    """Find who speaks when and what is said; nothing where there is nothing to hear."""
    if not media.has_audio:
        step.skip(Stage.AUDIO, Stage.DIARISE, Stage.TRANSCRIBE)
        return Heard()

    @cache
    def sound() -> Sound:
        """Decode only when somebody listens: where turns and words are stored, nobody does."""
        return _decode(recording, media, tools, step)

    diarization = step.attempt(
        Stage.DIARISE,
        Diarization(),
        lambda watch: tools.diarizer.diarize(sound(), options.speakers, tools.workers, watch),
        media.sha256,
        tools.diarizer.fingerprint,
        options.speakers,
    )
    regions = union((turn.segment for turn in diarization.turns), bridge=0.0)
    speech = step.attempt(
        Stage.TRANSCRIBE,
        Speech(),
        lambda watch: _transcribe(sound(), regions, tools, options, watch),
        media.sha256,
        [transcriber.fingerprint for transcriber in tools.transcribers],
        options.speech,
        [(r.start, r.end) for r in regions],
    )
    return Heard(speech, diarization, sound)


def understand(
    heard: Heard, media: Media, scenes: Scenes, tools: Tools, options: ProcessOptions, step: Steps
) -> Transcript:
    """Listen again for terms that slides show and the user expects, then say who said each word."""
    speech, listen = heard.speech, heard.sound
    hints = slide_hints(scenes, media.duration)
    if options.speech.hotwords:
        hints += (Hint(Segment(0.0, media.duration), options.speech.hotwords),)
    if listen is None or not hints or not speech.words:
        step.skip(Stage.TERMS)
    else:
        speech = step.attempt(
            Stage.TERMS,
            speech,
            lambda watch: _listen_again(listen(), speech, hints, tools, watch),
            speech,
            hints,
            tools.transcribers[0].fingerprint,
        )
    if listen is None:
        step.skip(Stage.SPEAKERS)
        return Transcript()
    diarization = heard.diarization
    return step(Stage.SPEAKERS, Transcript, lambda _: assign_speakers(speech, diarization), speech, diarization)


def _decode(recording: Recording, media: Media, tools: Tools, step: Steps) -> Sound:
    """Decode the sound, or find it where an earlier run left it."""
    target = tools.scratch / f"{media.sha256[:32]}.pcm"

    def is_there(sound: Sound) -> bool:
        path = Path(sound.path)
        return path.is_file() and path.stat().st_size == sound.samples * SAMPLE_BYTES

    return step(
        Stage.AUDIO,
        Sound,
        lambda watch: tools.decoder.decode_sound(Path(recording.path), media, target, watch),
        media.sha256,
        str(target),
        usable=is_there,
    )


def _transcribe(
    sound: Sound, regions: tuple[Segment, ...], tools: Tools, options: ProcessOptions, watch: Watch
) -> Speech:
    """Ask the transcribers in their order until one answers."""
    errors: list[LifeStreamError] = []
    for transcriber in tools.transcribers:
        try:
            return transcriber.transcribe(sound, regions, options.speech, tools.workers, watch)
        except (UnavailableError, ModelError, ConfigurationError) as error:
            log.warning("%s: %s", type(transcriber).__name__, error)
            errors.append(error)
    raise errors[0] if errors else ConfigurationError("No transcriber is configured.")


def _listen_again(sound: Sound, speech: Speech, hints: tuple[Hint, ...], tools: Tools, watch: Watch) -> Speech:
    """Ask the first transcriber; where it is out of reach, another has heard these words, and they stay."""
    try:
        return tools.transcribers[0].listen_again(sound, speech, hints, tools.workers, watch)
    except (UnavailableError, ModelError, ConfigurationError) as error:
        log.warning("%s: %s", type(tools.transcribers[0]).__name__, error)
        return speech
