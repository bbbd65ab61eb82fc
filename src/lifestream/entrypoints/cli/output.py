"""Saving a document in the formats that were asked for."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

from lifestream.domain.document import Document
from lifestream.domain.timeline import Timeline
from lifestream.errors import InputError, NotFoundError
from lifestream.ports.blob_store import BlobStore
from lifestream.render.json import render_json
from lifestream.render.markdown import render_markdown
from lifestream.render.pictures import shown_keyframes
from lifestream.render.plain import render_plain
from lifestream.render.srt import render_srt
from lifestream.render.vtt import render_vtt


class OutputFormat(StrEnum):
    """What can be saved, each named as its file ends."""

    MD = "md"
    JSON = "json"
    SRT = "srt"
    VTT = "vtt"
    TXT = "txt"


def save(
    document: Document,
    timeline: Timeline,
    blobs: BlobStore,
    formats: tuple[OutputFormat, ...],
    output: Path | None,
    folder: Path | None,
) -> tuple[Path, ...]:
    """Save a document beside its pictures; returns what was written, the document first.

    Raises:
        InputError: the place cannot be written to.
    """
    first = output or (folder or Path()) / f"{Path(document.recording.filename).stem}.md"
    if output and folder and not output.is_absolute():
        first = folder / output
    wanted = list(formats)
    if output and output.suffix[1:] in {f.value for f in OutputFormat}:
        wanted.insert(0, OutputFormat(output.suffix[1:]))
    wanted = list(dict.fromkeys(wanted or [OutputFormat.MD]))
    saved: list[Path] = []
    try:
        first.parent.mkdir(parents=True, exist_ok=True)
        for fmt in wanted:
            path = first if output and fmt == wanted[0] else first.with_suffix(f".{fmt}")
            _write(path, _render(fmt, document, timeline, blobs, path))
            saved.append(path)
    except OSError as error:
        raise InputError(
            f"{error.filename or first} cannot be written: {error.strerror}.",
            remedy="Name another place with -o or --output-dir; running again is quick, all work is kept.",
        ) from error
    return tuple(saved)


def _render(fmt: OutputFormat, document: Document, timeline: Timeline, blobs: BlobStore, path: Path) -> str:
    match fmt:
        case OutputFormat.MD:
            media = os.path.relpath(document.recording.path, path.parent)
            return render_markdown(document, media_url=media, images=_pictures(document, blobs, path))
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


def _write(path: Path, text: str) -> None:
    """Replace a file at once, so that an earlier document is never half overwritten."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
