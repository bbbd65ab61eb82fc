"""Saving a document in the formats that were asked for, without losing what somebody wrote there."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from lifestream.domain.document import Document
from lifestream.domain.timeline import Timeline
from lifestream.entrypoints.cli.targets import STDOUT, OutputFormat
from lifestream.errors import InputError, NotFoundError, UnavailableError
from lifestream.ports.blob_store import BlobStore
from lifestream.render.json import render_json
from lifestream.render.markdown import render_markdown
from lifestream.render.pictures import shown_keyframes
from lifestream.render.plain import render_plain
from lifestream.render.srt import render_srt
from lifestream.render.vtt import render_vtt


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a document: files written, text for the standard output, and files kept from before.

    ``kept`` are pairs of a file and the name that its earlier content got.
    """

    paths: tuple[Path, ...] = ()
    printed: str = ""
    kept: tuple[tuple[Path, Path], ...] = ()


def save(document: Document, timeline: Timeline, blobs: BlobStore, files: Sequence[tuple[OutputFormat, Path]]) -> Saved:
    """Save a document beside its pictures.

    A file that is there already is replaced if it is as an earlier run left it. Otherwise a person wrote it, or
    changed it, and it is kept under another name. What was written is remembered among the blobs.

    Raises:
        InputError: the place cannot be written to.
    """
    paths: list[Path] = []
    kept: list[tuple[Path, Path]] = []
    printed = ""
    for fmt, path in files:
        try:
            if path == STDOUT:
                printed += _render(fmt, document, timeline, blobs, None)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            backup = _write(path, _render(fmt, document, timeline, blobs, path), blobs)
        except OSError as error:
            raise InputError(
                f"{error.filename or path} cannot be written: {error.strerror}.",
                remedy="Name another place with -o or --output-dir; running again is quick, all work is kept.",
            ) from error
        paths.append(path)
        if backup:
            kept.append((path, backup))
    return Saved(tuple(paths), printed, tuple(kept))


def save_text(path: Path, text: str, blobs: BlobStore) -> Path | None:
    """Save a page; what somebody wrote there is kept, and where is returned.

    Raises:
        InputError: the place cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _write(path, text, blobs)
    except OSError as error:
        raise InputError(
            f"{error.filename or path} cannot be written: {error.strerror}.", remedy="Name another place with -o."
        ) from error


def _render(fmt: OutputFormat, document: Document, timeline: Timeline, blobs: BlobStore, path: Path | None) -> str:
    """Write a document in a format, for a file or, where there is none, for the standard output."""
    match fmt:
        case OutputFormat.MD:
            media = os.path.relpath(document.recording.path, path.parent if path else Path())
            return render_markdown(document, media_url=media, images=_pictures(document, blobs, path) if path else {})
        case OutputFormat.JSON:
            return render_json(document)
        case OutputFormat.SRT:
            return render_srt(timeline.transcript)
        case OutputFormat.VTT:
            return render_vtt(timeline.transcript)
        case OutputFormat.TXT:
            return render_plain(timeline.transcript)


def _pictures(document: Document, blobs: BlobStore, path: Path) -> dict[str, str]:
    """Save the keyframes that the page shows, and say where each lies relative to it."""
    folder = path.with_name(f"{path.stem}_files")
    wanted = shown_keyframes(document)
    links: dict[str, str] = {}
    for keyframe in document.keyframes:
        if keyframe.id not in wanted:
            continue
        try:
            data = blobs.get(keyframe.image)
        except NotFoundError:
            continue
        folder.mkdir(exist_ok=True)
        (folder / f"{keyframe.id}.jpg").write_bytes(data)
        links[keyframe.id] = f"{folder.name}/{keyframe.id}.jpg"
    return links


def _write(path: Path, text: str, blobs: BlobStore) -> Path | None:
    """Replace a file at once, so that none is ever half overwritten; returns where an earlier one was kept."""
    data = text.encode()
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_bytes(data)
    backup = _keep(path, data, blobs)
    unfinished.replace(path)
    with contextlib.suppress(UnavailableError):  # what is not remembered, the next run keeps beside its own
        blobs.put(_memory(path), _digest(data))
    return backup


def _keep(path: Path, data: bytes, blobs: BlobStore) -> Path | None:
    """Give a file that is not as an earlier run left it another name."""
    if not path.is_file():
        return None
    digest = _digest(path.read_bytes())
    if digest == _digest(data) or (blobs.exists(_memory(path)) and blobs.get(_memory(path)) == digest):
        return None
    names = (path.with_name(f"{path.name}.bak{number if number > 1 else ''}") for number in count(1))
    backup = next(name for name in names if not name.exists())
    path.rename(backup)
    return backup


def _memory(path: Path) -> str:
    """The key under which is remembered what was written to a file."""
    place = path.parent.resolve() / path.name
    return f"written/{hashlib.sha256(os.fsencode(place)).hexdigest()[:32]}.txt"


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
