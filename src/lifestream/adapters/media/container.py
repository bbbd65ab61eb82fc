"""Opening a container as what it is: a hostile file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer
from av.error import FFmpegError

from lifestream.errors import InputError

FORMATS = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,h264,hevc,asf,flv,mxf,ogg,"
    "mp3,aac,wav,w64,rf64,flac,aiff,caf,au,amr,ac3,eac3,dts,ape,wv,tta,opus"
)
"""Demuxers that read one file and nothing else: playlists and scripts could name other files."""

MAX_PIXELS = 8192 * 8192

OPTIONS = {"protocol_whitelist": "file", "format_whitelist": FORMATS, "max_pixels": str(MAX_PIXELS)}


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
            remedy="Copy or download it again, or repair it with the program that recorded it.",
        )
    return InputError(
        f"{path} is not a recording that can be read ({reason}).",
        remedy="Give a video or sound file: mp4, mov, mkv, webm, avi, ts, mp3, m4a, wav, flac or ogg.",
    )
