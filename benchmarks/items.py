"""Recordings with ground truth: one folder an item, with a media file, ``truth.json`` and the texts it names."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from lifestream.domain.segment import Segment
from lifestream.errors import InputError

OWN_SET = Path(__file__).parent / "data"
"""The part that may be passed on, and lies in the repository."""

AUDITED = Path(__file__).parent / "audited.json"
"""Decisions and actions that are really made in recordings whose truth does not list them."""

SET_VARIABLE = "LIFESTREAM_BENCH_SET"
"""The environment variable that names a larger set."""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of a reference transcript: who said what, from when to when (seconds)."""

    speaker: str
    segment: Segment
    text: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A true change of scene: the first frame of the new shot lies at ``time``, give or take ``tolerance`` seconds.

    An ``is_optional`` one counts neither when it is found nor when it is missed.
    """

    time: float
    tolerance: float
    kind: str
    is_optional: bool = False

    @property
    def is_hard(self) -> bool:
        """Whether it happens between two frames; else it is a fade or a dissolve."""
        return self.kind.startswith(("cut", "from_black", "to_black"))


@dataclass(frozen=True)
class Item:
    """One recording and what is true of it.

    ``truth`` is ``truth.json`` as it stands; the properties read the parts that are scored. A part that
    an item does not have is ``None``, which is not the same as an empty one: a video without cuts has a
    true answer.
    """

    folder: Path
    truth: dict[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        """The name of its folder."""
        return str(self.truth["id"])

    @property
    def kind(self) -> str:
        """What sort of recording it is, in the words of the set."""
        return str(self.truth["kind"])

    @property
    def media(self) -> Path:
        """The media file, or the folder of single utterances that are joined before they are processed."""
        return self.folder / str(self.truth["media"])

    @cached_property
    def key(self) -> str:
        """Twelve hexadecimal digits of what is processed: another set may give another recording the same name."""
        digest = hashlib.sha256(str(self.truth.get("creation_time")).encode())
        files = (
            sorted(path for path in self.media.rglob("*") if path.is_file()) if self.media.is_dir() else [self.media]
        )
        for path in files:
            digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()[:12]

    @property
    def seconds(self) -> float:
        """Length of the recording."""
        return float(self.truth["duration_s"])

    @property
    def recorded_at(self) -> datetime | None:
        """When it was recorded, where the truth says so and the container may not."""
        moment = self.truth.get("creation_time")
        return datetime.fromisoformat(moment) if moment else None

    @property
    def names(self) -> dict[str, str]:
        """The full name of each speaker id, as far as people have one."""
        return {s["id"]: s["name"] for s in self.truth.get("speakers") or () if s.get("name")}

    @property
    def speaker_count(self) -> int | None:
        """How many people speak, as the RTTM says; ``None`` where only a part of the recording is labelled."""
        if self.rttm is None or self.truth.get("uem"):
            return None
        rows = (line.split() for line in self.rttm.read_text(encoding="utf-8").splitlines())
        return len({row[7] for row in rows if row[:1] == ["SPEAKER"]})

    @property
    def rttm(self) -> Path | None:
        """Who spoke when, in NIST's format."""
        return self._file("rttm")

    @property
    def other_rttm(self) -> Path | None:
        """A second, independent annotation of who spoke when."""
        return self._file("rttm_alt")

    @property
    def uem(self) -> tuple[Segment, ...] | None:
        """The stretches that are labelled, where it is not all."""
        path = self._file("uem")
        if path is None:
            return None
        rows = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
        return tuple(Segment(float(row[2]), float(row[3])) for row in rows)

    @cached_property
    def said(self) -> tuple[Said, ...] | None:
        """The reference transcript with speakers and times."""
        path = self._file("transcript")
        if path is None or path.suffix != ".stm":
            return None
        rows = (line.split(maxsplit=5) for line in path.read_text(encoding="utf-8").splitlines())
        return tuple(Said(row[2], Segment(float(row[3]), float(row[4])), row[5]) for row in rows if len(row) == 6)

    @property
    def text(self) -> str | None:
        """All that is said, in order; ``None`` where nobody wrote it down, or not reliably."""
        path = self._file("transcript")
        if (
            path is None
            or str(self.truth.get("quality", "")).startswith("C")
            or "," in (self.truth.get("language") or "")
        ):
            return None
        if self.said is not None:
            return " ".join(line.text for line in self.said)
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".jsonl":
            return " ".join(json.loads(line)["text"] for line in content.splitlines() if line.strip())
        # Where two people speak at once on two channels, no single order is true.
        return None if content.startswith(("LEFT:", "RIGHT:")) else content

    @property
    def has_no_speech(self) -> bool:
        """Whether it is known that nobody says a word."""
        return self.truth.get("has_speech") is False

    @property
    def cuts(self) -> tuple[Cut, ...] | None:
        """The true changes of scene."""
        rows = self.truth.get("cuts")
        if rows is None:
            return None
        return tuple(Cut(r["t"], r["tol_s"], r["type"], bool(r.get("optional"))) for r in rows)

    @property
    def screens(self) -> tuple[tuple[Segment, tuple[str, ...]], ...] | None:
        """Texts on screen, and while each is to be seen; a description in one string is parted at its slashes."""
        rows = self.truth.get("on_screen_text")
        if rows is None:
            return None
        lines = [r.get("lines") or [part.strip() for part in r["text"].split(" / ")] for r in rows]
        return tuple((Segment(r["start"], r["end"]), tuple(text)) for r, text in zip(rows, lines, strict=True))

    @property
    def facts(self) -> tuple[dict[str, Any], ...] | None:
        """Decisions, actions, numbers, questions: what a reader of the minutes should learn.

        Those marked ``also`` were found by a person in what the truth does not list (``audited.json``).
        """
        rows = self.truth.get("facts")
        if rows is None:
            return None
        audited = json.loads(AUDITED.read_text(encoding="utf-8")).get(self.id, [])
        return (*rows, *({**row, "also": True} for row in audited))

    def _file(self, name: str) -> Path | None:
        value = self.truth.get(name)
        return self.folder / value if value else None


def load_set(folder: Path | None = None, wanted: Iterable[str] = ()) -> tuple[Item, ...]:
    """Read the items of a set, in order of name: the folder named, else the environment's, else our own.

    ``wanted`` are ids or beginnings of ids. Items that stand for several recordings, such as a day, are left
    out.

    Raises:
        InputError: there is no such folder, no item in it, or none of the names wanted.
    """
    folder = folder or Path(os.environ.get(SET_VARIABLE) or OWN_SET)
    paths = sorted(folder.glob("*/truth.json"))
    if not paths:
        raise InputError(
            f"{folder} holds no items.", remedy=f"Name a folder of items with --set, or in {SET_VARIABLE}."
        )
    items = tuple(Item(path.parent, json.loads(path.read_text(encoding="utf-8"))) for path in paths)
    items = tuple(item for item in items if isinstance(item.truth["media"], str))
    names = tuple(wanted)
    chosen = tuple(item for item in items if not names or item.id.startswith(names))
    if not chosen:
        raise InputError(f"{folder} has no item called {', '.join(names)}.", remedy="Look at the folder's names.")
    return chosen
