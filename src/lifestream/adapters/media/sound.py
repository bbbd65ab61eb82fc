"""A speech track as 16 kHz mono PCM in a file, each sample at its own media time."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.error import FFmpegError
from numpy.typing import NDArray

from lifestream.adapters.local.unfinished import sweep
from lifestream.adapters.media.container import COPY_AGAIN, demux, find_track, open_container
from lifestream.adapters.media.probe import clock_start, speech_track
from lifestream.adapters.media.promise import LOST_SECONDS, sound_ends
from lifestream.domain.media import Media, Sound
from lifestream.errors import InputError, UnavailableError, UndecodableError
from lifestream.ports.watch import Watch

SAMPLE_RATE = 16_000
RATES = range(1_000, 1_000_001)
"""Samples a second that a track may have; a damaged header may claim any number."""
GAP_SECONDS = 0.05
"""Timestamps further apart than this are a hole in the track; less is jitter of the container's clock."""
MAX_GAP_SECONDS = 24 * 3600.0
SLACK_SECONDS = 60.0
"""A longer hole, or one that leads so far past the recording's length, is an error of the file and not filled."""
KEEP_SECONDS = 3 * 24 * 3600.0
"""How long the sound of another recording is kept after it was last read: an hour of it takes 115 MB."""
_UNFINISHED = ".unfinished"
_NAMED_BY_CONTENT = "[0-9a-f]" * 32 + ".pcm"
_SAMPLE_BYTES = 2


def decode_sound(path: Path, media: Media, target: Path, watch: Watch) -> Sound:
    """Decode the speech track into ``target``; see ``MediaDecoder.decode_sound``."""
    if not media.audio:
        raise InputError(f"{path} has no sound.", remedy="There is nothing to decode.")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent, f"*{_UNFINISHED}")
        sweep(target.parent, _NAMED_BY_CONTENT, older=KEEP_SECONDS)
        _check_space(path, media, target.parent)
        # The name is this process's own: another one may decode the same recording at the same time.
        handle, name = tempfile.mkstemp(prefix=f"{target.stem}-", suffix=_UNFINISHED, dir=target.parent)
        unfinished = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                track = _Track(file, media.duration, watch)
                _decode(path, media, track)
                file.truncate(track.samples * _SAMPLE_BYTES)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise UnavailableError(
            f"The sound of {path.name} cannot be kept in {target.parent}: {error.strerror or error}.",
            remedy="Free space there, or name another folder with LIFESTREAM_HOME.",
        ) from error
    return Sound(str(target), track.samples, SAMPLE_RATE, tuple(track.warnings))


def _check_space(path: Path, media: Media, folder: Path) -> None:
    """Refuse at once what would fill the disk.

    Raises:
        UnavailableError: the sound is larger than what is free.
    """
    needed, free = media.duration * SAMPLE_RATE * _SAMPLE_BYTES, shutil.disk_usage(folder).free
    if needed > free:
        raise UnavailableError(
            f"The sound of {path.name} takes {needed / 1e9:.1f} GB, and {free / 1e9:.1f} GB are free in {folder}.",
            remedy="Free space there, or name another folder with LIFESTREAM_HOME.",
        )


class _Track:
    """Writes blocks of samples at their times: holes become silence, overlaps are cut."""

    def __init__(self, file: BinaryIO, duration: float, watch: Watch) -> None:
        self._file, self._duration, self._watch = file, duration, watch
        self.samples = 0
        self.warnings: list[str] = []
        self.failures = 0
        self.broke_off = ""
        self._is_adrift = False

    @property
    def clock(self) -> float:
        """Seconds written so far."""
        return self.samples / SAMPLE_RATE

    def write(self, time: float | None, block: NDArray[np.int16]) -> None:
        """Put a block where it belongs; without a time it follows the last one."""
        gap = 0.0 if time is None else time - self.clock
        if gap > GAP_SECONDS:
            if gap < MAX_GAP_SECONDS and self.clock + gap <= self._duration + SLACK_SECONDS:
                self._fill(round(gap * SAMPLE_RATE))
            elif not self._is_adrift:
                self._is_adrift = True
                self.warnings.append(
                    f"The times of the sound leave the recording after {self.clock:.0f} s: the rest is put end to end."
                )
        elif gap < -GAP_SECONDS:
            block = block[min(len(block), round(-gap * SAMPLE_RATE)) :]
        self._file.write(block.tobytes())
        self.samples += len(block)
        self._watch.report(self.clock / self._duration if self._duration else 0.0)

    def _fill(self, samples: int) -> None:
        """Leave a hole, which reads as silence and takes no space where the file system can do that."""
        self._file.seek(samples * _SAMPLE_BYTES, os.SEEK_CUR)
        self.samples += samples


def _decode(path: Path, media: Media, track: _Track) -> None:
    chosen = speech_track(media.audio)
    with open_container(path) as container:
        stream = find_track(container, chosen.index, path)
        clock = clock_start(container)
        downmix = _Downmix()
        for frame in _frames(container, stream, track):
            time = None if frame.pts is None or frame.time_base is None else float(frame.pts * frame.time_base) - clock
            if time is not None and time < -GAP_SECONDS and time + frame.samples / frame.sample_rate <= 0:
                continue  # priming samples before the clock's start
            try:
                blocks = list(downmix.mono(frame))
            except (FFmpegError, ValueError):  # no sound has such a rate or so many channels
                track.failures += 1
                downmix = _Downmix()
                continue
            for block, offset in blocks:
                track.write(None if time is None else max(0.0, time + offset), block)
        for block, _ in downmix.flush():
            track.write(None, block)
    if not track.samples and stream.duration != 0:
        raise UndecodableError(f"The sound of {path.name} cannot be decoded: {_reason(track)}.", remedy=COPY_AGAIN)
    if track.failures:
        damaged = "A packet of sound was" if track.failures == 1 else f"{track.failures} packets of sound were"
        track.warnings.append(f"{damaged} damaged: silence stands there.")
    if media.duration - track.clock > LOST_SECONDS and chosen.start + LOST_SECONDS < media.duration:
        track.warnings.append(sound_ends(track.clock, media.duration))


def _reason(track: _Track) -> str:
    """Why there is not a single sample."""
    if track.broke_off:
        return f"the file breaks off ({track.broke_off})"
    return "every packet of it is damaged" if track.failures else "the file was cut off before any of it"


def _frames(container: av.container.InputContainer, stream: av.stream.Stream, track: _Track) -> Iterator[av.AudioFrame]:
    """Decode packet by packet, so that a damaged one costs only itself."""
    packets = demux(container, stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError as error:
            track.broke_off = error.strerror or type(error).__name__
            track.warnings.append(f"The file breaks off after {track.clock:.0f} s of sound ({track.broke_off}).")
            return
        if packet is None:
            return
        try:
            for frame in packet.decode():
                assert isinstance(frame, av.AudioFrame)
                yield frame
        except FFmpegError:
            track.failures += 1


class _Downmix:
    """Mixes and resamples frames to 16 kHz mono; a new resampler wherever the format changes."""

    def __init__(self) -> None:
        self._resampler: av.AudioResampler | None = None
        self._format: tuple[str, str, int] | None = None

    def mono(self, frame: av.AudioFrame) -> Iterator[tuple[NDArray[np.int16], float]]:
        """Yield blocks of int16 samples with their offsets in seconds from the frame's own time.

        Raises:
            ValueError: the frame has a rate that no sound has.
            FFmpegError: it cannot be mixed.
        """
        if frame.sample_rate not in RATES:
            raise ValueError(f"{frame.sample_rate} samples a second")
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._format:
            yield from self.flush()
            self._resampler = av.AudioResampler("s16p", "mono", SAMPLE_RATE)
            self._format = form
        assert self._resampler is not None
        frame.pts = None
        offset = 0.0
        for part in self._resampler.resample(frame):
            samples = part.to_ndarray()[0]
            yield samples, offset
            offset += len(samples) / SAMPLE_RATE

    def flush(self) -> Iterator[tuple[NDArray[np.int16], float]]:
        """Yield what the resampler still holds."""
        if self._resampler is not None:
            for part in self._resampler.resample(None):
                yield part.to_ndarray()[0], 0.0
            self._resampler = None
            self._format = None
