"""Recordings for tests, made on the spot: shots with cuts, fades and motion, drawn slides, tones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from lifestream.ports.watch import Watch

Image = NDArray[np.uint8]
Shot = Callable[[float], Image]
"""What is on screen so many seconds into a part."""

WIDTH, HEIGHT = 320, 180
RATE = 16_000


class Quiet(Watch):
    """Takes reports and does nothing with them."""

    def report(self, done: float, detail: str = "") -> None:
        pass


@dataclass(frozen=True)
class Encoding:
    """How frames are written; the default has a keyframe every ten seconds and none at cuts.

    ``tones`` are tracks of sound, by their pitch in hertz; ``pace`` gives a frame's time by its number.
    """

    codec: str = "libx264"
    fps: int = 25
    gop: int = 250
    options: Mapping[str, str] = field(default_factory=lambda: {"sc_threshold": "0", "preset": "veryfast"})
    pixels: str = "yuv420p"
    metadata: Mapping[str, str] = field(default_factory=dict)
    tones: tuple[float, ...] = ()
    sound_codec: str = "aac"
    sound_delay: float = 0.0
    pace: Callable[[int], float] | None = None
    muxer: Mapping[str, str] = field(default_factory=dict)


def plain(red: int, green: int, blue: int) -> Shot:
    image = np.broadcast_to(np.array([red, green, blue], np.uint8), (HEIGHT, WIDTH, 3))
    return lambda _: image


BLACK = plain(0, 0, 0)


def landscape(seed: int, width: int = WIDTH, height: int = HEIGHT) -> Image:
    """A cloudy picture: smooth noise in three colours, different for every seed."""
    draw = np.random.default_rng(seed)
    coarse = draw.integers(0, 256, (height // 20, width // 20, 3), np.uint8)
    fine = draw.integers(-25, 26, (height // 3, width // 3, 3))
    base = np.asarray(Pillow.fromarray(coarse).resize((width, height), Pillow.Resampling.BICUBIC), np.int16)
    grain = np.asarray(Pillow.fromarray((fine + 128).astype(np.uint8)).resize((width, height)), np.int16) - 128
    return np.clip(base + grain, 0, 255).astype(np.uint8)


def panning(seed: int, pixels_per_second: float = 4.0) -> Shot:
    """A camera that moves across a landscape, and shakes a little."""
    wide = landscape(seed, 3 * WIDTH, HEIGHT + 20)

    def picture(time: float) -> Image:
        left = int(abs((time * pixels_per_second) % (4 * WIDTH) - 2 * WIDTH))
        top = int(10 + 4 * np.sin(9 * time))
        return wide[top : top + HEIGHT, left : left + WIDTH]

    return picture


def still(image: Image) -> Shot:
    return lambda _: image


def slide(*lines: str, width: int = WIDTH, height: int = HEIGHT) -> Image:
    """Black on white: the first line is the title, in large letters; empty lines leave room."""
    page = Pillow.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(page)
    for n, line in enumerate(lines):
        size = height // 8 if n == 0 else height // 14
        top = height // 14 if n == 0 else height * (2 + n) // 9
        pen.text((width // 14, top), line, "black", ImageFont.load_default(size))
    return np.asarray(page, np.uint8)


def after(shot: Shot, seconds: float) -> Shot:
    """A shot that goes on from there."""
    return lambda time: shot(time + seconds)


def dissolve(first: Shot, second: Shot, seconds: float) -> Shot:
    """One shot melts into another within ``seconds``; through ``BLACK`` it is a fade."""

    def picture(time: float) -> Image:
        share = min(1.0, max(0.0, time / seconds))
        return ((1 - share) * first(time) + share * second(time)).astype(np.uint8)

    return picture


def flashing(shot: Shot, at: float, seconds: float = 0.08) -> Shot:
    """A shot during which somebody takes a photograph."""
    return lambda time: np.full((HEIGHT, WIDTH, 3), 250, np.uint8) if at <= time < at + seconds else shot(time)


def with_inset(page: Image, seed: int) -> Shot:
    """A slide with the speaker's camera in its corner."""
    camera, height, width = panning(seed, 90.0), HEIGHT // 4, WIDTH // 5

    def picture(time: float) -> Image:
        image = page.copy()
        image[-height:, -width:] = camera(time)[:height, :width]
        return image

    return picture


def with_pointer(page: Image, rest: float = 1.0) -> Shot:
    """A slide over which a mouse pointer travels, and rests for so many seconds at each place."""

    def picture(time: float) -> Image:
        image = page.copy()
        place = int(time / rest)
        left, top = (40 + 30 * place) % (WIDTH - 8), (30 + 20 * place) % (HEIGHT - 8)
        image[top : top + 6, left : left + 5] = 30
        return image

    return picture


def film(path: Path, *parts: tuple[float, Shot], encoding: Encoding | None = None) -> Path:
    """Write parts (seconds, shot) one after the other; the container follows from the name."""
    how = encoding or Encoding()
    with av.open(str(path), "w", options=dict(how.muxer)) as container:
        container.metadata.update(how.metadata)
        stream = container.add_stream(how.codec, rate=how.fps, options=dict(how.options))
        first = parts[0][1](0.0)
        stream.height, stream.width = first.shape[:2]
        stream.pix_fmt = how.pixels
        stream.codec_context.gop_size = how.gop
        if how.pace:
            stream.codec_context.time_base = Fraction(1, 1000)
        tracks = [_sound_track(container, how) for _ in how.tones]
        count = 0
        for seconds, shot in parts:
            for n in range(round(seconds * how.fps)):
                frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(shot(n / how.fps)), format="rgb24")
                frame.pts, frame.time_base = count, Fraction(1, how.fps)
                if how.pace:
                    frame.pts, frame.time_base = round(1000 * how.pace(count)), Fraction(1, 1000)
                container.mux(stream.encode(frame))
                count += 1
        container.mux(stream.encode(None))
        for hertz, track in zip(how.tones, tracks, strict=True):
            _write_tone(container, track, hertz, count / how.fps, how.sound_delay)
    return path


def with_huge_pictures(path: Path, shot: Shot, where: range) -> Path:
    """Write four seconds of a shot, ten frames a second, with white pictures of 8,300 × 8,300 pixels at some frames."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mjpeg", rate=10)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuvj420p"
        huge = _jpeg(np.broadcast_to(np.uint8(255), (8_300, 8_300, 3)))
        for n in range(40):
            packet = av.Packet(huge if n in where else _jpeg(shot(n / 10)))
            packet.stream, packet.pts, packet.dts, packet.time_base = stream, n, n, Fraction(1, 10)
            packet.is_keyframe = True
            container.mux(packet)
    return path


def _jpeg(image: Image) -> bytes:
    buffer = BytesIO()
    Pillow.fromarray(np.ascontiguousarray(image)).save(buffer, "JPEG")
    return buffer.getvalue()


def sound(path: Path, *hertz: float, seconds: float = 2.0, codec: str = "aac", delay: float = 0.0) -> Path:
    """Write one track a tone, without a picture."""
    how = Encoding(tones=hertz, sound_codec=codec)
    with av.open(str(path), "w") as container:
        tracks = [_sound_track(container, how) for _ in hertz]
        for pitch, track in zip(hertz, tracks, strict=True):
            _write_tone(container, track, pitch, seconds, delay)
    return path


def _sound_track(container: av.container.OutputContainer, how: Encoding) -> av.AudioStream:
    rate = 48_000 if "opus" in how.sound_codec else RATE
    return container.add_stream(how.sound_codec, rate=rate, layout="mono")


def _write_tone(
    container: av.container.OutputContainer, track: av.AudioStream, hertz: float, seconds: float, delay: float
) -> None:
    rate = track.codec_context.sample_rate
    wave = 0.3 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    form = track.codec_context.format.name
    resampler = av.AudioResampler(form, "mono", rate, frame_size=track.codec_context.frame_size or 1_024)
    samples = (32_767 * wave).astype(np.int16)[None]
    frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), round(delay * rate)
    for part in [*resampler.resample(frame), *resampler.resample(None)]:
        container.mux(track.encode(part))
    container.mux(track.encode(None))
