"""Which files are to be written about which recording: settled before any work, so that none is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from lifestream.errors import InputError

STDOUT = Path("-")
"""As the name of a file: the standard output."""


class OutputFormat(StrEnum):
    """What can be saved, each named as its file ends."""

    MD = "md"
    JSON = "json"
    SRT = "srt"
    VTT = "vtt"
    TXT = "txt"


FORMATS = ", ".join(f".{name}" for name in OutputFormat)


@dataclass(frozen=True, slots=True)
class Target:
    """A recording, and the files that are to be written about it, the document first."""

    video: Path
    files: tuple[tuple[OutputFormat, Path], ...]
    is_renamed: bool = False  # because another recording of this run has the same name


def plan(
    videos: Sequence[Path], formats: Sequence[OutputFormat], output: Path | None, folder: Path | None
) -> tuple[Target, ...]:
    """Say where everything will be written.

    Recordings of one name get numbers: ``standup.md``, ``standup-2.md``.

    Raises:
        InputError: a file cannot be what was asked for: it is a recording of this run, or no regular file, or its
            name does not say its format.
    """
    targets = (_named(videos, formats, output, folder),) if output else tuple(_beside(videos, formats, folder))
    for target in targets:
        for _, path in target.files:
            _refuse(path, videos)
    return targets


def _named(videos: Sequence[Path], formats: Sequence[OutputFormat], output: Path, folder: Path | None) -> Target:
    if len(videos) > 1:
        raise InputError("-o names one file, but there are several recordings.", remedy="Use --output-dir.")
    if output == STDOUT:
        if len(formats) > 1:
            raise InputError("-o - prints one format, but several are asked for.", remedy="Name one --format.")
        return Target(videos[0], ((formats[0] if formats else OutputFormat.MD, STDOUT),))
    first = (folder or Path()) / output
    ending = output.suffix[1:].lower()
    if ending not in set(OutputFormat):
        raise InputError(
            f"-o {output} does not say which format is wanted.",
            remedy=f"Let the name end in one of {FORMATS}; -o - prints, and a folder is named with --output-dir.",
        )
    main = OutputFormat(ending)
    others = tuple((fmt, first.with_suffix(f".{fmt}")) for fmt in dict.fromkeys(formats) if fmt != main)
    return Target(videos[0], ((main, first), *others))


def _beside(videos: Sequence[Path], formats: Sequence[OutputFormat], folder: Path | None) -> Iterator[Target]:
    """Name files as their recordings; letters that differ in case alone are one name, as on many disks."""
    taken: set[str] = set()
    for video in videos:
        stem, number = video.stem, 1
        while stem.casefold() in taken:
            number += 1
            stem = f"{video.stem}-{number}"
        taken.add(stem.casefold())
        wanted = dict.fromkeys(formats or [OutputFormat.MD])
        files = tuple((fmt, (folder or Path()) / f"{stem}.{fmt}") for fmt in wanted)
        yield Target(video, files, is_renamed=number > 1)


def _refuse(path: Path, videos: Sequence[Path]) -> None:
    """Refuse to write over a recording, or into what is no regular file."""
    if path == STDOUT:
        return
    try:
        if any(_is_same(path, video) for video in videos):
            raise InputError(f"{path} is a recording, and would be overwritten.", remedy="Name another file with -o.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is there and is no regular file.", remedy="Name another file with -o.")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror or error}.",
            remedy="Name another place with -o or --output-dir.",
        ) from error


def _is_same(path: Path, video: Path) -> bool:
    if path.exists() and video.exists():
        return path.samefile(video)
    return path.absolute() == video.absolute()
