"""The voiceprints of excerpts, made by the product's own diarizer as of any recording."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from scipy.signal import resample_poly

from benchmarks.harm import NOISE_SNR, PHONE_RATE, Signal, in_room, mu_law, phone_band, with_noise
from benchmarks.join import RATE
from lifestream.adapters.local.workers import ThreadWorkers
from lifestream.bootstrap import bootstrap
from lifestream.config import load_settings
from lifestream.domain.media import Sound
from lifestream.domain.speaker import Voiceprint
from lifestream.domain.transcript import Diarization
from lifestream.ports.diarizer import Diarizer, SpeakerBounds
from lifestream.ports.watch import Watch

PAUSE = 0.3
"""Seconds between the stretches of an excerpt."""
AROUND = 8.75
"""Seconds of silence before and after it: each moment is then heard in as many windows as in a long recording."""

CONDITIONS: dict[str, Callable[[Signal], Signal]] = {
    "as recorded": lambda sound: sound,
    "noise": lambda sound: with_noise(sound, RATE, NOISE_SNR, len(sound)),
    "reverb": lambda sound: in_room(sound, RATE, len(sound)),
    "phone": lambda sound: np.asarray(resample_poly(mu_law(phone_band(sound, RATE)), RATE // PHONE_RATE, 1)),
}
"""What may be done to the sound of an excerpt."""


class _Nobody(Watch):
    def report(self, done: float, detail: str = "") -> None:
        pass


def excerpts(stretches: tuple[Signal, ...], seconds: float, most: int) -> Iterator[Signal]:
    """Excerpts of so many seconds of speech that share no sound, at most so many; none where there is too little."""
    rest, length = [*stretches], int(seconds * RATE)
    for _ in range(most):
        taken: list[Signal] = []
        room = length
        while room and rest:
            part = rest.pop(0)
            taken += [part[:room], np.zeros(int(PAUSE * RATE))]
            if len(part) > room:
                rest.insert(0, part[room:])
            room -= min(room, len(part))
        if room:
            return
        yield np.concatenate(taken)


def voiceprint(sound: Signal, condition: str = "as recorded") -> Voiceprint | None:
    """The voiceprint of an excerpt of one voice; ``None`` where the diarizer hears nobody."""
    silence = np.zeros(int(AROUND * RATE))
    found = diarized(CONDITIONS[condition](np.concatenate([silence, sound, silence])), SpeakerBounds(at_most=1))
    return found.speakers[0].voiceprint if found.speakers else None


def diarized(sound: Signal, bounds: SpeakerBounds = SpeakerBounds()) -> Diarization:  # noqa: B008 (frozen)
    """Who speaks when in a sound at ``RATE``."""
    samples = np.round(32_767 * np.clip(sound, -1, 1)).astype("<i2")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sound.pcm"
        path.write_bytes(samples.tobytes())
        return _diarizer().diarize(
            Sound(str(path), len(samples)), bounds, ThreadWorkers(load_settings().cores), _Nobody()
        )


@cache
def _diarizer() -> Diarizer:
    return bootstrap(load_settings()).tools.diarizer
