"""FFmpeg's libraries, through PyAV, as the media decoder; Pillow for stills."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import av
import numpy as np
from av.error import FFmpegError
from av.video.stream import VideoStream as AvVideoStream

from lifestream.adapters.media import jpeg
from lifestream.adapters.media.container import demux, find_picture, open_container
from lifestream.adapters.media.probe import MAX_DIMENSION, clock_start, pixel_ratio, probe
from lifestream.adapters.media.sound import decode_sound
from lifestream.domain.media import Media, Sound
from lifestream.ports.media_decoder import Image, MediaDecoder
from lifestream.ports.watch import Watch

SEEK_SECONDS = 12.0
"""Times nearer than this are reached by decoding on: seeking goes back to a keyframe, often as far."""
BACK_SECONDS = (0.0, 15.0, 60.0)
"""How far before a time is sought for a keyframe; then decoding starts at the beginning."""
ROUNDING = 1e-3
"""Seconds by which a time may miss the frame that it was taken from."""


class PyavMediaDecoder(MediaDecoder):
    """Decodes in this process with one thread; only demuxers that read a single local file are used."""

    def probe(self, path: Path, watch: Watch) -> Media:
        return probe(path, watch)

    def decode_sound(self, path: Path, media: Media, target: Path, watch: Watch) -> Sound:
        return decode_sound(path, media, target, watch)

    def frames(
        self, path: Path, media: Media, times: Sequence[float], max_height: int
    ) -> Iterator[tuple[float, Image]]:
        if not media.video or not times:
            return
        track = media.video[0]
        with open_container(path) as container:
            stream = find_picture(container, track.index, path)
            clock, ratio = clock_start(container), pixel_ratio(stream)
            decoded = _Decoded(container, stream, clock)
            for time in times:
                frame = decoded.on_screen(time)
                if frame is not None:
                    yield max(0.0, decoded.time(frame)), upright(frame, ratio, track.rotation, max_height)

    def write_picture(self, image: Image) -> bytes:
        return jpeg.encode(image)

    def read_picture(self, data: bytes) -> Image:
        return jpeg.decode(data)


class _Decoded:
    """Frames in order of time, with seeks where they pay."""

    def __init__(self, container: av.container.InputContainer, stream: AvVideoStream, clock: float) -> None:
        self._container, self._stream, self._clock = container, stream, clock
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._current: av.VideoFrame | None = None
        self._next: av.VideoFrame | None = None
        self._restart()

    def on_screen(self, time: float) -> av.VideoFrame | None:
        """The last frame that starts at or before ``time``; the first one where none does."""
        reached = self.time(self._current) if self._current else 0.0
        if not 0 <= time - reached < SEEK_SECONDS:
            self._seek(time)
        while self._next is not None and (self._current is None or self.time(self._next) <= time + ROUNDING):
            self._current, self._next = self._next, self._draw()
        return self._current

    def _seek(self, time: float) -> None:
        """Go to a keyframe at or before ``time``: further back where a container has no index of them."""
        for back in BACK_SECONDS:
            if time > back and self._goes_to(time - back) and self._next and self.time(self._next) <= time + ROUNDING:
                return
        self._goes_to(-math.inf)

    def _goes_to(self, time: float) -> bool:
        base = self._stream.time_base
        try:
            if math.isinf(time) or base is None:
                self._container.seek(self._container.start_time or 0)
            else:
                self._container.seek(int((time + self._clock) / base), stream=self._stream, backward=True)
        except FFmpegError:
            return False
        self._restart()
        return True

    def _restart(self) -> None:
        self._frames = self._decode()
        self._current, self._next = None, self._draw()

    def _decode(self) -> Iterator[av.VideoFrame]:
        """Decode packet by packet, so that a damaged one costs only itself."""
        packets = demux(self._container, self._stream)
        while True:
            try:
                packet = next(packets, None)
                frames = packet.decode() if packet is not None else []
            except FFmpegError as error:
                if isinstance(error, av.error.EOFError):
                    return
                continue
            if packet is None:
                return
            for frame in frames:
                if isinstance(frame, av.VideoFrame) and frame.pts is not None:
                    yield frame

    def _draw(self) -> av.VideoFrame | None:
        return next(self._frames, None)

    def time(self, frame: av.VideoFrame) -> float:
        """Media time of a frame, in seconds."""
        return float((frame.pts or 0) * (frame.time_base or 0)) - self._clock


def upright(frame: av.VideoFrame, ratio: float, rotation: int, max_height: int) -> Image:
    """Stretch pixels that are ``ratio`` times as wide as high, turn clockwise by ``rotation`` degrees, and shrink.

    The picture is RGB of at most ``max_height`` pixels' height.
    """
    across, down = frame.width * ratio, float(frame.height)
    height = across if rotation in (90, 270) else down
    scale = min(1.0, max_height / height, MAX_DIMENSION / max(across, down))
    width, tall = max(2, round(across * scale)), max(2, round(down * scale))
    picture = frame.reformat(width=width, height=tall, format="rgb24").to_ndarray()
    return np.ascontiguousarray(np.rot90(picture, k=-rotation // 90 % 4))
