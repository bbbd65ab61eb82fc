"""Recordings put together packet by packet: long ones are chained from short ones, without encoding anything.

An hour of 720p takes many minutes to encode and a second to copy.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import cycle
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from av.stream import Disposition
from numpy.typing import NDArray

from benchmarks.items import Item
from lifestream.errors import InputError

WIDTH, HEIGHT, FPS = 1280, 720, 25
RATE = 48_000


def pictures_of(container: InputContainer) -> list[av.VideoStream]:
    """The tracks that move, the largest first: that is the one which is looked at."""
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    return sorted(moving, key=lambda s: s.codec_context.width * s.codec_context.height, reverse=True)


def voice_of(container: InputContainer) -> av.AudioStream:
    """The track that is heard: the default one, else the first."""
    tracks = container.streams.audio
    return next((stream for stream in tracks if stream.disposition & Disposition.default), tracks[0])


def begin_of(container: InputContainer) -> Fraction:
    """Where the clock of a file begins, in seconds; copies begin at zero."""
    return Fraction(container.start_time or 0, av.time_base)


def copy_track(
    container: InputContainer,
    source: av.VideoStream | av.AudioStream,
    output: OutputContainer,
    speed: Fraction = Fraction(1),
) -> Iterator[av.Packet[Any]]:
    """Add a track as it is encoded, packet by packet; only its clock changes."""
    stream = output.add_stream_from_template(source)

    def packets() -> Iterator[av.Packet[Any]]:
        for packet in container.demux(source):
            if packet.dts is None or packet.pts is None:
                continue
            begin = round(begin_of(container) / packet.time_base)
            packet.pts, packet.dts = packet.pts - begin, packet.dts - begin
            packet.stream = stream
            packet.time_base = packet.time_base / speed
            yield packet

    return packets()


def container_like(container: InputContainer) -> str:
    """The file name's ending for a copy: MP4 stays MP4, which keeps times exactly; all else becomes Matroska."""
    return ".mp4" if "mp4" in container.format.name else ".mkv"


def copy_moment(container: InputContainer, output: OutputContainer) -> None:
    """Keep when it was recorded: dates that are spoken of are resolved from it."""
    output.metadata.update({k: v for k, v in container.metadata.items() if k in ("creation_time", "title")})


def write_tracks(output: OutputContainer, tracks: Iterable[Iterator[av.Packet[Any]]]) -> None:
    """Write tracks side by side, in order of decoding."""

    def moment(packet: av.Packet[Any]) -> Fraction:
        return (packet.dts or 0) * packet.time_base

    for packet in heapq.merge(*tracks, key=moment):
        output.mux(packet)


def make_long(items: Sequence[Item], folder: Path, minutes: float) -> Path:
    """Chain the videos of items, over and over, into one MP4 that lasts so many minutes, or return the one there is.

    Where all of them are encoded alike, packets are copied: the sound then ends within one packet of the end (21 ms
    of AAC), and of the picture up to three frames that lack what they refer to give way to a longer last one. Else
    everything is encoded anew at 1280 × 720 and 25 frames a second, which takes minutes an hour. Memory does not grow
    with the length.

    Raises:
        InputError: no item has both a picture and sound.
    """
    target = folder / f"long_{minutes:g}_min.mp4"
    if not target.exists():
        paths = [path for path in (item.media for item in items) if path.is_file() and _is_whole(path)]
        if not paths:
            raise InputError("No item has both a picture and sound.", remedy="Name a set of videos.")
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        end = Fraction(minutes).limit_denominator(1000) * 60
        with av.open(str(unfinished), "w", format="mp4") as output:
            (_chain if len({_parameters(path) for path in paths}) == 1 else _encode_anew)(paths, output, end)
        unfinished.replace(target)
    return target


def _is_whole(path: Path) -> bool:
    with av.open(str(path)) as container:
        return bool(pictures_of(container) and container.streams.audio)


def _parameters(path: Path) -> tuple[object, ...]:
    """What must agree if the packets of two files are to stand in one track."""
    with av.open(str(path)) as container:
        video, audio = pictures_of(container)[0], voice_of(container)
        picture, sound = video.codec_context, audio.codec_context
        return (
            *(picture.name, picture.width, picture.height, picture.pix_fmt, picture.extradata, video.time_base),
            *(sound.name, sound.sample_rate, sound.layout.name, sound.extradata, audio.time_base),
        )


def _chain(paths: Sequence[Path], output: OutputContainer, end: Fraction) -> None:
    """Copy packets until ``end``, each file's clock moved to the end of the picture before it."""
    with av.open(str(paths[0])) as first:
        copy_moment(first, output)
        streams: dict[str, av.VideoStream | av.AudioStream] = {
            "video": output.add_stream_from_template(pictures_of(first)[0]),
            "audio": output.add_stream_from_template(voice_of(first)),
        }
    offset = Fraction(0)
    for path in cycle(paths):
        with av.open(str(path)) as container:
            offset = _append(container, streams, output, offset, end)
        if offset >= end:
            return


def _append(
    container: InputContainer,
    streams: dict[str, av.VideoStream | av.AudioStream],
    output: OutputContainer,
    offset: Fraction,
    end: Fraction,
) -> Fraction:
    """Copy one file's packets, and return where the next one begins."""
    picture, sound = pictures_of(container)[0], voice_of(container)
    stop = min(offset + Fraction(picture.duration or 0) * (picture.time_base or Fraction(0)), end)
    whole = Fraction(sound.codec_context.frame_size or 0, sound.codec_context.sample_rate)
    is_closed, held = False, None
    for packet in container.demux(picture, sound):
        if packet.pts is None or packet.dts is None:
            continue
        is_picture, base = packet.stream is picture, packet.time_base
        moved = round((offset - begin_of(container)) / base)
        packet.pts, packet.dts = packet.pts + moved, packet.dts + moved
        begin = packet.pts * base
        if is_picture:
            # What is decoded after the first frame beyond the end refers to it, and is not whole without it.
            is_closed = is_closed or begin >= stop
        # Sound from before the beginning starts the decoder, which is running already when a second file follows. The
        # last packet of a file may claim to be shorter than what is decoded from it.
        if is_closed if is_picture else begin + whole > stop or (offset > 0 and begin < offset):
            continue
        packet.stream, packet.time_base = streams["video" if is_picture else "audio"], base
        if is_picture:
            held, packet = packet, held
        if packet:
            output.mux(packet)
    if held:
        held.duration = round(stop / held.time_base) - (held.pts or 0)
        output.mux(held)
    return stop


class _Encoder:
    """Writes pictures at a constant rate and sound without gaps, whatever comes in."""

    def __init__(self, output: OutputContainer) -> None:
        self._output = output
        picture = output.add_stream("libx264", rate=FPS, options={"preset": "ultrafast"})
        sound = output.add_stream("aac", rate=RATE, layout="mono")
        assert isinstance(picture, av.VideoStream)
        assert isinstance(sound, av.AudioStream)
        picture.width, picture.height, picture.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        self._picture, self._sound = picture, sound
        self._frames = self._samples = 0

    def show(self, frame: av.VideoFrame, until: Fraction) -> None:
        """Show a frame until that moment, as often as it takes."""
        new = frame.reformat(WIDTH, HEIGHT, "yuv420p") if self._frames < until * FPS else frame
        while self._frames < until * FPS:
            new.pts, new.time_base, new.pict_type = self._frames, Fraction(1, FPS), 0
            self._output.mux(self._picture.encode(new))
            self._frames += 1

    def play(self, samples: NDArray[np.int16], until: Fraction) -> None:
        """Play samples, but for what lies beyond that moment."""
        samples = samples[: max(0, round(until * RATE) - self._samples)]
        if len(samples):
            frame = av.AudioFrame.from_ndarray(samples[None], "s16", "mono")
            frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), self._samples
            self._output.mux(self._sound.encode(frame))
            self._samples += len(samples)

    def fill(self, until: Fraction) -> None:
        """Play silence up to that moment."""
        self.play(np.zeros(max(0, round(until * RATE) - self._samples), np.int16), until)

    def close(self) -> None:
        """Write what is still under way."""
        self._output.mux(self._picture.encode(None))
        self._output.mux(self._sound.encode(None))


def _encode_anew(paths: Sequence[Path], output: OutputContainer, end: Fraction) -> None:
    """Decode and encode files until ``end``."""
    encoder, offset = _Encoder(output), Fraction(0)
    for path in cycle(paths):
        with av.open(str(path)) as container:
            stop = min(offset + Fraction(container.duration or 0, av.time_base), end)
            picture, sound = pictures_of(container)[0], voice_of(container)
            picture.thread_type = "AUTO"
            resampler, shown = AudioResampler("s16", "mono", RATE), None
            for frame in container.decode(picture, sound):
                assert isinstance(frame, av.VideoFrame | av.AudioFrame)
                begin = offset + Fraction(frame.pts or 0) * (frame.time_base or 0) - begin_of(container)
                if isinstance(frame, av.VideoFrame):
                    if shown:
                        encoder.show(shown, min(begin, stop))
                    shown = frame
                else:
                    for part in resampler.resample(frame):
                        encoder.play(part.to_ndarray()[0], stop)
                if begin >= stop:
                    break
            if shown:
                encoder.show(shown, stop)
            encoder.fill(stop)
        offset = stop
        if offset >= end:
            break
    encoder.close()
