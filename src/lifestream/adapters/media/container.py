"""Opening a container as what it is: a hostile file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Stream
from av.video.stream import VideoStream as AvVideoStream

from lifestream.errors import InputError

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,asf,flv,mxf,ogg,"
    "mp3,aac,wav,w64,rf64,flac,aiff,caf,au,amr,ac3,eac3,dts,ape,wv,tta,opus"
)
"""Demuxers that read one file and nothing else: playlists and scripts could name other files."""

MAX_PIXELS = 8192 * 8192

DECODING = {"max_pixels": str(MAX_PIXELS)}
"""For every decoder of pictures: what is larger, at whichever place in a file, is damaged."""
COPY_AGAIN = "Copy or download it again, or repair it with the program that recorded it."
OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS, **DECODING}


@contextmanager
def open_container(path: Path) -> Iterator[InputContainer]:
    """Open a local recording for reading; demuxers that could reach another file are not used.

    Raises:
        InputError: there is no such file, it is empty, or it is not a recording.
    """
    check_file(path)
    try:
        # The protocol is spelt out so that no name is taken for a URL or an option.
        container = av.open(f"file:{path.absolute()}", options=OPTIONS, metadata_errors="replace")
    except (FFmpegError, ValueError) as error:
        raise not_a_recording(path, error) from error
    try:
        yield container
    finally:
        container.close()


def find_track(container: InputContainer, index: int, path: Path) -> Stream:
    """The track with this number.

    Raises:
        InputError: it is gone: what a damaged file holds may depend on how far it was read.
    """
    if index >= len(container.streams):
        raise InputError(f"{path} has no track {index} when it is opened again.", remedy="It is damaged: re-mux it.")
    return container.streams[index]


def find_picture(container: InputContainer, index: int, path: Path) -> AvVideoStream:
    """The picture track with this number, to be decoded by the thread that asks.

    Raises:
        InputError: it is gone, or something else now.
    """
    stream = find_track(container, index, path)
    if not isinstance(stream, AvVideoStream):
        raise InputError(f"{path} has no picture in track {index} when it is opened again.", remedy="Re-mux it.")
    stream.thread_type = "NONE"
    stream.codec_context.options = {**stream.codec_context.options, **DECODING}
    return stream


def demux(container: InputContainer, *tracks: Stream) -> Iterator[Any]:
    """Read the packets of these tracks, or of all, in their order; packets of tracks that begin later are left out.

    Raises:
        FFmpegError: the file is damaged here; nothing more is read.
    """
    while True:
        try:
            yield from container.demux(*tracks)
        except IndexError:  # a packet of a track that was not there when the file was opened; the next one may be ours
            continue
        return


def check_file(path: Path) -> None:
    """Make sure that there is a file with something in it that may be read.

    Raises:
        InputError: there is not.
    """
    try:
        if path.is_dir():
            raise InputError(f"{path} is a folder.", remedy="Name a recording in it.")
        if not path.exists():
            raise InputError(f"There is no file {path}.", remedy="Check the name.")
        if not path.is_file():
            raise InputError(f"{path} is not a file.", remedy="Name a recording.")
        with path.open("rb") as file:
            if not file.read(1):
                raise InputError(f"{path} is empty.", remedy="Copy or download the recording again.")
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened: {error.strerror or error}.", remedy="Check its permissions."
        ) from error


def not_a_recording(path: Path, error: Exception) -> InputError:
    """Say why a file cannot be read as a recording."""
    reason = getattr(error, "strerror", None) or str(error)
    head = path.open("rb").read(12)
    if head[4:8] == b"ftyp":
        return InputError(
            f"{path} is an MP4 or MOV file without its index: it was cut off, or never finished ({reason}).",
            remedy=COPY_AGAIN,
        )
    return InputError(
        f"{path} is not a recording that can be read ({reason}).",
        remedy="Give a video or sound file: mp4, mov, mkv, webm, avi, ts, mp3, m4a, wav, flac or ogg.",
    )
