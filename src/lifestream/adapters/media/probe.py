"""Measuring a container."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.stream import VideoStream as AvVideoStream

from lifestream.adapters.media.container import COPY_AGAIN, MAX_PIXELS, demux, find_picture, open_container
from lifestream.adapters.media.origin import find_origin
from lifestream.adapters.media.promise import LOST_SECONDS, promised_seconds, sound_ends
from lifestream.domain.media import AudioStream, Media, VideoStream
from lifestream.errors import InputError
from lifestream.ports.watch import Watch

_BLOCK_BYTES = 4 << 20
MAX_DIMENSION = 16_384
"""Pixels of a picture to each side."""
_MAX_PIXEL_RATIO, _SQUARE_ENOUGH = 4.0, 0.01
_MAX_DURATION = 14 * 24 * 3600.0
_RATE_PACKETS, _REORDERED = 120, 16
_STUMBLES = 2
"""Odd gaps that a file of even pace may have: some writers leave frames out at the start."""


def probe(path: Path, watch: Watch) -> Media:
    """Measure a container; see ``MediaDecoder.probe``."""
    with open_container(path) as container:
        clock = clock_start(container)
        audio = tuple(_audio(stream, clock) for stream in container.streams.audio if _has_decoder(stream))
        pictures = sorted(filter(_is_moving, container.streams.video), key=_pixels, reverse=True)
        moving = [stream.index for stream in pictures]
        metadata = {k: v for source in (*container.streams, container) for k, v in source.metadata.items()}
        name = container.format.name
        warnings = list(_warnings(audio))
        duration = _duration(container)
        promised = promised_seconds(path) if name == "wav" else None
        title = container.metadata.get("title", "").strip() or None
    if not audio and not moving:
        raise InputError(
            f"{path} has no sound and no moving picture that can be read.", remedy="Give a video or sound file."
        )
    video = tuple(_video(path, index, clock) for index in moving)
    if duration is None:
        duration = _scan_duration(path, clock)
    if promised is not None and promised - duration > LOST_SECONDS:
        warnings.append(sound_ends(duration, promised))
    if duration > _MAX_DURATION:
        raise InputError(
            f"{path} claims to last {duration / 3600:.0f} hours.", remedy="Its header is damaged: re-mux it."
        )
    return Media(
        sha256=_sha256(path, watch),
        size_bytes=path.stat().st_size,
        container=name,
        duration=duration,
        audio=audio,
        video=video,
        origin=find_origin(path, metadata, duration),
        title=title[:300] if title else None,
        warnings=tuple(warnings),
    )


def clock_start(container: InputContainer) -> float:
    """Seconds on the container's own clock at which media time 0 lies."""
    return (container.start_time or 0) / av.time_base


def _is_moving(stream: AvVideoStream) -> bool:
    still = stream.disposition & (Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image)
    return not still and _has_decoder(stream) and stream.codec_context.width > 0


def _pixels(stream: AvVideoStream) -> int:
    """How large a picture is: of several tracks, the largest is the one to watch, and comes first."""
    return stream.codec_context.width * stream.codec_context.height


def _has_decoder(stream: av.stream.Stream) -> bool:
    return getattr(stream, "codec_context", None) is not None


def _audio(stream: av.AudioStream, clock: float) -> AudioStream:
    context = stream.codec_context
    language = stream.language if stream.language not in (None, "und") else None
    return AudioStream(
        index=stream.index,
        codec=context.name,
        sample_rate=context.sample_rate,
        channels=context.channels,
        start=max(0.0, _stream_start(stream, clock)),
        language=language,
        is_default=bool(stream.disposition & Disposition.default),
    )


def _stream_start(stream: av.stream.Stream, clock: float) -> float:
    if stream.start_time is None or stream.time_base is None:
        return 0.0
    return float(stream.start_time * stream.time_base) - clock


def _video(path: Path, index: int, clock: float) -> VideoStream:
    """Measure one picture track: its size from a decoded frame, its rhythm from its first packets."""
    with open_container(path) as container:
        stream = find_picture(container, index, path)
        context = stream.codec_context
        width, height, rotation = context.width, context.height, 0
        if max(width, height) > MAX_DIMENSION or width * height > MAX_PIXELS:
            raise InputError(f"{path} claims a picture of {width} × {height} pixels.", remedy="Give a smaller one.")
        try:
            frame = next((frame for packet in demux(container, stream) for frame in packet.decode()), None)
        except FFmpegError:
            frame = None
        if frame is not None:
            width, height = frame.width, frame.height
            rotation = 90 * round(-frame.rotation / 90) % 360
        width = round(width * pixel_ratio(stream))
        if rotation in (90, 270):
            width, height = height, width
        rate = stream.average_rate or stream.guessed_rate or Fraction(0)
        start = max(0.0, _stream_start(stream, clock))
        codec = context.name
    return VideoStream(
        index=index,
        codec=codec,
        width=width,
        height=height,
        fps=float(rate),
        start=start,
        rotation=rotation,
        is_variable=_is_variable(path, index),
    )


def pixel_ratio(stream: AvVideoStream) -> float:
    """How much wider than high a pixel is to be shown; 1 where the file says nothing, nonsense, or nearly that."""
    ratio = float(stream.sample_aspect_ratio or 1)
    is_sane = 1 / _MAX_PIXEL_RATIO <= ratio <= _MAX_PIXEL_RATIO
    return ratio if is_sane and abs(ratio - 1) > _SQUARE_ENOUGH else 1.0


def _is_variable(path: Path, index: int) -> bool:
    """Whether some of the first frames are unevenly spaced, by more than a tick of rounding."""
    with open_container(path) as container:  # anew: not every format can go back to its beginning
        try:
            found = demux(container, find_picture(container, index, path))
            packets = [packet for packet in islice(found, _RATE_PACKETS) if packet.size]
        except FFmpegError:
            return False
    # Some containers know when frames are decoded, but not when all of them are shown.
    times = [packet.pts for packet in packets if packet.pts is not None]
    if len(times) < len(packets):
        times = [packet.dts for packet in packets if packet.dts is not None]
    times.sort()
    if len(packets) > _RATE_PACKETS - _REORDERED:
        del times[-_REORDERED:]  # packets come in decoding order: what follows may belong between these
    gaps = [b - a for a, b in pairwise(times) if b > a]
    usual = median(gaps) if gaps else 0
    odd = [gap for gap in gaps if gap > 1.5 * usual + 1 or gap < usual / 1.5 - 1]
    return len(odd) > _STUMBLES


def _warnings(audio: tuple[AudioStream, ...]) -> list[str]:
    if len(audio) < 2:
        return []
    chosen = speech_track(audio)
    named = f" ({chosen.language})" if chosen.language else ""
    return [f"{len(audio)} sound tracks; track {chosen.index}{named} is heard."]


def speech_track(audio: tuple[AudioStream, ...]) -> AudioStream:
    """Choose the track to hear: the default one, else the first."""
    return next((stream for stream in audio if stream.is_default), audio[0])


def _duration(container: InputContainer) -> float | None:
    """Seconds from the clock's start to the end of the longest track; ``None`` where the header is silent."""
    clock = clock_start(container)
    ends = [
        float((stream.start_time or 0) * stream.time_base + stream.duration * stream.time_base) - clock
        for stream in (*container.streams.audio, *container.streams.video)
        if stream.duration and stream.time_base and not stream.disposition & Disposition.attached_pic
    ]
    if container.duration:
        ends.append(container.duration / av.time_base)
    return max(ends, default=None)


def _scan_duration(path: Path, clock: float) -> float:
    """Find the end by reading every packet, which streams without a length need.

    Raises:
        InputError: there is no packet, or none says when it is shown or heard, as in a bare stream of pictures.
    """
    end: float | None = None
    is_empty = True
    with open_container(path) as container:
        packets = demux(container)
        while True:
            try:
                packet = next(packets, None)
            except FFmpegError:
                break
            if packet is None:
                break
            is_empty = is_empty and not packet.size
            time = packet.pts if packet.pts is not None else packet.dts
            if time is not None and packet.time_base is not None:
                end = max(end or 0.0, float((time + (packet.duration or 0)) * packet.time_base) - clock)
    if is_empty:
        raise InputError(f"{path} has a header and no sound or picture after it.", remedy=COPY_AGAIN)
    if end is None:
        raise InputError(
            f"{path} does not say when its pictures are shown: it is a bare stream.",
            remedy=f"Put it into a container: ffmpeg -i {path.name} -c copy {path.stem}.mp4",
        )
    return end


def _sha256(path: Path, watch: Watch) -> str:
    digest, size, read = hashlib.sha256(), path.stat().st_size, 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK_BYTES):
            digest.update(block)
            read += len(block)
            watch.report(min(1.0, read / max(1, size)))
    return digest.hexdigest()
