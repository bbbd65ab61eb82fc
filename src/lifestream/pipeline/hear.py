"""Everything heard: who spoke when, what was said, and by whom."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
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
LISTENING: frozenset[str] = frozenset({Stage.AUDIO, Stage.DIARISE, Stage.TRANSCRIBE, Stage.TERMS})
"""The stages that need the decoded sound."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Words and turns, not yet joined, and the sound they were heard in, which is decoded when asked for."""

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
        lambda: tools.diarizer.fingerprint,
        options.speakers,
    )
    regions = union((turn.segment for turn in diarization.turns), bridge=0.0)
    speech = step.attempt(
        Stage.TRANSCRIBE,
        Speech(),
        lambda watch: _transcribe(sound(), regions, tools, options, watch),
        media.sha256,
        lambda: tools.transcribers[0].fingerprint,
        lambda: tools.transcribers[0].heeded(options.speech),
        [(r.start, r.end) for r in regions],
        # Words that a fallback wrote down are not kept: the next run asks the first transcriber again.
        usable=lambda speech: speech.transcriber == tools.transcribers[0].fingerprint,
    )
    return Heard(speech, diarization, sound)


def understand(
    heard: Heard, media: Media, scenes: Scenes, tools: Tools, options: ProcessOptions, step: Steps
) -> Transcript:
    """Listen again for terms that slides show and the user expects, then say who said each word."""
    speech, sound, diarization = heard.speech, heard.sound, heard.diarization
    if sound is None:
        step.skip(Stage.TERMS, Stage.SPEAKERS)
        return Transcript()

    @cache
    def hints() -> tuple[Hint, ...]:
        wanted = options.speech.hotwords
        return slide_hints(scenes, media.duration) + ((Hint(Segment(0.0, media.duration), wanted),) if wanted else ())

    if not speech.words or not (scenes.keyframes or options.speech.hotwords):
        step.skip(Stage.TERMS)
    else:
        speech = step.attempt(
            Stage.TERMS,
            speech,
            lambda watch: _listen_again(sound, speech, hints(), tools, watch),
            speech,
            hints,
            lambda: tools.transcribers[0].fingerprint,
        )
    _forget_sound(media, tools, step)
    return step.guard(
        Stage.SPEAKERS,
        Transcript,
        lambda: step.attempt(
            Stage.SPEAKERS, Transcript(), lambda _: assign_speakers(speech, Diarization()), speech, Diarization()
        ),
        lambda _: assign_speakers(speech, diarization),
        speech,
        diarization,
    )


def _sound_file(media: Media, tools: Tools) -> Path:
    return tools.scratch / f"{media.sha256[:32]}.pcm"


def _forget_sound(media: Media, tools: Tools, step: Steps) -> None:
    """Remove the decoded sound once all who listen are stored: two megabytes a minute, and soon decoded again."""
    if not LISTENING.isdisjoint(failure.stage for failure in step.failures):
        return  # the next run listens again
    with suppress(OSError):
        _sound_file(media, tools).unlink(missing_ok=True)


def _decode(recording: Recording, media: Media, tools: Tools, step: Steps) -> Sound:
    """Decode the sound, or find it where an earlier run left it."""
    target = _sound_file(media, tools)

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
    """Ask the transcribers in their order until one answers; where it is not the first, the words say so."""
    errors: list[LifeStreamError] = []
    for transcriber in tools.transcribers:
        try:
            speech = transcriber.transcribe(sound, regions, options.speech, tools.workers, watch)
        except (UnavailableError, ModelError, ConfigurationError) as error:
            log.warning("%s: %s", type(transcriber).__name__, error)
            errors.append(error)
            continue
        who = speech.model or transcriber.fingerprint
        stead = tuple(f"The words were written down by {who} in place of the first choice: {e}" for e in errors[:1])
        # What was wrong with the sound is true of the words: a file that breaks off was not heard to its end.
        warnings = (*sound.warnings, *speech.warnings, *stead)
        return replace(speech, transcriber=transcriber.fingerprint, warnings=warnings)
    raise errors[0] if errors else ConfigurationError("No transcriber is configured.")


def _listen_again(
    sound: Callable[[], Sound], speech: Speech, hints: tuple[Hint, ...], tools: Tools, watch: Watch
) -> Speech:
    """Ask whoever heard the words."""
    if not hints:
        return speech
    heard_by = next(t for t in tools.transcribers if t.fingerprint == speech.transcriber)
    return heard_by.listen_again(sound(), speech, hints, tools.workers, watch)
