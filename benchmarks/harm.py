"""Harmed copies of recordings, with truths that still hold, to see how far accuracy falls.

Harms of the sound leave the picture as it was encoded, and harms of the picture leave the sound; every copy is
an item of its own.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.container import InputContainer, OutputContainer
from numpy.typing import NDArray
from scipy.fft import next_fast_len
from scipy.signal import butter, fftconvolve, resample_poly, sosfiltfilt

from benchmarks.hour import begin_of, container_like, copy_moment, copy_track, pictures_of, voice_of, write_tracks
from benchmarks.items import Item
from benchmarks.join import RATE, join
from lifestream.errors import InputError

Signal = NDArray[np.float64]
"""Mono sound between -1 and 1, shape (samples,)."""

PHONE_RATE = 8_000
SPEEDS = {"slow": Fraction(9, 10), "fast": Fraction(11, 10)}
SOUND_HARMS = ("noise", "reverb", "phone", "mp3-32k", *SPEEDS)
PICTURE_HARMS = ("low-resolution", "fixed-gop")
HARMS: tuple[str, ...] = (*SOUND_HARMS, *PICTURE_HARMS)
"""Everything that can be done to a recording."""

NOISE_SNR = 10.0  # dB
REVERB_SECONDS = 0.6  # until the echo has fallen by 60 dB
REVERB_RATIO = 3.0  # dB, of the direct sound over its echo
NARROW = 320  # pixels
GOP_SECONDS = 10
_MP3_RATES = (16_000, 22_050, 24_000, 32_000, 44_100, 48_000)  # lower ones are no standard, and MP4 takes none
_TIMES = frozenset(("t", "tol_s", "start", "end", "span", "duration_s", "joins", "overlap_s", "speech_s"))
_COLUMNS = {".rttm": (3, 4), ".stm": (3, 4), ".uem": (2, 3)}
"""Where the seconds stand in a line of each sort of text."""


@dataclass(frozen=True, slots=True)
class _Track:
    """Samples to encode, the codec to use and its bit rate (0 where that has no meaning)."""

    signal: Signal
    rate: int
    codec: str = "flac"
    bit_rate: int = 0


def suits(item: Item, how: str) -> bool:
    """Whether an item has what the harm is done to: sound, or a moving picture."""
    if item.media.is_dir():
        return how in SOUND_HARMS
    with av.open(str(item.media)) as container:
        return bool(container.streams.audio if how in SOUND_HARMS else pictures_of(container))


def harm(item: Item, how: str, folder: Path) -> Item:
    """Make a harmed copy of an item as ``<folder>/<key>/<id>.<how>``, or return the one that is there.

    - ``noise``: pink noise 10 dB below the speech; ``reverb``: a synthetic room that rings for 0.6 s.
    - ``phone``: 300–3400 Hz at 8 kHz, μ-law; ``mp3-32k``: MP3 at 32 kbit/s.
    - ``slow``, ``fast``: 0.9 and 1.1 × the speed, the pitch with it (Ko et al., "Audio augmentation for speech
      recognition", 2015); a picture keeps its frames and changes their times.
    - ``low-resolution``: the picture 320 pixels wide; ``fixed-gop``: encoded anew with a keyframe exactly each
      ten seconds and none at cuts.

    Sound becomes mono: FLAC at 16 kHz where nothing else is said. A file with a picture stays
    MP4, or becomes Matroska.

    Raises:
        InputError: there is no such harm, or the item lacks the track that it is done to.
    """
    if how not in HARMS:
        raise InputError(f"Nobody knows the harm {how}.", remedy=f"Choose from {', '.join(HARMS)}.")
    if not suits(item, how):
        raise InputError(f"{item.id} has nothing that {how} could be done to.", remedy="Choose another item.")
    target = folder / item.key / f"{item.id}.{how}"
    if not (target / "truth.json").exists():
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        source = join(item, folder / "joined") if item.media.is_dir() else item.media
        media = _harm_sound(source, how, target) if how in SOUND_HARMS else _harm_picture(source, how, target)
        # The truth is written last: where it is, the copy is whole.
        truth = _harmed_truth(item, how, target, media)
        (target / "truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False), encoding="utf-8")
    return Item(target, json.loads((target / "truth.json").read_text(encoding="utf-8")))


def in_room(signal: Signal, rate: int, seed: int) -> Signal:
    """Add the echo of a room: noise that decays by 60 dB in ``REVERB_SECONDS``; the direct sound keeps its time."""
    time = np.arange(int(1.2 * REVERB_SECONDS * rate)) / rate
    echo = np.random.default_rng(seed).standard_normal(len(time)) * 10 ** (-3 * time / REVERB_SECONDS)
    echo[time < 0.003] = 0  # the nearest wall is half a metre away
    echo *= np.sqrt(10 ** (-REVERB_RATIO / 10) / np.square(echo).sum())
    echo[0] = 1
    wet = np.asarray(fftconvolve(signal, echo)[: len(signal)], np.float64)
    return np.asarray(wet * min(1, 0.98 / max(1e-9, np.abs(wet).max())), np.float64)


def loudness(signal: Signal, rate: int) -> float:
    """The mean power of speech: of those 20 ms frames that are at most 25 dB weaker than the loudest ones."""
    width = rate // 50
    power = np.square(signal[: len(signal) // width * width]).reshape(-1, width).mean(1)
    return float(power[power >= 10**-2.5 * np.percentile(power, 95)].mean()) if len(power) else 0.0


def with_noise(signal: Signal, rate: int, snr: float, seed: int, lowest: float = 50.0) -> Signal:
    """Add pink noise (its power falls by 3 dB an octave) above ``lowest`` hertz, ``snr`` dB below the speech."""
    count = next_fast_len(len(signal), real=True)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    spectrum /= np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    spectrum[: int(count * lowest / rate)] = 0  # what nobody hears must not count as power
    noise = np.fft.irfft(spectrum, count)[: len(signal)]
    return np.asarray(signal + noise * np.sqrt(loudness(signal, rate) * 10 ** (-snr / 10) / np.square(noise).mean()))


def phone_band(signal: Signal, rate: int) -> Signal:
    """What a telephone line lets through, at ``PHONE_RATE``: 300–3400 Hz, without delay."""
    passed = sosfiltfilt(butter(4, (300, 3400), "bandpass", fs=rate, output="sos"), signal)
    common = int(np.gcd(rate, PHONE_RATE))
    return np.asarray(resample_poly(passed, PHONE_RATE // common, rate // common), np.float64)


def mu_law(signal: Signal) -> Signal:
    """Quantise to 255 steps, finer where it is quiet: ITU-T G.711 with μ = 255, in its continuous form."""
    compressed = np.sign(signal) * np.log1p(255 * np.minimum(1, np.abs(signal))) / np.log(256)
    coarse = np.round(compressed * 127) / 127
    return np.asarray(np.sign(coarse) * np.expm1(np.abs(coarse) * np.log(256)) / 255, np.float64)


def _harm_sound(source: Path, how: str, target: Path) -> Path:
    with av.open(str(source)) as container:
        native = voice_of(container).codec_context.sample_rate
        # A recorder would have encoded its own rate, of which 32 kbit/s leave less than of a lower one.
        rate = native if how == "mp3-32k" and native in _MP3_RATES else RATE
        track = _harmed(_read_sound(container, rate), rate, how)
    with av.open(str(source)) as container:
        name = "audio.mp3" if how == "mp3-32k" else "audio.flac"
        path = target / (f"video{container_like(container)}" if pictures_of(container) else name)
        with av.open(str(path), "w") as output:
            copy_moment(container, output)
            speed = SPEEDS.get(how, Fraction(1))
            pictures = [copy_track(container, stream, output, speed) for stream in pictures_of(container)[:1]]
            write_tracks(output, [*pictures, _encode_sound(output, track)])
    return path


def _harmed(signal: Signal, rate: int, how: str) -> _Track:
    seed = len(signal)  # each recording has its own noise, and each time the same
    if how == "noise":
        return _Track(with_noise(signal, rate, NOISE_SNR, seed), rate)
    if how == "reverb":
        return _Track(in_room(signal, rate, seed), rate)
    if how == "phone":
        return _Track(mu_law(phone_band(signal, rate)), PHONE_RATE)
    if how == "mp3-32k":
        return _Track(signal, rate, "libmp3lame", 32_000)
    speed = SPEEDS[how]
    return _Track(np.asarray(resample_poly(signal, speed.denominator, speed.numerator), np.float64), rate)


def _harm_picture(source: Path, how: str, target: Path) -> Path:
    with av.open(str(source)) as pictures, av.open(str(source)) as sounds:
        path = target / f"video{container_like(pictures)}"
        with av.open(str(path), "w") as output:
            copy_moment(pictures, output)
            tracks = [_encode_picture(pictures, output, how)]
            if sounds.streams.audio:
                tracks.append(copy_track(sounds, voice_of(sounds), output))
            write_tracks(output, tracks)
    return path


def _read_sound(container: InputContainer, rate: int) -> Signal:
    """Decode the track that is heard to mono; silence stands where it begins later than the file does."""
    resampler, stream = AudioResampler("s16", "mono", rate), voice_of(container)
    delay = (stream.start_time or 0) * (stream.time_base or 0) - begin_of(container)
    frames = [out for frame in container.decode(stream) for out in resampler.resample(frame)]
    parts = [frame.to_ndarray()[0] for frame in [*frames, *resampler.resample(None)]]
    samples = np.concatenate([np.zeros(max(0, round(delay * rate)), np.int16), *parts])
    return np.asarray(samples / 32_768, np.float64)


def _encode_sound(output: OutputContainer, track: _Track) -> Iterator[av.Packet[Any]]:
    """Add a sound track to a file that is being written, and encode it second by second."""
    stream = output.add_stream(track.codec, rate=track.rate, layout="mono")
    assert isinstance(stream, av.AudioStream)
    if track.bit_rate:
        stream.bit_rate = track.bit_rate
    samples = np.round(32_767 * np.clip(track.signal, -1, 1)).astype(np.int16)[None]

    def packets() -> Iterator[av.Packet[Any]]:
        for start in range(0, samples.shape[1], track.rate):
            second = np.ascontiguousarray(samples[:, start : start + track.rate])
            frame = av.AudioFrame.from_ndarray(second, "s16", "mono")
            frame.sample_rate, frame.time_base, frame.pts = track.rate, Fraction(1, track.rate), start
            yield from stream.encode(frame)
        yield from stream.encode(None)

    return packets()


def _encode_picture(container: InputContainer, output: OutputContainer, how: str) -> Iterator[av.Packet[Any]]:
    """Add the picture to a file that is being written, as H.264; frames keep their times."""
    source = pictures_of(container)[0]
    source.thread_type = "AUTO"
    rate = source.average_rate or Fraction(25)
    options = {"preset": "superfast", "crf": "23"}
    width, height = source.codec_context.width, source.codec_context.height
    if how == "fixed-gop":
        frames = round(GOP_SECONDS * rate)
        options["x264-params"] = f"keyint={frames}:min-keyint={frames}:scenecut=0"
    elif width > NARROW:
        width, height = NARROW, NARROW * height // width
    stream = output.add_stream("libx264", rate=rate, options=options)
    assert isinstance(stream, av.VideoStream)
    stream.width, stream.height, stream.pix_fmt = width - width % 2, height - height % 2, "yuv420p"
    time_base = source.time_base or 1 / rate
    stream.codec_context.time_base = time_base

    def packets() -> Iterator[av.Packet[Any]]:
        for frame in container.decode(source):
            new = frame.reformat(stream.width, stream.height, "yuv420p")
            new.pict_type = 0  # else keyframes would stay where they were
            new.pts, new.time_base = (frame.pts or 0) - round(begin_of(container) / time_base), time_base
            yield from stream.encode(new)
        yield from stream.encode(None)

    return packets()


def _harmed_truth(item: Item, how: str, target: Path, media: Path) -> dict[str, Any]:
    """The truth of the copy: times follow its speed, and frames keep their numbers, for none is lost."""
    speed = SPEEDS.get(how, Fraction(1))
    truth = {**item.truth, "facts": item.facts and list(item.facts)}
    if item.media.is_dir():
        with av.open(str(media)) as container:
            truth["duration_s"] = float(Fraction(container.duration or 0, av.time_base) * speed)
    truth = _scaled(truth, 1 / speed) if speed != 1 else truth
    for key in ("rttm", "rttm_alt", "uem", "transcript", "transcript_json"):
        if truth.get(key):
            text = (item.folder / truth[key]).read_text(encoding="utf-8")
            (target / truth[key]).write_text(_retimed(text, Path(truth[key]).suffix, 1 / speed), encoding="utf-8")
    return {**truth, "id": f"{item.id}.{how}", "media": media.name, "media_alt": None, "harm": how}


def _retimed(text: str, suffix: str, factor: Fraction) -> str:
    if factor == 1:
        return text
    if suffix == ".json":
        return json.dumps(_scaled(json.loads(text), factor), indent=1, ensure_ascii=False)
    if suffix not in _COLUMNS:
        return text
    rows = [line.split(maxsplit=5) for line in text.splitlines()]
    for row in rows:
        for column in _COLUMNS[suffix]:
            if column < len(row):
                row[column] = f"{float(row[column]) * factor:.3f}"
    return "".join(f"{' '.join(row)}\n" for row in rows)


def _scaled(value: Any, factor: Fraction, is_time: bool = False) -> Any:
    """Multiply all numbers that are times, however deep they lie."""
    if isinstance(value, dict):
        return {key: _scaled(inner, factor, key in _TIMES) for key, inner in value.items()}
    if isinstance(value, list):
        return [_scaled(inner, factor, is_time) for inner in value]
    return round(float(value * factor), 3) if is_time and isinstance(value, int | float) else value
